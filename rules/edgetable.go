package rules

import "math/bits"

// edgeTable leads from a node of a tree of words, over a word, to the next
// node. It is an open table, which lies in memory as it is compiled. The zero value
// is empty.
type edgeTable struct {
	slots []edgeSlot // 0 or a power of two, at most two thirds of them taken
	shift uint8
	n     int
}

type edgeSlot struct {
	node, word int32
	next       int32 // 0: free, since no edge leads to the root
}

func (t *edgeTable) at(node, word int32) uint64 {
	return (uint64(uint32(node))<<32 | uint64(uint32(word))) * 0x9e3779b97f4a7c15 >> (t.shift & 63)
}

// next gives the node that follows, or 0.
func (t *edgeTable) next(node, word int32) int32 {
	if len(t.slots) == 0 {
		return 0
	}
	mask := uint64(len(t.slots) - 1)
	for i := t.at(node, word); ; i++ {
		s := &t.slots[i&mask]
		if s.node == node && s.word == word || s.next == 0 {
			return s.next
		}
	}
}

// add enters an edge that is not there yet.
func (t *edgeTable) add(node, word, next int32) {
	if 3*(t.n+1) > 2*len(t.slots) {
		t.grow(2 * max(len(t.slots), 8))
	}
	mask := uint64(len(t.slots) - 1)
	i := t.at(node, word)
	for t.slots[i&mask].next != 0 {
		i++
	}
	t.slots[i&mask] = edgeSlot{node, word, next}
	t.n++
}

func (t *edgeTable) grow(slots int) {
	old := t.slots
	t.slots, t.n = make([]edgeSlot, slots), 0
	t.shift = uint8(64 - bits.TrailingZeros(uint(slots)))
	for _, s := range old {
		if s.next != 0 {
			t.add(s.node, s.word, s.next)
		}
	}
}
