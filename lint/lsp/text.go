package lsp

import (
	"bytes"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/internal/place"
)

// The encodings in whose units a client counts along a line.
const (
	utf8Units  = "utf-8"
	utf16Units = "utf-16" // that of a client that names none
)

// text turns byte offsets of a document into points and back. It is not safe for
// concurrent use.
type text struct {
	source []byte
	lines  place.Index
	wide   bool // units are those of UTF-16

	// last is the point that was asked for last: the next one often stands behind
	// it in the same line.
	last struct{ offset, line, units int }
}

func newText(source []byte, encoding string) *text {
	t := &text{source: source, wide: encoding == utf16Units}
	t.lines.Begin(source)
	return t
}

// point returns the point of a byte offset.
func (t *text) point(offset int) point {
	offset = min(max(offset, 0), len(t.source))
	line := t.lines.Line(offset)
	from, units := t.lines.Start(line), 0
	if t.last.line == line && from <= t.last.offset && t.last.offset <= offset {
		from, units = t.last.offset, t.last.units
	}
	units += t.units(t.source[from:offset])
	t.last.offset, t.last.line, t.last.units = offset, line, units
	return point{line - 1, units}
}

// units counts a text as the client does.
func (t *text) units(s []byte) int {
	if !t.wide {
		return len(s)
	}
	n := 0
	for _, r := range string(s) { // no copy is made
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// offset returns the byte offset of a point. One behind the end of its line stands
// for that end, and one within a character for the start of it.
func (t *text) offset(p point) int {
	line := p.Line + 1
	switch {
	case line < 1:
		return 0
	case line > t.lines.Lines():
		return len(t.source)
	}
	at := t.lines.Start(line)
	rest := bytes.TrimRight(t.source[at:t.lines.End(line)], "\r\n")
	for left := p.Character; left > 0 && len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case !t.wide:
			left -= n
		case r > 0xFFFF:
			left -= 2
		default:
			left--
		}
		if left < 0 {
			break
		}
		at += n
		rest = rest[n:]
	}
	return at
}

// extent returns the place of a half-open range of bytes. An empty one, as that of a
// title that does not stand in the text, is the first line.
func (t *text) extent(start, end int) extent {
	if start >= end {
		start, end = 0, len(bytes.TrimRight(t.source[:t.lines.End(1)], "\r\n"))
	}
	return extent{t.point(start), t.point(end)}
}

// edits returns edits as the client makes them.
func (t *text) edits(edits []lint.Edit) []textEdit {
	var all []textEdit
	for _, e := range edits {
		all = append(all, textEdit{extent{t.point(e.Start), t.point(e.End)}, e.NewText})
	}
	return all
}

// change returns a text with changes made, one after the other; nil when it grows
// beyond what a posting can be, until all of it is replaced.
func change(source []byte, changes []textChange, encoding string) []byte {
	for _, c := range changes {
		switch {
		case c.Range == nil:
			source = append([]byte{}, c.Text...)
		case source != nil:
			t := newText(source, encoding)
			start := t.offset(c.Range.Start)
			source = fix.Apply(source, []lint.Edit{{Start: start, End: max(start, t.offset(c.Range.End)), NewText: c.Text}})
		}
		if len(source) > maxText {
			source = nil
		}
	}
	return source
}
