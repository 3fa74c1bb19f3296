package rules

import (
	"strings"

	"github.com/jdlint/jdlint/lint/token"
)

// Known is what is known of a word: in which languages it is a small word, where
// phrases of headings may start with it, and its number. 0 is an unknown word.
type Known uint64

// How the parts lie in a Known, in bits.
const (
	wordBits     = 32
	languageBits = maxLanguages
	startsAt     = wordBits + languageBits // a bit for each Place
)

// Section is the number of the word.
func (k Known) Section() int32 { return int32(k & (1<<wordBits - 1)) }

// Lexicon is the number of the word.
func (k Known) Lexicon() WordID { return WordID(k.Section()) }

// MayStart reports whether a phrase of a place may start with the word.
func (k Known) MayStart(in Place) bool { return k>>(startsAt+in)&1 != 0 }

func (k Known) languages() uint64 { return uint64(k) >> wordBits & (1<<languageBits - 1) }

// Word looks up a word, which must be in lower case.
func (s *Sections) Word(word []byte) Known { return s.known(s.Vocabulary.ID(string(word))) }

// PlainWord is Word for the word text[i:j].
func (s *Sections) PlainWord(text string, i, j int) Known {
	t := s.Vocabulary.At(text[:j], i)
	return s.known(t.ID)
}

func (s *Sections) known(id token.ID) Known {
	k := Known(id)
	if int(id) < len(s.languages.small) {
		k |= Known(s.languages.small[id]) << wordBits
	}
	if id != 0 {
		k |= s.startsOf(int32(id))
	}
	return k
}

// Letters is PlainWord for the word at text[i], and cuts it.
func (s *Sections) Letters(text string, i int) (known Known, size int, inner bool) {
	if t := s.Vocabulary.At(text, i); t.Kind&token.Whole != 0 {
		return s.known(t.ID), int(t.End) - i, t.Kind&token.Mixed != 0
	}
	return 0, 0, false
}

// startsOf returns the bits of the places where phrases may start with a word.
func (s *Sections) startsOf(word int32) Known {
	kind := s.kinds[word]
	if kind&number != 0 {
		kind |= s.kinds[anyNumberID]
	}
	return Known(kind&mayStart/startsHeading) << startsAt
}

// addKinds notes the kinds of words in a file of headings.
func (s *Sections) addKinds(p *headingPhrases) {
	if s.kinds == nil {
		words := s.Vocabulary.Words()
		s.kinds = make([]WordKind, max(len(words), int(token.Number)+1))
		for id, word := range words {
			if isNumber(word) {
				s.kinds[id] = number
			}
		}
	}
	for id, kind := range p.kinds {
		s.kinds[id] |= kind
	}
}

func isNumber(word string) bool {
	return word != "" && word[0] <= '9' && strings.Trim(word, "0123456789") == ""
}
