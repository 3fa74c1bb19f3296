package lint_test

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
)

// TestSaidBefore checks that a line counts that repeats a heading or what is asked
// of the candidate, and counts once where it stands among the duties twice.
func TestSaidBefore(t *testing.T) {
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

// TestLinesToMove checks that a text of one line is not asked to be moved as a whole.
func TestLinesToMove(t *testing.T) {
	l := linter(t, "strategist")
	const title = "# Product Owner\n\n## Responsibilities\n\n"
	for text, want := range map[string]string{
		"Set the pricing strategy. Own the P&L. Define the go-to-market plan.\n":        "move the duties in line 5 to",
		"- Set the pricing strategy\n- Own the P&L\n- Define the go-to-market plan\n":   "move lines 5, 6 and 7 to",
		"- Set the pricing strategy. Own the P&L.\n\nDefine the go-to-market plan.\n\n": "move lines 5 and 7 to",
	} {
		r := checked(t, l, "posting.md", []byte(title+text))
		if len(r.Findings) == 0 || !strings.Contains(r.Findings[0].Help, want) {
			t.Errorf("%q: %+v, want %q", text, r.Findings, want)
		}
	}
}
