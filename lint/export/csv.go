package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// readCSV reads a table with commas, semicolons or tabs.
func readCSV(r io.Reader, c *collector) error {
	in := newSource(r)
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, _ := buffered.Peek(32 << 10) // its error comes again
	rows := csv.NewReader(buffered)
	rows.Comma = separator(head)
	rows.LazyQuotes = true
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	t := table{jobs: c}
	for {
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
		in.progress(rows.InputOffset())
		if err := t.row(cells); err != nil {
			return err
		}
	}
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
		case !quoted && (c == ',' || c == ';' || c == '\t'):
			counts[c]++
		}
		if c == '\n' && !quoted && len(counts) > 0 {
			break
		}
	}
	switch {
	case counts['\t'] > 0 && counts['\t'] >= counts[',']:
		return '\t'
	case counts[';'] > counts[',']:
		return ';'
	}
	return ','
}
