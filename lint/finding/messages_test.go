package finding_test

import (
	"strings"
	"testing"
)

// TestSummaryOfFits checks that the sentence about a title that fits does not
// say more than the duties do.
func TestSummaryOfFits(t *testing.T) {
	l := linter(t)
	for duties, want := range map[string]string{
		"- Define the product vision\n- Set the price of the maps\n- Research the market\n":                                                      "The duties are those of a Product Manager: ",
		"- Groom the backlog\n- Write user stories\n":                                                                                            "All 2 duties are a Product Owner's work and none is a Product Manager's, which is too little to call the title wrong.",
		"- Keep the maps in order\n- Support the product strategy\n- Help with the roadmap\n- Contribute to pricing\n- Assist with the vision\n": "Nothing here speaks against the title Product Manager.",
	} {
		src := "---\ntitle: Product Manager\n---\n\n## What you will do\n\n" + duties
		r := judged(t, l, "posting.md", []byte(src))
		if r.Verdict != "fits" || len(r.Summary) < len(want) || r.Summary[:len(want)] != want {
			t.Errorf("%q: %s, %q; want %q", duties, r.Verdict, r.Summary, want)
		}
	}
}

// TestLinesToMove checks that a text of one line is not asked to be moved as a whole.
func TestLinesToMove(t *testing.T) {
	l := linter(t)
	const title = "# Product Owner\n\n## Responsibilities\n\n"
	for text, want := range map[string]string{
		"Set the pricing strategy. Own the P&L. Define the go-to-market plan.\n":        "move the duties in line 5 to",
		"- Set the pricing strategy\n- Own the P&L\n- Define the go-to-market plan\n":   "move lines 5, 6 and 7 to",
		"- Set the pricing strategy. Own the P&L.\n\nDefine the go-to-market plan.\n\n": "move lines 5 and 7 to",
	} {
		r := judged(t, l, "posting.md", []byte(title+text))
		if len(r.Findings) == 0 || !strings.Contains(r.Findings[0].Help, want) {
			t.Errorf("%q: %+v, want %q", text, r.Findings, want)
		}
	}
}
