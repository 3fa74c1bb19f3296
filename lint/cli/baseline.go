package cli

import (
	"fmt"
	"path/filepath"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/baseline"
	"github.com/jdlint/jdlint/lint/suppress"
)

// baseline records the findings that there are today, or drops what no longer
// matches.
func (c *Command) baseline(f *flags) func() error {
	name := f.String("baseline", baseline.Name, "the `FILE` to write")
	prune := f.Bool("prune", false, "only drop the findings that are recorded and no longer there")
	ignores := f.Bool("add-ignores", false, "write comments into the postings that suppress the findings, instead of a file")
	reason := f.String("reason", "", "the `TEXT` that these comments give as their reason")
	f.addModel()
	f.addConfig()
	f.addFiles()
	f.addExports()
	f.addJobs()
	return func() error {
		if f.NArg() == 0 {
			return usagef("nothing to record: name the files and folders that are checked; . is this folder")
		}
		switch {
		case *ignores:
			if err := suppress.CheckReason(*reason); err != nil {
				return usagef("--reason: %w", err)
			}
			if *prune || f.Changed("baseline") {
				return usagef("--add-ignores writes no baseline")
			}
			return c.addIgnores(f, *reason)
		case *reason != "":
			return usagef("--reason is that of --add-ignores")
		}
		if err := checkOutput(*name, f.Args(), false); err != nil {
			return err
		}
		r, err := c.newRun(f)
		if err != nil {
			return err
		}
		recorded, dropped := new(baseline.Baseline), ""
		note := recorded.Record
		if *prune {
			if recorded, err = readBaseline(*name); err != nil {
				return err
			}
			note = func(path string, r *lint.Report) { recorded.Known(path, r) }
		}
		postings := 0
		if err := r.each(pool{jobs: f.jobs}, r.finder.find(f.Args()), func(o *outcome) error {
			if o.report != nil {
				postings++
				note(pathInBaseline(*name, o.report.Path), o.report)
			}
			return nil
		}); err != nil {
			return err
		}
		r.finder.policies.sayUnusual()
		if *prune {
			stale, moved := recorded.Stale(), recorded.Renamed()
			recorded = recorded.Without(stale)
			dropped = fmt.Sprintf("; %s dropped", plural(len(stale), "finding"))
			if len(moved) > 0 {
				dropped += fmt.Sprintf(", %s moved", plural(len(moved), "posting"))
			}
		}
		data, err := recorded.Bytes()
		if err != nil {
			return err
		}
		if err := writeFile(*name, data); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s: %s in %s%s\n", filepath.ToSlash(*name), plural(recorded.Len(), "finding"), plural(postings, "posting"), dropped)
		if r.unreadable {
			return exitCode(exitUnreadable)
		}
		return nil
	}
}
