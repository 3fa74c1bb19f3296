package serve

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

// TestTranscriptsOfRealPostings: what a saved page becomes in the text field
// is judged as the page is. A few differ, where the page's own layout told
// headings from text.
func TestTranscriptsOfRealPostings(t *testing.T) {
	f, err := os.Open("../../../shared/corpus/postings.jsonl")
	if err != nil {
		t.Skip("there is no corpus here")
	}
	defer f.Close()
	o := realOptions(t)
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	n, same := 0, 0
	for in.Scan() {
		var real struct{ ID, Title, Text string }
		if err := json.Unmarshal(in.Bytes(), &real); err != nil {
			t.Fatal(err)
		}
		r, err := o.Judge("strategist", Text{Name: "-", Title: real.Title, Source: []byte(real.Text)})
		if err != nil || r.Posting.Format != posting.HTML {
			continue
		}
		again, err := o.Judge("strategist", Text{Name: "a.md", Title: real.Title, Source: Transcript(r.Posting)})
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
