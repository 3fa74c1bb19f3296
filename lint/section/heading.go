package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// longestHeading is the size from which on a text is no heading, in bytes.
const longestHeading = 110

// wholeHeading reports whether a block is a heading, which, and of what level.
func (s *Splitter) wholeHeading(blocks []block.Block, i int) (heading, bool) {
	b := &blocks[i]
	text := strings.TrimRight(b.Text, " ")
	if b.Kind == block.Heading {
		if len(text) > 2*longestHeading {
			return heading{}, false
		}
		return heading{zone: s.headingZone(text), level: b.Level}, true
	}
	if len(text) > longestHeading || s.leadsLine(text) {
		return heading{}, false
	}
	last := text[len(text)-1]
	if last == '.' || last == ',' || last == ';' {
		return heading{}, false
	}
	colon := last == ':'
	words := strings.Count(text, " ") + 1
	if b.Kind == block.Bullet {
		// A list item leads in a list of its own, or is bold.
		deeper := i+1 < len(blocks) && blocks[i+1].Kind == block.Bullet && blocks[i+1].Level > b.Level
		if (deeper && colon || b.Bold && (deeper || colon) || colon) && words <= 10 {
			zone := s.headingZone(text)
			if zone != "" || b.Bold || colon && words <= 4 {
				return heading{zone: zone, level: labelLevel}, true
			}
		}
		if words > 1 && words <= 5 && s.titleCase(text) || words == 1 && isUpperAt(text, 0) {
			if f := s.longest(text, 0, rules.InHeading); f.end == len(text) && (words > 1 && f.zone == posting.Duties || f.zone == posting.Requirements) {
				return heading{zone: f.zone, level: plainLevel}, true // "Key Responsibilities": no list item
			}
		}
		return heading{}, false
	}
	if b.Kind == block.Cell && !b.Bold {
		if zone := s.headingZone(text); zone != "" && words <= 6 {
			return heading{zone: zone, level: plainLevel}, true
		}
		return heading{}, false
	}
	if !b.Bold && s.holdsStop(text) {
		return heading{}, false
	}
	if c := text[0]; c == '#' || c == '$' || block.IsDigit(c) && allCapitals(text) {
		return heading{}, false // a tag, a salary
	}
	zone := s.headingZone(text)
	if colon && (zone == "" || !s.startsPhrase(text)) {
		// "Specifically, you will be required to:" leads in duties.
		if says := s.claimOf(text); says.zone == posting.Duties && says.sure {
			zone = posting.Duties
		}
	}
	level := plainLevel
	if b.Bold || words > 1 && allCapitals(text) || allCapitals(text) && len(text) > 4 {
		level = boldLevel
	}
	switch {
	case zone != "" && (b.Bold || colon || last == '?' || words <= 9 && (words <= 3 || s.startsPhrase(text))):
		return heading{zone: zone, level: level}, true
	case b.Bold && words <= 12:
		return heading{level: level}, true
	case colon && words <= 12:
		return heading{level: level}, true
	case level == boldLevel && words <= 8:
		return heading{level: level}, true
	case words <= 6 && s.titleCase(text) && isUpperAt(text, 0) && i+1 < len(blocks) && blocks[i+1].Kind == block.Bullet:
		return heading{level: level}, true
	}
	return heading{}, false
}

// leadsLine reports whether a known heading stands in front of a duty on its line:
// "Responsibilities: Own the P&L".
func (s *Splitter) leadsLine(text string) bool {
	within, whole := s.longestHeadings(text, 0)
	end := max(within.end, whole.end)
	return end > 0 && end+2 < len(text) && text[end:end+2] == ": " && isUpperAt(text, end+2) && s.startsWithVerb(text, end+2)
}

// holdsStop reports whether a sentence ends within text.
func (s *Splitter) holdsStop(text string) bool {
	s.text, s.start = text, 0
	for i := 0; i+1 < len(text); i++ {
		if c := text[i]; c == '.' || c == '!' || c == '?' {
			if end, _, ok := s.sentenceEnd(i); ok && end < len(text) {
				return true
			}
		}
	}
	return false
}

// headingZone returns the zone that a heading opens, or "" if its words are not
// known.
func (p *phraseFinder) headingZone(text string) posting.Zone {
	i := firstWord(text)
	within, whole := p.longestHeadings(text, i)
	for _, f := range [...]found{whole, within} {
		if f.words > 0 && firstWord(text[f.end:]) == len(text)-f.end {
			return f.zone
		}
	}
	if zone := p.named(text, i); zone != "" {
		return zone
	}
	// The longest phrase within; of two that are equally long, the first. One
	// word alone must end the heading or be its head: "Skills for the job" are
	// skills, "Requirements gathering" are none.
	var best found
	for k := p.nextStart(text, i, rules.InHeading); k < len(text); k = p.nextStart(text, p.end(text, k), rules.InHeading) {
		if f := p.longest(text, k, rules.InHeading); f.words > best.words && (f.words > 1 || p.endsPhrase(text, f.end)) {
			best = f
		}
	}
	return best.zone
}

// OpensDuties reports whether a heading opens the duties or the requirements, by
// its own words; whole asks for nothing but these words.
func OpensDuties(known *rules.Sections, heading string, whole bool) bool {
	p := phraseFinder{known: known, vocabulary: known.Vocabulary}
	zone := p.headingZone(heading)
	return (zone == posting.Duties || zone == posting.Requirements) && (!whole || p.isWhole(heading))
}

// IsHeading reports whether a text is the heading of a section and no more.
func IsHeading(known *rules.Sections, text string) bool {
	p := phraseFinder{known: known, vocabulary: known.Vocabulary}
	return p.headingZone(text) != "" && p.isWhole(text)
}

// isWhole reports whether a heading has no words but those of one phrase.
func (p *phraseFinder) isWhole(heading string) bool {
	i := firstWord(heading)
	within, whole := p.longestHeadings(heading, i)
	return firstWord(heading[max(whole.end, within.end):]) == len(heading)-max(whole.end, within.end)
}

// endsPhrase reports whether the words of a phrase end at text[i]: no noun
// follows that they belong to.
func (p *phraseFinder) endsPhrase(text string, i int) bool {
	k := skipSpaces(text, i)
	j := p.end(text, k)
	return j == k || p.kind(text, k, j)&rules.SmallWord != 0
}

// named finds "About Acme" and the like: a phrase that ends in a name.
func (p *phraseFinder) named(text string, i int) posting.Zone {
	node := int32(0)
	for i < len(text) {
		word, _, j := p.word(text, i)
		if j == i {
			return ""
		}
		next, known := p.known.Next(node, word)
		if !known {
			after, ok := p.known.NextName(node)
			if ok && isUpperAt(text, i) && strings.Count(text[i:], " ") < 4 && p.known.Kind(word)&rules.SmallWord == 0 {
				return posting.Zone(p.known.Zone(after, rules.WholeHeading))
			}
			return ""
		}
		node = next
		i = nextWord(text, j)
	}
	return ""
}

// startsPhrase reports whether a phrase of a heading starts text.
func (p *phraseFinder) startsPhrase(text string) bool {
	i := firstWord(text)
	f, whole := p.longestHeadings(text, i)
	return f.words > 0 || whole.words > 0
}
