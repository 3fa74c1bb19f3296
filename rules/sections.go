package rules

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
)

// zoneNames are the names that a file of headings may give to zones.
var zoneNames = [...]string{"duties", "requirements", "company", "benefits", "application", "equality", "furniture", "intro", "others"}

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

// Place is where in a line a phrase shows the zone.
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

// Sections knows how the postings of one language word their sections. The phrases
// stand in trees of words, which are walked with Next.
type Sections struct {
	Vocabulary *token.Vocabulary // that numbers the words

	kinds  []WordKind // by word
	starts []int32    // by word: the node that it leads to from the first, or 0

	// The phrases of the language go before the English ones. A node is one of
	// both trees: the number of its own in the upper half, the English one in the
	// lower.
	own, english *headingPhrases
}

// Words that stand for others in phrases.
const (
	anyNumber = "#" // a number
	anyName   = "*" // at the end of a whole heading: the name of a company
)

// Capitals reports whether nouns begin with a capital in the language, so that a line
// of nothing but nouns tells nothing of a heading.
func (s *Sections) Capitals() bool { return s.own != nil && s.own.capitals }

// Kind returns the properties of a word.
func (s *Sections) Kind(word token.ID) WordKind { return s.kinds[word] &^ (number | mayStart) }

// MayStart reports whether a phrase of a place may start with a word.
func (s *Sections) MayStart(word token.ID, in Place) bool {
	return s.kinds[word]&(startsHeading<<in) != 0
}

// seal notes the kinds of words, and what the first node leads to, which is asked
// for at most words of a posting.
func (s *Sections) seal() {
	words := s.Vocabulary.Words()
	size := max(len(words), int(token.Number)+1)
	s.kinds, s.starts = make([]WordKind, size), make([]int32, size)
	s.addTree(s.english, 0)
	if s.own != nil {
		s.addTree(s.own, headingNodeBits)
	}
	for id, word := range words {
		if word != "" && word[0] <= '9' && strings.Trim(word, "0123456789") == "" {
			s.kinds[id] |= number | s.kinds[token.Number]&mayStart // what may start with any number may with this one
			if s.starts[id] == 0 {
				s.starts[id] = s.starts[token.Number]
			}
		}
	}
}

// addTree adds the words of one of the trees.
func (s *Sections) addTree(p *headingPhrases, shift int) {
	for id, kind := range p.kinds {
		s.kinds[id] |= kind
	}
	for node := p.nodes[0].first; node < p.nodes[1].first; node++ {
		s.starts[p.nodes[node].word] |= int32(node) << shift
	}
}

// Next returns the node that follows on a node by a word; the first node is 0.
func (s *Sections) Next(node int32, word token.ID) (next int32, ok bool) {
	if node == 0 {
		next = s.starts[word]
	} else {
		next = s.follow(node, word)
	}
	return next, next != 0
}

// follow is Next for another than the first node. A node of one of the trees is 0
// where no phrase of it goes on.
func (s *Sections) follow(node int32, word token.ID) (next int32) {
	if english := node & maxHeadingNodes; english != 0 {
		next = s.english.follow(english, word)
	}
	if own := node >> headingNodeBits; own != 0 {
		next |= s.own.follow(own, word) << headingNodeBits
	}
	if next == 0 && s.kinds[word]&number != 0 && word != token.Number { // no phrase goes on with just this number
		return s.follow(node, token.Number)
	}
	return next
}

// NextName returns the node that follows on a node by a name.
func (s *Sections) NextName(node int32) (next int32, ok bool) {
	return s.Next(node, s.Vocabulary.ID(anyName))
}

// Ends reports whether a phrase of a place ends at a node.
func (s *Sections) Ends(node int32, in Place) bool { return s.zone(node, in) != 0 }

// Zone returns the zone that a phrase which ends at the node shows in a place,
// or "".
func (s *Sections) Zone(node int32, in Place) string { return s.zone(node, in).String() }

func (s *Sections) zone(node int32, in Place) zoneName {
	if s.own != nil {
		if zone := s.own.zone(node>>headingNodeBits, in); zone != 0 {
			return zone
		}
	}
	return s.english.zone(node&maxHeadingNodes, in)
}

// headingPhrases are the phrases of a file of headings, in a tree: the nodes that
// follow on a node have numbers in a row and are sorted by the words that lead to
// them.
type headingPhrases struct {
	nodes []headingNode // the root first; behind the last stands one more
	kinds []WordKind    // by word

	capitals bool // nouns begin with one, see phrase.Grammar
}

type headingNode struct {
	word  token.ID // that leads to it
	first uint32   // of the nodes that follow on it; they end where those of the next node begin
	zones uint16   // what a phrase tells that ends here, zoneBits for each place
}

// noHeadings stands for the English ones where there are none.
var noHeadings = &headingPhrases{nodes: make([]headingNode, 2)}

const (
	headingNodeBits = 15
	maxHeadingNodes = 1<<headingNodeBits - 1
	zoneBits        = 4
)

// follow returns the node that follows on a node by a word, or 0.
func (p *headingPhrases) follow(node int32, word token.ID) int32 {
	from, to := p.nodes[node].first, p.nodes[node+1].first
	for from < to {
		half := (from + to) / 2
		switch w := p.nodes[half].word; {
		case w == word:
			return int32(half)
		case w < word:
			from = half + 1
		default:
			to = half
		}
	}
	return 0
}

func (p *headingPhrases) zone(node int32, in Place) zoneName {
	return zoneName(p.nodes[node].zones >> (zoneBits * in) & (1<<zoneBits - 1))
}
