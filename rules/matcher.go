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

// Matcher holds the phrases of all rules so that a Finder finds them in one pass
// over the words of a line. It is immutable after it is built, and safe for
// concurrent use.
//
// The phrases stand in a tree, which is walked word by word from each word of
// a line on. Of a phrase with gaps only the part between gaps stands there that
// comes up least; where it is found the rest is looked for.
type Matcher struct {
	elems numbers // elem of all phrases
	sets  []set
	words numbers         // token.ID of all sets
	rules []*CompiledRule // in the order of the categories

	// Of each phrase, where its elements begin, and where what else is known of it
	// stands in records, as appendRecord writes it: the same for many phrases.
	firsts   numbers
	recordAt []uint32
	records  string

	roots numbers // by word: the node that it leads to, or 0
	nodes []node
	edges []edge  // by node
	ends  numbers // phrases, by the node that they, or their part in the tree, end at

	// Which required words each word is: the differences of their numbers, as
	// varints, behind how many they are.
	required      string
	requiredAt    numbers // by word, in required
	requiredCount int
}

// nextBit returns the bit of a word in node.next and set.bits. Several words share
// a bit, so a bit that is set proves nothing.
func nextBit(id token.ID) uint64 { return 1 << (uint32(id) * 0x9e3779b1 >> 26) }

// node holds the bits of the words that lead on from it, and where its ends and
// edges begin, which go on to where those of the next node begin.
type node struct {
	next        uint64
	ends, edges uint32
}

// edge leads from a node, over the words of a set, to another.
type edge struct {
	set  elem
	node int32
}

// follow returns the node that a word leads to over one of some edges, or 0.
func (m *Matcher) follow(edges []edge, word token.ID) int32 {
	bit := nextBit(word)
	for _, e := range edges {
		if m.sets[e.set].bits&bit != 0 && m.has(e.set, word) {
			return e.node
		}
	}
	return 0
}

type compiledPhrase struct {
	first uint32 // in Matcher.elems
	rule  int32  // in Matcher.rules; noRule for an exclusion
	size  uint8  // elements
	at    uint8  // the element with the fewest words, from which gaps are measured
	group Group
	whole bool
	gaps  bool

	// Of a phrase with gaps, the numbers of required words: sets of which the
	// line must have a word, one for each part outside of the tree; 0 for none.
	needs [4]uint16

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

// phrase returns a phrase by its number.
func (m *Matcher) phrase(number int32) (p compiledPhrase) {
	r := m.record(number)
	flags := r[0]
	p.first, p.size, p.at, p.rule = m.firsts.at(int(number)), r[1], r[2], int32(twoBytes(r, 3))-1
	p.group, p.whole, p.gaps = Group(flags&groupBits), flags&wholeBit != 0, flags&gapsBit != 0
	if p.gaps {
		p.back, p.reach = r[5], twoBytes(r, 6)
		for k := range int(flags >> needsBits) {
			p.needs[k] = twoBytes(r, needsAt+2*k)
		}
	}
	return p
}

// record returns the record of a phrase; other ones follow on it.
func (m *Matcher) record(number int32) string { return m.records[m.recordAt[number]:] }

func twoBytes(s string, at int) uint16 { return uint16(s[at]) | uint16(s[at+1])<<8 }

// elem is the number of a set of words or, below 0, a gap.
type elem int32

// gap returns how many words may stand in a gap, 0 for a set.
func (e elem) gap() int { return max(0, -int(e)) }

// set is a set of words: they begin at first in Matcher.words, and end where
// those of the next set begin.
type set struct {
	bits  uint64 // nextBit of each word
	first uint32
}

// elem returns element i of a phrase.
func (m *Matcher) elem(p *compiledPhrase, i int) elem { return unzigzag(m.elems.at(int(p.first) + i)) }

// zigzag returns a number for an element as it stands in Matcher.elems.
func zigzag(e elem) uint32 { return uint32(e<<1 ^ e>>31) }

func unzigzag(n uint32) elem { return elem(n>>1) ^ -elem(n&1) }

// has reports whether a set has a word.
func (m *Matcher) has(e elem, id token.ID) bool {
	if m.sets[e].bits&nextBit(id) == 0 {
		return false
	}
	from, to := int(m.sets[e].first), int(m.sets[e+1].first)
	for to-from > 1 {
		if half := (from + to) / 2; m.words.at(half) <= uint32(id) {
			from = half
		} else {
			to = half
		}
	}
	return m.words.at(from) == uint32(id)
}
