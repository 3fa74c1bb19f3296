package survey

import (
	"strings"
	"unicode"
)

// A signature stands for the shingles of a text, pairs of words: texts have as many
// of its bytes in common as they have shingles, about (MinHash, of each smallest hash one
// byte: Li and König, "b-Bit Minwise Hashing", 2010).
type signature [128]byte

// Shingles of how many words, how many of them a text must have to be compared, and how
// many bytes of signatures must be the same in one place to compare them.
const (
	shingleWords  = 2
	leastShingles = 12
	bandBytes     = 2
)

// mix returns a number in which each bit depends on all of x (SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hash returns a number for a text (FNV-1a).
func hash(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h
}

// appendWords appends numbers for the words of a text, whatever their case and the signs
// between them.
func appendWords(words []uint64, text string) []uint64 {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words = append(words, hash(w))
	}
	return words
}

// factors are those of the hash functions.
var factors = func() (all [len(signature{})]uint64) {
	for i := range all {
		all[i] = mix(uint64(i)) | 1
	}
	return all
}()

// sign returns the signature of lines, each in words; nil where they are too short to be
// compared. No shingle crosses the end of a line, so that their order is nothing.
func sign(lines [][]uint64) *signature {
	var least [len(signature{})]uint64
	for i := range least {
		least[i] = 1<<64 - 1
	}
	shingles := 0
	for _, words := range lines {
		for i := 0; i+shingleWords <= len(words); i++ {
			x := uint64(0)
			for _, w := range words[i : i+shingleWords] {
				x = mix(x ^ w)
			}
			shingles++
			for k, factor := range factors {
				least[k] = min(least[k], x*factor)
			}
		}
	}
	if shingles < leastShingles {
		return nil
	}
	var s signature
	for i := range s {
		s[i] = byte(mix(least[i]))
	}
	return &s
}

// alike returns about how large a part of the shingles of two texts is in both: of all
// that are in one of them (Jaccard).
func (s *signature) alike(t *signature) float64 {
	same := 0
	for i := range s {
		if s[i] == t[i] {
			same++
		}
	}
	const chance = 1.0 / 256 // of one byte
	return max(0, (float64(same)/float64(len(s))-chance)/(1-chance))
}

// bands returns a number for each few bytes of a signature. Texts of which a third is the
// same share one of them in 999 of 1,000 cases.
func (s *signature) bands() (all [len(signature{}) / bandBytes]uint64) {
	for i := range all {
		all[i] = uint64(i)<<16 | uint64(s[i*bandBytes])<<8 | uint64(s[i*bandBytes+1])
	}
	return all
}
