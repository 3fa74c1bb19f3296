package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

// Set is everything that jdlint knows. It is immutable and safe for concurrent
// use.
type Set struct {
	Vocabulary *token.Vocabulary // the words of all rules and headings

	Duties   map[string]*Duties // by language, ISO 639-1
	Titles   *Titles
	Headings *Headings
	Models   Models
	Findings []Finding
	Cases    []Case // of verdicts, in the order in which they are tried
	Smells   []Smell
}

// Builtin gives the rules that are built into the program. It takes some
// hundred microseconds; call it once.
func Builtin() (*Set, error) { return builtinSet(nil) }

// builtinSet gives the built-in rules, from snapshots, or from the files if
// there is a recorder.
func builtinSet(record recorder) (*Set, error) {
	s := &Set{Vocabulary: &token.Vocabulary{}}
	// The words have their numbers from the first read on, and all parts speak of
	// the same: either all are taken from snapshots or none.
	compiled := record == nil && upToDate()
	if compiled {
		var err error
		if s.Vocabulary, err = fromSnapshot(nil, "vocabulary", func() (*token.Vocabulary, error) { return nil, errNoVocabulary }); err != nil {
			return nil, err
		}
	}
	rest := s.loadRest
	if record == nil { // the snapshots take as long as all the other work of a short run
		done := make(chan error, 1)
		go func() { done <- s.loadRest(nil) }()
		rest = func(recorder) error { return <-done }
	}
	err := s.loadDuties(record)
	if err := errors.Join(err, rest(record)); err != nil {
		return nil, err
	}
	if s.Headings, err = loadHeadings(files, record, s.Duties, s.Vocabulary); err != nil {
		return nil, err
	}
	if !compiled { // the vocabulary is in use from here on: nothing may be added later
		for _, language := range s.Headings.written() {
			if _, err := s.Headings.In(language); err != nil {
				return nil, err
			}
		}
		if record != nil {
			record("vocabulary", reflect.ValueOf(&s.Vocabulary).Elem())
		}
	}
	if s.Cases, err = fromSnapshot(record, "cases", func() ([]Case, error) { return loadCases(files, s.hasCategory) }); err != nil {
		return nil, err
	}
	return s, nil
}

var errNoVocabulary = errors.New("the compiled rules have no vocabulary")

// loadDuties loads the duties of all languages.
func (s *Set) loadDuties(record recorder) error {
	languages, err := fs.Glob(files, "*/words.yaml")
	if err != nil {
		return fmt.Errorf("listing languages: %w", err)
	}
	s.Duties = map[string]*Duties{}
	for _, name := range languages {
		language := path.Dir(name)
		d, err := fromSnapshot(record, "duties/"+language, func() (*Duties, error) {
			folder, err := fs.Sub(files, language)
			if err != nil {
				return nil, fmt.Errorf("opening the rules of %s: %w", language, err)
			}
			return loadDuties(folder, s.Vocabulary)
		})
		if err != nil {
			return err
		}
		d.Lexicon.Vocabulary = s.Vocabulary
		if err := d.Matcher.link(d.groups(), d.Lexicon); err != nil {
			return err
		}
		s.Duties[language] = d
	}
	return nil
}

// loadRest loads what does not ask for the duties.
func (s *Set) loadRest(record recorder) (err error) {
	if s.Models, err = fromSnapshot(record, "models", func() (Models, error) {
		models, err := fs.Sub(files, "models")
		if err != nil {
			return nil, fmt.Errorf("opening the role models: %w", err)
		}
		return LoadModels(models)
	}); err != nil {
		return err
	}
	if s.Titles, err = builtinTitles(record); err != nil {
		return err
	}
	if s.Findings, err = fromSnapshot(record, "findings", func() ([]Finding, error) { return loadFindings(files) }); err != nil {
		return err
	}
	s.Smells, err = fromSnapshot(record, "smells", func() ([]Smell, error) { return loadSmells(files) })
	return err
}

// hasCategory says whether there is a category with an id on a side, in any
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
	Words      *Words
	Lexicon    *Lexicon

	// Matcher finds the phrases of Categories (as the group Sided), of Others
	// (OtherJobs) and of Smells (Wordings).
	Matcher *Matcher
}

// LoadDuties reads words.yaml and the categories under duties/ from a folder
// of rules.
func LoadDuties(fsys fs.FS) (*Duties, error) { return loadDuties(fsys, &token.Vocabulary{}) }

// loadDuties is LoadDuties with a vocabulary to which it adds the words.
func loadDuties(fsys fs.FS, v *token.Vocabulary) (*Duties, error) {
	d := &Duties{Words: &Words{}}
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
	d.Matcher, err = compileAll(d.groups(), d.Lexicon, d.Words)
	return err
}

// groups gives the categories by the groups of the matcher.
func (d *Duties) groups() [Groups][]*Category {
	return [Groups][]*Category{Sided: d.Categories, OtherJobs: d.Others, Wordings: d.Smells}
}

// loadCategories reads the files of a folder, each a category on one of the
// sides, and gives them in the order of the sides.
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
		errs = append(errs, errorAt(c.At, "side: must be one of %v, not %q", sides, c.Side))
	}
	if c.ID == "" || c.Name == "" || c.Means == "" || c.Why == "" {
		errs = append(errs, errorAt(c.At, "a category needs category:, name:, means: and why:"))
	}
	for i := range c.Rules {
		r := &c.Rules[i]
		switch {
		case r.ID == "":
			errs = append(errs, errorAt(r.At, "a rule needs an id"))
		case len(r.Objects)+len(r.Phrases) == 0:
			errs = append(errs, errorAt(r.At, "rule %s has neither objects nor phrases, so it can never fire", r.ID))
		case len(r.Duty) == 0:
			errs = append(errs, errorAt(r.At, "rule %s needs at least one example under duty:", r.ID))
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
				errs = append(errs, errorAt(r.At, "rule id %q is taken, see %v", r.ID, first))
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
	return decode(path.Base(name), data, into)
}
