package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/baseline"
)

// baseline records the findings that stand today, or drops what no longer
// matches.
func (c *Command) baseline(args []string) int {
	f := newFlags("baseline")
	name := f.String("baseline", baseline.Name, "the `FILE` to write")
	prune := f.Bool("prune", false, "only drop the findings that are recorded and no longer there")
	model := f.model()
	configFile := f.String("config", "", "use the configuration `FILE` for all postings, not the .jdlint.yaml nearest to each")
	exports := f.exports()
	jobs := f.jobs()
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("baseline", f)
	case err != nil:
		return c.misuse("baseline", err)
	case f.NArg() == 0:
		return c.misuse("baseline", errors.New("nothing to record: name the files and folders that are checked; . is this folder"))
	}
	if err := checkJobs(*jobs); err != nil {
		return c.misuse("baseline", err)
	}
	sources, err := exports.sources()
	if err != nil {
		return c.misuse("baseline", err)
	}
	var w flagSettings
	if f.Changed("role-model") {
		w.model = model
	}
	if f.Changed("config") {
		w.configFile = configFile
	}
	d, err := c.newJudge(w, "")
	if err != nil {
		return c.fail(err)
	}
	if _, err := d.policies.preload(f.Args()); err != nil {
		return c.fail(err)
	}
	sources.judge = d
	r := baselineRun{c: c, name: *name}
	if *prune {
		if r.old, err = readBaseline(*name); err != nil {
			return c.fail(err)
		}
	}
	err = inOrder(pool{jobs: *jobs}, sources.expand(inputs(f.Args())), d.input, r.take)
	if r.misuse != nil {
		return c.fail(r.misuse)
	}
	if err == nil {
		err = r.write()
	}
	if err != nil {
		return c.fail(err)
	}
	if r.unreadable {
		return exitUnreadable
	}
	return exitOK
}

// baselineRun is one run of baseline.
type baselineRun struct {
	c    *Command
	name string
	new  baseline.Baseline
	old  *baseline.Baseline // to prune; nil to record anew

	postings   int
	unreadable bool
	misuse     error
}

func (r *baselineRun) take(o outcome) error {
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
	r.postings++
	name := relative(r.name, o.report.Path)
	if r.old != nil {
		r.old.Known(name, o.report)
	} else {
		r.new.Record(name, o.report)
	}
	return nil
}

// write writes the file and says what is in it.
func (r *baselineRun) write() error {
	result, said := &r.new, ""
	if r.old != nil {
		s := findingFilter{c: r.c, name: r.name, baseline: r.old}
		stale := s.stale()
		result = r.old.Without(stale)
		said = fmt.Sprintf("; %s dropped", plural(len(stale), "finding"))
	}
	data, err := result.Bytes()
	if err != nil {
		return err
	}
	if err := writeFile(r.name, data); err != nil {
		return err
	}
	w, done := r.c.buffered()
	fmt.Fprintf(w, "%s: %s in %s%s\n", filepath.ToSlash(r.name), plural(result.Len(), "finding"), plural(r.postings, "posting"), said)
	done(exitOK, nil)
	return nil
}

// writeFile writes a file in one step: it holds the old text or the new one,
// whatever happens meanwhile.
func writeFile(name string, data []byte) error {
	f, err := createAtomic(name)
	if err != nil {
		return writeError(name, err)
	}
	defer f.abort()
	if _, err := f.Write(data); err != nil {
		return writeError(name, err)
	}
	if err := f.commit(); err != nil {
		return writeError(name, err)
	}
	return nil
}

// writeError says in plain words why a file could not be written.
func writeError(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("writing %s: not allowed to write in this folder", name)
	}
	return fmt.Errorf("writing %w", readError(name, err))
}
