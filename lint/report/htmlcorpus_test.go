package report

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

// TestMarkedTextOfRealPostings holds the law on the corpus.
func TestMarkedTextOfRealPostings(t *testing.T) {
	f, err := os.Open("../../../shared/corpus/postings.jsonl")
	if err != nil {
		t.Skip("there is no corpus here")
	}
	defer f.Close()
	l, o := realLinter(t), realOptions(t)
	p := newHTML(nil, o)
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	n := 0
	for in.Scan() {
		var real struct{ ID, Title, Text, Format string }
		if err := json.Unmarshal(in.Bytes(), &real); err != nil {
			t.Fatal(err)
		}
		reading := l.Reading()
		reading.Title = real.Title
		read, err := posting.Read(real.ID, []byte(real.Text), reading)
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
	checkPage(t, append([]byte("<script>"+htmlScriptText()+"</script>"), p.body.Bytes()...))
	t.Logf("%d postings, %d bytes of page", n, p.body.Len())
}
