package posting

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A transcript is the text of a file that is not text itself, put down block
// by block. Its source is written at the end: one block a line, headings
// behind "#", list items behind "-", bold ones between stars. Read as Markdown
// it says the same.
type transcript struct {
	unit    Unit
	number  int // of the paragraph or page that is being read
	blocks  []block
	numbers []int    // of each block
	titles  []string // that the properties of the file give
}

// paragraph is a paragraph while it is read. Its zero value is an empty one.
type paragraph struct {
	kind  blockKind
	level int
	raw   []byte // with the white space as it came
	cuts  []int  // where lines end, in raw
	faces []face
}

// face says how the text of a paragraph is set from a place in raw on.
type face struct {
	at   int
	bold bool
}

// add takes over a text. What is set in bold may be a heading.
func (p *paragraph) add(s string, bold bool) {
	if s == "" {
		return
	}
	if n := len(p.faces); n == 0 || p.faces[n-1].bold != bold {
		p.faces = append(p.faces, face{len(p.raw), bold})
	}
	p.raw = append(p.raw, s...)
}

// breakLine ends a line within the paragraph.
func (p *paragraph) breakLine() {
	p.cuts = append(p.cuts, len(p.raw))
}

// put enters a paragraph: a block for each of its lines. One without text
// leaves no trace.
func (t *transcript) put(p *paragraph) {
	first := len(t.blocks)
	start := 0
	heading, gap := p.kind == headingBlock, false
	if heading && len(p.raw) <= maxTitle {
		p.cuts = p.cuts[:0] // a title set in two lines is one title
	}
	for i := 0; i <= len(p.cuts); i++ {
		end := len(p.raw)
		if i < len(p.cuts) {
			end = p.cuts[i]
		}
		b := block{kind: p.kind, level: p.level}
		switch {
		case heading && len(t.blocks) > first:
			b.kind, b.level = paragraphBlock, 0 // the text below the heading
		case b.kind == bulletBlock && len(t.blocks) > first && gap:
			b.kind, b.level = paragraphBlock, 0 // the text below the list, after an empty line
			p.kind = paragraphBlock
		}
		gap = !t.line(p, b, start, end)
		start = end
	}
}

// line enters one line of a paragraph, raw[i:j]; false when it has no text.
func (t *transcript) line(p *paragraph, b block, i, j int) bool {
	i = skipBlanks(p.raw, i, j)
	if b.kind != headingBlock {
		inList := len(t.blocks) > 0 && t.blocks[len(t.blocks)-1].kind == bulletBlock
		if after, ok := marker(p.raw, i, j, inList); ok {
			if after >= j {
				return false
			}
			i = after
			if b.kind != bulletBlock {
				b.kind, b.level = bulletBlock, 1
			}
		}
	}
	if b.text = fold(p.raw[i:j]); b.text == "" {
		return false
	}
	b.bold = p.isBold(i, j)
	t.blocks = append(t.blocks, b)
	t.numbers = append(t.numbers, t.number)
	return true
}

// isBold says whether all letters of raw[i:j] are bold.
func (p *paragraph) isBold(i, j int) bool {
	fat := false
	k := max(sort.Search(len(p.faces), func(k int) bool { return p.faces[k].at > i })-1, 0)
	for ; k < len(p.faces) && p.faces[k].at < j; k++ {
		f, end := p.faces[k], len(p.raw)
		if k+1 < len(p.faces) {
			end = p.faces[k+1].at
		}
		start := max(f.at, i)
		end = min(end, j)
		if start >= end || !hasLetter(p.raw[start:end]) {
			continue
		}
		if !f.bold {
			return false
		}
		fat = true
	}
	return fat
}

func hasLetter(s []byte) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		s = s[n:]
	}
	return false
}

// fold gives the clean text of raw: no character that cannot be seen, white
// space folded to one blank.
func fold(raw []byte) string {
	var b strings.Builder
	b.Grow(len(raw))
	gap := false
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		what := meaningOf(r)
		switch {
		case r < 0x80 && isBlank(byte(r)):
			what = blank
		case r < ' ', r == 0x7F, r == utf8.RuneError && n == 1:
			what = gone
		}
		switch what {
		case blank:
			gap = b.Len() > 0
		case asIs:
			if gap {
				b.WriteByte(' ')
				gap = false
			}
			b.Write(raw[i : i+n])
		}
		i += n
	}
	return b.String()
}

// nextParagraph counts a paragraph, if it holds a text.
func (t *transcript) nextParagraph(p *paragraph) {
	t.number++
	before := len(t.blocks)
	t.put(p)
	if len(t.blocks) == before {
		t.number--
	}
}

// extracted is what a file that is not text gives.
type extracted struct {
	text   []byte
	doc    document
	unit   Unit
	places []place
}

// finish writes the source and leads the blocks into it.
func (t *transcript) finish() extracted {
	size := 0
	for i := range t.blocks {
		size += len(t.blocks[i].text) + 2*t.blocks[i].level + 8
	}
	x := extracted{text: make([]byte, 0, size), unit: t.unit}
	runs := make([]run, len(t.blocks))
	for i := range t.blocks {
		b := &t.blocks[i]
		if i > 0 && (b.kind != bulletBlock || t.blocks[i-1].kind != bulletBlock) {
			x.text = append(x.text, '\n')
		}
		if n := len(x.places); n == 0 || x.places[n-1].number != t.numbers[i] {
			x.places = append(x.places, place{len(x.text), t.numbers[i]})
		}
		stars := ""
		switch {
		case b.kind == headingBlock:
			b.level = min(max(b.level, 1), 6)
			x.text = append(append(x.text, "######"[:b.level]...), ' ')
		case b.kind == bulletBlock:
			b.level = min(max(b.level, 1), maxDepth)
			x.text = append(x.text, strings.Repeat("  ", b.level-1)+"- "...)
			fallthrough
		default:
			if b.bold {
				stars = "**"
			}
		}
		x.text = append(x.text, stars...)
		runs[i] = run{0, len(x.text), len(x.text) + len(b.text)}
		b.runs = runs[i : i+1 : i+1]
		x.text = append(append(append(x.text, b.text...), stars...), '\n')
	}
	x.doc.blocks = t.blocks
	for _, title := range t.titles {
		if title = fold([]byte(title)); title != "" {
			x.doc.titles = append(x.doc.titles, candidate{block{text: title}, FromMarkup, rankPageTitle})
		}
	}
	x.doc.titles = append(x.doc.titles, boldTitle(t.blocks)...)
	return x
}

// boldTitle offers the first bold paragraph, if no heading goes before it: that
// is how most people set the title of a posting.
func boldTitle(blocks []block) []candidate {
	const near = 12
	for _, b := range blocks[:min(len(blocks), near)] {
		switch {
		case b.kind == headingBlock:
			return nil
		case b.bold && b.kind != bulletBlock && len(b.text) <= maxTitle:
			return []candidate{{b, FromHeading, rankHeading}}
		}
	}
	return nil
}
