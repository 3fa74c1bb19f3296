// Package section cuts the blocks of a posting into lines, sentences, list items
// and headings, and returns each line the zone of the posting that it stands in.
package section

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// A Splitter cuts blocks into lines. Its zero value is ready for use, for one
// posting after another.
type Splitter struct {
	zoneTracker

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

	runs   []posting.Run // of all lines
	tokens []token.Token // of all lines
}

// Split returns the language of blocks and cuts them into lines with zones. Most
// postings are in English, and all are cut as such first: the words that tell the
// language are looked up then, which saves 6 % of the instructions of judging 400
// postings.
func (s *Splitter) Split(blocks []block.Block, known *rules.Headings) (language string, lines []posting.Line, err error) {
	if known == nil {
		return "", plainLines(blocks), nil
	}
	english, err := known.In("")
	if err != nil {
		return "", nil, err
	}
	s.vocabulary = known.Vocabulary
	lines = s.makeLines(blocks, english)
	language = languageOf(lines, known)
	sections, err := known.In(language)
	if err != nil {
		return "", nil, err
	}
	if sections != english {
		lines = s.makeLines(blocks, sections)
	}
	return language, lines, nil
}

// plainLines makes one line of each block.
func plainLines(blocks []block.Block) []posting.Line {
	out := make([]posting.Line, len(blocks))
	for i, b := range blocks {
		out[i] = posting.Line{Text: b.Text, Zone: posting.Intro}
		out[i].SetRuns(b.Runs)
		switch b.Kind {
		case block.Heading:
			out[i].Kind = posting.Heading
		case block.Bullet:
			out[i].Kind = posting.Bullet
		}
	}
	return out
}

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

// bytesOfToken is how long the words and signs of postings are at least, on
// average and with their blanks.
const bytesOfToken = 5

// begin makes room for the lines of blocks.
func (s *Splitter) begin(blocks []block.Block, sections *rules.Sections) {
	size, longest := 0, 0
	for i := range blocks {
		size += len(blocks[i].Text)
		longest = max(longest, len(blocks[i].Text))
	}
	room := len(blocks) + size/150
	s.known, s.closed, s.index.text = sections, closing{}, ""
	s.lines, s.facts, s.runs = slices.Grow(s.lines[:0], room), slices.Grow(s.facts[:0], room), slices.Grow(s.runs[:0], room+room/4)
	s.tokens = slices.Grow(s.tokens[:0], size/bytesOfToken+len(blocks))
	if sections != nil {
		s.index.grow(longest)
	}
}

// maxKept is how many lines and runs a posting may have whose memory is kept for
// others. Hardly one has more, and those that do would hold on to it for long.
const maxKept = 1 << 13

// Trim frees memory that a huge posting took.
func (s *Splitter) Trim() {
	if max(cap(s.lines), cap(s.runs), cap(s.tokens)/16) > maxKept {
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
	s.index.read(b.Text, s.vocabulary)
	if h, ok := s.wholeHeading(blocks, i); ok {
		s.kind = posting.Heading
		s.emit(0, len(s.text), h)
		return
	}
	if b.Kind == block.Cell && len(b.Text) <= utf8.UTFMax {
		s.emit(0, len(b.Text), heading{}) // a tick or a cross, no bullet
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
		whole, from := s.index.narrow(i, j)
		says = s.claimOf(s.b.Text[i:j])
		s.index.text, s.index.from = whole, from
	}
	first, token0 := len(s.runs), len(s.tokens)
	s.tokens = s.index.appendLine(s.tokens, s.b.Text, i, j, s.vocabulary)
	s.runs = posting.AppendRuns(s.runs, s.b.Runs, len(s.b.Text), i, j)
	// Both are written where they stay, since copying takes longer.
	s.lines, s.facts = append(s.lines, posting.Line{}), append(s.facts, fact{})
	l, f := &s.lines[len(s.lines)-1], &s.facts[len(s.facts)-1]
	l.Row, l.Column = s.b.Cell.Row, s.b.Cell.Column
	l.Text, l.Kind, l.Zone = s.b.Text[i:j], s.kind, h.zone
	l.SetRuns(s.runs[first:len(s.runs):len(s.runs)])
	l.Tokens = s.tokens[token0:len(s.tokens):len(s.tokens)]
	f.level, f.depth, f.block, f.bullet, f.bold, f.says = h.level, s.b.Level, s.block, s.b.Kind == block.Bullet, s.b.Bold, says
	f.cell = s.b.Cell
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

// next is the kind of a line that follows on another without a sign.
func (s *Splitter) next() posting.Kind {
	if s.kind == posting.Heading {
		return posting.Sentence
	}
	return s.kind
}
