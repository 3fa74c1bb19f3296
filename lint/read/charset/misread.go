package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// NextMisread returns the place, from text[i:] on, of the next character of UTF-8 that
// was read as Windows-1252; len(text) if there is none.
func NextMisread(text string, i int) int {
	for i < len(text) {
		k := strings.IndexByte(text[i:], "Â"[0]) // all of Â, Ã, â and ï begin with it
		if k < 0 {
			break
		}
		if i+k+1 < len(text) && strings.IndexByte("\x82\x83\xA2\xAF", text[i+k+1]) < 0 {
			i += k + len("Â")
			continue
		}
		if _, n := Misread(text[i+k:]); n > 0 {
			return i + k
		}
		i += k + len("Â")
	}
	return len(text)
}

// Misread returns the character of UTF-8 whose bytes were read as Windows-1252 ("â€¢")
// at the beginning of a text, and how many bytes it takes there; 0 if there is none.
// Only signs and letters that texts of Western Europe are made of count, so that no
// honest text is taken for that.
func Misread(text string) (r rune, n int) {
	var raw [3]byte
	want := len(raw)
	if strings.HasPrefix(text, "Â") || strings.HasPrefix(text, "Ã") {
		want = 2
	}
	for k := range want {
		r, size := utf8.DecodeRuneInString(text[n:])
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xA0 {
			c, ok = byte(r), true // what Windows-1252 has no sign for
		}
		if !ok || size == 0 {
			return 0, 0
		}
		raw[k] = c
		n += size
	}
	r, size := utf8.DecodeRune(raw[:want])
	if size != want || r == utf8.RuneError || !(r >= 0xA0 && r < 0x100 || r >= 0x2010 && r < 0x2123 || r >= 0x25A0 && r < 0x2800 || r >= 0xFB00 && r < 0xFB07 || r == 0xFEFF) {
		return 0, 0
	}
	return r, n
}
