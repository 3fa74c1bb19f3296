package rules

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestGuide(t *testing.T) {
	g, err := LoadGuide()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := loadFindings(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"": true}
	for _, f := range findings {
		known[f.ID] = true
	}
	verdicts := map[string]bool{}
	for _, v := range g.Verdicts {
		verdicts[v.ID] = true
		if !known[v.Finding] {
			t.Errorf("the verdict %s speaks of a finding %q that is not there", v.ID, v.Finding)
		}
	}
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range set.Cases {
		if !verdicts[c.Verdict] {
			t.Errorf("%v: nothing explains the verdict %q", c.At, c.Verdict)
		}
	}
	for _, side := range []Side{Strategic, Tactical} {
		if g.Misplaced[string(side)] == "" {
			t.Errorf("nothing says what to do with a misplaced %s duty", side)
		}
	}
}

func TestGuideErrors(t *testing.T) {
	for text, want := range map[string]string{
		"verdicts:\n  - id: fits\n":                                                               "a verdict needs id:",
		"verdicts:\n  - {id: a, name: b, means: c, example: d}\n":                                 "needs either finding: or fix:",
		"verdicts:\n  - {id: a, name: b, means: c, example: d, finding: e, fix: f}\n":             "needs either finding: or fix:",
		"verdicts:\n" + strings.Repeat("  - {id: a, name: b, means: c, example: d, fix: f}\n", 2): `verdict id "a" stands here twice`,
	} {
		_, err := loadGuide(fstest.MapFS{"guide.yaml": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
