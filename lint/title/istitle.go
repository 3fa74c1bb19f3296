package title

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what can be a title and no more.
const (
	maxNameSize   = 130 // bytes
	maxNameWords  = 14
	maxLowerWords = 3 // in small letters that titles have no use for
	maxLowerTitle = 5 // words of a title written in small letters altogether
)

// IsTitle reports whether s is the title of one person's job and no more: not a
// sentence about one, not the name of the work, not several people. It decides
// which heading of a file is the title and whether a file holds several jobs.
func (p *Parser) IsTitle(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxNameSize || strings.Count(s, " ") >= maxNameWords || strings.Count(s, ",") > 4 {
		return false
	}
	switch s[len(s)-1] {
	case '?', '!', ':', ';', ',':
		return false
	}
	for i := 4; i+1 < len(s); i++ {
		if s[i] == '.' && s[i+1] == ' ' && !strings.ContainsAny(s[i-4:i], " ./,()") {
			return false // a sentence ends, not "Sr."
		}
	}
	var r reading
	r.read(p, s)
	t := Title{Text: s, Role: Other, Level: Mid}
	r.decide(&t)
	if t.Plural || t.Several || !r.namesPerson(&t) {
		return false
	}
	return !r.isSentence()
}

// namesPerson reports whether what was found is somebody's title.
func (r *reading) namesPerson(t *Title) bool {
	if t.Role == Other {
		for _, it := range r.phrases() {
			if it.is(isNeighbour) && !it.is(isField|isPlural) {
				return true
			}
		}
		return t.Other != "" && r.beginsWithRank() // "Director, Product Marketing"
	}
	main := r.main[0]
	switch {
	case main.is(isFunction) && r.rank.sense == nil:
		return r.beginsWithRank()
	case main.is(isShort) && !r.separates(main.last+1) && !r.beginsTitle(main.first):
		return r.isNeutral(main.last+1) || r.itemAt(main.last+1).is(isNumber|isArticle|isLink) // not "Platform and PM Collaboration"
	}
	return true
}

// beginsWithRank reports whether a rank begins the title: "Director, Product
// Management", but not "Provide product management".
func (r *reading) beginsWithRank() bool {
	for _, it := range r.phrases() {
		if it.is(isRankOfDepartment|isManagerOfDepartment|isNeighbour) && !it.is(isField) && r.beginsTitle(it.first) {
			return true
		}
	}
	return false
}

// isSentence reports whether the words are those of a sentence.
func (r *reading) isSentence() bool {
	lower, words := 0, 0
	initial, _ := utf8.DecodeRuneInString(r.text)
	var buf [64]byte
	for i := range r.n {
		tok := r.tokens[i]
		if tok.kind != aWord {
			if r.separates(i) {
				lower = 0 // each part for itself: "Engineer - backend, full stack"
			}
			continue
		}
		words++
		word := r.text[tok.start:tok.end]
		if it := r.itemAt(i); !it.is(isRole|isNeighbour) && len(word) < len(buf) && r.p.prose[string(fold(buf[:0], word))] {
			return true
		}
		first, _ := utf8.DecodeRuneInString(word)
		if it := r.itemAt(i); unicode.IsLower(first) && (it.sense == nil || !it.is(isRole|isNeighbour|isArticle|isLink|isLevel|isNoise|isObject|isGender|isDepartment|isRankOfDepartment)) {
			if lower++; lower > maxLowerWords && !unicode.IsLower(initial) {
				return true
			}
		}
	}
	return unicode.IsLower(initial) && words > maxLowerTitle
}
