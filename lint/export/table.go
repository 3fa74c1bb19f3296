package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

var (
	errNoHeader = errors.New("no column is called like a title or a text")
	errNoTitle  = errors.New("no column is called like a title")
	errNoText   = errors.New("no column is called like a text")
)

// A table takes rows and gives jobs.
type table struct {
	sink    *sink
	headers *headers
	looked  int      // rows before the header
	seen    []string // the first of them
	err     error    // why it is not the header
}

// maxPreface is how many rows may stand above the header: the name of a
// report, its date.
const maxPreface = 20

// row takes the next row.
func (t *table) row(cells []string) error {
	m := t.sink.matcher()
	if t.headers == nil {
		isHeader, err := t.header(cells)
		if err != nil || isHeader {
			return err
		}
		if t.headers == nil {
			return nil
		}
	}
	empty := true
	for _, c := range cells {
		empty = empty && strings.TrimSpace(c) == ""
	}
	if empty {
		return nil
	}
	r := m.columns.record(t.headers, func(i int) string {
		if i < len(cells) {
			return cells[i]
		}
		return ""
	})
	if r.Title == "" && len(r.Body) == 0 {
		return nil // a sum, a remark
	}
	return t.sink.add(r, nil)
}

// header looks at a row that may be the header.
func (t *table) header(cells []string) (bool, error) {
	filled := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	if filled == 0 {
		return false, nil
	}
	m := t.sink.matcher()
	h, err := m.columns.find(cells)
	numbers := m.columns.user.byNumber()
	if err == nil {
		// The names are those of a buffer that the next row overwrites.
		h.names = append([]string(nil), cells...)
		t.headers = &h
		if numbers {
			_, err := newColumns(&t.sink.options.Known.Columns, Columns{}).find(cells)
			return err == nil, nil
		}
		return true, nil
	}
	if t.looked++; t.looked == 1 || filled > 1 && len(t.seen) < 2 {
		t.seen = append([]string(nil), cells...)
		t.err = err
	}
	if t.looked >= maxPreface {
		return false, t.noHeader()
	}
	return false, nil
}

// end says what is wrong with a table that has no header.
func (t *table) end() error {
	if t.headers == nil {
		return t.noHeader()
	}
	return nil
}

func (t *table) noHeader() error {
	if t.looked == 0 {
		return fmt.Errorf("%w: there are no rows", ErrNoJobs)
	}
	var names []string
	for _, c := range t.seen[:min(len(t.seen), 8)] {
		names = append(names, fmt.Sprintf("“%s”", short(c)))
	}
	return &fileError{fmt.Sprintf("%v, in the first row stand %s; say which columns to read with --columns title=NAME,text=NAME (or the numbers of the columns)",
		t.err, strings.Join(names, ", ")), ErrNoJobs}
}

// readCSV reads a table with commas, semicolons or tabs.
func readCSV(r io.Reader, s *sink) error {
	in := newSource(r)
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, _ := buffered.Peek(32 << 10) // its error comes again
	c := csv.NewReader(buffered)
	c.Comma = separator(head)
	c.LazyQuotes = true
	c.FieldsPerRecord = -1
	c.ReuseRecord = true
	t := table{sink: s}
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return t.end()
		}
		if err != nil {
			if errors.Is(err, ErrTooLarge) {
				return fmt.Errorf("%w; is a quotation mark not closed?", err)
			}
			return err
		}
		in.progress(c.InputOffset())
		if err := t.row(cells); err != nil {
			return err
		}
	}
}

// separator is the sign that stands most often outside of quotation marks in
// the first row that has any.
func separator(head []byte) rune {
	counts := map[byte]int{}
	quoted := false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',' || c == ';' || c == '\t':
			counts[c]++
		case c == '\n' && len(counts) > 0:
			return most(counts)
		}
	}
	return most(counts)
}

func most(counts map[byte]int) rune {
	switch {
	case counts['\t'] > 0 && counts['\t'] >= counts[',']:
		return '\t'
	case counts[';'] > counts[',']:
		return ';'
	}
	return ','
}
