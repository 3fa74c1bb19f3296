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
// sections, of the languages themselves, and of where the title stands. It is safe for use by several
// goroutines.
type Headings struct {
	Vocabulary *token.Vocabulary
	Languages  *Languages
	Titles     *TitlePlaces
	Others     *NotPostings // what is no posting

	sections map[string]func() (*Sections, error)
}

// LoadHeadings reads the built-in headings. The headings of a language are
// decoded when they are first asked for.
func LoadHeadings() (*Headings, error) {
	s, err := Builtin()
	if err != nil {
		return nil, err
	}
	return s.Headings, nil
}

// loadHeadings reads languages.yaml and its like and the names of
// */headings.yaml. Of other files than the built-in ones there are no
// snapshots; read them with a recorder. duties, by language, have the lexicons
// that the words of the headings are joined with.
func loadHeadings(fsys fs.FS, record recorder, duties map[string]*Duties, v *token.Vocabulary) (*Headings, error) {
	h := &Headings{Vocabulary: v, sections: map[string]func() (*Sections, error){}}
	var err error
	if h.Languages, err = fromSnapshot(record, "languages", func() (*Languages, error) { return loadLanguages(fsys, v) }); err != nil {
		return nil, err
	}
	if h.Titles, err = fromSnapshot(record, "title-places", func() (*TitlePlaces, error) { return loadTitlePlaces(fsys) }); err != nil {
		return nil, err
	}
	if h.Others, err = fromSnapshot(record, "not-postings", func() (*NotPostings, error) { return loadNotPostings(fsys) }); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "*/headings.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing headings: %w", err)
	}
	for _, name := range names {
		// English stands behind each language: a German posting may well have
		// the heading "Your role".
		language, these := path.Dir(name), []string{name}
		if language != "en" && slices.Contains(names, "en/headings.yaml") {
			these = append(these, "en/headings.yaml")
		}
		h.sections[language] = sync.OnceValues(func() (*Sections, error) {
			s, err := fromSnapshot(record, "sections/"+language, func() (*Sections, error) {
				return loadSections(fsys, these, v)
			})
			if err != nil {
				return nil, err
			}
			return s.with(v, h.Languages, duties[language]), nil
		})
	}
	return h, nil
}

// with returns the headings for other duties and a vocabulary that goes on the
// one that they have.
func (h *Headings) with(v *token.Vocabulary, duties map[string]*Duties) *Headings {
	other := *h
	other.Vocabulary, other.sections = v, map[string]func() (*Sections, error){}
	for language, load := range h.sections {
		other.sections[language] = sync.OnceValues(func() (*Sections, error) {
			s, err := load()
			if err != nil {
				return nil, err
			}
			return s.with(v, h.Languages, duties[language]), nil
		})
	}
	return &other
}

// written gives the languages whose headings are known.
func (h *Headings) written() []string { return slices.Sorted(maps.Keys(h.sections)) }

// In gives the headings of a language (ISO 639-1), or nil where there are
// none. The empty language, undecided, is taken for English.
func (h *Headings) In(language string) (*Sections, error) {
	if language == "" {
		language = "en"
	}
	load, ok := h.sections[language]
	if !ok {
		return nil, nil
	}
	return load()
}

// Lexicon gives the lexicon that Known.Lexicon speaks of, or nil
// where there is none for the language. A nil h has none.
func (h *Headings) Lexicon(language string) (*Lexicon, error) {
	if h == nil {
		return nil, nil
	}
	s, err := h.In(language)
	if s == nil || err != nil {
		return nil, err
	}
	return s.lexicon, nil
}
