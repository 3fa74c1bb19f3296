package rules

// Finder finds the phrases of a Matcher in one line after another. Use one per
// goroutine.
type Finder struct {
	*Matcher
	hits     Hits
	words    []WordID
	wordings bool
	line     companions // of all words; made when first asked for
}

// Finder gives a Finder of the phrases.
func (m *Matcher) Finder() *Finder { return &Finder{Matcher: m} }

// Find gives the hits in a line, given as the words of its tokens. Where phrases
// of a group overlap the longest stands, and of two equally long ones the false
// friend; rules that share a phrase each give a hit. The hits are good until the
// next line.
func (f *Finder) Find(words []WordID) *Hits {
	f.search(words, false)
	for g := range f.hits {
		f.hits[g] = keepLongest(f.hits[g])
	}
	return &f.hits
}

// FindWordings is Find for the group of wordings alone, much faster.
func (f *Finder) FindWordings(words []WordID) *Hits {
	f.search(words, true)
	f.hits = Hits{Sided: f.hits[Sided][:0], OtherJobs: f.hits[OtherJobs][:0], Wordings: keepLongest(f.hits[Wordings])}
	return &f.hits
}

// search gathers the hits in a line: all of them, or at least those of the group
// of wordings.
func (f *Finder) search(words []WordID, wordings bool) {
	for g := range f.hits {
		f.hits[g] = f.hits[g][:0]
	}
	f.words, f.wordings = words, wordings
	f.line.known = false
	for i, id := range words {
		if id >= WordID(len(f.roots)) { // Stop, too
			continue
		}
		r := f.roots[id]
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
		for _, number := range f.ends[at.ends:behind.ends] {
			p := &f.phrases[number]
			if f.wordings && p.group != Wordings {
				continue
			}
			if p.gaps {
				f.await(p, number, i)
				continue
			}
			first := i - p.size()
			f.hits.add(f.Matcher, p, first, i, first+int(p.at), number)
		}
		if i == len(f.words) || at.next&nextBit(f.words[i]) == 0 {
			return
		}
		if node = f.follow(node, f.words[i]); node == 0 {
			return
		}
	}
}

// await looks for a phrase with gaps of which a part ends before words[i], if
// the line has what it needs.
func (f *Finder) await(p *phrase, number int32, i int) {
	if !f.line.known {
		f.line.learn(f.Matcher, f.words)
	}
	if f.line.has(p.needs[0]) && f.line.has(p.needs[1]) && f.line.has(p.needs[2]) && f.line.has(p.needs[3]) {
		f.measure(p, number, i)
	}
}

// measure looks for a phrase with gaps, part of which stands before words[i]:
// from each word on that may be its anchor to the nearest words that fit.
func (f *Finder) measure(p *phrase, number int32, i int) {
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
func (f *Finder) around(p *phrase, number int32, i int) {
	if start, end, ok := f.match(p, f.words, i); ok {
		f.hits.add(f.Matcher, p, start, end, i, number)
	}
}

// match matches a phrase the anchor of which stands at words[i], and gives its
// words, half open.
func (m *Matcher) match(p *phrase, words []WordID, i int) (start, end int, ok bool) {
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
// and gives the outermost word. Of several words that fit behind a gap it takes
// the nearest with which the rest fits.
func (m *Matcher) reach(p *phrase, words []WordID, at, i, step int, tries *int) (int, bool) {
	for {
		if at += step; at < 0 || at >= p.size() {
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
const Stop = ^WordID(0)
