package rules

import "math"

// A companion is an element of a phrase outside of the part that stands in the
// tree: a line without a word of it cannot hold the phrase. Companions are
// numbered from 1; number 0 is one that every line has.

// maxCompanions is how many companions there can be.
const maxCompanions = math.MaxUint16

// companionBits are some of the companions of a word: those of which the numbers
// are 64 times at, and less than 64 more.
type companionBits struct {
	bits uint64
	at   uint32

	_ uint32 // so that they lie side by side, see lies
}

// signOf gives the bit of a companion in mark.signs.
func signOf(companion uint16) uint64 { return 1 << (companion & 63) }

// companions are those that a line has.
type companions struct {
	bits  []uint64 // by number
	known bool
}

// learn finds the companions in a line.
func (c *companions) learn(m *Matcher, words []WordID) {
	if n := int(m.companionCount)/64 + 1; len(c.bits) != n {
		c.bits = make([]uint64, n)
	} else {
		clear(c.bits)
	}
	c.bits[0], c.known = 1, true
	for _, id := range words {
		if id >= WordID(len(m.roots)) {
			continue
		}
		for _, e := range m.companions[m.companionStarts[id]:m.companionStarts[id+1]] {
			c.bits[e.at] |= e.bits
		}
	}
}

// has must be asked after learn only.
func (c *companions) has(companion uint16) bool {
	return c.bits[companion>>6]&(1<<(companion&63)) != 0
}
