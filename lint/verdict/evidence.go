// Package verdict weighs the duties of a posting against its title.
package verdict

import (
	"slices"

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

	// Others holds the other jobs whose duties the lines state, by the id of
	// their category.
	Others map[string]Job
	// OtherLines counts the lines that state a duty of some other job, Bare the
	// sided lines that state none.
	OtherLines, Bare int

	// Sought counts the places where the text looks for somebody under the other
	// title.
	Sought int

	// DutyLines counts the lines that stand among the duties, sided or not.
	DutyLines int
}

// Collect counts the evidence in the duties that were found in a posting. A
// line that the posting repeats counts once: job boards often print a text twice.
// What only its words make a duty weighs no more than a weak one, so that nobody is
// accused by likeness: with the labels of other sources left out, this way is right
// for 89 % of the verdicts of the second corpus, and counting it in full for 86 %.
func (e *Evidence) Collect(p *posting.Posting, found *duty.Found) {
	e.Strategic, e.Tactical = Tally{Categories: map[string]int{}}, Tally{Categories: map[string]int{}}
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
		if !d.Weak && !d.Rule.Alike() {
			count, strength = &tally.Owned, 1
			tally.Categories[d.Rule.Category.ID]++
		}
		if last := &counted[side][strength]; *last != d.Line+1 {
			*last = d.Line + 1
			*count++
		}
	}
	e.collectOthers(p, found, &lines)
	lines = newLineSet(p.Lines)
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Zone == posting.Duties && l.Kind != posting.Heading && !lines.repeats(i) {
			e.DutyLines++
		}
	}
}

// Job counts what speaks for another job and against it.
type Job struct {
	Lines int // that state a duty of the job
	Rest  int // sided lines that the job does not explain
}

// decisions are the categories that no other job explains: who states them says
// what the product becomes, with whatever words of other trades in the line.
var decisions = []string{"vision", "roadmap"}

// collectOthers counts the lines of other jobs. A job explains a sided line if the
// duties of the line are all its work too, or if the line states a duty of the job.
// sided holds the lines whose sided duties were counted.
func (e *Evidence) collectOthers(p *posting.Posting, found *duty.Found, sided *lineSet) {
	e.Others, e.OtherLines, e.Bare = map[string]Job{}, 0, 0
	var room [8]*rules.Category
	jobs := room[:0]
	lines := newLineSet(p.Lines)
	for rest := found.Others; len(rest) > 0; {
		duties := firstLine(rest)
		rest = rest[len(duties):]
		if !owned(duties) || lines.repeats(duties[0].Line) {
			continue
		}
		e.OtherLines++
		for i := range duties {
			c := duties[i].Rule.Category
			if duties[i].Weak || states(duties[:i], duties[i].Line, c) {
				continue
			}
			job, known := e.Others[c.ID]
			if !known {
				jobs = append(jobs, c)
			}
			job.Lines++
			e.Others[c.ID] = job
		}
	}
	others := found.Others // of the line at hand and those behind it
	for rest := found.Sided; len(rest) > 0; {
		duties := firstLine(rest)
		rest = rest[len(duties):]
		line := duties[0].Line
		if !owned(duties) || sided.repeats(line) {
			continue
		}
		for len(others) > 0 && others[0].Line < line {
			others = others[1:]
		}
		bare := true
		for _, c := range jobs {
			claimed := states(others, line, c)
			bare = bare && !claimed
			if job := e.Others[c.ID]; !explains(c, duties, claimed) {
				job.Rest++
				e.Others[c.ID] = job
			}
		}
		if bare {
			e.Bare++
		}
	}
}

// firstLine returns those of some duties that stand in the line of the first.
func firstLine(duties []duty.Duty) []duty.Duty {
	n := 1
	for n < len(duties) && duties[n].Line == duties[0].Line {
		n++
	}
	return duties[:n]
}

// states reports whether the first of some duties, those of one line, have one of
// a category.
func states(duties []duty.Duty, line int, c *rules.Category) bool {
	for i := range duties {
		if d := &duties[i]; d.Line != line {
			break
		} else if d.Rule.Category == c && !d.Weak {
			return true
		}
	}
	return false
}

// owned reports whether one of some duties is the person's own, by more than the
// likeness of its words.
func owned(duties []duty.Duty) bool {
	for i := range duties {
		if !duties[i].Weak && !duties[i].Rule.Alike() {
			return true
		}
	}
	return false
}

// explains reports whether the duties of a line are another job's work. claimed
// says that the line states a duty of that job as well.
func explains(job *rules.Category, duties []duty.Duty, claimed bool) bool {
	for i := range duties {
		d := &duties[i]
		if id := d.Rule.Category.ID; !d.Weak && !slices.Contains(job.Overlaps, id) && (!claimed || slices.Contains(decisions, id)) {
			return false
		}
	}
	return true
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
