package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
)

// textLine is a line without the white space at its ends.
type textLine struct {
	start, end int
	indent     int // columns
	broken     bool
	next       int // where the next line starts
}

// line finds the line that starts at i.
func (l *layout) line(i, j int) textLine {
	var t textLine
	end, next := l.lineEnd(i)
	if end >= j || next > j && l.text[end] != '\r' {
		end = j
	}
	t.next = min(next, j)
	k := i
	for k < end {
		c := l.text[k]
		switch {
		case c == ' ':
			t.indent++
			k++
			continue
		case c == '\t':
			t.indent += 4 - t.indent%4
			k++
			continue
		case block.IsBlank(c):
			k++
			continue
		case c == 0xC2 || c >= 0xE1 && c <= 0xEF:
			r, n := utf8.DecodeRune(l.text[k:end])
			if m := block.MeaningOf(r); m == block.Blank || m == block.Gone {
				k += n
				if m == block.Blank {
					t.indent++
				}
				continue
			}
		}
		break
	}
	t.start = k
	t.end = block.TrimBlanks(l.text, k, end)
	if t.end > t.start {
		t.broken = !l.padded && end-t.end >= 2 && l.text[t.end] == ' ' && l.text[t.end+1] == ' ' || l.text[t.end-1] == '\\'
	}
	return t
}

// lineEnd returns where the line that begins at i ends, and where the next one
// begins. Markup can stop a thousand times within a line, whose end is looked for
// once: the time would grow with the square of its length.
func (l *layout) lineEnd(i int) (end, next int) {
	if i < l.seen.begin || i > l.seen.end || l.seen.next == 0 {
		l.seen.begin = i
		l.seen.end, l.seen.next = l.findLineEnd(i)
	}
	return l.seen.end, l.seen.next
}

func (l *layout) findLineEnd(i int) (end, next int) {
	if !l.otherBreaks {
		if k := bytes.IndexByte(l.text[i:], '\n'); k >= 0 {
			return i + k, i + k + 1
		}
		return len(l.text), len(l.text)
	}
	for k := i; k < len(l.text); k++ {
		switch c := l.text[k]; {
		case c == '\r' && k+1 < len(l.text) && l.text[k+1] == '\n':
			return k, k + 2
		case c >= '\n' && c <= '\r':
			return k, k + 1
		case c == 0xE2 && k+2 < len(l.text) && l.text[k+1] == 0x80 && l.text[k+2]|1 == 0xA9: // U+2028, U+2029
			return k, k + 3
		}
	}
	return len(l.text), len(l.text)
}

// hasOtherBreaks reports whether lines end in s in other ways than with \n and \r\n.
func hasOtherBreaks(s []byte) bool {
	if bytes.IndexByte(s, '\v') >= 0 || bytes.IndexByte(s, '\f') >= 0 || bytes.Contains(s, []byte("\u2028")) || bytes.Contains(s, []byte("\u2029")) {
		return true
	}
	for {
		k := bytes.IndexByte(s, '\r')
		if k < 0 {
			return false
		}
		if k+1 == len(s) || s[k+1] != '\n' {
			return true
		}
		s = s[k+2:]
	}
}

// blankLine returns the start of the first blank line from i on.
func (l *layout) blankLine(i, j int) int {
	for i < j {
		t := l.line(i, j)
		if t.start == t.end {
			return i
		}
		i = t.next
	}
	return j
}
