package lint

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// places turns byte offsets of a source into lines and columns. The zero value
// is an empty source.
type places struct {
	source []byte
	starts []int // offsets at which lines begin; made when first asked for
}

// of gives the line and the column, both from 1, of a byte offset. Columns
// count characters. Lines end in LF, CRLF or CR.
func (p *places) of(offset int) (line, column int) {
	if p.starts == nil {
		p.starts = append(make([]int, 0, 2+bytes.Count(p.source, []byte{'\n'})), 0)
		for i, c := range p.source {
			if c == '\n' || c == '\r' && (i+1 == len(p.source) || p.source[i+1] != '\n') {
				p.starts = append(p.starts, i+1)
			}
		}
	}
	line = sort.SearchInts(p.starts, offset+1)
	return line, characters(p.source[p.starts[line-1]:offset]) + 1
}

// characters counts the characters of a text; a stray byte is one.
func characters(text []byte) (n int) {
	for i := 0; i < len(text); n++ {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	return n
}
