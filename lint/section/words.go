package section

import (
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
	"golang.org/x/text/unicode/norm"
)

// A phraser finds the phrases of rules.Sections in clean text.
type phraser struct {
	known *rules.Sections
	index index // of the text that is read most
}

// class is a set of kinds of bytes that words are made of.
type class uint8

const (
	smallLetter class = 1 << iota // small letters of ASCII
	capital
	numeral
)

// alnum has the classes of the letters and digits of ASCII.
var alnum = [256]class{
	'0': numeral, '1': numeral, '2': numeral, '3': numeral, '4': numeral, '5': numeral, '6': numeral, '7': numeral, '8': numeral, '9': numeral,
	'a': smallLetter, 'b': smallLetter, 'c': smallLetter, 'd': smallLetter, 'e': smallLetter, 'f': smallLetter, 'g': smallLetter, 'h': smallLetter, 'i': smallLetter, 'j': smallLetter, 'k': smallLetter, 'l': smallLetter, 'm': smallLetter,
	'n': smallLetter, 'o': smallLetter, 'p': smallLetter, 'q': smallLetter, 'r': smallLetter, 's': smallLetter, 't': smallLetter, 'u': smallLetter, 'v': smallLetter, 'w': smallLetter, 'x': smallLetter, 'y': smallLetter, 'z': smallLetter,
	'A': capital, 'B': capital, 'C': capital, 'D': capital, 'E': capital, 'F': capital, 'G': capital, 'H': capital, 'I': capital, 'J': capital, 'K': capital, 'L': capital, 'M': capital,
	'N': capital, 'O': capital, 'P': capital, 'Q': capital, 'R': capital, 'S': capital, 'T': capital, 'U': capital, 'V': capital, 'W': capital, 'X': capital, 'Y': capital, 'Z': capital,
}

// wordAt returns the end of the word that starts at text[i]: letters, digits
// and apostrophes between letters. "&" is a word; text[i] that begins none
// gives i.
func wordAt(text string, i int) int {
	k := i
	for k < len(text) {
		if alnum[text[k]] != 0 {
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
		case isPunctuation(r):
			return k
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		default:
			return k
		}
		k += n
	}
	return k
}

// isPunctuation knows the block of general punctuation of Unicode: dashes, bullets
// and curly quotes, the most frequent signs beyond ASCII. It holds no letters.
func isPunctuation(r rune) bool { return r >= 0x2000 && r < 0x2070 }

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

// end returns the end of the word that starts at text[i]; see wordAt.
func (p *phraser) end(text string, i int) int {
	if w, ok := p.index.at(text, i); ok {
		return i + int(w.Size)
	}
	return wordAt(text, i)
}

// word returns what is known of the word that starts at text[i], and its end.
func (p *phraser) word(text string, i int) (section int32, odd bool, end int) {
	if w, ok := p.index.at(text, i); ok {
		return w.Known.Section(), w.Odd, i + int(w.Size)
	}
	j, plain, odd := cutWord(text, i)
	switch {
	case j == i:
	case plain:
		section = p.known.PlainWord(text, i, j).Section()
	default:
		section = anyWord(p.known, text[i:j]).Section()
	}
	return section, odd, j
}

// id returns the number of the word text[i:j], or 0 if it is in no phrase.
func (p *phraser) id(text string, i, j int) int32 {
	if w, ok := p.index.at(text, i); ok && i+int(w.Size) == j {
		return w.Known.Section()
	}
	if i == j {
		return 0
	}
	for k := i; k < j; k++ {
		if alnum[text[k]] == 0 {
			return anyWord(p.known, text[i:j]).Section()
		}
	}
	return p.known.PlainWord(text, i, j).Section()
}

// longestWord bounds the words that are looked up, in bytes.
const longestWord = 40

// anyWord looks up a word that may hold any letters.
func anyWord(known *rules.Sections, word string) rules.Known {
	if len(word) > longestWord {
		return 0
	}
	if hasMarks(word) {
		word = norm.NFC.String(word)
	}
	var buf [longestWord + 8]byte
	return known.Word(foldWord(buf[:0], word))
}

// hasMarks reports whether accents stand behind the letters of a word, as some
// systems write them, and not on them, as the words of rules are written.
func hasMarks(word string) bool {
	for i := range len(word) {
		if c := word[i]; c == 0xCC || c == 0xCD { // U+0300 to U+036F, but for some letters of Greek
			return true
		}
	}
	return false
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

// kind returns the properties of the word text[i:j].
func (p *phraser) kind(text string, i, j int) rules.WordKind { return p.known.Kind(p.id(text, i, j)) }

// nextStart returns the place of the next word, from text[i] on, that a phrase of
// a place may start with, or len(text).
func (p *phraser) nextStart(text string, i int, in rules.Place) int {
	indexed := p.index.has(text)
	for i < len(text) {
		if indexed && i > 0 { // the text may begin in the middle of a word
			n := p.index.begins[i]
			if n == 0 {
				i++
				continue
			}
			words := p.index.words[n-1:]
			begin := int(words[0].At) - i // of the text in the one that was indexed
			for k := range words {
				switch w := &words[k]; {
				case int(w.At)-begin >= len(text):
					return len(text)
				case w.Odd || w.Known.MayStart(in):
					return int(w.At) - begin
				}
			}
			return len(text)
		}
		if p.end(text, i) > i {
			return i
		}
		i++
	}
	return len(text)
}

// found is a phrase found in a text.
type found struct {
	zone  posting.Zone
	end   int // of the phrase
	words int
}

// longest returns the longest phrase of a place that starts with the word at
// text[i]. Words may be parted by blanks, hyphens, slashes, commas and quotes.
func (p *phraser) longest(text string, i int, in rules.Place) found {
	best, _ := p.longestOf(text, i, in, in)
	return best
}

// longestHeadings returns the longest phrases in a heading and as a whole heading
// that start with the word at text[i].
func (p *phraser) longestHeadings(text string, i int) (within, whole found) {
	return p.longestOf(text, i, rules.InHeading, rules.WholeHeading)
}

// longestOf is longest for two places at once.
func (p *phraser) longestOf(text string, i int, in, or rules.Place) (one, other found) {
	if i >= len(text) {
		return one, other
	}
	if w, ok := p.index.at(text, i); ok && !w.Odd && !w.Known.MayStart(in) && !w.Known.MayStart(or) {
		return one, other
	}
	var ends [2]int32 // the nodes at which the longest phrases end
	for node, words := int32(0), 1; i < len(text); words++ {
		word, odd, j := p.word(text, i)
		if j == i {
			break
		}
		next, ok := p.known.Next(node, word)
		if !ok && odd {
			// The last word may be glued to the next line: "Job DescriptionWe".
			if k := seam(text, i, j); k > i {
				j = k
				next, _ = p.known.Next(node, p.id(text, i, k))
			}
		}
		if next == 0 {
			break
		}
		if p.known.Ends(next, in) {
			ends[0], one.end, one.words = next, j, words
		}
		if p.known.Ends(next, or) {
			ends[1], other.end, other.words = next, j, words
		}
		if !ok {
			break
		}
		node = next
		if j+1 < len(text) && text[j] == ' ' && alnum[text[j+1]] != 0 { // as nearly always
			i = j + 1
		} else {
			i = nextWord(text, j)
		}
	}
	if one.words > 0 {
		one.zone = posting.Zone(p.known.Zone(ends[0], in))
	}
	if other.words > 0 {
		other.zone = posting.Zone(p.known.Zone(ends[1], or))
	}
	return one, other
}

// seam returns the place in the word text[i:j] where two words were glued
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
		case block.IsDigit(c):
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

// nextWord returns the place of the next word of a phrase, past what may part
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

// firstWord returns the place of the first letter or digit.
func firstWord(text string) int {
	for i := 0; i < len(text); i++ {
		if c := text[i]; alnum[c] != 0 || c >= utf8.RuneSelf && wordAt(text, i) > i {
			return i
		}
	}
	return len(text)
}

func allCapitals(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters >= 2
}

// titleCase reports whether all words but small ones begin with a capital.
func (p *phraser) titleCase(text string) bool {
	for i := 0; i < len(text); {
		j := p.end(text, i)
		if j == i {
			i = nextWord(text, i)
			if i == j {
				i++
			}
			continue
		}
		if i > 0 && isLowerAt(text, i) && p.kind(text, i, j)&rules.SmallWord == 0 {
			return false
		}
		i = j
	}
	return true
}

// skipSpaces returns the place of the first byte from text[i] on that is no blank.
func skipSpaces(text string, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}
