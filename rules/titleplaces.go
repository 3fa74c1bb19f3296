package rules

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// TitlePlaces knows where in a file the title of a posting stands. The zero
// value and nil know of no place.
type TitlePlaces struct {
	labels    map[string]bool
	noTitles  map[string]bool
	forms     map[string]bool // of companies
	sites     map[string]bool
	employers []string
	joined    []string
	keys      map[string]titleKey
}

// titleKey says what a key of front matter is worth.
type titleKey uint8

// The kinds of keys.
const (
	NoTitleKey    titleKey = iota
	MainTitleKey           // its value is the title: "jobTitle"
	OtherTitleKey          // its value is the title if it names a job: "position"
)

func loadTitlePlaces(fsys fs.FS) (*TitlePlaces, error) {
	var f struct {
		Labels    map[string][]string `yaml:"labels"`
		Employers map[string][]string `yaml:"employers"`
		Joined    map[string][]string `yaml:"joined"`
		Forms     []string            `yaml:"employer_forms"`
		Sites     []string            `yaml:"site_words"`
		NoTitles  []string            `yaml:"no_titles"`
		TitleKeys []string            `yaml:"title_keys"`
		OtherKeys []string            `yaml:"other_keys"`
	}
	if err := decodeFile(fsys, "title-places.yaml", &f); err != nil {
		return nil, err
	}
	p := &TitlePlaces{labels: map[string]bool{}, noTitles: setOf(f.NoTitles), forms: setOf(f.Forms), sites: setOf(f.Sites), keys: map[string]titleKey{}}
	for _, words := range f.Labels {
		for _, w := range words {
			p.labels[w] = true
		}
	}
	for _, language := range slices.Sorted(maps.Keys(f.Employers)) {
		p.employers = append(p.employers, f.Employers[language]...)
	}
	for _, language := range slices.Sorted(maps.Keys(f.Joined)) {
		p.joined = append(p.joined, f.Joined[language]...)
	}
	for _, k := range f.OtherKeys {
		p.keys[k] = OtherTitleKey
	}
	for _, k := range f.TitleKeys {
		p.keys[k] = MainTitleKey
	}
	return p, nil
}

// IsLabel reports whether s is a word that forms and pages put before a title.
func (p *TitlePlaces) IsLabel(s string) bool { return p != nil && holds(p.labels, s) }

// maxPlaceWords is how many bytes the words of a place have at most.
const maxPlaceWords = 64

// holds reports whether a set of words in small letters has s, whatever its case.
func holds(set map[string]bool, s string) bool {
	var lower [maxPlaceWords]byte
	if len(s) > len(lower) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return set[strings.ToLower(s)]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return set[string(lower[:len(s)])]
}

// IsNoTitle reports whether s stands in the place of a title and names no job: a
// label, or a name that programs and sites give.
func (p *TitlePlaces) IsNoTitle(s string) bool {
	return p.IsLabel(s) || p != nil && holds(p.noTitles, s)
}

// IsEmployer reports whether the name of a company may end in a word.
func (p *TitlePlaces) IsEmployer(word string) bool {
	return p != nil && holds(p.forms, word)
}

// IsSite reports whether the name of a site for jobs may end in a word.
func (p *TitlePlaces) IsSite(word string) bool {
	return p != nil && holds(p.sites, word)
}

// BeforeEmployer reports whether the name of an employer may follow on a word.
func (p *TitlePlaces) BeforeEmployer(word string) bool {
	return p != nil && slices.ContainsFunc(p.joined, func(w string) bool { return strings.EqualFold(w, word) })
}

// Employers returns the words that stand between a title and an employer.
func (p *TitlePlaces) Employers() []string {
	if p == nil {
		return nil
	}
	return p.employers
}

// Key returns what a key of front matter is worth as a title.
func (p *TitlePlaces) Key(key string) titleKey {
	if p == nil {
		return NoTitleKey
	}
	return p.keys[strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(key), "_", ""), "-", "")]
}

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
