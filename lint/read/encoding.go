package read

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/charset"
	"golang.org/x/text/encoding/charmap"
)

// ErrEmpty is returned, wrapped, for a file without any text.
var ErrEmpty = errors.New("the file is empty")

// decode returns a view in UTF-8 of a file, with or without byte order mark. Bytes
// that are not valid UTF-8 are read as Windows-1252, one by one, so that files of
// that encoding and files with a few stray bytes both come out right.
func decode(src []byte) (block.View, error) {
	base := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		base = len("\uFEFF")
	}
	if isBinary(src[base:]) {
		return block.View{}, block.ErrNotText
	}
	if utf8.Valid(src[base:]) {
		return mend(src, base), nil
	}
	v := block.View{Text: make([]byte, 0, len(src)+len(src)/8)}
	for i := base; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			v.Replace(string(windows1252(src[i])), i, i+n)
		} else {
			v.Keep(src, i, i+n)
		}
		i += n
	}
	return v, nil
}

// mend returns a view of src[base:], which is UTF-8, in which bullets, quotes and letters
// that were UTF-8 before they were read as Windows-1252 ("â€¢", "Ã©") are what they were.
func mend(src []byte, base int) (v block.View) {
	from := base
	if bytes.IndexByte(src, "Ã"[0]) >= 0 {
		for m := range charset.AllMisread(string(src), base) {
			v.Keep(src, from, m.Start)
			v.Replace(m.Text, m.Start, m.End)
			from = m.End
		}
	}
	if from == base {
		return block.View{Text: src[base:], Base: base}
	}
	v.Keep(src, from, len(src))
	return v
}

// isBinary reports whether a file begins with what no text contains.
func isBinary(src []byte) bool {
	head := src[:min(len(src), 8000)]
	if bytes.IndexByte(head, 0) >= 0 {
		return true
	}
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "{\\rtf", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "\x1F\x8B", "\xD0\xCF\x11\xE0"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	controls := 0
	for rest := head; len(rest) > 0; {
		n := min(8, len(rest))
		if n < 8 || hasControl(binary.LittleEndian.Uint64(rest)) { // eight at once save 1 % of the instructions of judging
			for _, c := range rest[:n] {
				if c < ' ' && c != 0x1B && (c < '\t' || c > '\r') { // no white space, no escape
					controls++
				}
			}
		}
		rest = rest[n:]
	}
	return controls*20 > len(head)
}

// hasControl reports whether one of eight bytes is below a blank. It gets its highest
// bit by the subtraction.
func hasControl(eight uint64) bool {
	const each = 0x0101010101010101
	return (eight-' '*each)&^eight&(0x80*each) != 0
}

// recode returns in UTF-8 the text of a file in UTF-16, or in another encoding that
// the file itself names; ok is false for other files, which come back as they are.
func recode(src []byte) (text []byte, ok bool) {
	if d := charset.UTF16(src); d != nil {
		whole := src[:len(src)&^1] // half a character at the end is none
		text, err := d.Bytes(whole)
		if hasMark := src[0] >= 0xFE; err == nil && (hasMark || !isBinary(text)) {
			return text, true
		}
		return src, false
	}
	if utf8.Valid(src) && bytes.IndexByte(src[:min(len(src), sniffed)], escape) < 0 || isBinary(src) {
		return src, false
	}
	e := charset.Lookup(charset.Named(bytes.TrimPrefix(src, []byte("\uFEFF"))))
	if e == nil || e == charmap.Windows1252 {
		return src, false
	}
	text, err := e.NewDecoder().Bytes(src)
	if err != nil {
		return src, false
	}
	return text, true
}

const escape = 0x1B // begins signs of ISO-2022-JP, which is valid UTF-8

// windows1252 returns the character of a byte of 0x80 and above.
func windows1252(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}
