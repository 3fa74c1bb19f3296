package rtf

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/text/encoding/charmap"
)

// charset returns the font that is being defined its code page.
func (r *reader) charset(n int) {
	if r.fonts == nil {
		r.fonts = map[int]font{}
	}
	if len(r.fonts) > 1<<12 {
		return
	}
	page := map[int]int{77: 10000, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}
	r.fonts[r.font] = font{enc: codePage(page[n]), symbol: n == 2}
}

// codePage returns a code page of one byte a character; nil for others. Files
// in those give their characters by number, too.
func codePage(n int) *charmap.Charmap {
	return map[int]*charmap.Charmap{
		437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866,
		874: charmap.Windows874, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
		1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
		1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh,
	}[n]
}

// raw takes over bytes of text; those of ASCII need no table.
func (r *reader) raw(s []byte) {
	for len(s) > 0 {
		n := 0
		for n < len(s) && s[n] < utf8.RuneSelf {
			n++
		}
		r.text(string(s[:n]))
		s = s[n:]
		if len(s) > 0 {
			// Not allowed, but it happens, mostly in UTF-8.
			if c, n := utf8.DecodeRune(s); c != utf8.RuneError {
				r.text(string(c))
				s = s[n:]
				continue
			}
			r.bytes = append(r.bytes, s[0])
			s = s[1:]
		}
	}
}

// flush decodes the bytes that wait.
func (r *reader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	waiting := r.bytes
	r.bytes = r.bytes[:0]
	f := r.fonts[r.fontNow]
	enc := f.enc
	if enc == nil {
		enc = r.ansi
	}
	out := make([]byte, 0, 2*len(waiting))
	for _, b := range waiting {
		if f.symbol {
			out = utf8.AppendRune(out, 0xF000+rune(b)) // marks list items
			continue
		}
		out = utf8.AppendRune(out, enc.DecodeByte(b))
	}
	r.write(string(out))
}

func unhex(c byte) int {
	switch {
	case block.IsDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// unicode writes a character by its number, which is signed in old files.
func (r *reader) unicode(n int) {
	if n < 0 {
		n += 1 << 16
	}
	r.flush()
	r.skip = r.fallback
	c := rune(n)
	if n < 0 || n > utf8.MaxRune {
		c = utf8.RuneError
	}
	half := r.half
	r.half = 0
	switch {
	case utf16.IsSurrogate(c) && half != 0:
		c = utf16.DecodeRune(half, c)
	case utf16.IsSurrogate(c):
		r.half = c
		return
	}
	r.write(string(c))
}
