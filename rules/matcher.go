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
// The phrases stand in a tree, which is walked word by word from each word of
// a line on. Of a phrase with gaps only the part between gaps stands there that
// comes up least; where it is found the rest is looked for.
type Matcher struct {
	phrases []phrase
	elems   []elem          // of all phrases
	sets    []uint32        // where in words the words of a set begin
	words   []WordID        // of all sets
	rules   []*CompiledRule `snapshot:"-"` // in the order of the categories

	// roots gives by a word where the phrases stand that begin with it.
	roots []root

	nodes  []node
	edges  edgeTable // from node to node, over words
	leaves []leaf

	// marks[markOf[word]] tells to which companions a word belongs. A companion is
	// an element of a phrase outside of the part that stands in the tree: a
	// line without a word of it cannot hold the phrase. Several companions
	// share a bit, so a bit that is set proves nothing.
	marks  []mark
	markOf []uint32
}

// root is the node that a word leads to from the root of the tree.
type root struct {
	// next has the bits of the words that lead on from the node. Several words
	// share a bit, so a bit that is set proves nothing.
	next uint64
	node int32 // 0: no phrase begins with the word
	ends bool  // a phrase ends at the node

	// worded is set where a phrase of the group of wordings stands below.
	worded bool

	_ uint16 // so that roots lie side by side, see lies
}

// nextBit gives the bit of a word in root.next.
func nextBit(id WordID) uint64 { return 1 << (uint32(id) * 0x9e3779b1 >> 26) }

// node says where in Matcher.leaves those at it begin, which go on to where those
// of the next node begin, and by which words it goes on, as root.next does.
type node struct {
	next uint64
	leaf uint32

	_ uint32 // so that nodes lie side by side, see lies
}

// leaf says that a phrase, or its part in the tree, ends at a node, and what
// else the line needs.
type leaf struct {
	phrase int32
	needs  [4]uint16 // the bits of companions; 0: none, at all if the first is 0

	// back is how many words before the end of the part in the tree the anchor
	// stands; 0 if it stands in another part.
	back uint16

	// anchor is the bit of the words of the anchor, where it stands in another
	// part, and reach how many words away it is looked for.
	anchor, reach uint16

	_ uint16 // so that leaves lie side by side, see lies
}

type phrase struct {
	first, end int32 // in Matcher.elems
	rule       int32 // in Matcher.rules; noRule for a false friend
	at         uint8 // the element with the fewest words, from which gaps are measured
	group      Group
	whole      bool
	gaps       bool
}

const (
	noRule      = -1
	maxElements = 200 // of a phrase
)

func (p *phrase) size() int { return int(p.end - p.first) }

// elem is a set of words, or a gap.
type elem struct {
	set int32
	gap int32 // up to so many words between; 0: a set
}

func (m *Matcher) elem(p *phrase, i int) elem { return m.elems[p.first+int32(i)] }

// ids gives the words of an element, sorted.
func (m *Matcher) ids(e elem) []WordID { return m.words[m.sets[e.set]:m.sets[e.set+1]] }

func (m *Matcher) has(e elem, id WordID) bool {
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

// mark is a set of bits; bit 0 is always there.
type mark [markBits / 64]uint64

const markBits = 1024

func (m *mark) add(bit uint16)      { m[bit>>6] |= 1 << (bit & 63) }
func (m *mark) has(bit uint16) bool { return m[bit>>6]&(1<<(bit&63)) != 0 }

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
		if int(id) < len(m.roots) {
			if r := &m.roots[id]; r.ends || i+1 < len(words) && r.next&nextBit(words[i+1]) != 0 {
				f.walk(r.node, i+1)
			}
		}
	}
	for g := range hits {
		hits[g] = keepLongest(hits[g])
	}
}

// FindWordings is Find for the group of wordings alone, much faster.
func (m *Matcher) FindWordings(hits *Hits, words []WordID) {
	f := finding{m, hits, words, mark{}}
	for g := range hits {
		hits[g] = hits[g][:0]
	}
	for i, id := range words {
		if int(id) < len(m.roots) && m.roots[id].worded {
			f.walk(m.roots[id].node, i+1)
		}
	}
	for g := range hits {
		if Group(g) == Wordings {
			hits[g] = keepLongest(hits[g])
		} else {
			hits[g] = hits[g][:0]
		}
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
	for ; ; i++ {
		at := &f.nodes[node]
		for k := at.leaf; k < f.nodes[node+1].leaf; k++ {
			l := &f.leaves[k]
			if l.needs[0] == 0 {
				p := &f.phrases[l.phrase]
				first := i - p.size()
				f.hit(f.hits, p, first, i, first+int(p.at), l.phrase)
			} else if f.holds(&l.needs) {
				f.measure(&f.phrases[l.phrase], l, i)
			}
		}
		if i == len(f.words) || at.next&nextBit(f.words[i]) == 0 {
			return
		}
		if node = f.edges.next(node, int32(f.words[i])); node == 0 {
			return
		}
	}
}

// holds reports whether the line may have words of some companions.
func (f *finding) holds(needs *[4]uint16) bool {
	if f.line[0] == 0 {
		f.line[0] = 1
		for _, id := range f.words {
			if int(id) >= len(f.markOf) || f.markOf[id] == 0 { // the mark of words in no companion
				continue
			}
			for k, bits := range &f.marks[f.markOf[id]] {
				f.line[k] |= bits
			}
		}
	}
	return f.line.has(needs[0]) && f.line.has(needs[1]) && f.line.has(needs[2]) && f.line.has(needs[3])
}

// measure looks for a phrase with gaps, part of which stands before words[i]:
// from each word on that may be its anchor to the nearest words that fit.
func (f *finding) measure(p *phrase, l *leaf, i int) {
	if l.back > 0 {
		f.around(p, l, i-int(l.back))
		return
	}
	anchor := f.elem(p, int(p.at))
	for k := max(0, i-int(l.reach)); k < min(len(f.words), i+int(l.reach)); k++ {
		if id := f.words[k]; int(id) < len(f.markOf) && f.marks[f.markOf[id]].has(l.anchor) && f.has(anchor, id) {
			f.around(p, l, k)
		}
	}
}

// around looks for a phrase around its anchor at words[i].
func (f *finding) around(p *phrase, l *leaf, i int) {
	if start, ok := f.left(p, f.words, i); ok {
		if end, ok := f.right(p, f.words, i); ok {
			f.hit(f.hits, p, start, end, i, l.phrase)
		}
	}
}

func (m *Matcher) hit(hits *Hits, p *phrase, start, end, anchor int, number int32) {
	all := append(hits[p.group], Hit{})
	hits[p.group] = all
	h := &all[len(all)-1] // written where it stays, since copying takes longer
	h.Start, h.End, h.Whole, h.order = start, end, p.whole, uint64(anchor)<<32|uint64(number)
	if p.rule != noRule {
		h.Rule = m.rules[p.rule]
	}
}

func keepLongest(hits []Hit) []Hit {
	if len(hits) < 2 {
		return hits
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), friendFirst(a, b), cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order))
	})
	kept := hits[:0]
	var taken map[int]int // by word: which of kept covers it
	if len(hits) > fewHits {
		taken = make(map[int]int, 4*len(hits))
	}
	for _, h := range hits {
		if !h.hidden(kept, taken) {
			for i := h.Start; taken != nil && i < h.End; i++ {
				taken[i] = len(kept)
			}
			kept = append(kept, h)
		}
	}
	slices.SortFunc(kept, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order)) })
	return kept
}

// fewHits is how many hits are compared one by one. A line with more, such as a
// whole posting without line breaks, remembers which words are taken, so that
// the time grows with the line and not with its square.
const fewHits = 64

// hidden reports whether the kept hits leave no room for h.
func (h *Hit) hidden(kept []Hit, taken map[int]int) bool {
	if taken == nil {
		return slices.ContainsFunc(kept, func(k Hit) bool { return h.hiddenBy(&k) })
	}
	for i := h.Start; i < h.End; i++ {
		k, is := taken[i]
		if !is {
			continue
		}
		// Hits of the same place follow one another, the last of them takes it.
		for ; k >= 0 && kept[k].Start < h.End && h.Start < kept[k].End; k-- {
			if h.hiddenBy(&kept[k]) {
				return true
			}
		}
	}
	return false
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

// left matches the elements before the anchor, which stands at words[i], and
// gives the first word of the phrase.
func (m *Matcher) left(p *phrase, words []WordID, i int) (int, bool) {
	for at := int(p.at); at > 0; {
		at--
		e := m.elem(p, at)
		if e.gap == 0 {
			if i--; i < 0 || !m.has(e, words[i]) {
				return 0, false
			}
			continue
		}
		at-- // no gap stands at an end, and no two stand together
		beyond := m.elem(p, at)
		found := false
		for n := 0; n <= int(e.gap) && i-1-n >= 0; n++ {
			if words[i-1-n] == wordStop {
				break
			}
			if m.has(beyond, words[i-1-n]) {
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

// right matches the elements behind the anchor as left does, and gives the
// word behind the phrase.
func (m *Matcher) right(p *phrase, words []WordID, i int) (int, bool) {
	for at := int(p.at); at < p.size()-1; {
		at++
		e := m.elem(p, at)
		if e.gap == 0 {
			if i++; i >= len(words) || !m.has(e, words[i]) {
				return 0, false
			}
			continue
		}
		at++
		beyond := m.elem(p, at)
		found := false
		for n := 0; n <= int(e.gap) && i+1+n < len(words); n++ {
			if words[i+1+n] == wordStop {
				break
			}
			if m.has(beyond, words[i+1+n]) {
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

// compiler makes a Matcher.
type compiler struct {
	*Matcher
	lexicon *Lexicon
	lists   map[string][]string
	known   map[string]int32 // sets, by their words
}

// compileAll makes the matcher of the categories of each group and fills the
// lexicon with the words of their phrases.
func compileAll(groups [Groups][]*Category, x *Lexicon, lists map[string][]string) (*Matcher, error) {
	c := compiler{&Matcher{sets: []uint32{0}}, x, lists, map[string]int32{}}
	for group, categories := range groups {
		if err := c.compile(Group(group), categories); err != nil {
			return nil, err
		}
	}
	if err := c.index(len(x.words)); err != nil {
		return nil, err
	}
	return c.Matcher, nil
}

// compile enters the phrases of some categories as a group.
func (c *compiler) compile(group Group, categories []*Category) error {
	for _, category := range categories {
		for _, friend := range category.Friends {
			if err := c.add(friend, phrase{group: group, rule: noRule}, category.At); err != nil {
				return err
			}
		}
		for i := range category.Rules {
			r := &category.Rules[i]
			verbs, err := c.lexicon.classes(r)
			if err != nil {
				return err
			}
			c.rules = append(c.rules, &CompiledRule{r, category, verbs})
			p := phrase{group: group, rule: int32(len(c.rules) - 1)}
			for _, text := range r.Objects {
				if err := c.add(text, p, r.At); err != nil {
					return err
				}
			}
			p.whole = true
			for _, text := range r.Phrases {
				if err := c.add(text, p, r.At); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// link makes the rules that the phrases speak of, as compile does.
func (m *Matcher) link(groups [Groups][]*Category, x *Lexicon) error {
	m.rules = nil
	for _, categories := range groups {
		for _, category := range categories {
			for i := range category.Rules {
				verbs, err := x.classes(&category.Rules[i])
				if err != nil {
					return err
				}
				m.rules = append(m.rules, &CompiledRule{&category.Rules[i], category, verbs})
			}
		}
	}
	return nil
}

// classes gives the classes of verbs that a rule names.
func (x *Lexicon) classes(r *Rule) (verbs Classes, err error) {
	for _, name := range r.Verbs {
		bit, ok := x.bit(name)
		if !ok {
			return 0, errorAt(r.At, "rule %s: there is no class of verbs %q; words.yaml has %v", r.ID, name, x.names)
		}
		verbs |= bit
	}
	return verbs, nil
}

// add enters the sequences that a text stands for as phrases like p.
func (c *compiler) add(text string, p phrase, at Pos) error {
	variants, err := expand(text, c.lists, at)
	if err != nil {
		return err
	}
	asVerb := p.whole || p.rule == noRule // false friends hide verbs as well
	for _, pieces := range variants {
		if len(pieces) > maxElements {
			return errorAt(at, "phrase %q stands for more than %d words in a row", text, maxElements)
		}
		p.first = int32(len(c.elems))
		p.gaps = false
		best := -1 // element with the fewest words, of equal ones the last
		fewest := 0
		for i, piece := range pieces {
			if piece.gap > 0 {
				p.gaps = true
				c.elems = append(c.elems, elem{gap: int32(piece.gap)})
				continue
			}
			var ids []WordID
			for _, word := range piece.words {
				ids = append(ids, c.lexicon.forms(word, asVerb)...)
			}
			slices.Sort(ids)
			ids = slices.Compact(ids)
			c.elems = append(c.elems, elem{set: c.set(ids)})
			if best < 0 || len(ids) <= fewest {
				best, fewest = i, len(ids)
			}
		}
		p.end, p.at = int32(len(c.elems)), uint8(best)
		c.phrases = append(c.phrases, p)
	}
	return nil
}

// set gives the number of a set of words, new if need be.
func (c *compiler) set(ids []WordID) int32 {
	key := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		key = binary.LittleEndian.AppendUint32(key, uint32(id))
	}
	n, ok := c.known[string(key)]
	if !ok {
		n = int32(len(c.sets) - 1)
		c.known[string(key)] = n
		c.words = append(c.words, ids...)
		c.sets = append(c.sets, uint32(len(c.words)))
	}
	return n
}

// index makes ready for Find. words is how many the lexicon has.
func (c *compiler) index(words int) error {
	// How often a word comes up in phrases says how often it comes up in
	// postings.
	uses := make([]int, words)
	for _, e := range c.elems {
		if e.gap == 0 {
			for _, id := range c.ids(e) {
				uses[id]++
			}
		}
	}
	cost := make([]int, len(c.sets)-1)
	for set := range cost {
		for _, id := range c.ids(elem{set: int32(set)}) {
			cost[set] += uses[id]
			if c.lexicon.words[id].Function&everywhere != 0 {
				cost[set] += len(c.elems) / 100
			}
		}
	}
	marks := make([]mark, words) // by word
	worded := make([]bool, words)
	t := tree{nodes: []treeNode{{}}}
	for n := range c.phrases {
		l := leaf{phrase: int32(n)}
		parts := c.parts(&c.phrases[n], cost)
		for k, part := range parts[1:min(len(parts), 1+len(l.needs))] {
			l.needs[k] = bitOf(part.rarest)
			for _, id := range c.ids(elem{set: part.rarest}) {
				marks[id].add(l.needs[k])
			}
		}
		if at := c.phrases[n].first + int32(c.phrases[n].at); at >= parts[0].first && at < parts[0].end {
			l.back = uint16(parts[0].end - at)
		} else {
			set := c.elems[at].set
			l.anchor, l.reach = bitOf(set), c.length(&c.phrases[n])
			for _, id := range c.ids(elem{set: set}) {
				marks[id].add(l.anchor)
			}
		}
		t.add(c.elems[parts[0].first:parts[0].end], l)
		if c.phrases[n].group == Wordings {
			for _, id := range c.ids(c.elems[parts[0].first]) {
				worded[id] = true
			}
		}
	}
	c.share(marks)
	if err := c.lay(&t, words); err != nil {
		return err
	}
	for id, is := range worded {
		c.roots[id].worded = is
	}
	return nil
}

// everywhere are the words that come up in every other line, whether phrases
// have them or not.
const everywhere = To | Of | On | Into | Block | And | Relative | Clause | Determiner | Modal | Be | Hire | Others

// length gives how many words a phrase can have.
func (c *compiler) length(p *phrase) (n uint16) {
	for _, e := range c.elems[p.first:p.end] {
		n += uint16(max(1, min(e.gap, maxElements)))
	}
	return n
}

// share keeps the marks of all words, each but once.
func (c *compiler) share(marks []mark) {
	number := map[mark]uint32{{}: 0}
	c.marks, c.markOf = []mark{{}}, make([]uint32, len(marks))
	for id, m := range marks {
		n, ok := number[m]
		if !ok {
			n = uint32(len(c.marks))
			number[m] = n
			c.marks = append(c.marks, m)
		}
		c.markOf[id] = n
	}
}

// bitOf gives the bit that the words of a set have in their marks.
func bitOf(set int32) uint16 { return uint16(set%(markBits-1) + 1) }

// part is a part of a phrase between gaps.
type part struct {
	first, end int32
	rarest     int32 // the set of it that comes up least
	cost       int   // how often
}

// parts gives the parts of a phrase, the one that comes up least first.
func (c *compiler) parts(p *phrase, cost []int) []part {
	all := []part{{first: p.first, cost: math.MaxInt}}
	for i := p.first; i < p.end; i++ {
		e, last := c.elems[i], &all[len(all)-1]
		if e.gap > 0 {
			all = append(all, part{first: i + 1, cost: math.MaxInt})
			continue
		}
		last.end = i + 1
		if cost[e.set] < last.cost {
			last.rarest, last.cost = e.set, cost[e.set]
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
	set      int32
	children map[int32]int32 // by set
	order    []int32         // of the children
	leaves   []leaf
}

func (t *tree) add(elems []elem, l leaf) {
	node := int32(0)
	for _, e := range elems {
		child, ok := t.nodes[node].children[e.set]
		if !ok {
			child = int32(len(t.nodes))
			t.nodes = append(t.nodes, treeNode{set: e.set})
			n := &t.nodes[node]
			if n.children == nil {
				n.children = map[int32]int32{}
			}
			n.children[e.set] = child
			n.order = append(n.order, child)
		}
		node = child
	}
	t.nodes[node].leaves = append(t.nodes[node].leaves, l)
}

// lay lays the tree out in tables. Where a word leads from a node to several,
// because it is in several sets, these become one: then no word leads to more
// than one.
func (m *Matcher) lay(t *tree, words int) error {
	m.roots = make([]root, words)
	joined := [][]int32{{0}}
	numbers := map[string]int32{}
	for n := 0; n < len(joined); n++ {
		if n > maxNodes {
			return fmt.Errorf("the phrases of the rules overlap in so many ways that they cannot be searched; use fewer lists of words in them")
		}
		at := node{leaf: uint32(len(m.leaves))}
		follow := map[WordID][]int32{}
		for _, from := range joined[n] {
			m.leaves = append(m.leaves, t.nodes[from].leaves...)
			for _, child := range t.nodes[from].order {
				for _, id := range m.ids(elem{set: t.nodes[child].set}) {
					follow[id] = append(follow[id], child)
				}
			}
		}
		var key []byte
		for _, id := range slices.Sorted(maps.Keys(follow)) {
			key = key[:0]
			for _, to := range follow[id] {
				key = binary.LittleEndian.AppendUint32(key, uint32(to))
			}
			number, ok := numbers[string(key)]
			if !ok {
				number = int32(len(joined))
				numbers[string(key)] = number
				joined = append(joined, follow[id])
			}
			if n == 0 { // the root has so many edges that they are found by the number of the word
				m.roots[id].node = number
				continue
			}
			m.edges.add(int32(n), int32(id), number)
			at.next |= nextBit(id)
		}
		m.nodes = append(m.nodes, at)
	}
	m.nodes = append(m.nodes, node{leaf: uint32(len(m.leaves))})
	for id := range m.roots {
		r := &m.roots[id]
		at, behind := &m.nodes[r.node], &m.nodes[r.node+1]
		r.next, r.ends = at.next, r.node != 0 && at.leaf < behind.leaf
	}
	return nil
}

// maxNodes bounds the tree; the built-in rules have some thousand nodes.
const maxNodes = 1 << 18
