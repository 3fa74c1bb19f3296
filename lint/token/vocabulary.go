package token

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ID is the number of a word in a Vocabulary.
type ID uint32

// Numbers of words that a vocabulary need not have.
const (
	Unknown ID = iota // any other word
	Number            // one in digits
)

// Vocabulary numbers words: the same ones whether they stand in a rule or in a
// posting, in capitals or not. The zero value has none. A vocabulary that no
// words are added to is safe for concurrent use.
type Vocabulary struct {
	words []string // by ID
	slots []slot   // none or a power of two, at most a third of them taken
	and   ID
	clash [2]string // words that were found to have one hash
	full  bool      // a word found no number
}

// slot holds a word by its hash, of which it has the upper bits: its ID stands in
// the lower ones, which lead to the slot. It is 0 where it is free.
type slot uint64

const (
	idBits = 20
	maxID  = 1<<idBits - 1
)

// is reports whether a slot holds the word of a hash.
func (s slot) is(h hash) bool { return (uint64(s)^uint64(h))>>idBits == 0 }

func (s slot) id() ID { return ID(s & maxID) }

// MaxWord bounds the words that a vocabulary can have, in bytes.
const MaxWord = 48

// NewVocabulary returns the vocabulary that has what Words of another returned.
func NewVocabulary(words []string) *Vocabulary {
	v := &Vocabulary{words: words}
	slots := 16
	for 3*len(words) > slots {
		slots *= 2
	}
	v.index(slots)
	v.and = v.ID("and")
	return v
}

// Words returns the words by their numbers, in small letters; those of the
// numbers that every vocabulary has are empty.
func (v *Vocabulary) Words() []string { return v.words }

// Size returns one more than the greatest number of a word.
func (v *Vocabulary) Size() int { return len(v.words) }

// Add returns the number of a word, which it adds if need be. The word must be
// one that Scan makes of a text; it is added in small letters. See Err.
func (v *Vocabulary) Add(word string) ID {
	id := v.ID(word)
	if id > Number {
		var buf [2 * MaxWord]byte
		if v.words[id] != string(fold(buf[:0], word)) {
			v.clash = [2]string{v.words[id], word}
		}
		return id
	}
	if len(v.words) == 0 {
		v.words = make([]string, Number+1)
	}
	if id = ID(len(v.words)); id > maxID {
		v.full = true
		return Unknown
	}
	v.words = append(v.words, string(fold(nil, word)))
	if 3*len(v.words) > len(v.slots) {
		v.index(max(16, 2*len(v.slots)))
	} else {
		v.enter(id)
	}
	if v.words[id] == "and" {
		v.and = id
	}
	return id
}

// Err returns an error if a word that was added has the hash of another one, or
// there were too many.
func (v *Vocabulary) Err() error {
	switch {
	case v.full:
		return fmt.Errorf("there is room for %d different words", maxID-Number)
	case v.clash[1] == "":
		return nil
	}
	return fmt.Errorf("the words %q and %q have the same hash, so that one is taken for the other: leave one out", v.clash[0], v.clash[1])
}

// index makes the slots anew.
func (v *Vocabulary) index(slots int) {
	v.slots = make([]slot, slots)
	for id := Number + 1; int(id) < len(v.words); id++ {
		v.enter(id)
	}
}

func (v *Vocabulary) enter(id ID) {
	h := hashOf(v.words[id])
	n := int(h)
	for v.slots[n&(len(v.slots)-1)] != 0 {
		n++
	}
	v.slots[n&(len(v.slots)-1)] = slot(h&^maxID) | slot(id)
}

// ID returns the number of a word or sign, in whatever case it is written and
// whether its accents are characters of their own.
func (v *Vocabulary) ID(word string) ID {
	if len(word) > MaxWord {
		return unlessNumber(Unknown, word)
	}
	sum := newHash
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case small[c] != 0:
			c = small[c]
		case c < utf8.RuneSelf:
		case strings.HasPrefix(word[i:], "’"): // as most that are not of ASCII, in "you’ll"
			c = '\''
			i += len("’") - 1
		default:
			var buf [2 * MaxWord]byte
			return unlessNumber(v.find(hashOf(fold(buf[:0], word))), word)
		}
		sum = sum.add(c)
	}
	return unlessNumber(v.find(sum), word)
}

// unlessNumber returns the number of a word, which is Number for one in digits
// that the vocabulary does not know.
func unlessNumber(id ID, word string) ID {
	if id == Unknown && isNumber(word) {
		return Number
	}
	return id
}

func isNumber(word string) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return word != ""
}

// find returns the number of the word that has a hash.
func (v *Vocabulary) find(h hash) ID {
	if len(v.slots) == 0 {
		return Unknown
	}
	n := int(h)
	for {
		s := v.slots[n&(len(v.slots)-1)]
		if s == 0 || s.is(h) {
			return s.id()
		}
		n++
	}
}

// fold appends a word in small letters to dst, its apostrophes straight and its
// accents part of the letters.
func fold(dst []byte, word string) []byte {
	if hasMarks(word) {
		word = norm.NFC.String(word)
	}
	for _, r := range word {
		switch {
		case r == '’':
			r = '\''
		case !punctuation(r):
			r = unicode.ToLower(r)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// hasMarks reports whether accents stand behind the letters of a word, as some
// systems write them, and not on them.
func hasMarks(word string) bool {
	for i := range len(word) {
		if c := word[i]; c == 0xCC || c == 0xCD { // U+0300 to U+036F, but for some letters of Greek
			return true
		}
	}
	return false
}

// hash is the FNV-1a hash of a word in small letters. It stands for the word: that
// a word of a posting has the place and the upper bits of another one in a vocabulary
// is not to be expected within 10^13 words, and two words of rules that have the same
// are an error, see Vocabulary.Err.
type hash uint64

const newHash hash = 14695981039346656037

func (h hash) add(c byte) hash { return (h ^ hash(c)) * 1099511628211 }

func hashOf[T string | []byte](word T) hash {
	h := newHash
	for i := range len(word) {
		h = h.add(word[i])
	}
	return h
}

// Clone returns a copy that can be added to.
func (v *Vocabulary) Clone() *Vocabulary {
	return &Vocabulary{slices.Clone(v.words), slices.Clone(v.slots), v.and, v.clash, v.full}
}
