package rules

import (
	"fmt"
	"io/fs"
	"maps"
	"math/bits"
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

// languages recognises the language of a text by its small words.
type languages struct {
	called map[string]string // English names, by code
	names  []string
	small  []uint16 // by word: the languages of which it is a small word, the bits of their numbers
}

// maxLanguages is how many languages there is room for.
const maxLanguages = 16

func loadLanguages(fsys fs.FS, v *token.Vocabulary) (*languages, error) {
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
	l := &languages{called: f.Names}
	for i, name := range slices.Sorted(maps.Keys(f.Languages)) {
		l.names = append(l.names, name)
		for _, w := range f.Languages[name] {
			id := int(v.Add(w))
			if id >= len(l.small) {
				l.small = append(l.small, make([]uint16, id+1-len(l.small))...)
			}
			l.small[id] |= 1 << i
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

// words is how many words were counted.
func (t *Tally) Words() int { return t.all }

// Name is the English name of a language, or its code.
func (l *languages) Name(code string) string {
	if name, ok := l.called[code]; ok {
		return name
	}
	return code
}

// Count counts a word.
func (l *languages) Count(t *Tally, word token.ID) {
	t.all++
	if int(word) >= len(l.small) {
		return
	}
	for languages := l.small[word]; languages != 0; languages &= languages - 1 {
		t.counts[bits.TrailingZeros16(languages)]++
	}
}

// Fewest small words that a language is told by, and the share of the words
// of a text they must make up: in running text it is about 0.3, in lists of
// names and tools next to nothing.
const (
	fewestSmall = 8
	leastShare  = 0.06
)

// Small words that make a language sure, and how many times those of any other
// they must be. A posting in two languages is read in the one that it begins in.
const (
	sureSmall = 60
	sureTimes = 2
)

// Sure reports whether enough words are counted to tell the language by.
func (l *languages) Sure(t *Tally) bool {
	best, second := 0, 0
	for i := range l.names {
		switch n := t.counts[i]; {
		case n > best:
			best, second = n, best
		case n > second:
			second = n
		}
	}
	return best >= sureSmall && best >= sureTimes*second && float64(best) >= 2*leastShare*float64(t.all)
}

// Best returns the language (ISO 639-1) that a tally speaks for, or "" when the
// text is too short or no language known here.
func (l *languages) Best(t *Tally) string {
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
