package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prose appends the tokens of a line to dst as Scan does, but that words end
// where those of prose do, too. Prose looks at nothing beyond a blank, and is
// asked only for what holds an apostrophe, which takes it a hundred times as long
// as Scan.
func (v *Vocabulary) Prose(dst []Token, line string) []Token {
	for at := 0; at < len(line); {
		end := len(line)
		if n := strings.IndexByte(line[at:], ' '); n >= 0 {
			end = at + n
		}
		if piece := line[at:end]; ProseDiffers(piece) {
			for _, word := range askProse(piece) {
				first, last, ok := find(line, at, word)
				if !ok {
					break // prose dropped some of it
				}
				dst = v.scan(v.scan(dst, line, at, first), line, first, last)
				at = last
			}
		}
		dst = v.scan(dst, line, at, end)
		at = end + 1
	}
	return dst
}

// ProseDiffers reports whether Prose may give other tokens of a line than Scan:
// where it holds an apostrophe or a quotation mark like one.
func ProseDiffers(line string) bool {
	return strings.IndexByte(line, '\'') >= 0 || strings.Contains(line, "‘") || strings.Contains(line, "’")
}

// find returns the place of a token of prose at or behind a byte of the line,
// looking no further than the end of the piece that stands there, so that a
// token that prose made up is never found in another place.
func find(line string, at int, token string) (start, end int, ok bool) {
	at = len(line) - len(strings.TrimLeftFunc(line[at:], unicode.IsSpace))
	for start = at; start < len(line); {
		if end, ok = match(line, start, token); ok {
			return start, end, true
		}
		r, size := utf8.DecodeRuneInString(line[start:])
		if unicode.IsSpace(r) {
			break
		}
		start += size
	}
	return 0, 0, false
}

// match returns the end of a token of prose at a byte of the line. Prose makes
// curly quotation marks straight.
func match(line string, at int, token string) (end int, ok bool) {
	for _, want := range token {
		r, size := utf8.DecodeRuneInString(line[at:])
		if size == 0 || r != want && straight(r) != want {
			return 0, false
		}
		at += size
	}
	return at, true
}

func straight(r rune) rune {
	switch r {
	case '“', '”':
		return '"'
	case '‘', '’':
		return '\''
	}
	return r
}
