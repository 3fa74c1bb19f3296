package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/jdlint/jdlint/lint/likeness"
	"github.com/jdlint/jdlint/lint/token"
)

// Likeness tells duties by the words of a line, where the rules are silent, and
// doubts what rules found in a line that is like no duty. Nil says nothing.
type Likeness struct {
	*likeness.Model
	*likenessWords

	kinds map[Side][]int  // the columns of a side's categories
	rules []*CompiledRule // by column
	table *likeness.Table // until the model is made of it
}

// likenessWords says what likeness is worth, and how that is called.
type likenessWords struct {
	Means       string  `yaml:"means"`        // what its rules say of themselves
	CountsFrom  float64 `yaml:"counts_from"`  // how likely a side must be for a line without a rule to count, 0 to 1
	DoubtsBelow float64 `yaml:"doubts_below"` // how likely a side must be at least for a line with a rule to count
}

// likenessFile has the weights, beside words.yaml.
const likenessFile = "likeness.tsv"

// likenessID ends the ids of the rules by which lines count that are like others of
// a category.
const likenessID = ".likeness"

// loadLikeness reads the weights of words, if the folder has any, and gives each
// category a rule that stands for what is found by them.
func (d *Duties) loadLikeness(fsys fs.FS) error {
	text, err := fs.ReadFile(fsys, likenessFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading rules: %w", err)
	}
	table, err := likeness.Parse(likenessFile, string(text))
	if err != nil {
		return err
	}
	for _, c := range d.Categories {
		if !slices.Contains(table.Columns, c.ID) {
			return fmt.Errorf("%s: there is no column for the category %s", likenessFile, c.ID)
		}
		c.Rules = append(c.Rules, Rule{ID: c.ID + likenessID, Means: d.Words.Likeness.Means, alike: true, At: c.At})
	}
	d.Likeness = &Likeness{table: table}
	return nil
}

// compile makes the model, for a vocabulary that has the words of rules: those of
// likeness come last.
func (l *Likeness) compile(v *token.Vocabulary) (err error) {
	if l.table == nil {
		return nil
	}
	if l.Model, err = l.table.Model(v); err != nil {
		return fmt.Errorf("%s: %w", likenessFile, err)
	}
	l.table = nil
	return nil
}

// link finds the rules that stand for the columns.
func (l *Likeness) link(d *Duties) {
	l.likenessWords = &d.Words.Likeness
	l.kinds, l.rules = map[Side][]int{}, make([]*CompiledRule, len(l.Columns))
	for _, r := range d.Matcher.rules {
		if r.alike {
			column := l.Column(r.Category.ID)
			l.rules[column] = r
			l.kinds[r.Category.Side] = append(l.kinds[r.Category.Side], column)
		}
	}
}

// WithLikeness returns a set that tells lines of a language by another table, which
// has the columns of the one in force; without one, by rules alone.
func (s *Set) WithLikeness(language string, t *likeness.Table) (*Set, error) {
	other, d := *s, *s.Duties(language)
	vocabulary := d.Lexicon.Vocabulary.Clone()
	if d.Likeness = nil; t != nil {
		d.Likeness = &Likeness{table: t}
	}
	if err := d.compile(vocabulary); err != nil {
		return nil, err
	}
	if language == DefaultLanguage {
		other.Vocabulary = vocabulary
	}
	other.duties = maps.Clone(s.duties)
	other.duties[language] = func() *Duties { return &d }
	other.Headings = s.Headings.with(other.Vocabulary)
	return &other, nil
}

// Kinds returns the columns of a side's categories.
func (l *Likeness) Kinds(s Side) []int { return l.kinds[s] }

// Rule returns the rule that stands for a column.
func (l *Likeness) Rule(column int) *CompiledRule { return l.rules[column] }

// code codes all but what link makes.
func (l *Likeness) code(c *codec) {
	codeTexts(c, &l.Columns)
	codeList(c, &l.Base, c.float)
	for _, text := range []*string{&l.Words, &l.Pairs, &l.Categories} {
		codeText(c, text)
	}
}
