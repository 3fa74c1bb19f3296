package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// headingAt looks for a known heading that begins at text[i] of a paragraph
// and returns the place after it. fresh says that a line begins here anyway,
// glued that the heading begins in the middle of a word. In running text the
// words of a heading come up all the time, so the layout has to speak for it:
// capitals, a colon, a bullet, a line that begins right behind.
func (s *Splitter) headingAt(i int, fresh, glued bool) (next int, ok bool) {
	text := s.text
	f, w := s.longestHeadings(text, i)
	whole := w.end > f.end
	if whole {
		f = w
	}
	if f.words == 0 {
		return 0, false
	}
	capitals := allCapitals(text[i:f.end])
	titled := capitals || s.titleCase(text[i:f.end])
	if !fresh && !glued {
		// What stands before must not lead up to it.
		if i < 2 || text[i-1] != ' ' {
			return 0, false
		}
		if c := text[i-2]; c == ',' || c == '-' || c == '&' || c == '/' || c == '"' {
			return 0, false
		}
		k := strings.LastIndexByte(text[s.start:i-1], ' ') + 1 + s.start
		if kind := s.phraseFinder.kind(text, k, s.end(text, k)); kind&rules.SmallWord != 0 && s.end(text, k) == i-1 && !capitals {
			return 0, false
		}
		if whole && f.words == 1 && !capitals && isUpperAt(text, k) {
			return 0, false // "Customer Tools: ...": of a longer name
		}
		if capitals && !isLowerAt(text, i-2) && isUpperAt(text, i-2) {
			return 0, false // in the middle of a text in capitals
		}
	}
	// Further words up to a colon belong to it: "What you'll do at Acme:".
	end := f.end
	if !whole || capitals {
		end = s.stretch(f.end, capitals)
	}
	after := skipSpaces(text, end)
	accept := false
	switch {
	case after >= len(text):
		accept = fresh || glued || titled && f.words > 1
	case text[after] == ':' || text[after] == '?':
		accept = fresh || glued || titled || f.words >= 3
		end = after + 1
	case text[after] == '.' && after == f.end:
		// "Responsibilities. Own the roadmap": a heading that was given a stop.
		accept = fresh && titled && after+1 < len(text) && text[after+1] == ' '
		end = after + 1
	case after == end && end > i && isUpperAt(text, after): // glued to what follows
		accept = true
	case s.isSignAt(after):
		accept = fresh || glued || titled || f.words >= 3
	case text[after] == '(':
		accept = fresh && titled && f.words > 1
	case isDigitAt(text, after):
		accept = (fresh || glued) && (titled || f.words >= 2) && f.zone == posting.Requirements
	case isUpperAt(text, after) && after > end:
		switch {
		case capitals:
			accept = (f.words > 1 || len(f.zone) > 0 && f.end-i >= 8) && !allCapitals(text[after:s.end(text, after)]) || fresh && f.end-i >= 8
		case whole:
			accept = (fresh || glued) && titled && s.startsClearly(after)
		case fresh || glued:
			accept = f.words > 1 || s.opensLine(after)
		default:
			accept = (titled && f.words >= 2 || f.words >= 3) && (s.opensLine(after) || f.words >= 2)
		}
	}
	if !accept {
		return 0, false
	}
	for end < len(text) && (text[end] == ':' || text[end] == '?' || text[end] == ' ') {
		end++
	}
	s.cut(i, i, posting.Heading)
	s.emit(i, end, heading{zone: f.zone, level: plainLevel})
	s.start, s.kind = end, posting.Sentence
	return end, true
}

// mayBeHeading reports whether a heading may begin at text[i], be it inside a word.
func (s *Splitter) mayBeHeading(i int) bool {
	f, whole := s.longestHeadings(s.text, i)
	return f.words > 0 || whole.words > 0
}

// stretch returns the end of a heading whose known words end at i and which
// goes on to a colon near by, or in capitals.
func (s *Splitter) stretch(i int, capitals bool) int {
	text := s.text
	k, end := i, i
	for words := 0; words < 6; words++ {
		k2 := nextWord(text, k)
		j := s.end(text, k2)
		if k2 == k && words > 0 || j == k2 {
			break
		}
		if capitals && !allCapitals(text[k2:j]) {
			break
		}
		k = j
		if capitals {
			end = k
		}
		if k < len(text) && text[k] == ':' {
			return k
		}
	}
	return end
}

// opensLine reports whether a line may well begin with the words at text[i].
func (s *Splitter) opensLine(i int) bool {
	kind, _ := s.kindAt(s.text, i)
	if kind&(rules.DutyVerb|rules.SmallWord) != 0 {
		return true
	}
	if s.phraseFinder.longest(s.text, i, rules.Opener).words > 0 {
		return true
	}
	return s.mayBeHeading(i)
}

// startsClearly is opensLine without the words that are nouns as well: "The
// Product Lead will ..." has no heading.
func (s *Splitter) startsClearly(i int) bool {
	kind, _ := s.kindAt(s.text, i)
	if kind&rules.SmallWord != 0 {
		return true
	}
	return kind&rules.DutyVerb != 0 && kind&rules.AlsoNoun == 0 || s.phraseFinder.longest(s.text, i, rules.Opener).words > 1
}
