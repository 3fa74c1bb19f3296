package rules

import (
	"iter"
	"math/bits"
)

// wordTable gives words their numbers. It is made for looking up every word of
// a posting, of which most are in no table: words of up to sixteen bytes stand
// in an open table by their letters themselves, which one multiplication finds
// and two comparisons prove; the few longer ones stand in a map. Words are
// given in lower case. The zero value is an empty table.
type wordTable struct {
	slots []wordSlot // 0 or a power of two, at most two thirds of them taken
	shift uint8      // that leaves as many bits of a hash as there are slots
	n     int        // slots taken
	long  map[string]uint64
}

// wordSlot holds a word and its number.
type wordSlot struct {
	letters letters
	value   uint64 // 0: free
}

// maxPacked is how many bytes of a word fit a slot.
const maxPacked = 16

// lowered has, for each byte that a word in ASCII can have, its small letter;
// 0 for those of other scripts and for signs that no word contains.
var lowered = [256]byte{
	'\'': '\'', '&': '&', '+': '+', '#': '#', '/': '/', '.': '.', '%': '%', '$': '$', '*': '*', '-': '-', ',': ',', ':': ':', '(': '(', ')': ')',
	'0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9',
	'a': 'a', 'b': 'b', 'c': 'c', 'd': 'd', 'e': 'e', 'f': 'f', 'g': 'g', 'h': 'h', 'i': 'i', 'j': 'j', 'k': 'k', 'l': 'l', 'm': 'm',
	'n': 'n', 'o': 'o', 'p': 'p', 'q': 'q', 'r': 'r', 's': 's', 't': 't', 'u': 'u', 'v': 'v', 'w': 'w', 'x': 'x', 'y': 'y', 'z': 'z',
	'A': 'a', 'B': 'b', 'C': 'c', 'D': 'd', 'E': 'e', 'F': 'f', 'G': 'g', 'H': 'h', 'I': 'i', 'J': 'j', 'K': 'k', 'L': 'l', 'M': 'm',
	'N': 'n', 'O': 'o', 'P': 'p', 'Q': 'q', 'R': 'r', 'S': 's', 'T': 't', 'U': 'u', 'V': 'v', 'W': 'w', 'X': 'x', 'Y': 'y', 'Z': 'z',
}

// letters are the small letters of a word of up to maxPacked bytes, the first
// in the lowest byte of a. No word has a zero byte, so that no two words have
// the same letters.
type letters struct{ a, b uint64 }

// pack gives the letters of a word, and whether the word is one that a slot can
// hold.
func pack[T string | []byte](word T) (l letters, ok bool) {
	if len(word) > maxPacked {
		return letters{}, false
	}
	n := min(len(word), 8)
	for i := 0; i < n; i++ {
		c := lowered[word[i]]
		if c == 0 {
			return letters{}, false
		}
		l.a |= uint64(c) << (8 * i & 63)
	}
	for i := n; i < len(word); i++ {
		c := lowered[word[i]]
		if c == 0 {
			return letters{}, false
		}
		l.b |= uint64(c) << (8 * i & 63)
	}
	return l, true
}

// small is the bit, in each byte of eight, that makes a small letter of a
// letter; digits and apostrophes have it set.
const small = 0x2020202020202020

// packPlain is pack for the word text[i:j], which must hold nothing but
// letters and digits of ASCII: it takes eight of them at a time.
func packPlain(text string, i, j int) (l letters, ok bool) {
	n := j - i
	if n > maxPacked || i+maxPacked > len(text) {
		return pack(text[i:j])
	}
	w := text[i : i+maxPacked]
	if n <= 8 {
		return letters{a: (eight(w[:8]) | small) & (1<<(8*n&127) - 1)}, true
	}
	return letters{eight(w[:8]) | small, (eight(w[8:]) | small) & (1<<(8*(n-8)&127) - 1)}, true
}

// packLetters is packPlain for the word at text[i], and cuts it: size is how many
// letters of ASCII it has. It takes eight bytes at a time and gives 0 for a word
// that has none, or too many for a slot, that stands too near the end of the
// text, or that digits, letters of other scripts, apostrophes or ampersands go
// on. inner says that a capital stands behind the first letter.
func packLetters(text string, i int) (l letters, size int, inner bool) {
	if i+maxPacked > len(text) {
		return letters{}, 0, false
	}
	w := text[i : i+maxPacked]
	x := eight(w[:8])
	n := lettersIn(x)
	capitals := ^x & small
	last := x
	if n == 8 {
		y := eight(w[8:])
		m := lettersIn(y)
		if m == 8 {
			return letters{}, 0, false
		}
		rest := uint64(1)<<(8*m&63) - 1
		l = letters{x | small, (y | small) & rest}
		inner = capitals>>8|^y&small&rest != 0
		size, last, n = 8+m, y, m
	} else {
		first := uint64(1)<<(8*n&63) - 1
		l.a = (x | small) & first
		inner = capitals&first>>8 != 0
		size = n
	}
	if goesOn[byte(last>>(8*n&63))] {
		return letters{}, 0, false
	}
	return l, size, inner
}

// lettersIn counts the letters of ASCII that eight bytes begin with, the first
// of them lowest.
func lettersIn(x uint64) int {
	const high = 0x8080808080808080
	low := (x | small) &^ high
	// The highest bit of a byte becomes set from 'a' on, and behind 'z'.
	from, behind := low+0x1f1f1f1f1f1f1f1f, low+0x0505050505050505
	others := ^(from &^ behind &^ x) & high
	return bits.TrailingZeros64(others) / 8
}

// goesOn tells which bytes behind letters may belong to the same word.
var goesOn = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= 0x80 || c >= '0' && c <= '9' || c == '\'' || c == '&'
	}
	return is
}()

// eight gives the first eight bytes of a text as a number, the first lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// hash mixes the letters; its upper bits are the good ones.
func (l letters) hash() uint64 {
	return (l.a ^ bits.RotateLeft64(l.b*0x9e3779b97f4a7c15, 29)) * 0xd6e8feb86659fd93
}

// packed looks up a packed word, 0 if the table has none.
func (t *wordTable) packed(l letters) uint64 {
	if len(t.slots) == 0 {
		return 0
	}
	mask := uint64(len(t.slots) - 1)
	for i := l.hash() >> (t.shift & 63); ; i++ {
		s := &t.slots[i&mask]
		if s.letters == l || s.value == 0 {
			return s.value
		}
	}
}

// get looks up a word that is in lower case but for letters in ASCII.
func (t *wordTable) get(word string) uint64 {
	if l, ok := pack(word); ok {
		return t.packed(l)
	}
	return t.long[word]
}

// getBytes is get.
func (t *wordTable) getBytes(word []byte) uint64 {
	if l, ok := pack(word); ok {
		return t.packed(l)
	}
	return t.long[string(word)]
}

// set enters a word, which must be in lower case, or gives it another number
// than 0.
func (t *wordTable) set(word string, value uint64) {
	l, ok := pack(word)
	if !ok {
		if t.long == nil {
			t.long = map[string]uint64{}
		}
		t.long[word] = value
		return
	}
	if 3*(t.n+1) > 2*len(t.slots) {
		t.grow(2 * max(len(t.slots), 8))
	}
	t.put(wordSlot{l, value})
}

func (t *wordTable) put(new wordSlot) {
	mask := uint64(len(t.slots) - 1)
	for i := new.letters.hash() >> (t.shift & 63); ; i++ {
		s := &t.slots[i&mask]
		switch {
		case s.value == 0:
			t.n++
			*s = new
			return
		case s.letters == new.letters:
			s.value = new.value
			return
		}
	}
}

// grow gives the table more slots.
func (t *wordTable) grow(slots int) {
	old := t.slots
	t.slots, t.n = make([]wordSlot, slots), 0
	t.shift = uint8(64 - bits.TrailingZeros(uint(slots)))
	for _, s := range old {
		if s.value != 0 {
			t.put(s)
		}
	}
}

// fit makes room for n words at once.
func (t *wordTable) fit(n int) {
	slots := 16
	for 2*slots < 3*n {
		slots *= 2
	}
	if slots > len(t.slots) {
		t.grow(slots)
	}
}

// favour puts some words where they are found first.
func (t *wordTable) favour(words []string) {
	old := *t
	t.slots, t.n = make([]wordSlot, len(old.slots)), 0
	for _, word := range words {
		if l, ok := pack(word); ok && old.packed(l) != 0 {
			t.put(wordSlot{l, old.packed(l)})
		}
	}
	for _, s := range old.slots {
		if s.value != 0 {
			t.put(s)
		}
	}
}

// replace gives each word the number that f gives for its own; neither may be 0.
func (t *wordTable) replace(f func(value uint64) uint64) {
	for i := range t.slots {
		if s := &t.slots[i]; s.value != 0 {
			s.value = f(s.value)
		}
	}
	for word, value := range t.long {
		t.long[word] = f(value)
	}
}

// all gives the words with their numbers, in no order.
func (t *wordTable) all() iter.Seq2[string, uint64] {
	return func(yield func(string, uint64) bool) {
		for _, s := range t.slots {
			if s.value != 0 && !yield(s.word(), s.value) {
				return
			}
		}
		for word, value := range t.long {
			if !yield(word, value) {
				return
			}
		}
	}
}

// word unpacks the word of a slot.
func (s *wordSlot) word() string {
	var buf [maxPacked]byte
	n := 0
	for _, letters := range [...]uint64{s.letters.a, s.letters.b} {
		for ; letters != 0; letters >>= 8 {
			buf[n] = byte(letters)
			n++
		}
	}
	return string(buf[:n])
}
