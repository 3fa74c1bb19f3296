package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
)

// tally counts what was said of many postings.
type tally struct {
	model    string
	postings int
	verdicts map[lint.Verdict]int
	findings map[lint.Severity]int
	passed   int // files passed over
}

func (t *tally) add(r *lint.Report) {
	if t.verdicts == nil {
		t.verdicts = map[lint.Verdict]int{}
		t.findings = map[lint.Severity]int{}
	}
	t.postings++
	t.verdicts[r.Verdict]++
	for i := range r.Findings {
		t.findings[r.Findings[i].Severity]++
	}
}

// print writes the closing count.
func (t *tally) print(w io.Writer, width int) error {
	var parts []string
	for _, v := range []struct {
		verdict   lint.Verdict
		one, many string
	}{
		{lint.Fits, "fits", "fit"}, {lint.Mistitled, "mistitled", "mistitled"}, {lint.Hybrid, "hybrid", "hybrid"},
		{lint.OtherJob, "another role", "another role"}, {lint.Unclear, "unclear", "unclear"}, {lint.OutOfScope, "out of scope", "out of scope"},
	} {
		if n := t.verdicts[v.verdict]; n > 0 {
			parts = append(parts, count(n, v.one, v.many))
		}
	}
	text := count(t.postings, "posting", "postings")
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	text += "."
	parts = parts[:0]
	for _, s := range []struct {
		severity  lint.Severity
		one, many string
	}{{lint.Error, "error", "errors"}, {lint.Warning, "warning", "warnings"}, {lint.Info, "note", "notes"}} {
		if n := t.findings[s.severity]; n > 0 {
			parts = append(parts, count(n, s.one, s.many))
		}
	}
	if len(parts) > 0 {
		text += " " + capital(list(parts)) + "."
	}
	if t.passed > 0 {
		text += " " + passedOver(t.passed)
	}
	if t.model != "" && t.postings > 0 {
		text += fmt.Sprintf(" Judged by the role model “%s”.", Clean(t.model))
	}
	_, err := io.WriteString(w, strings.Join(Wrap(text, width), "\n")+"\n")
	return err
}

// passedOver says how many files were found that are no postings.
func passedOver(n int) string {
	if n == 1 {
		return "1 file was passed over: no posting."
	}
	return number(n) + " files were passed over: no postings."
}

// capital begins a sentence.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
