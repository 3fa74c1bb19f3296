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
	aJoin       // "/ & +"
	anOpen      // an opening bracket
	aClose
	aBreak   // a dash, colon, bar or line end
	aHanging // a hyphen that waits for the second half: "Produkt- und Projektmanager"
)

// token is a word of a title, or what stands between two words. Blanks,
// hyphens inside compounds and quotation marks leave no token.
type token struct {
	start, end int32 // bytes; of a word with its inclusive ending
	id         int32 // 0 when no phrase contains it
	kind       kind
	caps       bool // written as initials
	plain      bool // an inclusive ending was cut off
}

// scanner cuts text into tokens.
type scanner struct {
	n      int
	upper  bool // there is a capital letter
	tokens [maxTokens]token
	buf    [maxWord + utf8.UTFMax]byte
}

// Classes of ASCII characters.
const (
	soft   = '.' // passed over
	letter = 'a'
	digit  = '0'
	blank  = '_'
	dash   = '-'
	hard   = '|' // parts a title
	one    = ',' // a token of its own; see ofChar
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

// class gives the class of a character; those beyond ASCII are soft.
func class(c byte) byte {
	if int(c) < len(asciiClasses) {
		return asciiClasses[c]
	}
	return soft
}

// ofChar gives the token of a single character.
func ofChar(b byte) (kind, int32) {
	switch b {
	case ',', ';':
		return aComma, comma
	case '(', '[', '{':
		return anOpen, 0
	case ')', ']', '}':
		return aClose, 0
	}
	return aJoin, join
}

// scan adds the tokens of s from byte i on, at most limit of them.
func (sc *scanner) scan(p *Parser, s string, i, limit int) {
	sc.n = 0
	limit = min(limit, maxTokens)
	for i < len(s) && sc.n < limit {
		c := s[i]
		if c < utf8.RuneSelf {
			switch class(c) {
			case letter, digit:
				i = sc.word(p, s, i)
			case dash:
				i = sc.dash(s, i)
			case hard:
				sc.add(token{start: int32(i), end: int32(i + 1), kind: aBreak})
				i++
			case one:
				k, id := ofChar(c)
				sc.add(token{start: int32(i), end: int32(i + 1), kind: k, id: id})
				i++
			default:
				i++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			i = sc.word(p, s, i)
			continue
		case isBreak(r):
			sc.add(token{start: int32(i), end: int32(i + n), kind: aBreak})
		}
		i += n
	}
}

// isBreak says whether a character beyond ASCII parts a title.
func isBreak(r rune) bool {
	switch r {
	case '‐', '‑', '\u00ad', '·', '’', '‘', '“', '”', '«', '»', '´', '™', '®', '©', utf8.RuneError:
		return false
	case '–', '—', '―', '•', '∙', '⋅', '‧', '▪', '●', '…', '\u2028', '\u2029', '\u0085', '→':
		return true
	}
	return unicode.IsSymbol(r) // emoji above all
}

func (sc *scanner) add(t token) {
	// The word for "and" behind a hanging hyphen makes the hyphen vanish.
	if sc.n > 0 && sc.tokens[sc.n-1].kind == aHanging {
		if t.kind == aJoin {
			sc.n--
		} else {
			sc.tokens[sc.n-1].kind = aBreak
		}
	}
	// Several breaks in a row are one.
	if t.kind == aBreak && sc.n > 0 && sc.tokens[sc.n-1].kind == aBreak {
		return
	}
	sc.tokens[sc.n] = t
	sc.n++
}

// dash adds a break for a dash with a blank beside it. Inside a compound, a
// hyphen is as good as a blank.
func (sc *scanner) dash(s string, i int) int {
	j := i + 1
	for j < len(s) && s[j] == '-' {
		j++
	}
	before := i > 0 && s[i-1] != ' ' && s[i-1] != '\t'
	behind := j < len(s) && s[j] != ' ' && s[j] != '\t'
	switch {
	case j == i+1 && before && behind:
		return j
	case j == i+1 && before && sc.n > 0 && sc.tokens[sc.n-1].kind == aWord:
		sc.add(token{start: int32(i), end: int32(j), kind: aHanging})
	case j == i+1 && behind && sc.n > 0 && sc.tokens[sc.n-1].kind == aJoin:
		// "Product Owner / -Manager"
	default:
		sc.add(token{start: int32(i), end: int32(j), kind: aBreak})
	}
	return j
}

// word adds the word that begins at i, with its inclusive ending, and gives
// the byte behind it.
func (sc *scanner) word(p *Parser, s string, i int) int {
	start := i
	i, key, upper, lower, last := foldWord(sc.buf[:0], s, i)
	caps := upper >= 2 && (lower == 0 || lower == 1 && last == 's')
	sc.upper = sc.upper || upper > 0
	t := token{start: int32(start), end: int32(i), caps: caps}
	if len(key) <= maxWord {
		if w, ok := p.words[string(key)]; ok && (!w.caps || caps) {
			t.id = w.id
		} else if ok {
			// Remembered below zero: counts when the whole title has no capitals.
			t.id = -w.id
		}
	}
	if t.id == join {
		t.kind = aJoin
	} else if end := sc.ending(p, s, i); end > i {
		t.end, t.plain = int32(end), true
		i = end
	}
	sc.add(t)
	return i
}

// ending gives the end of the inclusive endings at s[i:], or i when there is
// none: Manager:in, chef·fe, Verantwortliche(r), Manager/-in.
func (sc *scanner) ending(p *Parser, s string, i int) int {
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
		var buf [maxWord + utf8.UTFMax]byte
		k, key, _, _, _ := foldWord(buf[:0], s, j)
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
// at most a few more than maxWord bytes of them, and gives the byte behind
// the word, how many letters are upper and lower case, and the last of them.
func foldWord(key []byte, s string, i int) (end int, folded []byte, upper, lower int, last byte) {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			switch class(c) {
			case letter:
				last = c
				if c <= 'Z' {
					upper++
					c += 'a' - 'A'
				} else {
					lower++
				}
			case digit:
			default:
				return i, key, upper, lower, last
			}
			if len(key) <= maxWord {
				key = append(key, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) {
				upper++
			} else {
				lower++
			}
			last = 0
			if len(key) <= maxWord {
				key = appendFolded(key, r)
			}
		case unicode.Is(unicode.Mn, r) || r == '\u00ad' || r == '\u200b' || r == '\u200d':
			// Accents that stand alone, soft hyphens and the like.
		default:
			return i, key, upper, lower, last
		}
		i += n
	}
	return i, key, upper, lower, last
}

// fold appends the folded letters and digits of s to key, with nothing
// between the words.
func fold(key []byte, s string) []byte {
	for i := 0; i < len(s); {
		var n int
		n, key, _, _, _ = foldWord(key, s, i)
		if n == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			n += size
		}
		i = n
	}
	return key
}

// plain gives the letters without accents for U+00C0 to U+017F.
const plain = "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyty" +
	"aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "iiiijjkkklllllll" +
	"lllnnnnnnnnnoooo" + "oooorrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs"

// appendFolded appends a letter in lower case and without its accent.
func appendFolded(key []byte, r rune) []byte {
	if 0xC0 <= r && r < 0xC0+rune(len(plain)) {
		return append(key, plain[r-0xC0])
	}
	return utf8.AppendRune(key, unicode.ToLower(r))
}
