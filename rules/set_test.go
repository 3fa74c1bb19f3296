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
	if got := set.Models.IDs(); got[0] != DefaultModel {
		t.Errorf("role models = %v, want %s first", got, DefaultModel)
	}
	seeds := map[string]bool{}
	for _, m := range set.Models {
		seeds[m.Seed] = true
	}
	for _, seed := range []string{"S0", "S1", "S2", "S3", "S4"} {
		if !seeds[seed] {
			t.Errorf("no role model comes from %s", seed)
		}
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
