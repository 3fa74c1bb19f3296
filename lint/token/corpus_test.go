package token

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

// lines calls f with every line of every real posting.
func lines(t testing.TB, f func(line string)) {
	t.Helper()
	for _, row := range testcorpus.Rows[struct{ Text string }](t, "corpus/postings.jsonl") {
		for line := range strings.Lines(row.Text) {
			f(line)
		}
	}
}

// TestCorpus holds every line of the real postings against the laws.
func TestCorpus(t *testing.T) {
	n := 0
	var tokens []Token
	lines(t, func(line string) {
		n++
		tokens = Append(tokens[:0], line)
		checkLaws(t, line, tokens)
		prose := strings.Join(words(line, tokens), " ")
		tokens = Scan(tokens[:0], line)
		checkLaws(t, line, tokens)
		if scan := strings.Join(words(line, tokens), " "); prose != scan {
			t.Errorf("prose sees %q, the scanner %q", prose, scan)
		}
	})
	if n < 10_000 {
		t.Errorf("only %d lines were read", n)
	}
}
