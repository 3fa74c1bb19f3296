package verdict

import (
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// measures are the counts that cases of verdicts ask for.
type measures struct {
	*Evidence
	own, against float64 // what the side of the title weighs, and the other one
	hard         float64 // what decisions on money and market weigh
	sided, weak  float64 // duties of both sides
	other, rest  float64 // lines of the other job that explains most, and those that it does not explain
	otherID      string  // that job
}

// value returns what a name stands for: a measure, or the owned lines of one
// category or more.
func (m *measures) value(name string) float64 {
	if n, ok := m.measure(name); ok {
		return n
	}
	lines := 0
	for id := range strings.SplitSeq(name, rules.CategorySum) {
		lines += m.Strategic.Categories[id] + m.Tactical.Categories[id]
	}
	return float64(lines)
}

// measure returns the measure of a name of rules.Measures.
func (m *measures) measure(name string) (n float64, ok bool) {
	switch name {
	case "own":
		return m.own, true
	case "against":
		return m.against, true
	case "strategic":
		return float64(m.Strategic.mass()), true
	case "tactical":
		return float64(m.Tactical.mass()), true
	case "weak":
		return m.weak, true
	case "sided":
		return m.sided, true
	case "sought":
		return float64(m.Sought), true
	case "core":
		return float64(m.Tactical.Kinds(core...)), true
	case "hard":
		return m.hard, true
	case "duty_lines":
		return float64(m.DutyLines), true
	case "other":
		return m.other, true
	case "other_margin":
		return m.other - m.rest, true
	case "others":
		return float64(m.OtherLines), true
	case "others_margin":
		return float64(m.OtherLines - m.Bare), true
	case "rest":
		return m.rest, true
	case "second_job":
		if m.TitleOther != "" {
			return 1, true
		}
		return 0, true
	case "own_share":
		if sum := m.own + m.against; sum > 0 {
			return 100 * m.own / sum, true
		}
		return 100, true
	}
	return 0, false
}

// core are the categories that make up the daily work with a team.
var core = []string{"backlog", "stories", "sprints", "acceptance"}

func measure(e *Evidence) measures {
	own, against := &e.Strategic, &e.Tactical
	if e.Title == e.Model.TacticalTitle {
		own, against = against, own
	}
	held := min(against.mass(), against.Has(e.mayHold()...))
	if e.Title == both {
		held = 0
	}
	hard := float64(e.Strategic.Has(e.Model.Hard...))
	extra := hard * (max(e.Model.HardWeight, 1) - 1)
	if e.alone() {
		extra = 0 // there is nobody else to hold it
	}
	o, a := float64(own.mass()), float64(against.mass()-held)
	if own == &e.Strategic {
		o += extra
	} else {
		a += extra
	}
	m := measures{
		Evidence: e, own: o, against: a, hard: hard + extra,
		sided: float64(own.mass() + against.mass()), weak: float64(own.Weak + against.Weak),
	}
	m.rest = float64(e.Strategic.Owned + e.Tactical.Owned)
	for id, job := range e.Others {
		lines, rest := float64(job.Lines), float64(job.Rest)
		if by := (lines - rest) - (m.other - m.rest); m.otherID == "" || by > 0 || by == 0 && (lines > m.other || lines == m.other && id < m.otherID) {
			m.other, m.rest, m.otherID = lines, rest, id
		}
	}
	return m
}

// alone reports whether the title is that of the Product Owner in an
// organisation without product managers.
func (e *Evidence) alone() bool {
	return e.Title == e.Model.TacticalTitle && e.Model.Organisation.WithoutProductManager()
}

// mayHold lists the categories of the other side that do not count against the
// title. Where there is no product manager, the Product Owner has to hold what
// a manager would.
func (e *Evidence) mayHold() []string {
	if e.alone() {
		var all []string
		for id := range e.Strategic.Categories {
			all = append(all, id)
		}
		return all
	}
	return e.Model.MayHold[e.Title]
}
