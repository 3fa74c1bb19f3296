package lint_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
)

// TestRepeatedLines checks that a line counts that repeats a heading or what is asked
// of the candidate, and counts once where it stands among the duties twice.
func TestRepeatedLines(t *testing.T) {
	l := linter(t, "strategist")
	for name, test := range map[string]struct {
		src   string
		want  lint.Verdict
		owned int
	}{
		"headings": {"# Product Owner\n\n## Responsibilities\n\n### Set the pricing strategy\n\n- Set the pricing strategy\n\n### Own the P&L\n\n- Own the P&L\n\n" +
			"### Define the go-to-market plan\n\n- Define the go-to-market plan\n", lint.Mistitled, 3},
		"twice": {"# Product Owner\n\n## Responsibilities\n\n- Set the pricing strategy\n- Own the P&L\n- Set the pricing strategy\n- Own the P&L\n", lint.Unclear, 4},
	} {
		r := checked(t, l, "posting.md", []byte(test.src))
		if r.Verdict != test.want || r.Strategic.Owned != test.owned {
			t.Errorf("%s: %s with %d strategic duties, want %s with %d", name, r.Verdict, r.Strategic.Owned, test.want, test.owned)
		}
	}
}
