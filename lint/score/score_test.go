package score

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
)

func TestReadLabels(t *testing.T) {
	rows, err := ReadLabels(strings.NewReader("{\"n\":1,\"id\":\"a\",\"verdict\":\"fits\"}\n\n{\"n\":2,\"id\":\"a\",\"verdict\":\"fits\",\"accept\":[\"fits\",\"hybrid\"],\"swap\":[\"owner\",\"manager\"]}"))
	if err != nil || len(rows) != 2 || !cmp.Equal(rows[0].Accept, []string{"fits"}) || rows[1].Swap[1] != "manager" {
		t.Fatalf("%v %v", rows, err)
	}
	for text, want := range map[string]string{
		"{\"n\":1}": "line 1: this is no label",
		"\n{\"n\":": "line 2: ",
		`{"id":"a","verdict":"fits","swap":["boss","owner"]}`:                                      "swap must name",
		"{\"n\":1,\"id\":\"a\",\"verdict\":\"fits\"}\n{\"n\":1,\"id\":\"b\",\"verdict\":\"fits\"}": "line 2: n 1 stands twice",
	} {
		if _, err := ReadLabels(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	if _, err := ReadTexts(strings.NewReader(`{"id":"b","text":"x"}`), rows); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("a missing posting: %v", err)
	}
	texts, err := ReadTexts(strings.NewReader("{\"id\":\"b\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}"), rows)
	if err != nil || !cmp.Equal(texts, map[string]string{"a": "y"}) {
		t.Errorf("%v %v", texts, err)
	}
}

// answers holds four postings: one right, one wrong, one right by the second
// reading, one retitled; the units of the first know every kind of line.
func answers() []Answer {
	duty := func(start, end int, side lint.Side, category string) lint.Duty {
		return lint.Duty{Start: start + 10, End: end + 10, Side: side, Category: category, Strength: lint.Owned}
	}
	weak := duty(60, 70, lint.Strategic, "market")
	weak.Strength = lint.Weak
	return []Answer{
		{
			Row: &Row{N: 1, Role: "product-manager", Level: "mid", Verdict: "fits", Accept: []string{"fits"}, Units: []Unit{
				{0, 10, "strategic", []string{"pricing"}},
				{10, 20, "strategic", []string{"vision"}},
				{20, 30, "tactical", []string{"backlog"}},
				{30, 40, "tactical", []string{"stories"}},
				{40, 50, "both", []string{"roadmap"}},
				{60, 70, "strategic", []string{"market"}},
			}},
			Text: strings.Repeat("0123456789", 10), Head: 10,
			Report: &lint.Report{Verdict: lint.Fits, Confidence: 0.9, Role: lint.ProductManager, Level: lint.Mid, Duties: []lint.Duty{
				duty(0, 10, lint.Strategic, "pricing"),  // hit
				duty(11, 16, lint.Strategic, "market"),  // hit, wrong category
				duty(22, 28, lint.Strategic, "roadmap"), // flipped, and false on its side
				duty(41, 49, lint.Tactical, "backlog"),  // skipped: both
				duty(80, 90, lint.Tactical, "delivery"), // false
				weak,                                    // does not count: missed
			}},
		},
		{
			Row:    &Row{N: 2, Origin: "a/jobs", Role: "product-owner", Level: "senior", Verdict: "fits", Accept: []string{"fits"}},
			Report: &lint.Report{Verdict: lint.Mistitled, Confidence: 0.7, Role: lint.ProductOwner, Level: lint.Mid},
		},
		{
			Row:    &Row{N: 3, Origin: "b/jobs", Role: "other", Verdict: "out-of-scope", Accept: []string{"out-of-scope", "other-role"}},
			Report: &lint.Report{Verdict: lint.OtherJob, Confidence: 0.2, Role: lint.ProductOwner},
		},
		{
			Row:    &Row{N: 4, Origin: "a/jobs", Role: "product-owner", Verdict: "mistitled", Accept: []string{"mistitled"}, Swap: []string{"manager", "owner"}},
			Report: &lint.Report{Verdict: lint.Mistitled},
		},
		{
			Row:    &Row{N: 5, Origin: "a/jobs", Role: "product-owner", Verdict: "mistitled", Accept: []string{"mistitled"}, Swap: []string{"manager", "owner"}},
			Report: &lint.Report{Verdict: lint.Fits},
		},
	}
}

func TestMeasure(t *testing.T) {
	r := Measure(answers())
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	near("postings", float64(r.Postings), 3)
	near("role", r.TitleRole, 2.0/3)
	near("level", r.Level, 1.0/2)
	near("verdict", r.Verdict, 2.0/3)
	near("false alarms", r.FalseAlarmsOnFits, 1.0/2)
	near("swapped", r.SwappedRecall, 1.0/2)
	near("strategic P", r.Strategic.P(), 2.0/3) // hits 2, false 1
	near("strategic R", r.Strategic.R(), 2.0/3) // missed 1
	near("tactical P", r.Tactical.P(), 0)
	near("tactical R", r.Tactical.R(), 0)
	near("category", r.Category, 1.0/2)
	near("wrong side", float64(r.WrongSide), 1)
	if got := r.SwappedCaught["product-owner"]; got != "1 of 2" {
		t.Errorf("caught %q", got)
	}
	var sources []string
	for _, s := range r.Sources {
		sources = append(sources, fmt.Sprintf("%s %d of %d, lines %.2f", s.Name, s.Right, s.Postings, s.Lines.F1()))
	}
	if diff := cmp.Diff([]string{"a/jobs 1 of 3, lines 0.00", "b/jobs 1 of 1, lines 0.00"}, sources); diff != "" {
		t.Error(diff)
	}
	var kinds []Kind
	for _, l := range r.Details[0].Lines {
		kinds = append(kinds, l.Kind)
	}
	if diff := cmp.Diff([]Kind{Hit, Hit, Missed, False, Flipped, Missed, False}, kinds); diff != "" {
		t.Error(diff)
	}
	var bins [][2]int
	for _, b := range r.Calibration {
		bins = append(bins, [2]int{b.Given, b.Right})
	}
	if diff := cmp.Diff([][2]int{{1, 1}, {1, 0}, {1, 1}}, bins); diff != "" {
		t.Error(diff)
	}
	for _, c := range r.Categories {
		if c.ID == "pricing" && (c.P != 1 || c.R != 1) || c.ID == "market" && (c.P != 0 || c.Counted != 1 || c.R != 0) || c.ID == "backlog" && c.Counted != 0 {
			t.Errorf("%+v", c)
		}
	}
}

func TestMeasureNothing(t *testing.T) {
	if r := Measure(nil); r.Verdict != 0 || len(r.Confusion) != 6 {
		t.Errorf("%+v", r)
	}
}

func TestAgainst(t *testing.T) {
	old, now := Measure(answers()), answers()
	if changes, err := Against(old, Measure(now)); err != nil || len(changes) != 0 {
		t.Errorf("nothing changed, but %+v %v", changes, err)
	}
	twice := []Line{{Kind: False, Side: "strategic", End: 9}, {Kind: False, Side: "strategic", End: 9}}
	if changes := lineChanges(twice, twice); len(changes) != 0 {
		t.Errorf("a line that is counted for two categories: nothing changed, but %+v", changes)
	}
	if changes := lineChanges(twice, twice[:1]); len(changes) != 1 || changes[0].Effect != Mended {
		t.Errorf("a line that is counted for one category less: %+v", changes)
	}
	now[0].Report.Duties = now[0].Report.Duties[:2] // roadmap and delivery go
	now[1].Report.Verdict = lint.Fits
	now[3].Report.Verdict = lint.Unclear
	now[4].Report.Verdict = lint.Hybrid
	changes, err := Against(old, Measure(now))
	if err != nil {
		t.Fatal(err)
	}
	var effects []Effect
	for _, c := range changes {
		effects = append(effects, c.Effect)
	}
	if diff := cmp.Diff([]Effect{Same, Mended, Broken, Moved}, effects); diff != "" {
		t.Error(diff)
	}
	type change struct {
		Effect   Effect
		Old, New Kind
	}
	var lines []change
	for _, l := range changes[0].Lines {
		lines = append(lines, change{l.Effect, l.Old, l.New})
	}
	want := []change{{Moved, Flipped, Missed}, {Mended, False, ""}, {Mended, False, ""}}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	if _, err := Against(&Result{}, old); err == nil {
		t.Error("a run without details was taken")
	}
}
