package phrase

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// The forms of words are made here from the base forms that the files of rules
// hold, once, when rules are compiled: at run time a word of a posting is looked
// up as it stands. A form that is made and never used costs a few bytes; a missing
// one costs a duty, so words.yaml is generous.

// Form says which forms of a verb a word is: "set" is two.
type Form uint8

// The forms.
const (
	Base Form = 1 << iota // own; in other languages the infinitive
	S                     // owns; any form that stands behind a subject
	Ing                   // owning
	Ed                    // owned
)

// formNames are what words.yaml calls the forms.
var formNames = map[string]Form{"base": Base, "s": S, "ing": Ing, "ed": Ed}

// Inflection says how the words of a language change their form. Its zero value is
// that of a language in which they do not.
type Inflection struct {
	// Letters names classes of letters for Ends; one that begins with ^ has all
	// letters but those that follow.
	Letters map[string]string `yaml:"letters"`

	// Of the rows of Verbs and Nouns the first applies the end of which a word has.
	Verbs []Row `yaml:"verbs"`
	Nouns []Row `yaml:"nouns"` // and adjectives

	// Spellings are ends of words that stand for each other, Spelled whole words.
	Spellings [][]string `yaml:"spellings"`
	Spelled   [][]string `yaml:"spelled"`

	// To stands between a particle and its verb in the infinitive: "um|zu|setzen".
	To string `yaml:"to"`
}

// Row says how words with an end change.
type Row struct {
	Ends []string `yaml:"ends"` // any of these; capitals stand for a letter of the class
	Cut  int      `yaml:"cut"`  // so many bytes go

	// What comes instead. "+" doubles the last letter, "-" adds nothing.
	Forms []string `yaml:"forms"` // of a noun
	S     []string `yaml:"s"`     // of a verb
	Ing   []string `yaml:"ing"`
	Ed    []string `yaml:"ed"`

	// PrefixEd stands before what Ed makes: "ge" of "gepflegt".
	PrefixEd string `yaml:"prefix_ed"`
}

// NounForms returns the forms of a noun or an adjective, itself the first.
func (l *Inflection) NounForms(word string) []string {
	all := []string{word}
	if row := l.row(l.Nouns, word); row != nil {
		all = append(all, row.with(word, row.Forms)...)
	}
	return all
}

// VerbForms returns the forms of a verb, each with what it is. Those that no row
// makes stand behind slashes, past participles or with the name of their form:
// "write/wrote/written", "treffen/s:trifft". A particle that leaves its verb stands
// before a bar: "um|setzen".
func (l *Inflection) VerbForms(verb string) map[string]Form {
	parts := strings.Split(verb, "/")
	particle, base, parted := strings.Cut(parts[0], "|")
	if !parted {
		particle, base = "", parts[0]
	}
	forms := map[string]Form{particle + base: Base}
	if parted && l.To != "" {
		forms[particle+l.To+base] |= Base
	}
	row := l.row(l.Verbs, base)
	if row == nil {
		row = &Row{}
	}
	irregular := false
	for _, other := range parts[1:] {
		form := Ed
		if name, rest, ok := strings.Cut(other, ":"); ok {
			form, other = formNames[name], rest
		}
		forms[particle+other] |= form
		irregular = irregular || form == Ed
	}
	for form, list := range map[Form][]string{S: row.S, Ing: row.Ing, Ed: row.Ed} {
		for _, made := range row.with(base, list) {
			if form == Ed && row.PrefixEd != "" && !irregular {
				made = row.PrefixEd + made
			}
			forms[particle+made] |= form
		}
	}
	return forms
}

// BaseForm returns a verb of words.yaml in its base form.
func BaseForm(verb string) string {
	base, _, _ := strings.Cut(verb, "/")
	return strings.Replace(base, "|", "", 1)
}

// WordSpellings returns a word in all of its spellings, itself the first.
func (l *Inflection) WordSpellings(word string) []string {
	all := []string{word}
	for _, ends := range l.Spellings {
		for i, end := range ends {
			if stem, ok := strings.CutSuffix(word, end); ok && len(stem) > 2 {
				for k, other := range ends {
					if k != i {
						all = append(all, stem+other)
					}
				}
			}
		}
	}
	for _, words := range l.Spelled {
		if slices.Contains(words, word) {
			for _, other := range words {
				if other != word {
					all = append(all, other)
				}
			}
		}
	}
	return all
}

// row returns the first row for a word, nil for none.
func (l *Inflection) row(rows []Row, word string) *Row {
	for i := range rows {
		if len(rows[i].Ends) == 0 || slices.ContainsFunc(rows[i].Ends, func(end string) bool { return l.endsIn(word, end) }) {
			return &rows[i]
		}
	}
	return nil
}

// endsIn reports whether a word ends as a row says.
func (l *Inflection) endsIn(word, end string) bool {
	for end != "" {
		want, size := utf8.DecodeLastRuneInString(end)
		end = end[:len(end)-size]
		letter, size := utf8.DecodeLastRuneInString(word)
		if size == 0 {
			return false
		}
		word = word[:len(word)-size]
		class, isClass := l.Letters[string(want)]
		if not, without := strings.CutPrefix(class, "^"); !isClass && letter != want || isClass && strings.ContainsRune(not, letter) == without {
			return false
		}
	}
	return true
}

// with returns a word with each of some ends instead of its own.
func (r *Row) with(word string, ends []string) (all []string) {
	if r.Cut > len(word) || word == "" {
		return nil
	}
	stem := word[:len(word)-r.Cut]
	for _, end := range ends {
		if double, ok := strings.CutPrefix(end, "+"); ok {
			_, size := utf8.DecodeLastRuneInString(stem)
			end = stem[len(stem)-size:] + double
		} else if end == "-" {
			end = ""
		}
		all = append(all, stem+end)
	}
	return all
}

// Sorted returns the forms of a verb in their order.
func Sorted(forms map[string]Form) []string { return slices.Sorted(maps.Keys(forms)) }
