// Package verdict weighs the duties of a posting against its title.
package verdict

import (
	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// Evidence is what a verdict rests on.
type Evidence struct {
	Model *rules.Model

	// Title is product-manager, product-owner or both.
	Title string
	// Level is junior, mid, senior or lead.
	Level string
	// TitleOther is a second role that the title names, such as "engineer",
	// or "".
	TitleOther string

	// Strategic and Tactical count the lines of either side, each line once
	// even if the posting repeats it.
	Strategic, Tactical Tally

	// Others counts the lines that state a duty of another job, by the id of
	// its category.
	Others map[string]int
	// Overlaps lists, by job, the sided categories that are its duties too.
	Overlaps map[string][]string

	// DutyLines counts the lines that stand among the duties, sided or not.
	DutyLines int
}

// Collect counts the evidence in the duties that were found in a posting. A
// line that the posting repeats counts once: job boards often print a text twice.
func (e *Evidence) Collect(p *posting.Posting, found *duty.Found) {
	e.Strategic, e.Tactical = Tally{Categories: map[string]int{}}, Tally{Categories: map[string]int{}}
	e.Others, e.Overlaps = map[string]int{}, map[string][]string{}
	e.DutyLines = 0

	lines := newLineSet(p.Lines)
	var counted [2][2]int // the line counted last, from 1, by side and by strength
	for i := range found.Sided {
		d := &found.Sided[i]
		if lines.repeats(d.Line) {
			continue
		}
		tally, side := &e.Strategic, 0
		if d.Rule.Category.Side == rules.Tactical {
			tally, side = &e.Tactical, 1
		}
		count, strength := &tally.Weak, 0
		if !d.Weak {
			count, strength = &tally.Owned, 1
			tally.Categories[d.Rule.Category.ID]++
		}
		if last := &counted[side][strength]; *last != d.Line+1 {
			*last = d.Line + 1
			*count++
		}
	}
	lines = newLineSet(p.Lines)
	for i := range found.Others {
		if d := &found.Others[i]; !d.Weak && !lines.repeats(d.Line) {
			e.Others[d.Rule.Category.ID]++
			e.Overlaps[d.Rule.Category.ID] = d.Rule.Category.Overlaps
		}
	}
	lines = newLineSet(p.Lines)
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Zone == posting.Duties && l.Kind != posting.Heading && !lines.repeats(i) {
			e.DutyLines++
		}
	}
}

// lineSet holds the lines that were asked about, so as to know those that say
// the same again.
type lineSet struct {
	lines []posting.Line
	first map[string]int // by text: the line that was asked about first
}

func newLineSet(lines []posting.Line) lineSet { return lineSet{lines, map[string]int{}} }

// repeats reports whether a line says what another one said that was asked about
// before. Lines that nobody asks about, such as headings, repeat nothing: what
// they say was not counted.
func (s *lineSet) repeats(line int) bool {
	first, seen := s.first[s.lines[line].Text]
	if !seen {
		s.first[s.lines[line].Text] = line
	}
	return seen && first != line
}

// Tally sums up the duties of one side.
type Tally struct {
	Owned, Weak int            // lines
	Categories  map[string]int // owned lines by category
}

// mass is how much the duties of a side weigh: their lines, or their
// categories where one line packs many duties, as flattened texts do.
func (t *Tally) mass() int { return max(t.Owned, len(t.Categories)) }

// Has counts the owned lines in some categories.
func (t *Tally) Has(categories ...string) int {
	n := 0
	for _, c := range categories {
		n += t.Categories[c]
	}
	return n
}

// Kinds counts the categories with owned lines, of those given.
func (t *Tally) Kinds(categories ...string) int {
	n := 0
	for _, c := range categories {
		if t.Categories[c] > 0 {
			n++
		}
	}
	return n
}
