package title

import (
	"unicode"
	"unicode/utf8"
)

// Bounds that keep the reading of a title in constant space.
const (
	maxTokens = 128
	maxWord   = 48 // bytes; no word of a phrase is longer
)

// kind is what a token is.
type kind uint8

const (
	aWord  kind = iota
	aComma      // ", ;"
	aJoin       // "/ & +", "and"
	anOpen      // an opening bracket
	aClose
	aBreak   // a dash, colon, bar or line end
	aHanging // a hyphen for a second half to come: "Produkt- und Projektmanager"
)

// token is a word of a title, or what stands between two words. Blanks,
// hyphens inside compounds and quotation marks leave no token.
type token struct {
	start, end int32 // bytes; of a word with its inclusive ending
	kind       kind
	initials   bool // two capitals or more, and nothing else but a plural s
}

// scanner cuts text into tokens, as many as are asked for.
type scanner struct {
	p      *Parser
	text   string
	pos    int  // the byte of the text to go on from
	n, max int  // tokens that were cut, and that are cut at most
	upper  bool // there is a capital letter in them
	tokens [maxTokens]token
}

// has reports whether there is a token i, and reads on to it. What follows a
// hanging hyphen decides on it.
func (sc *scanner) has(i int) bool {
	sc.scan(min(i+1, sc.max))
	if i == sc.n-1 && sc.tokens[i].kind == aHanging {
		sc.scan(min(i+2, sc.max))
	}
	return i < sc.n
}

// word returns the word that token i may be in a phrase, folded, in the memory of
// buf; it is empty for what no phrase contains.
func (sc *scanner) word(i int, buf []byte) []byte {
	switch t := &sc.tokens[i]; t.kind {
	case aWord:
		_, word := foldWord(buf[:0], sc.text, int(t.start))
		if len(word) <= maxWord {
			return word
		}
	case aComma:
		return append(buf[:0], comma...)
	case aJoin:
		return append(buf[:0], join...)
	}
	return nil
}

// wordBuffer is enough for any word that is folded.
type wordBuffer [maxWord + utf8.UTFMax]byte

// Classes of ASCII characters.
const (
	soft   = '.' // passed over
	letter = 'a'
	digit  = '0'
	blank  = '_'
	dash   = '-'
	hard   = '|' // parts a title
	one    = ',' // a token of its own; see kindOf
)

// asciiClasses has the class of each ASCII character, sixteen in a row.
const asciiClasses = "........._||||.." +
	"................" +
	"_|....,.,,.,,-.," +
	"0000000000|,||||" +
	"|aaaaaaaaaaaaaaa" +
	"aaaaaaaaaaa,,,.." +
	".aaaaaaaaaaaaaaa" +
	"aaaaaaaaaaa,|,.."

// class returns the class of a character; those beyond ASCII are soft.
func class(c byte) byte {
	if int(c) < len(asciiClasses) {
		return asciiClasses[c]
	}
	return soft
}

// kindOf returns the kind of the token that a single character is.
func kindOf(c byte) kind {
	switch c {
	case ',', ';':
		return aComma
	case '(', '[', '{':
		return anOpen
	case ')', ']', '}':
		return aClose
	}
	return aJoin
}

// scan reads on until there are so many tokens, or the text ends.
func (sc *scanner) scan(limit int) {
	for sc.pos < len(sc.text) && sc.n < limit {
		i := sc.pos
		if c := sc.text[i]; c < utf8.RuneSelf {
			sc.pos++
			switch class(c) {
			case letter, digit:
				sc.addWord(i)
			case dash:
				sc.addDash(i)
			case hard:
				sc.add(aBreak, i)
			case one:
				sc.add(kindOf(c), i)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(sc.text[i:])
		sc.pos += n
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			sc.addWord(i)
		case isBreak(r):
			sc.add(aBreak, i)
		}
	}
}

// isBreak reports whether a character beyond ASCII parts a title.
func isBreak(r rune) bool {
	switch r {
	case '‐', '‑', '\u00ad', '·', '’', '‘', '“', '”', '«', '»', '´', '™', '®', '©', utf8.RuneError:
		return false
	case '–', '—', '―', '•', '∙', '⋅', '‧', '▪', '●', '…', '\u2028', '\u2029', '\u0085', '→':
		return true
	}
	return unicode.IsSymbol(r) // emoji above all
}

// add adds the token from start to where the scanner is, and returns it.
func (sc *scanner) add(k kind, start int) *token {
	if sc.n > 0 {
		switch last := &sc.tokens[sc.n-1]; {
		case last.kind == aHanging && k == aJoin:
			sc.n-- // "and" behind a hanging hyphen makes the hyphen vanish
		case last.kind == aHanging:
			last.kind = aBreak
		}
	}
	if sc.n > 0 && k == aBreak && sc.tokens[sc.n-1].kind == aBreak {
		return &sc.tokens[sc.n-1] // several breaks in a row are one
	}
	t := &sc.tokens[sc.n]
	*t = token{start: int32(start), end: int32(sc.pos), kind: k}
	sc.n++
	return t
}

// addDash adds a break for a dash with a blank beside it. Inside a compound, a
// hyphen is as good as a blank.
func (sc *scanner) addDash(i int) {
	s := sc.text
	for sc.pos < len(s) && s[sc.pos] == '-' {
		sc.pos++
	}
	before := i > 0 && s[i-1] != ' ' && s[i-1] != '\t'
	behind := sc.pos < len(s) && s[sc.pos] != ' ' && s[sc.pos] != '\t'
	single := sc.pos == i+1
	switch {
	case single && before && behind:
	case single && before && sc.n > 0 && sc.tokens[sc.n-1].kind == aWord:
		sc.add(aHanging, i)
	case single && behind && sc.n > 0 && sc.tokens[sc.n-1].kind == aJoin:
		// "Product Owner / -Manager"
	default:
		sc.add(aBreak, i)
	}
}

// addWord adds the word that begins at start, with its inclusive ending.
func (sc *scanner) addWord(start int) {
	var buf wordBuffer
	end, word := foldWord(buf[:0], sc.text, start)
	sc.pos = end
	upper, initials := capitals(sc.text[start:end])
	sc.upper = sc.upper || upper
	if len(word) <= sc.p.maxJoin && sc.p.joins[string(word)] {
		sc.add(aJoin, start)
		return
	}
	sc.pos = sc.p.inclusiveEnd(sc.text, end)
	sc.add(aWord, start).initials = initials
}

// capitals reports whether a word has a capital, and whether it is two or more and
// no other letters but a plural s.
func capitals(word string) (some, initials bool) {
	upper, lower, last := 0, 0, rune(0)
	for _, r := range word {
		switch {
		case 'a' <= r && r <= 'z':
			lower, last = lower+1, r
		case 'A' <= r && r <= 'Z':
			upper, last = upper+1, r
		case r < utf8.RuneSelf:
		case unicode.IsUpper(r):
			upper, last = upper+1, r
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			lower, last = lower+1, r
		}
		if upper > 0 && lower > 1 {
			return true, false // as most words of titles
		}
	}
	return upper > 0, upper >= 2 && (lower == 0 || lower == 1 && last == 's')
}

// inclusiveEnd returns the end of the inclusive endings at s[i:], or i when there
// are none: Manager:in, chef·fe, Verantwortliche(r), Manager/-in.
func (p *Parser) inclusiveEnd(s string, i int) int {
	for range 2 {
		j := i
		if j >= len(s) {
			return i
		}
		closing := byte(0)
		switch c := s[j]; {
		case c == ':' || c == '*' || c == '_' || c == '.':
			j++
		case c == '/':
			j++
			if j < len(s) && s[j] == '-' {
				j++
			}
		case c == '(':
			closing = ')'
			j++
			if j < len(s) && s[j] == '-' {
				j++
			}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[j:])
			if r != '·' && r != '•' && r != '‧' && r != '∙' && r != '⋅' {
				return i
			}
			j += n
		default:
			return i
		}
		var buf wordBuffer
		k, key := foldWord(buf[:0], s, j)
		if k == j || len(key) > maxWord || !p.endings[string(key)] {
			return i
		}
		if closing != 0 {
			if k >= len(s) || s[k] != closing {
				return i
			}
			k++
		} else if k < len(s) && s[k] == '-' && k+1 < len(s) && s[k+1] != ' ' {
			return i // "IoT/e-commerce"
		}
		i = k
	}
	return i
}

// foldWord appends the folded letters and digits of the word at s[i:] to key,
// at most a few more than maxWord bytes of them, and returns the byte behind the
// word.
func foldWord(key []byte, s string, i int) (end int, folded []byte) {
	for i < len(s) {
		if c := folds[s[i]]; c != 0 {
			if len(key) <= maxWord {
				key = append(key, c)
			}
			i++
			continue
		}
		if s[i] < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if len(key) <= maxWord {
				key = appendFolded(key, r)
			}
		case unicode.Is(unicode.Mn, r) || r == '\u00ad' || r == '\u200b' || r == '\u200d':
			// Accents that stand alone, soft hyphens and the like.
		default:
			return i, key
		}
		i += n
	}
	return i, key
}

// folds has each letter and digit of ASCII as a small letter, and 0 for all else.
var folds = func() (small [256]byte) {
	for c := range small {
		switch k := class(byte(c)); {
		case k == letter:
			small[c] = byte(c) | 0x20
		case k == digit:
			small[c] = byte(c)
		}
	}
	return small
}()

// fold appends the folded letters and digits of s to key, with nothing
// between the words.
func fold(key []byte, s string) []byte {
	for i := 0; i < len(s); {
		var n int
		n, key = foldWord(key, s, i)
		if n == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			n += size
		}
		i = n
	}
	return key
}

// unaccented has the letters from U+00C0 to U+017F without their accents.
const unaccented = "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyty" +
	"aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "iiiijjkkklllllll" +
	"lllnnnnnnnnnoooo" + "oooorrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs"

// appendFolded appends a letter in lower case and without its accent.
func appendFolded(key []byte, r rune) []byte {
	if 0xC0 <= r && r < 0xC0+rune(len(unaccented)) {
		return append(key, unaccented[r-0xC0])
	}
	return utf8.AppendRune(key, unicode.ToLower(r))
}
