package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
)

// check judges postings.
func (c *Command) check(args []string) int {
	f := newFlags("check")
	format := f.choice("format", "print `FORMAT`: text for people, table for the whole ledger, json or ndjson for programs", report.Formats()...)
	model := f.model()
	failOn := f.choice("fail-on", "end with exit code 1 from this `SEVERITY` on: error, warning, info or never", "error", "warning", "info", "never")
	minConfidence := f.Float64("min-confidence", 0, "leave out findings less certain than `P`, from 0 to 1")
	title := f.String("title", "", "the `TITLE` of the posting, where the text does not give it")
	color := f.choice("color", "colour the output: `WHEN` is auto, always or never", "auto", "always", "never")
	jobs := f.jobs()
	version := f.Bool("version", false, "print the version")
	err := f.parse(args)
	switch {
	case f.help && len(f.Args()) == 0 && len(args) == 1:
		return c.checkHelp(f)
	case f.help:
		return c.usage("check", f)
	case err != nil:
		return c.misuse("check", err)
	case *version:
		return c.version(nil)
	case f.NArg() == 0:
		return c.misuse("", errors.New("nothing to check: name a file or a folder, or - for standard input"))
	case !(*minConfidence >= 0 && *minConfidence <= 1): // NaN neither
		return c.misuse("check", fmt.Errorf("--min-confidence must lie between 0 and 1, not %g", *minConfidence))
	case *title != "" && !single(f.Args()):
		return c.misuse("check", errors.New("--title names one posting; give one file, or - for standard input"))
	}
	if err := checkJobs(*jobs); err != nil {
		return c.misuse("check", err)
	}
	e, err := c.engine(*model)
	if err != nil {
		return c.broken(err)
	}
	w, done := c.buffered()
	printer, err := report.New(format.value, w, report.Options{
		Color: c.color(color.value), Width: c.width(), Version: Version(), RoleModel: e.model,
	})
	if err != nil {
		return c.misuse("check", err)
	}
	run := checkRun{
		c: c, engine: e, printer: printer, title: *title, minConfidence: *minConfidence,
		atLeast: lint.Severity(failOn.value), progress: c.progress(format.value),
	}
	err = inOrder(*jobs, inputs(f.Args()), run.judge, run.take)
	run.progress.stop()
	if err == nil {
		err = printer.Close()
	}
	return done(run.code(), err)
}

// checkHelp prints the help of the whole program with the flags of check.
func (c *Command) checkHelp(f *flags) int {
	w, done := c.buffered()
	fmt.Fprintf(w, "%s\nFlags of check:\n%s", overview(), f.FlagUsagesWrapped(100))
	return done(exitOK, nil)
}

// single reports whether the arguments name one file.
func single(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return args[0] == "-" || err != nil && !isGlob(args[0]) || err == nil && !info.IsDir()
}

// progress shows progress where nobody minds: on a terminal that the result
// does not run over meanwhile.
func (c *Command) progress(format string) *progress {
	if isTerminal(c.Stderr) && (format == "text" || !isTerminal(c.Stdout)) {
		return newProgress(c.Stderr, progressAfter, progressEvery)
	}
	return newProgress(nil, 0, 0)
}

// checkRun is one run of check.
type checkRun struct {
	c             *Command
	engine        *engine
	printer       report.Printer
	title         string
	minConfidence float64
	atLeast       lint.Severity // findings from this severity on fail the run; "never"
	progress      *progress

	found, unreadable bool
}

// outcome is what came of one input: a report, an error, or neither for a
// file that is passed over.
type outcome struct {
	report *lint.Report
	err    error
}

// judge reads and judges one input. It is called concurrently. A fault of the
// program costs the one posting that brought it out, not the whole run.
func (r *checkRun) judge(in input) (o outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			o = outcome{err: fmt.Errorf("%s: jdlint failed on this posting; please report it: %v", in.path, fault)}
		}
	}()
	if in.err != nil {
		return outcome{err: in.err}
	}
	src, err := r.read(in.path)
	if err != nil {
		return outcome{err: plain(in.path, err)}
	}
	if in.found && filepath.Ext(in.path) == "" && bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		return outcome{} // a program, most likely
	}
	reading := r.engine.reading
	reading.Title = r.title
	p, err := posting.Read(filepath.ToSlash(in.path), src, reading)
	if err != nil {
		return outcome{err: named(in.path, err)}
	}
	report := r.engine.Check(p)
	report.Findings = slices.DeleteFunc(slices.Clone(report.Findings), func(f lint.Finding) bool {
		return f.Confidence < r.minConfidence
	})
	return outcome{report: report}
}

const (
	sniffed = 1 << 10  // bytes looked at to tell text from programs
	maxSize = 64 << 20 // bytes of a posting; the longest real ones have 50 thousand
)

// read gives the bytes of an input.
func (r *checkRun) read(path string) ([]byte, error) {
	if path == "-" {
		return readAll(r.c.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return readAll(f)
	}
	if info.Size() > maxSize {
		return nil, errTooLarge
	}
	src := make([]byte, info.Size())
	n, err := io.ReadFull(f, src)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF { // it may have shrunk
		return nil, err
	}
	return src[:n], nil
}

var errTooLarge = fmt.Errorf("larger than %d MB: that is no posting", maxSize>>20)

func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err == nil && len(src) > maxSize {
		err = errTooLarge
	}
	return src, err
}

// named says which input a posting could not be read from.
func named(path string, err error) error {
	if path == "-" {
		path = "standard input"
	}
	if cause := errors.Unwrap(err); cause != nil {
		err = cause // which does not name the path another time
	}
	return fmt.Errorf("%s: %w", path, err)
}

// take prints one outcome. It is called in the order of the inputs.
func (r *checkRun) take(o outcome) error {
	if o.err != nil {
		r.unreadable = true
		r.progress.aside(func() { r.c.complain("%v", o.err) })
		return nil
	}
	if o.report == nil {
		return nil
	}
	r.progress.step()
	for i := range o.report.Findings {
		if fails(o.report.Findings[i].Severity, r.atLeast) {
			r.found = true
		}
	}
	return r.printer.Print(o.report)
}

// fails reports whether a finding is grave enough to fail the run.
func fails(s, atLeast lint.Severity) bool {
	grave := []lint.Severity{lint.Info, lint.Warning, lint.Error}
	i := slices.Index(grave, atLeast)
	return i >= 0 && slices.Index(grave, s) >= i
}

func (r *checkRun) code() int {
	switch {
	case r.unreadable:
		return exitUnreadable
	case r.found:
		return exitFound
	}
	return exitOK
}
