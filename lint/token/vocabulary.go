package token

import (
	"slices"
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
	slots []slot   // none or a power of two, at most two thirds of them taken
	and   ID
}

// slot holds a word by its hash; of an ID of 0 it is free.
type slot struct {
	hash hash
	id   ID
}

// MaxWord bounds the words that a vocabulary can have, in bytes.
const MaxWord = 48

// NewVocabulary returns the vocabulary that has what Words of another returned.
func NewVocabulary(words []string) *Vocabulary {
	v := &Vocabulary{words: words}
	slots := 16
	for 3*len(words) > 2*slots {
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
// one that Scan makes of a text; it is added in small letters.
func (v *Vocabulary) Add(word string) ID {
	id := v.ID(word)
	if id > Number {
		return id
	}
	if len(v.words) == 0 {
		v.words = make([]string, Number+1)
	}
	id = ID(len(v.words))
	v.words = append(v.words, string(fold(nil, word)))
	if 3*len(v.words) > 2*len(v.slots) {
		v.index(max(16, 2*len(v.slots)))
	} else {
		v.enter(id)
	}
	if v.words[id] == "and" {
		v.and = id
	}
	return id
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
	for v.slots[n&(len(v.slots)-1)].id != 0 {
		n++
	}
	v.slots[n&(len(v.slots)-1)] = slot{h, id}
}

// ID returns the number of a word or sign, in whatever case it is written and
// whether its accents are characters of their own.
func (v *Vocabulary) ID(word string) ID {
	if word == "" {
		return Unknown
	}
	var t Token
	if stop, ok := v.plain(&t, word, 0, len(word)); ok && stop == len(word) {
		return t.ID
	}
	if len(word) > MaxWord {
		return Unknown
	}
	var buf [2 * MaxWord]byte
	folded := string(fold(buf[:0], word))
	return v.find(hashOf(folded), folded)
}

// find returns the number of a word, given its hash.
func (v *Vocabulary) find(h hash, word string) ID {
	if len(v.slots) == 0 {
		return Unknown
	}
	for n := int(h); ; n++ {
		s := v.slots[n&(len(v.slots)-1)]
		if s.id == Unknown || s.hash == h && foldsTo(word, v.words[s.id]) {
			return s.id
		}
	}
}

// foldsTo reports whether a word whose characters beyond ASCII are folded is
// another one in small letters.
func foldsTo(word, lower string) bool {
	if word == lower {
		return true
	}
	if len(word) != len(lower) {
		return false
	}
	for i := range len(word) {
		c := word[i]
		if classes[c] == capital {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// fold appends a word in small letters to dst, its apostrophes straight and its
// accents part of the letters.
func fold(dst []byte, word string) []byte {
	if hasMarks(word) {
		word = norm.NFC.String(word)
	}
	for _, r := range word {
		if r == '’' {
			r = '\''
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
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

// hash is the FNV-1a hash of a word in small letters, of 32 bits.
type hash uint32

const newHash hash = 2166136261

func (h hash) add(c byte) hash { return (h ^ hash(c|0x20)) * 16777619 }

func hashOf(word string) hash {
	h := newHash
	for i := range len(word) {
		h = h.add(word[i])
	}
	return h
}

// Clone returns a copy that can be added to.
func (v *Vocabulary) Clone() *Vocabulary {
	return &Vocabulary{slices.Clone(v.words), slices.Clone(v.slots), v.and}
}
