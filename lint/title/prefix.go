package title

import "unicode/utf8"

// prefixes is a set of the first four letters of words, by which Find passes
// over nearly all words of a text without looking them up. It may say yes
// wrongly, but never no.
type prefixes [64]uint64

func (p *prefixes) add(folded []byte) {
	h, _ := prefix(string(folded), 0)
	p[h>>6] |= 1 << (h & 63)
}

// has says whether the word at text[i:], which begins with an ASCII letter,
// may be in the set.
func (p *prefixes) has(text string, i int) bool {
	h, ok := prefix(text, i)
	return !ok || p[h>>6]&(1<<(h&63)) != 0
}

// prefix hashes the first four letters of a word to 12 bits. It is not ok
// where they hold letters beyond ASCII, which fold to who knows what.
func prefix(text string, i int) (hash uint32, ok bool) {
	for j := i; j < i+4 && j < len(text); j++ {
		c := text[j]
		if c >= utf8.RuneSelf {
			return 0, false
		}
		if k := class(c); k != letter && k != digit {
			break
		}
		hash = hash<<7 | uint32(c|0x20)
	}
	return hash * 0x9E3779B1 >> 20, true
}
