package block

import (
	"html"
	"unicode"
	"unicode/utf8"
)

// Special reports whether a byte cannot be copied without a look at it: white
// space, the "&" of entities, the first bytes of characters that may be white
// space or invisible, and the signs of Markdown.
func Special(c byte) bool { return special[c] }

var special = [256]bool{
	'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true, '&': true,
	0: true, 1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true, 0x1B: true,
	0xC2: true, 0xE1: true, 0xE2: true, 0xE3: true, 0xEF: true,
	'\\': true, '*': true, '_': true, '[': true, ']': true, '!': true, '<': true, '`': true, '{': true, '~': true,
}

// Meaning is what becomes of a piece of source text.
type Meaning uint8

// The meanings of text.
const (
	AsIs     Meaning = iota
	Blank            // white space
	Gone             // invisible
	Replaced         // another text takes its place
)

// MeaningOf distinguishes visible characters from white space and from characters that
// cannot be seen.
func MeaningOf(r rune) Meaning {
	switch {
	case r == 0x00A0, r == 0x1680, 0x2000 <= r && r <= 0x200A, r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000, r == 0x0085:
		return Blank
	case r == 0x00AD, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2064, r == 0xFEFF:
		return Gone
	case 0x80 <= r && r < 0xA0:
		return Gone
	}
	return AsIs
}

// ligatures are the letters of the ligatures from U+FB00 on.
var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// entity reads a character reference at the beginning of s. A reference that
// was escaped twice ("&amp;nbsp;") is taken for what was meant.
func entity(s []byte) (n int, what Meaning, sub string) {
	name, n := EntityName(s)
	if n == 0 {
		return 1, AsIs, ""
	}
	if name == "amp" || name == "#38" {
		inner, m := EntityName(append([]byte{'&'}, s[n:min(len(s), n+maxEntity)]...))
		if _, ok := DecodeEntity(inner); !ok {
			return n, Replaced, "&"
		}
		name = inner
		n += m - 1
	}
	text, ok := DecodeEntity(name)
	if !ok {
		return 1, AsIs, ""
	}
	r, size := utf8.DecodeRuneInString(text)
	if size == len(text) {
		if r < 0x80 && unicode.IsSpace(r) {
			return n, Blank, ""
		}
		if m := MeaningOf(r); m != AsIs {
			return n, m, ""
		}
	}
	return n, Replaced, text
}

// DecodeEntity returns what a character reference stands for.
func DecodeEntity(name string) (text string, ok bool) {
	switch name { // nearly all of them
	case "":
		return "", false
	case "amp", "#38":
		return "&", true
	case "nbsp", "#160":
		return "\u00a0", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot", "#34":
		return `"`, true
	case "#39", "apos":
		return "'", true
	}
	text = html.UnescapeString("&" + name + ";")
	if len(text) > 1 && text[len(text)-1] == ';' {
		return "", false // unknown, or known but for the end
	}
	return text, true
}

const maxEntity = 32

// EntityName returns the name of the reference at the beginning of s, and the
// length of the whole.
func EntityName(s []byte) (name string, n int) {
	for k := 1; k < len(s) && k < maxEntity; k++ {
		c := s[k]
		if c == ';' && k > 1 {
			return string(s[1:k]), k + 1
		}
		if !IsAlnum(c) && !(c == '#' && k == 1) {
			break
		}
	}
	return "", 0
}

func IsAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

func IsAlnum(c byte) bool { return IsAlpha(c) || IsDigit(c) }

func IsBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func IsWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func IsSpaceRune(r rune) bool { return r < 0x80 && IsBlank(byte(r)) || MeaningOf(r) == Blank }

func IsPunct(c byte) bool { return c > ' ' && c < 0x7F && !IsAlnum(c) }

func StartsLetter(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsLetter(r)
}
