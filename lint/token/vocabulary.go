package token

import (
	"fmt"
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
	clash [2]string // words that were found to have one hash
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

// Err returns an error if a word that was added has the hash of another one.
func (v *Vocabulary) Err() error {
	if v.clash[1] == "" {
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
	for v.slots[n&(len(v.slots)-1)].id != 0 {
		n++
	}
	v.slots[n&(len(v.slots)-1)] = slot{h, id}
}

// ID returns the number of a word or sign, in whatever case it is written and
// whether its accents are characters of their own.
func (v *Vocabulary) ID(word string) ID {
	sum, seen := newHash, class(0)
	for i := range len(word) {
		sum = sum.add(lower(word[i]))
		seen |= classes[word[i]]
	}
	switch {
	case len(word) > MaxWord:
		return unlessNumber(Unknown, seen)
	case seen&joining != 0:
		sum = foldedHash(word)
	}
	return unlessNumber(v.find(sum), seen)
}

// foldedHash returns the hash of a word that is not of ASCII alone.
func foldedHash(word string) hash {
	var buf [2 * MaxWord]byte
	return hashOf(fold(buf[:0], word))
}

// unlessNumber returns the number of a word of characters of some classes, which
// is Number for one in digits that the vocabulary does not know.
func unlessNumber(id ID, seen class) ID {
	if id == Unknown && seen == digit {
		return Number
	}
	return id
}

// find returns the number of the word that has a hash.
func (v *Vocabulary) find(h hash) ID {
	if len(v.slots) == 0 {
		return Unknown
	}
	n := int(h)
	for {
		s := &v.slots[n&(len(v.slots)-1)]
		if s.hash == h || s.id == Unknown {
			return s.id
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

// hash is the FNV-1a hash of a word in small letters. Of 64 bits, it stands for
// the word: that a word of a posting has the hash of another one of ten thousand
// in a vocabulary is not to be expected within 10^15 words, and two words of rules
// that have the same are an error, see Vocabulary.Err.
type hash uint64

const newHash hash = 14695981039346656037

func (h hash) add(c byte) hash { return (h ^ hash(c)) * 1099511628211 }

func lower(c byte) byte {
	if classes[c] == capital {
		c |= 0x20
	}
	return c
}

func hashOf[T string | []byte](word T) hash {
	h := newHash
	for i := range len(word) {
		h = h.add(word[i])
	}
	return h
}

// Clone returns a copy that can be added to.
func (v *Vocabulary) Clone() *Vocabulary {
	return &Vocabulary{slices.Clone(v.words), slices.Clone(v.slots), v.and, v.clash}
}
