package finding

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// mentionFilter passes over lines that cannot mention a role, nearly all of them,
// by the numbers of their words. It saves a fifth of the instructions of judging
// a posting.
type mentionFilter struct {
	names   *title.NameWords
	lexicon *rules.Lexicon
	parts   []title.NamePart // by the number of a word in the lexicon
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
		f = &mentionFilter{names: c.titles.NameWords(role), lexicon: key.lexicon}
		if f.lexicon != nil {
			f.parts = make([]title.NamePart, f.lexicon.Size())
			for word, part := range f.names.All() {
				f.parts[f.lexicon.ID(word)] = part
			}
		}
		c.filters[key] = f
	}
	return f
}

// mayMention reports whether a line may mention the role.
func (f *mentionFilter) mayMention(l *posting.Line) bool {
	begun := false
	names := func(part title.NamePart) bool {
		found := part&title.IsName != 0 || begun && part&title.EndsName != 0
		begun = begun || part&title.BeginsName != 0
		return found
	}
	at := 0 // what stands before was looked at
	words := l.Words()
	for i := range words {
		start, end, id, ok := l.Word(&words[i])
		if !ok {
			continue
		}
		if start > at+1 && names(f.names.In(l.Text[at:start])) {
			return true
		}
		at = end
		var part title.NamePart
		if f.lexicon != nil && id != 0 {
			part = f.parts[id]
		} else {
			part = f.names.In(l.Text[start:end])
		}
		if names(part) {
			return true
		}
	}
	return names(f.names.In(l.Text[at:]))
}
