package rules

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
)

// Headings is what is known, language by language, of how postings word their
// sections, of the languages themselves, and of where the title stands. It is safe for use by several
// goroutines.
type Headings struct {
	Languages *Languages
	Titles    *TitlePlaces
	Others    *NotPostings // what is no posting

	sections map[string]func() (*Sections, error)
}

// LoadHeadings reads the built-in headings. The headings of a language are
// decoded when they are first asked for.
func LoadHeadings() (*Headings, error) { return loadHeadings(files, nil, nil) }

// loadHeadings reads languages.yaml and its like and the names of
// */headings.yaml. Of other files than the built-in ones there are no
// snapshots; read them with a recorder. duties, by language, have the lexicons
// that the words of the headings are joined with.
func loadHeadings(fsys fs.FS, record recorder, duties map[string]*Duties) (*Headings, error) {
	h := &Headings{sections: map[string]func() (*Sections, error){}}
	var err error
	if h.Languages, err = fromSnapshot(record, "languages", func() (*Languages, error) { return loadLanguages(fsys) }); err != nil {
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
				s, err := loadSections(fsys, these)
				if err != nil {
					return nil, err
				}
				return s, s.join(h.Languages, duties[language])
			})
			if d := duties[language]; d != nil && err == nil {
				s.lexicon = d.Lexicon
			}
			return s, err
		})
	}
	return h, nil
}

// joined gives the headings with their words joined with other lexicons.
func (h *Headings) joined(duties map[string]*Duties) *Headings {
	other := *h
	other.sections = maps.Clone(h.sections)
	for language, load := range h.sections {
		d := duties[language]
		if d == nil {
			continue
		}
		other.sections[language] = sync.OnceValues(func() (*Sections, error) {
			s, err := load()
			if err != nil || s.lexicon == d.Lexicon {
				return s, err
			}
			return s.withLexicon(h.Languages, d)
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
