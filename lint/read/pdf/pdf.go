package pdf

import (
	"bytes"
	"math"

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
func Read(src []byte) (block.Extracted, error) { return readWithin(src, usual) }

// readWithin is Read with limits of its own.
func readWithin(src []byte, limits budget) (block.Extracted, error) {
	doc, err := parse(src, limits)
	if err != nil {
		return block.Extracted{}, block.Damaged("a PDF", err)
	}
	r := reader{Transcript: block.Transcript{Unit: posting.ByPage}, seen: map[string]bool{}}
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

type reader struct {
	block.Transcript
	lines   []line
	body    float64         // size of most of the text
	sizes   []float64       // of headings, biggest first
	indents []float64       // of the signs of the list items that are open
	seen    map[string]bool // words of the text, in lower case
}

// page reads a page into lines.
func (r *reader) page(p *page, number int) {
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
