// Package section cuts the blocks of a posting into lines, sentences, list items
// and headings, and gives each line the zone of the posting that it stands in.
package section

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// makeLines turns the blocks of a posting into lines with zones, over those of
// another. sections is what postings in its language are known to say in their
// headings; it may be nil.
func (s *Splitter) makeLines(blocks []block.Block, sections *rules.Sections) []posting.Line {
	s.begin(blocks, sections)
	if sections != nil {
		blocks = s.unglue(blocks)
	}
	for i := range blocks {
		s.split(blocks, i)
	}
	if sections == nil {
		for i := range s.lines {
			s.lines[i].Zone = posting.Intro
		}
		return s.lines
	}
	s.assign()
	return s.lines
}

// begin makes room for the lines of blocks.
func (s *Splitter) begin(blocks []block.Block, sections *rules.Sections) {
	size := 0
	for i := range blocks {
		size += len(blocks[i].Text)
	}
	room := len(blocks) + size/150
	s.known, s.closed = sections, closing{}
	s.lines, s.facts, s.runs = slices.Grow(s.lines[:0], room), slices.Grow(s.facts[:0], room), slices.Grow(s.runs[:0], room+room/4)
	s.index.begin(size/bytesOfWord + len(blocks))
}

// A Splitter cuts blocks into lines. Its zero value is ready for use, for one
// posting after another.
type Splitter struct {
	zoner

	b      *block.Block
	block  int
	text   string
	start  int          // of the line being collected
	kind   posting.Kind // of that line
	signed bool         // a bullet stands before that line
	flat   bool         // the block holds more than a paragraph
	number int          // the last list number seen
	seams  int          // places of the block found so far where lines were glued together

	closed closing // that was looked at last

	runs []posting.Run // of all lines
}

// maxKept is how many lines and runs a posting may have whose memory is kept for
// others. Hardly one has more, and those that do would hold on to it for long.
const maxKept = 1 << 13

// Trim lets go of memory that a huge posting took.
func (s *Splitter) Trim() {
	if max(cap(s.lines), cap(s.runs)) > maxKept {
		*s = Splitter{}
	}
}

// Size from which on a paragraph may hold a flattened posting, and from which
// on a bullet is cut into sentences.
const (
	flatSize   = 500
	longBullet = 400
)

// split cuts one block.
func (s *Splitter) split(blocks []block.Block, i int) {
	b := &blocks[i]
	if b.Text == "" {
		return
	}
	s.b, s.block, s.text, s.start = b, i, b.Text, 0
	s.kind = posting.Sentence
	if b.Kind == block.Bullet {
		s.kind = posting.Bullet
	}
	if s.known == nil {
		if b.Kind == block.Heading {
			s.kind = posting.Heading
		}
		s.sentences()
		return
	}
	s.index.read(b.Text, s.known)
	if h, ok := s.wholeHeading(blocks, i); ok {
		s.kind = posting.Heading
		s.emit(0, len(s.text), h)
		return
	}
	if b.Kind == block.Bullet && len(b.Text) < longBullet && !strings.Contains(b.Text, "•") && !strings.Contains(b.Text, "·") {
		s.emit(0, len(b.Text), heading{})
		return
	}
	s.scan()
}

// heading is what is known of a line that is one.
type heading struct {
	zone  posting.Zone // "" when the words are not known
	level int
}

// Levels of headings that have none of their own. Those of markup are 1 to 6.
const (
	boldLevel  = 7
	plainLevel = 8
	labelLevel = 9 // "Vision: ...", in running text
)

// emit makes a line of text[i:j].
func (s *Splitter) emit(i, j int, h heading) {
	i, j = s.b.Trim(i, j)
	if i == j {
		return
	}
	var says claim
	if s.kind != posting.Heading && s.known != nil {
		text, begins := s.index.text, s.index.begins
		s.index.narrow(i, j)
		says = s.claimOf(s.b.Text[i:j])
		s.index.text, s.index.begins = text, begins
	}
	first := len(s.runs)
	s.runs = posting.AppendRuns(s.runs, s.b.Runs, len(s.b.Text), i, j)
	// Both are written where they stay, since copying takes longer.
	s.lines, s.facts = append(s.lines, posting.Line{}), append(s.facts, fact{})
	l, f := &s.lines[len(s.lines)-1], &s.facts[len(s.facts)-1]
	l.Text, l.Kind, l.Zone = s.b.Text[i:j], s.kind, h.zone
	l.SetRuns(s.runs[first:len(s.runs):len(s.runs)])
	l.SetWords(s.index.wordsOf(i, j), i)
	f.level, f.depth, f.block, f.bullet, f.bold, f.says = h.level, s.b.Level, s.block, s.b.Kind == block.Bullet, s.b.Bold, says
}

// cut ends the line being collected at end and begins the next at next.
func (s *Splitter) cut(end, next int, kind posting.Kind) {
	if end > s.start {
		s.emit(s.start, end, heading{})
	}
	s.start = next
	s.kind = kind
	s.signed = false
}

// bullet ends the line being collected at end and begins the next at next,
// behind a sign. What stands between two lists is a heading: "... and tests.
// Vision and Strategy • Define ...".
func (s *Splitter) bullet(end, next int) {
	if s.start < end && !s.signed && s.isLabel(strings.TrimRight(s.text[s.start:end], " ")) {
		h := heading{zone: s.headingZone(s.text[s.start:end]), level: labelLevel}
		if h.zone != "" {
			h.level = plainLevel
		}
		s.kind = posting.Heading
		s.emit(s.start, end, h)
		s.start = end
	}
	s.cut(end, next, posting.Bullet)
	s.signed = true
}

// sentences cuts text of a language without headings.
func (s *Splitter) sentences() {
	for i := 0; i < len(s.text); i++ {
		if c := s.text[i]; c == '.' || c == '!' || c == '?' {
			if end, next, ok := s.sentenceEnd(i); ok {
				s.cut(end, next, s.kind)
				i = next - 1
			}
		}
	}
	s.cut(len(s.text), len(s.text), s.kind)
}

// scan cuts a paragraph: into sentences, at bullets within it, at headings
// within it, and where words of two lines were glued together.
func (s *Splitter) scan() {
	text := s.text
	s.flat = len(text) >= flatSize
	s.number, s.seams = 0, 0
	indexed := s.index.has(text)
	for i := 0; i < len(text); {
		if indexed {
			if n := s.index.begins[i]; n > 0 {
				if w := &s.index.words[n-1]; w.Dull {
					if i += int(w.Size); i < len(text) && text[i] == ' ' {
						i++
					}
					continue
				}
			}
		}
		c := text[i]
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

// next is the kind of a line that follows on another without a sign.
func (s *Splitter) next() posting.Kind {
	if s.kind == posting.Heading {
		return posting.Sentence
	}
	return s.kind
}

func isBulletSign(r rune) bool {
	switch r {
	case '•', '·', '▪', '●', '◦', '‣', '■', '□', '▸', '►', '➢', '➤', '✓', '✔', '✅', '❖', '◆', '▫', '○', '⁃', '∙', '★', '☑', '➔', '→':
		return true
	}
	return false
}

// sign looks at a sign of n bytes at text[i] that may be a bullet and gives
// the place to read on.
func (s *Splitter) sign(i, n int) int {
	text := s.text
	after := i + n
	k := after
	for k < len(text) && text[k] == ' ' {
		k++
	}
	fresh := strings.TrimSpace(text[s.start:i]) == ""
	blankBefore := i == 0 || text[i-1] == ' '
	blankAfter := after >= len(text) || text[after] == ' '
	ok := false
	switch text[i] {
	case '-':
		ok = (fresh && blankAfter) || blankBefore && s.index.signs.dash >= 3 && isUpperAt(text, k) || blankBefore && blankAfter && i > 1 && isUpperAt(text, k) && strings.IndexByte(".;:", text[i-2]) >= 0
	case '*':
		ok = fresh || blankBefore && (blankAfter || s.index.signs.star >= 2) && isUpperAt(text, k)
	case '+':
		ok = fresh && blankAfter || blankBefore && blankAfter && s.index.signs.plus >= 2 && isUpperAt(text, k)
	default:
		r, _ := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '–', '—':
			ok = fresh || blankBefore && s.index.signs.longDash >= 3 && blankAfter && isUpperAt(text, k) || blankBefore && blankAfter && i > 1 && isUpperAt(text, k) && strings.IndexByte(".;:", text[i-2]) >= 0
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
	next = i + 1
	for next < len(text) && text[next] == ' ' {
		next++
	}
	fresh := strings.TrimSpace(text[s.start:k]) == ""
	if !isUpperAt(text, next) || !fresh && n != s.number+1 {
		return 0, false
	}
	s.number = n
	s.bullet(k, next)
	return next, true
}

// colon looks at a colon or semicolon and gives the place to read on.
func (s *Splitter) colon(i int) int {
	text := s.text
	k := i + 1
	for k < len(text) && text[k] == ' ' {
		k++
	}
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
	if isUpperAt(text, k) && k > i+1 || s.phraser.kind(text, k, j)&rules.DutyVerb != 0 {
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
// was glued to the one before. It gives the place to read on.
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

// unstopped says whether the capital word text[i:j], in the middle of what
// should be a sentence, begins another line: "drive growth Define the
// roadmap" were two bullets.
func (s *Splitter) unstopped(i, j int) bool {
	text := s.text
	if i < 2 || text[i-1] != ' ' || !(isLowerAt(text, i-2) || text[i-2] == ')') {
		return false
	}
	k := strings.LastIndexByte(text[s.start:i-1], ' ') + 1 + s.start
	if i-s.start < 25 || s.phraser.kind(text, k, i-1)&rules.SmallWord != 0 {
		return false
	}
	if j+1 >= len(text) || text[j] != ' ' || !isLowerAt(text, j+1) || isUpperAt(text, i+1) {
		return false
	}
	kind := s.phraser.kind(text, i, j)
	if f := s.phraser.longest(text, i, rules.Opener); f.words >= 2 && f.zone != posting.Company {
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

// glued looks for a line that begins inside the word text[i:j]:
// "stakeholdersCreate". Names are written like that as well ("GitHub"), so the
// second half must begin a duty or a known phrase.
func (s *Splitter) glued(i, j int) (next int, ok bool) {
	text := s.text
	if j-i < 6 || j-i > 60 {
		return 0, false
	}
	if w, ok := s.index.at(text, i); ok && !w.Odd {
		return 0, false
	}
	for k := i + 1; k+2 < j; k++ {
		if !isUpperAt(text, k) || !isLowerAt(text, k+1) {
			continue
		}
		lower := isLowerAt(text, k-1)
		if !lower && !isDigitAt(text, k-1) && !isUpperAt(text, k-1) {
			continue
		}
		if lower && k-i < 3 {
			continue
		}
		if s.mayBeHeading(k) {
			next, _ := s.headingAt(k, false, true)
			if next > 0 {
				return next, true
			}
		}
		if !s.beginsLine(k, j, !isUpperAt(text, i) || s.seams > 1) && !s.plainlyGlued(i, k, j) {
			continue
		}
		s.seams++
		s.cut(k, k, s.next())
		return k, true
	}
	return 0, false
}

// plainlyGlued says whether the word text[i:j] can be no name, so that text[k:j]
// must begin a line whatever it is: "prior commitmentsUnited Airlines is ...".
// A title may be glued to an adjective, within a sentence.
func (s *Splitter) plainlyGlued(i, k, j int) bool {
	text := s.text
	if !isLowerAt(text, i) || k-i < 5 || j-k < 3 || k-s.start < 30 {
		return false
	}
	for words := 0; words < 4 && k < len(text); words++ {
		if s.phraser.kind(text, k, j)&rules.RoleNoun != 0 {
			return false
		}
		k = nextWord(text, j)
		j = s.end(text, k)
	}
	return true
}

// beginsLine says whether the word text[k:j] may begin a line although no
// blank stands before it.
func (s *Splitter) beginsLine(k, j int, sure bool) bool {
	text := s.text
	if f := s.phraser.longest(text, k, rules.Opener); f.words >= 2 || f.words == 1 && sure {
		return true
	}
	if j-k >= 5 && text[j-2:j] == "ly" && s.startsWithVerb(text, k) { // "Independently creates"
		return true
	}
	kind := s.phraser.kind(text, k, j)
	if kind&rules.DutyVerb == 0 || j+1 >= len(text) || text[j] != ' ' && text[j] != ',' {
		return false
	}
	return sure || isLowerAt(text, j+1) && (kind&rules.AlsoNoun == 0 || s.governs(j+1))
}

// governs says whether the word at text[i] shows that the word before is a
// verb rather than a noun.
func (s *Splitter) governs(i int) bool {
	return s.phraser.kind(s.text, i, s.end(s.text, i))&rules.Governed != 0
}

// mayBeHeading says whether a heading may begin at text[i], be it inside a word.
func (s *Splitter) mayBeHeading(i int) bool {
	f, whole := s.longestHeadings(s.text, i)
	return f.words > 0 || whole.words > 0
}

// subheading takes "Strategy and Target StateHelp the team ..." and "Product
// Vision and Strategy Define the roadmap" apart: words in capitals, and then a
// verb of a duty that does not go on in capitals.
func (s *Splitter) subheading(i int) (next int, ok bool) {
	text := s.text
	words := 0
	for k := i; k < len(text) && words <= maxLabelWords; {
		j := s.end(text, k)
		if j == k {
			return 0, false
		}
		if words > 0 && !isUpperAt(text, k) && text[k] != '&' && s.phraser.kind(text, k, j)&rules.SmallWord == 0 {
			return 0, false
		}
		words++
		at := seam(text, k, j)
		switch {
		case at > k && words > 1 && isUpperAt(text, at) && s.phraser.kind(text, at, j)&rules.DutyVerb != 0:
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
		j := s.end(text, k)
		if j == k {
			return 0, false
		}
		if words > 0 && !isUpperAt(text, k) && text[k] != '&' && s.phraser.kind(text, k, j)&rules.SmallWord == 0 {
			return 0, false
		}
		words++
		if j < len(text) && text[j] == ':' {
			after := j + 1
			for after < len(text) && text[after] == ' ' {
				after++
			}
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

// headingAt looks for a known heading that begins at text[i] of a paragraph
// and gives the place after it. fresh says that a line begins here anyway,
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
		if kind := s.phraser.kind(text, k, s.end(text, k)); kind&rules.SmallWord != 0 && s.end(text, k) == i-1 && !capitals {
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
	after := end
	for after < len(text) && text[after] == ' ' {
		after++
	}
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

// stretch gives the end of a heading whose known words end at i and which
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

// opensLine says whether a line may well begin with the words at text[i].
func (s *Splitter) opensLine(i int) bool {
	j := s.end(s.text, i)
	kind := s.phraser.kind(s.text, i, j)
	if kind&(rules.DutyVerb|rules.SmallWord) != 0 {
		return true
	}
	if s.phraser.longest(s.text, i, rules.Opener).words > 0 {
		return true
	}
	return s.mayBeHeading(i)
}

// startsClearly is opensLine without the words that are nouns as well: "The
// Product Lead will ..." has no heading.
func (s *Splitter) startsClearly(i int) bool {
	kind := s.phraser.kind(s.text, i, s.end(s.text, i))
	if kind&rules.SmallWord != 0 {
		return true
	}
	return kind&rules.DutyVerb != 0 && kind&rules.AlsoNoun == 0 || s.phraser.longest(s.text, i, rules.Opener).words > 1
}

// isSignAt says whether a bullet stands at text[i].
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

func allCapitals(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters >= 2
}

// titleCase says whether all words but small ones begin with a capital.
func (p *phraser) titleCase(text string) bool {
	for i := 0; i < len(text); {
		j := p.end(text, i)
		if j == i {
			i = nextWord(text, i)
			if i == j {
				i++
			}
			continue
		}
		if i > 0 && isLowerAt(text, i) && p.kind(text, i, j)&rules.SmallWord == 0 {
			return false
		}
		i = j
	}
	return true
}
