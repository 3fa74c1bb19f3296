package verdict

// The verdicts, as design and reports write them.
const (
	Fits      = "fits"
	Mistitled = "mistitled"
	Hybrid    = "hybrid"
	OtherRole = "other-role"
	Unclear   = "unclear"
)

// Outcome is a verdict and what it says.
type Outcome struct {
	Verdict    string
	Confidence float64 // 0 to 1
	OtherRole  string  // id of the category of the other job
	Leans      string  // for titles that name both roles: the title that the duties suit
}

// The titles, as rules write them.
const (
	both   = "both"
	junior = "junior"
)

// Judge weighs the evidence.
func Judge(e *Evidence) Outcome {
	sided := e.Strategic.Owned + e.Tactical.Owned
	if other, ok := otherJob(e); ok {
		return Outcome{Verdict: OtherRole, OtherRole: other, Confidence: 0.7}
	}
	if sided < 3 && e.DutyLines < 4 {
		return Outcome{Verdict: Unclear, Confidence: 0.8}
	}
	switch e.Title {
	case both:
		return Outcome{Verdict: Fits, Confidence: 0.9}
	case e.Model.StrategicTitle:
		return strategicTitle(e)
	}
	return tacticalTitle(e)
}

func strategicTitle(e *Evidence) Outcome {
	s, t := &e.Strategic, &e.Tactical
	against := t.Owned - held(e, t)
	core := t.Kinds("backlog", "stories", "sprints", "acceptance")
	switch {
	case e.Level == junior:
		return Outcome{Verdict: Fits, Confidence: 0.9}
	case against >= 4 && s.Owned == 0, against >= 6 && s.Owned <= 1:
		return Outcome{Verdict: Mistitled, Confidence: 0.7}
	case core >= 2 && against >= 3 && s.Owned >= 2 && 2*against >= s.Owned:
		return Outcome{Verdict: Hybrid, Confidence: 0.6}
	case against >= 4 && against >= s.Owned:
		return Outcome{Verdict: Hybrid, Confidence: 0.6}
	}
	return Outcome{Verdict: Fits, Confidence: 0.9}
}

func tacticalTitle(e *Evidence) Outcome {
	s, t := &e.Strategic, &e.Tactical
	against := s.Owned - held(e, s)
	sided := against + t.Owned
	hard := s.Has(e.Model.Hard...)
	switch {
	case sided < 2 && e.DutyLines < 8:
		return Outcome{Verdict: Unclear, Confidence: 0.7}
	case against >= 3 && hard >= 1 && 3*t.Owned <= against:
		return Outcome{Verdict: Mistitled, Confidence: 0.8}
	case against >= 2 && len(s.Categories) >= 2 && 3*against > sided && t.Owned >= 2:
		return Outcome{Verdict: Hybrid, Confidence: 0.6}
	}
	return Outcome{Verdict: Fits, Confidence: 0.9}
}

// held counts the owned lines in categories that the title may hold.
func held(e *Evidence, t *Tally) int {
	return min(t.Owned, t.Has(e.Model.MayHold[e.Title]...))
}

func otherJob(e *Evidence) (string, bool) {
	best, most := "", 0
	for id, n := range e.Sideless {
		if n > most || n == most && id < best {
			best, most = id, n
		}
	}
	sided := e.Strategic.Owned + e.Tactical.Owned
	return best, most >= 3 && most > sided
}
