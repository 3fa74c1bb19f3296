package token

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

// TestCorpus holds every line of the real postings against the laws, and prose
// against the scanner: the lines that differ by more than the places of words at
// apostrophes are none.
func TestCorpus(t *testing.T) {
	n := 0
	v := vocabulary()
	var scanned, cut []Token
	for _, row := range testcorpus.Rows[struct{ Text string }](t, "corpus/postings.jsonl") {
		for line := range strings.Lines(row.Text) {
			n++
			scanned, cut = v.Scan(scanned[:0], line), v.Prose(cut[:0], line)
			checkLaws(t, line, scanned)
			if !samePlaces(scanned, cut) {
				t.Errorf("%q:\nscanned  %q\nby prose %q", line, texts(line, scanned), texts(line, cut))
			}
			if n%16 == 0 && !samePlaces(scanned, atOnce(v, line)) {
				t.Errorf("%q:\nscanned       %q\nprose at once %q", line, texts(line, scanned), texts(line, atOnce(v, line)))
			}
		}
	}
	if n < 10_000 {
		t.Errorf("only %d lines were read", n)
	}
}
