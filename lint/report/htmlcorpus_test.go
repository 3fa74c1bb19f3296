package report

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
)

// TestMarkedTextOfRealPostings holds the law on the corpus.
func TestMarkedTextOfRealPostings(t *testing.T) {
	l, o := realLinter(t), realOptions(t)
	p := newHTML(nil, o).(*htmlPrinter)
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
	checkPage(t, append([]byte("<script>"+htmlScript+"</script>"), p.body.Bytes()...))
	t.Logf("%d postings, %d bytes of page", n, p.body.Len())
}
