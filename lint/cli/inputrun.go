package cli

import (
	"errors"
	"iter"
)

// inputRun is what the commands that judge the inputs named by their arguments have
// in common.
type inputRun struct {
	c      *Command
	finder *finder
	judge  *judge
	first  *policy // of the first argument

	unreadable bool // an input could not be read
	badLines   int  // of streams
	passed     passedOver
}

// newRun prepares a run. Mistakes in the configuration for the arguments are
// reported before anything is judged.
func (c *Command) newRun(f *flags) (*inputRun, error) {
	if err := f.checkNumbers(); err != nil {
		return nil, err
	}
	finder, err := c.newFinder(f)
	if err != nil {
		return nil, err
	}
	first, err := finder.policies.checkFor(f.Args())
	return &inputRun{c: c, finder: finder, judge: &judge{c: c}, first: first}, err
}

// filter returns the filter of the findings of the run, as the flags say.
func (r *inputRun) filter(f *flags) (*findingFilter, error) {
	filter, err := r.c.newFindingFilter(f)
	if err == nil {
		filter.selected, err = f.selection(r.finder.policies.loader.Rules)
	}
	if err != nil || filter.changes == nil {
		return filter, err
	}
	r.judge.known = filter.baseline != nil
	r.finder.changes, r.judge.changes = filter.changes, filter.changes
	return filter, r.finder.policies.compareWith(filter.changes)
}

// each judges inputs, several at a time, and passes what came of them to take,
// in the order of the inputs.
func (r *inputRun) each(p pool, inputs iter.Seq[input], take func(*outcome) error) error {
	err := inOrder(p, inputs, (*input).cost, r.judge.outcomeOf, func(o outcome) error {
		if o.job == nil && !o.isFolder && !o.skip.byNature() {
			r.c.progress.file()
		}
		for _, one := range append(o.parts, o) {
			if err := r.report(&one); err != nil {
				return err
			}
			if err := take(&one); err != nil {
				return err
			}
		}
		return nil
	})
	if more := r.badLines - mostBadLines; more > 0 {
		r.c.logf("and %s that could not be judged; the answers say why", plural(more, "more line"))
	}
	r.saySubmodules()
	return err
}

// mostBadLines is how many lines of streams that could not be judged are told.
const mostBadLines = 10

// report prints why an input was not judged. It returns an error if
// that ends the run.
func (r *inputRun) report(o *outcome) error {
	if mistake, ok := errors.AsType[configError](o.err); ok {
		return mistake
	}
	switch {
	case o.note != "":
		r.c.notef("%s", o.note)
	case o.err != nil && o.found && o.policy != nil && o.policy.failOn == "never":
		r.c.logf("warning: %v", o.err)
	case o.err != nil:
		r.unreadable = true
		if o.number > 0 {
			r.badLines++
		}
		if r.badLines <= mostBadLines || o.number == 0 {
			r.c.logf("%v", o.err)
		}
	}
	r.passed.add(&o.input)
	return nil
}
