package rules

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Hit is a phrase found in a line: tokens Start to End, half open.
type Hit struct {
	Start, End int
	Rule       *CompiledRule // nil: a false friend, which hides what it covers
	Whole      bool          // the phrase states the duty with its verb

	order uint64 // of equal hits: where the anchor stands, then the phrase
}

// CompiledRule is a rule with the names in it resolved.
type CompiledRule struct {
	*Rule
	Category *Category
	Verbs    Classes // the classes that make its objects a duty; 0 any that counts
}

// Group is a set of rules whose phrases hide only each other: where phrases of
// one group overlap the longest stands.
type Group uint8

// The groups.
const (
	Sided     Group = iota // duties of the two roles
	OtherJobs              // duties of other jobs
	Wordings               // wordings that stand for a finding
	Groups                 // how many there are
)

// Hits are the phrases found in a line, by group, each in the order of the
// line.
type Hits [Groups][]Hit

// Named reports whether there is a hit that is no false friend.
func (h *Hits) Named() bool {
	for _, hits := range h {
		for i := range hits {
			if hits[i].Rule != nil {
				return true
			}
		}
	}
	return false
}

// Matcher finds the phrases of all rules in one pass over the words of a line.
// It is immutable after it is built, and safe for concurrent use.
//
// The phrases stand in a tree, one level for each element; those that begin
// alike share the beginning. Of a phrase with gaps only the part between gaps
// stands there that comes up least; where it is found the rest is looked for.
type Matcher struct {
	phrases []phrase

	// roots[starts[id]:starts[id+1]] are the nodes that a phrase leads to which
	// begins with a word.
	starts []uint32
	roots  []int32

	// edges lead from a node over a word to a place in children, from where up
	// to the next 0 the nodes stand that follow.
	edges    edgeTable
	children []int32

	// ends[n]:ends[n+1] are the leaves at a node.
	ends   []uint32
	leaves []leaf

	// marks tells for each word to which companions it belongs. A companion is
	// an element of a phrase outside of the part that stands in the tree: a
	// line without a word of it cannot hold the phrase. Several companions
	// share a bit, so a bit that is set proves nothing.
	marks []mark
}

// leaf says that a phrase, or its part in the tree, ends at a node, and what
// else the line needs.
type leaf struct {
	phrase int32
	needs  [2]uint8 // the bits of companions; 0: none
}

type phrase struct {
	elems []elem
	rule  *CompiledRule
	group Group
	whole bool
	gaps  bool
	at    int32 // the element with the fewest words, from which gaps are measured
}

type elem struct {
	ids []WordID // sorted
	gap int
}

func (e *elem) has(id WordID) bool {
	ids := e.ids
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

// mark is a set of bits; bit 0 is always there.
type mark [4]uint64

func (m *mark) add(bit uint8)      { m[bit>>6] |= 1 << (bit & 63) }
func (m *mark) has(bit uint8) bool { return m[bit>>6]&(1<<(bit&63)) != 0 }

// Find gives the hits in a line, given as the words of its tokens; those that
// hits holds are overwritten. Where phrases of a group overlap the longest
// stands, and of two equally long ones the false friend; rules that share a
// phrase each give a hit.
func (m *Matcher) Find(hits *Hits, words []WordID) {
	for g := range hits {
		hits[g] = hits[g][:0]
	}
	f := finding{m, hits, words, mark{}}
	for i, id := range words {
		if int(id) >= len(m.marks) {
			continue
		}
		for _, node := range m.roots[m.starts[id]:m.starts[id+1]] {
			f.walk(node, i+1)
		}
	}
	for g := range hits {
		hits[g] = keepLongest(hits[g])
	}
}

// finding is the state of Find.
type finding struct {
	*Matcher
	hits  *Hits
	words []WordID
	line  mark // of all words; empty until it is asked for
}

// walk follows the tree from a node that the words before words[i] led to.
func (f *finding) walk(node int32, i int) {
	for _, l := range f.leaves[f.ends[node]:f.ends[node+1]] {
		p := &f.phrases[l.phrase]
		if !p.gaps {
			first := i - len(p.elems)
			p.hit(f.hits, first, i, first+int(p.at), l.phrase)
		} else if f.holds(l.needs) {
			f.measure(p, l.phrase)
		}
	}
	if i == len(f.words) {
		return
	}
	if next := f.edges.next(node, int32(f.words[i])); next != 0 {
		for _, child := range f.children[next:] {
			if child == 0 {
				break
			}
			f.walk(child, i+1)
		}
	}
}

// holds reports whether the line may have words of some companions.
func (f *finding) holds(needs [2]uint8) bool {
	if f.line[0] == 0 {
		f.line[0] = 1
		for _, id := range f.words {
			if int(id) < len(f.marks) {
				for k, bits := range f.marks[id] {
					f.line[k] |= bits
				}
			}
		}
	}
	return f.line.has(needs[0]) && f.line.has(needs[1])
}

// measure looks for a phrase with gaps, from each word on that may be its
// anchor to the nearest words that fit.
func (f *finding) measure(p *phrase, number int32) {
	for i, id := range f.words {
		if !p.elems[p.at].has(id) {
			continue
		}
		if start, ok := p.left(f.words, i, int(p.at)); ok {
			if end, ok := p.right(f.words, i, int(p.at)); ok {
				p.hit(f.hits, start, end, i, number)
			}
		}
	}
}

func (p *phrase) hit(hits *Hits, start, end, anchor int, number int32) {
	hits[p.group] = append(hits[p.group], Hit{start, end, p.rule, p.whole, uint64(anchor)<<32 | uint64(number)})
}

func keepLongest(hits []Hit) []Hit {
	if len(hits) < 2 {
		return hits
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), friendFirst(a, b), cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order))
	})
	kept := hits[:0]
next:
	for _, h := range hits {
		for i := range kept {
			if h.hiddenBy(&kept[i]) {
				continue next
			}
		}
		kept = append(kept, h)
	}
	slices.SortFunc(kept, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order)) })
	return kept
}

// hiddenBy reports whether a kept hit leaves no room for h. Rules that share a
// phrase, and differ in the verbs they ask for, stand side by side.
func (h *Hit) hiddenBy(kept *Hit) bool {
	if h.Start == kept.Start && h.End == kept.End && kept.Rule != nil && h.Rule != nil {
		return h.Rule == kept.Rule
	}
	return h.Start < kept.End && kept.Start < h.End
}

func friendFirst(a, b Hit) int {
	switch {
	case a.Rule == nil && b.Rule != nil:
		return -1
	case a.Rule != nil && b.Rule == nil:
		return 1
	}
	return 0
}

// left matches the elements before element at, which stands at words[i], and
// gives the first word of the phrase.
func (p *phrase) left(words []WordID, i, at int) (int, bool) {
	for at > 0 {
		at--
		e := &p.elems[at]
		if e.gap == 0 {
			if i--; i < 0 || !e.has(words[i]) {
				return 0, false
			}
			continue
		}
		at-- // no gap stands at an end, and no two stand together
		found := false
		for n := 0; n <= e.gap && i-1-n >= 0; n++ {
			if words[i-1-n] == wordStop {
				break
			}
			if p.elems[at].has(words[i-1-n]) {
				i, found = i-1-n, true
				break
			}
		}
		if !found {
			return 0, false
		}
	}
	return i, true
}

func (p *phrase) right(words []WordID, i, at int) (int, bool) {
	for at < len(p.elems)-1 {
		at++
		e := &p.elems[at]
		if e.gap == 0 {
			if i++; i >= len(words) || !e.has(words[i]) {
				return 0, false
			}
			continue
		}
		at++
		found := false
		for n := 0; n <= e.gap && i+1+n < len(words); n++ {
			if words[i+1+n] == wordStop {
				break
			}
			if p.elems[at].has(words[i+1+n]) {
				i, found = i+1+n, true
				break
			}
		}
		if !found {
			return 0, false
		}
	}
	return i + 1, true
}

// wordStop stands for a sign that ends a sentence: no phrase reaches over it.
const wordStop = ^WordID(0)

// Stop is the WordID to give Find for a sign that no phrase may reach over.
const Stop = wordStop

// compile enters the phrases of some categories as a group and fills the
// lexicon with their words. index must follow.
func (m *Matcher) compile(group Group, categories []*Category, x *Lexicon, lists map[string][]string) error {
	for _, c := range categories {
		for _, friend := range c.Friends {
			if err := m.add(friend, phrase{group: group}, x, lists, c.At); err != nil {
				return err
			}
		}
		for i := range c.Rules {
			r := &CompiledRule{Rule: &c.Rules[i], Category: c}
			for _, name := range r.Rule.Verbs {
				bit, ok := x.bit(name)
				if !ok {
					return errorAt(r.At, "rule %s: there is no class of verbs %q; words.yaml has %v", r.ID, name, x.names)
				}
				r.Verbs |= bit
			}
			for _, text := range r.Objects {
				if err := m.add(text, phrase{group: group, rule: r}, x, lists, r.At); err != nil {
					return err
				}
			}
			for _, text := range r.Phrases {
				if err := m.add(text, phrase{group: group, rule: r, whole: true}, x, lists, r.At); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// add enters the sequences that a text stands for as phrases like p.
func (m *Matcher) add(text string, p phrase, x *Lexicon, lists map[string][]string, at Pos) error {
	variants, err := expand(text, lists, at)
	if err != nil {
		return err
	}
	asVerb := p.whole || p.rule == nil // false friends hide verbs as well
	for _, pieces := range variants {
		p.elems = make([]elem, 0, len(pieces))
		for _, piece := range pieces {
			e := elem{gap: piece.gap}
			for _, word := range piece.words {
				e.ids = append(e.ids, x.forms(word, asVerb)...)
			}
			slices.Sort(e.ids)
			e.ids = slices.Compact(e.ids)
			p.elems = append(p.elems, e)
		}
		p.anchor()
		m.phrases = append(m.phrases, p)
	}
	return nil
}

// anchor picks the element with the fewest words, of equal ones the last.
func (p *phrase) anchor() {
	best := -1
	for i, e := range p.elems {
		p.gaps = p.gaps || e.gap > 0
		if e.gap == 0 && (best < 0 || len(e.ids) <= len(p.elems[best].ids)) {
			best = i
		}
	}
	p.at = int32(best)
}

// index makes ready for Find. words is how many the lexicon has.
func (m *Matcher) index(words int) {
	// How often a word comes up in phrases says how often it comes up in
	// postings.
	uses := make([]int, words)
	for i := range m.phrases {
		for _, e := range m.phrases[i].elems {
			for _, id := range e.ids {
				uses[id]++
			}
		}
	}
	m.marks = make([]mark, words)
	t := tree{nodes: []treeNode{{}}}
	for n := range m.phrases {
		p := &m.phrases[n]
		l := leaf{phrase: int32(n)}
		parts := p.parts(uses)
		for k, part := range parts[1:min(len(parts), 1+len(l.needs))] {
			l.needs[k] = part.rarest.bit()
			for _, id := range part.rarest.ids {
				m.marks[id].add(l.needs[k])
			}
		}
		t.add(p.elems[parts[0].first:parts[0].end], l)
	}
	m.lay(&t, words)
}

// part is a part of a phrase between gaps.
type part struct {
	first, end int
	rarest     *elem
	cost       int // of the rarest element: how often its words come up
}

// parts gives the parts of a phrase, the one that comes up least first.
func (p *phrase) parts(uses []int) []part {
	all := []part{{cost: math.MaxInt}}
	for i := range p.elems {
		e, last := &p.elems[i], &all[len(all)-1]
		if e.gap > 0 {
			all = append(all, part{first: i + 1, cost: math.MaxInt})
			continue
		}
		last.end = i + 1
		cost := 0
		for _, id := range e.ids {
			cost += uses[id]
		}
		if cost < last.cost {
			last.rarest, last.cost = e, cost
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
	elem     *elem
	children map[string]int32 // by the words of their element
	order    []int32          // of the children
	leaves   []leaf
}

func (t *tree) add(elems []elem, l leaf) {
	node := int32(0)
	for i := range elems {
		key := elems[i].key()
		child, ok := t.nodes[node].children[key]
		if !ok {
			child = int32(len(t.nodes))
			t.nodes = append(t.nodes, treeNode{elem: &elems[i]})
			n := &t.nodes[node]
			if n.children == nil {
				n.children = map[string]int32{}
			}
			n.children[key] = child
			n.order = append(n.order, child)
		}
		node = child
	}
	t.nodes[node].leaves = append(t.nodes[node].leaves, l)
}

// key names the words of an element.
func (e *elem) key() string {
	b := make([]byte, 0, 4*len(e.ids))
	for _, id := range e.ids {
		b = binary.LittleEndian.AppendUint32(b, uint32(id))
	}
	return string(b)
}

// lay lays the tree out in tables.
func (m *Matcher) lay(t *tree, words int) {
	m.starts = make([]uint32, 0, words+1)
	m.children = []int32{0}
	m.ends = make([]uint32, 0, len(t.nodes)+1)
	for node := range t.nodes {
		n := &t.nodes[node]
		m.ends = append(m.ends, uint32(len(m.leaves)))
		m.leaves = append(m.leaves, n.leaves...)
		follow := map[WordID][]int32{}
		for _, child := range n.order {
			for _, id := range t.nodes[child].elem.ids {
				follow[id] = append(follow[id], child)
			}
		}
		if node == 0 {
			for id := range WordID(words) {
				m.starts = append(m.starts, uint32(len(m.roots)))
				m.roots = append(m.roots, follow[id]...)
			}
			m.starts = append(m.starts, uint32(len(m.roots)))
			continue
		}
		lists := map[string]int32{} // children that several words lead to
		for _, id := range slices.Sorted(maps.Keys(follow)) {
			key := fmt.Sprint(follow[id])
			at, ok := lists[key]
			if !ok {
				at = int32(len(m.children))
				lists[key] = at
				m.children = append(append(m.children, follow[id]...), 0)
			}
			m.edges.add(int32(node), int32(id), at)
		}
	}
	m.ends = append(m.ends, uint32(len(m.leaves)))
}

// bit gives the bit, from 1 to 255, that stands for the element as a companion.
func (e *elem) bit() uint8 {
	h := uint32(2166136261)
	for _, id := range e.ids {
		h = (h ^ uint32(id)) * 16777619
	}
	return uint8((h>>8)%255 + 1)
}
