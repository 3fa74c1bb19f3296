package duty

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// TestExamples runs the examples that every rule carries: its duty: lines must
// be found under its category, its not: lines must not.
func TestExamples(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range set.Languages() {
		t.Run(language, func(t *testing.T) { examples(t, set.Duties(language)) })
	}
}

// TestStarts runs the examples of languages that are not judged yet.
func TestStarts(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../rules/*/words.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no languages: %v", err)
	}
	for _, name := range files {
		folder := filepath.Dir(name)
		if language := filepath.Base(folder); set.Duties(language) == nil {
			t.Run(language, func(t *testing.T) {
				d, err := rules.LoadDuties(os.DirFS(folder), set.Duties(rules.DefaultLanguage))
				if err != nil {
					t.Fatal(err)
				}
				examples(t, d)
			})
		}
	}
}

func examples(t *testing.T, set *rules.Duties) {
	r := New(set)
	r.Read(&posting.Posting{}, Context{Self: set.Words.RoleNouns["product-manager"], Foreign: set.Words.RoleNouns["product-owner"]})
	for _, c := range slices.Concat(set.Categories, set.Others) {
		for _, rule := range c.Rules {
			for _, text := range rule.Duty {
				if got := states(r, text, c.ID); got == "" {
					t.Errorf("%v: rule %s: duty not found: %q", rule.At, rule.ID, text)
				} else if got != rule.ID {
					t.Logf("%v: rule %s: %q is found by rule %s", rule.At, rule.ID, text, got)
				}
			}
			for _, text := range rule.Not {
				if got := states(r, text, c.ID); got != "" {
					t.Errorf("%v: rule %s: no duty of category %s stands here, but rule %s found one: %q", rule.At, rule.ID, c.ID, got, text)
				}
			}
		}
	}
}

// states returns the id of the rule that finds an owned duty of a category in a
// line that stands among duties, or "".
func states(r *Reader, text, category string) string {
	line := &posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}
	for _, d := range append(slices.Clone(r.Line(line)), r.OtherLine(line)...) {
		if d.Rule.Category.ID == category && !d.Weak {
			return d.Rule.ID
		}
	}
	return ""
}
