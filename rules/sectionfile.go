package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint/token"
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

// loadSections reads the headings in some files, the first of which goes before
// the others. It adds their words to the vocabulary.
func loadSections(fsys fs.FS, names []string, v *token.Vocabulary) (*Sections, error) {
	s := &Sections{Vocabulary: v, nodes: make([]sectionNode, 1, 8192)}
	s.anyName = s.add(anyName)
	var errs []error
	for _, name := range names {
		var f headingFile
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading headings: %w", err)
		}
		if err := decode(name, data, &f); err != nil {
			return nil, err
		}
		errs = append(errs, s.addFile(&f))
		s.behind = true
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Sections) addFile(f *headingFile) error {
	var errs []error
	for _, zone := range slices.Sorted(maps.Keys(f.Zones)) {
		z := f.Zones[zone]
		if !slices.Contains(zoneNames[:], zone) {
			errs = append(errs, errorAt(z.At, "there is no zone %q; known are %s", zone, strings.Join(zoneNames[:], ", ")))
			continue
		}
		for place, phrases := range [places][]string{z.Headings, z.Whole, z.Openers, z.Anywhere} {
			for _, phrase := range phrases {
				if err := s.addPhrase(phrase, Place(place), zone, z.At); err != nil {
					errs = append(errs, err)
				}
			}
		}
	}
	s.mark(NeverEnds, f.Abbreviations.Inside)
	s.mark(MayEnd, f.Abbreviations.Either)
	s.mark(Dotted, f.Dotted)
	s.mark(SmallWord, f.Small)
	s.mark(RoleNoun, f.RoleNouns)
	s.mark(GroupNoun, f.Groups)
	s.mark(Reader, f.Reader)
	s.mark(Governed, f.Governed)
	s.mark(BeforeGroup, f.Determine)
	s.mark(DutyVerb, f.Forms)
	s.mark(AlsoNoun, f.AlsoNouns)
	for _, verb := range f.Verbs {
		forms := verbForms(verb)
		for _, word := range slices.Sorted(maps.Keys(forms)) {
			if forms[word] != formEd {
				s.mark(DutyVerb, []string{word})
			}
		}
	}
	return errors.Join(errs...)
}

func (s *Sections) mark(kind WordKind, words []string) {
	for _, w := range words {
		s.kinds[s.add(strings.ToLower(w))] |= kind
	}
}

func (s *Sections) add(word string) int32 {
	id := token.Number
	if word != anyNumber {
		id = s.Vocabulary.Add(word)
	}
	s.grow()
	return int32(id)
}

// grow makes room for the words that the vocabulary has got since.
func (s *Sections) grow() {
	words := s.Vocabulary.Words()
	for _, word := range words[min(len(s.kinds), len(words)):] {
		kind := WordKind(0)
		if isNumber(word) {
			kind = number
		}
		s.kinds, s.starts = append(s.kinds, kind), append(s.starts, 0)
	}
}

// addPhrase enters all sequences of words that a phrase stands for. The signs
// are those of expand but for lists and gaps; what it gives is entered on the
// way, since phrases of headings stand for many sequences.
func (s *Sections) addPhrase(phrase string, place Place, zone string, at Pos) error {
	text := phrase
	if strings.Contains(text, "[") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "[", " [ "), "]", " ] ")
	}
	nodes := []int32{0} // where the sequences so far end
	var without []int32 // the same without the words in brackets
	for field := range strings.FieldsSeq(text) {
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
				return errorAt(at, "phrase %q: %q is no word that can stand in a text", phrase, word)
			}
			id := s.add(word)
			for _, node := range nodes {
				if node == 0 {
					s.kinds[id] |= startsHeading << place
				}
				next = append(next, s.child(node, id))
			}
		}
		if nodes = next; len(nodes) > maxVariants {
			return errorAt(at, "phrase %q stands for more than %d sequences; split it", phrase, maxVariants)
		}
	}
	if without != nil {
		return errorAt(at, "phrase %q: [ without ]", phrase)
	}
	for _, node := range nodes {
		switch have := s.Zone(node, place); {
		case node == 0:
			return errorAt(at, "phrase %q has nothing but words that may be missing", phrase)
		case have == "":
			s.nodes[node].zones[place] = numberOfZone(zone)
		case have != zone && !s.behind:
			return errorAt(at, "phrase %q stands under %s as well as under %s", phrase, have, zone)
		}
	}
	return nil
}

// isPhraseWord says whether a word of a phrase is one as texts are cut into
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

func (s *Sections) child(node, word int32) int32 {
	child := s.follow(node, word)
	if child != 0 {
		return child
	}
	child = int32(len(s.nodes))
	if node == 0 {
		s.starts[word] = child
	} else {
		s.edges.add(node, word, child)
		s.nodes[node].next |= nextBit(WordID(word))
	}
	s.nodes = append(s.nodes, sectionNode{})
	return child
}
