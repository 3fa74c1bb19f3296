package report

import (
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// tally counts what was said of many postings.
type tally struct {
	model    string
	postings int
	verdicts map[lint.Verdict]int
	findings [3]int // errors, warnings, notes
	untitled int    // postings without a title, which were not judged
	passed   string // what was passed over, as a sentence
}

func (t *tally) add(r *lint.Report) {
	if t.verdicts == nil {
		t.verdicts = map[lint.Verdict]int{}
	}
	t.postings++
	t.verdicts[r.Verdict]++
	for i := range r.Findings {
		t.findings[gravity(r.Findings[i].Severity)]++
		if r.Findings[i].Rule == "no-title" {
			t.untitled++
		}
	}
}

// print writes the closing count.
func (t *tally) print(w io.Writer, width int) error {
	text := sentence.Count(t.postings, "posting", "postings")
	var parts []string
	for _, v := range verdicts {
		if n := t.verdicts[v.id]; n > 0 {
			parts = append(parts, sentence.Count(n, v.one, v.many))
		}
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	text += "."
	if found := t.severities(); len(found) > 0 {
		text += " " + sentence.Capital(sentence.List(found, "and")) + "."
	}
	if t.untitled > 0 {
		text += " " + NotJudged(t.untitled)
	}
	if t.passed != "" {
		text += " " + t.passed
	}
	if t.postings > 0 {
		text += judgedBy(t.model)
	}
	_, err := io.WriteString(w, strings.Join(Wrap(text, width), "\n")+"\n")
	return err
}

// severities returns the counts of findings: "1 error", "2 notes".
func (t *tally) severities() (parts []string) {
	for i, n := range t.findings {
		if n > 0 {
			parts = append(parts, sentence.Count(n, severityNames[i], severityNames[i]+"s"))
		}
	}
	return parts
}

// severityNames are the severities in the words of people, by gravity.
var severityNames = [3]string{"error", "warning", "note"}

// gravity returns the place of a severity among all, the gravest first.
func gravity(s lint.Severity) int {
	switch s {
	case lint.Error:
		return 0
	case lint.Warning:
		return 1
	}
	return 2
}

// NotJudged returns how many postings were not judged.
func NotJudged(n int) string {
	if n == 1 {
		return "1 posting was not judged: no title."
	}
	return sentence.Number(n) + " postings were not judged: no titles."
}
