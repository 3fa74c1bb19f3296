package pdf

import (
	"bytes"
	"context"
	"math"
	"slices"
	"unicode"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// Is recognises a PDF. Its signature may stand behind other bytes, such as the headers
// of a mail or of an answer of a server.
func Is(src []byte) bool {
	const signature, within = "%PDF-", 1 << 10
	before, after, found := bytes.Cut(src[:min(len(src), within)], []byte(signature))
	before = bytes.TrimLeft(bytes.TrimPrefix(before, []byte("\uFEFF")), " \t\r\n")
	return found && (len(before) == 0 || len(after) > 0 && block.IsDigit(after[0]) && bytes.Contains(src, []byte("endobj")))
}

// Read takes the text out of a PDF.
func Read(ctx context.Context, src []byte) (block.Extracted, error) {
	return readWithin(ctx, src, usual)
}

// readWithin is Read with limits of its own.
func readWithin(ctx context.Context, src []byte, limits budget) (block.Extracted, error) {
	doc, err := parse(ctx, src, limits)
	if err != nil {
		return block.Extracted{}, block.Damaged("a PDF", err)
	}
	r := reader{Transcript: block.Transcript{Unit: posting.ByPage}, seen: map[string]bool{}}
	for i := range doc.Pages {
		r.page(&doc.Pages[i], i+1)
	}
	r.dropRepeated(doc.Pages)
	if !r.isText() {
		return block.Extracted{}, block.ErrScanned
	}
	r.measure()
	r.paragraphs()
	r.Titles = append(r.Titles, doc.Title)
	return r.Finish(), nil
}

type reader struct {
	block.Transcript
	lines   []line
	body    float64         // size of most of the text
	sizes   []float64       // of headings, biggest first
	indents []float64       // of the signs of the list items that are open
	seen    map[string]bool // words of the text, in lower case
}

// isText reports whether the lines have letters. Those of a font that does not tell what
// its glyphs stand for come out as anything else.
func (r *reader) isText() bool {
	letters, others := 0, 0
	for i := range r.lines {
		for _, c := range r.lines[i].raw {
			switch {
			case unicode.IsLetter(c):
				letters++
			case !unicode.IsSpace(c):
				others++
			}
		}
	}
	return letters > 0 && letters >= others
}

// page reads a page into lines.
func (r *reader) page(p *page, number int) {
	columns := columnsOf(chunksOf(closeUp(p.Glyphs)), 0)
	var edges, ends []float64
	for _, column := range columns {
		edge, end := math.Inf(1), 0.0
		for i := range column {
			edge, end = min(edge, column[i].left), max(end, column[i].right)
		}
		edges, ends = append(edges, edge), append(ends, end)
	}
	for i, column := range columns {
		lines := rowsOf(column)
		if wraps(lines, ends[i]) == 0 && slices.Max(edges) <= ends[i] {
			// Nothing says that the longest line has no room left.
			ends[i] = max(ends[i], p.Width-slices.Min(edges))
		}
		from := len(r.lines)
		for _, line := range lines {
			line.page, line.edge, line.end = number, edges[i], ends[i]
			if block.Fold([]byte(line.raw)) != "" {
				r.lines = append(r.lines, line)
			}
		}
		narrow(r.lines[from:])
	}
}
