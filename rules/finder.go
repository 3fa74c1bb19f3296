package rules

import (
	"math/bits"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

// Finder finds the phrases of a Matcher in one line after another. Use one per
// goroutine.
//
// It reads out of the Matcher what words and nodes it meets. A posting has few of
// them, and those are met again and again.
type Finder struct {
	*matcher
	hits  Hits
	words []token.ID
	from  uint32   // the first phrase that is looked for
	line  []uint64 // the required words that the line has, by number
	known bool     // line is that of words

	met      []metWord // by word
	nodes    []metNode // by node
	sets     []uint64  // by set: nextBit of its words, or 0
	ends     []end
	edges    []edge
	required []requiredBits
	lists    map[uint32]uint32 // of required words in required, by where they stand in Matcher.required
}

// metWord is where a word leads to.
type metWord struct {
	node     uint32 // or 0
	required uint32 // the first of its required words, in Finder.required; 0 before the word was met
}

// requiredBits are those of the required words with numbers from 64 times at on. 64
// of them that share a frequent word are told by one bit set: of the 415 million
// instructions that judging took when this was measured, they take 10 million so,
// and 26 million one by one.
type requiredBits struct {
	bits uint64
	at   uint32
	last bool // of a word
}

// metNode is a node of the tree.
type metNode struct {
	met           bool
	next          uint64 // nextBit of the words that lead on from it
	ends, endsEnd uint32 // in Finder.ends

	// Its edges: a single one over a set; or a table of words, in Finder.edges, with a
	// power of two of places.
	set   elem
	to    uint32 // 0: there is a table
	edges uint32
	mask  uint32
}

// end is a phrase that ends at a node, and the first required word of it, or 0.
type end struct {
	phrase uint32
	need   uint16
}

// edge leads over a word to a node, or to none: a free place.
type edge struct {
	word token.ID
	node uint32
}

// Finder returns a Finder of the phrases.
func (m *matcher) Finder() *Finder {
	f := &Finder{
		matcher: m, line: make([]uint64, m.requiredCount/64+1),
		met: make([]metWord, m.roots.len()), nodes: make([]metNode, m.nodeEnds.len()-1), sets: make([]uint64, m.sets.len()-1),
		lists: map[uint32]uint32{},
		// Room for what some hundred postings meet, since lists that grow are copied.
		ends: make([]end, 0, m.ends.len()), edges: make([]edge, 0, 5*m.over.len()), required: make([]requiredBits, 1, 2*m.roots.len()),
	}
	f.line[0] = 1 // number 0 asks for nothing
	return f
}

// Find returns the hits in a line, given as the words of its tokens. Where phrases
// of a group overlap the longest stands, and of two equally long ones the
// exclusion; rules that share a phrase each give a hit. The hits are good until the
// next line.
func (f *Finder) Find(words []token.ID) *Hits {
	f.search(words, 0)
	return &f.hits
}

// FindWordings is Find for the group of wordings alone. It saves 1.1 % of the
// instructions of judging, and stays since without it every line of requirements is
// searched in full.
func (f *Finder) FindWordings(words []token.ID) *Hits {
	f.search(words, f.wordings)
	return &f.hits
}

// search finds the hits in a line of the phrases with numbers of at least from.
func (f *Finder) search(words []token.ID, from uint32) {
	for g := range f.hits {
		f.hits[g] = f.hits[g][:0]
	}
	f.words, f.from, f.known = words, from, false
	for i, id := range words {
		if int(id) >= len(f.met) { // Stop, too
			continue
		}
		word := &f.met[id]
		if word.required == 0 {
			f.meet(id)
		}
		if word.node == 0 {
			continue
		}
		n := f.node(word.node)
		if n.ends < n.endsEnd || i+1 < len(words) && n.next&nextBit(words[i+1]) != 0 {
			f.walk(n, i+1)
		}
	}
	for g := range f.hits {
		f.hits[g] = keepLongest(f.hits[g])
	}
}

// walk follows the tree from a node that the words before words[i] led to.
func (f *Finder) walk(n *metNode, i int) {
	for ; ; i++ {
		if ends := f.ends[n.ends:n.endsEnd]; len(ends) > 0 {
			if !f.known && ends[0].need != 0 {
				f.learn()
			}
			line := f.line
			for k := range ends {
				if e := &ends[k]; line[e.need/64]&(1<<(e.need%64)) != 0 && e.phrase >= f.from {
					f.end(e.phrase, i)
				}
			}
		}
		if i == len(f.words) || n.next&nextBit(f.words[i]) == 0 {
			return
		}
		next := f.follow(n, f.words[i])
		if next == 0 {
			return
		}
		n = f.node(next)
	}
}

// follow returns the node that a word leads to from another, or 0.
func (f *Finder) follow(n *metNode, word token.ID) uint32 {
	if n.to != 0 {
		if f.in(n.set, word) {
			return n.to
		}
		return 0
	}
	for at := place(word); ; at++ {
		if e := &f.edges[n.edges+at&n.mask]; e.word == word || e.node == 0 {
			return e.node
		}
	}
}

// place returns a number that spreads words over the places of a table.
func place(word token.ID) uint32 { return uint32(word) * 0x9e3779b1 >> 12 }

// node returns a node by its number.
func (f *Finder) node(number uint32) *metNode {
	n := &f.nodes[number]
	if !n.met {
		f.meetNode(n, int(number))
	}
	return n
}

// meetNode reads a node.
func (f *Finder) meetNode(n *metNode, number int) {
	n.met, n.ends = true, uint32(len(f.ends))
	for i := f.nodeEnds.at(number); i < f.nodeEnds.at(number+1); i++ {
		phrase := f.matcher.ends.at(int(i))
		f.ends = append(f.ends, end{phrase, uint16(f.needs.at(int(phrase)))})
	}
	n.endsEnd = uint32(len(f.ends))

	first, behind := f.nodeEdges.at(number), f.nodeEdges.at(number+1)
	if behind-first == 1 {
		n.set, n.to = elem(f.over.at(int(first))), f.to.at(int(first))
		n.next = f.bits(n.set)
		return
	}
	words := 0
	for i := first; i < behind; i++ {
		from, to := f.ids(elem(f.over.at(int(i))))
		words += to - from
	}
	if words == 0 {
		return
	}
	places := 1 << bits.Len(uint(words)) // more than words, so that one is free
	n.edges, n.mask = uint32(len(f.edges)), uint32(places-1)
	f.edges = slices.Grow(f.edges, places)[:len(f.edges)+places]
	table := f.edges[n.edges:]
	for i := first; i < behind; i++ {
		set, node := elem(f.over.at(int(i))), f.to.at(int(i))
		n.next |= f.bits(set)
		for from, to := f.ids(set); from < to; from++ {
			word := token.ID(f.matcher.words.at(from))
			at := place(word)
			for table[at&n.mask].node != 0 {
				at++
			}
			table[at&n.mask] = edge{word, node}
		}
	}
}

// bits returns nextBit of the words of a set.
func (f *Finder) bits(e elem) uint64 {
	if bits := f.sets[e]; bits != 0 {
		return bits
	}
	return f.meetSet(e)
}

func (f *Finder) meetSet(e elem) (bits uint64) {
	for from, to := f.ids(e); from < to; from++ {
		bits |= nextBit(token.ID(f.matcher.words.at(from)))
	}
	f.sets[e] = bits
	return bits
}

// in reports whether a word is in a set.
func (f *Finder) in(e elem, id token.ID) bool { return f.bits(e)&nextBit(id) != 0 && f.has(e, id) }

// meet reads where a word leads to.
func (f *Finder) meet(id token.ID) {
	at := f.requiredAt.at(int(id))
	list, ok := f.lists[at] // that of another form of the word, as a rule
	if !ok {
		list = uint32(len(f.required))
		f.readRequired(int(at))
		f.lists[at] = list
	}
	f.met[id] = metWord{f.roots.at(int(id)), list}
}

// readRequired reads a list of required words.
func (f *Finder) readRequired(at int) {
	count, at := varint(f.matcher.required, at)
	number, last := uint32(0), requiredBits{}
	for range count {
		var more uint64
		more, at = varint(f.matcher.required, at)
		if number += uint32(more); number/64 != last.at {
			if last.bits != 0 {
				f.required = append(f.required, last)
			}
			last = requiredBits{at: number / 64}
		}
		last.bits |= 1 << (number % 64)
	}
	last.last = true
	f.required = append(f.required, last)
}

// learn notes the required words that the line has.
func (f *Finder) learn() {
	line := f.line
	clear(line)
	line[0], f.known = 1, true
	for _, id := range f.words {
		if int(id) >= len(f.met) {
			continue
		}
		word := &f.met[id]
		if word.required == 0 {
			f.meet(id)
		}
		for _, r := range f.required[word.required:] {
			line[r.at] |= r.bits
			if r.last {
				break
			}
		}
	}
}

// lineHas reports whether the line has a required word.
func (f *Finder) lineHas(need uint) bool { return f.line[need/64]&(1<<(need%64)) != 0 }

// end adds a phrase that ends before words[i], or looks for one with gaps of which
// a part ends there, if the line has what else it needs.
func (f *Finder) end(number uint32, i int) {
	p := f.phrase(number)
	if !p.gaps() {
		first := i - p.size()
		f.hits.add(f.matcher, &p, first, i, first+p.at(), number)
		return
	}
	for k := range p.needs() {
		if !f.lineHas(p.need(k)) {
			return
		}
	}
	f.measure(&p, number, i)
}

// measure looks for a phrase with gaps, part of which stands before words[i]:
// from each word on that may be its anchor to the nearest words that fit.
func (f *Finder) measure(p *phraseRecord, number uint32, i int) {
	if back := p.back(); back > 0 {
		f.around(p, number, i-back)
		return
	}
	anchor, reach := f.elem(p, p.at()), p.reach()
	bits := f.bits(anchor)
	for k := max(0, i-reach); k < min(len(f.words), i+reach); k++ {
		if id := f.words[k]; bits&nextBit(id) != 0 && f.has(anchor, id) {
			f.around(p, number, k)
		}
	}
}

// around looks for a phrase around its anchor at words[i].
func (f *Finder) around(p *phraseRecord, number uint32, i int) {
	if start, end, ok := f.match(p, f.words, i); ok {
		f.hits.add(f.matcher, p, start, end, i, number)
	}
}

// match matches a phrase the anchor of which stands at words[i], and returns its
// words, half open.
func (f *Finder) match(p *phraseRecord, words []token.ID, i int) (start, end int, ok bool) {
	tries := mostTries
	if start, ok = f.reach(p, words, p.at(), i, -1, &tries); ok {
		end, ok = f.reach(p, words, p.at(), i, +1, &tries)
	}
	return start, end + 1, ok
}

// mostTries is how often another word behind a gap is tried for a phrase at one
// place of a line.
const mostTries = 100

// reach matches the elements on one side of element at, which stands at words[i],
// and returns the outermost word. Of several words that fit behind a gap it takes
// the nearest with which the rest fits.
func (f *Finder) reach(p *phraseRecord, words []token.ID, at, i, step int, tries *int) (int, bool) {
	for {
		if at += step; at < 0 || at >= p.size() {
			return i, true
		}
		e := f.elem(p, at)
		gap := e.gap()
		if gap == 0 {
			if i += step; i < 0 || i >= len(words) || !f.in(e, words[i]) {
				return 0, false
			}
			continue
		}
		at += step // no gap stands at an end, and no two stand together
		beyond := f.elem(p, at)
		for ; gap >= 0; gap-- {
			if i += step; i < 0 || i >= len(words) || words[i] == Stop {
				break
			}
			if f.in(beyond, words[i]) {
				if *tries--; *tries < 0 {
					break
				}
				if last, ok := f.reach(p, words, at, i, step, tries); ok {
					return last, true
				}
			}
		}
		return 0, false
	}
}

// Stop stands, in what Find is given, for a sign that ends a sentence: no phrase
// reaches over it.
const Stop = ^token.ID(0)
