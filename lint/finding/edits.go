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
	start, end, text := changedWords(t.Text, c.result.SuggestedTitle)
	if t.Span.Start >= t.Span.End || start == end {
		return Edit{}, false
	}
	// The title has a place, its words have none. They stand as far from the
	// beginning or from the end as in the clean text, if the source agrees
	// there; else a line that is the title has their places.
	raw := c.Posting.Source[t.Span.Start:t.Span.End]
	if n := len(raw) - len(t.Text); n >= 0 {
		if string(raw[:end]) == t.Text[:end] {
			return c.edit(posting.Span{Start: t.Span.Start + start, End: t.Span.Start + end}, t.Text[start:end], text)
		}
		if string(raw[n+start:]) == t.Text[start:] {
			return c.edit(posting.Span{Start: t.Span.Start + n + start, End: t.Span.Start + n + end}, t.Text[start:end], text)
		}
	}
	for i := range c.Posting.Lines {
		l := &c.Posting.Lines[i]
		if l.Text == t.Text && l.Span() == t.Span {
			return c.edit(l.Source(start, end), l.Text[start:end], text)
		}
	}
	return Edit{}, false
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
		start, end, text := changedWords(l.Text, c.titles.Retitle(t, to))
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
			start, end, text := changedWords(old, c.titles.Retitle(c.titles.Parse(old), to))
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

// changedWords returns the words of old, as a range of bytes, that differ in
// another text, and what takes their place there. It cuts no words, and the range
// is empty when the texts are alike.
func changedWords(old, changed string) (start, end int, text string) {
	if old == changed {
		return 0, 0, ""
	}
	most := min(len(old), len(changed))
	for start < most && old[start] == changed[start] {
		start++
	}
	for start > 0 && (start < len(old) && isWord(old[start]) || start < len(changed) && isWord(changed[start])) && isWord(old[start-1]) {
		start--
	}
	tail := 0
	for tail < most-start && old[len(old)-1-tail] == changed[len(changed)-1-tail] {
		tail++
	}
	for tail > 0 && isWord(old[len(old)-tail]) && (tail < len(old) && isWord(old[len(old)-tail-1]) || tail < len(changed) && isWord(changed[len(changed)-tail-1])) {
		tail--
	}
	return start, len(old) - tail, changed[start : len(changed)-tail]
}

// isWord reports whether a byte belongs to a word.
func isWord(c byte) bool {
	return c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
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
