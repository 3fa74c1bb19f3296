package phrase

import "strings"

// The forms of English words are made here from the base forms that the files
// of rules hold, once, when rules are compiled: at run time a word of a
// posting is looked up as it stands. A form that is made and never used costs
// a few bytes; a missing one costs a duty, so the functions are generous.

// Form says which forms of a verb a word is: "set" is two.
type Form uint8

// The forms.
const (
	Base Form = 1 << iota
	S         // owns
	Ing       // owning
	Ed        // owned
)

// Plural returns the plural of a noun and its British or American spelling.
func Plural(word string) string {
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

// VerbForms returns the forms of a regular verb. Irregular past forms are given
// in words.yaml after a slash: "write/wrote/written".
func VerbForms(word string) map[string]Form {
	parts := strings.Split(word, "/")
	base := parts[0]
	forms := map[string]Form{base: Base, Plural(base): S}
	for _, past := range parts[1:] {
		forms[past] |= Ed
	}
	stem := base
	switch {
	case hasSuffix(base, "ie"):
		forms[base+"d"] |= Ed
		forms[base[:len(base)-2]+"ying"] |= Ing
		return forms
	case hasSuffix(base, "ee", "oe", "ye"):
		forms[base+"d"] |= Ed
		forms[base+"ing"] |= Ing
		return forms
	case hasSuffix(base, "e"):
		stem = base[:len(base)-1]
	case endsConsonantY(base):
		forms[base[:len(base)-1]+"ied"] |= Ed
		forms[base+"ing"] |= Ing
		return forms
	case doubles(base):
		// Both spellings: "labelling" and "labeling", "planning".
		double := base + base[len(base)-1:]
		forms[double+"ing"] |= Ing
		forms[double+"ed"] |= Ed
	}
	forms[stem+"ing"] |= Ing
	forms[stem+"ed"] |= Ed
	return forms
}

// doubles reports whether a verb may double its last consonant: consonant,
// vowel, consonant at its end.
func doubles(word string) bool {
	n := len(word)
	return n >= 3 && !vowel(word[n-1]) && vowel(word[n-2]) && !vowel(word[n-3]) &&
		!strings.ContainsRune("wxy", rune(word[n-1]))
}

// Spellings returns a word in its British and its American spelling.
func Spellings(word string) []string {
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
