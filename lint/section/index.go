package section

import (
	"slices"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// An index holds the words of a text, so that a text is cut into words and
// these are looked up but once, however often it is read. Its zero value is that
// of an empty text.
type index struct {
	text  string
	words []posting.Word // of the text
	room  []posting.Word // for those of all texts of a posting, one behind the other
	// begins has by byte of the text which word begins there, counted from 1.
	begins []uint16
	signs  signs
}

// maxIndexed is how long a text may be that is indexed, in bytes: beyond that
// the words are cut where they are asked for.
const maxIndexed = 1 << 15

// leastIndex is how long a text there is room for at once, and bytesOfWord how
// long a word of a posting is at least, on average and with its blank; in bytes.
const (
	leastIndex  = 1 << 11
	bytesOfWord = 6
)

// begin forgets what is indexed and makes room for n words of the texts of a
// posting. Another text may come to lie where one lay before.
func (x *index) begin(n int) {
	x.room = slices.Grow(x.room[:0], n)
	x.text, x.words, x.begins, x.signs = "", x.room, x.begins[:0], signs{}
}

// read indexes a text, over the index of another. The words of that stay as
// they are for the lines that have them.
func (x *index) read(text string, known *rules.Sections) {
	x.text, x.signs, x.words = text, signs{}, x.words[len(x.words):]
	if len(text) > maxIndexed || known == nil {
		x.text, x.signs = "", countSigns(text)
		return
	}
	if cap(x.begins) < len(text) {
		x.begins = make([]uint16, max(len(text), leastIndex))
	}
	if room := len(text)/bytesOfWord + 1; cap(x.words) < room {
		x.words = make([]posting.Word, 0, max(room, leastIndex/bytesOfWord))
		x.room = x.words
	}
	x.begins = x.begins[:len(text)]
	clear(x.begins)
	words, begins := x.words, x.begins[:len(text)]
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' {
			i++
			continue
		}
		n := len(words)
		words = append(words, posting.Word{})
		w := &words[n] // written where it stays, since copying words takes longer
		w.At = uint16(i)
		if what, size, inner := known.Letters(text, i); size > 0 {
			w.Known, w.Size = what, uint16(size)
			w.Odd, w.Dull = inner, !inner && size > 1 && c >= 'a'
			w.Alone = i == 0 || parts(text[i-1])
		} else if x.cut(w, text, i, known); w.Size == 0 {
			words = words[:n]
			i++
			continue
		}
		if c == 'o' && w.Size == 1 {
			x.signs.count(text, i)
		}
		begins[i] = uint16(n + 1)
		i += int(w.Size)
	}
	x.words = words
}

// cut reads the word at text[i], of any kind, and counts the sign there.
func (x *index) cut(w *posting.Word, text string, i int, known *rules.Sections) {
	c := text[i]
	if alnum[c] == 0 {
		switch c {
		case '-', '*', '+', ';', '.', 0xE2:
			x.signs.count(text, i)
		}
		if c < utf8.RuneSelf && c != '&' { // begins no word
			return
		}
	}
	j, plain, odd := cutWord(text, i)
	if j == i {
		return
	}
	w.Size, w.Odd, w.Dull = uint16(j-i), odd, !odd && j > i+1 && alnum[c] == smallLetter
	if plain {
		w.Known = known.PlainWord(text, i, j)
		w.Alone = (i == 0 || parts(text[i-1])) && (j == len(text) || parts(text[j]))
	} else {
		w.Known = anyWord(known, text[i:j])
	}
}

// parts reports whether a byte beside a word of letters and digits of ASCII can
// be no part of the word.
func parts(c byte) bool { return c < utf8.RuneSelf && c != '&' && c != '\'' }

// narrow makes the index that of text[i:j].
func (x *index) narrow(i, j int) {
	if x.text != "" {
		x.text, x.begins = x.text[i:j], x.begins[i:j]
	}
}

// wordsOf returns the words that lie in text[i:j] as a whole.
func (x *index) wordsOf(i, j int) []posting.Word {
	if x.text == "" {
		return nil
	}
	first := len(x.words)
	for k := i; k < j; k++ {
		if n := x.begins[k]; n > 0 {
			first = int(n) - 1
			break
		}
	}
	end := len(x.words)
	for k := j - 1; k >= i; k-- {
		if n := x.begins[k]; n > 0 {
			if end = int(n); k+int(x.words[n-1].Size) > j {
				end--
			}
			break
		}
	}
	if first >= end {
		return nil
	}
	return x.words[first:end:end]
}

// has reports whether the text is the one that is indexed.
func (x *index) has(text string) bool { return text != "" && text == x.text }

// at returns the word at text[i], if one begins there.
func (x *index) at(text string, i int) (w *posting.Word, ok bool) {
	if i >= len(x.begins) || x.begins[i] == 0 || !x.has(text) {
		return nil, false
	}
	w = &x.words[x.begins[i]-1]
	return w, i+int(w.Size) <= len(text)
}

// cutWord is wordAt, and reports whether the word is plain, of letters and digits
// of ASCII alone, and whether it is odd; see Word.
func cutWord(text string, i int) (j int, plain, odd bool) {
	k := i
	seen := class(0)
	if alnum[text[k]] != 0 {
		for k++; k < len(text); k++ {
			c := alnum[text[k]]
			if c == 0 {
				break
			}
			seen |= c
		}
	}
	if k == len(text) || text[k] < utf8.RuneSelf && text[k] != '\'' && (text[k] != '&' || k > i) {
		return k, k > i, seen&^smallLetter != 0
	}
	j = wordAt(text, i)
	return j, j == k && k > i, j != k || seen&^smallLetter != 0
}
