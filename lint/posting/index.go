package posting

import (
	"unicode/utf8"
	"unsafe"

	"github.com/jdlint/jdlint/rules"
)

// An index tells of the words of a text where they end and what they are, so
// that a text is cut into words and these are looked up but once, however
// often it is read. Its zero value is that of an empty text.
type index struct {
	text  string
	marks []mark // by byte of the text
	signs signs
}

// mark tells of the word that begins at a byte.
type mark struct {
	id   int32  // its number in rules.Sections
	size uint16 // in bytes; 0: no word begins here
	odd  bool   // something other than small letters stands behind its first
}

// maxIndexed is how long a text may be that is indexed, in bytes: beyond that
// the words are cut where they are asked for.
const maxIndexed = 1 << 15

// read indexes a text, over the index of another.
func (x *index) read(text string, known *rules.Sections) {
	x.text, x.signs = text, signs{}
	if len(text) > maxIndexed || known == nil {
		x.text, x.signs = "", countSigns(text)
		return
	}
	if cap(x.marks) < len(text) {
		x.marks = make([]mark, max(len(text), 1024))
	}
	x.marks = x.marks[:len(text)]
	clear(x.marks)
	for i := 0; i < len(text); {
		if c := text[i]; alnum[c] == 0 {
			switch c {
			case '-', '*', '+', ';', '.', 0xE2:
				x.signs.count(text, i)
			}
			if c < utf8.RuneSelf && c != '&' { // begins no word
				i++
				continue
			}
		}
		j, plain, odd := cutWord(text, i)
		if j == i {
			i++
			continue
		}
		m := mark{size: uint16(j - i), odd: odd}
		if plain {
			m.id = known.PlainWord(text, i, j)
			if text[i] == 'o' && j == i+1 {
				x.signs.count(text, i)
			}
		} else {
			m.id = anyWord(known, text[i:j])
		}
		x.marks[i] = m
		i = j
	}
}

// within gives the index of text[i:j].
func (x *index) within(i, j int) index {
	if x.text == "" {
		return index{}
	}
	return index{text: x.text[i:j], marks: x.marks[i:j]}
}

// has says whether the text is the very one that is indexed, which is quicker to
// tell than whether one reads like the other.
func (x *index) has(text string) bool {
	return len(text) == len(x.text) && text != "" && unsafe.StringData(text) == unsafe.StringData(x.text)
}

// at gives the mark of the word at text[i], if it has one.
func (x *index) at(text string, i int) (m mark, ok bool) {
	if i >= len(x.marks) || !x.has(text) {
		return m, false
	}
	m = x.marks[i]
	return m, m.size > 0 && i+int(m.size) <= len(text)
}

// cutWord is wordAt, and says whether the word is plain, of letters and digits
// of ASCII alone, and whether it is odd; see mark.
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
