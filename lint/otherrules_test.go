package lint_test

import (
	"encoding/json"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

const tollPosting = "# Product Owner\n\n## What you will do\n\n- Set the zwickau schedule\n- Own the product backlog\n- Write user stories with the Zwickau team, unlike the Product Manager\n"

// TestReadWithOtherRules checks that a posting is judged by the rules of the
// Linter, with whichever it was read: words have other numbers in each set.
func TestReadWithOtherRules(t *testing.T) {
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	more, err := set.WithRules("own", fstest.MapFS{"duties/own.yaml": {Data: []byte("category: pricing\nrules:\n  - id: pricing.zwickau\n    objects: [\"zwickau schedule\"]\n    duty: [Set the zwickau schedule.]\n")}})
	if err != nil {
		t.Fatal(err)
	}
	builtins, own := newLinter(t, set), newLinter(t, more)
	for _, test := range []struct {
		name         string
		reader, with *lint.Linter
	}{
		{"words that the rules lack", own, builtins},
		{"words that only the rules have", builtins, own},
	} {
		want := checked(t, test.with, "x.md", []byte(tollPosting))
		p, err := read.Read("x.md", []byte(tollPosting), test.reader.ReadOptions())
		if err != nil {
			t.Fatal(err)
		}
		if got := test.with.Check(p); inJSON(t, got) != inJSON(t, want) {
			t.Errorf("%s: %s\nwant %s", test.name, inJSON(t, got), inJSON(t, want))
		}
		// The posting stays as it is for others.
		if got, want := test.reader.Check(p), checked(t, test.reader, "x.md", []byte(tollPosting)); inJSON(t, got) != inJSON(t, want) {
			t.Errorf("%s, by the rules it was read with: %s\nwant %s", test.name, inJSON(t, got), inJSON(t, want))
		}
	}
	toll := func(d lint.Duty) bool { return d.Rule == "pricing.zwickau" }
	if !slices.ContainsFunc(checked(t, own, "x.md", []byte(tollPosting)).Duties, toll) {
		t.Error("the rule of the own set finds nothing, so that this test shows nothing of it")
	}
}

// TestReadWithoutRules checks that duties are found in a posting that was read
// without headings, and so without words.
func TestReadWithoutRules(t *testing.T) {
	p, err := read.Read("x.md", []byte("# Product Owner\n\n- You will own the product backlog\n"), read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r := linter(t, rules.DefaultModel).Check(p); len(r.Duties) != 1 || r.Duties[0].Category != "backlog" {
		t.Errorf("%s: the duty is not found", inJSON(t, r))
	}
	if p.Lines[0].Tokens != nil {
		t.Error("the posting was changed")
	}
}

func newLinter(t *testing.T, set *rules.Set) *lint.Linter {
	t.Helper()
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func inJSON(t *testing.T, r *lint.Report) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
