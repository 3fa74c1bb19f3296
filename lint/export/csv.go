package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"github.com/jdlint/jdlint/lint/posting"
)

// readCSV reads a table with commas, semicolons, tabs or bars.
func readCSV(r io.Reader, c *collector) error {
	in := newSource(r)
	in.endless = c.options.Endless
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, _ := buffered.Peek(32 << 10) // its error comes again
	returns := endsWithReturns(head)
	if returns {
		buffered = bufio.NewReaderSize(transform.NewReader(buffered, lineFeeds{}), 64<<10)
		head, _ = buffered.Peek(32 << 10)
	}
	swapped := isSingleQuoted(head)
	if swapped {
		buffered = bufio.NewReaderSize(transform.NewReader(buffered, quotes{}), 64<<10)
		head, _ = buffered.Peek(32 << 10)
	}
	rows := newCSVReader(buffered, separator(head))
	rows.ReuseRecord = true
	t := table{jobs: c, separator: string(rows.Comma)}
	start, end, from := 0, 0, position{} // of the row
	t.trace = func() (func(posting.Span) posting.Location, func() []text) {
		raw := bytes.Clone(in.between(start, end))
		return placeIn(raw, from), func() []text {
			src := raw // byte by byte as it is, but for these
			if returns {
				src = bytes.ReplaceAll(src, []byte{'\r'}, []byte{'\n'})
			}
			if swapped {
				src = []byte(swapQuotes.Replace(string(src)))
			}
			return tracedCells(src, rows.Comma, swapped)
		}
	}
	for number := 1; ; number++ {
		behind := int(rows.InputOffset())
		cells, err := rows.Read()
		if err == io.EOF {
			return t.end()
		}
		if err != nil {
			if errors.Is(err, ErrTooLarge) {
				return fmt.Errorf("%w; is a quotation mark not closed?", err)
			}
			return err
		}
		start, end = rowIn(in, behind, int(rows.InputOffset()))
		t.size, from = end-start, in.at(start)
		t.origin = posting.Origin{Pointer: fmt.Sprint("row ", number), Location: locationOf(from, in.at(end))}
		if swapped {
			for i := range cells {
				cells[i] = swapQuotes.Replace(cells[i])
			}
		}
		if err := t.row(cells); err != nil {
			return err
		}
		in.progress(rows.InputOffset())
	}
}

// newCSVReader returns what reads a table with a separator.
func newCSVReader(r io.Reader, separator rune) *csv.Reader {
	rows := csv.NewReader(r)
	rows.Comma = separator
	rows.LazyQuotes = true
	rows.FieldsPerRecord = -1
	return rows
}

// tracedCells returns the cells of a row with where they stand in it, those in which
// quotation marks were swapped as they were before.
func tracedCells(row []byte, separator rune, swapped bool) []text {
	rows := newCSVReader(bytes.NewReader(row), separator)
	cells, err := rows.Read()
	if err != nil {
		return nil
	}
	lines := []int{0} // where they begin
	for at := 0; at < len(row); at++ {
		if row[at] == '\n' {
			lines = append(lines, at+1)
		}
	}
	offset := func(i int) int {
		if i == len(cells) {
			return len(row) + 1
		}
		line, column := rows.FieldPos(i)
		return lines[line-1] + column - 1
	}
	traced := make([]text, len(cells))
	for i, cell := range cells {
		from, to := offset(i), offset(i+1)-1
		raw := string(row[from:to])
		if inside, ok := strings.CutPrefix(raw, `"`); ok {
			traced[i] = text{cell, decoded(strings.TrimSuffix(inside, `"`), from+1, cell, cellPiece)}
		} else {
			traced[i] = text{cell, decoded(raw, from, cell, cdataPiece)}
		}
		if swapped {
			traced[i].s = swapQuotes.Replace(cell)
		}
	}
	return traced
}

// rowIn returns where a row stands between two offsets, without its line end and the
// empty lines before it.
func rowIn(in *source, start, end int) (from, to int) {
	row := in.between(start, end)
	from = start + len(row) - len(bytes.TrimLeft(row, "\r\n"))
	return from, max(from, start+len(bytes.TrimRight(row, "\r\n")))
}

// endsWithReturns reports whether lines end with a carriage return alone, whatever
// the texts in quotation marks do.
func endsWithReturns(head []byte) bool {
	quoted := false
	for i, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && c == '\n':
			return false
		case !quoted && c == '\r':
			return i+1 < len(head) && head[i+1] != '\n'
		}
	}
	return false
}

// lineFeeds ends lines with line feeds that end with carriage returns, as old
// spreadsheets of the Macintosh do.
type lineFeeds struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (lineFeeds) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	n := copy(dst, src)
	for i, c := range dst[:n] {
		if c == '\r' {
			dst[i] = '\n'
		}
	}
	if n < len(src) {
		err = transform.ErrShortDst
	}
	return n, n, err
}

// isSingleQuoted reports whether the first row has its cells between single quotation
// marks.
func isSingleQuoted(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\uFEFF")), []byte{'\n'})
	if len(line) == 0 || line[0] != '\'' || bytes.IndexByte(line, '"') >= 0 {
		return false
	}
	for _, between := range []string{"','", "';'", "'\t'", "'|'", "', '"} {
		if bytes.Contains(line, []byte(between)) {
			return true
		}
	}
	return false
}

// quotes changes the two quotation marks into each other, as swapQuotes does.
type quotes struct{ transform.NopResetter }

var swapQuotes = strings.NewReplacer("'", `"`, `"`, "'")

// Transform implements transform.Transformer.
func (quotes) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	n := copy(dst, src)
	for i, c := range dst[:n] {
		switch c {
		case '\'':
			dst[i] = '"'
		case '"':
			dst[i] = '\''
		}
	}
	if n < len(src) {
		err = transform.ErrShortDst
	}
	return n, n, err
}

// separator returns the sign that stands most often outside of quotation marks in
// the first row that has any.
func separator(head []byte) rune {
	counts := map[byte]int{}
	quoted := false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == ';' || c == '\t' || c == '|'):
			counts[c]++
		}
		if c == '\n' && !quoted && len(counts) > 0 {
			break
		}
	}
	switch {
	case counts['|'] > 0 && counts['|'] > counts[','] && counts['|'] > counts[';'] && counts['|'] > counts['\t']:
		return '|'
	case counts['\t'] > 0 && counts['\t'] >= counts[',']:
		return '\t'
	case counts[';'] > counts[',']:
		return ';'
	}
	return ','
}
