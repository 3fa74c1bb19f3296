package lint

import (
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

// repeatedLines tells which lines stand in the posting before.
func repeatedLines(p *posting.Posting) map[int]bool {
	first := make(map[string]bool, len(p.Lines))
	var repeated map[int]bool
	for i := range p.Lines {
		text := p.Lines[i].Text
		if first[text] {
			if repeated == nil {
				repeated = map[int]bool{}
			}
			repeated[i] = true
		}
		first[text] = true
	}
	return repeated
}
