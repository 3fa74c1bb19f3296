package rules

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// Cut appends the words and signs of a line to dst, as the rules of the language
// have them: an elided article is a word of its own, and so is each part of a
// compound that is no word that the rules know as a whole.
func (x *Lexicon) Cut(dst []token.Token, text string) []token.Token {
	from := len(dst)
	dst = x.Vocabulary.Scan(dst, text)
	if len(x.Grammar.Elisions) > 0 && strings.ContainsAny(text, "'’") {
		x.Grammar.Elide(dst[from:], text)
		for i := range dst[from:] {
			t := &dst[from+i]
			if word := t.In(text); t.ID == token.Unknown || strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’") {
				t.ID = x.Vocabulary.ID(strings.ReplaceAll(word, "’", "'"))
			}
		}
	}
	if len(x.Grammar.Joints) == 0 {
		return dst
	}
	for i := from; i < len(dst); i++ {
		t := dst[i]
		if t.Kind&token.Sign != 0 || x.knows(t.ID) || t.End-t.Start > token.MaxWord {
			continue
		}
		word := strings.ToLower(t.In(text))
		if len(word) != int(t.End-t.Start) {
			continue // a letter that has another length in small letters
		}
		var parts [maxParts]wordPart
		n := x.split(word, parts[:0])
		if n < 2 {
			continue
		}
		dst = slices.Insert(dst, i, make([]token.Token, n-1)...)
		for k, p := range parts[:n] {
			dst[i+k] = token.Token{Start: t.Start + p.start, End: t.Start + p.end, ID: p.id, Kind: t.Kind &^ token.Plain}
		}
		i += n - 1
	}
	return dst
}

// maxParts is how many parts of a compound are told apart.
const maxParts = 4

// wordPart is a part of a compound, with the joint behind it.
type wordPart struct {
	start, end int32
	id         token.ID
}

// split finds the parts of a compound in small letters, the last one as long as may
// be, and returns how many they are: 0 where one of them is no word that the rules
// know. It fills parts from its beginning, up to its capacity.
func (x *Lexicon) split(word string, parts []wordPart) int {
	if id := x.Vocabulary.ID(word); x.knows(id) && x.isPart(word) {
		parts = append(parts, wordPart{0, int32(len(word)), id})
		return len(parts)
	}
	if cap(parts) == 1 {
		return 0
	}
	for at := 1; at < len(word); at++ {
		last := word[at:]
		id := x.Vocabulary.ID(last)
		if !x.isPart(last) || !x.knows(id) {
			continue
		}
		for _, joint := range x.joints {
			before, ok := strings.CutSuffix(word[:at], joint)
			if !ok || before == "" {
				continue
			}
			if n := x.split(before, parts[:0:cap(parts)-1]); n > 0 {
				parts = parts[:n+1]
				parts[n-1].end = int32(at)
				parts[n] = wordPart{int32(at), int32(len(word)), id}
				return n + 1
			}
		}
	}
	return 0
}

// isPart reports whether a word is long enough for a part of a compound.
func (x *Lexicon) isPart(word string) bool {
	return len(word) >= phrase.MinPart || slices.Contains(x.Grammar.Parts, word)
}

// knows reports whether the rules say anything of a word.
func (x *Lexicon) knows(id token.ID) bool { return int(id) < len(x.known) && x.known[id] }

// know marks the words of which the rules say something: those of the lexicon and
// of the phrases.
func (x *Lexicon) know(m *matcher) {
	if len(x.Grammar.Joints) == 0 {
		return
	}
	x.joints = append([]string{""}, x.Grammar.Joints...)
	x.known = make([]bool, x.Vocabulary.Size())
	for id, kind := range x.kind {
		x.known[id] = x.kinds[kind] != Word{}
	}
	for i := range m.words.len() {
		x.known[m.words.at(i)] = true
	}
	x.known[token.Unknown] = false
	x.known[token.Number] = true
}
