package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/report"
)

// fix retitles postings, or shows how it would.
func (c *Command) fix(args []string) int {
	f := newFlags("fix")
	diff := f.Bool("diff", false, "show the changes and make none; ends with exit code 1 when there are any")
	model := f.model()
	minConfidence := f.Float64("min-confidence", 0, "change nothing for findings less certain than `P`, from 0 to 1")
	filters := f.filterFlags()
	jobs := f.jobs()
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("fix", f)
	case err != nil:
		return c.misuse("fix", err)
	case f.NArg() == 0:
		return c.misuse("fix", errors.New("nothing to fix: name a file or a folder"))
	case !(*minConfidence >= 0 && *minConfidence <= 1): // NaN neither
		return c.misuse("fix", fmt.Errorf("--min-confidence must lie between 0 and 1, not %g", *minConfidence))
	}
	for _, arg := range f.Args() {
		if arg == "-" {
			return c.misuse("fix", errors.New("standard input cannot be changed; name a file"))
		}
	}
	if err := checkJobs(*jobs); err != nil {
		return c.misuse("fix", err)
	}
	w := filters.settings(f)
	if f.Changed("role-model") {
		w.model = model
	}
	if f.Changed("min-confidence") {
		w.minConfidence = minConfidence
	}
	d, err := c.newJudge(w, "")
	if err != nil {
		return c.fail(err)
	}
	if _, err := d.policies.preload(f.Args()); err != nil {
		return c.fail(err)
	}
	s, err := c.newFindingFilter(filters, d)
	if err != nil {
		return c.fail(err)
	}
	out, done := c.buffered()
	r := fixRun{seen: map[string]bool{}, judge: d, filter: s, w: out, show: *diff}
	err = inOrder(pool{jobs: *jobs}, inputs(f.Args()), d.input, r.take)
	if r.misuse != nil {
		return c.fail(r.misuse)
	}
	if !r.show && r.fixed == 0 {
		fmt.Fprintln(out, "Nothing that a machine can mend.")
	}
	return done(r.code(), err)
}

// fixRun is one run of fix.
type fixRun struct {
	*judge
	filter *findingFilter
	w      *bufio.Writer
	show   bool // the changes, without making them

	seen               map[string]bool // files, links followed
	fixed              int
	failed, unreadable bool
	misuse             error
}

func (r *fixRun) code() int {
	switch {
	case r.unreadable || r.failed:
		return exitUnreadable
	case r.show && r.fixed > 0:
		return exitFound
	}
	return exitOK
}

func (r *fixRun) take(o outcome) error {
	switch {
	case o.misuse != nil:
		r.misuse = o.misuse
		return errStop
	case o.note != "":
		r.c.logf("%s", o.note)
	case o.err != nil:
		r.unreadable = true
		r.c.logf("%v", o.err)
	}
	if o.report == nil {
		return nil
	}
	r.filter.apply(&o)
	edits := fix.Edits(o.report)
	if len(edits) == 0 || !o.report.Posting().InPlace() {
		r.explainUnfixed(o.report)
		return nil
	}
	if err := r.fix(o, edits); err != nil {
		r.failed = true
		r.c.logf("%v", err)
	}
	return nil
}

// explainUnfixed says why a posting that has the wrong title keeps it.
func (r *fixRun) explainUnfixed(p *lint.Report) {
	for i := range p.Findings {
		if p.Findings[i].Rule != "mistitled-posting" {
			continue
		}
		why := "the title is not written in a way that can be changed safely; change it by hand"
		if s := p.Posting().Title.Span; p.Posting().Extracted() {
			why = "jdlint changes text files only; change it in the program that it was written with"
		} else if p.Posting().Recoded {
			why = "jdlint changes files in UTF-8 only, not in UTF-16; store it as UTF-8, or change it by hand"
		} else if s.Start == s.End {
			why = "the title comes from the " + string(p.Posting().Title.From) + "; rename the file, or give it a heading"
		}
		r.c.logf("%s: to be retitled “%s”, but %s", p.Path, p.SuggestedTitle, why)
	}
}

// fix makes the edits of one posting, or shows them. A file that links lead to,
// too, is mended once, by its own name.
func (r *fixRun) fix(o outcome, edits []lint.Edit) error {
	p := o.report.Posting()
	name := target(filepath.FromSlash(p.Path))
	if r.seen[filepath.Clean(name)] {
		return nil
	}
	r.seen[filepath.Clean(name)] = true
	shown := filepath.ToSlash(name)
	after := lint.Apply(p.Source, edits)
	retitled, err := readPosting(p.Path, after, o.policy.engine.reading)
	if err != nil {
		return fmt.Errorf("%s: cannot be read any more after the change, which is a fault of jdlint; left as it is: %w", p.Path, err)
	}
	want := p.Title.Text
	if o.report.Verdict == lint.Mistitled {
		want = o.report.SuggestedTitle
	}
	if retitled.Title.Text != want {
		return fmt.Errorf("%s: would be read as “%s” after the change, not as “%s”; left as it is", p.Path, retitled.Title.Text, want)
	}
	r.fixed++
	if r.show {
		r.w.Write(r.c.forTerminal(fix.Diff(shown, p.Source, after))) // an error stays with the writer
		return nil
	}
	// Between reading and writing somebody else may have written.
	if now, err := r.readFile(name); err != nil || !bytes.Equal(now, p.Source) {
		return fmt.Errorf("%s: changed meanwhile; left as it is", shown)
	}
	if err := writeFile(name, after); err != nil {
		return err
	}
	what := fmt.Sprintf("calls the hire “%s” throughout", want)
	if want != p.Title.Text {
		what = fmt.Sprintf("retitled “%s” to “%s”", p.Title.Text, want)
	}
	fmt.Fprintf(r.w, "%s: %s (%s)\n", report.Clean(shown), report.Clean(what), plural(len(edits), "place"))
	return nil
}

// target returns the file that a path leads to, if it is a link; seen from the
// working folder where it lies in there.
func target(name string) string {
	real, err := filepath.EvalSymlinks(name)
	if err != nil || real == filepath.Clean(name) {
		return name
	}
	if full, err := filepath.Abs(real); err == nil {
		if near, err := filepath.Rel(workingFolder(), full); err == nil && filepath.IsLocal(near) {
			return near
		}
	}
	return real
}

// cleanLines makes a text safe for the terminal, line by line.
func cleanLines(text []byte) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		b.WriteString(report.Clean(strings.TrimRight(line, "\r\n")) + "\n")
	}
	return []byte(b.String())
}
