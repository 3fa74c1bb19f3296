package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// testRules runs the examples that rules carry: a line under duty: must be
// counted under its category, a line under not: must not.
func (c *Command) testRules(f *flags) func() error {
	return func() error {
		all, err := dutiesToTest(f.Args())
		if err != nil {
			return err
		}
		t := exampleRun{w: c.out}
		for _, d := range all {
			t.run(d)
		}
		fmt.Fprintf(c.out, "%d rules, %d examples, %d failed\n", t.rules, t.examples, t.failed)
		if t.failed > 0 {
			return exitCode(exitFound)
		}
		return nil
	}
}

// dutiesToTest loads the rules in the folders that are named, or the built-in
// ones of all languages.
func dutiesToTest(folders []string) ([]*rules.Duties, error) {
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	var all []*rules.Duties
	for _, folder := range folders {
		info, err := os.Stat(folder)
		switch {
		case err != nil:
			return nil, readError(folder, err)
		case !info.IsDir():
			return nil, fmt.Errorf("%s: not a folder; rules stand in a folder with duties/", folder)
		}
		if exists(filepath.Join(folder, "words.yaml")) {
			d, err := rules.LoadDuties(os.DirFS(folder), set.Duties(rules.DefaultLanguage))
			if err != nil {
				return nil, err
			}
			all = append(all, d)
			continue
		}
		// It adds to the built-in ones: the examples of all have to hold together.
		extended, err := set.WithRules(filepath.ToSlash(folder), os.DirFS(folder))
		if err != nil {
			return nil, err
		}
		for _, language := range set.Languages() {
			if d := extended.Duties(language); d != set.Duties(language) {
				all = append(all, d)
			}
		}
	}
	if len(folders) == 0 {
		for _, language := range set.Languages() {
			all = append(all, set.Duties(language))
		}
	}
	return all, nil
}

// exampleRun runs examples and counts.
type exampleRun struct {
	w                       io.Writer
	rules, examples, failed int
}

// run tries the rules of one language. A failure is printed with the place of
// its rule.
func (t *exampleRun) run(d *rules.Duties) {
	reader := duty.New(d)
	// The names that postings for the two roles use for the hire and the
	// colleague; an example that speaks of either is written for this.
	reader.Read(&posting.Posting{}, duty.Context{Self: "manager", Foreign: "owner"})
	t.categories(d.Categories, reader.Line)
	t.categories(d.Others, reader.OtherLine)
}

func (t *exampleRun) categories(list []*rules.Category, read func(*posting.Line) []duty.Duty) {
	for _, cat := range list {
		// by returns the rule that finds a duty of the category: an owned one,
		// unless weak ones will do.
		by := func(text string, weak bool) string {
			for _, d := range read(&posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}) {
				if d.Rule.Category.ID == cat.ID && (weak || !d.Weak) {
					return d.Rule.ID
				}
			}
			return ""
		}
		for i := range cat.Rules {
			r := &cat.Rules[i]
			t.rules++
			t.examples += len(r.Duty) + len(r.Not)
			for _, text := range r.Duty {
				if by(text, r.Weak) == "" {
					t.fail(r, "not found, but stands under duty: %s", text)
				}
			}
			for _, text := range r.Not {
				if id := by(text, false); id != "" {
					t.fail(r, "found by "+id+", but stands under not: %s", text)
				}
			}
		}
	}
}

func (t *exampleRun) fail(r *rules.Rule, format string, args ...any) {
	t.failed++
	fmt.Fprintf(t.w, "%v: rule %s: %s\n", r.At, r.ID, report.Clean(fmt.Sprintf(format, args...)))
}
