package report

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
)

func TestVerdictLine(t *testing.T) {
	for rule, want := range map[string]string{
		"unclear-posting": "Too little to judge.", "several-postings": "Not judged.", "unknown-language": "Not judged.", "no-title": "Not judged.",
	} {
		if got := VerdictLine(&lint.Report{Verdict: lint.Unclear, Findings: []lint.Finding{{Rule: rule}}}); got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}
