package report

import (
	"bytes"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
)

// TestMarkedTextOfRealPostings holds the law on the corpus.
func TestMarkedTextOfRealPostings(t *testing.T) {
	l, o := realLinter(t), realOptions(t)
	var page bytes.Buffer
	p := newHTML(&page, o)
	n := 0
	for _, real := range testcorpus.Rows[struct{ ID, Title, Text, Format string }](t, "corpus/postings.jsonl") {
		reading := l.ReadOptions()
		reading.Title = real.Title
		read, err := read.Read(real.ID, []byte(real.Text), reading)
		if err != nil {
			continue
		}
		r := l.Check(read)
		n++
		if r.Verdict == "out-of-scope" {
			continue
		}
		if err := whole(r, o); err != nil {
			t.Errorf("%s: %v", real.ID, err)
		}
		if err := p.Print(r); err != nil {
			t.Errorf("%s: %v", real.ID, err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	checkPage(t, page.Bytes())
	t.Logf("%d postings, %d bytes of page", n, page.Len())
	if most := max(n, 500) * 3000; page.Len() > most { // 1.5 MB for 500
		t.Errorf("the page has %d bytes, more than %d", page.Len(), most)
	}
}
