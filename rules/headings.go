package rules

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/jdlint/jdlint/lint/token"
)

// Headings is what is known, language by language, of how postings word their
// sections, of the languages themselves, and of where the title stands. It is safe
// for concurrent use.
type Headings struct {
	Vocabulary *token.Vocabulary // of the set of rules that they belong to
	Languages  *languages
	Titles     *TitlePlaces
	Others     *notPostings // what is no posting

	phrases  map[string]func() (*headingPhrases, error) // by language
	sections map[string]func() (*Sections, error)
}

// LoadHeadings returns the built-in headings. Those of a language are read when
// they are first asked for.
func LoadHeadings() (*Headings, error) {
	s, err := Builtin()
	if err != nil {
		return nil, err
	}
	return s.Headings, nil
}

// loadHeadings reads the files of headings, languages.yaml and its like, and adds
// their words to the vocabulary.
func loadHeadings(fsys fs.FS, v *token.Vocabulary) (*Headings, error) {
	h := &Headings{phrases: map[string]func() (*headingPhrases, error){}}
	var err error
	if h.Languages, err = loadLanguages(fsys, v); err != nil {
		return nil, err
	}
	if h.Titles, err = loadTitlePlaces(fsys); err != nil {
		return nil, err
	}
	if h.Others, err = loadNotPostings(fsys); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "*/headings.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing headings: %w", err)
	}
	for _, name := range names {
		phrases, err := loadHeadingPhrases(fsys, name, v)
		if err != nil {
			return nil, err
		}
		h.phrases[path.Dir(name)] = func() (*headingPhrases, error) { return phrases, nil }
	}
	return h, nil
}

// with returns the headings for a vocabulary that goes on the one that they have.
func (h *Headings) with(v *token.Vocabulary) *Headings {
	other := *h
	other.Vocabulary, other.sections = v, map[string]func() (*Sections, error){}
	for language := range h.phrases {
		other.sections[language] = sync.OnceValues(func() (*Sections, error) { return other.make(language) })
	}
	return &other
}

// make returns the sections of a language. English stands behind each language: a
// German posting may well have the heading "Your role".
func (h *Headings) make(language string) (*Sections, error) {
	s := &Sections{Vocabulary: h.Vocabulary, english: noHeadings}
	for i, language := range []string{language, DefaultLanguage} {
		load, ok := h.phrases[language]
		if !ok {
			continue
		}
		phrases, err := load()
		if err != nil {
			return nil, err
		}
		if language == DefaultLanguage {
			s.english = phrases
			break
		} else if i == 0 {
			s.own = phrases
		}
	}
	s.seal()
	return s, nil
}

// written returns the languages whose headings are known.
func (h *Headings) written() []string { return slices.Sorted(maps.Keys(h.sections)) }

// In returns the headings of a language (ISO 639-1), or nil where there are
// none. The empty language, undecided, is taken for English.
func (h *Headings) In(language string) (*Sections, error) {
	if language == "" {
		language = DefaultLanguage
	}
	load, ok := h.sections[language]
	if !ok {
		return nil, nil
	}
	return load()
}
