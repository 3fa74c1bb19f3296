package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
)

// Set is everything that jdlint knows. It is immutable and safe for concurrent
// use.
type Set struct {
	Vocabulary *token.Vocabulary // the words of all rules and headings

	Duties   map[string]*Duties // by language, ISO 639-1
	Titles   *Titles
	Headings *Headings
	Models   models
	Findings []Finding
	Cases    []Case // of verdicts, in the order in which they are tried
	Smells   []smell
}

// loadSet reads and compiles the files of rules in a folder.
func loadSet(fsys fs.FS) (*Set, error) {
	s := &Set{Vocabulary: &token.Vocabulary{}, Duties: map[string]*Duties{}}
	languages, err := fs.Glob(fsys, "*/words.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing languages: %w", err)
	}
	for _, name := range languages {
		language := path.Dir(name)
		folder, err := fs.Sub(fsys, language)
		if err != nil {
			return nil, fmt.Errorf("opening the rules of %s: %w", language, err)
		}
		if s.Duties[language], err = loadDuties(folder, s.Vocabulary); err != nil {
			return nil, err
		}
	}
	models, err := fs.Sub(fsys, "models")
	if err != nil {
		return nil, fmt.Errorf("opening the role models: %w", err)
	}
	if s.Models, err = loadModels(models); err != nil {
		return nil, err
	}
	if s.Titles, err = loadTitles(fsys); err != nil {
		return nil, err
	}
	if s.Findings, err = loadFindings(fsys); err != nil {
		return nil, err
	}
	if s.Smells, err = loadSmells(fsys); err != nil {
		return nil, err
	}
	if s.Headings, err = loadHeadings(fsys, s.Vocabulary); err != nil {
		return nil, err
	}
	s.Headings = s.Headings.with(s.Vocabulary)
	if s.Cases, err = loadCases(fsys, s.hasCategory); err != nil {
		return nil, err
	}
	return s, s.Vocabulary.Err()
}

// hasCategory reports whether there is a category with an id on a side, in any
// language.
func (s *Set) hasCategory(id string, side Side) bool {
	for _, d := range s.Duties {
		for _, c := range slices.Concat(d.Categories, d.Others) {
			if c.ID == id && c.Side == side {
				return true
			}
		}
	}
	return false
}

// Duties is everything that is known of duties in one language, compiled. It
// is immutable and safe for concurrent use.
type Duties struct {
	Categories []*Category // strategic ones first, then in the order of their files
	Others     []*Category // duties of other jobs, one category a job
	Smells     []*Category // wordings that stand for a finding of the same id
	Words      *words
	Lexicon    *Lexicon

	// Matcher finds the phrases of Categories (as the group Sided), of Others
	// (OtherJobs) and of Smells (Wordings).
	Matcher *matcher

	Likeness *Likeness
}

// LoadDuties reads words.yaml and the categories under duties/ from a folder
// of rules.
func LoadDuties(fsys fs.FS) (*Duties, error) { return loadDuties(fsys, &token.Vocabulary{}) }

// loadDuties is LoadDuties with a vocabulary to which it adds the words.
func loadDuties(fsys fs.FS, v *token.Vocabulary) (*Duties, error) {
	d := &Duties{Words: &words{}}
	if err := decodeFile(fsys, "words.yaml", d.Words); err != nil {
		return nil, err
	}
	var err error
	if d.Categories, err = loadCategories(fsys, "duties/*.yaml", Strategic, Tactical); err != nil {
		return nil, err
	}
	if d.Others, err = loadCategories(fsys, "other-roles/*.yaml", Other); err != nil {
		return nil, err
	}
	if d.Smells, err = loadCategories(fsys, "smells/*.yaml", Other); err != nil {
		return nil, err
	}
	if err := d.loadLikeness(fsys); err != nil {
		return nil, err
	}
	if err := errors.Join(unique(slices.Concat(d.Categories, d.Others, d.Smells))...); err != nil {
		return nil, err
	}
	return d, d.compile(v)
}

// compile makes the lexicon and the matcher.
func (d *Duties) compile(v *token.Vocabulary) error {
	var err error
	if d.Lexicon, err = newLexicon(d.Words, v); err != nil {
		return err
	}
	if d.Matcher, err = compileAll(d.groups(), d.Lexicon, d.Words); err != nil {
		return err
	}
	if d.Likeness != nil {
		l := *d.Likeness // that of others is left alone
		d.Likeness = &l
		if err := l.compile(v); err != nil {
			return err
		}
		l.link(d)
	}
	return v.Err()
}

// groups returns the categories by the groups of the matcher.
func (d *Duties) groups() [Groups][]*Category {
	return [Groups][]*Category{Sided: d.Categories, OtherJobs: d.Others, Wordings: d.Smells}
}

// loadCategories reads the files of a folder, each a category on one of the
// sides, and returns them in the order of the sides.
func loadCategories(fsys fs.FS, pattern string, sides ...Side) ([]*Category, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, fmt.Errorf("listing rules: %w", err)
	}
	var all []*Category
	var errs []error
	for _, name := range names {
		c := &Category{}
		if err := decodeFile(fsys, name, c); err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, c.validate(sides)...)
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b *Category) int {
		return slices.Index(sides, a.Side) - slices.Index(sides, b.Side)
	})
	return all, errors.Join(errs...)
}

// validate reports rules that cannot be right: without side, name or example,
// or that nothing could ever match.
func (c *Category) validate(sides []Side) []error {
	var errs []error
	if !slices.Contains(sides, c.Side) {
		errs = append(errs, load.ErrorAt(c.At, "side: must be one of %v, not %q", sides, c.Side))
	}
	if c.ID == "" || c.Name == "" || c.Means == "" || c.Why == "" {
		errs = append(errs, load.ErrorAt(c.At, "a category needs category:, name:, means: and why:"))
	}
	for i := range c.Rules {
		r := &c.Rules[i]
		switch {
		case r.ID == "":
			errs = append(errs, load.ErrorAt(r.At, "a rule needs an id"))
		case r.alike: // found without either
		case len(r.Objects)+len(r.Phrases) == 0:
			errs = append(errs, load.ErrorAt(r.At, "rule %s has neither objects nor phrases, so it can never fire", r.ID))
		case len(r.Duty) == 0:
			errs = append(errs, load.ErrorAt(r.At, "rule %s needs at least one example under duty:", r.ID))
		}
	}
	return errs
}

// unique reports ids of rules that stand twice.
func unique(categories []*Category) []error {
	var errs []error
	seen := map[string]Pos{}
	for _, c := range categories {
		for i := range c.Rules {
			r := &c.Rules[i]
			if first, twice := seen[r.ID]; twice {
				errs = append(errs, load.ErrorAt(r.At, "rule id %q is taken, see %v", r.ID, first))
			}
			seen[r.ID] = r.At
		}
	}
	return errs
}

func decodeFile(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("reading rules: %w", err)
	}
	return load.Decode(path.Base(name), data, into)
}
