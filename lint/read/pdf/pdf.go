package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

const aPDF = "a PDF"

// Read takes the text out of a PDF, in the order in which people read it.
func Read(src []byte) (block.Extracted, error) {
	doc, err := parse(src)
	switch {
	case errors.Is(err, errEncrypted):
		return block.Extracted{}, block.ErrEncrypted
	case errors.Is(err, errTooLarge):
		return block.Extracted{}, block.ErrTooLarge
	case err != nil:
		return block.Extracted{}, block.Damaged(aPDF, err)
	}
	r := pdfReader{Transcript: block.Transcript{Unit: posting.ByPage}, seen: map[string]bool{}}
	for i := range doc.Pages {
		r.page(&doc.Pages[i], i+1)
	}
	if len(r.lines) == 0 {
		return block.Extracted{}, block.ErrScanned
	}
	r.dropRepeated(doc.Pages)
	r.measure()
	r.paragraphs()
	r.Titles = append(r.Titles, doc.Title)
	return r.Finish(), nil
}

// pdfLine is a line of a column of a page.
type pdfLine struct {
	raw         string
	left, right float64
	y, size     float64
	first       float64 // width of its first word
	edge, end   float64 // left and right edge of its column
	page        int
	bold        bool
	row         bool    // it has a wide gap, as the rows of tables have
	sign        bool    // it begins with the sign of a list item
	text        float64 // where its text begins behind the sign
}

type pdfReader struct {
	block.Transcript
	lines   []pdfLine
	body    float64         // size of most of the text
	sizes   []float64       // of headings, biggest first
	indents []float64       // of the signs of the list items that are open
	seen    map[string]bool // words of the text, in lower case
}

// pdfChunk is a piece of a line without a wide gap.
type pdfChunk struct {
	left, right, y, size float64
	bold                 bool
	text                 string
	first                float64 // width of its first word
}

// page reads a page into lines.
func (r *pdfReader) page(p *page, number int) {
	chunks := chunksOf(p.Glyphs)
	for _, column := range columnsOf(chunks, 0) {
		edge, end := math.Inf(1), 0.0
		for i := range column {
			edge, end = min(edge, column[i].left), max(end, column[i].right)
		}
		from := len(r.lines)
		for _, line := range rowsOf(column) {
			line.page, line.edge, line.end = number, edge, end
			if block.Fold([]byte(line.raw)) != "" {
				r.lines = append(r.lines, line)
			}
		}
		narrow(r.lines[from:])
	}
}

// narrow finds the right edge of each piece of a column, of which some may be
// set narrower: where two lines end at about the same place.
func narrow(lines []pdfLine) {
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && lines[j-1].y-lines[j].y < 2.2*max(lines[j-1].size, lines[j].size) {
			j++
		}
		edge := 0.0
		for k := i; k < j; k++ {
			edge = max(edge, lines[k].right)
		}
		near := 0
		for k := i; k < j; k++ {
			if lines[k].right > edge-3*lines[k].size {
				near++
			}
		}
		if near >= 2 && edge-lines[i].edge >= leastRun*lines[i].size {
			for k := i; k < j; k++ {
				lines[k].end = edge
			}
		}
		i = j
	}
}

// chunksOf joins the characters of a page that follow each other on a line.
func chunksOf(glyphs []glyph) []pdfChunk {
	var out []pdfChunk
	var text []byte
	var letters, bold, same, most int // same and most: characters of one size
	var now pdfChunk
	var last float64 // size of the last character
	inFirst := false
	end := func() {
		if len(text) > 0 {
			now.text = string(text)
			now.bold = bold*2 > letters
			if inFirst {
				now.first = now.right - now.left
			}
			if strings.TrimSpace(now.text) != "" && !isDouble(out, &now) {
				out = append(out, now)
			}
		}
		text, letters, bold = text[:0], 0, 0
	}
	for i := range glyphs {
		g := &glyphs[i]
		size := max(g.Size, 1)
		gap := g.X - now.right
		blank := strings.TrimSpace(g.Text) == ""
		if len(text) == 0 || math.Abs(g.Y-now.y) > 0.35*size || gap > 1.2*size || gap < -0.6*size || math.Abs(g.Size-last) > 0.5*max(g.Size, last) {
			if blank {
				if len(text) == 0 || math.Abs(g.Y-now.y) > 0.35*size {
					continue // blanks at the ends of lines count for nothing
				}
			}
			// Bold letters are drawn twice at times, a little apart.
			if n := len(text); n > 0 && !blank && math.Abs(g.Y-now.y) < 1 && gap < 0 && math.Abs(gap+g.Width) < 0.15*size && bytes.HasSuffix(text, []byte(g.Text)) {
				continue
			}
			end()
			now = pdfChunk{left: g.X, right: g.X, y: g.Y, size: g.Size}
			inFirst, same, most = true, 0, 0
			gap = 0
			if blank {
				continue
			}
		}
		if gap > 0.17*size && len(text) > 0 && text[len(text)-1] != ' ' && !blank {
			text = append(text, ' ')
		}
		if n := len(text); n > 0 && inFirst && (text[n-1] == ' ' || blank) {
			now.first = now.right - now.left
			inFirst = false
		}
		text = append(text, g.Text...)
		now.right = max(now.right, g.X+g.Width)
		if !blank {
			letters++
			if same++; g.Size != last {
				same = 1
			}
			if last = g.Size; same > most {
				most, now.size = same, g.Size
			}
			if g.Bold {
				bold++
			}
		}
	}
	end()
	return out
}

// isDouble says whether one of the last chunks is the same in about the same
// place: some programs make text bold by drawing it twice.
func isDouble(chunks []pdfChunk, now *pdfChunk) bool {
	for i := len(chunks) - 1; i >= max(len(chunks)-3, 0); i-- {
		c := &chunks[i]
		if c.text == now.text && math.Abs(c.left-now.left) < 0.15*now.size && math.Abs(c.y-now.y) < 0.15*now.size {
			c.bold = true
			return true
		}
	}
	return false
}

// Columns are told by what they have at least.
const (
	columnLines  = 5    // lines on either side
	columnWidth  = 14   // characters of a line, on average
	columnGap    = 9.0  // points between them
	columnDepth  = 3    // columns inside columns
	columnStarts = 24   // places tried
	columnLetter = 0.08 // share of all letters on either side
)

// columnsOf parts the chunks of a page into the pieces that are read one after
// the other. Text in a single column stays as it is, whatever is drawn first.
func columnsOf(chunks []pdfChunk, depth int) [][]pdfChunk {
	if len(chunks) < 2*columnLines || depth >= columnDepth {
		return [][]pdfChunk{chunks}
	}
	sorted := slices.Clone(chunks)
	slices.SortStableFunc(sorted, func(a, b pdfChunk) int { return cmp.Compare(b.y, a.y) })
	best, from, to, at := 0, 0, 0, 0.0
	for _, x := range startsOf(sorted) {
		i, j := longestApart(sorted, x)
		if j-i > best && areColumns(sorted[i:j], x) {
			best, from, to, at = j-i, i, j, x
		}
	}
	if best == 0 {
		return [][]pdfChunk{chunks}
	}
	var left, right []pdfChunk
	for _, c := range sorted[from:to] {
		if c.left < at-1 {
			left = append(left, c)
		} else {
			right = append(right, c)
		}
	}
	var out [][]pdfChunk
	for _, piece := range [][]pdfChunk{sorted[:from], left, right, sorted[to:]} {
		if len(piece) > 0 {
			out = append(out, columnsOf(piece, depth+1)...)
		}
	}
	return out
}

// startsOf gives the places at which many chunks begin: the left edges of
// columns, if there are any.
func startsOf(chunks []pdfChunk) []float64 {
	count := map[int]int{}
	for i := range chunks {
		count[int(math.Round(chunks[i].left))]++
	}
	var xs []int
	for x, n := range count {
		if n >= columnLines-2 {
			xs = append(xs, x)
		}
	}
	slices.SortFunc(xs, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	var out []float64
	for _, x := range xs[:min(len(xs), columnStarts)] {
		out = append(out, float64(x)-0.5)
	}
	return out
}

// longestApart gives the longest stretch of chunks, from the top to the bottom,
// of which none crosses x.
func longestApart(chunks []pdfChunk, x float64) (from, to int) {
	start := 0
	for i := 0; i <= len(chunks); i++ {
		if i < len(chunks) && !(chunks[i].left < x-1 && chunks[i].right > x-columnGap/3) {
			continue
		}
		if i-start > to-from {
			from, to = start, i
		}
		start = i + 1
	}
	return from, to
}

// areColumns says whether the chunks on both sides of x are text in lines, not
// the signs or the labels beside it.
func areColumns(chunks []pdfChunk, x float64) bool {
	var lines, letters [2]int
	var last [2]float64
	edge := math.Inf(-1)
	for i := range chunks {
		c, side := &chunks[i], 1
		if c.left < x-1 {
			side = 0
			edge = max(edge, c.right)
		}
		if lines[side] == 0 || math.Abs(c.y-last[side]) > 2 {
			lines[side]++
			last[side] = c.y
		}
		letters[side] += utf8.RuneCountInString(c.text)
	}
	all := float64(letters[0] + letters[1])
	for side := range 2 {
		if lines[side] < columnLines || letters[side] < columnWidth*lines[side] || float64(letters[side]) < columnLetter*all {
			return false
		}
	}
	return x-edge >= columnGap
}

// rowsOf joins the chunks of a column that stand on one line.
func rowsOf(chunks []pdfChunk) []pdfLine {
	sorted := slices.Clone(chunks)
	slices.SortStableFunc(sorted, func(a, b pdfChunk) int { return cmp.Compare(b.y, a.y) })
	var out []pdfLine
	for i := 0; i < len(sorted); {
		j := i + 1
		size, y := sorted[i].size, sorted[i].y
		for j < len(sorted) && y-sorted[j].y <= 0.45*max(min(size, sorted[j].size), 2) {
			size = max(size, sorted[j].size)
			j++
		}
		out = append(out, lineOf(sorted[i:j]))
		i = j
	}
	return out
}

// Lengths in units of the size of the text.
const (
	rowGap   = 2.5 // between the cells of a row
	leastRun = 14  // of a line that may go on in the next
)

// lineOf makes a line of its chunks.
func lineOf(chunks []pdfChunk) pdfLine {
	slices.SortStableFunc(chunks, func(a, b pdfChunk) int { return cmp.Compare(a.left, b.left) })
	first := &chunks[0]
	l := pdfLine{left: first.left, text: first.left, first: first.first, y: first.y}
	var b strings.Builder
	letters, bold := 0, 0
	for i := range chunks {
		c := &chunks[i]
		n := utf8.RuneCountInString(c.text)
		if n > letters || i == 0 {
			l.size, l.y = c.size, c.y
		}
		letters += n
		if c.bold || !block.HasLetter([]byte(c.text)) {
			bold += n
		}
		if i > 0 {
			switch gap := c.left - l.right; {
			case gap > 0.8*c.size:
				b.WriteByte('\t')
				l.row = l.row || gap > rowGap*c.size && (i > 1 || len(chunks[0].text) > 4)
			case gap > 0.12*c.size:
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.text)
		l.right = max(l.right, c.right)
	}
	l.raw = b.String()
	l.bold = bold == letters && block.HasLetter([]byte(l.raw))
	raw := []byte(l.raw)
	i := block.SkipBlanks(raw, 0, len(raw))
	if after, ok := block.ListSign(raw, i, len(raw), false); ok {
		l.sign = true
		l.text = l.left + l.size
		if k := len(chunks); k > 1 && len(chunks[0].text) <= 4 {
			l.text = chunks[1].left
			l.first = chunks[1].first
		} else if after < len(raw) {
			l.text = l.left + (l.right-l.left)*float64(utf8.RuneCount(raw[:after]))/float64(utf8.RuneCount(raw))
		}
	}
	return l
}

// dropRepeated drops what stands at the top or bottom of several pages, and
// page numbers.
func (r *pdfReader) dropRepeated(pages []page) {
	const margin = 0.12 // of the height of a page
	height := func(l *pdfLine) float64 { return max(pages[l.page-1].Height, 1) }
	atEdge := func(l *pdfLine) bool { y := l.y / height(l); return y < margin || y > 1-margin }
	type spot struct {
		text string
		y    int
	}
	where := func(l *pdfLine) spot {
		digits := strings.Map(func(c rune) rune {
			if unicode.IsDigit(c) {
				return '#'
			}
			return c
		}, strings.ToLower(block.Fold([]byte(l.raw))))
		return spot{digits, int(math.Round(l.y / 4))}
	}
	on := map[spot]map[int]bool{}
	for i := range r.lines {
		if l := &r.lines[i]; atEdge(l) {
			s := where(l)
			for _, y := range []int{s.y - 1, s.y, s.y + 1} {
				key := spot{s.text, y}
				if on[key] == nil {
					on[key] = map[int]bool{}
				}
				on[key][l.page] = true
			}
		}
	}
	least := max(2, (len(pages)+1)/2)
	r.lines = slices.DeleteFunc(r.lines, func(l pdfLine) bool {
		if !atEdge(&l) {
			return false
		}
		return len(pages) > 1 && len(on[where(&l)]) >= least || isPageNumber(l.raw)
	})
}

// isPageNumber recognises "3", "- 3 -", "3/4".
func isPageNumber(s string) bool {
	digits := 0
	for _, c := range s {
		switch {
		case unicode.IsDigit(c):
			digits++
		case !strings.ContainsRune(" \t-–—/|.", c):
			return false
		}
	}
	return digits > 0 && digits <= 6
}

// measure finds the size of the text and of headings, and what words there are.
func (r *pdfReader) measure() {
	count := map[float64]int{}
	round := func(size float64) float64 { return math.Round(size*2) / 2 }
	for i := range r.lines {
		l := &r.lines[i]
		count[round(l.size)] += len(l.raw)
		for word := range strings.FieldsFuncSeq(strings.ToLower(l.raw), func(c rune) bool { return !block.IsWordRune(c) && c != '-' }) {
			r.seen[word] = true
		}
	}
	most := 0
	for size, n := range count {
		if n > most || n == most && size < r.body {
			r.body, most = size, n
		}
	}
	for size := range count {
		if size > 1.12*r.body {
			r.sizes = append(r.sizes, size)
		}
	}
	slices.SortFunc(r.sizes, func(a, b float64) int { return cmp.Compare(b, a) })
}

// headingLevel gives the level of a line that is set bigger than the text; 0
// for others.
func (r *pdfReader) headingLevel(l *pdfLine) int {
	if l.size <= 1.1*r.body || l.sign && !block.IsDigit(strings.TrimLeft(l.raw, " \t")[0]) {
		return 0
	}
	for i, size := range r.sizes {
		if l.size >= size-0.3 {
			return min(i+1, 6)
		}
	}
	return 0
}

// maxJoined is how many lines a paragraph has at most.
const maxJoined = 400

// paragraphs joins lines to paragraphs.
func (r *pdfReader) paragraphs() {
	for i := 0; i < len(r.lines); {
		first := &r.lines[i]
		var p block.ParagraphBuilder
		level := r.headingLevel(first)
		switch {
		case level > 0:
			p.Kind, p.Level = block.Heading, level
		case first.sign:
			p.Kind, p.Level = block.Bullet, r.depth(first)
		}
		if p.Kind != block.Bullet {
			r.indents = r.indents[:0]
		}
		p.Add(first.raw, first.bold)
		r.Number = first.page
		j := i + 1
		for ; j < len(r.lines) && j-i < maxJoined && r.goesOn(i, j, &p); j++ {
			r.join(&p, &r.lines[j])
		}
		r.Put(&p)
		i = j
	}
}

// depth gives the level of a list item: deeper than the one before if its sign
// stands further to the right.
func (r *pdfReader) depth(l *pdfLine) int {
	const about = 4 // points
	x := l.left - l.edge
	for n := len(r.indents); n > 0 && r.indents[n-1] > x+about; n-- {
		r.indents = r.indents[:n-1]
	}
	if n := len(r.indents); n == 0 || r.indents[n-1] < x-about {
		r.indents = append(r.indents, x)
	}
	return len(r.indents)
}

// goesOn says whether line j goes on with the paragraph p that began with line
// i.
func (r *pdfReader) goesOn(i, j int, p *block.ParagraphBuilder) bool {
	first, before, l := &r.lines[i], &r.lines[j-1], &r.lines[j]
	if l.sign || l.row || before.row || math.Abs(l.size-before.size) > 0.1*before.size {
		return false
	}
	if p.Kind == block.Heading {
		return l.page == before.page && l.bold == before.bold && before.y-l.y < 1.6*l.size && before.y > l.y && len(p.Raw)+len(l.raw) <= block.MaxTitle
	}
	if before.bold != l.bold && (before.bold || l.bold) && wholeBold(r.lines[i:j], l) {
		return false
	}
	pitch := before.y - l.y
	if l.page != before.page || pitch <= 0 { // over to the next page or column
		last := strings.TrimRight(before.raw, " \t")
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.raw, " \t"))
		return unicode.IsLower(c) && !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, ":")
	}
	if pitch > 1.75*l.size || j > i+1 && pitch > 1.3*(r.lines[j-2].y-before.y) && r.lines[j-2].y > before.y {
		return false
	}
	if first.sign && l.left < first.text-0.6*l.size && l.left < first.left+0.4*l.size && before.right < before.end-3*l.size {
		return false // back at the margin
	}
	if first.sign && math.Abs(l.left-first.text) < 0.6*l.size && l.left > first.left+0.3*l.size {
		return true // under the text of the item, not under its sign
	}
	if endsInHyphen(before.raw) {
		return true
	}
	if before.right-before.edge < leastRun*before.size {
		return !startsNew(l) && before.right > before.left+0.6*(before.end-before.left)
	}
	// A line that had room for the next word was ended on purpose.
	return before.right+0.3*l.size+l.first > before.end-0.5*l.size || !startsNew(l) && before.right > before.left+0.6*(before.end-before.left)
}

// wholeBold says whether the paragraph so far and the line differ in that one
// of them is bold throughout.
func wholeBold(lines []pdfLine, l *pdfLine) bool {
	all := true
	for i := range lines {
		all = all && lines[i].bold
	}
	return all != l.bold
}

// endsInHyphen says whether a line ends within a word.
func endsInHyphen(raw string) bool {
	raw = strings.TrimRight(raw, " \t")
	word, parted := strings.CutSuffix(raw, "-")
	if !parted {
		if word, parted = strings.CutSuffix(raw, "\u2010"); !parted {
			word, parted = strings.CutSuffix(raw, "\u00AD")
		}
	}
	c, _ := utf8.DecodeLastRuneInString(word)
	return parted && unicode.IsLetter(c)
}

// startsNew says whether a line may begin a sentence or an entry.
func startsNew(l *pdfLine) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.raw, " \t"))
	return !unicode.IsLower(c)
}

// join adds a line to a paragraph. A word that was parted at the end of the
// line is made whole.
func (r *pdfReader) join(p *block.ParagraphBuilder, l *pdfLine) {
	text := strings.TrimLeft(l.raw, " \t")
	end := block.TrimBlanks(p.Raw, 0, len(p.Raw))
	before := string(p.Raw[:end])
	soft := strings.HasSuffix(before, "\u00AD") || strings.HasSuffix(string(p.Raw), "\u00AD")
	switch {
	case soft:
	case strings.HasSuffix(before, "-") || strings.HasSuffix(before, "\u2010"):
		stem := strings.TrimRight(before, "-\u2010")
		head := stem[strings.LastIndexFunc(stem, func(c rune) bool { return !block.IsWordRune(c) })+1:]
		tail := text
		if k := strings.IndexFunc(text, func(c rune) bool { return !block.IsWordRune(c) }); k >= 0 {
			tail = text[:k]
		}
		c, _ := utf8.DecodeRuneInString(tail)
		head, tail = strings.ToLower(head), strings.ToLower(tail)
		switch {
		case head == "" || tail == "":
			text = " " + text
		case unicode.IsLower(c) && !r.seen[head+"-"+tail] && (r.seen[head+tail] || !r.seen[head]):
			p.Raw = p.Raw[:len(stem)]
		default:
			p.Raw = p.Raw[:end]
		}
	default:
		text = " " + text
	}
	p.Add(text, l.bold)
}
