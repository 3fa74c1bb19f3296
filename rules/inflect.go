package rules

import "strings"

// The forms of English words are made here from the base forms that the files
// of rules hold, once, when rules are compiled: at run time a word of a
// posting is looked up as it stands. A form that is made and never used costs
// a few bytes; a missing one costs a duty, so the functions are generous.

// form says which forms of a verb a word is: "set" is two.
type form uint8

const (
	formBase form = 1 << iota
	formS         // owns
	formIng       // owning
	formEd        // owned
)

// plural gives the plural of a noun and its British or American spelling.
func plural(word string) string {
	switch {
	case word == "":
		return ""
	case endsConsonantY(word):
		return word[:len(word)-1] + "ies"
	case hasSuffix(word, "sis"): // analysis, hypothesis
		return word[:len(word)-2] + "es"
	case hasSuffix(word, "s", "x", "z", "ch", "sh"):
		return word + "es"
	}
	return word + "s"
}

// verbForms gives the forms of a regular verb. Irregular past forms are given
// in words.yaml after a slash: "write/wrote/written".
func verbForms(word string) map[string]form {
	parts := strings.Split(word, "/")
	base := parts[0]
	forms := map[string]form{base: formBase, plural(base): formS}
	for _, past := range parts[1:] {
		forms[past] |= formEd
	}
	stem := base
	switch {
	case hasSuffix(base, "ie"):
		forms[base+"d"] |= formEd
		forms[base[:len(base)-2]+"ying"] |= formIng
		return forms
	case hasSuffix(base, "ee", "oe", "ye"):
		forms[base+"d"] |= formEd
		forms[base+"ing"] |= formIng
		return forms
	case hasSuffix(base, "e"):
		stem = base[:len(base)-1]
	case endsConsonantY(base):
		forms[base[:len(base)-1]+"ied"] |= formEd
		forms[base+"ing"] |= formIng
		return forms
	case doubles(base):
		// Both spellings: "labelling" and "labeling", "planning".
		double := base + base[len(base)-1:]
		forms[double+"ing"] |= formIng
		forms[double+"ed"] |= formEd
	}
	forms[stem+"ing"] |= formIng
	forms[stem+"ed"] |= formEd
	return forms
}

// doubles reports whether a verb may double its last consonant: consonant,
// vowel, consonant at its end.
func doubles(word string) bool {
	n := len(word)
	return n >= 3 && !vowel(word[n-1]) && vowel(word[n-2]) && !vowel(word[n-3]) &&
		!strings.ContainsRune("wxy", rune(word[n-1]))
}

// spellings gives a word in its British and its American spelling.
func spellings(word string) []string {
	all := []string{word}
	for _, pair := range [...][2]string{
		{"isation", "ization"}, {"ise", "ize"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"},
		{"yse", "yze"}, {"ysing", "yzing"}, {"ysed", "yzed"}, {"yses", "yzes"}, {"our", "or"}, {"ours", "ors"},
	} {
		for i := range pair {
			if stem, ok := strings.CutSuffix(word, pair[i]); ok && len(stem) > 2 {
				all = append(all, stem+pair[1-i])
			}
		}
	}
	for _, pair := range [...][2]string{
		{"programme", "program"}, {"programmes", "programs"}, {"catalogue", "catalog"}, {"centre", "center"}, {"fulfil", "fulfill"},
	} {
		for i := range pair {
			if word == pair[i] {
				all = append(all, pair[1-i])
			}
		}
	}
	return all
}

func endsConsonantY(word string) bool {
	n := len(word)
	return n >= 2 && word[n-1] == 'y' && !vowel(word[n-2])
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func hasSuffix(word string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}
