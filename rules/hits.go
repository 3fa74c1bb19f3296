package rules

import (
	"cmp"
	"slices"
)

// Hit is a phrase found in a line: tokens Start to End, half open.
type Hit struct {
	Start, End int
	Rule       *CompiledRule // nil: an exclusion, which hides what it covers
	Whole      bool          // the phrase states the duty with its verb

	order uint64 // of equal hits: where the anchor stands, then the phrase
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

// Named reports whether there is a hit that is no exclusion.
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

// add adds a phrase that stands in words start to end, around its anchor.
func (h *Hits) add(m *matcher, p *phraseRecord, start, end, anchor int, number uint32) {
	all := append(h[p.group()], Hit{})
	h[p.group()] = all
	hit := &all[len(all)-1] // written where it stays, since copying takes longer
	hit.Start, hit.End, hit.Whole, hit.order = start, end, p.whole(), uint64(anchor)<<32|uint64(number)
	if rule := p.rule(); rule != noRule {
		hit.Rule = m.rules[rule]
	}
}

// keepLongest drops the hits that others hide.
func keepLongest(hits []Hit) []Hit {
	if len(hits) < 2 {
		return hits
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if longer := (b.End - b.Start) - (a.End - a.Start); longer != 0 {
			return longer
		}
		return cmp.Or(exclusionFirst(a, b), cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order))
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

func exclusionFirst(a, b Hit) int {
	switch {
	case a.Rule == nil && b.Rule != nil:
		return -1
	case a.Rule != nil && b.Rule == nil:
		return 1
	}
	return 0
}
