package rules

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
	phrases []phrase
	elems   []elem // of all phrases
	sets    []set
	words   []WordID        // of all sets
	rules   []*CompiledRule `snapshot:"-"` // in the order of the categories

	// roots gives by a word where the phrases stand that begin with it.
	roots           []int32
	companionStarts []uint32

	nodes []node
	edges []edge // from node to node, by node, and sorted by word

	ends []int32 // phrases without gaps, by the node that they end at

	companions     []companionBits // of all words
	companionCount uint16
}

// nextBit gives the bit of a word in root.next.
func nextBit(id WordID) uint64 { return 1 << (uint32(id) * 0x9e3779b1 >> 26) }

// node says by which words it goes on, as root.next does, and where in the Matcher
// its ends, waits and edges begin, which go on to where those of the next node
// begin.
type node struct {
	next        uint64
	ends, edges uint32
}

// edge leads from a node, over a word, to another.
type edge struct {
	word WordID
	node int32
}

// follow gives the node that a word leads to from another node than the root, or 0.
func (m *Matcher) follow(from int32, word WordID) int32 {
	edges := m.edges[m.nodes[from].edges:m.nodes[from+1].edges]
	for len(edges) > 4 {
		if half := len(edges) / 2; edges[half].word <= word {
			edges = edges[half:]
		} else {
			edges = edges[:half]
		}
	}
	for i := range edges {
		if edges[i].word == word {
			return edges[i].node
		}
	}
	return 0
}

type phrase struct {
	first, end int32 // in Matcher.elems
	rule       int32 // in Matcher.rules; noRule for a false friend
	at         uint8 // the element with the fewest words, from which gaps are measured
	group      Group
	whole      bool
	gaps       bool

	// Of a phrase with gaps, what else the line needs: companions, 0 for none.
	needs [4]uint16

	// back is how many words before the end of the part in the tree the anchor
	// stands; 0 if it stands in another part.
	back uint16

	reach uint16
}

const (
	noRule      = -1
	maxElements = 200 // of a phrase
)

func (p *phrase) size() int { return int(p.end - p.first) }

// elem is the number of a set of words or, below 0, a gap.
type elem int32

// gap gives how many words may stand in a gap, 0 for a set.
func (e elem) gap() int { return max(0, -int(e)) }

// set is a set of words: they begin at first in Matcher.words, and end where
// those of the next set begin.
type set struct {
	bits  uint64 // nextBit of each word
	first uint32

	_ uint32 // so that sets lie side by side, see lies
}

func (m *Matcher) elem(p *phrase, i int) elem { return m.elems[p.first+int32(i)] }

// ids gives the words of an element, sorted.
func (m *Matcher) ids(e elem) []WordID { return m.words[m.sets[e].first:m.sets[e+1].first] }

func (m *Matcher) has(e elem, id WordID) bool {
	if m.sets[e].bits&nextBit(id) == 0 {
		return false
	}
	ids := m.ids(e)
	for len(ids) > 8 {
		if half := len(ids) / 2; ids[half] <= id {
			ids = ids[half:]
		} else {
			ids = ids[:half]
		}
	}
	for _, have := range ids {
		if have == id {
			return true
		}
	}
	return false
}
