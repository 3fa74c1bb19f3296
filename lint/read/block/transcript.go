package block

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
)

// HeadingStyle returns the level of a heading by the name or id of its style:
// "heading 2", "Heading2", "Title".
func HeadingStyle(name string) int {
	name = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "_20_", ""), " ", ""))
	if name == "title" {
		return 1
	}
	digit, ok := strings.CutPrefix(name, "heading")
	if !ok || len(digit) != 1 || digit[0] < '1' || digit[0] > '9' {
		return 0
	}
	return int(digit[0] - '0')
}

// A Transcript is the text of a file that is not text itself, put down block
// by block. Its source is written at the end: one block a line, headings
// behind "#", list items behind "-", bold ones between stars. Read as Markdown
// it says the same.
type Transcript struct {
	Unit    posting.Unit
	Number  int // of the paragraph or page that is being read
	blocks  []Block
	numbers []int    // of each block
	lines   []typed  // beside blocks
	gap     bool     // an empty line was read behind the last block
	Titles  []string // that the properties of the file give
}

// typed is a line as it was typed.
type typed struct {
	text  []byte
	gap   bool  // an empty line stands before it
	item  bool  // its style makes it a list item
	sign  int   // how many of its bytes stand in front of the text of its block
	from  []int // of each byte, as in ParagraphBuilder
	start int   // where it begins in the typed text
}

// ParagraphBuilder is a paragraph while it is read. Its zero value is an empty one.
type ParagraphBuilder struct {
	Kind  Kind
	Level int
	Cell  At
	Raw   []byte // with the white space as it came
	From  []int  // where each byte of Raw stands in what is read, -1 for nowhere; nil where nobody asks
	Cuts  []int  // where lines end, in raw
	Faces []face
}

// face is how the text of a paragraph is set from the byte at of its raw text on.
type face struct {
	at   int
	bold bool
}

// Add takes over a text. What is set in bold may be a heading.
func (p *ParagraphBuilder) Add(s string, bold bool) {
	if s == "" {
		return
	}
	if n := len(p.Faces); n == 0 || p.Faces[n-1].bold != bold {
		p.Faces = append(p.Faces, face{len(p.Raw), bold})
	}
	p.Raw = append(p.Raw, s...)
}

// BreakLine ends a line within the paragraph.
func (p *ParagraphBuilder) BreakLine() {
	p.Cuts = append(p.Cuts, len(p.Raw))
}

// Put adds a paragraph: a block for each of its lines that has text.
func (t *Transcript) Put(p *ParagraphBuilder) {
	first := len(t.blocks)
	start := 0
	heading, gap := p.Kind == Heading, false
	if heading && len(p.Raw) <= MaxTitle {
		p.Cuts = p.Cuts[:0] // a title set in two lines is one title
	}
	for i := 0; i <= len(p.Cuts); i++ {
		end := len(p.Raw)
		if i < len(p.Cuts) {
			end = p.Cuts[i]
		}
		b := Block{Kind: p.Kind, Level: min(max(p.Level, 0), MaxDepth), Cell: p.Cell} // whatever number the file gives: it sizes the source
		switch {
		case heading && len(t.blocks) > first:
			b.Kind, b.Level = Paragraph, 0 // the text below the heading
		case b.Kind == Bullet && len(t.blocks) > first && gap:
			b.Kind, b.Level = Paragraph, 0 // the text below the list, after an empty line
			p.Kind = Paragraph
		}
		gap = !t.line(p, b, start, end)
		t.gap = gap
		start = end
	}
}

// line adds one line of a paragraph, raw[i:j], and reports whether it has text.
func (t *Transcript) line(p *ParagraphBuilder, b Block, i, j int) bool {
	line := typed{text: bytes.Clone(p.Raw[i:j]), gap: t.gap, item: b.Kind == Bullet} // the memory is used again
	if p.From != nil {
		line.from = slices.Clone(p.From[i:j])
	}
	i = SkipBlanks(p.Raw, i, j)
	if b.Kind != Heading {
		inList := len(t.blocks) > 0 && t.blocks[len(t.blocks)-1].Kind == Bullet
		if after, ok := ListSign(p.Raw, i, j, inList); ok {
			if after >= j {
				return false
			}
			i = after
			if b.Kind != Bullet {
				b.Kind, b.Level = Bullet, 1
			}
		}
	}
	if b.Text = Fold(p.Raw[i:j]); b.Text == "" {
		return false
	}
	b.Bold = p.isBold(i, j)
	line.sign = len(line.text) - (j - i)
	t.blocks = append(t.blocks, b)
	t.numbers = append(t.numbers, t.Number)
	t.lines = append(t.lines, line)
	return true
}

// isBold reports whether all letters of raw[i:j] are bold.
func (p *ParagraphBuilder) isBold(i, j int) bool {
	fat := false
	k := max(sort.Search(len(p.Faces), func(k int) bool { return p.Faces[k].at > i })-1, 0)
	for ; k < len(p.Faces) && p.Faces[k].at < j; k++ {
		f, end := p.Faces[k], len(p.Raw)
		if k+1 < len(p.Faces) {
			end = p.Faces[k+1].at
		}
		start := max(f.at, i)
		end = min(end, j)
		if start >= end || !HasLetter(p.Raw[start:end]) {
			continue
		}
		if !f.bold {
			return false
		}
		fat = true
	}
	return fat
}

func HasLetter(s []byte) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		s = s[n:]
	}
	return false
}

// Fold returns the clean text of raw: no character that cannot be seen, white
// space folded to one blank.
func Fold(raw []byte) string {
	text, _ := fold(raw, false)
	return text
}

// fold returns the clean text of raw, and where each of its bytes stands in raw if that
// is asked for.
func fold(raw []byte, ask bool) (text string, places []int) {
	var b strings.Builder
	b.Grow(len(raw))
	gap, at := false, 0 // where the gap begins
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		what := MeaningOf(r)
		switch {
		case r < 0x80 && IsBlank(byte(r)):
			what = Blank
		case r < ' ', r == 0x7F, r == utf8.RuneError && n == 1:
			what = Gone
		}
		switch what {
		case Blank:
			if !gap {
				gap, at = b.Len() > 0, i
			}
		case AsIs:
			if gap {
				b.WriteByte(' ')
				gap = false
				if ask {
					places = append(places, at)
				}
			}
			b.Write(raw[i : i+n])
			for k := range n {
				if ask {
					places = append(places, i+k)
				}
			}
		}
		i += n
	}
	return b.String(), places
}

// NextParagraph counts a paragraph, if it holds a text.
func (t *Transcript) NextParagraph(p *ParagraphBuilder) {
	t.Number++
	before := len(t.blocks)
	t.Put(p)
	if len(t.blocks) == before {
		t.Number--
	}
}

// Extracted is the text that was taken out of a file, with its blocks.
type Extracted struct {
	Text     []byte
	Document Document
	Unit     posting.Unit
	Places   []posting.PlaceStart

	// Typed is the text of a document without headings, bold lines and tables as it
	// was typed or pasted: with the signs of a text, and with lines that go on on the
	// next. Of others it is nil.
	Typed       []byte
	TypedPlaces []posting.PlaceStart
}

// isTyped reports whether nothing but paragraphs and lists was read from paragraphs.
func (t *Transcript) isTyped() bool {
	return t.Unit == posting.ByParagraph && !slices.ContainsFunc(t.blocks, func(b Block) bool {
		return b.Kind == Heading || b.Kind == Cell || b.Bold || b.Cell != At{}
	})
}

// finishTyped writes the lines as they were typed.
func (t *Transcript) finishTyped() (text []byte, places []posting.PlaceStart) {
	for i, line := range t.lines {
		if i > 0 && (line.gap || line.item != t.lines[i-1].item) {
			text = append(text, '\n')
		}
		if n := len(places); n == 0 || places[n-1].Number != t.numbers[i] {
			places = append(places, posting.PlaceStart{Start: len(text), Number: t.numbers[i]})
		}
		if line.item {
			text = append(text, strings.Repeat("  ", min(max(t.blocks[i].Level, 1), MaxDepth)-1)+"- "...)
		}
		t.lines[i].start = len(text)
		for _, c := range line.text {
			if c < ' ' && c != '\t' {
				c = ' ' // it ends no line
			}
			text = append(text, c)
		}
		text = append(text, '\n')
	}
	return text, places
}

// Origin returns where each byte of a part of the finished text, or of the typed one,
// stands in what was read; nil where nobody asked, and where the part is not within a line.
func (t *Transcript) Origin(typed bool, at posting.Span) []int {
	for i, line := range t.lines {
		size := at.End - at.Start
		if start := at.Start - line.start; typed && start >= 0 && start+size <= len(line.text) && line.from != nil {
			return line.from[start : start+size]
		}
		if b := &t.blocks[i]; !typed && b.Span().Start <= at.Start && at.End <= b.Span().End && line.from != nil {
			_, places := fold(line.text[line.sign:], true)
			start := at.Start - b.Span().Start
			return line.from[line.sign+places[start] : line.sign+places[start+size-1]+1]
		}
	}
	return nil
}

// Finish writes the source and leads the blocks into it.
func (t *Transcript) Finish() Extracted {
	size := 0
	for i := range t.blocks {
		size += len(t.blocks[i].Text) + 2*t.blocks[i].Level + 8
	}
	x := Extracted{Text: make([]byte, 0, size), Unit: t.Unit}
	runs := make([]posting.Run, len(t.blocks))
	for i := range t.blocks {
		b := &t.blocks[i]
		if i > 0 && (b.Kind != Bullet || t.blocks[i-1].Kind != Bullet) {
			x.Text = append(x.Text, '\n')
		}
		if n := len(x.Places); n == 0 || x.Places[n-1].Number != t.numbers[i] {
			x.Places = append(x.Places, posting.PlaceStart{Start: len(x.Text), Number: t.numbers[i]})
		}
		stars := ""
		switch {
		case b.Kind == Heading:
			b.Level = min(max(b.Level, 1), 6)
			x.Text = append(append(x.Text, "######"[:b.Level]...), ' ')
		case b.Kind == Bullet:
			b.Level = min(max(b.Level, 1), MaxDepth)
			x.Text = append(x.Text, strings.Repeat("  ", b.Level-1)+"- "...)
			fallthrough
		default:
			if b.Bold {
				stars = "**"
			}
		}
		x.Text = append(x.Text, stars...)
		runs[i] = posting.Run{At: 0, Start: len(x.Text), End: len(x.Text) + len(b.Text)}
		b.Runs = runs[i : i+1 : i+1]
		x.Text = append(append(append(x.Text, b.Text...), stars...), '\n')
	}
	x.Document.Blocks = t.blocks
	for _, title := range t.Titles {
		if title = Fold([]byte(title)); title != "" {
			x.Document.Titles = append(x.Document.Titles, Candidate{Block{Text: title}, posting.FromMarkup, RankPageTitle})
		}
	}
	if t.isTyped() {
		x.Typed, x.TypedPlaces = t.finishTyped()
	}
	return x
}
