// Package token splits the clean text of a line into words and signs with
// their byte offsets. The splitting is prose's; this package gives each token
// its place, which prose does not, and keeps prose's known faults from the
// user: no word is lost and no input panics or takes more than linear time.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// Token is a word or a sign of a line. Start and End are byte offsets in the
// line, half open; Text is line[Start:End].
type Token struct {
	Text       string
	Start, End int
	Plain      bool // nothing but letters and digits of ASCII
}

// maxWord bounds, in bytes, the words that are handed to prose, which is
// quadratic in runs of brackets and dots.
const maxWord = 100

// Append appends the tokens of a line to dst and returns it. A hyphen between
// letters separates words and is no token; other signs are tokens of their
// own: "sign-off (UAT/QA)" is sign, off, (, UAT, /, QA, ).
func Append(dst []Token, line string) []Token {
	if !suits(line) {
		return appendWords(dst, line, 0, len(line))
	}
	doc, err := prose.NewDocument(line, prose.WithTagging(false), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return appendWords(dst, line, 0, len(line))
	}
	at := 0
	for _, tok := range doc.Tokens() {
		start, end, ok := find(line, at, tok.Text)
		if !ok {
			break // prose dropped a piece; what is left is split below
		}
		dst = appendWords(dst, line, at, start)
		dst = appendWords(dst, line, start, end)
		at = end
	}
	return appendWords(dst, line, at, len(line))
}

// Scan appends the tokens of a line to dst as Append does, without prose.
func Scan(dst []Token, line string) []Token { return appendWords(dst, line, 0, len(line)) }

// Between appends those tokens of Scan to dst that stand in line[from:to], where
// one must begin or end at from, and so at to.
func Between(dst []Token, line string, from, to int) []Token {
	return appendWithin(dst, line, 0, len(line), from, to)
}

// suits reports whether prose can split the line: it panics on invalid UTF-8
// and on letters whose lower case has another length, and rewrites "&rsquo;".
func suits(line string) bool {
	word := 0
	for i := 0; i < len(line); i++ {
		c := line[i]
		if c == ' ' {
			word = 0
			continue
		}
		if word++; word > maxWord {
			return false
		}
		if c < utf8.RuneSelf {
			if c == '&' && strings.HasPrefix(line[i:], "&rsquo;") {
				return false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		if r == utf8.RuneError || utf8.RuneLen(unicode.ToLower(r)) != size {
			return false
		}
		i += size - 1
		word += size - 1
	}
	return true
}

// find gives the place of a token of prose at or behind a byte of the line,
// looking no further than the end of the word that stands there, so that a
// token that prose made up is never found in another place.
func find(line string, at int, tok string) (start, end int, ok bool) {
	for at < len(line) {
		r, size := utf8.DecodeRuneInString(line[at:])
		if !unicode.IsSpace(r) {
			break
		}
		at += size
	}
	for start = at; start < len(line); {
		if end, ok = match(line, start, tok); ok {
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

// match compares rune by rune, since prose turns curly quotes into straight
// ones.
func match(line string, at int, tok string) (end int, ok bool) {
	for _, want := range tok {
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
	case '\u201c', '\u201d':
		return '"'
	case '\u2018', '\u2019':
		return '\''
	}
	return r
}

// appendWords splits line[start:end] further into words and signs. Words that
// an ampersand joins without blanks, such as "P&L", stay whole.
func appendWords(dst []Token, line string, start, end int) []Token {
	return appendWithin(dst, line, start, end, start, end)
}

// appendWithin is appendWords for those tokens that begin in line[from:to].
func appendWithin(dst []Token, line string, start, end, from, to int) []Token {
	for at, text := from, line[:end]; at < to; {
		stop, plain := at+1, false
		switch c := line[at]; kinds[c] {
		case blank:
			at++
			continue
		case alphanumeric:
			for stop < len(text) && kinds[text[stop]] == alphanumeric {
				stop++
			}
			plain = true
			if stop < end && (line[stop] >= utf8.RuneSelf || line[stop] == '\'' || line[stop] == '&') {
				whole := wordEnd(line, at, end)
				stop, plain = whole, whole <= stop
			}
		case beyondASCII:
			r, size := utf8.DecodeRuneInString(line[at:])
			stop = at + size
			switch {
			case letter(r):
				stop = wordEnd(line, at, end)
			case r == '\u2019' && behindLetter(line, at):
				stop = cliticEnd(line, stop, end)
			case unicode.IsSpace(r), isHyphen(r) && at > start && stop < end && hyphen(line, at, stop):
				at = stop
				continue
			}
		default:
			if c == '-' && at > start && stop < end && hyphen(line, at, stop) {
				at = stop
				continue
			}
			if c == '\'' && behindLetter(line, at) {
				stop = cliticEnd(line, stop, end)
			}
		}
		dst = add(dst, line, at, stop, plain)
		at = stop
	}
	return dst
}

// add appends the token line[start:end]. It writes the token where it stays: one
// that is made and then copied takes many times as long.
func add(dst []Token, line string, start, end int, plain bool) []Token {
	dst = append(dst, Token{})
	t := &dst[len(dst)-1]
	t.Text, t.Start, t.End, t.Plain = line[start:end], start, end, plain
	return dst
}

// AppendWord appends the token line[start:end], which must be a word of letters
// and digits of ASCII alone.
func AppendWord(dst []Token, line string, start, end int) []Token {
	return add(dst, line, start, end, true)
}

// wordEnd gives the end of the word that begins with the letter at line[at].
// Before "n't", which is a word of its own as prose cuts it off, a word ends.
func wordEnd(line string, at, end int) int {
	i := at
	for i < end {
		c := line[i]
		switch {
		case kinds[c] == alphanumeric:
			i++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(line[i:])
			if r == '\u2019' {
				return notEnd(line, at, i, i+size, end)
			}
			if !letter(r) {
				return i
			}
			i += size
		case c == '\'':
			return notEnd(line, at, i, i+1, end)
		case c == '&' && joined(line, i, end):
			i++
		default:
			return i
		}
	}
	return i
}

// notEnd gives the end of a word, line[at:i], that an apostrophe, line[i:after],
// follows: behind "n't" if that is the word, before it if the word ends so
// ("do|n't"), and else before the apostrophe.
func notEnd(line string, at, i, after, end int) int {
	if i == at || line[i-1]|0x20 != 'n' || after >= end || line[after]|0x20 != 't' {
		return i
	}
	if after+1 < end {
		if r, _ := utf8.DecodeRuneInString(line[after+1:]); letter(r) {
			return i
		}
	}
	if i-1 == at {
		return after + 1
	}
	return i - 1
}

// behindLetter reports whether a letter stands before the byte: an apostrophe
// there belongs to the word, elsewhere it is a quotation mark.
func behindLetter(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	return letter(before)
}

// cliticEnd gives the end of the letters at line[i:], behind an apostrophe:
// 's, 'll, 're.
func cliticEnd(line string, i, end int) int {
	for i < end {
		r, size := utf8.DecodeRuneInString(line[i:])
		if !letter(r) {
			break
		}
		i += size
	}
	return i
}

// kind is what a byte begins.
type kind uint8

const (
	sign         kind = iota // a token of its own
	blank                    // white space
	alphanumeric             // a letter or digit of ASCII
	beyondASCII
)

// kinds tells what each byte begins.
var kinds = [256]kind{
	' ': blank, '\t': blank, '\n': blank, '\v': blank, '\f': blank, '\r': blank,
	'0': alphanumeric, '1': alphanumeric, '2': alphanumeric, '3': alphanumeric, '4': alphanumeric, '5': alphanumeric, '6': alphanumeric, '7': alphanumeric, '8': alphanumeric, '9': alphanumeric,
	'a': alphanumeric, 'b': alphanumeric, 'c': alphanumeric, 'd': alphanumeric, 'e': alphanumeric, 'f': alphanumeric, 'g': alphanumeric, 'h': alphanumeric, 'i': alphanumeric, 'j': alphanumeric, 'k': alphanumeric, 'l': alphanumeric, 'm': alphanumeric,
	'n': alphanumeric, 'o': alphanumeric, 'p': alphanumeric, 'q': alphanumeric, 'r': alphanumeric, 's': alphanumeric, 't': alphanumeric, 'u': alphanumeric, 'v': alphanumeric, 'w': alphanumeric, 'x': alphanumeric, 'y': alphanumeric, 'z': alphanumeric,
	'A': alphanumeric, 'B': alphanumeric, 'C': alphanumeric, 'D': alphanumeric, 'E': alphanumeric, 'F': alphanumeric, 'G': alphanumeric, 'H': alphanumeric, 'I': alphanumeric, 'J': alphanumeric, 'K': alphanumeric, 'L': alphanumeric, 'M': alphanumeric,
	'N': alphanumeric, 'O': alphanumeric, 'P': alphanumeric, 'Q': alphanumeric, 'R': alphanumeric, 'S': alphanumeric, 'T': alphanumeric, 'U': alphanumeric, 'V': alphanumeric, 'W': alphanumeric, 'X': alphanumeric, 'Y': alphanumeric, 'Z': alphanumeric,
	0x80: beyondASCII, 0x81: beyondASCII, 0x82: beyondASCII, 0x83: beyondASCII, 0x84: beyondASCII, 0x85: beyondASCII, 0x86: beyondASCII, 0x87: beyondASCII,
	0x88: beyondASCII, 0x89: beyondASCII, 0x8A: beyondASCII, 0x8B: beyondASCII, 0x8C: beyondASCII, 0x8D: beyondASCII, 0x8E: beyondASCII, 0x8F: beyondASCII,
	0x90: beyondASCII, 0x91: beyondASCII, 0x92: beyondASCII, 0x93: beyondASCII, 0x94: beyondASCII, 0x95: beyondASCII, 0x96: beyondASCII, 0x97: beyondASCII,
	0x98: beyondASCII, 0x99: beyondASCII, 0x9A: beyondASCII, 0x9B: beyondASCII, 0x9C: beyondASCII, 0x9D: beyondASCII, 0x9E: beyondASCII, 0x9F: beyondASCII,
	0xA0: beyondASCII, 0xA1: beyondASCII, 0xA2: beyondASCII, 0xA3: beyondASCII, 0xA4: beyondASCII, 0xA5: beyondASCII, 0xA6: beyondASCII, 0xA7: beyondASCII,
	0xA8: beyondASCII, 0xA9: beyondASCII, 0xAA: beyondASCII, 0xAB: beyondASCII, 0xAC: beyondASCII, 0xAD: beyondASCII, 0xAE: beyondASCII, 0xAF: beyondASCII,
	0xB0: beyondASCII, 0xB1: beyondASCII, 0xB2: beyondASCII, 0xB3: beyondASCII, 0xB4: beyondASCII, 0xB5: beyondASCII, 0xB6: beyondASCII, 0xB7: beyondASCII,
	0xB8: beyondASCII, 0xB9: beyondASCII, 0xBA: beyondASCII, 0xBB: beyondASCII, 0xBC: beyondASCII, 0xBD: beyondASCII, 0xBE: beyondASCII, 0xBF: beyondASCII,
	0xC0: beyondASCII, 0xC1: beyondASCII, 0xC2: beyondASCII, 0xC3: beyondASCII, 0xC4: beyondASCII, 0xC5: beyondASCII, 0xC6: beyondASCII, 0xC7: beyondASCII,
	0xC8: beyondASCII, 0xC9: beyondASCII, 0xCA: beyondASCII, 0xCB: beyondASCII, 0xCC: beyondASCII, 0xCD: beyondASCII, 0xCE: beyondASCII, 0xCF: beyondASCII,
	0xD0: beyondASCII, 0xD1: beyondASCII, 0xD2: beyondASCII, 0xD3: beyondASCII, 0xD4: beyondASCII, 0xD5: beyondASCII, 0xD6: beyondASCII, 0xD7: beyondASCII,
	0xD8: beyondASCII, 0xD9: beyondASCII, 0xDA: beyondASCII, 0xDB: beyondASCII, 0xDC: beyondASCII, 0xDD: beyondASCII, 0xDE: beyondASCII, 0xDF: beyondASCII,
	0xE0: beyondASCII, 0xE1: beyondASCII, 0xE2: beyondASCII, 0xE3: beyondASCII, 0xE4: beyondASCII, 0xE5: beyondASCII, 0xE6: beyondASCII, 0xE7: beyondASCII,
	0xE8: beyondASCII, 0xE9: beyondASCII, 0xEA: beyondASCII, 0xEB: beyondASCII, 0xEC: beyondASCII, 0xED: beyondASCII, 0xEE: beyondASCII, 0xEF: beyondASCII,
	0xF0: beyondASCII, 0xF1: beyondASCII, 0xF2: beyondASCII, 0xF3: beyondASCII, 0xF4: beyondASCII, 0xF5: beyondASCII, 0xF6: beyondASCII, 0xF7: beyondASCII,
	0xF8: beyondASCII, 0xF9: beyondASCII, 0xFA: beyondASCII, 0xFB: beyondASCII, 0xFC: beyondASCII, 0xFD: beyondASCII, 0xFE: beyondASCII, 0xFF: beyondASCII,
}

func letter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	case r == utf8.RuneError, r >= 0x2000 && r < 0x2070: // general punctuation, as most are
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joined reports whether the ampersand at a byte belongs to the word around
// it: "P&L".
func joined(line string, at, end int) bool {
	if at+1 >= end {
		return false
	}
	next, _ := utf8.DecodeRuneInString(line[at+1:])
	return letter(next)
}

// isHyphen knows the hyphens that join words; dashes are signs of their own.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// hyphen reports whether the hyphen line[at:end] stands between two letters.
func hyphen(line string, at, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	after, _ := utf8.DecodeRuneInString(line[end:])
	return letter(before) && letter(after)
}
