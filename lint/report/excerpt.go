package report

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/jdlint/jdlint/lint/posting"
)

// excerpt is a piece of a posting, safe to print, with a row of carets to
// stand under it.
type excerpt struct{ text, carets string }

// excerptOf returns the place of a posting that span stands in, with carets under
// mark, which lies in span. Both may be cut to fit width. The
// text is the bullet, sentence or heading without markup where the reader of
// postings made one of the place, otherwise the line of the source.
func excerptOf(p *posting.Posting, span, mark posting.Span, width int) (excerpt, bool) {
	if p == nil || span.Start < 0 || span.Start >= span.End || span.End > len(p.Source) {
		return excerpt{}, false
	}
	if mark.Start >= mark.End || mark.Start < span.Start || mark.End > span.End {
		mark = span
	}
	text, start, end, ok := textAt(p, mark, 8*width)
	return quote(text, start, end, width), ok
}

// textAt returns the text around a span, and the place of the span in it: the
// posting's line, or else that of the source, of which it takes reach bytes on
// either side at most.
func textAt(p *posting.Posting, mark posting.Span, reach int) (text string, start, end int, ok bool) {
	if p == nil || mark.Start < 0 || mark.Start >= mark.End || mark.End > len(p.Source) {
		return "", 0, 0, false
	}
	if i := lineOf(p, mark.Start); i >= 0 {
		l := &p.Lines[i]
		if start, end = within(l, mark); start < end {
			return l.Text, start, end, true
		}
	}
	text, start, end = inSource(p.Source, mark, reach)
	return text, start, max(start, end), true
}

// lineOf returns the number of the line that a place of the source belongs to; -1
// for none.
func lineOf(p *posting.Posting, at int) int {
	i := sort.Search(len(p.Lines), func(i int) bool { return p.Lines[i].Span().End > at })
	if i == len(p.Lines) || p.Lines[i].Span().Start > at {
		return -1
	}
	return i
}

// within returns the place of a mark in the clean text of its line.
func within(l *posting.Line, mark posting.Span) (start, end int) {
	start = sort.Search(len(l.Text), func(at int) bool { return l.Source(at, at+1).End > mark.Start })
	end = sort.Search(len(l.Text), func(at int) bool { return l.Source(at, at+1).Start >= mark.End })
	return start, end
}

// spanOf returns the span from one offset to another.
func spanOf(start, end int) posting.Span { return posting.Span{Start: start, End: end} }

// inSource returns the line of the source around the mark, at most reach bytes
// of it on either side, so that a line of a megabyte costs no more than
// another one.
func inSource(src []byte, mark posting.Span, reach int) (text string, start, end int) {
	from, to := clip(src, mark.Start, reach)
	if i := bytes.LastIndexAny(src[from:mark.Start], "\r\n"); i >= 0 {
		from += i + 1
	}
	if i := bytes.IndexAny(src[mark.Start:to], "\r\n"); i >= 0 {
		to = mark.Start + i
	}
	return string(src[from:to]), mark.Start - from, min(mark.End, to) - from
}

// clip returns the part of a text that is reach bytes on either side of a place,
// without cutting characters.
func clip[T string | []byte](text T, at, reach int) (from, to int) {
	from, to = max(0, at-reach), min(len(text), at+reach)
	for from > 0 && from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && to > at && !utf8.RuneStart(text[to]) {
		to--
	}
	return from, to
}

// cell is one character as it will be shown.
type cell struct {
	text   string
	width  int
	marked bool
}

// quote returns text with carets under text[start:end], cut to width columns
// around the carets.
func quote(text string, start, end, width int) excerpt {
	row := cells(text, start, end, width)
	first := max(slices.IndexFunc(row, func(c cell) bool { return c.marked }), 0)
	last := first // of the marked cells
	for last+1 < len(row) && row[last+1].marked {
		last++
	}
	lo, hi := window(row, first, last, width)
	var shown, carets strings.Builder
	if lo > 0 {
		shown.WriteString("…")
		carets.WriteString(" ")
	}
	for _, c := range row[lo:hi] {
		shown.WriteString(c.text)
		if sign := " "; c.width > 0 {
			if c.marked {
				sign = "^"
			}
			carets.WriteString(strings.Repeat(sign, c.width))
		}
	}
	if hi < len(row) {
		shown.WriteString("…")
	}
	return excerpt{strings.TrimRight(shown.String(), " "), strings.TrimRight(carets.String(), " ")}
}

// cells returns the characters of a text as a reader sees them. What is too
// far from the mark to be shown is left out.
func cells(text string, start, end, width int) []cell {
	const tab = 4
	reach := 16 * width // bytes: combining marks make a character long
	from, to := clip(text, start, reach)
	var row []cell
	column := 0
	g := displaywidth.StringGraphemes(text[from:to])
	for at := from; g.Next(); {
		raw := g.Value()
		c := cell{text: Clean(raw), marked: at < end && at+len(raw) > start}
		if raw == "\t" {
			c.text = strings.Repeat(" ", tab-column%tab)
		}
		c.width = columns(c.text)
		at += len(raw)
		column += c.width
		if c.text == "" {
			continue
		}
		if column == c.width && c.text == " " { // indentation says nothing
			column = 0
			continue
		}
		row = append(row, c)
	}
	for i, c := range row { // indentation by tabs
		if strings.TrimSpace(c.text) != "" {
			return row[i:]
		}
	}
	return row
}

// window returns the cells row[lo:hi] that fit width columns, ellipses
// included, and show the marked cells with what stands around them.
func window(row []cell, first, last, width int) (lo, hi int) {
	total := 0
	for _, c := range row {
		total += c.width
	}
	if total <= width {
		return 0, len(row)
	}
	lo, hi = first, first
	used := 2 // an ellipsis on either side
	take := func(i int) bool {
		if i < 0 || i == len(row) || used+row[i].width > width {
			return false
		}
		used += row[i].width
		return true
	}
	for hi <= last && take(hi) {
		hi++
	}
	// Before the mark as much as after it; what one side leaves the other takes.
	before, after := 0, 0
	for grown := true; grown; {
		grown = false
		if (before <= after || hi == len(row)) && take(lo-1) {
			lo--
			before += row[lo].width
			grown = true
		}
		if (after < before || lo == 0) && take(hi) {
			after += row[hi].width
			hi++
			grown = true
		}
	}
	// Begin and end with a whole word where one is near.
	const near = 12
	if lo > 0 && row[lo-1].text != " " {
		for i := lo; i < first && i < lo+near; i++ {
			if row[i].text == " " {
				lo = i + 1
				break
			}
		}
	}
	if hi < len(row) && row[hi].text != " " {
		for i := hi; i > last+1 && i > hi-near; i-- {
			if row[i-1].text == " " {
				hi = i - 1
				break
			}
		}
	}
	return lo, hi
}
