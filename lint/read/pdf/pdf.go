package pdf

import (
	"errors"
	"math"

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

type pdfReader struct {
	block.Transcript
	lines   []pdfLine
	body    float64         // size of most of the text
	sizes   []float64       // of headings, biggest first
	indents []float64       // of the signs of the list items that are open
	seen    map[string]bool // words of the text, in lower case
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
