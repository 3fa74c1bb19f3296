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
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, _ := buffered.Peek(32 << 10) // its error comes again
	if endsWithReturns(head) {
		buffered = bufio.NewReaderSize(transform.NewReader(buffered, lineFeeds{}), 64<<10)
		head, _ = buffered.Peek(32 << 10)
	}
	swapped := isSingleQuoted(head)
	if swapped {
		buffered = bufio.NewReaderSize(transform.NewReader(buffered, quotes{}), 64<<10)
		head, _ = buffered.Peek(32 << 10)
	}
	rows := csv.NewReader(buffered)
	rows.Comma = separator(head)
	rows.LazyQuotes = true
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	t := table{jobs: c, separator: string(rows.Comma)}
	for number := 1; ; number++ {
		start := int(rows.InputOffset())
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
		t.origin = rowOrigin(in, start, int(rows.InputOffset()), number)
		in.progress(rows.InputOffset())
		if swapped {
			for i := range cells {
				cells[i] = swapQuotes.Replace(cells[i])
			}
		}
		if err := t.row(cells); err != nil {
			return err
		}
	}
}

// rowOrigin returns where a row stands between two offsets, without its line end and
// the empty lines before it.
func rowOrigin(in *source, start, end, number int) posting.Origin {
	text := in.between(start, end)
	start += len(text) - len(bytes.TrimLeft(text, "\r\n"))
	from := in.at(start)
	end -= len(text) - len(bytes.TrimRight(text, "\r\n"))
	return posting.Origin{Pointer: fmt.Sprint("row ", number), Location: locationOf(from, in.at(max(start, end)))}
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
