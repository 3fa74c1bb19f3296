package cli

import (
	"fmt"
	"io"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// testRules runs the examples that rules carry: a line under duty: must be
// counted under its category, a line under not: must not.
func (c *Command) testRules(args []string) int {
	f := newFlags("test-rules")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("test-rules", f)
	case err != nil:
		return c.misuse("test-rules", err)
	}
	s, err := c.suite(f.Args())
	if err != nil {
		return c.broken(err)
	}
	w, done := c.buffered()
	if s.run(w) > 0 {
		return done(exitFound, nil)
	}
	return done(exitOK, nil)
}

// suite is rules with their examples, and what finds duties by these rules.
type suite struct {
	categories []*rules.Category

	// find gives the id of the rule that finds an owned duty of the category
	// in a line, or "".
	find func(line *posting.Line, category string) string
}

// run prints the examples that fail and a closing count, and gives the number
// of failures.
func (s *suite) run(w io.Writer) int {
	examples, failed, count := 0, 0, 0
	fail := func(r *rules.Rule, format string, args ...any) {
		failed++
		fmt.Fprintf(w, "%v: rule %s: %s\n", r.At, r.ID, report.Clean(fmt.Sprintf(format, args...)))
	}
	for _, cat := range s.categories {
		for i := range cat.Rules {
			r := &cat.Rules[i]
			count++
			examples += len(r.Duty) + len(r.Not)
			for _, text := range r.Duty {
				if s.find(example(text), cat.ID) == "" {
					fail(r, "not found, but stands under duty: %q", text)
				}
			}
			for _, text := range r.Not {
				if by := s.find(example(text), cat.ID); by != "" {
					fail(r, "found by %s, but stands under not: %q", by, text)
				}
			}
		}
	}
	fmt.Fprintf(w, "%d rules, %d examples, %d failed\n", count, examples, failed)
	return failed
}

// example is a line as it stands among the duties of a posting.
func example(text string) *posting.Line {
	return &posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}
}
