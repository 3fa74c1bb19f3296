package rules

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// Set is everything that jdlint knows. It is immutable and safe for concurrent
// use.
type Set struct {
	Vocabulary *token.Vocabulary // the words of all rules and headings

	Titles   *Titles
	Headings *Headings
	Models   models
	Findings []Finding
	Cases    []Case // of verdicts, in the order in which they are tried
	Smells   []smell

	duties   map[string]func() *Duties // by language
	messages map[string]func() *Messages
}

// DefaultLanguage is the language that jdlint speaks, and in which the rules say
// what a category is. A posting too short to tell its language is taken for one of
// it, and rules in a folder that names no language are.
const DefaultLanguage = "en"

// Duties returns what is known of duties in a language (ISO 639-1), or nil where
// nothing is. What is known of others than the default language is read when it is
// first asked for.
func (s *Set) Duties(language string) *Duties {
	if load := s.duties[language]; load != nil {
		return load()
	}
	return nil
}

// Languages returns the languages whose duties are known, the default one first.
func (s *Set) Languages() []string {
	return slices.SortedFunc(maps.Keys(s.duties), func(a, b string) int {
		return cmp.Or(boolCompare(b == DefaultLanguage, a == DefaultLanguage), cmp.Compare(a, b))
	})
}

// loadSet reads and compiles the files of rules in a folder.
func loadSet(fsys fs.FS) (*Set, error) {
	s := &Set{Vocabulary: &token.Vocabulary{}, duties: map[string]func() *Duties{}}
	languages, err := fs.Glob(fsys, "*/words.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing languages: %w", err)
	}
	slices.SortStableFunc(languages, func(a, b string) int {
		return boolCompare(path.Dir(b) == DefaultLanguage, path.Dir(a) == DefaultLanguage)
	})
	for _, name := range languages {
		language := path.Dir(name)
		folder, err := fs.Sub(fsys, language)
		if err != nil {
			return nil, fmt.Errorf("opening the rules of %s: %w", language, err)
		}
		if g, err := loadGrammar(folder); err != nil {
			return nil, fmt.Errorf("%s: %w", language, err)
		} else if g.Start {
			continue
		}
		vocabulary := s.Vocabulary
		if language != DefaultLanguage {
			vocabulary = &token.Vocabulary{}
		}
		d, err := loadDuties(folder, vocabulary, s.Duties(DefaultLanguage))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", language, err)
		}
		s.duties[language] = func() *Duties { return d }
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
	if err := s.loadMessages(fsys); err != nil {
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

// hasCategory reports whether there is a category with an id on a side.
func (s *Set) hasCategory(id string, side Side) bool {
	d := s.Duties(DefaultLanguage)
	return d != nil && slices.ContainsFunc(slices.Concat(d.Categories, d.Others), func(c *Category) bool { return c.ID == id && c.Side == side })
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
//
// A category that says nothing of itself but its id is what base says of it.
func LoadDuties(fsys fs.FS, base *Duties) (*Duties, error) {
	return loadDuties(fsys, &token.Vocabulary{}, base)
}

// loadDuties is LoadDuties with a vocabulary to which it adds the words.
func loadDuties(fsys fs.FS, v *token.Vocabulary, base *Duties) (*Duties, error) {
	d := &Duties{Words: &words{}}
	if err := decodeFile(fsys, "words.yaml", d.Words); err != nil {
		return nil, err
	}
	var err error
	if d.Words.Grammar, err = loadGrammar(fsys); err != nil {
		return nil, err
	}
	known := map[string]*Category{}
	if base != nil {
		for _, c := range slices.Concat(base.Categories, base.Others, base.Smells) {
			known[c.ID] = c
		}
	}
	if d.Categories, err = loadCategories(fsys, "duties/*.yaml", known, Strategic, Tactical); err != nil {
		return nil, err
	}
	if d.Others, err = loadCategories(fsys, "other-roles/*.yaml", known, Other); err != nil {
		return nil, err
	}
	if d.Smells, err = loadCategories(fsys, "smells/*.yaml", known, Other); err != nil {
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
	d.Lexicon.know(d.Matcher)
	return v.Err()
}

// groups returns the categories by the groups of the matcher.
func (d *Duties) groups() [Groups][]*Category {
	return [Groups][]*Category{Sided: d.Categories, OtherJobs: d.Others, Wordings: d.Smells}
}

// loadCategories reads the files of a folder, each a category on one of the
// sides, and returns them in the order of the sides. What a file leaves unsaid is as
// the category of its id in known.
func loadCategories(fsys fs.FS, pattern string, known map[string]*Category, sides ...Side) ([]*Category, error) {
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
		c.inherit(known[c.ID])
		errs = append(errs, c.validate(sides)...)
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b *Category) int {
		return slices.Index(sides, a.Side) - slices.Index(sides, b.Side)
	})
	return all, errors.Join(errs...)
}

// inherit takes from another category what a file does not say of its own.
func (c *Category) inherit(from *Category) {
	if from == nil || c.Name != "" {
		return
	}
	own := *c
	*c = *from
	c.Rules, c.Friends, c.At = own.Rules, own.Friends, own.At
}

// loadGrammar reads the grammar of a language from its folder. One without a
// grammar.yaml has the order of English words, and words of one form.
func loadGrammar(fsys fs.FS) (g phrase.Grammar, err error) {
	if _, err := fs.Stat(fsys, grammarFile); errors.Is(err, fs.ErrNotExist) {
		return g, nil
	}
	return g, decodeFile(fsys, grammarFile, &g)
}

const grammarFile = "grammar.yaml"

// boolCompare orders false before true.
func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
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
