package rules

import (
	"cmp"
	"slices"
)

// Hit is a phrase found in a line: tokens Start to End, half open.
type Hit struct {
	Start, End int
	Rule       *CompiledRule // nil: a false friend, which hides what it covers
	Whole      bool          // the phrase states the duty with its verb
}

// CompiledRule is a rule with the names in it resolved.
type CompiledRule struct {
	*Rule
	Category *Category
	Verbs    Classes // the classes that make its objects a duty; 0 any that counts
}

// Matcher finds the phrases of all rules in one pass over the words of a line.
// It is immutable after it is built, and safe for concurrent use.
type Matcher struct {
	phrases []phrase
	anchors [][]anchor // by WordID
}

type phrase struct {
	elems []elem
	rule  *CompiledRule
	whole bool
}

type elem struct {
	ids []WordID // sorted
	gap int
}

func (e *elem) has(id WordID) bool {
	if len(e.ids) == 1 {
		return e.ids[0] == id
	}
	_, ok := slices.BinarySearch(e.ids, id)
	return ok
}

// anchor says that a word is element at of a phrase. Each phrase is entered
// under one of its elements, the one with the fewest words, so that most words
// of a posting start no comparison.
type anchor struct {
	phrase int32
	at     int32
}

// Find appends the hits in a line, given as the words of its tokens, in their
// order. Where phrases overlap the longest stands, and of two equally long ones
// the false friend; rules that share a phrase each give a hit.
func (m *Matcher) Find(dst []Hit, words []WordID) []Hit {
	from := len(dst)
	for i, id := range words {
		if int(id) >= len(m.anchors) {
			continue
		}
		for _, a := range m.anchors[id] {
			p := &m.phrases[a.phrase]
			start, ok := p.left(words, i, int(a.at))
			if !ok {
				continue
			}
			if end, ok := p.right(words, i, int(a.at)); ok {
				dst = append(dst, Hit{start, end, p.rule, p.whole})
			}
		}
	}
	return append(dst[:from], keepLongest(dst[from:])...)
}

func keepLongest(hits []Hit) []Hit {
	if len(hits) < 2 {
		return hits
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), friendFirst(a, b), cmp.Compare(a.Start, b.Start))
	})
	kept := hits[:0]
	for _, h := range hits {
		if !slices.ContainsFunc(kept, h.hiddenBy) {
			kept = append(kept, h)
		}
	}
	slices.SortStableFunc(kept, func(a, b Hit) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}

// hiddenBy reports whether a kept hit leaves no room for h. Rules that share a
// phrase, and differ in the verbs they ask for, stand side by side.
func (h Hit) hiddenBy(kept Hit) bool {
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

// compile builds the matcher of some categories and fills the lexicon with the
// words of their phrases.
func compile(categories []*Category, x *Lexicon, lists map[string][]string) (*Matcher, error) {
	m := &Matcher{}
	for _, c := range categories {
		for _, friend := range c.Friends {
			if err := m.add(friend, nil, true, x, lists, c.At); err != nil {
				return nil, err
			}
		}
		for i := range c.Rules {
			r := &CompiledRule{Rule: &c.Rules[i], Category: c}
			for _, name := range r.Rule.Verbs {
				bit, ok := x.bit(name)
				if !ok {
					return nil, errorAt(r.At, "rule %s: there is no class of verbs %q; words.yaml has %v", r.ID, name, x.names)
				}
				r.Verbs |= bit
			}
			for _, text := range r.Objects {
				if err := m.add(text, r, false, x, lists, r.At); err != nil {
					return nil, err
				}
			}
			for _, text := range r.Phrases {
				if err := m.add(text, r, true, x, lists, r.At); err != nil {
					return nil, err
				}
			}
		}
	}
	m.index(len(x.words))
	return m, nil
}

func (m *Matcher) add(text string, r *CompiledRule, whole bool, x *Lexicon, lists map[string][]string, at Pos) error {
	variants, err := expand(text, lists, at)
	if err != nil {
		return err
	}
	for _, pieces := range variants {
		p := phrase{rule: r, whole: whole && r != nil}
		for _, piece := range pieces {
			e := elem{gap: piece.gap}
			for _, word := range piece.words {
				e.ids = append(e.ids, x.forms(word, whole)...)
			}
			slices.Sort(e.ids)
			e.ids = slices.Compact(e.ids)
			p.elems = append(p.elems, e)
		}
		m.phrases = append(m.phrases, p)
	}
	return nil
}

func (m *Matcher) index(words int) {
	m.anchors = make([][]anchor, words)
	for n, p := range m.phrases {
		best := -1
		for i, e := range p.elems {
			if e.gap == 0 && (best < 0 || len(e.ids) <= len(p.elems[best].ids)) {
				best = i
			}
		}
		for _, id := range p.elems[best].ids {
			m.anchors[id] = append(m.anchors[id], anchor{int32(n), int32(best)})
		}
	}
}
