package verdict

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// measures are the counts that cases of verdicts ask for, by their names in
// rules.Measures.
type measures struct {
	*Evidence
	of      map[string]float64
	otherID string // the other job with most lines
}

// value gives what a name stands for: a measure, or the owned lines of one
// category or more.
func (m *measures) value(name string) float64 {
	if n, ok := m.of[name]; ok {
		return n
	}
	lines := 0
	for id := range strings.SplitSeq(name, rules.CategorySum) {
		lines += m.Strategic.Categories[id] + m.Tactical.Categories[id]
	}
	return float64(lines)
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
	m := measures{Evidence: e, of: map[string]float64{
		"own": o, "against": a, "sided": float64(own.mass() + against.mass()),
		"strategic": float64(e.Strategic.mass()), "tactical": float64(e.Tactical.mass()),
		"weak": float64(own.Weak + against.Weak),
		"core": float64(e.Tactical.Kinds(core...)), "hard": hard + extra,
		"duty_lines": float64(e.DutyLines),
		"own_share":  100,
	}}
	if o+a > 0 {
		m.of["own_share"] = 100 * o / (o + a)
	}
	m.of["second_job"], m.of["other"] = 0, 0
	if e.TitleOther != "" {
		m.of["second_job"] = 1
	}
	for id, n := range e.Others {
		if most := m.of["other"]; float64(n) > most || float64(n) == most && id < m.otherID {
			m.of["other"], m.otherID = float64(n), id
		}
	}
	m.of["rest"] = e.unexplained(e.Overlaps[m.otherID])
	m.of["other_margin"] = m.of["other"] - m.of["rest"]
	var overlaps []string
	m.of["others"] = 0
	for id, n := range e.Others {
		m.of["others"] += float64(n)
		overlaps = append(overlaps, e.Overlaps[id]...)
	}
	m.of["others_margin"] = m.of["others"] - e.unexplained(overlaps)
	return m
}

// unexplained counts the owned lines outside of some categories. A line of
// several categories is explained by any of them, as far as counts can tell.
func (e *Evidence) unexplained(overlaps []string) float64 {
	rest := e.Strategic.Owned + e.Tactical.Owned
	for _, tally := range []*Tally{&e.Strategic, &e.Tactical} {
		for id, n := range tally.Categories {
			if slices.Contains(overlaps, id) {
				rest -= n
			}
		}
	}
	return float64(max(0, rest))
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
