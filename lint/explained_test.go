package lint_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// TestExplained asks each role model about titles, and about the same ones exchanged.
func TestExplained(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	const strategic = "\n\n## Your tasks\n\n- Own the P&L and set the prices\n- Define the product vision\n- Analyse competitors and market segments\n- Develop the go-to-market plan\n"
	const tactical = "\n\n## Your tasks\n\n- Own the backlog\n- Write user stories and acceptance criteria\n- Plan the sprints with the team\n- Accept finished stories\n"
	for text, want := range map[string]int{ // by the model strategist
		"# Product Manager" + strategic:                 1,
		"# Product Owner" + strategic:                   -1,
		"# Product Owner" + tactical:                    1,
		"# Product Manager" + tactical:                  -1,
		"# Product Manager / Product Owner" + strategic: 0,
		"# Nurse" + strategic:                           0,
		"# Product Owner\n\nWe are nice.\n":             0,
	} {
		r, err := l.Judge("posting.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Explained(set.Cases, set.Models["strategist"]); got != want {
			t.Errorf("%s: %d by strategist, want %d", text, got, want)
		}
		if got := r.Explained(set.Cases, set.Models["inverted"]); got != -want {
			t.Errorf("%s: %d by inverted, want %d", text, got, -want)
		}
		if got := r.Verdict; (got == lint.Mistitled) != (want < 0) {
			t.Errorf("%s: %s", text, got)
		}
	}
}
