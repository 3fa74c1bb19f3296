package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
)

// junitPrinter prints the XML of JUnit, which every CI server shows as a list
// of tests: https://github.com/testmoapp/junitxml describes the dialect that
// all understand. A posting is a suite, a finding a test in it, so that no test
// fails twice, which some readers refuse. Findings too mild to fail the run
// pass, with what they say as output; a posting that was not checked is
// skipped. Times are 0, so that the same input gives the same output.
type junitPrinter struct {
	w      io.Writer
	o      Options
	book   rulebook
	suites strings.Builder // the numbers before them are known at the end
	all    junitTally
}

func newJUnit(w io.Writer, o Options) Printer {
	return &junitPrinter{w: w, o: o, book: newRulebook(o)}
}

// junitTally counts tests.
type junitTally struct{ tests, failures, skipped int }

func (t junitTally) attrs() string {
	return attr("tests", fmt.Sprint(t.tests)) + attr("failures", fmt.Sprint(t.failures)) + attr("errors", "0") +
		attr("skipped", fmt.Sprint(t.skipped)) + attr("time", "0")
}

func (p *junitPrinter) Print(r *lint.Report) error {
	var tally junitTally
	var cases strings.Builder
	suite, file, lines := p.o.inRepository(r.Path), p.o.fileOf(r), newLineIndex(r)
	test := func(name, inside string) {
		tally.tests++
		cases.WriteString("    <testcase" + attr("classname", suite) + attr("name", name) + attr("file", file) + attr("time", "0"))
		if inside == "" {
			cases.WriteString("/>\n")
			return
		}
		cases.WriteString(">\n      " + inside + "\n    </testcase>\n")
	}
	switch {
	case r.Verdict == lint.OutOfScope:
		tally.skipped++
		test("title", "<skipped"+attr("message", summary(r))+"/>")
	case len(r.Findings) == 0:
		test("title", "")
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		name := f.Rule
		if !fingerprint.OnTitle(r, f) {
			name += fmt.Sprintf(" (line %d, column %d)", f.Line, f.Column)
		}
		text := p.text(r, f, file, lines)
		if !p.fails(r, f.Severity) {
			test(name, "<system-out>"+xmlText(text)+"</system-out>")
			continue
		}
		tally.failures++
		test(name, "<failure"+attr("message", message(r, f))+attr("type", string(f.Severity))+">"+xmlText(text)+"</failure>")
	}
	p.all.tests += tally.tests
	p.all.failures += tally.failures
	p.all.skipped += tally.skipped
	p.suites.WriteString("  <testsuite" + attr("name", suite) + tally.attrs() + ">\n" + cases.String() + "  </testsuite>\n")
	return nil
}

func (p *junitPrinter) Close() error {
	_, err := io.WriteString(p.w, xmlHead+"<testsuites"+attr("name", "jdlint")+p.all.attrs()+">\n"+p.suites.String()+"</testsuites>\n")
	return err
}

// text returns what is said of a finding in full: place, message, help and the
// duties.
func (p *junitPrinter) text(r *lint.Report, f *lint.Finding, file string, places *lineIndex) string {
	at := places.ofFinding(f).from
	lines := []string{fmt.Sprintf("%s:%d:%d: %s: %s [%s]", file, at.line, at.column, f.Severity, message(r, f), f.Rule)}
	if f.Help != "" {
		lines = append(lines, f.Help)
	}
	if link := p.book.url(f.Rule); link != "" {
		lines = append(lines, link)
	}
	for _, d := range fingerprint.Grounds(r, f) {
		at := places.ofDuty(d).from
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", file, at.line, at.column, p.book.ground(d)))
	}
	return strings.Join(lines, "\n")
}

// fails reports whether a finding fails the run.
func (p *junitPrinter) fails(r *lint.Report, s lint.Severity) bool {
	if p.o.Fails == nil {
		return s == lint.Error
	}
	return p.o.Fails(r, s)
}
