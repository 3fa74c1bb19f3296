package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
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
	levels [3]githubLevel // error, warning, notice
}

// githubShown is how many annotations of a level GitHub shows of one step.
const githubShown = 10

// githubLevel gathers the findings of one severity.
type githubLevel struct {
	command string
	kept    []githubNote
	total   int
}

// githubNote is one annotation.
type githubNote struct {
	confidence float64
	properties string
	message    string
}

func newGitHub(w io.Writer, o Options) Printer {
	return &githubPrinter{w: w, o: o, book: newRulebook(o), levels: [3]githubLevel{{command: "error"}, {command: "warning"}, {command: "notice"}}}
}

func (p *githubPrinter) Print(r *lint.Report) error {
	for _, f := range platformFindings(p.o, r) {
		p.levels[gravity(f.Severity)].add(f.Confidence, func() githubNote { return p.note(f) })
	}
	return nil
}

// Note prints that a file was left out, as a notice, behind those of findings.
func (p *githubPrinter) Note(path, text string) error {
	p.levels[gravity(lint.Info)].add(0, func() githubNote {
		return githubNote{0, "file=" + githubProperty(p.o.inRepository(path)) + ",title=jdlint", Clean(text)}
	})
	return nil
}

// add adds an annotation, before those that are less sure.
func (l *githubLevel) add(confidence float64, note func() githubNote) {
	l.total++
	at := slices.IndexFunc(l.kept, func(k githubNote) bool { return k.confidence < confidence })
	if at < 0 {
		at = len(l.kept)
	}
	if at < githubShown {
		l.kept = slices.Insert(l.kept, at, note())
		l.kept = l.kept[:min(len(l.kept), githubShown)]
	}
}

// note returns the annotation of a finding. GitHub takes columns only where the
// span ends in the line in which it begins.
func (p *githubPrinter) note(f *platformFinding) githubNote {
	var properties string
	if f.file != "-" { // standard input is no file of the repository
		at := f.span()
		properties = fmt.Sprintf("file=%s,line=%d", githubProperty(f.file), at.from.line)
		if at.exact {
			properties += fmt.Sprintf(",endLine=%d", at.to.line)
		}
		if at.exact && at.from.line == at.to.line {
			properties += fmt.Sprintf(",col=%d,endColumn=%d", at.from.column, at.to.column)
		}
		properties += ","
	}
	title := Clean(f.Rule)
	if name := p.book.name(f.Rule); name != title {
		title = name + " [" + title + "]"
	}
	message := message(f.report, f.Finding)
	for _, more := range []string{Clean(f.Help), p.book.url(f.Rule)} {
		if more != "" {
			message += "\n" + more
		}
	}
	return githubNote{f.Confidence, properties + "title=" + githubProperty(title), message}
}

func (p *githubPrinter) Close() error {
	var b strings.Builder
	var left []string
	for i := range p.levels {
		l := &p.levels[i]
		cut := l.total - len(l.kept)
		more := sentence.Count(cut, "more "+l.command, "more "+l.command+"s")
		if cut > 0 {
			left = append(left, more)
			l.kept[len(l.kept)-1].message += fmt.Sprintf("\n(%s not shown; the log of the step says how to see all.)", more)
		}
		for _, n := range l.kept {
			fmt.Fprintf(&b, "::%s %s::%s\n", l.command, n.properties, githubData(n.message))
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "jdlint: %s not shown, as GitHub shows %d of each in a step; --format markdown or sarif holds all.\n", sentence.List(left, "and"), githubShown)
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// githubData returns the escaped message of a command, as
// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
// does. Nothing else ends a message: the runner looks for "::" up to the
// first place where it stands after the properties, and for the old "##[" only
// in lines that are no command
// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// githubProperty returns an escaped property of a command.
func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(Clean(s))
}
