package cli

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/baseline"
	"github.com/jdlint/jdlint/lint/change"
)

// filterFlags are the flags that say which postings and findings count.
type filterFlags struct {
	config, baseline, since *string
}

// filterFlags adds the flags for the configuration, the baseline and the changes.
func (f *flags) filterFlags() filterFlags {
	return filterFlags{
		config:   f.String("config", "", "use the configuration `FILE` for all postings, not the .jdlint.yaml nearest to each"),
		baseline: f.String("baseline", "", "hide the findings that `FILE` records; see \"jdlint help baseline\""),
		since:    f.String("changed-since", "", "look at what changed in git since `REF` only: a branch, tag or commit"),
	}
}

// settings returns what the flags ask for in place of the configuration.
func (g *filterFlags) settings(f *flags) flagSettings {
	var w flagSettings
	if f.Changed("config") {
		w.configFile = g.config
	}
	return w
}

// newJudge returns the judge of a run.
func (c *Command) newJudge(w flagSettings, title string) (*judge, error) {
	t, err := c.newPolicies(w)
	if err != nil {
		return nil, err
	}
	return &judge{c: c, policies: t, title: title}, nil
}

// preload looks at the configuration for what the arguments name, so that a
// mistake in it is told before anything is judged. It gives the id of the role
// model of the first argument.
func (t *policies) preload(args []string) (model string, err error) {
	var errs []error
	var said []string
	for i, arg := range args {
		where := arg
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			where = filepath.Join(arg, "posting")
		} else if err != nil && isGlob(arg) {
			where = "posting"
		}
		policy, err := t.forFile(where)
		if err != nil {
			if !slices.Contains(said, err.Error()) {
				said = append(said, err.Error())
				errs = append(errs, err)
			}
			continue
		}
		if i == 0 {
			model = policy.engine.model
		}
	}
	return model, errors.Join(errs...)
}

// findingFilter keeps back the findings that a baseline records, those on lines that
// did not change, and those that are too uncertain. It is not safe for concurrent use.
type findingFilter struct {
	c        *Command
	since    string
	name     string // of the baseline
	baseline *baseline.Baseline
	changes  *change.Set

	hidden, postings int
}

// newFindingFilter reads the baseline and asks git what changed, as the flags say.
func (c *Command) newFindingFilter(g filterFlags, d *judge) (*findingFilter, error) {
	s := &findingFilter{c: c, since: *g.since, name: *g.baseline}
	if s.name != "" {
		var err error
		if s.baseline, err = readBaseline(s.name); err != nil {
			return nil, err
		}
	}
	if s.since != "" {
		if strings.HasPrefix(s.since, "-") {
			return nil, fmt.Errorf("--changed-since takes a branch, tag or commit, not %q", s.since)
		}
		var err error
		if s.changes, err = change.Since(".", s.since); err != nil {
			return nil, fmt.Errorf("--changed-since: %w", err)
		}
		d.changes = s.changes
	}
	return s, nil
}

func readBaseline(name string) (*baseline.Baseline, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w; \"jdlint baseline\" records one", readError(name, err))
	}
	b, err := baseline.Read(data)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", name, err)
	}
	return b, nil
}

// apply takes out of a report what is kept back.
func (s *findingFilter) apply(o *outcome) {
	s.postings++
	var known []bool
	if s.baseline != nil {
		known = s.baseline.Known(relative(s.name, o.report.Path), o.report)
	}
	var kept []lint.Finding
	for i, f := range o.report.Findings {
		switch {
		case f.Confidence < o.policy.minConfidence:
		case o.unchanged != nil && o.unchanged[i]:
		case known != nil && known[i]:
			s.hidden++
		default:
			kept = append(kept, f)
		}
	}
	o.report.Findings = kept
}

// relative returns the path of a posting as a baseline names it: relative to the
// folder of the baseline, with slashes.
func relative(baseline, posting string) string {
	dir, err := filepath.Abs(filepath.Dir(baseline))
	if err != nil {
		return posting
	}
	abs, err := filepath.Abs(filepath.FromSlash(posting))
	if err != nil || posting == "-" {
		return posting
	}
	name, err := filepath.Rel(dir, abs)
	if err != nil {
		return posting
	}
	return filepath.ToSlash(name)
}

// warn says what was kept back.
func (s *findingFilter) warn() {
	if s.changes != nil {
		if s.changes.Note != "" {
			s.c.logf("%s", s.changes.Note)
		}
		if s.postings == 0 {
			s.c.logf("no posting changed since %s", s.since)
		}
	}
	if s.baseline == nil {
		return
	}
	stale := s.stale()
	if s.hidden > 0 {
		s.c.logf("%s hides %s", s.name, plural(s.hidden, "finding"))
	}
	s.warnStale(stale)
	if len(stale) > 0 {
		fmt.Fprintf(s.c.Stderr, "Run \"jdlint baseline --prune\" to drop what no longer matches.\n")
	}
}

// stale returns the entries of the baseline that no longer match.
func (s *findingFilter) stale() []baseline.Entry {
	dir := filepath.Dir(s.name)
	return s.baseline.Stale(func(name string) bool {
		return exists(filepath.Join(dir, filepath.FromSlash(name))) || exists(filepath.Join(dir, filepath.FromSlash(fileOfJob(name))))
	})
}

// mostStale is how many entries that no longer match are named.
const mostStale = 10

// warnStale names entries that no longer match.
func (s *findingFilter) warnStale(stale []baseline.Entry) {
	for i, e := range stale {
		if i == mostStale {
			s.c.logf("%s: and %d more", s.name, len(stale)-i)
			return
		}
		s.c.logf("%s: no longer matches: %s %s", s.name, path.Clean(e.Path), e.Rule)
	}
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
