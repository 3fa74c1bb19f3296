package rules

import (
	"fmt"
	"io/fs"
	"maps"
	"math/bits"
	"slices"
)

// Languages tells the language of a text by its small words.
type Languages struct {
	called map[string]string // English names, by code
	names  []string
	words  wordTable // which languages have the word: the bits of their numbers
}

// maxLanguages is how many languages there is room for.
const maxLanguages = 16

func loadLanguages(fsys fs.FS) (*Languages, error) {
	var f struct {
		Names     map[string]string   `yaml:"names"`
		Languages map[string][]string `yaml:"languages"`
	}
	if err := decodeFile(fsys, "languages.yaml", &f); err != nil {
		return nil, err
	}
	if len(f.Languages) > maxLanguages {
		return nil, fmt.Errorf("languages.yaml: there are %d languages; there is room for %d", len(f.Languages), maxLanguages)
	}
	l := &Languages{called: f.Names}
	for i, name := range slices.Sorted(maps.Keys(f.Languages)) {
		l.names = append(l.names, name)
		for _, w := range f.Languages[name] {
			l.words.set(w, l.words.get(w)|1<<i)
		}
	}
	return l, nil
}

// Tally counts the small words of each language in a text. Its zero value is
// an empty count.
type Tally struct {
	counts [maxLanguages]int
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
func (l *Languages) Count(t *Tally, word []byte) { t.add(l.words.getBytes(word)) }

// CountPlain is Count for a word in large or small letters, much faster. It
// counts nothing and is not ok for a word that is long or in other letters
// than ASCII.
func (l *Languages) CountPlain(t *Tally, word string) (ok bool) {
	a, b, ok := pack(word)
	if ok {
		t.add(l.words.packed(a, b))
	}
	return ok
}

// add counts a word of some languages.
func (t *Tally) add(languages uint32) {
	t.all++
	for ; languages != 0; languages &= languages - 1 {
		t.counts[bits.TrailingZeros32(languages)]++
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
