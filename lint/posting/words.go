package posting

import (
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/rules"
)

// A phraser finds the phrases of rules.Sections in clean text.
type phraser struct {
	known *rules.Sections
	buf   [48]byte
}

// alnum has the letters and digits of ASCII.
var alnum = [256]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
}

// wordAt gives the end of the word that starts at text[i]: letters, digits
// and apostrophes between letters. "&" is a word; text[i] that begins none
// gives i.
func wordAt(text string, i int) int {
	k := i
	for k < len(text) {
		if alnum[text[k]] {
			k++
			continue
		}
		c := text[k]
		switch {
		case c == '&':
			if k == i {
				return k + 1
			}
			return k
		case c == '\'':
			if k > i && k+1 < len(text) && isLetterAt(text, k+1) {
				k++
				continue
			}
			return k
		case c < utf8.RuneSelf:
			return k
		}
		r, n := utf8.DecodeRuneInString(text[k:])
		switch {
		case r == '’' && k > i && k+n < len(text) && isLetterAt(text, k+n):
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		default:
			return k
		}
		k += n
	}
	return k
}

func isLetterAt(text string, i int) bool {
	if c := text[i]; c < utf8.RuneSelf {
		return c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

func isUpperAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return c >= 'A' && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(r)
}

func isLowerAt(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLower(r)
}

func isDigitAt(text string, i int) bool {
	return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9'
}

// id gives the number of the word text[i:j], or 0 if it is in no phrase.
func (p *phraser) id(text string, i, j int) int32 {
	if j-i > len(p.buf)-8 {
		return 0
	}
	if i < j && text[i] != '&' {
		if id, ok := p.known.PlainWord(text[i:j]); ok {
			return id
		}
	}
	return p.known.Word(foldWord(p.buf[:0], text[i:j]))
}

// foldWord appends a word in lower case, with a plain apostrophe, to out.
func foldWord(out []byte, word string) []byte {
	for i := 0; i < len(word); {
		c := word[i]
		switch {
		case c >= 'A' && c <= 'Z':
			out = append(out, c|0x20)
			i++
		case c == '&':
			out = append(out, "and"...)
			i++
		case c < utf8.RuneSelf:
			out = append(out, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(word[i:])
			if r == '’' {
				r = '\''
			}
			out = utf8.AppendRune(out, unicode.ToLower(r))
			i += n
		}
	}
	return out
}

// kind gives the properties of the word text[i:j].
func (p *phraser) kind(text string, i, j int) rules.WordKind { return p.known.Kind(p.id(text, i, j)) }

// found is a phrase found in a text.
type found struct {
	zone  Zone
	end   int // of the phrase
	words int
}

// longest gives the longest phrase of a place that starts with the word at
// text[i]. Words may be parted by blanks, hyphens, slashes, commas and quotes.
func (p *phraser) longest(text string, i int, in rules.Place) (best found) {
	if i >= len(text) {
		return best
	}
	second := byte(' ')
	if i+1 < len(text) {
		second = text[i+1]
	}
	if !p.known.MayStart(in, text[i], second) {
		return best
	}
	node, words := int32(0), 0
	for i < len(text) {
		j := wordAt(text, i)
		if j == i {
			break
		}
		next, ok := p.known.Next(node, p.id(text, i, j))
		if !ok {
			// The last word may be glued to the next line: "Job DescriptionWe".
			if k := seam(text, i, j); k > i {
				if next, ok := p.known.Next(node, p.id(text, i, k)); ok {
					if zone := p.known.Zone(next, in); zone != "" {
						return found{Zone(zone), k, words + 1}
					}
				}
			}
			break
		}
		node = next
		words++
		if zone := p.known.Zone(node, in); zone != "" {
			best = found{Zone(zone), j, words}
		}
		i = nextWord(text, j)
	}
	return best
}

// seam gives the place in the word text[i:j] where two words were glued
// together, or i: a small letter meets a capital or a number ("SkillsYou",
// "Skills3"), or capitals a word with one ("SKILLSYou").
func seam(text string, i, j int) int {
	if j-i > 60 {
		return i
	}
	capitals := true
	for k := i + 1; k < j; k++ {
		switch c := text[k]; {
		case c >= 'A' && c <= 'Z':
			if k > i+1 && (isLowerAt(text, k-1) || capitals && k+1 < j && isLowerAt(text, k+1)) {
				return k
			}
		case isDigit(c):
			if k > i+3 && isLowerAt(text, k-1) {
				return k
			}
			capitals = false
		default:
			capitals = false
		}
	}
	return i
}

// nextWord gives the place of the next word of a phrase, past what may part
// its words.
func nextWord(text string, i int) int {
	for i < len(text) {
		switch text[i] {
		case ' ', '-', '/', ',', '"', '\'', '_':
			i++
			continue
		case 0xE2: // curly quotes
			if i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90 && text[i+2] <= 0x9F {
				i += 3
				continue
			}
		}
		return i
	}
	return i
}
