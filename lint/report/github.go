package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// githubPrinter prints workflow commands, which GitHub Actions turns into
// annotations on the lines of a pull request:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
//
// GitHub shows ten errors, ten warnings and ten notices of a step and drops
// the rest without a word. So the surest ones of each are printed, and the
// number of those left out.
type githubPrinter struct {
	w      io.Writer
	o      Options
	book   rulebook
	levels []githubLevel
}

// githubShown is how many annotations of a level GitHub shows of one step.
const githubShown = 10

// githubLevel gathers the findings of one severity.
type githubLevel struct {
	severity lint.Severity
	command  string
	one      string // what a finding of it is called
	many     string
	kept     []githubNote
	total    int
}

// githubNote is one annotation.
type githubNote struct {
	confidence float64
	properties string
	message    string
}

func newGitHub(w io.Writer, o Options) *githubPrinter {
	return &githubPrinter{w: w, o: o, book: newRulebook(o), levels: []githubLevel{
		{severity: lint.Error, command: "error", one: "error", many: "errors"},
		{severity: lint.Warning, command: "warning", one: "warning", many: "warnings"},
		{severity: lint.Info, command: "notice", one: "notice", many: "notices"},
	}}
}

func (p *githubPrinter) Print(r *lint.Report) error {
	var lines *lineIndex
	for i := range r.Findings {
		f := &r.Findings[i]
		at := slices.IndexFunc(p.levels, func(l githubLevel) bool { return l.severity == f.Severity })
		if at < 0 {
			at = len(p.levels) - 1
		}
		l := &p.levels[at]
		l.total++
		if len(l.kept) == githubShown && l.kept[githubShown-1].confidence >= f.Confidence {
			continue
		}
		if lines == nil {
			lines = newLineIndex(r)
		}
		l.keep(p.note(r, lines, f))
	}
	return nil
}

// keep enters an annotation before those that are less sure.
func (l *githubLevel) keep(n githubNote) {
	at := slices.IndexFunc(l.kept, func(k githubNote) bool { return k.confidence < n.confidence })
	if at < 0 {
		at = len(l.kept)
	}
	l.kept = slices.Insert(l.kept, at, n)
	l.kept = l.kept[:min(len(l.kept), githubShown)]
}

// note makes the annotation of a finding. GitHub takes columns only where the
// span ends in the line in which it begins.
func (p *githubPrinter) note(r *lint.Report, lines *lineIndex, f *lint.Finding) githubNote {
	var properties string
	if r.Path != "-" { // standard input is no file of the repository
		from, to, ok := lines.span(f.Start, f.End, f.Line, f.Column)
		properties = fmt.Sprintf("file=%s,line=%d", githubProperty(p.o.inRepository(r.Path)), from.line)
		if ok {
			properties += fmt.Sprintf(",endLine=%d", to.line)
		}
		if ok && from.line == to.line {
			properties += fmt.Sprintf(",col=%d,endColumn=%d", from.column, to.column)
		}
		properties += ","
	}
	title := Clean(f.Rule)
	if name := p.book.name(f.Rule); name != title {
		title = name + " [" + title + "]"
	}
	properties += "title=" + githubProperty(title)
	message := Clean(f.Message)
	if help := Clean(f.Help); help != "" {
		message += "\n" + help
	}
	if link := p.book.url(f.Rule); link != "" {
		message += "\n" + link
	}
	return githubNote{f.Confidence, properties, message}
}

func (p *githubPrinter) Close() error {
	var b strings.Builder
	var left []string
	for i := range p.levels {
		l := &p.levels[i]
		cut := l.total - len(l.kept)
		more := count(cut, "more "+l.one, "more "+l.many)
		if cut > 0 {
			left = append(left, more)
			l.kept[len(l.kept)-1].message += fmt.Sprintf("\n(%s not shown; the log of the step says how to see all.)", more)
		}
		for _, n := range l.kept {
			fmt.Fprintf(&b, "::%s %s::%s\n", l.command, n.properties, githubData(n.message))
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "jdlint: %s not shown, as GitHub shows %d of each in a step; --format markdown or sarif holds all.\n", list(left), githubShown)
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// githubData escapes the message of a command, as
// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
// does. Nothing else ends a message: the runner looks for "::" up to the
// first place where it stands after the properties, and for the old "##[" only
// in lines that are no command
// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// githubProperty escapes a property of a command.
func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(Clean(s))
}
