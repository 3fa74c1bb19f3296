package rules

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// Guide is what is said about verdicts and sides to a reader who asks what
// they mean.
type Guide struct {
	Verdicts []Verdict `yaml:"verdicts"`

	// Seeds says, by id, what the documents are that rules come from.
	Seeds map[string]string `yaml:"seeds"`

	// Misplaced says, by side, what to do with a duty under the title of the
	// other role.
	Misplaced map[string]string `yaml:"misplaced"`
	// Weak says what a weak rule is.
	Weak string `yaml:"weak"`
}

// Verdict documents a verdict. Why it matters and what to do stand with its
// finding; a verdict without one says itself what to do.
type Verdict struct {
	ID      string `yaml:"id"`
	Finding string `yaml:"finding"` // id
	Name    string `yaml:"name"`
	Means   string `yaml:"means"`
	Example string `yaml:"example"`
	Fix     string `yaml:"fix"`
	At      Pos
}

// LoadGuide reads the built-in guide. It is no part of a Set: who checks
// postings does not need it.
func LoadGuide() (*Guide, error) { return loadGuide(files) }

func loadGuide(fsys fs.FS) (*Guide, error) {
	g := &Guide{}
	if err := decodeFile(fsys, "guide.yaml", g); err != nil {
		return nil, err
	}
	var errs []error
	for i, v := range g.Verdicts {
		if v.ID == "" || v.Name == "" || v.Means == "" || v.Example == "" {
			errs = append(errs, load.ErrorAt(v.At, "a verdict needs id:, name:, means: and example:"))
		}
		if (v.Finding == "") == (v.Fix == "") {
			errs = append(errs, load.ErrorAt(v.At, "the verdict %s needs either finding: or fix:", v.ID))
		}
		if slices.ContainsFunc(g.Verdicts[:i], func(w Verdict) bool { return w.ID == v.ID }) {
			errs = append(errs, load.ErrorAt(v.At, "verdict id %q stands here twice", v.ID))
		}
	}
	return g, errors.Join(errs...)
}
