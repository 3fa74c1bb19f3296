package rules

import (
	"slices"

	"github.com/jdlint/jdlint/lint/token"
)

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
	Vocabulary *token.Vocabulary `snapshot:"-"` // that numbers the words

	kinds   []WordKind // by word
	anyName int32
	starts  []int32 // by word: the node that follows on the first one, or 0
	nodes   []sectionNode
	edges   edgeTable // of the other nodes

	languages *Languages `snapshot:"-"`
	lexicon   *Lexicon   `snapshot:"-"` // of the duties, or nil

	behind bool // while loading: a second language, which yields to the first
}

// sectionNode is a node of the tree of phrases.
type sectionNode struct {
	// next has the bits of the words that lead on from the node. Several words
	// share a bit, so a bit that is set proves nothing.
	next  uint64
	zones [places]zoneName // what a phrase tells that ends here

	_ uint32 // so that nodes lie side by side, see lies
}

// Words that stand for others in phrases, and the number of the first.
const (
	anyNumber = "#" // a number
	anyName   = "*" // at the end of a whole heading: the name of a company

	anyNumberID = int32(token.Number)
)

// Kind gives the properties of a word.
func (s *Sections) Kind(word int32) WordKind { return s.kinds[word] &^ (number | mayStart) }

// Next gives the node that follows on a node by a word; the first node is 0.
func (s *Sections) Next(node, word int32) (next int32, ok bool) {
	if word == 0 {
		return 0, false
	}
	next = s.follow(node, word)
	if next == 0 && s.kinds[word]&number != 0 { // no phrase goes on with just this number
		next = s.follow(node, anyNumberID)
	}
	return next, next != 0
}

func (s *Sections) follow(node, word int32) int32 {
	switch {
	case node == 0:
		return s.starts[word]
	case s.nodes[node].next&nextBit(WordID(word)) == 0:
		return 0
	}
	return s.edges.next(node, word)
}

// NextName gives the node that follows on a node by a name.
func (s *Sections) NextName(node int32) (next int32, ok bool) { return s.Next(node, s.anyName) }

// Ends says whether a phrase of a place ends at a node.
func (s *Sections) Ends(node int32, in Place) bool { return s.nodes[node].zones[in] != 0 }

// Zone gives the zone that a phrase which ends at the node tells in a place,
// or "".
func (s *Sections) Zone(node int32, in Place) string { return s.nodes[node].zones[in].String() }
