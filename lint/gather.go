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
		Strategic: verdict.Tally{Categories: emptied(e.Strategic.Categories)}, Tactical: verdict.Tally{Categories: emptied(e.Tactical.Categories)},
		Others: emptied(e.Others), Overlaps: emptied(e.Overlaps),
	}
	repeated := &c.repeated
	repeated.begin(c.posting)
	c.sides = emptied(c.sides)
	seen := c.sides
	for _, d := range c.found.Sided {
		if repeated.again(d.Line) {
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
	repeated.ask()
	for _, d := range c.found.Others {
		if d.Weak || repeated.again(d.Line) {
			continue
		}
		e.Others[d.Rule.Category.ID]++
		e.Overlaps[d.Rule.Category.ID] = d.Rule.Category.Overlaps
	}
	repeated.ask()
	for i := range c.posting.Lines {
		if l := &c.posting.Lines[i]; l.Zone == posting.Duties && l.Kind != posting.Heading && !repeated.again(i) {
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

// emptied gives a map without what it holds, and one that is nil anew.
func emptied[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	clear(m)
	return m
}
