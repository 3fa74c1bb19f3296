package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
)

// ignoring is one run of baseline that writes the suppressions of what stands today into
// the postings themselves.
type ignoring struct {
	*inputRun
	reason string

	done           map[string]bool // files, links followed
	findings, left int
	postings       int
}

// addIgnores suppresses what stands today in the postings that the arguments name.
func (c *Command) addIgnores(f *flags, reason string) error {
	r, err := c.newRun(f)
	if err != nil {
		return err
	}
	r.judge.whole = true // documents are not changed
	k := ignoring{inputRun: r, reason: reason, done: map[string]bool{}}
	if err := r.each(pool{jobs: f.jobs}, r.finder.find(f.Args()), k.take); err != nil {
		return err
	}
	r.finder.policies.sayUnusual()
	fmt.Fprintf(c.out, "%s suppressed in %s\n", plural(k.findings, "finding"), plural(k.postings, "posting"))
	switch {
	case r.unreadable:
		return exitCode(exitUnreadable)
	case k.left > 0:
		return exitCode(exitFound)
	}
	return nil
}

// take suppresses the findings of a posting.
func (k *ignoring) take(o *outcome) error {
	if o.report == nil || len(o.report.Findings) == 0 {
		return nil
	}
	var ids []string
	n := 0
	for i := range o.report.Findings {
		if f := &o.report.Findings[i]; !suppress.IsOwn(f.Rule) { // those are about suppressions
			ids = append(ids, f.Rule)
			n++
		}
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); n == 0 {
		return nil
	}
	changed, err := k.add(o, ids)
	switch {
	case err != nil:
		k.left += n
		k.c.logf("%s: %v", o.report.Path, strings.TrimPrefix(err.Error(), filepath.FromSlash(o.report.Path)+": "))
	case changed:
		k.findings += n
		k.postings++
		fmt.Fprintf(k.c.out, "%s: %s\n", report.Clean(o.report.Path), andList(ids))
	}
	return nil
}

// add writes the comment that suppresses findings into a posting, if it has not been
// written under another name of the file.
func (k *ignoring) add(o *outcome, ids []string) (changed bool, err error) {
	p := o.report.Posting()
	if o.job != nil {
		return false, errors.New("a job of an export, which has no comments, so nothing can be suppressed in it; record it in a baseline")
	}
	after, err := suppress.Add(p, ids, k.reason)
	if err != nil {
		return false, err
	}
	name, err := o.target()
	if err != nil || k.done[name] {
		return false, err
	}
	k.done[name] = true
	again, err := suppress.Read(p.Path, after, o.policy.engine.reading)
	if err != nil {
		return false, fmt.Errorf("cannot be read any more with a comment; left as it is: %w", err)
	}
	r, _ := o.policy.engine.judge(again)
	told := func(f lint.Finding) bool { return slices.Contains(ids, f.Rule) }
	if r.Title != o.report.Title || r.Verdict != o.report.Verdict || len(r.Duties) != len(o.report.Duties) || slices.ContainsFunc(r.Findings, told) {
		return false, errors.New("would be read otherwise with a comment; left as it is")
	}
	if err := replaceFile(name, p.Source, after); err != nil {
		return false, err
	}
	return true, nil
}
