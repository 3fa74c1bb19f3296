package section

import (
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/rules"
)

// sentenceEnd reports whether a sentence ends with the stop whose last byte is
// text[i], where it ends, with closing quotes and brackets, and where the
// next one starts.
func (s *Splitter) sentenceEnd(i int) (end, next int, ok bool) {
	text := s.text
	end = i + 1
	if s.closed.holds(text, i) { // all its signs were looked at with the first of them
		end = s.closed.end
	}
	for end < len(text) {
		if c := text[end]; c == '.' || c == '!' || c == '?' || c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' && end+1 < len(text) && text[end+1] == '*' {
			end++
			continue
		}
		if strings.HasPrefix(text[end:], "”") || strings.HasPrefix(text[end:], "’") || strings.HasPrefix(text[end:], "»") {
			_, n := utf8.DecodeRuneInString(text[end:])
			end += n
			continue
		}
		break
	}
	s.closed = closing{text, i, end}
	if end >= len(text) {
		return end, end, true
	}
	next = skipSpaces(text, end)
	if next >= len(text) {
		return end, next, true
	}
	if isLowerAt(text, next) {
		return 0, 0, false
	}
	dot := text[i] == '.'
	if next == end {
		return end, next, s.gluedEnd(i, end)
	}
	if dot && s.isAbbreviation(i, next) {
		return 0, 0, false
	}
	switch c := text[next]; {
	case c == ',' || c == ';' || c == ')' || c == '.' || c == '/':
		return 0, 0, false
	}
	return end, next, true
}

// closing is a run of stops, quotes and brackets: text[from:end].
type closing struct {
	text      string
	from, end int
}

// holds reports whether text[i] is one of the signs.
func (c *closing) holds(text string, i int) bool {
	return i >= c.from && i < c.end && c.text == text
}

// gluedEnd reports whether a sentence ends with the stop text[i] although no
// blank follows: in "the backlog.Write stories" it does, in "Adobe.Com",
// "Node.JS", "B.Sc" and addresses it does not.
func (s *Splitter) gluedEnd(i, end int) bool {
	text := s.text
	if text[i] != '.' {
		return isUpperAt(text, end) && i > 0 && text[i-1] != '/'
	}
	k := i
	for k > s.start && text[k-1] != ' ' && i-k < 80 {
		k--
	}
	if left := text[k:i]; strings.Contains(left, "://") || strings.Contains(left, "www.") || strings.Contains(left, "@") {
		return false
	}
	word := i
	for word > k && isLowerAt(text, word-1) {
		word--
	}
	closed := end > i+1 || text[max(i-1, 0)] == ')' || isDigitAt(text, i-1)
	if isDigitAt(text, end) {
		return i-word >= 4 && end+1 < len(text) && (text[end+1] == '+' || text[end+1] == '-')
	}
	if !isUpperAt(text, end) {
		r, _ := utf8.DecodeRuneInString(text[end:])
		return isBulletSign(r)
	}
	j := s.end(text, end)
	if s.phraseFinder.known != nil && s.phraseFinder.kind(text, end, j)&rules.Dotted != 0 && j-end > 1 {
		return false
	}
	if j < len(text) && text[j] == '.' && j-end <= 3 && j+1 < len(text) && text[j+1] != ' ' {
		return false // one more dot: an abbreviation or an address
	}
	if text[end:j] == "NET" {
		return false
	}
	if i-word == 2 && word == k && isLowerAt(text, end+1) && j < len(text) && text[j] == ' ' {
		return s.phraseFinder.known == nil || s.phraseFinder.kind(text, word, i)&(rules.NeverEnds|rules.MayEnd) == 0 // "for it.You will"
	}
	if !closed && i-word < 3 && !(i > k+1 && allCapitals(text[k:i]) && isLowerAt(text, end+1) && !strings.Contains(text[k:i], ".")) {
		return false
	}
	return j-end > 1 || text[end] == 'A' || text[end] == 'I'
}

// isAbbreviation reports whether the dot text[i] belongs to an abbreviation that
// does not end the sentence; the next word starts at text[next].
func (s *Splitter) isAbbreviation(i, next int) bool {
	text := s.text
	k := i
	for k > s.start && i-k < 12 {
		c := text[k-1]
		if c == ' ' || c == '(' || c == '/' || c == ',' || c == '"' || c == '-' {
			break
		}
		k--
	}
	if k == i {
		return false
	}
	if i-k == 1 && isUpperAt(text, k) && k > s.start {
		return isUpperAt(text, next) && s.end(text, next)-next > 1 && !s.startsSentence(next) // an initial: "J. Smith"
	}
	if s.phraseFinder.known == nil {
		return strings.IndexByte(text[k:i], '.') >= 0
	}
	kind := s.phraseFinder.kind(text, k, i)
	if kind&rules.NeverEnds != 0 {
		return true
	}
	if kind&rules.MayEnd != 0 {
		return !s.startsSentence(next)
	}
	return false
}

// startsSentence reports whether the words at text[i] begin a sentence rather
// than go on with a name.
func (s *Splitter) startsSentence(i int) bool {
	return isUpperAt(s.text, i) && s.phraseFinder.known != nil && s.opensLine(i)
}
