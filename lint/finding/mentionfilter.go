package finding

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/token"
)

// mentionFilter passes over lines that cannot mention a role, nearly all of them,
// by the numbers of their words. It saves a fifth of the instructions of judging
// a posting.
type mentionFilter struct {
	names *title.NameWords
	parts []title.NamePart // by the number of a word
}

// mentionFilter returns the filter for the names of a role. It is made once.
func (c *Checker) mentionFilter(role title.Role) *mentionFilter {
	f, ok := c.filters[role]
	if !ok {
		f = &mentionFilter{c.titles.NameWords(role), make([]title.NamePart, c.set.Vocabulary.Size())}
		for word, part := range f.names.All() {
			f.parts[c.set.Vocabulary.ID(word)] = part
		}
		c.filters[role] = f
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
	at := int32(0) // what stands before was looked at
	other := false // words behind at that are not plain
	for i := range l.Tokens {
		t := &l.Tokens[i]
		if t.Kind&token.Plain == 0 {
			other = other || t.Kind&token.Sign == 0
			continue
		}
		if other && names(f.names.In(l.Text[at:t.Start])) {
			return true
		}
		at, other = t.End, false
		part := f.parts[t.ID]
		if part != 0 && t.ID == token.Unknown { // a word of a name is unknown
			part = f.names.In(t.In(l.Text))
		}
		if names(part) {
			return true
		}
	}
	return other && names(f.names.In(l.Text[at:]))
}
