package cli

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
)

// check judges postings.
func (c *Command) check(args []string) int {
	f := newFlags("check")
	formats := f.formats()
	model := f.model()
	kind := f.choice("input", "read `KIND`: files of one posting each, or ndjson, where each line is an object with \"id\", \"title\" and \"text\" or \"html\"; answers come as ndjson then, line for line", "files", "ndjson")
	failOn := f.choice("fail-on", "end with exit code 1 from this `SEVERITY` on: error, warning, info or never", "error", "warning", "info", "never")
	minConfidence := f.Float64("min-confidence", 0, "leave out findings less certain than `P`, from 0 to 1")
	filters := f.filterFlags()
	exports := f.exports()
	title := f.String("title", "", "the `TITLE` of the posting; it goes before the one that the text gives")
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
	case *title != "" && !isSingleInput(f.Args()):
		return c.misuse("check", errors.New("--title names one posting; give one file, or - for standard input"))
	}
	if err := checkJobs(*jobs); err != nil {
		return c.misuse("check", err)
	}
	stream, usual := kind.value == "ndjson", "text"
	if stream {
		usual = "ndjson"
		if err := filters.noStream(*title); err != nil {
			return c.misuse("check", err)
		}
		if f.Changed("columns") {
			return c.misuse("check", errors.New("--columns is for tables and exports, not for --input ndjson"))
		}
	}
	if *filters.since != "" && slices.Contains(f.Args(), "-") {
		return c.misuse("check", errors.New("--changed-since asks git about files; standard input has no past"))
	}
	sources, err := exports.sources()
	if err != nil {
		return c.misuse("check", err)
	}
	outputs, err := formats.selected(usual)
	if err != nil {
		return c.misuse("check", err)
	}
	settings := filters.settings(f)
	if f.Changed("role-model") {
		settings.model = model
	}
	if f.Changed("fail-on") {
		settings.failOn = &failOn.value
	}
	if f.Changed("min-confidence") {
		settings.minConfidence = minConfidence
	}
	judge, err := c.newJudge(settings, *title)
	if err != nil {
		return c.fail(err)
	}
	sources.judge, sources.outputs = judge, outputs
	modelID, err := judge.policies.preload(f.Args())
	if err != nil {
		return c.fail(err)
	}
	filter, err := c.newFindingFilter(filters, judge)
	if err != nil {
		return c.fail(err)
	}
	w, done := c.buffered()
	options := report.Options{
		Color: c.color(color.value), Width: c.width(), Version: Version(), RoleModel: modelID, Root: workingFolder()}
	options.Findings, options.Categories = ruleTexts(judge.policies.builtin)
	run := checkRun{judge: judge, filter: filter}
	judge.buffers.enabled = !slices.ContainsFunc(outputs, func(o output) bool { return report.Keeps(o.format) })
	options.PassedOver = func() int { return run.passedOver }
	options.Fails = func(_ *lint.Report, s lint.Severity) bool { return fails(s, run.policy.failOn) }
	printer, err := openOutputs(outputs, w, options)
	if err != nil {
		return c.misuse("check", err)
	}
	defer printer.abort()
	run.printer = printer
	run.progress = c.progress(onStdout(outputs))
	signals := watchSignals()
	defer signals.stop()
	p := pool{jobs: *jobs, quit: signals.quit}
	if stream {
		err = run.stream(p, f.Args(), w)
	} else {
		err = run.files(p, sources.expand(inputs(f.Args())))
	}
	run.progress.stop()
	switch {
	case run.misuse != nil:
		return c.fail(run.misuse)
	case err == errQuit:
		code := done(signals.code(), printer.stop())
		c.logf("stopped; %s checked before, the rest was not", plural(run.judged, "posting"))
		return code
	case err == nil:
		err = printer.Close()
	}
	run.warnOfNothing()
	filter.warn()
	if err == nil {
		err = w.Flush()
	}
	if stream && isClosedPipe(err) {
		return exitOK // it was enough to whoever asked
	}
	return done(run.code(), err)
}

// files judges postings of a file each.
func (r *checkRun) files(p pool, inputs iter.Seq[input]) error {
	b := newBudget(maxInFlight)
	defer b.close()
	type charged struct {
		input
		cost int
	}
	tasks := func(yield func(charged) bool) {
		for in := range inputs {
			in.measure()
			cost, open := b.take(min(in.size, maxSize) + perLine)
			if !open || !yield(charged{in, cost}) {
				return
			}
		}
	}
	judge := func(in charged) outcome {
		o := r.input(in.input)
		o.cost = in.cost
		return o
	}
	return inOrder(p, tasks, judge, func(o outcome) error {
		defer b.give(o.cost)
		return r.take(o)
	})
}

// measure finds how many bytes an input has to be read, as far as that is known.
func (in *input) measure() {
	if in.job != nil {
		in.size = len(in.job.Body)
	} else if info, err := os.Stat(in.path); err == nil && info.Mode().IsRegular() {
		in.size = int(min(info.Size(), math.MaxInt32))
	}
}

// stream judges the postings that files hold on each line. Answers do not wait
// for more of them.
func (r *checkRun) stream(p pool, names []string, w *bufio.Writer) error {
	s := streams{judge: r.judge, budget: newBudget(maxInFlight)}
	defer s.budget.close()
	p.idle = func() { w.Flush() } // its error comes back with the next answer
	return inOrder(p, s.lines(names), s.judgeLine, func(o outcome) error {
		defer s.budget.give(o.cost)
		return r.take(o)
	})
}

// noStream refuses what makes no sense for a stream of postings.
func (g *filterFlags) noStream(title string) error {
	switch {
	case title != "":
		return errors.New("--title names one posting; with --input ndjson each line has its own")
	case *g.baseline != "" || *g.since != "":
		return errors.New("--baseline and --changed-since are for files, not for --input ndjson")
	}
	return nil
}

// checkHelp prints the help of the whole program with the flags of check.
func (c *Command) checkHelp(f *flags) int {
	if c.onHelp != nil {
		c.onHelp(f)
		return exitOK
	}
	w, done := c.buffered()
	fmt.Fprintf(w, "%s\nFlags of check:\n%s", overview(), f.FlagUsagesWrapped(100))
	return done(exitOK, nil)
}

// isSingleInput reports whether the arguments name one file.
func isSingleInput(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return args[0] == "-" || isURL(args[0]) || err != nil && !isGlob(args[0]) || err == nil && !info.IsDir()
}

// progress shows progress where nobody minds: on a terminal that the result
// does not run over meanwhile.
func (c *Command) progress(format string) *progress {
	if isTerminal(c.Stderr) && (format == "text" || format == "" || !isTerminal(c.Stdout)) {
		return newProgress(c.Stderr, progressAfter, progressEvery)
	}
	return newProgress(nil, 0, 0)
}

// checkRun is one run of check.
type checkRun struct {
	*judge
	printer  outputs
	filter   *findingFilter
	progress *progress

	found, unreadable bool
	judged            int
	passedOver        int     // files in folders that are no postings
	ignored           int     // files in folders that the configuration leaves out
	policy            *policy // of the posting that is printed
	misuse            error
}

// take prints one outcome. It is called in the order of the inputs.
func (r *checkRun) take(o outcome) error {
	if o.misuse != nil {
		r.misuse = o.misuse
		return errStop
	}
	if o.note != "" {
		r.progress.interrupt(func() { r.c.logf("%s", o.note) })
	}
	if o.err != nil {
		r.unreadable = true
		r.progress.interrupt(func() { r.c.logf("%v", o.err) })
		if o.failure != nil {
			return r.printer.Fail(o.failure)
		}
		return nil
	}
	if o.noPosting {
		r.passedOver++
	}
	if o.ignored {
		r.ignored++
	}
	if o.report == nil {
		return nil
	}
	r.progress.step()
	r.judged++
	r.policy = o.policy
	r.filter.apply(&o)
	for i := range o.report.Findings {
		if fails(o.report.Findings[i].Severity, o.policy.failOn) {
			r.found = true
		}
	}
	err := r.printer.Print(o.report)
	r.buffers.put(o.buffers)
	return err
}

// fails reports whether a finding is grave enough to fail the run.
func fails(s, atLeast lint.Severity) bool {
	grave := []lint.Severity{lint.Info, lint.Warning, lint.Error}
	i := slices.Index(grave, atLeast)
	return i >= 0 && slices.Index(grave, s) >= i
}

// warnOfNothing says so where no posting was judged because all were left out: a slip in
// a pattern would look like postings in order.
func (r *checkRun) warnOfNothing() {
	if r.judged == 0 && r.ignored > 0 && r.changes == nil {
		r.c.logf("nothing was judged: the patterns of \"ignore\" leave out %s; \"jdlint config FILE\" says which", plural(r.ignored, "file"))
	}
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
