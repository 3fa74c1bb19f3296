package verdict

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/rules"
)

const (
	manager = "product-manager"
	owner   = "product-owner"
)

func builtin(t testing.TB) *rules.Set {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// evidence makes evidence of a title and of duties: "3 backlog, 2 pricing, 1
// weak vision, 4 sales*". A star marks another job; every line stands among
// the duties.
func evidence(t testing.TB, set *rules.Set, model, title, level, duties string) *Evidence {
	t.Helper()
	e := &Evidence{
		Model: set.Models[model], Title: title, Level: level,
		Strategic: Tally{Categories: map[string]int{}}, Tactical: Tally{Categories: map[string]int{}},
		Others: map[string]Job{},
	}
	if e.Model == nil {
		t.Fatalf("there is no role model %q", model)
	}
	known := set.Duties("en")
	var jobs []*rules.Category
	for _, part := range strings.Split(duties, ",") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		n, id := 0, fields[len(fields)-1]
		if _, err := fmt.Sscan(fields[0], &n); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		e.DutyLines += n
		if job, ok := strings.CutSuffix(id, "*"); ok {
			i := slices.IndexFunc(known.Others, func(c *rules.Category) bool { return c.ID == job })
			if i < 0 {
				t.Fatalf("there is no job %q", job)
			}
			jobs = append(jobs, known.Others[i])
			e.Others[job] = Job{Lines: n}
			e.OtherLines += n
			continue
		}
		i := slices.IndexFunc(known.Categories, func(c *rules.Category) bool { return c.ID == id })
		if i < 0 {
			t.Fatalf("there is no category %q", id)
		}
		tally := &e.Strategic
		if known.Categories[i].Side == rules.Tactical {
			tally = &e.Tactical
		}
		if fields[1] == "weak" {
			tally.Weak += n
			continue
		}
		tally.Owned += n
		tally.Categories[id] += n
	}
	e.setRest(jobs)
	return e
}

// setRest counts what other jobs leave, as if each sided line stated one duty
// and none of another job.
func (e *Evidence) setRest(jobs []*rules.Category) {
	e.Bare = e.Strategic.Owned + e.Tactical.Owned
	for _, c := range jobs {
		if job, stated := e.Others[c.ID]; stated {
			job.Rest = e.Bare - e.Strategic.Has(c.Overlaps...) - e.Tactical.Has(c.Overlaps...)
			e.Others[c.ID] = job
		}
	}
}

// TestJudge has postings on which a fair reader does not waver.
func TestJudge(t *testing.T) {
	const full = "1 backlog, 2 stories, 1 sprints, 1 acceptance, 1 clarification"
	tests := []struct {
		name, title, level, duties string
		want                       string
	}{
		{"a strategist", manager, "mid", "1 vision, 1 market, 1 pricing, 1 roadmap, 1 discovery", Fits},
		{"a strategist who grooms the backlog", manager, "mid", "1 vision, 1 market, 1 pricing, 1 roadmap, 1 discovery, 1 backlog", Fits},
		{"a manager with an owner's work", manager, "mid", full, Mistitled},
		{"a manager with an owner's work who helps with the strategy", manager, "senior", full + ", 1 weak vision, 1 weak roadmap", Mistitled},
		{"a junior with an owner's work", manager, "junior", full, Fits},
		{"a manager with both", manager, "mid", full + ", 1 roadmap, 1 metrics", Hybrid},
		{"a junior with both", manager, "junior", full + ", 1 roadmap, 1 metrics", Fits},
		{"an owner", owner, "mid", full, Fits},
		{"an owner with one lever", owner, "mid", full + ", 1 pricing", Fits},
		{"an owner with vision and roadmap of the squad", owner, "mid", full + ", 1 vision, 1 roadmap", Fits},
		{"an owner with a manager's work", owner, "mid", "1 vision, 1 market, 1 pricing, 1 profit, 1 go-to-market, 1 backlog", Mistitled},
		{"a lead owner with a manager's work", owner, "lead", "1 vision, 1 market, 1 pricing, 1 profit, 1 go-to-market", Mistitled},
		{"an owner with both", owner, "mid", full + ", 1 vision, 1 market, 1 pricing, 1 profit, 1 roadmap", Hybrid},
		{"a declared hybrid with both", both, "mid", full + ", 1 vision, 1 market, 1 pricing", Fits},
		{"a declared hybrid with one side", both, "mid", full, Fits},
		{"a manager who says nothing", manager, "mid", "", Unclear},
		{"an owner who says nothing", owner, "mid", "", Unclear},
		{"a hybrid that says nothing", both, "mid", "", Unclear},
		{"an owner with a backlog and no more", owner, "mid", "1 backlog", Unclear},
		{"a manager who sells", manager, "mid", "5 sales*", OtherRole},
		{"an owner who runs projects", owner, "mid", "6 project-manager*, 4 delivery", OtherRole},
		{"an owner who does so beside an owner's work", owner, "mid", "3 project-manager*, 2 delivery, " + full, Fits},
	}
	set := builtin(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := evidence(t, set, rules.DefaultModel, test.title, test.level, test.duties)
			got := Judge(set.Cases, e)
			if got.Verdict != test.want {
				t.Errorf("%s of %s: %s (%s), want %s", test.duties, test.title, got.Verdict, got.Because, test.want)
			}
		})
	}
}

// TestJudgeByModel has postings that the role models judge each in its way.
func TestJudgeByModel(t *testing.T) {
	const (
		tactics  = "1 backlog, 2 stories, 1 sprints, 1 acceptance, 1 clarification"
		strategy = "1 vision, 1 market, 2 pricing, 1 profit, 1 go-to-market"
	)
	tests := []struct{ model, title, duties, want string }{
		{"strategist", manager, tactics, Mistitled},
		{"profit", manager, tactics, Mistitled},
		{"career", manager, tactics, Fits},
		{"cross-functional", manager, tactics, Mistitled},
		{"inverted", manager, tactics, Fits},
		{"strategist", owner, strategy, Mistitled},
		{"profit", owner, strategy, Mistitled},
		{"career", owner, strategy, Mistitled},
		{"cross-functional", owner, strategy, Mistitled},
		{"inverted", owner, strategy, Fits},
		{"inverted", manager, strategy, Mistitled},
		{"inverted", owner, tactics, Mistitled},
		{"profit", owner, "1 vision, 1 roadmap, 1 discovery, 1 metrics, 1 backlog, 1 stories", Fits},
		{"cross-functional", owner, "4 roadmap, 2 backlog, 1 stories", Fits},
	}
	set := builtin(t)
	for _, test := range tests {
		if got := Judge(set.Cases, evidence(t, set, test.model, test.title, "mid", test.duties)); got.Verdict != test.want {
			t.Errorf("%s: %s of %s: %s (%s), want %s", test.model, test.duties, test.title, got.Verdict, got.Because, test.want)
		}
	}
	e := evidence(t, set, "profit", owner, "mid", strategy)
	e.Model = e.Model.With(nil, "false")
	if got := Judge(set.Cases, e); got.Verdict != Fits {
		t.Errorf("without a product manager the owner must hold profit, but: %s (%s)", got.Verdict, got.Because)
	}
}

// TestJudgeCases checks how cases are read, on cases of its own.
func TestJudgeCases(t *testing.T) {
	set := builtin(t)
	cases := []rules.Case{
		{Title: "tactical", Verdict: Unclear, AtMost: map[string]float64{"own": 0, "against": 0}, Confidence: 0.6, Because: "nothing"},
		{Title: "strategic", Level: []string{"senior", "lead"}, Verdict: Mistitled, AtLeast: map[string]float64{"against": 2}, Confidence: 0.7, Because: "first"},
		{Title: "any", Verdict: OtherRole, AtLeast: map[string]float64{"other": 2, "second_job": 1}, Confidence: 0.8, Because: "job"},
		{Title: "any", Verdict: Hybrid, AtLeast: map[string]float64{"against": 2, "own": 2}, AtMost: map[string]float64{"own_share": 50}, Confidence: 0.9, Because: "last"},
	}
	tests := []struct {
		name, title, level, duties, titleOther string
		want                                   Outcome
	}{
		{"of this title", owner, "mid", "", "", Outcome{Verdict: Unclear, Confidence: 0.6, Because: "nothing"}},
		{"of the other title", manager, "mid", "", "", Outcome{Verdict: Fits, Confidence: 0.85}},
		{"at this level", manager, "lead", "2 backlog", "", Outcome{Verdict: Mistitled, Confidence: 0.7, Because: "first"}},
		{"at another level", manager, "mid", "2 backlog", "", Outcome{Verdict: Fits, Confidence: 0.85}},
		{"the first that holds", manager, "senior", "2 backlog, 2 pricing", "", Outcome{Verdict: Mistitled, Confidence: 0.7, Because: "first"}},
		{"exactly the least and the most", manager, "mid", "2 backlog, 2 pricing", "", Outcome{Verdict: Hybrid, Confidence: 0.9, Because: "last"}},
		{"one less than the least", manager, "mid", "1 backlog, 2 pricing", "", Outcome{Verdict: Fits, Confidence: 0.92}},
		{"more than the most", manager, "mid", "2 backlog, 3 pricing", "", Outcome{Verdict: Fits, Confidence: 0.92}},
		{"another job in the title", manager, "mid", "2 sales*", "sales", Outcome{Verdict: OtherRole, Confidence: 0.8, Because: "job", OtherRole: "sales"}},
		{"no other job in the title", manager, "mid", "2 sales*", "", Outcome{Verdict: Fits, Confidence: 0.85}},
		{"all on one side of a slash", both, "mid", "4 pricing", "", Outcome{Verdict: Fits, Leans: manager, Confidence: 0.97}},
		{"all on the other side of a slash", both, "mid", "3 backlog, 1 stories", "", Outcome{Verdict: Fits, Leans: owner, Confidence: 0.85}},
		{"too few to lean", both, "mid", "3 pricing", "", Outcome{Verdict: Fits, Confidence: 0.97}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := evidence(t, set, rules.DefaultModel, test.title, test.level, test.duties)
			e.TitleOther = test.titleOther
			got := Judge(cases, e)
			if got.Verdict == Fits {
				got.Confidence, test.want.Confidence = 0, 0 // how sure a fit is, another test asks
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

// TestFitting checks that a fit is the surer the less stands against it.
func TestFitting(t *testing.T) {
	set := builtin(t)
	last := 0.0
	for _, duties := range []string{"5 backlog, 5 pricing", "4 backlog, 7 pricing", "1 backlog, 9 pricing"} {
		got := Judge(nil, evidence(t, set, rules.DefaultModel, manager, "mid", duties))
		if got.Verdict != Fits || got.Confidence <= last || got.Confidence > 1 {
			t.Errorf("%s: %s with %v, after %v", duties, got.Verdict, got.Confidence, last)
		}
		last = got.Confidence
	}
}

// TestMostOfOtherJobs checks that of several other jobs the one with most lines
// is named, and of two with as many always the same.
func TestMostOfOtherJobs(t *testing.T) {
	set := builtin(t)
	for range 20 {
		if got := Judge(set.Cases, evidence(t, set, rules.DefaultModel, manager, "mid", "4 sales*, 5 product-marketing*")); got.OtherRole != "product-marketing" {
			t.Fatalf("got %+v, want product-marketing", got)
		}
		if got := Judge(set.Cases, evidence(t, set, rules.DefaultModel, manager, "mid", "5 sales*, 5 product-marketing*")); got.OtherRole != "product-marketing" {
			t.Fatalf("got %+v, want product-marketing, the first by name", got)
		}
	}
}

// drawn makes any evidence.
func drawn(set *rules.Set, n func(most int) int) *Evidence {
	known := set.Duties("en")
	e := &Evidence{
		Model: set.Models[rules.DefaultModel], Title: []string{manager, owner, both}[n(2)], Level: []string{"junior", "mid", "senior", "lead"}[n(3)],
		Strategic: Tally{Weak: n(4), Categories: map[string]int{}}, Tactical: Tally{Weak: n(4), Categories: map[string]int{}},
		Others: map[string]Job{}, DutyLines: n(14),
	}
	if n(9) == 0 {
		e.Sought = 1
	}
	if n(5) == 0 {
		e.TitleOther = "engineer"
	}
	few, many := n(3), n(3) // lines of either side at the most, so that all shares come up
	for _, c := range known.Categories {
		tally, most := &e.Strategic, few
		if c.Side == rules.Tactical {
			tally, most = &e.Tactical, many
		}
		if lines := n(most); lines > 0 && n(2) > 0 {
			tally.Categories[c.ID] = lines
			tally.Owned += lines
		}
	}
	for _, c := range known.Others {
		if lines := n(6); lines > 0 && n(6) == 0 {
			e.Others[c.ID] = Job{Lines: lines}
			e.OtherLines += lines
		}
	}
	e.setRest(known.Others)
	return e
}

// TestEveryCaseCanFire looks for evidence on which each case of verdict.yaml
// decides: one that the cases above it always forestall is dead.
func TestEveryCaseCanFire(t *testing.T) {
	set := builtin(t)
	random := rand.New(rand.NewPCG(1, 2))
	fired := make([]bool, len(set.Cases))
	left := len(fired)
	for range 300_000 {
		e := drawn(set, func(most int) int { return random.IntN(most + 1) })
		m := measure(e)
		i := slices.IndexFunc(set.Cases, func(c rules.Case) bool { return applies(&c, e) && holds(&c, &m) })
		if i >= 0 && !fired[i] {
			fired[i] = true
			if left--; left == 0 {
				return
			}
		}
	}
	for i, c := range set.Cases {
		if !fired[i] {
			t.Errorf("%v: case %d (%s, %s: %s) never decides", c.At, i+1, c.Title, c.Verdict, c.Because)
		}
	}
}

// TestMeasures checks that each measure that a case can ask for is counted.
func TestMeasures(t *testing.T) {
	set := builtin(t)
	e := evidence(t, set, rules.DefaultModel, owner, "mid", "3 backlog, 1 sprints, 2 pricing, 1 roadmap, 2 weak vision, 4 project-manager*, 1 delivery")
	e.TitleOther = "engineer"
	m := measure(e)
	want := map[string]float64{
		"own": 5, "against": 3, "sided": 8, "weak": 2, "core": 2, "hard": 2, "duty_lines": 14, "other": 4, "second_job": 1, "own_share": 62.5,
	}
	for name, n := range want {
		if m.value(name) != n {
			t.Errorf("%s = %v, want %v", name, m.value(name), n)
		}
	}
	for _, name := range rules.Measures {
		if _, ok := m.measure(name); !ok {
			t.Errorf("%s is not counted", name)
		}
	}
}

func TestLaws(t *testing.T) {
	set := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawn(set, func(most int) int { return rapid.IntRange(0, most).Draw(t, "n") })
		got := Judge(set.Cases, e)
		if !slices.Contains([]string{Fits, Mistitled, Hybrid, OtherRole, Unclear}, got.Verdict) {
			t.Fatalf("verdict %q", got.Verdict)
		}
		if got.Confidence <= 0 || got.Confidence > 1 {
			t.Fatalf("confidence %v", got.Confidence)
		}
		if (got.OtherRole != "") != (got.Verdict == OtherRole) {
			t.Fatalf("verdict %s, other role %q", got.Verdict, got.OtherRole)
		}
		against := got.Verdict == Mistitled || got.Verdict == Hybrid
		if e.Title == both && against {
			t.Fatalf("a title that declares both roles is called %s", got.Verdict)
		}
		if e.Title == manager && e.Level == "junior" && against {
			t.Fatalf("a junior manager is called %s", got.Verdict)
		}
		if e.Title == owner && got.Verdict == Mistitled && e.Strategic.Has(e.Model.Hard...) == 0 {
			t.Fatal("an owner is called mistitled without a line of the hard categories")
		}
		if e.Strategic.Owned+e.Tactical.Owned == 0 && against {
			t.Fatalf("%s, with no owned duty", got.Verdict)
		}

		// The colonel and the sergeant change places, and the verdict stays.
		swapped := *e
		swapped.Model = set.Models["inverted"]
		swapped.Title = map[string]string{manager: owner, owner: manager, both: both}[e.Title]
		mirrored := Judge(set.Cases, &swapped)
		if swap := map[string]string{manager: owner, owner: manager}[mirrored.Leans]; swap != "" {
			mirrored.Leans = swap
		}
		if e.Title != both && mirrored.Verdict != got.Verdict {
			t.Fatalf("inverted says %s of the other title, strategist %s", mirrored.Verdict, got.Verdict)
		}

		// What a title may hold does not count against it.
		free := *e
		free.Model = set.Models["career"]
		if v := Judge(set.Cases, &free).Verdict; e.Title == manager && (v == Mistitled || v == Hybrid) {
			t.Fatalf("career: a manager may hold all that is tactical, but is called %s", v)
		}
	})
}
