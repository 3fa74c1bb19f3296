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
		"- Groom the backlog\n- Write user stories\n":                                                                                            "Both duties are a Product Owner's work and none is a Product Manager's, which is too little to call the title wrong.",
		"- Keep the maps in order\n- Support the product strategy\n- Help with the roadmap\n- Contribute to pricing\n- Assist with the vision\n": "Nothing here speaks against the title Product Manager.",
	} {
		src := "---\ntitle: Product Manager\n---\n\n## What you will do\n\n" + duties
		r := judged(t, l, "posting.md", []byte(src))
		if r.Verdict != "fits" || len(r.Summary) < len(want) || r.Summary[:len(want)] != want {
			t.Errorf("%q: %s, %q; want %q", duties, r.Verdict, r.Summary, want)
		}
	}
}

// TestWords checks what is said of verdicts and duties, word for word.
func TestWords(t *testing.T) {
	const (
		owner   = "# Product Owner\n\n## Responsibilities\n\n"
		manager = "# Product Manager\n\n## Responsibilities\n\n"
		tactics = "- Own the backlog\n- Write user stories\n- Plan the sprints\n"
	)
	for _, test := range []struct{ model, src, want string }{
		{"strategist", manager + tactics + "- Accept the stories\n- Support the product strategy\n", "all 4 owned duties are a Product Owner's work: "},
		{"strategist", owner + tactics + "- Analyse the market and the competitors\n", "Market and competitors are asked of a Product Owner here"},
		{"strategist", owner + "- Own the roadmap\n- Own the P&L\n- Set the pricing strategy of all passes;\n- Plan the launch\n", "and pricing, above all “Set the pricing strategy of all passes”."},
		{"strategist", owner + "- Sell to key accounts and win tenders\n- Own the sales pipeline\n- Prepare quotes for distributors\n", "but 3 lines sell to accounts: sales or account manager."},
		{"strategist", manager + "- You complete a recorded interview about your work\n- The interview will focus on how you plan\n- You will be asked to explain your workflows\n", "Say that it is a paid interview and no post, or add"},
		{"profit", owner + "- Own the vision\n- Own the P&L\n- Set the price of all passes\n- Plan the launch\n", "but 3 of the 4 duties are a Product Manager's work: "},
		{"profit", owner + "- Own the vision\n- Own the P&L\n- Set the price of all passes\n- Plan the launch\n", "move lines 6, 7 and 8 to"},
	} {
		r := judged(t, linterOf(t, test.model), "posting.md", []byte(test.src))
		said := r.Summary
		for _, f := range r.Findings {
			said += "\n" + f.Message + "\n" + f.Help
		}
		if !strings.Contains(said, test.want) {
			t.Errorf("%q: %s; want %q", test.src, said, test.want)
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
