package lint_test

import "testing"

// TestSummaryOfFits checks that the sentence about a title that fits does not
// say more than the duties do.
func TestSummaryOfFits(t *testing.T) {
	l := linter(t, "strategist")
	for duties, want := range map[string]string{
		"- Define the product vision\n- Set the price of the maps\n- Research the market\n":                                                      "The duties are those of a Product Manager: ",
		"- Groom the backlog\n- Write user stories\n":                                                                                            "All 2 duties are a Product Owner's work and none is a Product Manager's, which is too little to call the title wrong.",
		"- Keep the maps in order\n- Support the product strategy\n- Help with the roadmap\n- Contribute to pricing\n- Assist with the vision\n": "Nothing here speaks against the title Product Manager.",
	} {
		src := "---\ntitle: Product Manager\n---\n\n## What you will do\n\n" + duties
		r := checked(t, l, "posting.md", []byte(src))
		if r.Verdict != "fits" || len(r.Summary) < len(want) || r.Summary[:len(want)] != want {
			t.Errorf("%q: %s, %q; want %q", duties, r.Verdict, r.Summary, want)
		}
	}
}
