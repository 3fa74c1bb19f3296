package section

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
)

// An index holds the words of a text, so that they are cut and looked up but
// once, however often the text is read. Its zero value is that of an empty text.
type index struct {
	text   string
	from   int           // where the text begins in the one that was cut, in bytes
	tokens []token.Token // of the one that was cut
	others []token.Token // words that are no plain tokens, as headings are written: contractions as a whole, see token.Vocabulary.At

	// begins has by byte of the text that was cut which word begins there: of tokens
	// counted from 1, of others from -1 down.
	begins []int32

	near  int // the token that a line was found to begin or end at last
	signs signs
}

// grow makes room for texts of so many bytes.
func (x *index) grow(size int) {
	x.begins = slices.Grow(x.begins[:0], size)
	x.tokens = slices.Grow(x.tokens[:0], size/bytesOfToken+1)
	x.others = slices.Grow(x.others[:0], 16) // few words have more than letters and digits
}

// read indexes a text, over the index of another.
func (x *index) read(text string, v *token.Vocabulary) {
	x.text, x.from, x.near, x.signs = text, 0, 0, signs{}
	x.tokens, x.others = v.Scan(x.tokens[:0], text), x.others[:0]
	x.begins = slices.Grow(x.begins[:0], len(text))[:len(text)]
	clear(x.begins)
	end := 0 // of the last word
	for n := range x.tokens {
		t := &x.tokens[n]
		at := int(t.Start)
		if t.Kind&token.Plain != 0 {
			x.begins[at] = int32(n + 1)
			if end = int(t.End); end == at+1 && text[at] == 'o' {
				x.signs.count(text, at)
			}
			continue
		}
		if t.Kind&token.Sign != 0 && text[at] != '&' {
			x.signs.count(text, at)
			continue
		}
		for at = max(at, end); at < int(t.End); at = max(at+1, end) {
			w := token.Token{}
			if at == int(t.Start) {
				w = v.Whole(text, *t)
			} else {
				w = v.At(text, at)
			}
			if w.End > w.Start {
				x.others = append(x.others, w)
				x.begins[at], end = -int32(len(x.others)), int(w.End)
			}
		}
	}
}

// narrow makes of an index that of text[i:j], and returns what makes it whole again.
func (x *index) narrow(i, j int) (whole string, from int) {
	whole, from = x.text, x.from
	x.text, x.from = x.text[i:j], x.from+i
	return whole, from
}

// at returns the word that begins at text[i], if the text is the one that is
// indexed.
func (x *index) at(text string, i int) (w *token.Token, ok bool) {
	if i >= len(text) || text != x.text {
		return nil, false
	}
	w = x.word(i, true)
	return w, w != nil && int(w.End)-x.from <= len(text)
}

// word returns the word that begins at a byte of the text, nil for none, and for a text
// that is not indexed.
func (x *index) word(i int, indexed bool) *token.Token {
	if !indexed {
		return nil
	}
	n := x.begins[x.from+i]
	if n > 0 {
		return &x.tokens[n-1]
	}
	if n < 0 {
		return &x.others[-n-1]
	}
	return nil
}

// appendLine appends the tokens of text[i:j], which is a line, to dst. Where it begins
// or ends within a word, what stands there up to a blank is cut anew.
func (x *index) appendLine(dst []token.Token, text string, i, j int, v *token.Vocabulary) []token.Token {
	if text != x.text {
		return v.Scan(dst, text[i:j])
	}
	first, last := i, j
	if i > 0 && text[i-1] != ' ' {
		if n := strings.IndexByte(text[i:j], ' '); n >= 0 {
			first += n
		} else {
			first = j
		}
	}
	if j < len(text) && text[j] != ' ' {
		last = first + strings.LastIndexByte(text[first:j], ' ') + 1
	}
	if i < first {
		dst = v.Scan(dst, text[i:first])
	}
	n := len(dst)
	dst = append(dst, x.tokens[x.firstFrom(first):x.firstFrom(last)]...)
	move(dst[n:], -i)
	if last == j {
		return dst
	}
	n = len(dst)
	dst = v.Scan(dst, text[last:j])
	move(dst[n:], last-i)
	return dst
}

// move moves tokens to a place so many bytes behind theirs.
func move(tokens []token.Token, by int) {
	if by == 0 {
		return
	}
	for k := range tokens {
		tokens[k].Start += int32(by)
		tokens[k].End += int32(by)
	}
}

// firstFrom returns the number of the first token that begins at or behind a byte.
// Lines are asked for in their order.
func (x *index) firstFrom(at int) int {
	near := x.near
	for near > 0 && int(x.tokens[near-1].Start) >= at {
		near--
	}
	for near < len(x.tokens) && int(x.tokens[near].Start) < at {
		near++
	}
	x.near = near
	return near
}
