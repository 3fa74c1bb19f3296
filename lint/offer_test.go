package lint_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// mostPassedOver is how many of a thousand real postings a run over a folder
// may take for something else.
const mostPassedOver = 2

// TestPostingsAreOffers reads the real postings beside the repository, with and
// without their titles in front: none but a few may be passed over.
func TestPostingsAreOffers(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen, over := 0, 0
	for _, row := range testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus/postings.jsonl") {
		for _, src := range []string{"# " + row.Title + "\n\n" + row.Text, row.Text} {
			p, err := read.Read(row.ID+".md", []byte(src), l.ReadOptions())
			if err != nil {
				continue
			}
			seen++
			if p.NoPosting != "" {
				over++
				t.Logf("%s: passed over (title %q, language %q)", row.ID, p.Title.Text, p.Language)
			}
		}
	}
	if seen == 0 || 1000*over > mostPassedOver*seen {
		t.Errorf("%d of %d postings are passed over", over, seen)
	}
}

func TestJob(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	job := l.ReadOptions().Job
	for _, same := range [][]string{
		{"Product Manager", "Senior Product Manager", "PM3 - Product Manager 3", "Level 5: Principal Product Manager", "Product Manager II"},
		{"Backend Engineer", "Senior Backend Engineer"},
	} {
		for _, title := range same[1:] {
			if job(title) != job(same[0]) {
				t.Errorf("%q is %q, %q is %q", title, job(title), same[0], job(same[0]))
			}
		}
	}
	if a, b := job("Product Manager, Payments"), job("Product Manager, Search"); a == b {
		t.Errorf("two jobs are both %q", a)
	}
}
