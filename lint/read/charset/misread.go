package charset

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Misread is a character of UTF-8 whose bytes were read as Windows-1252, as "é" is in
// "rÃ©daction".
type Misread struct {
	Start, End int    // in bytes of the text that has the bytes as characters
	Text       string // the character; "" for a byte order mark
}

// AllMisread returns the characters of a text, from a place on, that were read as
// Windows-1252. There are none unless the whole text says so: by a character of three
// bytes or more, as quotes, dashes and bullets are, or since each Ã and Â is the beginning
// of one.
func AllMisread(text string, from int) iter.Seq[Misread] {
	return func(yield func(Misread) bool) {
		if !saysMisread(text, from) {
			return
		}
		for i := nextLead(text, from); i < len(text); {
			m, n := misread(text, i)
			if n == 0 {
				n = len("Ã")
			} else if !yield(Misread{i, i + n, m}) {
				return
			}
			i = nextLead(text, i+n)
		}
	}
}

// saysMisread reports whether a text holds characters that were read as Windows-1252,
// and none that show that they are honest.
func saysMisread(text string, from int) bool {
	some := false
	for i := nextLead(text, from); i < len(text); i = nextLead(text, i+len("Ã")) {
		m, n := misread(text, i)
		letter := strings.HasPrefix(text[i:], "Ã") || strings.HasPrefix(text[i:], "Â")
		switch {
		case n > 0 && (len(m) > 2 || m == ""):
			return true
		case letter && n == 0:
			return false
		case letter: // the others are honest as a rule: "tâche", "Århus"
			some = true
		}
	}
	return some
}

// nextLead returns the place, from text[i:] on, of the next character that a character
// of UTF-8 may begin with where it was read as Windows-1252; len(text) if there is none.
func nextLead(text string, i int) int {
	for i < len(text) {
		k := strings.IndexByte(text[i:], "Ã"[0]) // all of Â Ã Ä Å â ï ð begin with it
		if k < 0 {
			break
		}
		if i += k; i+1 < len(text) && strings.IndexByte("\x82\x83\x84\x85\xA2\xAF\xB0", text[i+1]) >= 0 {
			return i
		}
		i += len("Ã")
	}
	return len(text)
}

// misread returns the character that was read as Windows-1252 at a place, and how many
// bytes it takes there; 0 if there is none. Only signs and letters that texts of Europe
// are made of count, so that no honest text is taken for that.
func misread(text string, at int) (character string, n int) {
	if lead := text[at : at+len("Ã")]; lead == "Ã" || lead == "Â" {
		next, size := utf8.DecodeRuneInString(text[at+len(lead):])
		if (size == 0 || next != '\u00a0' && unicode.IsSpace(next)) && !afterCapital(text[:at]) {
			// The second byte, 0xA0, became a blank, and was lost among those of the text.
			if lead == "Ã" {
				return "à", len(lead)
			}
			return "\u00a0", len(lead)
		}
	}
	var raw [utf8.UTFMax]byte
	want := 1
	for k := 0; k < want; k++ {
		r, size := utf8.DecodeRuneInString(text[at+n:])
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xA0 {
			c, ok = byte(r), true // what Windows-1252 has no sign for
		}
		if !ok || size == 0 {
			return "", 0
		}
		if k == 0 {
			want = lengthOf(c)
		}
		raw[k] = c
		n += size
	}
	r, size := utf8.DecodeRune(raw[:want])
	if size != want || r == utf8.RuneError || !(r >= 0xA0 && r < 0x180 || r >= 0x2000 && r < 0x2C00 || r >= 0xF000 && r < 0x20000) {
		return "", 0
	}
	if r == 0xFEFF {
		return "", n
	}
	return string(r), n
}

// lengthOf returns how many bytes a character takes that begins with a byte.
func lengthOf(lead byte) int {
	switch {
	case lead >= 0xF0:
		return 4
	case lead >= 0xE0:
		return 3
	}
	return 2
}

// afterCapital reports whether a text ends with a capital: words of capitals end with
// an honest "Ã" in Vietnamese.
func afterCapital(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsUpper(r)
}
