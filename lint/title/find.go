package title

import (
	"iter"
	"maps"
	"unicode"
	"unicode/utf8"
)

// maxPhrase bounds the tokens of a phrase in running text.
const maxPhrase = 8

// Find gives the places in running text that name one of the two roles:
// persons ("as a Product Owner you will", "POs"), not the work ("product
// management") and not a neighbour ("product marketing manager").
func (p *Parser) Find(text string) []Mention { return p.AppendMentions(nil, text) }

// AppendMentions appends what Find finds to dst.
func (p *Parser) AppendMentions(dst []Mention, text string) []Mention {
	if len(p.words) == 0 {
		return dst
	}
	var sc scanner
	for i := 0; i < len(text); {
		maybe := true
		if c := text[i]; c < utf8.RuneSelf {
			if k := class(c); k != letter && k != digit {
				i++
				continue
			}
			maybe = p.starts.has(text, i)
		} else if r, n := utf8.DecodeRuneInString(text[i:]); !unicode.IsLetter(r) {
			i += n
			continue
		}
		if maybe {
			if m, end := p.mention(&sc, text, i); end > i {
				if m.Role != "" {
					dst = append(dst, m)
				}
				i = end
				continue
			}
		}
		i = wordEnd(text, i)
	}
	return dst
}

// Tellers are words of which each name of a role in full, not by initials, has
// one. They say no to nearly all texts that do not name the role, at a fraction
// of what Find takes, and never to one that does. They are words, folded, with
// a quick look at their beginnings.
type Tellers struct {
	initials [256]initialOf
	starts   prefixes
	words    map[string]bool
	sizes    uint64 // bits of the lengths of words, in bytes
}

// initialOf is what a byte may begin.
type initialOf uint8

const (
	none    initialOf = iota
	initial           // one of the words
	beyond            // a character beyond ASCII
)

func (t *Tellers) add(word string) {
	for c := range t.initials[utf8.RuneSelf:] {
		t.initials[utf8.RuneSelf+c] = beyond
	}
	t.initials[word[0]] = initial
	t.initials[word[0]&^0x20] = initial
	t.starts.add([]byte(word))
	t.words[word] = true
	t.sizes |= 1 << min(len(word), 63)
}

// hasSize reports whether one of the words is as long as the one at text[i]. A
// word that goes beyond ASCII may fold to any length, and passes.
func (t *Tellers) hasSize(text string, i int) bool {
	k := i
	for k < len(text) && inWord(text[k]) {
		k++
	}
	return k < len(text) && text[k] >= utf8.RuneSelf || t.sizes&(1<<min(k-i, 63)) != 0
}

// Tellers gives what tells the names of one of the two roles.
func (p *Parser) Tellers(role Role) *Tellers {
	if role == ProductOwner {
		return &p.tellOwner
	}
	return &p.tellManager
}

// Words gives the tellers, folded, in no order.
func (t *Tellers) Words() iter.Seq[string] { return maps.Keys(t.words) }

// In reports whether a teller may stand in a text.
func (t *Tellers) In(text string) bool {
	var buf [maxWord + utf8.UTFMax]byte
	for i := 0; i < len(text); i++ {
		switch t.initials[text[i]] {
		case none:
		case beyond:
			r, n := utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(r) {
				return true // who knows what it folds to
			}
			i += n - 1
		case initial:
			if i > 0 && inWord(text[i-1]) || !t.starts.has(text, i) || !t.hasSize(text, i) {
				continue
			}
			if _, word, _, _, _ := foldWord(buf[:0], text, i); t.words[string(word)] {
				return true
			}
		}
	}
	return false
}

// Is reports whether a word is a teller. The word must not be empty and hold
// nothing but letters and digits of ASCII.
func (t *Tellers) Is(word string) bool { return t.initials[word[0]] != none && t.knows(word) }

func (t *Tellers) knows(word string) bool {
	if t.sizes&(1<<min(len(word), 63)) == 0 || !t.starts.has(word, 0) {
		return false
	}
	var buf [maxWord + utf8.UTFMax]byte
	_, folded, _, _, _ := foldWord(buf[:0], word, 0)
	return t.words[string(folded)]
}

// inWord reports whether a byte is a letter or digit of ASCII.
func inWord(c byte) bool { return (c|0x20)-'a' < 26 || c-'0' < 10 }

// mention reads the phrase at the beginning of text[i:]. It gives the byte
// behind it, or i when there is none; the Role is empty when it is no role.
func (p *Parser) mention(sc *scanner, text string, i int) (Mention, int) {
	limit := min(len(text), i+maxPhrase*maxWord)
	// One word is cheap to look up and mostly enough to know.
	sc.scan(p, text[:limit], i, 1)
	if sc.n == 0 || sc.tokens[0].id <= 0 {
		return Mention{}, i
	}
	if _, ok := p.steps[step{0, sc.tokens[0].id}]; !ok {
		return Mention{}, i
	}
	sc.scan(p, text[:limit], i, maxPhrase)
	s, last := p.longest(sc.tokens[:sc.n])
	if s == nil {
		return Mention{}, i
	}
	end := int(sc.tokens[last].end)
	if s.flags&isRole == 0 || s.flags&isFunction != 0 {
		if s.flags&isNeighbour == 0 && last == 0 {
			return Mention{}, i // "lead" before "product owner"
		}
		return Mention{}, end
	}
	short := s.flags&isShort != 0
	if short && afterNumber(text, i) {
		return Mention{}, end // "5 PM"
	}
	return Mention{Span{i, end}, s.role, s.flags&isPlural != 0, short}, end
}

// afterNumber says whether a number stands before text[i:].
func afterNumber(text string, i int) bool {
	for i > 0 && (text[i-1] == ' ' || text[i-1] == '.') {
		i--
	}
	return i > 0 && class(text[i-1]) == digit
}

// wordEnd gives the byte behind the word that text[i:] begins with, or behind
// one character that is none.
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if k := class(c); k != letter && k != digit {
				return max(i, start+1)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return max(i, start+n)
		}
		i += n
	}
	return i
}
