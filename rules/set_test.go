package rules

import (
	"strings"
	"testing"
)

func TestBuiltin(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Models.IDs(); len(got) != 5 || got[0] != DefaultModel {
		t.Errorf("role models = %v, want five with %s first", got, DefaultModel)
	}
	if len(set.Smells) != 27 {
		t.Errorf("%d smells, want all 27 of the seeds", len(set.Smells))
	}
}

// TestSmells checks that each smell which is said to be a finding is one.
func TestSmells(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range set.Findings {
		known[f.ID] = true
	}
	for i, s := range set.Smells {
		if s.N != i+1 {
			t.Errorf("smell %d stands at place %d", s.N, i+1)
		}
		if id, _, _ := strings.Cut(s.Where, ","); s.Becomes == "finding" && !known[id] {
			t.Errorf("smell %d: there is no finding %q", s.N, id)
		}
	}
}
