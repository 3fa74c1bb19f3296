package read

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
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
		return block.View{Text: src[base:], Base: base}, nil
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
	for i := 0; i < len(head); {
		if i+8 <= len(head) { // saves 1 % of the instructions of judging
			if n := beforeControl(binary.LittleEndian.Uint64(head[i:])); n > 0 {
				i += n
				continue
			}
		}
		if c := head[i]; c < ' ' && c != 0x1B && (c < '\t' || c > '\r') { // no white space, no escape
			controls++
		}
		i++
	}
	return controls*20 > len(head)
}

// beforeControl returns how many of eight bytes, the first the least of the number,
// stand before the first one below a blank.
func beforeControl(eight uint64) int {
	const each = 0x0101010101010101
	return bits.TrailingZeros64((eight-' '*each)&^eight&(0x80*each)) / 8
}

// recode returns in UTF-8 the text of a file in UTF-16, which its byte order mark
// tells; ok is false for other files, which come back as they are.
func recode(src []byte) (text []byte, ok bool) {
	if !bytes.HasPrefix(src, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(src, []byte{0xFE, 0xFF}) {
		return src, false
	}
	whole := src[:len(src)&^1] // half a character at the end is none
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(whole)
	return text, err == nil
}

// windows1252 returns the character of a byte of 0x80 and above.
func windows1252(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}
