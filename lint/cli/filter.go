package cli

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/baseline"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/rules"
)

// findingFilter keeps back the findings that a baseline records, those on lines that
// did not change, and those that are too uncertain. It is not safe for concurrent use.
type findingFilter struct {
	c        *Command
	since    string
	name     string // of the baseline
	baseline *baseline.Baseline
	before   *baseline.Baseline // as it was before the change; nil where it is the same
	changes  *change.Set
	selected func(id string) bool // nil: all findings count

	hidden, postings int
	suppressed       int // by the postings themselves
}

// addFilters adds the flags for the baseline and the changes.
func (f *flags) addFilters() {
	f.String("baseline", "", "hide the findings that `FILE` records; see \"jdlint help baseline\"")
	f.String("changed-since", "", "look at what changed in git since `REF` only: a branch, tag or commit")
}

// newFindingFilter reads the baseline and asks git what changed, as the flags say.
func (c *Command) newFindingFilter(f *flags) (*findingFilter, error) {
	s := &findingFilter{c: c}
	s.name, _ = f.given("baseline")
	s.since, _ = f.given("changed-since")
	var err error
	if s.name != "" {
		if s.baseline, err = readBaseline(s.name); err != nil {
			return nil, err
		}
	}
	if s.since == "" {
		return s, nil
	}
	if strings.HasPrefix(s.since, "-") {
		return nil, fmt.Errorf("--changed-since takes a branch, tag or commit, not %q", s.since)
	}
	if s.changes, err = change.Since(".", s.since); err != nil {
		return nil, fmt.Errorf("--changed-since: %w", err)
	}
	if s.baseline != nil && s.changes.Changed(s.name) {
		return s, s.readBefore()
	}
	return s, nil
}

// readBefore reads the baseline as it was before the change. What cannot be read
// recorded nothing.
func (s *findingFilter) readBefore() error {
	tree, err := s.changes.Tree()
	if err != nil {
		return err
	}
	s.before = new(baseline.Baseline)
	if data, err := tree.ReadFile(s.name); err == nil {
		if old, err := baseline.Read(data); err == nil {
			s.before = old
			s.before.Exists = s.baseline.Exists
		}
	}
	return nil
}

// weakened returns what the change to the baseline hides, if anything.
func (s *findingFilter) weakened() []weakening {
	if s.before == nil {
		return nil
	}
	if n := s.baseline.Beyond(s.before); n > 0 {
		return []weakening{{fmt.Sprintf("baseline %s: %s more", filepath.ToSlash(s.name), plural(n, "finding")), rules.Pos{File: filepath.ToSlash(s.name)}}}
	}
	return nil
}

func readBaseline(name string) (*baseline.Baseline, error) {
	data, err := readUpTo(name, maxBaseline)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w; \"jdlint baseline\" records one", readError(name, err))
	}
	b, err := baseline.Read(data)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", name, err)
	}
	dir := filepath.Dir(name)
	b.Exists = func(posting string) bool {
		file, _ := cutJob(posting)
		return exists(filepath.Join(dir, filepath.FromSlash(posting))) || exists(filepath.Join(dir, filepath.FromSlash(file)))
	}
	return b, nil
}

// apply takes out of a report what is kept back.
func (s *findingFilter) apply(o *outcome) {
	s.postings++
	s.suppressed += o.suppressed
	known := s.known(o)
	var kept []lint.Finding
	for i, f := range o.report.Findings {
		switch {
		case f.Confidence < o.policy.minConfidence:
		case s.selected != nil && !s.selected(f.Rule):
		case o.unchanged != nil && o.unchanged[i]:
		case known != nil && known[i]:
			s.hidden++
		default:
			kept = append(kept, f)
		}
	}
	o.report.Findings = kept
}

// known reports of each finding of a report whether the baseline records it; nil without
// one.
func (s *findingFilter) known(o *outcome) []bool {
	if s.baseline == nil {
		return nil
	}
	at := pathInBaseline(s.name, o.report.Path)
	known := s.baseline.Known(at, o.report)
	if s.before != nil { // an error that only the change hides is one still
		for i, before := range s.before.Known(at, o.report) {
			known[i] = known[i] && (before || o.report.Findings[i].Severity != lint.Error)
		}
	}
	return known
}

// pathInBaseline returns the path of a posting as a baseline names it: relative
// to the folder of the baseline, with slashes.
func pathInBaseline(baseline, posting string) string {
	if posting == "-" {
		return posting
	}
	dir, err := filepath.Abs(filepath.Dir(baseline))
	if err != nil {
		return posting
	}
	abs, err := filepath.Abs(filepath.FromSlash(posting))
	if err != nil {
		return posting
	}
	name, err := filepath.Rel(dir, abs)
	if err != nil {
		return posting
	}
	return filepath.ToSlash(name)
}

// sayUnusual names on standard error what may have been kept back, because the run
// does not go by the defaults.
func (s *findingFilter) sayUnusual(p *policies) {
	if s.name != "" {
		p.unusual.add(weakening{what: "baseline " + filepath.ToSlash(s.name)})
	}
	if s.changes != nil && s.suppressed > 0 {
		p.unusual.add(weakening{what: plural(s.suppressed, "finding") + " suppressed in postings that changed"})
	}
	p.sayUnusual()
	if s.changes != nil {
		if s.changes.Note != "" {
			s.c.notef("%s", s.changes.Note)
		}
		if s.postings == 0 {
			s.c.notef("no posting changed since %s", s.since)
		}
	}
}

// warn names on standard error what was kept back, and what may have been.
func (s *findingFilter) warn(p *policies) {
	s.sayUnusual(p)
	if s.baseline == nil {
		return
	}
	if s.hidden > 0 {
		s.c.notef("%s hides %s", s.name, plural(s.hidden, "finding"))
	}
	if moved := s.baseline.Renamed(); len(moved) > 0 {
		s.c.notef("%s: %s moved (%s is %s now); \"jdlint baseline --prune\" records where to", s.name, plural(len(moved), "posting"), path.Clean(moved[0].Was), path.Clean(moved[0].Path))
	}
	stale := s.baseline.Stale()
	for i, e := range stale {
		if i == mostStale {
			s.c.notef("%s: and %d more", s.name, len(stale)-i)
			break
		}
		s.c.notef("%s: no longer matches: %s %s", s.name, path.Clean(e.Path), e.Rule)
	}
	if len(stale) > 0 && !s.c.quiet {
		fmt.Fprintf(s.c.Stderr, "Run \"jdlint baseline --prune\" to drop what no longer matches.\n")
	}
}

// mostStale is how many entries that no longer match are named.
const mostStale = 10
