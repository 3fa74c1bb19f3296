package lint

import (
	"hash/maphash"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// gather sums up the evidence for the verdict. A line that the posting repeats
// (job boards often print a text twice) counts once.
func (c *checker) gather() {
	e := &c.evidence
	*e = verdict.Evidence{
		Model: c.model, Title: string(c.title.Role), Level: string(c.title.Level), TitleOther: c.title.Other,
		Strategic: verdict.Tally{Categories: map[string]int{}}, Tactical: verdict.Tally{Categories: map[string]int{}},
		Others: map[string]int{}, Overlaps: map[string][]string{},
	}
	repeated := repeatedLines(c.posting)
	seen := map[lineSide]bool{}
	for _, d := range c.found.Sided {
		if repeated[d.Line] {
			continue
		}
		tally := &e.Strategic
		if d.Rule.Category.Side == rules.Tactical {
			tally = &e.Tactical
		}
		key := lineSide{d.Line, d.Rule.Category.Side, d.Weak}
		if !d.Weak {
			tally.Categories[d.Rule.Category.ID]++
		}
		if !seen[key] {
			seen[key] = true
			if d.Weak {
				tally.Weak++
			} else {
				tally.Owned++
			}
		}
	}
	for _, d := range c.found.Others {
		if d.Weak || repeated[d.Line] {
			continue
		}
		e.Others[d.Rule.Category.ID]++
		e.Overlaps[d.Rule.Category.ID] = d.Rule.Category.Overlaps
	}
	for i := range c.posting.Lines {
		if l := &c.posting.Lines[i]; l.Zone == posting.Duties && l.Kind != posting.Heading && !repeated[i] {
			e.DutyLines++
		}
	}
}

// lineSide names the duties of one side and strength in one line.
type lineSide struct {
	line int
	side rules.Side
	weak bool
}

// repeatedLines tells by its number which line stands in the posting before.
func repeatedLines(p *posting.Posting) []bool {
	size := 16 // a power of two, twice as many as there are lines
	for size < 2*len(p.Lines) {
		size *= 2
	}
	seen := make([]int32, size) // an open table of the lines seen, numbered from 1
	repeated := make([]bool, len(p.Lines))
	seed := maphash.MakeSeed()
	for i := range p.Lines {
		text := p.Lines[i].Text
		at := maphash.String(seed, text) % uint64(size)
		for seen[at] > 0 && p.Lines[seen[at]-1].Text != text {
			at = (at + 1) % uint64(size)
		}
		if repeated[i] = seen[at] > 0; !repeated[i] {
			seen[at] = int32(i + 1)
		}
	}
	return repeated
}
