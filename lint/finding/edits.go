package finding

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
)

// Edit is a change of the source: NewText takes the place of the bytes from
// Start to End, half open.
type Edit struct {
	Start, End int
	NewText    string
}

// addEdits adds the changes that a machine can make to the finding that asks for
// them: a title that names the other role is changed wherever it stands for the
// person hired; a text that calls the person by the other title is given that of
// the posting.
func (c *Checker) addEdits() {
	if !c.Posting.InPlace() {
		return // offsets lead into the text, not into the file
	}
	rule, from, to := "body-calls-other-title", c.sisterRole(), c.Title.Role
	mistitled := c.Outcome.Verdict == verdict.Mistitled
	if mistitled {
		rule, from, to = "mistitled-posting", to, from // and the text may be right
	}
	i := slices.IndexFunc(c.result.Findings, func(f Finding) bool { return f.Rule == rule })
	if i < 0 || from == to {
		return
	}
	var edits []Edit
	if mistitled {
		e, ok := c.editTitle()
		if !ok {
			return // without the title the other changes would do harm
		}
		edits = append(edits, e)
		edits = append(edits, c.editHeadings(from, to)...)
	}
	edits = append(edits, c.editMentions(from, to)...)
	c.result.Findings[i].Edits = withoutOverlap(edits)
}

// editTitle returns the change of the title itself. A title that does not stand
// in the source, such as one taken from the name of the file, has none.
func (c *Checker) editTitle() (Edit, bool) {
	t := &c.Posting.Title
	start, end, text := title.ChangedWords(t.Text, c.result.SuggestedTitle)
	at := c.Posting.TitleWords(start, end)
	if at.Start == at.End {
		return Edit{}, false
	}
	return c.edit(at, t.Text[start:end], text)
}

// editHeadings returns the changes of headings that repeat the title.
func (c *Checker) editHeadings(from, to title.Role) []Edit {
	var edits []Edit
	for i := range c.Posting.Lines {
		l := &c.Posting.Lines[i]
		if l.Kind != posting.Heading || l.Zone == posting.Furniture {
			continue
		}
		t := c.titles.Parse(l.Text)
		if t.Role != from || t.Plural || t.Several || t.Text != l.Text {
			continue
		}
		start, end, text := title.ChangedWords(l.Text, c.titles.Retitle(t, to))
		if start == end {
			continue
		}
		if e, ok := c.edit(l.Source(start, end), l.Text[start:end], text); ok {
			edits = append(edits, e)
		}
	}
	return edits
}

// editMentions returns the changes of the places where the text calls the person
// hired by a title: "As a Product Owner you will".
func (c *Checker) editMentions(from, to title.Role) []Edit {
	var edits []Edit
	for i := range c.Posting.Lines {
		l := &c.Posting.Lines[i]
		if !maySpeakOfHire(l) {
			continue
		}
		for _, m := range c.titles.Find(l.Text) {
			if m.Role != from || m.Plural {
				continue
			}
			if means, _ := c.meansHire(c.above(i), l.Text, m); !means {
				continue
			}
			old := l.Text[m.Span.Start:m.Span.End]
			start, end, text := title.ChangedWords(old, c.titles.Retitle(c.titles.Parse(old), to))
			if start == end {
				continue
			}
			if e, ok := c.edit(l.Source(m.Span.Start+start, m.Span.Start+end), old[start:end], text); ok {
				edits = append(edits, e)
			}
		}
	}
	return edits
}

// edit returns the edit that puts text in the place of old. There is none where
// the source writes old in other bytes, because of markup within or of another
// encoding, or where text could not be written as it is: better no change than a
// broken file.
func (c *Checker) edit(at posting.Span, old, text string) (Edit, bool) {
	src := c.Posting.Source
	if at.Start >= at.End || string(src[at.Start:at.End]) != old || strings.ContainsAny(text, "\"'&<>\\{}|*_`[]") {
		return Edit{}, false
	}
	if !ascii(text) && !utf8.Valid(src) {
		return Edit{}, false
	}
	return Edit{at.Start, at.End, text}, true
}

func ascii(s string) bool {
	return !bytes.ContainsFunc([]byte(s), func(r rune) bool { return r >= utf8.RuneSelf })
}

// withoutOverlap sorts edits and leaves out those that overlap one before.
func withoutOverlap(edits []Edit) []Edit {
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start - b.Start })
	kept := edits[:0]
	for _, e := range edits {
		if n := len(kept); n > 0 && e.Start < kept[n-1].End {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}
