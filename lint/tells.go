package lint

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// tells knows the words by which a line tells that it may call somebody by the
// name of a role. They are known by their numbers, so that the lines that cannot,
// nearly all, take next to no time.
type tells struct {
	names   *title.Tellers
	lexicon *rules.Lexicon
	words   []tell // by their number in the lexicon
	calls   bool   // a wording of a call has no word of the lexicon: all lines may call
}

// tell is what a word may be part of.
type tell uint8

const (
	ofName tell = 1 << iota // of a role
	ofCall                  // "as a", "will": a wording that calls the person hired
)

// newTells gives what tells the names and the calls in lines of which the words
// were looked up in a lexicon, which may be nil.
func newTells(names *title.Tellers, calls *rules.Calls, x *rules.Lexicon) *tells {
	t := &tells{names: names, lexicon: x}
	if x == nil {
		return t
	}
	t.words = make([]tell, x.Size())
	for word := range names.Words() {
		t.words[x.ID(word)] |= ofName
	}
	for _, phrases := range [][]string{calls.Before, calls.After} {
		for _, phrase := range phrases {
			id := longest(phrase, x)
			t.words[id] |= ofCall
			t.calls = t.calls || id == 0 && !strings.ContainsAny(phrase, apostrophes)
		}
	}
	t.words[0] = 0 // any word that the lexicon does not know
	return t
}

// apostrophes are what makes a word one that is not looked up.
const apostrophes = "'’"

// longest gives the longest word of a phrase, which is rarer than others, or 0
// where the lexicon knows none. Words with apostrophes are passed over: maySay
// takes any of them for one of a call.
func longest(phrase string, x *rules.Lexicon) (id rules.WordID) {
	size := 0
	for word := range strings.FieldsSeq(phrase) {
		if n := x.ID(word); n != 0 && len(word) > size && !strings.ContainsAny(word, apostrophes) {
			id, size = n, len(word)
		}
	}
	return id
}

// tellsOf gives what tells that a line calls somebody by the name of a role. It
// is made once.
func (c *checker) tellsOf(role title.Role, calls *rules.Calls) *tells {
	key := roleIn{role, c.posting.Lexicon}
	t, ok := c.tells[key]
	if !ok {
		t = newTells(c.titles().Tellers(role), calls, key.lexicon)
		c.tells[key] = t
	}
	return t
}

type roleIn struct {
	role    title.Role
	lexicon *rules.Lexicon
}

// mayCall reports whether a line may call somebody by the name of the role.
func (t *tells) mayCall(l *posting.Line) bool {
	return t.mayName(l) && (t.lexicon == nil || t.calls || t.maySay(l))
}

// mayName reports whether a word of the name of the role may stand in a line.
func (t *tells) mayName(l *posting.Line) bool {
	at := 0
	words := l.Words()
	for i := range words {
		start, end, id, ok := l.Word(&words[i])
		switch {
		case !ok:
			continue
		case t.lexicon == nil || id == 0:
			if t.names.Is(l.Text[start:end]) {
				return true
			}
		case t.words[id]&ofName != 0:
			return true
		}
		if start > at+1 && t.names.In(l.Text[at:start]) {
			return true
		}
		at = end
	}
	return t.names.In(l.Text[at:])
}

// maySay reports whether a word of a wording of a call may stand in a line.
func (t *tells) maySay(l *posting.Line) bool {
	at := 0
	words := l.Words()
	for i := range words {
		start, end, id, ok := l.Word(&words[i])
		if !ok || t.words[id]&ofCall != 0 || hasLetters(l.Text[at:start]) {
			return true // "you'll" is not ok
		}
		at = end
	}
	return hasLetters(l.Text[at:])
}

// hasLetters reports whether there are letters or digits in a text, or what goes
// beyond ASCII.
func hasLetters(text string) bool {
	for i := range len(text) {
		if c := text[i]; c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80 {
			return true
		}
	}
	return false
}
