package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
)

// edits enters the changes that a machine can make: a title that names the
// other role is changed wherever it stands for the person hired; a text that
// calls the person by the other title is given the one of the posting.
func (c *checker) edits() {
	if !c.posting.InPlace() {
		return // offsets lead into the text, not into the file
	}
	from, to := opposite(c.title.Role), c.title.Role
	rule := "body-calls-other-title"
	if c.report.Verdict == Mistitled {
		from, to, rule = to, from, "mistitled-posting" // and the text may be right
	}
	i := slices.IndexFunc(c.report.Findings, func(f Finding) bool { return f.Rule == rule })
	if i < 0 || from == to {
		return
	}
	var edits []Edit
	if rule == "mistitled-posting" {
		e, ok := c.retitled()
		if !ok {
			return // without the title the other changes would do harm
		}
		edits = append(edits, e)
		edits = append(edits, c.headings(from, to)...)
	}
	edits = append(edits, c.mentions(from, to)...)
	c.report.Findings[i].Edits = apart(edits)
}

// retitled gives the change of the title itself. A title that does not stand in
// the source, such as one taken from the name of the file, has none.
func (c *checker) retitled() (Edit, bool) {
	t := &c.posting.Title
	start, end, text := changedWords(t.Text, c.report.SuggestedTitle)
	if t.Span.Start >= t.Span.End || start == end {
		return Edit{}, false
	}
	// The title has a place, its words have none. They stand as far from the
	// beginning or from the end as in the clean text, if what stands there
	// says so; else a line that is the title knows.
	raw := c.posting.Source[t.Span.Start:t.Span.End]
	if n := len(raw) - len(t.Text); n >= 0 {
		if string(raw[:end]) == t.Text[:end] {
			return c.edit(posting.Span{Start: t.Span.Start + start, End: t.Span.Start + end}, t.Text[start:end], text)
		}
		if string(raw[n+start:]) == t.Text[start:] {
			return c.edit(posting.Span{Start: t.Span.Start + n + start, End: t.Span.Start + n + end}, t.Text[start:end], text)
		}
	}
	for i := range c.posting.Lines {
		l := &c.posting.Lines[i]
		if l.Text == t.Text && l.Span() == t.Span {
			return c.edit(l.Source(start, end), l.Text[start:end], text)
		}
	}
	return Edit{}, false
}

// headings gives the changes of headings that repeat the title.
func (c *checker) headings(from, to title.Role) []Edit {
	var edits []Edit
	for i := range c.posting.Lines {
		l := &c.posting.Lines[i]
		if l.Kind != posting.Heading || l.Zone == posting.Furniture {
			continue
		}
		t := c.titles().Parse(l.Text)
		if t.Role != from || t.Plural || t.Several || t.Text != l.Text {
			continue
		}
		start, end, text := changedWords(l.Text, c.titles().Retitle(t, to))
		if start == end {
			continue
		}
		if e, ok := c.edit(l.Source(start, end), l.Text[start:end], text); ok {
			edits = append(edits, e)
		}
	}
	return edits
}

// mentions gives the changes of the places where the text calls the person
// hired by a title: "As a Product Owner you will".
func (c *checker) mentions(from, to title.Role) []Edit {
	var edits []Edit
	for i := range c.posting.Lines {
		l := &c.posting.Lines[i]
		if l.Zone == posting.Company || l.Zone == posting.Furniture {
			continue
		}
		for _, m := range c.titles().Find(l.Text) {
			if m.Role != from || m.Plural || !c.meansHire(l.Text, m) {
				continue
			}
			old := l.Text[m.Span.Start:m.Span.End]
			start, end, text := changedWords(old, c.titles().Retitle(c.titles().Parse(old), to))
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

// meansHire reports whether a mention of a role in a line means the person
// hired.
func (c *checker) meansHire(line string, m title.Mention) bool {
	words := &c.set.Duties[c.language()].Words.Calls
	before := strings.ToLower(line[max(0, m.Span.Start-nearby):m.Span.Start])
	after := strings.ToLower(line[m.Span.End:min(len(line), m.Span.End+nearby)])
	return endsWithAny(before, words.Before) || beginsWithAny(after, words.After) && endsWithAny(before, words.Articles)
}

// edit makes an edit of a place where old stands. Where the source says it in
// other bytes, because of markup between or of another encoding, and where
// the new text would have to be written otherwise than it is spoken, there is
// none: better no change than a broken file.
func (c *checker) edit(at posting.Span, old, text string) (Edit, bool) {
	src := c.posting.Source
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

// changedWords gives the words of old, as a range of bytes, that another text
// changes, and what takes their place. Whole words are changed, and nothing
// when the texts are alike.
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

// apart sorts edits and leaves out those that overlap one before.
func apart(edits []Edit) []Edit {
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

// Apply gives the source with some edits made, which must be sorted and apart,
// as those of a finding are. The source is left as it is.
func Apply(src []byte, edits []Edit) []byte {
	out := make([]byte, 0, len(src)+16*len(edits))
	done := 0
	for _, e := range edits {
		out = append(out, src[done:e.Start]...)
		out = append(out, e.NewText...)
		done = e.End
	}
	return append(out, src[done:]...)
}
