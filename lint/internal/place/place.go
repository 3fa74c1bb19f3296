// Package place turns byte offsets of a source into the lines and columns that
// people and programs read.
package place

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"
)

// Index turns byte offsets of a source into lines and columns. Lines end in LF,
// CRLF or CR. Columns count characters; a byte order mark is none, since no
// editor shows it. The zero value is an empty source.
type Index struct {
	source []byte
	starts []int // offsets at which lines begin; found when first asked for
	// last is the place that was asked for last: the next one often stands
	// behind it in the same line, which may be ten megabytes long.
	last struct{ offset, line, column int }
}

// Begin makes x the index of another source.
func (x *Index) Begin(source []byte) { *x = Index{source: source, starts: x.starts[:0]} }

// Of returns the line and the column, both from 1, of a byte offset.
func (x *Index) Of(offset int) (line, column int) {
	line = x.Line(offset)
	from, column := x.starts[line-1], 1
	if x.last.line == line && x.last.offset <= offset {
		from, column = x.last.offset, x.last.column
	}
	if from < len(mark) && bytes.HasPrefix(x.source, mark) {
		from = min(len(mark), offset)
	}
	column += utf8.RuneCount(x.source[from:offset])
	x.last.offset, x.last.line, x.last.column = offset, line, column
	return line, column
}

var mark = []byte("\uFEFF") // the byte order mark of UTF-8

// Line returns the line, from 1, of a byte offset.
func (x *Index) Line(offset int) int {
	x.find()
	return sort.SearchInts(x.starts, offset+1)
}

// Lines returns the number of lines; what stands behind the last line end is one, too.
func (x *Index) Lines() int {
	x.find()
	return len(x.starts)
}

// Start returns the byte offset at which a line, from 1, begins.
func (x *Index) Start(line int) int {
	x.find()
	return x.starts[line-1]
}

// End returns the byte offset behind a line, from 1, and its line end.
func (x *Index) End(line int) int {
	if line < x.Lines() {
		return x.starts[line]
	}
	return len(x.source)
}

// find finds where the lines begin, once.
func (x *Index) find() {
	if len(x.starts) > 0 {
		return
	}
	x.starts = append(slices.Grow(x.starts, 2+bytes.Count(x.source, []byte{'\n'})), 0)
	for at := 0; at < len(x.source); {
		end := len(x.source) // before the next LF
		lf := bytes.IndexByte(x.source[at:], '\n')
		if lf >= 0 {
			end = at + lf
		}
		for k := bytes.IndexByte(x.source[at:end], '\r'); k >= 0; k = bytes.IndexByte(x.source[at:end], '\r') {
			if at += k + 1; at < end || lf < 0 {
				x.starts = append(x.starts, at)
			}
		}
		if lf >= 0 {
			x.starts = append(x.starts, end+1)
		}
		at = end + 1
	}
}
