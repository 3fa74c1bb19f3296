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
type Matcher struct {
	phrases []phrase

	// Each phrase is entered under the words of one of its elements, the one
	// with the fewest words, so that most words of a posting start no
	// comparison: anchors[starts[id]:starts[id+1]] are those of a word.
	starts  []uint32
	anchors []anchor

	// marks tells for each word which companions it belongs to. A companion is
	// the element of a phrase that, beside its anchor, is most telling: a line
	// without a word of it cannot hold the phrase. Several companions share a
	// bit, so a bit that is set proves nothing.
	marks []mark
}

type phrase struct {
	elems []elem
	rule  *CompiledRule
	group Group
	whole bool
	at    int32 // the element that is the anchor
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

// anchor says that a word stands in the anchor of a phrase, and what else the
// line needs.
type anchor struct {
	phrase int32
	needs  uint16 // the bit of its companion; 0: none
}

// mark is a set of bits; bit 0 is always there.
type mark [4]uint64

func (m *mark) add(bit uint16)      { m[bit>>6&3] |= 1 << (bit & 63) }
func (m *mark) has(bit uint16) bool { return m[bit>>6&3]&(1<<(bit&63)) != 0 }

// Find gives the hits in a line, given as the words of its tokens; those that
// hits holds are overwritten. Where phrases of a group overlap the longest
// stands, and of two equally long ones the false friend; rules that share a
// phrase each give a hit.
func (m *Matcher) Find(hits *Hits, words []WordID) {
	for g := range hits {
		hits[g] = hits[g][:0]
	}
	line, anchored := mark{1}, false
	for _, id := range words {
		if int(id) >= len(m.marks) || id == 0 {
			continue
		}
		of := &m.marks[id]
		line[0] |= of[0]
		line[1] |= of[1]
		line[2] |= of[2]
		line[3] |= of[3]
		anchored = anchored || m.starts[id] != m.starts[id+1]
	}
	if !anchored {
		return
	}
	for i, id := range words {
		if int(id) >= len(m.marks) || id == 0 {
			continue
		}
		for _, a := range m.anchors[m.starts[id]:m.starts[id+1]] {
			if !line.has(a.needs) {
				continue
			}
			p := &m.phrases[a.phrase]
			start, ok := p.left(words, i, int(p.at))
			if !ok {
				continue
			}
			if end, ok := p.right(words, i, int(p.at)); ok {
				hits[p.group] = append(hits[p.group], Hit{start, end, p.rule, p.whole})
			}
		}
	}
	for g := range hits {
		hits[g] = keepLongest(hits[g])
	}
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
		if e.gap == 0 && (best < 0 || len(e.ids) <= len(p.elems[best].ids)) {
			best = i
		}
	}
	p.at = int32(best)
}

// companion gives the element with the fewest words beside the anchor, or nil.
func (p *phrase) companion() *elem {
	var best *elem
	for i := range p.elems {
		if e := &p.elems[i]; e.gap == 0 && i != int(p.at) && (best == nil || len(e.ids) < len(best.ids)) {
			best = e
		}
	}
	return best
}

// index makes ready for Find. words is how many the lexicon has.
func (m *Matcher) index(words int) {
	m.starts = make([]uint32, words+1)
	m.marks = make([]mark, words)
	needs := make([]uint16, len(m.phrases))
	for n := range m.phrases {
		p := &m.phrases[n]
		for _, id := range p.elems[p.at].ids {
			m.starts[id]++
		}
		if e := p.companion(); e != nil {
			needs[n] = e.bit()
			for _, id := range e.ids {
				m.marks[id].add(needs[n])
			}
		}
	}
	// Count, then fill from behind.
	sum := uint32(0)
	for id, n := range m.starts {
		sum += n
		m.starts[id] = sum
	}
	m.anchors = make([]anchor, sum)
	for n := len(m.phrases) - 1; n >= 0; n-- {
		p := &m.phrases[n]
		for _, id := range p.elems[p.at].ids {
			m.starts[id]--
			m.anchors[m.starts[id]] = anchor{int32(n), needs[n]}
		}
	}
}

// bit gives the bit, from 1 on, that stands for the element as a companion.
func (e *elem) bit() uint16 {
	h := uint32(2166136261)
	for _, id := range e.ids {
		h = (h ^ uint32(id)) * 16777619
	}
	return uint16((h>>8)%255 + 1)
}
