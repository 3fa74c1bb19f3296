package serve

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
)

// TestTranscriptsOfRealPostings: what a saved page becomes in the text field
// is judged as the page is. A few differ, where the page's own layout told
// headings from text.
func TestTranscriptsOfRealPostings(t *testing.T) {
	o := realOptions(t)
	n, same := 0, 0
	for _, real := range testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus/postings.jsonl") {
		r, err := o.Judge(t.Context(), By{"strategist", "en"}, Text{Name: "-", Title: real.Title, Source: []byte(real.Text)})
		if err != nil || r.Posting().Format != posting.HTML {
			continue
		}
		again, err := o.Judge(t.Context(), By{"strategist", "en"}, Text{Name: "a.md", Title: real.Title, Source: Transcript(r.Posting())})
		if err != nil {
			t.Errorf("%s: %v", real.ID, err)
			continue
		}
		n++
		if again.Verdict == r.Verdict {
			same++
		} else {
			t.Logf("%s: %s, as text %s", real.ID, r.Verdict, again.Verdict)
		}
	}
	t.Logf("%d of %d verdicts are the same", same, n)
	if 10*same < 9*n {
		t.Errorf("only %d of %d verdicts are the same", same, n)
	}
}
