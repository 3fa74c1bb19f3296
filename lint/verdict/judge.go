package verdict

import (
	"cmp"
	"slices"

	"github.com/jdlint/jdlint/rules"
)

// The verdicts, as reports write them.
const (
	Fits       = "fits"
	Mistitled  = "mistitled"
	Hybrid     = "hybrid"
	OtherRole  = "other-role"
	Unclear    = "unclear"
	OutOfScope = "out-of-scope"
)

// Outcome is a verdict and what it says.
type Outcome struct {
	Verdict    string
	Confidence float64 // 0 to 1
	Because    string  // the case that holds, in words; empty when none does
	OtherRole  string  // id of the category of the other job, for OtherRole
	Leans      string  // for a title that names both roles: the one that has all the duties
}

// both is the title that names the two roles.
const both = "both"

// Judge weighs the evidence: the verdict is that of the first case that holds;
// where none does, the title fits.
func Judge(cases []rules.Case, e *Evidence) Outcome {
	m := measure(e)
	for i := range cases {
		if c := &cases[i]; applies(c, e) && holds(c, &m) {
			o := Outcome{Verdict: c.Verdict, Confidence: c.Confidence, Because: c.Because}
			if o.Verdict == OtherRole {
				o.OtherRole = cmp.Or(c.Job, m.otherID)
			}
			return o
		}
	}
	return Outcome{Verdict: Fits, Confidence: fitConfidence(&m), Leans: leans(e)}
}

// applies reports whether a case speaks of this title at this level.
func applies(c *rules.Case, e *Evidence) bool {
	if len(c.Level) > 0 && !slices.Contains(c.Level, e.Level) {
		return false
	}
	switch c.Title {
	case "strategic":
		return e.Title == e.Model.StrategicTitle
	case "tactical":
		return e.Title == e.Model.TacticalTitle
	}
	return true
}

func holds(c *rules.Case, m *measures) bool {
	for name, least := range c.AtLeast {
		if m.value(name) < least {
			return false
		}
	}
	for name, most := range c.AtMost {
		if m.value(name) > most {
			return false
		}
	}
	return true
}

// fitConfidence returns how sure it is that a title fits: the surer, the less
// stands against it.
func fitConfidence(m *measures) float64 {
	switch share := m.value("own_share"); {
	case m.sided < 3:
		return 0.7
	case share >= 80:
		return 0.97
	case share >= 60:
		return 0.92
	}
	return 0.8
}

// leans returns the role that has all the duties of a posting whose title names
// both, or "".
func leans(e *Evidence) string {
	s, t := e.Strategic.Owned, e.Tactical.Owned
	switch {
	case e.Title != both || s+t < 4:
		return ""
	case t == 0:
		return e.Model.StrategicTitle
	case s == 0:
		return e.Model.TacticalTitle
	}
	return ""
}
