package rules

import "github.com/jdlint/jdlint/lint/token"

// Finder finds the phrases of a Matcher in one line after another. Use one per
// goroutine.
type Finder struct {
	*Matcher
	hits     Hits
	words    []token.ID
	wordings bool
	line     []uint64 // the required words that the line has, by number
	known    bool     // line is that of words
	// The required words of the words met so far: where they begin, by word, and
	// their bits up to an entry without any. 64 of them that share a frequent word
	// are told by one bit set: of the 415 million instructions that judging took when
	// this was measured, they take 10 million so, and 26 million one by one.
	requiredOf []int32
	required   []requiredBits

	over map[int32]map[token.ID]int32 // of the nodes with many edges met so far: the nodes that words lead to
}

// Finder returns a Finder of the phrases.
func (m *Matcher) Finder() *Finder {
	return &Finder{Matcher: m, required: make([]requiredBits, 1), requiredOf: make([]int32, m.roots.len()), over: map[int32]map[token.ID]int32{}}
}

// Find returns the hits in a line, given as the words of its tokens. Where phrases
// of a group overlap the longest stands, and of two equally long ones the
// exclusion; rules that share a phrase each give a hit. The hits are good until the
// next line.
func (f *Finder) Find(words []token.ID) *Hits {
	f.search(words, false)
	for g := range f.hits {
		f.hits[g] = keepLongest(f.hits[g])
	}
	return &f.hits
}

// FindWordings is Find for the group of wordings alone. It saves 1.1 % of the
// instructions of judging, and stays since without it every line of requirements is
// searched in full.
func (f *Finder) FindWordings(words []token.ID) *Hits {
	f.search(words, true)
	f.hits = Hits{Sided: f.hits[Sided][:0], OtherJobs: f.hits[OtherJobs][:0], Wordings: keepLongest(f.hits[Wordings])}
	return &f.hits
}

// search gathers the hits in a line: all of them, or at least those of the group
// of wordings.
func (f *Finder) search(words []token.ID, wordings bool) {
	for g := range f.hits {
		f.hits[g] = f.hits[g][:0]
	}
	f.words, f.wordings = words, wordings
	f.known = false
	for i, id := range words {
		if int(id) >= f.roots.len() { // Stop, too
			continue
		}
		r := int32(f.roots.at(int(id)))
		if r == 0 {
			continue
		}
		at := &f.nodes[r]
		if at.ends < f.nodes[r+1].ends || i+1 < len(words) && at.next&nextBit(words[i+1]) != 0 {
			f.walk(r, i+1)
		}
	}
}

// walk follows the tree from a node that the words before words[i] led to.
func (f *Finder) walk(node int32, i int) {
	for ; ; i++ {
		at, behind := &f.nodes[node], &f.nodes[node+1]
		for end := at.ends; end < behind.ends; end++ {
			number := int32(f.ends.at(int(end)))
			record := f.record(number)
			flags := record[0]
			if f.wordings && Group(flags&groupBits) != Wordings {
				continue
			}
			if flags&gapsBit != 0 {
				f.await(record, number, i)
				continue
			}
			p := f.phrase(number)
			first := i - int(p.size)
			f.hits.add(f.Matcher, &p, first, i, first+int(p.at), number)
		}
		if i == len(f.words) || at.next&nextBit(f.words[i]) == 0 {
			return
		}
		if node = f.next(node, f.words[i]); node == 0 {
			return
		}
	}
}

// next returns the node that a word leads to from another than the root, or 0. From
// a node like that of "product" a hundred sets lead on: what their words lead to is
// noted when the node is first met, which keeps the time of a step from growing with
// the number of rules.
func (f *Finder) next(node int32, word token.ID) int32 {
	edges := f.edges[f.nodes[node].edges:f.nodes[node+1].edges]
	if len(edges) <= fewEdges {
		return f.follow(edges, word)
	}
	over, ok := f.over[node]
	if !ok {
		over = map[token.ID]int32{}
		for _, e := range edges {
			for i := f.sets[e.set].first; i < f.sets[e.set+1].first; i++ {
				over[token.ID(f.Matcher.words.at(int(i)))] = e.node
			}
		}
		f.over[node] = over
	}
	return over[word]
}

// fewEdges is how many edges are tried one by one.
const fewEdges = 48

// requiredBits are those of the required words with numbers from 64 times at on.
type requiredBits struct {
	bits uint64
	at   uint32
}

// learn notes the required words that the line has.
func (f *Finder) learn() {
	if n := f.requiredCount/64 + 1; len(f.line) != n {
		f.line = make([]uint64, n)
	} else {
		clear(f.line)
	}
	f.line[0], f.known = 1, true // number 0 asks for nothing
	for _, id := range f.words {
		if int(id) >= f.roots.len() {
			continue
		}
		at := f.requiredOf[id]
		if at == 0 {
			at = f.readRequired(id)
		}
		for ; f.required[at].bits != 0; at++ {
			f.line[f.required[at].at] |= f.required[at].bits
		}
	}
}

// readRequired notes which required words a word is, and returns where in
// f.required.
func (f *Finder) readRequired(id token.ID) int32 {
	at := int32(len(f.required))
	f.requiredOf[id] = at
	count, from := varint(f.Matcher.required, int(f.requiredAt.at(int(id))))
	number := uint64(0)
	for range count {
		var more uint64
		more, from = varint(f.Matcher.required, from)
		number += more
		if last := len(f.required) - 1; last < int(at) || f.required[last].at != uint32(number/64) {
			f.required = append(f.required, requiredBits{at: uint32(number / 64)})
		}
		f.required[len(f.required)-1].bits |= 1 << (number % 64)
	}
	f.required = append(f.required, requiredBits{})
	return at
}

// await looks for a phrase with gaps of which a part ends before words[i], if
// the line has what its record asks for.
func (f *Finder) await(record string, number int32, i int) {
	if !f.known {
		f.learn()
	}
	for k := range int(record[0] >> needsBits) {
		if need := twoBytes(record, needsAt+2*k); f.line[need>>6]&(1<<(need&63)) == 0 {
			return
		}
	}
	p := f.phrase(number)
	f.measure(&p, number, i)
}

// measure looks for a phrase with gaps, part of which stands before words[i]:
// from each word on that may be its anchor to the nearest words that fit.
func (f *Finder) measure(p *compiledPhrase, number int32, i int) {
	if p.back > 0 {
		f.around(p, number, i-int(p.back))
		return
	}
	anchor := f.elem(p, int(p.at))
	for k := max(0, i-int(p.reach)); k < min(len(f.words), i+int(p.reach)); k++ {
		if id := f.words[k]; f.has(anchor, id) {
			f.around(p, number, k)
		}
	}
}

// around looks for a phrase around its anchor at words[i].
func (f *Finder) around(p *compiledPhrase, number int32, i int) {
	if start, end, ok := f.match(p, f.words, i); ok {
		f.hits.add(f.Matcher, p, start, end, i, number)
	}
}

// match matches a phrase the anchor of which stands at words[i], and returns its
// words, half open.
func (m *Matcher) match(p *compiledPhrase, words []token.ID, i int) (start, end int, ok bool) {
	tries := mostTries
	if start, ok = m.reach(p, words, int(p.at), i, -1, &tries); ok {
		end, ok = m.reach(p, words, int(p.at), i, +1, &tries)
	}
	return start, end + 1, ok
}

// mostTries is how often another word behind a gap is tried for a phrase at one
// place of a line.
const mostTries = 100

// reach matches the elements on one side of element at, which stands at words[i],
// and returns the outermost word. Of several words that fit behind a gap it takes
// the nearest with which the rest fits.
func (m *Matcher) reach(p *compiledPhrase, words []token.ID, at, i, step int, tries *int) (int, bool) {
	for {
		if at += step; at < 0 || at >= int(p.size) {
			return i, true
		}
		e := m.elem(p, at)
		gap := e.gap()
		if gap == 0 {
			if i += step; i < 0 || i >= len(words) || !m.has(e, words[i]) {
				return 0, false
			}
			continue
		}
		at += step // no gap stands at an end, and no two stand together
		beyond := m.elem(p, at)
		for ; gap >= 0; gap-- {
			if i += step; i < 0 || i >= len(words) || words[i] == Stop {
				break
			}
			if m.has(beyond, words[i]) {
				if *tries--; *tries < 0 {
					break
				}
				if last, ok := m.reach(p, words, at, i, step, tries); ok {
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
