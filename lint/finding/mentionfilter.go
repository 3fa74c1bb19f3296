package finding

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// mentionFilter passes over the lines that cannot mention a role, nearly all of
// them, by the numbers of their words. It saves a fifth of the instructions of
// judging a posting.
type mentionFilter struct {
	names   *title.Tellers
	lexicon *rules.Lexicon
	inName  []bool // by the number of a word in the lexicon
}

type filterKey struct {
	role    title.Role
	lexicon *rules.Lexicon
}

// mentionFilter returns the filter for the names of a role in the posting. It is
// made once for each role and language.
func (c *Checker) mentionFilter(role title.Role) *mentionFilter {
	key := filterKey{role, c.Posting.Lexicon}
	f, ok := c.filters[key]
	if !ok {
		f = &mentionFilter{names: c.titles.Tellers(role), lexicon: key.lexicon}
		if f.lexicon != nil {
			f.inName = make([]bool, f.lexicon.Size())
			for word := range f.names.Words() {
				f.inName[f.lexicon.ID(word)] = true
			}
			f.inName[0] = false // any word that the lexicon does not know
		}
		c.filters[key] = f
	}
	return f
}

// mayMention reports whether a line may mention the role.
func (f *mentionFilter) mayMention(l *posting.Line) bool {
	at := 0
	words := l.Words()
	for i := range words {
		start, end, id, ok := l.Word(&words[i])
		switch {
		case !ok:
			continue
		case f.lexicon == nil || id == 0:
			if f.names.Is(l.Text[start:end]) {
				return true
			}
		case f.inName[id]:
			return true
		}
		if start > at+1 && f.names.In(l.Text[at:start]) {
			return true
		}
		at = end
	}
	return f.names.In(l.Text[at:])
}
