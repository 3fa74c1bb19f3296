package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// headingFile is the YAML of one language.
type headingFile struct {
	Language string               `yaml:"language"`
	Zones    map[string]zoneWords `yaml:"zones"`

	Verbs     []string `yaml:"verbs"`
	Forms     []string `yaml:"verb_forms"` // as they stand, for languages whose verbs are not made by rule
	AlsoNouns []string `yaml:"also_nouns"`
	Small     []string `yaml:"small_words"`
	Dotted    []string `yaml:"dotted"`
	RoleNouns []string `yaml:"role_nouns"`
	Groups    []string `yaml:"group_nouns"`
	Reader    []string `yaml:"reader"`
	Governed  []string `yaml:"governed"`
	Determine []string `yaml:"determiners"`

	Abbreviations struct {
		Inside []string `yaml:"inside"`
		Either []string `yaml:"either"`
	} `yaml:"abbreviations"`
	At Pos
}

type zoneWords struct {
	Headings []string `yaml:"headings"`
	Whole    []string `yaml:"whole"`
	Openers  []string `yaml:"openers"`
	Anywhere []string `yaml:"anywhere"`
	At       Pos
}

// headingCompiler makes headingPhrases.
type headingCompiler struct {
	vocabulary *token.Vocabulary
	grammar    *phrase.Grammar
	kinds      map[token.ID]WordKind
	nodes      []growingNode
}

// growingNode is a node of the tree of phrases while it grows.
type growingNode struct {
	next  map[int32]int32 // the nodes that follow, by word
	zones [places]zoneName
}

// loadHeadingPhrases reads a file of headings and adds its words to the vocabulary.
func loadHeadingPhrases(fsys fs.FS, name string, v *token.Vocabulary) (*headingPhrases, error) {
	var f headingFile
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading headings: %w", err)
	}
	if err := load.Decode(name, data, &f); err != nil {
		return nil, err
	}
	folder, err := fs.Sub(fsys, path.Dir(name))
	if err != nil {
		return nil, fmt.Errorf("reading headings: %w", err)
	}
	grammar, err := loadGrammar(folder)
	if err != nil {
		return nil, err
	}
	c := &headingCompiler{v, &grammar, map[token.ID]WordKind{}, make([]growingNode, 1)}
	v.Add(anyName)
	if err := c.addFile(&f); err != nil {
		return nil, err
	}
	if len(c.nodes) > maxHeadingNodes {
		return nil, load.ErrorAt(f.At, "the phrases stand for %d sequences of words; there is room for %d", len(c.nodes), maxHeadingNodes)
	}
	return c.phrases(), nil
}

// phrases returns the tree, with its nodes in the order of their depth.
func (c *headingCompiler) phrases() *headingPhrases {
	order, nodes := []int32{0}, []headingNode{{}}
	for i := 0; i < len(order); i++ {
		n := &c.nodes[order[i]]
		nodes[i].first = uint32(len(order))
		for place, zone := range n.zones {
			nodes[i].zones |= uint16(zone) << (zoneBits * place)
		}
		for _, word := range slices.Sorted(maps.Keys(n.next)) {
			order, nodes = append(order, n.next[word]), append(nodes, headingNode{word: token.ID(word)})
		}
	}
	nodes = append(nodes, headingNode{first: uint32(len(order))})
	kinds := make([]WordKind, c.vocabulary.Size())
	for id, kind := range c.kinds {
		kinds[id] = kind
	}
	return &headingPhrases{nodes: nodes, kinds: kinds, capitals: c.grammar.Capitals}
}

func (c *headingCompiler) addFile(f *headingFile) error {
	var errs []error
	for _, zone := range slices.Sorted(maps.Keys(f.Zones)) {
		z := f.Zones[zone]
		if !slices.Contains(zoneNames[:], zone) {
			errs = append(errs, load.ErrorAt(z.At, "there is no zone %q; known are %s", zone, strings.Join(zoneNames[:], ", ")))
			continue
		}
		for place, phrases := range [places][]string{z.Headings, z.Whole, z.Openers, z.Anywhere} {
			for _, phrase := range phrases {
				if err := c.addPhrase(phrase, Place(place), zone, z.At); err != nil {
					errs = append(errs, err)
				}
			}
		}
	}
	c.mark(NeverEnds, f.Abbreviations.Inside)
	c.mark(MayEnd, f.Abbreviations.Either)
	c.mark(Dotted, f.Dotted)
	c.mark(SmallWord, f.Small)
	c.mark(RoleNoun, f.RoleNouns)
	c.mark(GroupNoun, f.Groups)
	c.mark(Reader, f.Reader)
	c.mark(Governed, f.Governed)
	c.mark(BeforeGroup, f.Determine)
	c.mark(DutyVerb, f.Forms)
	c.mark(AlsoNoun, f.AlsoNouns)
	for _, verb := range f.Verbs {
		forms := c.grammar.VerbForms(verb)
		for _, word := range phrase.Sorted(forms) {
			if forms[word] != phrase.Ed {
				c.mark(DutyVerb, []string{word})
			}
		}
	}
	return errors.Join(errs...)
}

func (c *headingCompiler) mark(kind WordKind, words []string) {
	for _, w := range words {
		c.kinds[c.add(strings.ToLower(w))] |= kind
	}
}

func (c *headingCompiler) add(word string) token.ID {
	if word == anyNumber {
		return token.Number
	}
	return c.vocabulary.Add(word)
}

// addPhrase adds all sequences of words that a phrase stands for. The signs
// are those of expand but for lists and gaps; what it gives is entered on the
// way, since phrases of headings stand for many sequences.
func (c *headingCompiler) addPhrase(text string, place Place, zone string, at Pos) error {
	nodes := []int32{0} // where the sequences so far end
	var without []int32 // the same without the words in brackets
	for field := range strings.FieldsSeq(phrase.Apart(text)) {
		switch {
		case field == "[" && without == nil:
			without = nodes
			continue
		case field == "]" && without != nil:
			nodes, without = append(slices.Clone(nodes), without...), nil
			continue
		}
		var next []int32
		for word := range strings.SplitSeq(field, "|") {
			if !isPhraseWord(word) {
				return load.ErrorAt(at, "phrase %q: %q is no word that can stand in a text", text, word)
			}
			id := c.add(word)
			for _, node := range nodes {
				if node == 0 {
					c.kinds[id] |= startsHeading << place
				}
				next = append(next, c.child(node, int32(id)))
			}
		}
		if nodes = next; len(nodes) > phrase.MaxVariants {
			return load.ErrorAt(at, "phrase %q stands for more than %d sequences; split it", text, phrase.MaxVariants)
		}
	}
	if without != nil {
		return load.ErrorAt(at, "phrase %q: [ without ]", text)
	}
	for _, node := range nodes {
		switch have := c.nodes[node].zones[place].String(); {
		case node == 0:
			return load.ErrorAt(at, "phrase %q has nothing but words that may be missing", text)
		case have == "":
			c.nodes[node].zones[place] = numberOfZone(zone)
		case have != zone:
			return load.ErrorAt(at, "phrase %q stands under %s as well as under %s", text, have, zone)
		}
	}
	return nil
}

// isPhraseWord reports whether a word of a phrase is one as texts are cut into
// words: letters, digits and apostrophes, in small letters.
func isPhraseWord(word string) bool {
	if word == anyNumber || word == anyName {
		return true
	}
	for _, r := range word {
		if r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsUpper(r) {
			return false
		}
	}
	return word != ""
}

func (c *headingCompiler) child(node, word int32) int32 {
	child, ok := c.nodes[node].next[word]
	if !ok {
		child = int32(len(c.nodes))
		if c.nodes[node].next == nil {
			c.nodes[node].next = map[int32]int32{}
		}
		c.nodes[node].next[word] = child
		c.nodes = append(c.nodes, growingNode{})
	}
	return child
}
