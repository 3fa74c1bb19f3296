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

// gate holds the flags that say which postings and findings are let through.
type gate struct {
	config, baseline, since *string
}

// gate adds the flags for the configuration, the baseline and the changes.
func (f *flags) gate() gate {
	return gate{
		config:   f.String("config", "", "use the configuration `FILE` for all postings, not the .jdlint.yaml nearest to each"),
		baseline: f.String("baseline", "", "hide the findings that `FILE` records; see \"jdlint help baseline\""),
		since:    f.String("changed-since", "", "look at what changed in git since `REF` only: a branch, tag or commit"),
	}
}

// wishes gives what the flags ask for of the configuration.
func (g *gate) wishes(f *flags) wishes {
	var w wishes
	if f.Changed("config") {
		w.configFile = g.config
	}
	return w
}

// desk makes the desk of a run.
func (c *Command) desk(w wishes, title string) (*desk, error) {
	t, err := c.termsFor(w)
	if err != nil {
		return nil, err
	}
	return &desk{c: c, terms: t, title: title}, nil
}

// first looks at the configuration for what the arguments name, so that a
// mistake in it is told before anything is judged. It gives the id of the role
// model of the first argument.
func (t *termsFor) first(args []string) (model string, err error) {
	var errs []error
	var said []string
	for i, arg := range args {
		where := arg
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			where = filepath.Join(arg, "posting")
		} else if err != nil && isGlob(arg) {
			where = "posting"
		}
		terms, err := t.of(where)
		if err != nil {
			if !slices.Contains(said, err.Error()) {
				said = append(said, err.Error())
				errs = append(errs, err)
			}
			continue
		}
		if i == 0 {
			model = terms.engine.model
		}
	}
	return model, errors.Join(errs...)
}

// screen keeps back the findings that a baseline records, those on lines that
// did not change, and those that are too uncertain. It is not safe for concurrent use.
type screen struct {
	c        *Command
	since    string
	name     string // of the baseline
	baseline *baseline.Baseline
	changes  *change.Set

	hidden, postings int
}

// screen reads the baseline and asks git what changed, as the flags say.
func (c *Command) screen(g gate, d *desk) (*screen, error) {
	s := &screen{c: c, since: *g.since, name: *g.baseline}
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
		return nil, fmt.Errorf("reading the baseline: %w; \"jdlint baseline\" records one", plain(name, err))
	}
	b, err := baseline.Read(data)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", name, err)
	}
	return b, nil
}

// pass takes out of a report what is kept back.
func (s *screen) pass(o *outcome) {
	s.postings++
	var known []bool
	if s.baseline != nil {
		known = s.baseline.Known(relative(s.name, o.report.Path), o.report)
	}
	var kept []lint.Finding
	for i, f := range o.report.Findings {
		switch {
		case f.Confidence < o.terms.minConfidence:
		case o.old != nil && o.old[i]:
		case known != nil && known[i]:
			s.hidden++
		default:
			kept = append(kept, f)
		}
	}
	o.report.Findings = kept
}

// relative gives the path of a posting as a baseline names it: relative to the
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

// close says what was kept back.
func (s *screen) close() {
	if s.changes != nil {
		if s.changes.Note != "" {
			s.c.complain("%s", s.changes.Note)
		}
		if s.postings == 0 {
			s.c.complain("no posting changed since %s", s.since)
		}
	}
	if s.baseline == nil {
		return
	}
	stale := s.stale()
	if s.hidden > 0 {
		s.c.complain("%s hides %s", s.name, number(s.hidden, "finding"))
	}
	s.tell(stale)
	if len(stale) > 0 {
		fmt.Fprintf(s.c.Stderr, "Run \"jdlint baseline --prune\" to drop what no longer matches.\n")
	}
}

// stale gives the entries of the baseline that no longer match.
func (s *screen) stale() []baseline.Entry {
	dir := filepath.Dir(s.name)
	return s.baseline.Stale(func(name string) bool {
		return exists(filepath.Join(dir, filepath.FromSlash(name))) || exists(filepath.Join(dir, filepath.FromSlash(fileOfJob(name))))
	})
}

// mostStale is how many entries that no longer match are named.
const mostStale = 10

// tell names entries that no longer match.
func (s *screen) tell(stale []baseline.Entry) {
	for i, e := range stale {
		if i == mostStale {
			s.c.complain("%s: and %d more", s.name, len(stale)-i)
			return
		}
		s.c.complain("%s: no longer matches: %s %s", s.name, path.Clean(e.Path), e.Rule)
	}
}

// number writes a number with its noun.
func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
