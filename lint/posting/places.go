package posting

import (
	"bytes"
	"fmt"
	"sort"
)

// Unit is what people count the places of a posting in.
type Unit string

// The units. A file that is text has lines; in the others lines are nowhere
// to be seen, so its paragraphs or pages are counted.
const (
	ByLine      Unit = ""
	ByParagraph Unit = "paragraph"
	ByPage      Unit = "page"
)

// PlaceStart is the start of a paragraph or page: the text from the byte Start on
// stands in the one of that number, counted from 1.
type PlaceStart struct{ Start, Number int }

// Extracted reports whether Source is the text that was taken out of the file
// rather than the file itself, as it is for Docx, ODT, RTF and PDF.
func (p *Posting) Extracted() bool { return p.Unit != ByLine }

// InPlace reports whether Source is the file itself, so that a change of the text
// changes the file.
func (p *Posting) InPlace() bool { return !p.Extracted() && !p.Recoded }

// Place returns the number, from 1, of the paragraph or page that the byte at
// offset in Source stands in; 0 where lines are counted.
func (p *Posting) Place(offset int) int {
	i := sort.Search(len(p.Places), func(i int) bool { return p.Places[i].Start > offset })
	switch {
	case p.Unit == ByLine:
		return 0
	case i == 0:
		return 1
	}
	return p.Places[i-1].Number
}

// Where names the place of the byte at offset in Source for people: "page 2",
// "paragraph 14"; "" where line and column do.
func (p *Posting) Where(offset int) string {
	if p.Unit == ByLine {
		return ""
	}
	return fmt.Sprintf("%s %d", p.Unit, p.Place(offset))
}

// Extent returns the range of Source from the line on which the posting begins, which
// is one of several there, to where it ends.
func (p *Posting) Extent() (start, end int) {
	if len(p.Lines) == 0 {
		return 0, 0
	}
	start = bytes.LastIndexByte(p.Source[:p.Lines[0].Span().Start], '\n') + 1
	return start, p.Lines[len(p.Lines)-1].Span().End
}

// TitleWords returns where Title.Text[start:end] stands in Source; an empty span where
// that is not known. The title has a place, its words have none: they stand as far from
// its beginning or from its end as in the clean text, if the source agrees there; else a
// line that is the title has their places.
func (p *Posting) TitleWords(start, end int) Span {
	t := &p.Title
	if start >= end || t.Span.Start >= t.Span.End {
		return Span{}
	}
	raw := p.Source[t.Span.Start:t.Span.End]
	if n := len(raw) - len(t.Text); n >= 0 {
		if string(raw[:end]) == t.Text[:end] {
			return Span{t.Span.Start + start, t.Span.Start + end}
		}
		if string(raw[n+start:]) == t.Text[start:] {
			return Span{t.Span.Start + n + start, t.Span.Start + n + end}
		}
	}
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Text == t.Text && l.Span() == t.Span {
			return l.Source(start, end)
		}
	}
	return Span{}
}
