package section

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// scan cuts a paragraph: into sentences, at bullets within it, at headings
// within it, and where words of two lines were glued together.
func (s *Splitter) scan() {
	text := s.text
	s.flat = len(text) >= flatSize
	s.number, s.seams = 0, 0
	indexed := text == s.index.text
	for i := 0; i < len(text); {
		c := text[i]
		if indexed && c >= 'a' && c <= 'z' {
			if n := s.index.begins[i]; n > 0 {
				if w := &s.index.tokens[n-1]; w.Kind == token.Plain && w.End > w.Start+1 {
					i = int(w.End) // small letters, two of them or more: no line begins within
					continue
				}
			}
		}
		switch {
		case c == ' ':
			i++
		case c == '.' || c == '!' || c == '?':
			if next, ok := s.numbering(i); ok {
				i = next
			} else if end, next, ok := s.sentenceEnd(i); ok {
				s.cut(end, next, s.next())
				i = next
			} else {
				i++
			}
		case c == ':' || c == ';':
			i = s.colon(i)
		case c == ')' && i+1 < len(text) && isUpperAt(text, i+1) && isLowerAt(text, i+2):
			s.cut(i+1, i+1, s.next())
			i++
		case c == '-' || c == '*' || c == '+':
			i = s.sign(i, 1)
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case isBulletSign(r):
				i = s.sign(i, n)
			case r == '–' || r == '—':
				i = s.sign(i, n)
			case r == '…':
				if end, next, ok := s.sentenceEnd(i + n - 1); ok {
					s.cut(end, next, s.next())
					i = next
				} else {
					i += n
				}
			case unicode.IsLetter(r):
				i = s.word(i)
			default:
				i += n
			}
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			i = s.word(i)
		default:
			i++
		}
	}
	s.cut(len(text), len(text), s.kind)
	s.flat = false
}

func isBulletSign(r rune) bool {
	switch r {
	case '•', '·', '▪', '●', '◦', '‣', '■', '□', '▸', '►', '➢', '➤', '✓', '✔', '✅', '❖', '◆', '▫', '○', '⁃', '∙', '★', '☑', '➔', '→':
		return true
	}
	return false
}

// sign looks at a sign of n bytes at text[i] that may be a bullet and returns
// the place to read on.
func (s *Splitter) sign(i, n int) int {
	text := s.text
	after := i + n
	k := skipSpaces(text, after)
	fresh := strings.TrimSpace(text[s.start:i]) == ""
	blankBefore := i == 0 || text[i-1] == ' '
	blankAfter := after >= len(text) || text[after] == ' '
	ok := false
	switch text[i] {
	case '-':
		ok = (fresh && blankAfter) || blankBefore && s.index.signs.dash >= 3 && isUpperAt(text, k) || blankBefore && blankAfter && i > 1 && isUpperAt(text, k) && strings.IndexByte(".;:", text[i-2]) >= 0 || s.gluedBullet(i, after)
	case '*':
		ok = fresh || blankBefore && (blankAfter || s.index.signs.star >= 2) && isUpperAt(text, k)
	case '+':
		ok = fresh && blankAfter || blankBefore && blankAfter && s.index.signs.plus >= 2 && isUpperAt(text, k)
	default:
		r, _ := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '–', '—':
			ok = fresh || blankBefore && s.index.signs.longDash >= 3 && blankAfter && isUpperAt(text, k) || blankBefore && blankAfter && i > 1 && isUpperAt(text, k) && strings.IndexByte(".;:", text[i-2]) >= 0 || s.gluedBullet(i, after)
		case '→':
			ok = fresh || i > 1 && strings.IndexByte(".;:", text[i-2]) >= 0 // else it leads from one thing to another
		case '·', '★', '○':
			ok = blankBefore || blankAfter || isUpperAt(text, k)
		default:
			ok = true
		}
	}
	if !ok {
		return after
	}
	s.bullet(i, k)
	return k
}

// gluedBullet reports whether the dash at text[i] was the bullet of a line that was
// glued to the one before: "against fraud- Define the roadmap".
func (s *Splitter) gluedBullet(i, after int) bool {
	text := s.text
	if i == 0 || text[i-1] == ' ' || after+1 >= len(text) || text[after] != ' ' || !isUpperAt(text, after+1) {
		return false
	}
	kind, end := s.kindAt(text, after+1)
	return kind&rules.DutyVerb != 0 && (kind&rules.AlsoNoun == 0 || s.governs(skipSpaces(text, end)))
}

// isSignAt reports whether a bullet stands at text[i].
func (s *Splitter) isSignAt(i int) bool {
	text := s.text
	switch c := text[i]; c {
	case '-', '*', '+':
		return i+1 < len(text) && (text[i+1] == ' ' || isUpperAt(text, i+1))
	case 'o':
		return i+2 < len(text) && text[i+1] == ' ' && isUpperAt(text, i+2)
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return isBulletSign(r) || r == '–' || r == '—'
}

// numbering looks at a dot behind a list number: "1. Own the backlog 2. ...".
func (s *Splitter) numbering(i int) (next int, ok bool) {
	text := s.text
	k := i
	for k > 0 && isDigitAt(text, k-1) {
		k--
	}
	if k == i || i-k > 2 || i+1 >= len(text) {
		return 0, false
	}
	if k > 0 && text[k-1] != ' ' {
		return 0, false
	}
	n := 0
	for _, d := range text[k:i] {
		n = 10*n + int(d-'0')
	}
	next = skipSpaces(text, i+1)
	fresh := strings.TrimSpace(text[s.start:k]) == ""
	if !isUpperAt(text, next) || !fresh && n != s.number+1 {
		return 0, false
	}
	s.number = n
	s.bullet(k, next)
	return next, true
}

// colon looks at a colon or semicolon and returns the place to read on.
func (s *Splitter) colon(i int) int {
	text := s.text
	k := skipSpaces(text, i+1)
	if k >= len(text) {
		return k
	}
	if text[i] == ':' {
		if k == i+1 && isUpperAt(text, k) && isLowerAt(text, k+1) && i-s.start >= 3 { // glued
			s.lead(i+1, k)
			return k
		}
		if left := text[s.start:i]; s.flat && i-s.start >= 8 && i-s.start < 2*longestHeading && isUpperAt(text, k) && s.startsClearly(k) &&
			(s.headingZone(left) == posting.Duties || s.claimOf(left).zone == posting.Duties) {
			s.lead(i+1, k)
			return k
		}
		return i + 1
	}
	if i-s.start >= 12 && k > i+1 && isUpperAt(text, k) {
		s.cut(i+1, k, s.next())
		return k
	}
	if s.index.signs.semicolon < 3 || s.index.signs.semicolon < s.index.signs.stop || s.kind == posting.Bullet || i-s.start < 12 {
		return i + 1
	}
	j := s.end(text, k)
	if isUpperAt(text, k) && k > i+1 || s.phraseFinder.kind(text, k, j)&rules.DutyVerb != 0 {
		s.cut(i+1, k, s.next())
		return k
	}
	return i + 1
}

// lead ends a line at a colon that leads in what follows: a heading if the
// line is short.
func (s *Splitter) lead(end, next int) {
	zone := s.headingZone(s.text[s.start:end])
	if end-s.start <= 60 || end-s.start <= longestHeading && zone != "" {
		s.kind = posting.Heading
		s.emit(s.start, end, heading{level: plainLevel, zone: zone})
		s.start, s.kind = next, posting.Sentence
		return
	}
	s.cut(end, next, s.next())
}

// word looks at the word at text[i]: it may begin a heading, or a line that
// was glued to the one before. It returns the place to read on.
func (s *Splitter) word(i int) int {
	text := s.text
	j := s.end(text, i)
	if j == i {
		return i + 1
	}
	if text[i] == 'o' && j == i+1 && s.index.signs.letterO >= 2 && i > 0 && text[i-1] == ' ' && j < len(text) && text[j] == ' ' && isUpperAt(text, j+1) {
		s.bullet(i, j+1)
		return j + 1
	}
	fresh := i == s.start
	upper := isUpperAt(text, i)
	if upper {
		if next, ok := s.headingAt(i, fresh, false); ok {
			return next
		}
	}
	if next, ok := s.glued(i, j); ok {
		return next
	}
	if !upper {
		return j
	}
	if fresh && s.flat {
		if next, ok := s.label(i); ok {
			return next
		}
		if next, ok := s.subheading(i); ok {
			return next
		}
	}
	if !fresh && s.flat && s.unstopped(i, j) {
		s.cut(i, i, s.next())
	}
	return j
}

// unstopped reports whether the capital word text[i:j], in the middle of what
// should be a sentence, begins another line: "drive growth Define the
// roadmap" were two bullets.
func (s *Splitter) unstopped(i, j int) bool {
	text := s.text
	if i < 2 || text[i-1] != ' ' || !(isLowerAt(text, i-2) || text[i-2] == ')') {
		return false
	}
	k := strings.LastIndexByte(text[s.start:i-1], ' ') + 1 + s.start
	if i-s.start < 25 || s.phraseFinder.kind(text, k, i-1)&rules.SmallWord != 0 {
		return false
	}
	if j+1 >= len(text) || text[j] != ' ' || !isLowerAt(text, j+1) || isUpperAt(text, i+1) {
		return false
	}
	kind := s.phraseFinder.kind(text, i, j)
	if f := s.phraseFinder.longest(text, i, rules.Opener); f.words >= 2 && f.zone != posting.Company {
		return true
	}
	if kind&rules.DutyVerb == 0 {
		return false
	}
	if kind&rules.AlsoNoun == 0 {
		return true
	}
	return s.governs(j + 1)
}

// governs reports whether the word at text[i] shows that the word before is a
// verb rather than a noun.
func (s *Splitter) governs(i int) bool {
	kind, _ := s.kindAt(s.text, i)
	return kind&rules.Governed != 0
}
