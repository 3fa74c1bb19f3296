package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

var (
	errNoHeader = errors.New("no column is called like a title or a text")
	errNoTitle  = errors.New("no column is called like a title")
	errNoText   = errors.New("no column is called like a text")
)

// A table collects the jobs in the rows of a spreadsheet, below a header that it
// recognises.
type table struct {
	jobs    *collector
	headers *headers
	looked  int      // rows before the header
	seen    []string // the first of them
	err     error    // why it is not the header

	separator string         // of cells, in a text
	origin    posting.Origin // of the row
	size      int            // of the row, in bytes
	// trace returns what tells places in the row, and reads its cells again with
	// where they stand.
	trace func() (place func(posting.Span) posting.Location, cells func() []text)
}

// maxPreface is how many rows may stand above the header: the name of a
// report, its date.
const maxPreface = 20

// row takes the next row.
func (t *table) row(cells []string) error {
	m := t.jobs.matcher
	if t.headers == nil {
		isHeader, err := t.header(cells)
		if err != nil || isHeader || t.headers == nil {
			return err
		}
	}
	if filled(cells) == 0 {
		return nil
	}
	if slices.Equal(cells, t.headers.names) && !m.columns.user.byNumber() {
		return nil // the header again, as merged cells and printed pages have it
	}
	surplus := len(cells) - len(t.headers.names)
	last := len(t.headers.names) - 1
	if surplus > 0 && filled(cells[last+1:]) == 0 {
		surplus = 0
	}
	mended := surplus > 0 && t.separator != "" && slices.Contains(t.headers.texts, last)
	record := func(c *columns, cell func(i int) text) Record {
		return c.record(t.headers, func(i int) text {
			if i >= len(cells) {
				return text{}
			}
			if i != last || !mended {
				return cell(i)
			}
			var b textBuilder // a text with separators in it that nobody quoted
			b.add(cell(i))
			for k := i + 1; k < len(cells); k++ {
				b.WriteString(t.separator)
				b.add(cell(k))
			}
			return b.text()
		})
	}
	r := record(m.columns, func(i int) text { return text{s: cells[i]} })
	if surplus > 0 && !mended {
		r.Warning = fmt.Sprintf("its row has %d cells, but there are only %d columns: a text with a separator in it has to stand in quotation marks, and what is read may be cut off", len(cells), len(t.headers.names))
	}
	if r.Title == "" && len(r.Body) == 0 {
		return nil // a sum, a remark
	}
	r.Origin = t.origin
	if n := len(cells); len(r.Body) > 0 && t.size <= maxTraced {
		place, again := t.trace()
		r.kept = t.size
		r.locateBy(place, func() (Record, bool) {
			cells := again()
			if len(cells) != n {
				return Record{}, false
			}
			return record(m.fresh().columns, func(i int) text { return cells[i] }), true
		})
	}
	return t.jobs.add(r, nil)
}

// filled returns how many cells hold something.
func filled(cells []string) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// header takes a row that may be the header, and reports whether it is no job
// for that.
func (t *table) header(cells []string) (bool, error) {
	if filled(cells) == 0 {
		return false, nil
	}
	m := t.jobs.matcher
	h, err := m.columns.find(cells)
	if err == nil {
		h.names = slices.Clone(cells) // of a buffer that the next row overwrites
		t.headers = &h
		if m.columns.user.byNumber() {
			named := *m.columns
			named.user = Columns{}
			_, err := named.find(cells)
			return err == nil, nil
		}
		return true, nil
	}
	if t.looked++; t.looked == 1 || filled(cells) > 1 && len(t.seen) < 2 {
		t.seen = slices.Clone(cells)
		t.err = err
	}
	if t.looked >= maxPreface {
		return false, t.noHeader()
	}
	return false, nil
}

// end returns what is wrong with a table that has no header.
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
	return &fileError{fmt.Sprintf("%v, in the first row stand %s; say which columns to read with --columns title=NAME,text=NAME (or the numbers of the columns)",
		t.err, quoted(t.seen, 8)), ErrNoJobs}
}
