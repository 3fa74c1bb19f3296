package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
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
				var x *Lexicon
				if d := duties[language]; d != nil {
					x = d.Lexicon
				}
				return s, s.join(h.Languages, x)
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
			return s.withLexicon(h.Languages, d.Lexicon)
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

// zoneNames are the names that a file of headings may give to zones.
var zoneNames = [...]string{"duties", "requirements", "company", "benefits", "application", "equality", "furniture", "intro"}

// zoneName is the number of a zone, one more than its place in zoneNames; 0 is
// none.
type zoneName uint8

func (z zoneName) String() string {
	if z == 0 {
		return ""
	}
	return zoneNames[z-1]
}

func numberOfZone(name string) zoneName {
	return zoneName(slices.Index(zoneNames[:], name) + 1)
}

// Place says where in a line a phrase tells the zone.
type Place uint8

// The places.
const (
	InHeading    Place = iota // in a heading
	WholeHeading              // as a whole heading
	Opener                    // at the beginning of a line
	Anywhere                  // in a line
	places
)

// WordKind is a set of properties of a word.
type WordKind uint32

// The properties.
const (
	DutyVerb      WordKind = 1 << iota // begins a duty: "define", "defining", "defines"
	AlsoNoun                           // a DutyVerb that is as often a noun
	SmallWord                          // article, preposition and the like
	NeverEnds                          // an abbreviation that ends no sentence
	MayEnd                             // an abbreviation that may
	Dotted                             // the end of a name with a dot: "com"
	RoleNoun                           // the last word of a title: "manager"
	GroupNoun                          // people who are not the reader: "team"
	Reader                             // how a posting speaks to its reader: "you"
	Governed                           // what shows that the word before is a verb: "the"
	BeforeGroup                        // what a name of a group begins with: "the", "our"
	number                             // digits
	startsHeading                      // a phrase that is InHeading may start with it; the next bits say so of the other places
)

const mayStart = startsHeading<<places - startsHeading

// Sections knows how the postings of one language word their sections. Its
// phrases stand in a tree of words, which is walked with Next.
type Sections struct {
	words wordTable // of Known
	kinds []WordKind
	edges edgeTable
	marks [][places]zoneName // the zone that a phrase tells which ends at the node

	lexicon *Lexicon `snapshot:"-"` // that the words are joined with, or nil

	behind bool // while loading: a second language, which yields to the first
}

// Words that stand for others in phrases, and their numbers.
const (
	anyNumber = "#" // a number
	anyName   = "*" // at the end of a whole heading: the name of a company

	anyNumberID = 1
	anyNameID   = 2
)

func loadSections(fsys fs.FS, names []string) (*Sections, error) {
	s := &Sections{kinds: make([]WordKind, 3, 2048), marks: make([][places]zoneName, 1, 8192)}
	s.words.set(anyNumber, anyNumberID)
	s.words.set(anyName, anyNameID)
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
	id := Known(s.words.get(word)).Section()
	if id == 0 {
		id = int32(len(s.kinds))
		s.words.set(word, uint64(id))
		s.kinds = append(s.kinds, 0)
		if isNumber(word) {
			s.kinds[id] = number
		}
	}
	return id
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
		switch have := s.marks[node][place].String(); {
		case node == 0:
			return errorAt(at, "phrase %q has nothing but words that may be missing", phrase)
		case have == "":
			s.marks[node][place] = numberOfZone(zone)
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
	child := s.edges.next(node, word)
	if child == 0 {
		child = int32(len(s.marks))
		s.edges.add(node, word, child)
		s.marks = append(s.marks, [places]zoneName{})
	}
	return child
}

// Known is what is known of a word: in which languages it is a small word, and
// its numbers where headings and duties are looked for. A text is so looked up in
// one table, not in three. 0 is an unknown word.
type Known uint64

// How the parts lie in a Known, in bits.
const (
	sectionBits  = 20
	languageBits = maxLanguages
)

// Section is the number of the word in Sections, or 0 if no phrase or list of
// these knows it.
func (k Known) Section() int32 { return int32(k & (1<<sectionBits - 1)) }

// Lexicon is the number of the word in the lexicon that the sections are joined
// with.
func (k Known) Lexicon() WordID { return WordID(k >> (sectionBits + languageBits)) }

func (k Known) languages() uint64 { return uint64(k) >> sectionBits & (1<<languageBits - 1) }

// Word looks up a word, which must be in lower case.
func (s *Sections) Word(word []byte) Known {
	known := Known(s.words.getBytes(word))
	if known.Section() == 0 && isNumber(word) {
		known |= anyNumberID
	}
	return known
}

// PlainWord is Word for the word text[i:j], much faster. The word must hold
// nothing but letters and digits of ASCII, large or small.
func (s *Sections) PlainWord(text string, i, j int) Known {
	var known Known
	if l, ok := packPlain(text, i, j); ok {
		known = Known(s.words.packed(l))
	} else {
		known = Known(s.words.long[strings.ToLower(text[i:j])])
	}
	if known.Section() == 0 && text[i] <= '9' && isNumber(text[i:j]) {
		known |= anyNumberID
	}
	return known
}

// Letters is PlainWord for the word at text[i], and cuts it: size is how many
// bytes it has, and inner says that a capital stands behind its first letter. It
// is faster again, but knows only words of letters of ASCII that are followed by
// what can belong to no word, that are not long, and that do not stand at the
// end of the text; for all others size is 0.
func (s *Sections) Letters(text string, i int) (known Known, size int, inner bool) {
	l, size, inner := packLetters(text, i)
	if size == 0 {
		return 0, 0, false
	}
	return Known(s.words.packed(l)), size, inner
}

// join enters what languages a word is small in, and its number in a lexicon; x
// may be nil.
func (s *Sections) join(languages *Languages, x *Lexicon) error {
	room := s.words.n + languages.words.n
	if x != nil {
		room += x.ids.n
	}
	s.words.fit(room)
	if len(s.kinds) >= 1<<sectionBits {
		return fmt.Errorf("there are %d words in headings; there is room for %d", len(s.kinds), 1<<sectionBits)
	}
	for word, of := range languages.words.all() {
		s.words.set(word, s.words.get(word)|of<<sectionBits)
	}
	if x != nil {
		for word, id := range x.ids.all() {
			s.words.set(word, s.words.get(word)|id<<(sectionBits+languageBits))
		}
	}
	s.lexicon = x
	return nil
}

// withLexicon gives the same sections, joined with another lexicon.
func (s *Sections) withLexicon(languages *Languages, x *Lexicon) (*Sections, error) {
	other := *s
	other.words = wordTable{}
	for word, known := range s.words.all() {
		if id := Known(known).Section(); id != 0 {
			other.words.set(word, uint64(id))
		}
	}
	return &other, other.join(languages, x)
}

func isNumber[T string | []byte](word T) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return len(word) > 0
}

// Kind gives the properties of a word.
func (s *Sections) Kind(word int32) WordKind { return s.kinds[word] &^ (number | mayStart) }

// MayStart says whether a phrase of a place may start with a word.
func (s *Sections) MayStart(in Place, word int32) bool {
	kind := s.kinds[word]
	return kind&(startsHeading<<in) != 0 || kind&number != 0 && s.kinds[anyNumberID]&(startsHeading<<in) != 0
}

// Next gives the node that follows on a node by a word; the first node is 0.
func (s *Sections) Next(node, word int32) (next int32, ok bool) {
	if word == 0 {
		return 0, false
	}
	next = s.edges.next(node, word)
	if next == 0 && s.kinds[word]&number != 0 { // no phrase goes on with just this number
		next = s.edges.next(node, anyNumberID)
	}
	return next, next != 0
}

// NextName gives the node that follows on a node by a name.
func (s *Sections) NextName(node int32) (next int32, ok bool) { return s.Next(node, anyNameID) }

// Zone gives the zone that a phrase which ends at the node tells in a place,
// or "".
func (s *Sections) Zone(node int32, in Place) string { return s.marks[node][in].String() }
