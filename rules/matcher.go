package rules

import (
	"encoding/binary"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

// CompiledRule is a rule with the names in it resolved.
type CompiledRule struct {
	*Rule
	Category *Category
	Verbs    Classes // the classes that make its objects a duty; 0 any that counts
}

// matcher holds the phrases of all rules so that a Finder finds them in one pass
// over the words of a line. It is immutable after it is built, and safe for
// concurrent use.
//
// The phrases stand in a tree, which is walked word by word from each word of
// a line on. Of a phrase with gaps only the part between gaps stands there that
// comes up least; where it is found the rest is looked for.
//
// All of it is read where it stands in the compiled rules.
type matcher struct {
	wordings uint32 // the first phrase of the group of wordings

	elems numbers         // elem of all phrases
	words numbers         // token.ID of all sets
	sets  numbers         // by set: where its words begin, which go on to where those of the next begin
	rules []*CompiledRule // in the order of the categories

	// Of each phrase, where its elements begin, the first of its required words, and
	// where what else is known of it stands in records, as appendRecord writes it: the
	// same for many phrases.
	firsts, needs, recordAt numbers
	records                 string

	// The tree. The ends and edges of a node go on to where those of the next begin.
	roots               numbers // by word: the node that it leads to, or 0
	nodeEnds, nodeEdges numbers // by node: where its ends and edges begin
	ends                numbers // phrases that end, or the parts of which in the tree do
	over, to            numbers // by edge: the set of words that it leads over, and the node

	// Which required words each word is: the differences of their numbers, as
	// varints, behind how many they are.
	required      string
	requiredAt    numbers // by word, in required
	requiredCount int
}

// nextBit returns the bit of a word in sets of words. Several words share a bit, so
// a bit that is set proves nothing.
func nextBit(id token.ID) uint64 { return 1 << (uint32(id) * 0x9e3779b1 >> 26) }

type compiledPhrase struct {
	first uint32 // in Matcher.elems
	rule  int32  // in Matcher.rules; noRule for an exclusion
	size  uint8  // elements
	at    uint8  // the element with the fewest words, from which gaps are measured
	group Group
	whole bool
	gaps  bool

	// Of a phrase with gaps, the numbers of required words: sets of which the
	// line must have a word, one for each part outside of the tree; 0 for none. The
	// first stands in Matcher.needs.
	need  uint16
	needs [3]uint16

	// back is how many words before the end of the part in the tree the element at
	// stands; 0 if it stands in another part.
	back uint8

	reach uint16 // words that the phrase has at most
}

const (
	noRule      = -1
	maxElements = 200 // of a phrase
	maxRules    = 1<<16 - 1
)

// How the flags of a phrase lie in the first byte of its record; above them stands
// how many needs it has.
const (
	groupBits = 3
	wholeBit  = 4
	gapsBit   = 8
	needsBits = 4
	needsAt   = 8 // where they stand in the record, two bytes each
)

// appendRecord appends all but where the elements of the phrase begin.
func (p *compiledPhrase) appendRecord(dst []byte) []byte {
	needs := p.needs[:]
	if n := slices.Index(needs, 0); n >= 0 { // the others are 0, too
		needs = needs[:n]
	}
	flags := byte(p.group) | byte(len(needs)<<needsBits)
	if p.whole {
		flags |= wholeBit
	}
	if p.gaps {
		flags |= gapsBit
	}
	dst = append(dst, flags, p.size, p.at)
	dst = binary.LittleEndian.AppendUint16(dst, uint16(p.rule+1))
	if p.gaps {
		dst = append(dst, p.back)
		for _, n := range append([]uint16{p.reach}, needs...) {
			dst = binary.LittleEndian.AppendUint16(dst, n)
		}
	}
	return dst
}

// phraseRecord is a compiledPhrase as appendRecord wrote it, other ones behind it:
// most phrases of which a part is met are given up before all of it is asked for.
type phraseRecord struct {
	bytes string
	first int
}

// phrase returns a phrase by its number.
func (m *matcher) phrase(number uint32) phraseRecord {
	return phraseRecord{m.records[m.recordAt.at(int(number)):], int(m.firsts.at(int(number)))}
}

func (p *phraseRecord) group() Group { return Group(p.bytes[0] & groupBits) }
func (p *phraseRecord) whole() bool  { return p.bytes[0]&wholeBit != 0 }
func (p *phraseRecord) gaps() bool   { return p.bytes[0]&gapsBit != 0 }
func (p *phraseRecord) size() int    { return int(p.bytes[1]) }
func (p *phraseRecord) at() int      { return int(p.bytes[2]) }
func (p *phraseRecord) rule() int    { return p.twoBytes(3) - 1 }

// Of a phrase with gaps.
func (p *phraseRecord) back() int       { return int(p.bytes[5]) }
func (p *phraseRecord) reach() int      { return p.twoBytes(6) }
func (p *phraseRecord) needs() int      { return int(p.bytes[0] >> needsBits) }
func (p *phraseRecord) need(k int) uint { return uint(p.twoBytes(needsAt + 2*k)) }

func (p *phraseRecord) twoBytes(at int) int { return int(p.bytes[at]) | int(p.bytes[at+1])<<8 }

// elem is the number of a set of words or, below 0, a gap.
type elem int32

// gap returns how many words may stand in a gap, 0 for a set.
func (e elem) gap() int { return max(0, -int(e)) }

// elem returns element i of a phrase.
func (m *matcher) elem(p *phraseRecord, i int) elem { return unzigzag(m.elems.at(p.first + i)) }

// zigzag returns a number for an element as it stands in Matcher.elems.
func zigzag(e elem) uint32 { return uint32(e<<1 ^ e>>31) }

func unzigzag(n uint32) elem { return elem(n>>1) ^ -elem(n&1) }

// ids returns where in Matcher.words those of a set stand, half open; they are
// sorted.
func (m *matcher) ids(e elem) (from, to int) {
	return int(m.sets.at(int(e))), int(m.sets.at(int(e) + 1))
}

// has reports whether a set has a word.
func (m *matcher) has(e elem, id token.ID) bool {
	from, to := m.ids(e)
	for to-from > 1 {
		if half := (from + to) / 2; m.words.at(half) <= uint32(id) {
			from = half
		} else {
			to = half
		}
	}
	return m.words.at(from) == uint32(id)
}
