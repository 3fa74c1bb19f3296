package rules

import (
	"fmt"
	"strings"
)

// Known is what is known of a word: in which languages it is a small word, where
// phrases of headings may start with it, and its numbers where headings and
// duties are looked for. A text is so looked up in one table, not in four. 0 is
// an unknown word.
type Known uint64

// How the parts lie in a Known, in bits.
const (
	sectionBits  = 20
	languageBits = maxLanguages
	lexiconBits  = 24
	startsAt     = sectionBits + languageBits + lexiconBits // a bit for each Place
)

// Section is the number of the word in Sections, or 0 if no phrase or list of
// these knows it.
func (k Known) Section() int32 { return int32(k & (1<<sectionBits - 1)) }

// Lexicon is the number of the word in the lexicon that the sections are joined
// with.
func (k Known) Lexicon() WordID {
	return WordID(k >> (sectionBits + languageBits) & (1<<lexiconBits - 1))
}

// MayStart says whether a phrase of a place may start with the word.
func (k Known) MayStart(in Place) bool { return k>>(startsAt+in)&1 != 0 }

func (k Known) languages() uint64 { return uint64(k) >> sectionBits & (1<<languageBits - 1) }

// Word looks up a word, which must be in lower case.
func (s *Sections) Word(word []byte) Known {
	known := Known(s.words.getBytes(word))
	if known.Section() == 0 && isNumber(word) {
		known |= s.anyNumber
	}
	return known
}

// PlainWord is Word for the word text[i:j], much faster. The word must hold
// nothing but letters and digits of ASCII, large or small.
func (s *Sections) PlainWord(text string, i, j int) Known {
	var known Known
	if l, ok := packPlain(text, i, j); ok {
		known = Known(s.words.packed(l))
	} else {
		known = Known(s.words.long[strings.ToLower(text[i:j])])
	}
	if known.Section() == 0 && text[i] <= '9' && isNumber(text[i:j]) {
		known |= s.anyNumber
	}
	return known
}

// Letters is PlainWord for the word at text[i], and cuts it: size is how many
// bytes it has, and inner says that a capital stands behind its first letter. It
// is faster again, but knows only words of letters of ASCII that are followed by
// what can belong to no word, that are not long, and that do not stand at the
// end of the text; for all others size is 0.
func (s *Sections) Letters(text string, i int) (known Known, size int, inner bool) {
	l, size, inner := packLetters(text, i)
	if size == 0 {
		return 0, 0, false
	}
	return Known(s.words.packed(l)), size, inner
}

// join enters what languages a word is small in, and its number in the lexicon of
// duties, which may be nil.
func (s *Sections) join(languages *Languages, d *Duties) error {
	var x *Lexicon
	if d != nil {
		x = d.Lexicon
	}
	room := s.words.n + languages.words.n
	if x != nil {
		room += x.ids.n
	}
	s.words.fit(room)
	if len(s.kinds) >= 1<<sectionBits {
		return fmt.Errorf("there are %d words in headings; there is room for %d", len(s.kinds), 1<<sectionBits)
	}
	for word, of := range languages.words.all() {
		s.words.set(word, s.words.get(word)|of<<sectionBits)
	}
	if x != nil {
		if len(x.words) >= 1<<lexiconBits {
			return fmt.Errorf("there are %d words in the rules for duties; there is room for %d", len(x.words), 1<<lexiconBits)
		}
		for word, id := range x.ids.all() {
			s.words.set(word, s.words.get(word)|id<<(sectionBits+languageBits))
		}
	}
	if d != nil {
		s.words.favour(d.Words.Frequent)
	}
	s.words.replace(func(known uint64) uint64 { return known | uint64(s.startsOf(Known(known).Section())) })
	s.anyNumber = anyNumberID | s.startsOf(anyNumberID)
	s.lexicon = x
	return nil
}

// startsOf gives the bits of the places where phrases may start with a word.
func (s *Sections) startsOf(word int32) Known {
	kind := s.kinds[word]
	if kind&number != 0 {
		kind |= s.kinds[anyNumberID]
	}
	return Known(kind&mayStart/startsHeading) << startsAt
}

// withLexicon gives the same sections, joined with the lexicon of other duties.
func (s *Sections) withLexicon(languages *Languages, d *Duties) (*Sections, error) {
	other := *s
	other.words = wordTable{}
	for word, known := range s.words.all() {
		if id := Known(known).Section(); id != 0 {
			other.words.set(word, uint64(id))
		}
	}
	return &other, other.join(languages, d)
}

func isNumber[T string | []byte](word T) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return len(word) > 0
}
