package cli

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
)

// check judges postings.
func (c *Command) check(f *flags) func() error {
	formats := f.addFormats()
	f.addModel()
	f.addLang()
	kind := f.addChoice("input", "read `KIND`: files of one posting each, or ndjson, where each line is an object with \"id\", \"title\" and \"text\" or \"html\"; answers come as ndjson then, line for line", "files", "ndjson")
	f.addChoice("fail-on", "end with exit code 1 from this `SEVERITY` on: error, warning, info or never", "error", "warning", "info", "never")
	f.addMinConfidence("leave out findings less certain than `P`, from 0 to 1")
	f.addConfig()
	f.addFiles()
	f.addFilters()
	f.addSelection()
	f.addLists()
	f.addExports()
	title := f.String("title", "", "the `TITLE` of the posting; it goes before the one that the text gives")
	color := f.addChoice("color", "colour the output: `WHEN` is auto, always or never", "auto", "always", "never")
	f.addJobs()
	f.BoolVar(&c.quiet, "quiet", false, "print the findings alone, and errors")
	only := f.addWords("only", "show only the postings with the verdicts `VERDICT,...`; all are judged and counted", report.Verdicts())
	showFiles := f.Bool("show-files", false, "name each file on standard error: taken or not, and why; \"jdlint files\" does it without judging")
	statistics := f.Bool("statistics", false, "count the findings of each kind, on standard error")
	outputFile := f.String("output-file", "", "write to `FILE` what goes to standard output otherwise: --format FORMAT=FILE by another name")
	prefix := f.String("path-prefix", "", "put the folder `DIR` before the names of files in the formats for pull requests: the one that is run in, seen from the top of the repository")
	force := f.Bool("force", false, "write --format FORMAT=FILE over a file that may be a posting: its name is that of one, and it is no report of jdlint")
	watch := f.Bool("watch", false, "judge again whenever a file changes, until Ctrl-C")
	version := f.Bool("version", false, "print the version")
	return func() error {
		if *version {
			c.printVersion()
			return nil
		}
		stream, usual := kind.value == "ndjson", "text"
		if stream {
			usual = "ndjson"
		}
		if err := checkUsage(f, stream, *title); err != nil {
			return err
		}
		outputs, err := formats.selected(usual)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(outputs, func(o output) bool { return o.file == "" }); *outputFile != "" && i < 0 {
			return usagef("--output-file %s: each --format names its file already", *outputFile)
		} else if *outputFile != "" {
			outputs[i].file = *outputFile
		}
		for _, o := range outputs {
			if err := f.checkOutput(o.file, *force); err != nil {
				return err
			}
		}
		inRepository, err := pathPrefix(*prefix)
		if err != nil {
			return err
		}
		once := func() error {
			r, err := c.newRun(f)
			if err != nil {
				return err
			}
			r.finder.outputs, r.judge.title = outputs, *title
			filter, err := r.filter(f)
			if err != nil {
				return err
			}
			k := checkRun{inputRun: r, filter: filter, only: only.list}
			if *statistics {
				k.counts = map[string]int{}
			}
			if *showFiles {
				k.files = &fileList{w: c.Stderr}
			}
			options := report.Options{
				Color: c.color(color.value), Width: c.width(), Version: Version(), RoleModel: r.first.engine.model, Root: workingFolder(), Prefix: inRepository,
				PassedOver: r.passed.String, Quiet: c.quiet,
				Fails: func(_ *lint.Report, s lint.Severity) bool { return fails(s, k.policy.failOn) },
			}
			options.SetTexts(r.finder.policies.builtin, r.finder.policies.language())
			if k.printer, err = newPrinters(outputs, c.out, options); err != nil {
				return usageError{err}
			}
			defer k.printer.abort()
			r.judge.buffers.enabled = !slices.ContainsFunc(outputs, func(o output) bool { return report.Keeps(o.format) })
			return k.run(f, stream, outputs)
		}
		if *watch {
			return c.watch(f, outputs, once)
		}
		return once()
	}
}

// pathPrefix returns the value of --path-prefix as names have it before them.
func pathPrefix(name string) (string, error) {
	name = path.Clean(filepath.ToSlash(name))
	switch {
	case name == ".":
		return "", nil
	case !filepath.IsLocal(filepath.FromSlash(name)):
		return "", usagef("--path-prefix names a folder of the repository, seen from its top, not %q", name)
	}
	return name, nil
}

// errNoPostings is the usage error of check without arguments.
var errNoPostings = usagef("nothing to check: name a file or a folder, or - for standard input")

// checkUsage returns what is wrong with the flags and arguments of check.
func checkUsage(f *flags, stream bool, title string) error {
	since, _ := f.given("changed-since")
	baseline, _ := f.given("baseline")
	switch {
	case f.NArg() == 0:
		return errNoPostings
	case title != "" && !isSingleInput(f.Args()):
		return usagef("--title names one posting; give one file, or - for standard input")
	case stream && title != "":
		return usagef("--title names one posting; with --input ndjson each line has its own")
	case stream && (baseline != "" || since != ""):
		return usagef("--baseline and --changed-since are for files, not for --input ndjson")
	case stream && f.Changed("columns"):
		return usagef("--columns is for tables and exports, not for --input ndjson")
	case f.Changed("stdin-filename") && (stream || !slices.Contains(f.Args(), "-")):
		return usagef("--stdin-filename names what comes on standard input: give - as file")
	case f.Changed("watch") && (stream || slices.ContainsFunc(f.Args(), func(arg string) bool { return arg == "-" || isURL(arg) })):
		return usagef("--watch is for files and folders, which can change")
	case since != "" && slices.Contains(f.Args(), "-"):
		return usagef("--changed-since asks git about files; standard input has no past")
	}
	return nil
}

// isSingleInput reports whether the arguments name one file.
func isSingleInput(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return args[0] == "-" || isURL(args[0]) || err != nil && !isGlob(args[0]) || err == nil && !info.IsDir()
}

// checkRun is one run of check.
type checkRun struct {
	*inputRun
	printer printers
	filter  *findingFilter

	found  bool // a finding that fails the run
	judged int
	only   []string       // the verdicts of postings that are printed; none: all
	policy *policy        // of the posting that is printed
	files  *fileList      // with --show-files
	counts map[string]int // of findings by their id, with --statistics
}

// run judges the postings that the arguments name.
func (k *checkRun) run(f *flags, stream bool, outputs []output) error {
	c := k.c
	ctx, stop := notifyContext()
	defer stop()
	p := pool{jobs: f.jobs, ctx: ctx}
	inputs := k.finder.find
	if stream {
		inputs = k.finder.lines
		p.idle = func() { c.out.Flush() } // its error comes back with the next answer
	}
	var count func() int
	if !stream {
		count = func() int { return countFiles(f.Args()) }
	}
	c.progress = c.newProgress(onStdout(outputs), count)
	err := k.each(p, inputs(f.Args()), k.take)
	if k.files != nil {
		err = cmp.Or(err, k.files.end())
	}
	c.progress.stop()
	if _, ok := err.(configError); ok {
		return err
	}
	if signal, ok := err.(interrupted); ok {
		err = unwritten(cmp.Or(k.printer.stop(), c.out.Flush()))
		c.logf("stopped; %s checked before, the rest was not", plural(k.judged, "posting"))
		return cmp.Or[error](err, signal.code())
	}
	if err == nil {
		err = k.takeWeakened()
	}
	if err == nil {
		err = k.printer.Close()
	}
	if left := k.passed.files[leftOut]; k.judged == 0 && left > 0 && k.filter.changes == nil {
		// A slip in a pattern would look like postings in order.
		c.notef("nothing was judged: the patterns of \"ignore\" leave out %s; \"jdlint config FILE\" says which", plural(left, "file"))
	}
	k.filter.warn(k.finder.policies)
	for _, id := range slices.SortedFunc(maps.Keys(k.counts), func(a, b string) int {
		return cmp.Or(k.counts[b]-k.counts[a], strings.Compare(a, b))
	}) {
		fmt.Fprintf(c.Stderr, "%7d  %s\n", k.counts[id], id)
	}
	if err == nil {
		err = c.out.Flush()
	}
	if err == nil && onStdout(outputs) == "text" && k.judged > 1 {
		k.sayNext(f.Args())
	}
	switch {
	case stream && isClosedPipe(err):
		return nil // it was enough to whoever asked
	case unwritten(err) != nil:
		return unwritten(err)
	case k.unreadable:
		return exitCode(exitUnreadable)
	case k.found:
		return exitCode(exitFound)
	}
	return nil
}

// sayNext says, to people alone, what they may do after a run over a folder that has no
// configuration yet.
func (k *checkRun) sayNext(args []string) {
	info, err := os.Stat(args[0])
	if k.c.quiet || len(args) > 1 || err != nil || !info.IsDir() || !isTerminal(k.c.Stdout) || !isTerminal(k.c.Stderr) {
		return
	}
	if s, err := k.finder.policies.loader.For(filepath.Join(args[0], "posting")); err != nil || len(s.Files) > 0 {
		return
	}
	fmt.Fprintln(k.c.Stderr, strings.Join(report.Wrap("Next: name one file to see it in full; --format html=report.html writes a report to send on; \"jdlint init\" writes a configuration to begin with (then this line is gone).", k.c.width()), "\n"))
}

// take prints what came of an input.
func (k *checkRun) take(o *outcome) error {
	if k.files != nil {
		if err := k.files.add(o); err != nil {
			return err
		}
	}
	if o.failure != nil {
		return k.printer.Fail(o.failure)
	}
	if o.note != "" && !o.found && o.report == nil {
		return k.printer.Note(filepath.ToSlash(o.path), o.note)
	}
	if o.report == nil {
		return nil
	}
	if o.skip == sameJob {
		k.filter.known(o)
		return nil
	}
	k.c.progress.step()
	k.judged++
	k.policy = o.policy
	k.filter.apply(o)
	for i := range o.report.Findings {
		k.found = k.found || fails(o.report.Findings[i].Severity, o.policy.failOn)
		if k.counts != nil {
			k.counts[o.report.Findings[i].Rule]++
		}
	}
	var err error
	if len(k.only) == 0 || slices.Contains(k.only, string(o.report.Verdict)) {
		err = k.printer.Print(o.report)
	} else {
		k.printer.Count(o.report)
	}
	k.judge.buffers.put(o.memory)
	return err
}

// takeWeakened prints what a change makes weaker in the check itself.
func (k *checkRun) takeWeakened() error {
	p := k.finder.policies
	if p.base == nil {
		return nil
	}
	p.weakened.add(k.filter.weakened()...)
	if len(p.weakened.list) == 0 {
		return nil
	}
	s, err := p.base.settings(config.Name, false)
	if err != nil {
		s = p.defaults()
	}
	e, err := p.engine(p.defaults())
	if err != nil {
		return err
	}
	k.policy = policyOf(e, s)
	for _, r := range p.weakened.reports(k.c, e, k.filter.since) {
		k.found = k.found || fails(lint.Warning, k.policy.failOn)
		if err := k.printer.Print(r); err != nil {
			return err
		}
	}
	return nil
}

// fails reports whether a finding is grave enough to fail the run.
func fails(s, atLeast lint.Severity) bool {
	grave := []lint.Severity{lint.Info, lint.Warning, lint.Error}
	i := slices.Index(grave, atLeast)
	return i >= 0 && slices.Index(grave, s) >= i
}
