package read

import (
	"strings"
	"testing"
	"unicode"

	"github.com/jdlint/jdlint/rules"
)

// namesJob stands in for the reader of titles: a text is a title if it ends
// or goes on after a comma with a job.
func namesJob(s string) bool {
	s, _, _ = strings.Cut(s, ",")
	s, _, _ = strings.Cut(s, " (")
	for _, start := range []string{"About", "The ", "Your ", "Working", "Why"} {
		if strings.HasPrefix(s, start) {
			return false
		}
	}
	for _, job := range []string{"Owner", "Manager", "Engineer", "Designer", "Master"} {
		if strings.HasSuffix(s, job) || strings.Contains(s, job+" -") {
			return true
		}
	}
	return false
}

func headings(t testing.TB) *rules.Headings {
	t.Helper()
	known, err := rules.LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	return known
}

type realPosting struct{ ID, Text, Lang, Title string }

type corpusRow struct{ ID, Title, Format, Text string }

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
