package lint

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"
	"unicode/utf8"
)

// places turns byte offsets of a source into lines and columns. The zero value
// is an empty source.
type places struct {
	source []byte
	starts []int // offsets at which lines begin; found when first asked for
	// last is the place that was asked for last: the next one often stands
	// behind it in the same line, which may be ten megabytes long.
	last struct{ offset, line, column int }
}

// begin turns to another source.
func (p *places) begin(source []byte) { *p = places{source: source, starts: p.starts[:0]} }

// of gives the line and the column, both from 1, of a byte offset. Columns
// count characters. Lines end in LF, CRLF or CR.
func (p *places) of(offset int) (line, column int) {
	if len(p.starts) == 0 {
		p.starts = append(slices.Grow(p.starts, 2+bytes.Count(p.source, []byte{'\n'})), 0)
		p.findLines()
	}
	line = sort.SearchInts(p.starts, offset+1)
	from, column := p.starts[line-1], 1
	if p.last.line == line && p.last.offset <= offset {
		from, column = p.last.offset, p.last.column
	}
	column += characters(p.source[from:offset])
	p.last.offset, p.last.line, p.last.column = offset, line, column
	return line, column
}

// findLines finds where the lines begin.
func (p *places) findLines() {
	if bytes.IndexByte(p.source, '\r') < 0 { // as in most: that is much faster
		for at := 0; ; {
			n := bytes.IndexByte(p.source[at:], '\n')
			if n < 0 {
				return
			}
			at += n + 1
			p.starts = append(p.starts, at)
		}
	}
	for i, c := range p.source {
		if c == '\n' || c == '\r' && (i+1 == len(p.source) || p.source[i+1] != '\n') {
			p.starts = append(p.starts, i+1)
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
