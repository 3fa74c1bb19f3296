package title

import (
	"unicode"
	"unicode/utf8"
)

// maxPhrase bounds the tokens of a phrase in running text.
const maxPhrase = 8

// Find returns the places in running text that name one of the two roles:
// persons ("as a Product Owner you will", "POs"), not the work ("product
// management") and not a neighbour ("product marketing manager").
func (p *Parser) Find(text string) []Mention {
	var all []Mention
	var sc scanner
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if k := class(c); k != letter && k != digit {
				i++
				continue
			}
		} else if r, n := utf8.DecodeRuneInString(text[i:]); !unicode.IsLetter(r) {
			i += n
			continue
		}
		var buf wordBuffer
		end, word := foldWord(buf[:0], text, i)
		if phrases := p.begins(word); phrases != nil && phrases.inText { // as of few words
			m, behind := p.mention(&sc, text, i)
			if m.Role != "" {
				all = append(all, m)
			}
			end = max(end, behind)
		}
		i = end
	}
	return all
}

// mention reads the phrase at the beginning of text[i:]. It returns the byte
// behind it, or i when there is none; the Role is empty when it is no role.
func (p *Parser) mention(sc *scanner, text string, i int) (Mention, int) {
	sc.p, sc.text, sc.pos, sc.n, sc.max = p, text[:min(len(text), i+maxPhrase*maxWord)], i, 0, maxPhrase
	if !sc.has(0) {
		return Mention{}, i
	}
	s, last := sc.longest(0, false)
	if s == nil {
		return Mention{}, i
	}
	end := int(sc.tokens[last].end)
	if !s.is(isRole) || s.is(isFunction) {
		if !s.is(isNeighbour) && last == 0 {
			return Mention{}, i // "lead" before "product owner"
		}
		return Mention{}, end
	}
	if s.is(isShort) && afterNumber(text, i) {
		return Mention{}, end // "5 PM"
	}
	return Mention{Span{i, end}, s.role, s.is(isPlural), s.is(isShort)}, end
}

// afterNumber reports whether a number stands before text[i:].
func afterNumber(text string, i int) bool {
	for i > 0 && (text[i-1] == ' ' || text[i-1] == '.') {
		i--
	}
	return i > 0 && class(text[i-1]) == digit
}
