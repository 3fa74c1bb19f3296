package section

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// A phraseFinder finds the phrases of rules.Sections in clean text.
type phraseFinder struct {
	known      *rules.Sections // nil: of no language
	vocabulary *token.Vocabulary
	index      index // of the text that is read most
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

// word returns the word at text[i]: its number, its kind, and its end, which is i
// if none begins there.
func (p *phraseFinder) word(text string, i int) (id token.ID, kind token.Kind, end int) {
	if w, ok := p.index.at(text, i); ok {
		return w.ID, w.Kind, i + int(w.End-w.Start)
	}
	w := p.vocabulary.At(text, i)
	return w.ID, w.Kind, int(w.End)
}

// end returns the end of the word at text[i]; see word.
func (p *phraseFinder) end(text string, i int) int {
	_, _, end := p.word(text, i)
	return end
}

// id returns the number of text[i:j], which need not be a word.
func (p *phraseFinder) id(text string, i, j int) token.ID {
	if i == j {
		return token.Unknown
	}
	id, _, end := p.word(text, i)
	if end != j {
		id = p.vocabulary.ID(text[i:j])
	}
	return id
}

// kind returns the properties of text[i:j], which need not be a word.
func (p *phraseFinder) kind(text string, i, j int) rules.WordKind {
	return p.known.Kind(p.id(text, i, j))
}

// kindAt returns the properties of the word at text[i], and its end; see word.
func (p *phraseFinder) kindAt(text string, i int) (kind rules.WordKind, end int) {
	id, _, end := p.word(text, i)
	return p.known.Kind(id), end
}

// nextStart returns the place of the next word, from text[i] on, that a phrase of
// a place may start with, or len(text).
func (p *phraseFinder) nextStart(text string, i int, in rules.Place) int {
	x := &p.index
	indexed := text == x.text
	for ; i < len(text); i++ {
		switch {
		case text[i] == ' ':
		case indexed && x.begins[x.from+i] > 0:
			tokens := x.tokens[x.begins[x.from+i]-1:]
			for k := range tokens {
				t := &tokens[k]
				switch at := int(t.Start) - x.from; {
				case at >= len(text):
					return len(text)
				case t.Kind == token.Plain && !p.known.MayStart(t.ID, in), t.Kind&token.Sign != 0 && text[at] != '&':
				default:
					return at
				}
			}
			return len(text)
		case p.end(text, i) > i:
			return i
		}
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
func (p *phraseFinder) longest(text string, i int, in rules.Place) found {
	best, _ := p.longestOf(text, i, in, in)
	return best
}

// longestHeadings returns the longest phrases in a heading and as a whole heading
// that start with the word at text[i].
func (p *phraseFinder) longestHeadings(text string, i int) (within, whole found) {
	return p.longestOf(text, i, rules.InHeading, rules.WholeHeading)
}

// longestOf is longest for two places at once.
func (p *phraseFinder) longestOf(text string, i int, in, or rules.Place) (one, other found) {
	var ends [2]int32 // the nodes at which the longest phrases end
	indexed := text == p.index.text
	for node, words := int32(0), 1; i < len(text); words++ {
		var word token.ID
		var kind token.Kind
		var j int
		if w := p.index.word(i, indexed); w != nil && int(w.End)-p.index.from <= len(text) {
			word, kind, j = w.ID, w.Kind, int(w.End)-p.index.from
		} else {
			w := p.vocabulary.At(text, i)
			word, kind, j = w.ID, w.Kind, int(w.End)
		}
		if j == i || words == 1 && kind == token.Plain && !p.known.MayStart(word, in) && !p.known.MayStart(word, or) {
			break
		}
		next, ok := p.known.Next(node, word)
		if !ok && kind&token.Mixed != 0 {
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
		node, i = next, nextWord(text, j)
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
	if i+1 < len(text) && text[i] == ' ' && text[i+1] >= 'a' && text[i+1] <= 'z' { // as most
		return i + 1
	}
	return skipParting(text, i)
}

func skipParting(text string, i int) int {
	for i < len(text) {
		switch text[i] {
		case ' ', '-', '/', ',', '"', '\'', '_':
			i++
			continue
		case 0xE2: // curly quotes, hyphens and dashes
			if i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90 && text[i+2] <= 0x9F {
				i += 3
				continue
			}
			if strings.HasPrefix(text[i:], "−") {
				i += len("−")
				continue
			}
		}
		return i
	}
	return i
}

// firstWord returns the place of the first letter or digit.
func firstWord(text string) int {
	i := 0
	for i < len(text) && !token.LetterAt(text, i) {
		i++
	}
	return i
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
func (p *phraseFinder) titleCase(text string) bool {
	for i := 0; i < len(text); {
		kind, j := p.kindAt(text, i)
		if j == i {
			i = nextWord(text, i)
			if i == j {
				i++
			}
			continue
		}
		if i > 0 && isLowerAt(text, i) && kind&rules.SmallWord == 0 {
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
