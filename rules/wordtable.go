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
	long  map[string]uint32
}

// wordSlot holds a word, eight letters in a and eight in b, and its number.
type wordSlot struct {
	a, b  uint64
	value uint64 // 32 bits of it; 0: free
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

// pack gives the small letters of a word in two numbers, and whether the word
// is one that a slot can hold. No word has a zero byte, so that no two words
// give the same numbers.
func pack[T string | []byte](word T) (a, b uint64, ok bool) {
	if len(word) > maxPacked {
		return 0, 0, false
	}
	n := min(len(word), 8)
	for i := 0; i < n; i++ {
		c := lowered[word[i]]
		if c == 0 {
			return 0, 0, false
		}
		a = a<<8 | uint64(c)
	}
	for i := n; i < len(word); i++ {
		c := lowered[word[i]]
		if c == 0 {
			return 0, 0, false
		}
		b = b<<8 | uint64(c)
	}
	return a, b, true
}

// hash mixes a packed word; its upper bits are the good ones.
func hash(a, b uint64) uint64 {
	return (a ^ bits.RotateLeft64(b*0x9e3779b97f4a7c15, 29)) * 0xd6e8feb86659fd93
}

// packed looks up a packed word, 0 if the table has none.
func (t *wordTable) packed(a, b uint64) uint32 {
	if len(t.slots) == 0 {
		return 0
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash(a, b) >> (t.shift & 63); ; i++ {
		s := &t.slots[i&mask]
		if s.a == a && s.b == b || s.value == 0 {
			return uint32(s.value)
		}
	}
}

// get looks up a word that is in lower case but for letters in ASCII.
func (t *wordTable) get(word string) uint32 {
	if a, b, ok := pack(word); ok {
		return t.packed(a, b)
	}
	return t.long[word]
}

// getBytes is get.
func (t *wordTable) getBytes(word []byte) uint32 {
	if a, b, ok := pack(word); ok {
		return t.packed(a, b)
	}
	return t.long[string(word)]
}

// set enters a word, which must be in lower case, or gives it another number
// than 0.
func (t *wordTable) set(word string, value uint32) {
	a, b, ok := pack(word)
	if !ok {
		if t.long == nil {
			t.long = map[string]uint32{}
		}
		t.long[word] = value
		return
	}
	if 3*(t.n+1) > 2*len(t.slots) {
		t.grow(2 * max(len(t.slots), 8))
	}
	t.put(wordSlot{a, b, uint64(value)})
}

func (t *wordTable) put(new wordSlot) {
	mask := uint64(len(t.slots) - 1)
	for i := hash(new.a, new.b) >> (t.shift & 63); ; i++ {
		s := &t.slots[i&mask]
		switch {
		case s.value == 0:
			t.n++
			*s = new
			return
		case s.a == new.a && s.b == new.b:
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

// all gives the words with their numbers, in no order.
func (t *wordTable) all() iter.Seq2[string, uint32] {
	return func(yield func(string, uint32) bool) {
		for _, s := range t.slots {
			if s.value != 0 && !yield(s.word(), uint32(s.value)) {
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
	n := len(buf)
	for _, letters := range [...]uint64{s.b, s.a} {
		for ; letters != 0; letters >>= 8 {
			n--
			buf[n] = byte(letters)
		}
	}
	return string(buf[n:])
}
