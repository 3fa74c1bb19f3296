package rules

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

// frequencies returns how often each word of a lexicon comes up, compared with one
// that is not frequent: the third word a third as often as the first, and so on
// (G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949).
func frequencies(frequent []string, x *Lexicon) []int {
	often := make([]int, x.Vocabulary.Size())
	for id := range often {
		often[id] = 1
	}
	for rank, word := range frequent {
		if id := x.ID(word); id != 0 {
			often[id] = max(often[id], 1+len(frequent)/(rank+1))
		}
	}
	return often
}

// index makes ready for a Finder. often says of each word how often it comes up.
func (c *compiler) index(often []int) error {
	words := len(often)
	cost := make([]int, len(c.sets)-1)
	for set := range cost {
		for _, id := range c.ids(elem(set)) {
			cost[set] += often[id]
		}
	}
	numbers, err := c.numberRequired(cost, often)
	if err != nil {
		return err
	}
	t := tree{nodes: []treeNode{{}}}
	for n := range c.phrases {
		p := &c.phrases[n]
		parts := c.parts(p, cost)
		node := t.add(c.elems[parts[0].first:parts[0].end])
		node.ends = append(node.ends, uint32(n))
		if len(parts) > 1 {
			c.noteNeeds(p, parts, numbers)
		}
	}
	c.require(numbers, words)
	var firsts, needs []uint32
	var records pieces
	for i := range c.phrases {
		p := &c.phrases[i]
		firsts, needs = append(firsts, p.first), append(needs, uint32(p.need))
		records.add(p.appendRecord(nil))
	}
	c.firsts, c.needs, c.recordAt, c.records = numbersOf(firsts), numbersOf(needs), numbersOf(records.at), string(records.text)
	return c.lay(&t)
}

// noteNeeds notes what a phrase with gaps needs of a line besides its part in the
// tree.
func (c *compiler) noteNeeds(p *compiledPhrase, parts []part, numbers map[elem]uint16) {
	k := 0
	for _, part := range parts[1:] {
		switch n := numbers[part.rarest]; {
		case n == 0 || k == len(p.needs):
		case p.need == 0:
			p.need = n
		default:
			p.needs[k] = n
			k++
		}
	}
	if at := p.first + uint32(p.at); at >= parts[0].first && at < parts[0].end {
		p.back = uint8(parts[0].end - at)
	} else {
		p.reach = c.length(p)
	}
}

// length returns how many words a phrase can have.
func (c *compiler) length(p *compiledPhrase) (n uint16) {
	for _, e := range c.elems[p.first : p.first+uint32(p.size)] {
		n += uint16(max(1, min(e.gap(), maxElements)))
	}
	return n
}

// everywhere is the cost from which on a set of words comes up in most lines.
const everywhere = 100

// numberRequired numbers the sets that are required words of phrases. A
// set of which a word comes up in most lines tells nothing of a line, and has
// none. Those that share their most frequent words
// get numbers next to each other, so that their bits are set together.
func (c *compiler) numberRequired(cost, often []int) (map[elem]uint16, error) {
	numbers := map[elem]uint16{}
	var sets []elem
	enter := func(set elem) {
		if _, ok := numbers[set]; !ok {
			numbers[set] = 0
			sets = append(sets, set)
		}
	}
	for n := range c.phrases {
		p := &c.phrases[n]
		parts := c.parts(p, cost)
		for _, part := range parts[1:] {
			if cost[part.rarest] < everywhere {
				enter(part.rarest)
			}
		}
	}
	if len(sets) > maxRequired {
		return nil, fmt.Errorf("the rules have gaps between %d different lists of words; there is room for %d", len(sets), maxRequired)
	}
	frequent := map[elem][]token.ID{} // the words of each set, the most frequent first
	for _, set := range sets {
		frequent[set] = slices.SortedStableFunc(slices.Values(c.ids(set)), func(a, b token.ID) int { return often[b] - often[a] })
	}
	slices.SortFunc(sets, func(a, b elem) int { return cmp.Or(slices.Compare(frequent[a], frequent[b]), cmp.Compare(a, b)) })
	for i, set := range sets {
		numbers[set] = uint16(i + 1)
	}
	return numbers, nil
}

// require notes which required words each word is, given the numbers of these.
func (c *compiler) require(numbers map[elem]uint16, words int) {
	of := make([][]uint16, words)
	for set, n := range numbers {
		for _, id := range c.ids(set) {
			of[id] = append(of[id], n)
		}
	}
	c.requiredCount = len(numbers)
	var all pieces
	for _, numbers := range of {
		slices.Sort(numbers)
		one := binary.AppendUvarint(nil, uint64(len(numbers)))
		last := uint16(0)
		for _, n := range numbers {
			one = binary.AppendUvarint(one, uint64(n-last))
			last = n
		}
		all.add(one)
	}
	c.required, c.requiredAt = string(all.text), numbersOf(all.at)
}

// maxRequired is how many required words there can be.
const maxRequired = math.MaxUint16

// part is a part of a phrase between gaps.
type part struct {
	first, end uint32
	rarest     elem // the set of it that comes up least
	cost       int  // how often
}

// parts returns the parts of a phrase, the one that comes up least first.
func (c *compiler) parts(p *compiledPhrase, cost []int) []part {
	all := []part{{first: p.first, cost: math.MaxInt}}
	for i := p.first; i < p.first+uint32(p.size); i++ {
		e, last := c.elems[i], &all[len(all)-1]
		if e.gap() > 0 {
			all = append(all, part{first: i + 1, cost: math.MaxInt})
			continue
		}
		last.end = i + 1
		if cost[e] < last.cost {
			last.rarest, last.cost = e, cost[e]
		}
	}
	slices.SortStableFunc(all, func(a, b part) int { return cmp.Compare(a.cost, b.cost) })
	return all
}

// tree is the tree of phrases while it grows; node 0 is its root.
type tree struct {
	nodes []treeNode
}

type treeNode struct {
	set      elem
	children map[elem]int32 // by set
	order    []int32        // of the children

	ends []uint32 // phrases
}

// add returns the node at which the elements end.
func (t *tree) add(elems []elem) *treeNode {
	node := int32(0)
	for _, e := range elems {
		child, ok := t.nodes[node].children[e]
		if !ok {
			child = int32(len(t.nodes))
			t.nodes = append(t.nodes, treeNode{set: e})
			n := &t.nodes[node]
			if n.children == nil {
				n.children = map[elem]int32{}
			}
			n.children[e] = child
			n.order = append(n.order, child)
		}
		node = child
	}
	return &t.nodes[node]
}

// lay lays the tree out in tables. Where a word leads from a node to several,
// because it is in several sets, these become one: then no word leads to more
// than one.
func (c *compiler) lay(t *tree) error {
	roots := make([]uint32, c.requiredAt.len())
	joined := [][]int32{{0}}
	numbers := map[string]uint32{}
	var nodeEnds, nodeEdges, ends, over, to []uint32
	var key []byte
	number := func(nodes []int32) uint32 { // of the node that these become
		key = key[:0]
		for _, node := range nodes {
			key = binary.LittleEndian.AppendUint32(key, uint32(node))
		}
		n, ok := numbers[string(key)]
		if !ok {
			n = uint32(len(joined))
			numbers[string(key)] = n
			joined = append(joined, nodes)
		}
		return n
	}
	for n := 0; n < len(joined); n++ {
		if n > maxNodes {
			return fmt.Errorf("the phrases of the rules overlap in so many ways that they cannot be searched; use fewer lists of words in them")
		}
		nodeEnds, nodeEdges = append(nodeEnds, uint32(len(ends))), append(nodeEdges, uint32(len(over)))
		for _, from := range joined[n] {
			ends = append(ends, t.nodes[from].ends...)
		}
		// Those that need something first, so that one look tells whether any does.
		slices.SortStableFunc(ends[nodeEnds[n]:], func(a, b uint32) int { return cmp.Compare(c.phrases[b].need, c.phrases[a].need) })
		if from := joined[n]; n > 0 && len(from) == 1 && len(t.nodes[from[0]].order) < 2 { // as most nodes are
			for _, child := range t.nodes[from[0]].order {
				over, to = append(over, uint32(t.nodes[child].set)), append(to, number([]int32{child}))
			}
			continue
		}
		follow := map[token.ID][]int32{}
		for _, from := range joined[n] {
			for _, child := range t.nodes[from].order {
				for _, id := range c.ids(t.nodes[child].set) {
					follow[id] = append(follow[id], child)
				}
			}
		}
		var order []uint32
		words := map[uint32][]token.ID{} // that lead to a node
		for _, id := range slices.Sorted(maps.Keys(follow)) {
			number := number(follow[id])
			if n == 0 { // the root has so many edges that they are found by the number of the word
				roots[id] = number
				continue
			}
			if words[number] == nil {
				order = append(order, number)
			}
			words[number] = append(words[number], id)
		}
		for _, number := range order {
			over, to = append(over, uint32(c.set(words[number]))), append(to, number)
		}
	}
	nodeEnds, nodeEdges = append(nodeEnds, uint32(len(ends))), append(nodeEdges, uint32(len(over)))
	c.roots, c.nodeEnds, c.nodeEdges = numbersOf(roots), numbersOf(nodeEnds), numbersOf(nodeEdges)
	c.ends, c.over, c.to = numbersOf(ends), numbersOf(over), numbersOf(to)
	return nil
}

// maxNodes bounds the tree; the built-in rules have some thousand nodes.
const maxNodes = 1 << 18
