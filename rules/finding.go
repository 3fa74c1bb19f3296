package rules

// Find gives the hits in a line, given as the words of its tokens; those that
// hits holds are overwritten. Where phrases of a group overlap the longest
// stands, and of two equally long ones the false friend; rules that share a
// phrase each give a hit.
func (m *Matcher) Find(hits *Hits, words []WordID) {
	m.search(hits, words, false)
	for g := range hits {
		hits[g] = keepLongest(hits[g])
	}
}

// FindWordings is Find for the group of wordings alone, much faster.
func (m *Matcher) FindWordings(hits *Hits, words []WordID) {
	m.search(hits, words, true)
	*hits = Hits{Sided: hits[Sided][:0], OtherJobs: hits[OtherJobs][:0], Wordings: keepLongest(hits[Wordings])}
}

// search gathers the hits in a line: all of them, or at least those of the group
// of wordings.
func (m *Matcher) search(hits *Hits, words []WordID, wordings bool) {
	for g := range hits {
		hits[g] = hits[g][:0]
	}
	f := finding{m, hits, words, mark{}}
	for i, id := range words {
		if int(id) >= len(m.roots) {
			continue
		}
		r := &m.roots[id]
		if wordings && !r.worded {
			continue
		}
		if r.ends || i+1 < len(words) && r.next&nextBit(words[i+1]) != 0 {
			f.walk(r.node, i+1)
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
			if words[i-1-n] == Stop {
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
			if words[i+1+n] == Stop {
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

// Stop stands, in what Find is given, for a sign that ends a sentence: no phrase
// reaches over it.
const Stop = ^WordID(0)
