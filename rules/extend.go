package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
)

// WithRules returns a set with a team's own rules added to it: the files under
// duties/ of a folder, for English, and those under LANGUAGE/duties/. Each
// names a category of the set and gives it further rules and false friends.
// name stands for the folder in errors.
func (s *Set) WithRules(name string, fsys fs.FS) (*Set, error) {
	extended := *s
	extended.duties = maps.Clone(s.duties)
	files, err := fs.Glob(fsys, "duties/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the rules in %s: %w", name, err)
	}
	byLanguage := map[string][]string{}
	if len(files) > 0 {
		byLanguage[DefaultLanguage] = files
	}
	more, err := fs.Glob(fsys, "*/duties/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the rules in %s: %w", name, err)
	}
	for _, file := range more {
		language := path.Dir(path.Dir(file))
		byLanguage[language] = append(byLanguage[language], file)
	}
	if err := unread(name, fsys); err != nil {
		return nil, err
	}
	if len(byLanguage) == 0 {
		return nil, fmt.Errorf("%s: there are no rules in it: they stand in duties/*.yaml or LANGUAGE/duties/*.yaml", name)
	}
	extended.Vocabulary = s.Vocabulary.Clone()
	var errs []error
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
		base := s.Duties(language)
		if base == nil {
			errs = append(errs, fmt.Errorf("%s: there are no words of the language %q to write rules with%s", path.Join(name, language), language, load.Hint(language, s.duties)))
			continue
		}
		vocabulary := extended.Vocabulary
		if language != DefaultLanguage {
			vocabulary = base.Lexicon.Vocabulary.Clone()
		}
		d, err := base.with(name, fsys, byLanguage[language], vocabulary)
		if err != nil {
			errs = append(errs, err)
		}
		extended.duties[language] = func() *Duties { return d }
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	extended.Headings = s.Headings.with(extended.Vocabulary)
	return &extended, nil
}

// unread reports files of a team's folder that look like rules and that nothing
// reads.
func unread(name string, fsys fs.FS) error {
	var errs []error
	for _, pattern := range []string{"duties/*.yml", "*/duties/*.yml", "smells/*", "*/smells/*", "other-roles/*", "*/other-roles/*"} {
		files, err := fs.Glob(fsys, pattern)
		if err != nil {
			return fmt.Errorf("listing the rules in %s: %w", name, err)
		}
		for _, file := range files {
			errs = append(errs, fmt.Errorf("%s: nothing reads this file; rules of a team stand in duties/*.yaml or LANGUAGE/duties/*.yaml", path.Join(name, file)))
		}
	}
	return errors.Join(errs...)
}

// with returns duties with the rules of some files added.
func (d *Duties) with(name string, fsys fs.FS, files []string, v *token.Vocabulary) (*Duties, error) {
	extended := *d
	extended.Categories = slices.Clone(d.Categories)
	known := map[string]int{}
	for i, c := range d.Categories {
		known[c.ID] = i
	}
	var errs []error
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			errs = append(errs, fmt.Errorf("reading rules: %w", err))
			continue
		}
		own := &Category{}
		if err := load.Decode(path.Join(name, file), data, own); err != nil {
			errs = append(errs, err)
			continue
		}
		i, ok := known[own.ID]
		if !ok {
			errs = append(errs, load.ErrorAt(own.At, "category: there is no category %q%s", own.ID, load.Hint(own.ID, known)))
			continue
		}
		c := *extended.Categories[i]
		if own.Side != "" && own.Side != c.Side {
			errs = append(errs, load.ErrorAt(own.At, "side: %s is %s, not %s", c.ID, c.Side, own.Side))
		}
		if len(own.Rules)+len(own.Friends) == 0 {
			errs = append(errs, load.ErrorAt(own.At, "neither rules nor false_friends, so this file changes nothing"))
		}
		for i := range own.Rules {
			own.Rules[i].team = true
		}
		c.Rules = slices.Concat(c.Rules, own.Rules)
		c.Friends = slices.Concat(c.Friends, own.Friends)
		c.At = own.At
		errs = append(errs, c.validate([]Side{c.Side})...)
		extended.Categories[i] = &c
	}
	errs = append(errs, unique(slices.Concat(extended.Categories, d.Others, d.Smells))...)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	// A lexicon grows with the phrases compiled; the one of the set is in use.
	return &extended, extended.compile(v)
}

// WithTitles returns a set with the titles of one more file.
func (s *Set) WithTitles(file string, data []byte) (*Set, error) {
	extended := *s
	extended.Titles = &Titles{Languages: slices.Clone(s.Titles.Languages)}
	return &extended, extended.Titles.Add(file, data)
}

// WithModel returns a set with one more role model, read from a file.
func (s *Set) WithModel(file string, data []byte) (*Set, error) {
	m, err := s.Models.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if _, taken := s.Models[m.ID]; taken {
		return nil, load.ErrorAt(m.At, "id: there is a role model %q already", m.ID)
	}
	extended := *s
	extended.Models = maps.Clone(s.Models)
	extended.Models[m.ID] = m
	return &extended, nil
}

// With returns a role model with some of its severities set anew, and, unless it
// is empty, what is said of the organisation.
func (m *Model) With(severities map[string]string, hasProductManager string) *Model {
	changed := *m
	changed.Findings = overlay(m.Findings, severities)
	if hasProductManager != "" {
		changed.Organisation.HasProductManager = hasProductManager
	}
	return &changed
}
