package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// maxLabelWords is how many words a heading over a part of a list may have.
const maxLabelWords = 8

// isLabel reports whether a text looks like a heading over a part of a list: a
// few words, capitals but for the small ones, no verb of a duty in front, no
// stop behind.
func (p *phraseFinder) isLabel(text string) bool {
	for text != "" && (block.IsDigit(text[0]) || text[0] == '.' || text[0] == ')' || text[0] == ' ') {
		text = text[1:] // "3. Planning and Releases"
	}
	if len(text) < 5 || len(text) > 70 || !isUpperAt(text, 0) {
		return false
	}
	words := strings.Count(text, " ") + 1
	if words < 2 || words > maxLabelWords || !p.titleCase(text) || p.plainVerb(text, 0) {
		return false
	}
	switch last := text[len(text)-1]; {
	case last == ')' || block.IsDigit(last) || isLetterAt(text, len(text)-1):
		return true
	}
	return false
}

// findLabels makes headings of the lines that stand over a part of a list
// without the layout telling: "Product Vision" before "Define the vision and
// the roadmap ...". In a list, where each item may be a duty ("Backlog
// Refinement"), several must stand there like that, none next to another.
func (z *zoneTracker) findLabels() {
	labels := 0
	for pass := range 2 {
		for i := range z.lines {
			if !z.isLabelAt(i) {
				continue
			}
			if pass == 0 {
				labels++
				continue
			}
			if z.facts[i].bullet && !z.facts[i].bold && (labels < 2 || z.known.Capitals()) {
				continue
			}
			z.lines[i].Kind = posting.Heading
			z.facts[i].level = labelLevel
		}
		if labels == 0 {
			return
		}
	}
}

// isLabelAt reports whether line i may be a heading over what follows on it.
func (z *zoneTracker) isLabelAt(i int) bool {
	if i+1 >= len(z.lines) || z.lines[i].Kind == posting.Heading || z.lines[i+1].Kind == posting.Heading {
		return false
	}
	text, below := z.lines[i].Text, z.lines[i+1].Text
	if len(text) > 70 || strings.Count(below, " ") < 3 {
		return false
	}
	if text[len(text)-1] == '.' {
		// "Vision. Define and own ...": in front of its own sentence.
		return z.facts[i].block == z.facts[i+1].block && z.facts[i].says.zone == "" && z.facts[i+1].says.zone == posting.Duties &&
			(z.isLabel(text[:len(text)-1]) || z.facts[i].bullet && strings.Count(text, " ") < 5 && (i == 0 || z.facts[i-1].block != z.facts[i].block))
	}
	if !z.isLabel(text) || z.isLabel(below) || i > 0 && z.lines[i-1].Kind != posting.Heading && z.isLabel(z.lines[i-1].Text) && z.headingZone(z.lines[i-1].Text) != posting.Duties {
		return false
	}
	return z.facts[i+1].says.zone == posting.Duties && (z.facts[i].says.zone == "" || z.facts[i].says.zone == posting.Duties && !z.facts[i].says.sure)
}

// subheading takes "Strategy and Target StateHelp the team ..." and "Product
// Vision and Strategy Define the roadmap" apart: words in capitals, and then a
// verb of a duty that does not go on in capitals.
func (s *Splitter) subheading(i int) (next int, ok bool) {
	text := s.text
	words := 0
	for k := i; k < len(text) && words <= maxLabelWords; {
		j, ok := s.labelWord(k, words)
		if !ok {
			return 0, false
		}
		words++
		at := seam(text, k, j)
		switch {
		case at > k && words > 1 && isUpperAt(text, at) && s.phraseFinder.kind(text, at, j)&rules.DutyVerb != 0:
		case words > 2 && s.plainVerb(text, k) && text[k-1] == ' ':
			at = k
		default:
			at = 0
		}
		if at > 0 && j+1 < len(text) && text[j] == ' ' && isLowerAt(text, j+1) {
			if !s.isLabel(strings.TrimRight(text[i:at], " ")) {
				return 0, false
			}
			s.kind = posting.Heading
			s.emit(i, at, heading{zone: s.headingZone(text[i:at]), level: labelLevel})
			s.start, s.kind, s.signed = at, posting.Sentence, false
			return j, true
		}
		k = nextWord(text, j)
		if k == j {
			return 0, false
		}
	}
	return 0, false
}

// label takes "Product vision & roadmap: Define ..." apart.
func (s *Splitter) label(i int) (next int, ok bool) {
	text := s.text
	words := 0
	for k := i; k < len(text) && words <= 8; {
		j, ok := s.labelWord(k, words)
		if !ok {
			return 0, false
		}
		words++
		if j < len(text) && text[j] == ':' {
			after := skipSpaces(text, j+1)
			if after >= len(text) || !isUpperAt(text, after) || s.kind == posting.Bullet {
				return 0, false
			}
			s.kind = posting.Heading
			h := heading{zone: s.headingZone(text[i:j]), level: labelLevel}
			if h.zone != "" {
				h.level = plainLevel
			}
			s.emit(i, j+1, h)
			s.start, s.kind = after, posting.Sentence
			return after, true
		}
		k = nextWord(text, j)
		if k == j {
			return 0, false
		}
	}
	return 0, false
}

// labelWord returns the end of the word at text[k], behind n others of what may be a
// label; ok is false if a label has no such word.
func (s *Splitter) labelWord(k, n int) (j int, ok bool) {
	kind, j := s.kindAt(s.text, k)
	return j, j > k && (n == 0 || isUpperAt(s.text, k) || s.text[k] == '&' || kind&rules.SmallWord != 0)
}
