package suppress

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/place"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/rules"
)

// Ids of the findings about suppressions.
const (
	unusedRule = "unused-suppression"
	reasonRule = "suppression-without-reason"
)

// IsOwn reports whether a finding is about suppressions.
func IsOwn(id string) bool { return id == unusedRule || id == reasonRule }

// Apply removes the findings from a report that its posting suppresses, adds
// findings about suppressions that lack a reason or suppress nothing, and returns
// the number of findings removed. severity returns the severity in force of a
// rule, "off" for one that is switched off. The list of findings is a new one; the
// findings that it was made of are left as they are.
func Apply(r *lint.Report, all []rules.Finding, severity func(id string) string) int {
	if r.Posting() == nil {
		return 0
	}
	src := r.Posting().Source
	directives := slices.Concat(frontMatter(src), comments(src), lineComments(r.Path, src))
	if len(directives) == 0 {
		return 0
	}
	a := applier{r: r, all: all, severity: severity, text: Blank(src)}
	a.places.Begin(src)
	return a.apply(directives)
}

type applier struct {
	r        *lint.Report
	all      []rules.Finding
	severity func(string) string
	places   place.Index // of the source
	text     []byte      // the source without the comments
	remarks  []lint.Finding
}

// suppression is a directive with the lines that it holds for.
type suppression struct {
	directive
	first, last int    // lines from 1, both included
	rule        string // "": all
	used        bool
}

const lastLine = 1 << 30

// maxRead is how many suppressions of a posting are read, each rule counted. Who
// needs more switches the rules off.
const maxRead = 1000

func (a *applier) apply(directives []directive) int {
	var active []*suppression
	read := 0
	for _, d := range directives {
		if read += max(1, len(d.rules)); read > maxRead {
			a.remark(unusedRule, d, "{reason}", fmt.Sprintf("there are more than %d in this posting, and those from here on are not read", maxRead))
			break
		}
		if d.kind == end {
			a.close(d, active)
			continue
		}
		if !a.valid(d) {
			continue
		}
		first, last := a.reach(d)
		ids := d.rules
		if len(ids) == 0 {
			ids = []string{""}
		}
		for _, id := range ids {
			if a.exists(d, id) {
				active = append(active, &suppression{directive: d, first: first, last: last, rule: id})
			}
		}
	}
	kept := make([]lint.Finding, 0, len(a.r.Findings)+len(a.remarks))
	for _, f := range a.r.Findings {
		if !a.suppressed(&f, active) {
			kept = append(kept, f)
		}
	}
	taken := len(a.r.Findings) - len(kept)
	for _, s := range active {
		if !s.used && (s.rule == "" || a.severity(s.rule) != "off") {
			a.remark(unusedRule, s.directive, "{reason}", unusedReason(s))
		}
	}
	a.r.Findings = append(kept, a.remarks...)
	slices.SortStableFunc(a.r.Findings, func(x, y lint.Finding) int { return x.Start - y.Start })
	return taken
}

// valid reports whether a directive can be understood and has a reason, and
// remarks on it when not.
func (a *applier) valid(d directive) bool {
	switch {
	case d.bad != "":
		a.remark(unusedRule, d, "{reason}", d.bad)
	case d.kind == unknown:
		hint := "there is " + sentence.List(kinds, "and")
		if best := rules.Nearest(d.word, kinds); best != "" {
			hint = "did you mean jdlint-" + best + "?"
		}
		a.remark(unusedRule, d, "{reason}", fmt.Sprintf("there is no jdlint-%s; %s", d.word, hint))
	case d.reason == "":
		what := "anything"
		if len(d.rules) > 0 {
			what = sentence.List(d.rules, "and")
		}
		a.remark(reasonRule, d, "{list}", what, "{example}", example(d))
	default:
		return true
	}
	return false
}

// example shows how a directive without a reason is written with one.
func example(d directive) string {
	if d.front {
		return "jdlint: {disable: [" + strings.Join(d.rules, ", ") + "], reason: why it is right here}"
	}
	return strings.TrimRight("<!-- jdlint-"+d.word+" "+strings.Join(d.rules, ", "), " ") + ": why it is right here -->"
}

// exists reports whether there is a rule of this id; "" stands for all.
func (a *applier) exists(d directive, id string) bool {
	var ids []string
	for i := range a.all {
		if a.all[i].ID == id {
			return true
		}
		ids = append(ids, a.all[i].ID)
	}
	if id == "" {
		return true
	}
	hint := ""
	if best := rules.Nearest(id, ids); best != "" {
		hint = fmt.Sprintf("; did you mean “%s”?", best)
	}
	a.remark(unusedRule, d, "{reason}", fmt.Sprintf("there is no rule “%s”%s", id, hint))
	return false
}

// reach returns the lines that a directive holds for.
func (a *applier) reach(d directive) (first, last int) {
	from, to := a.places.Line(d.at.Start), a.places.Line(d.at.End-1)
	switch d.kind {
	case nextLine:
		// Whoever leaves an empty line below a comment, as Markdown asks
		// before a heading, means the line behind it.
		next := to + 1
		for next < a.places.Lines() && a.blank(next) {
			next++
		}
		return next, next
	case thisLine:
		return from, to
	case begin:
		return from, lastLine
	}
	return 1, lastLine
}

// blank reports whether a line is empty, or holds nothing but directives.
func (a *applier) blank(line int) bool {
	return len(bytes.TrimSpace(a.text[a.places.Start(line):a.places.End(line)])) == 0
}

// close ends the blocks that a directive names.
func (a *applier) close(d directive, active []*suppression) {
	ids := d.rules
	if len(ids) == 0 {
		ids = []string{""}
	}
	for _, id := range ids {
		open := false
		for _, s := range active {
			if s.kind == begin && s.last == lastLine && (id == "" || s.rule == id) {
				s.last, open = a.places.Line(d.at.Start), true
			}
		}
		if !open {
			a.remark(unusedRule, d, "{reason}", "no block begins before it")
		}
	}
}

// suppressed reports whether a finding is suppressed, and marks what does it.
func (a *applier) suppressed(f *lint.Finding, active []*suppression) bool {
	first := max(f.Line, 1)
	last := first
	if f.End > f.Start {
		last = a.places.Line(f.End - 1)
	}
	any := false
	for _, s := range active {
		if (s.rule == "" || s.rule == f.Rule) && s.first <= last && first <= s.last {
			s.used, any = true, true
		}
	}
	return any
}

// unusedReason returns why a suppression has no effect.
func unusedReason(s *suppression) string {
	what := "there is no finding"
	if s.rule != "" {
		what = "there is no " + s.rule
	}
	switch {
	case s.kind == whole:
		return what + " in this file"
	case s.first == s.last:
		return fmt.Sprintf("%s in line %d", what, s.first)
	case s.last == lastLine:
		return fmt.Sprintf("%s from line %d on", what, s.first)
	}
	return fmt.Sprintf("%s in lines %d to %d", what, s.first, s.last)
}

// remark adds a finding about a directive.
func (a *applier) remark(id string, d directive, fill ...string) {
	severity := a.severity(id)
	i := slices.IndexFunc(a.all, func(f rules.Finding) bool { return f.ID == id })
	if i < 0 || severity == "off" {
		return
	}
	message, help := a.all[i].Fill(fill...)
	line, column := a.places.Of(d.at.Start)
	a.remarks = append(a.remarks, lint.Finding{
		Rule: id, Severity: lint.Severity(severity), Start: d.at.Start, End: d.at.End, Line: line, Column: column,
		Message: message, Help: help, Confidence: 1,
	})
}
