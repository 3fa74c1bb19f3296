// Package place tells people and programs where in a source something stands: it
// turns byte offsets into lines and columns.
package place

import (
	"bytes"
	"encoding/binary"
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

// Begin turns to another source.
func (x *Index) Begin(source []byte) { *x = Index{source: source, starts: x.starts[:0]} }

// Of gives the line and the column, both from 1, of a byte offset.
func (x *Index) Of(offset int) (line, column int) {
	line = x.Line(offset)
	from, column := x.starts[line-1], 1
	if x.last.line == line && x.last.offset <= offset {
		from, column = x.last.offset, x.last.column
	}
	if from < len(mark) && bytes.HasPrefix(x.source, mark) {
		from = min(len(mark), offset)
	}
	column += characters(x.source[from:offset])
	x.last.offset, x.last.line, x.last.column = offset, line, column
	return line, column
}

var mark = []byte("\uFEFF") // the byte order mark of UTF-8

// Line gives the line, from 1, of a byte offset.
func (x *Index) Line(offset int) int {
	x.find()
	return sort.SearchInts(x.starts, offset+1)
}

// Lines counts the lines; what stands behind the last line end is one, too.
func (x *Index) Lines() int {
	x.find()
	return len(x.starts)
}

// Start gives the byte offset at which a line, from 1, begins.
func (x *Index) Start(line int) int {
	x.find()
	return x.starts[line-1]
}

// End gives the byte offset behind a line, from 1, and its line end.
func (x *Index) End(line int) int {
	if line < x.Lines() {
		return x.starts[line]
	}
	return len(x.source)
}

func (x *Index) find() {
	if len(x.starts) == 0 {
		x.starts = append(slices.Grow(x.starts, 2+bytes.Count(x.source, []byte{'\n'})), 0)
		x.findLines()
	}
}

// findLines finds where the lines begin.
func (x *Index) findLines() {
	if bytes.IndexByte(x.source, '\r') < 0 { // as in most: that is much faster
		for at := 0; ; {
			n := bytes.IndexByte(x.source[at:], '\n')
			if n < 0 {
				return
			}
			at += n + 1
			x.starts = append(x.starts, at)
		}
	}
	for i, c := range x.source {
		if c == '\n' || c == '\r' && (i+1 == len(x.source) || x.source[i+1] != '\n') {
			x.starts = append(x.starts, i+1)
		}
	}
}

// characters counts the characters of a text; a stray byte is one.
func characters(text []byte) (n int) {
	const beyondASCII = 0x8080808080808080 // a bit of each of eight bytes
	for len(text) > 0 {
		size, count := 1, 1
		switch {
		case len(text) >= 8 && binary.LittleEndian.Uint64(text)&beyondASCII == 0:
			size, count = 8, 8
		case text[0] >= utf8.RuneSelf:
			_, size = utf8.DecodeRune(text)
		}
		text, n = text[size:], n+count
	}
	return n
}
