package rules

import (
	"io/fs"
	"maps"
	"slices"
)

// Languages tells the language of a text by its small words.
type Languages struct {
	called map[string]string // English names, by code
	names []string
	words map[string][]language // which languages have the word
}

type language uint8 // an index in names

func loadLanguages(fsys fs.FS) (*Languages, error) {
	var f struct {
		Names     map[string]string   `yaml:"names"`
		Languages map[string][]string `yaml:"languages"`
	}
	if err := decodeFile(fsys, "languages.yaml", &f); err != nil {
		return nil, err
	}
	l := &Languages{called: f.Names, words: map[string][]language{}}
	for _, name := range slices.Sorted(maps.Keys(f.Languages)) {
		l.names = append(l.names, name)
		for _, w := range f.Languages[name] {
			l.words[w] = append(l.words[w], language(len(l.names)-1))
		}
	}
	return l, nil
}

// Tally counts the small words of each language in a text. Its zero value is
// an empty count.
type Tally struct {
	counts [16]int
	all    int
}

// Name is the English name of a language, or its code.
func (l *Languages) Name(code string) string {
	if name, ok := l.called[code]; ok {
		return name
	}
	return code
}

// Count adds a word, which must be in lower case, to a tally.
func (l *Languages) Count(t *Tally, word []byte) {
	t.all++
	for _, i := range l.words[string(word)] {
		t.counts[i]++
	}
}

// Fewest small words that a language is told by, and the share of the words
// of a text they must make up: in running text it is about 0.3, in lists of
// names and tools next to nothing.
const (
	fewestSmall = 8
	leastShare  = 0.06
)

// Best gives the language (ISO 639-1) that a tally speaks for, or "" when the
// text is too short or no language known here.
func (l *Languages) Best(t *Tally) string {
	best, second := -1, -1
	for i := range l.names {
		switch {
		case best < 0 || t.counts[i] > t.counts[best]:
			best, second = i, best
		case second < 0 || t.counts[i] > t.counts[second]:
			second = i
		}
	}
	if best < 0 || t.counts[best] < fewestSmall || float64(t.counts[best]) < leastShare*float64(t.all) {
		return ""
	}
	if second >= 0 && t.counts[second] == t.counts[best] {
		return ""
	}
	return l.names[best]
}
