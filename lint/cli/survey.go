package cli

import (
	"bytes"
	"cmp"
	"math"
	"runtime/debug"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/survey"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// survey says what only many postings show.
func (c *Command) survey(f *flags) func() error {
	formats := &formats{known: survey.Formats()}
	f.Var(formats, "format", "print `FORMAT[=FILE]`, to FILE or standard output; may be given several times. Formats: "+orList(survey.Formats()))
	f.addModel()
	f.addLang()
	employer := f.String("employer", "", "take the postings that name no employer for those of `NAME`")
	kind := f.addChoice("input", "read `KIND`: files of one posting each, or ndjson, where each line is an object with \"id\", \"title\" and \"text\" or \"html\"", "files", "ndjson")
	f.addConfig()
	f.addFiles()
	f.addLists()
	f.addExports()
	f.addJobs()
	f.BoolVar(&c.quiet, "quiet", false, "say nothing of what is passed over, but errors")
	force := f.Bool("force", false, "write --format FORMAT=FILE over a file that may be a posting: its name is that of one, and it is no report of jdlint")
	return func() error {
		if f.NArg() == 0 {
			return usagef("nothing to survey: name a file or a folder, or - for standard input")
		}
		outputs, err := formats.selected("text")
		if err != nil {
			return err
		}
		for _, o := range outputs {
			if err := f.checkOutput(o.file, *force); err != nil {
				return err
			}
		}
		if c.getenv("GOGC") == "" { // what is kept grows with the postings, so that a limit would be met for good
			defer debug.SetGCPercent(debug.SetGCPercent(gcPercentOfSurvey))
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
		}
		s, r, err := c.gather(f, kind.value == "ndjson", *employer, outputs)
		if err != nil {
			return err
		}
		result := s.Result()
		for _, o := range outputs {
			if err := c.printSurvey(result, o, survey.PrintOptions{Version: Version(), Width: c.width(), PassedOver: r.passed.String()}); err != nil {
				return err
			}
		}
		if r.unreadable {
			return exitCode(exitUnreadable)
		}
		return nil
	}
}

// printSurvey prints a survey to where an output goes; a file appears when it is whole.
func (c *Command) printSurvey(r *survey.Result, o output, options survey.PrintOptions) error {
	if o.file == "" {
		return unwritten(r.Print(c.out, o.format, options))
	}
	options.Width = plainWidth
	var text bytes.Buffer
	if err := r.Print(&text, o.format, options); err != nil {
		return err
	}
	if err := writeFile(o.file, text.Bytes()); err != nil {
		return unreadableError{err}
	}
	return nil
}

// gcPercentOfSurvey is how much the heap may grow before it is swept: with 200, as
// elsewhere, 40,000 postings took 122 MB instead of 74, and some percent less CPU.
const gcPercentOfSurvey = 50

// gather judges the postings that the arguments name, and keeps what a survey needs.
func (c *Command) gather(f *flags, stream bool, employer string, outputs []output) (*survey.Survey, *inputRun, error) {
	r, err := c.newRun(f)
	if err != nil {
		return nil, nil, err
	}
	if stream && (r.finder.isTable() || r.finder.columns.ID != "" || r.finder.columns.URL != "") {
		return nil, nil, usagef("--columns says with --input ndjson where employer, sector, country and date stand; title, text and id have their names")
	}
	exports, err := rules.LoadExports()
	if err != nil {
		return nil, nil, err
	}
	r.finder.outputs, r.finder.systems, r.finder.facts = outputs, exports, true
	o, err := c.surveyOptions(r, employer)
	if err != nil {
		return nil, nil, err
	}
	facts := export.NewFactReader(exports, r.finder.columns)
	s := survey.New(o)
	r.judge.buffers.enabled = true
	r.judge.digest = func(out *outcome) {
		if out.report == nil {
			return
		}
		var known posting.Facts
		switch {
		case out.job != nil:
			known = out.job.Facts
		case out.number > 0:
			known = facts.Line(out.input.line)
		default:
			known = facts.Fields(read.Fields(out.report.Posting()))
		}
		out.digest = o.Digest(out.report, known)
	}
	ctx, stop := notifyContext()
	defer stop()
	inputs := r.finder.find
	var count func() int
	if stream {
		inputs = r.finder.lines
	} else {
		count = func() int { return countFiles(f.Args()) }
	}
	c.progress = c.newProgress(onStdout(outputs), count)
	err = r.each(pool{jobs: f.jobs, ctx: ctx}, inputs(f.Args()), func(out *outcome) error {
		if out.digest != nil {
			c.progress.step()
			s.Add(out.digest)
		}
		r.judge.buffers.put(out.memory)
		return nil
	})
	c.progress.stop()
	if signal, ok := err.(interrupted); ok {
		c.logf("stopped; a survey of a part of the postings would say nothing")
		return nil, nil, signal.code()
	}
	return s, r, err
}

// surveyOptions returns what a survey rests on: the policy of the first argument.
func (c *Command) surveyOptions(r *inputRun, employer string) (*survey.Options, error) {
	e := r.first.engine
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	o := &survey.Options{
		Model: e.roles, Models: []*rules.Model{e.roles}, Cases: set.Cases, Findings: e.findings, Titles: title.New(set.Titles), Employer: report.Clean(employer),
		Categories: set.Duties(rules.DefaultLanguage).Categories, Messages: set.Messages(cmp.Or(r.finder.policies.language(), rules.DefaultLanguage)),
	}
	for _, id := range set.Models.IDs() {
		if id != e.model {
			o.Models = append(o.Models, set.Models[id])
		}
	}
	return o, nil
}
