package rules

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestCategories checks that the rules for English have the 18 categories that
// every output names, each on its side.
func TestCategories(t *testing.T) {
	d, err := LoadDuties(os.DirFS("en"), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[Side][]string{}
	for _, c := range d.Categories {
		got[c.Side] = append(got[c.Side], c.ID)
	}
	for side, want := range map[Side]string{
		Strategic: "discovery executive go-to-market market metrics portfolio pricing profit roadmap vision",
		Tactical:  "acceptance backlog clarification delivery releases requirements sprints stories",
	} {
		slices.Sort(got[side])
		if ids := strings.Join(got[side], " "); ids != want {
			t.Errorf("%s: %s, want %s", side, ids, want)
		}
	}
	if !slices.IsSortedFunc(d.Categories, func(a, b *Category) int { return strings.Compare(string(a.Side), string(b.Side)) }) {
		t.Error("the strategic categories do not stand first")
	}
}
