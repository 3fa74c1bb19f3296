package export

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	pathpkg "path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/office"
)

const (
	maxColumns = 1 << 14 // as Excel has it
	usualEnd   = 1 << 10 // column up to which cells without a text count
	// sizePacked is how many bytes may be read, beside maxUnpacked, for each that the
	// spreadsheet has: real ones unpack to ten times their size, and are read twice.
	sizePacked = 64
)

// readXLSX reads the first sheet of a workbook that has a header.
func readXLSX(r io.Reader, c *collector) error {
	file, size, err := readerAt(r)
	if err != nil {
		return err
	}
	if size > int64(maxArchive) {
		return fmt.Errorf("%w: a spreadsheet of more than %d MB", ErrTooLarge, maxArchive>>20)
	}
	var head [4]byte
	if file.ReadAt(head[:], 0); string(head[:]) == "\xD0\xCF\x11\xE0" {
		return errors.New("an old or encrypted Excel file; save it as .xlsx without a password, or as CSV")
	}
	archive, err := office.OpenZipAt(file, size)
	if err != nil {
		return fmt.Errorf("no spreadsheet: the archive is broken: %w", err)
	}
	room := int(min(int64(maxUnpacked)+sizePacked*size, int64(maxFile)))
	w := workbook{ended: c.options.ended, files: map[string]*zip.File{}, unpack: room, text: room}
	for _, f := range archive.File {
		w.files[strings.TrimPrefix(f.Name, "/")] = f
	}
	sheets, err := w.sheets()
	if err != nil {
		return err
	}
	defer w.strings.close()
	var firstErr error
	for _, s := range sheets {
		t := table{jobs: c}
		err := w.sheet(s, &t)
		if err == nil {
			err = t.end()
		}
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrNoJobs) || t.headers != nil {
			return err
		}
		if firstErr == nil || t.looked > 0 && errors.Is(firstErr, ErrNoJobs) && !strings.Contains(firstErr.Error(), "“") {
			firstErr = err
		}
	}
	return firstErr
}

// readerAt returns a file whose parts can be read in any order, and its size in
// bytes. What is no file on a disk is taken into memory.
func readerAt(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	}); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return f, info.Size(), nil
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(maxArchive)+1))
	return bytes.NewReader(data), int64(len(data)), err
}

// A workbook is the archive that a spreadsheet is.
type workbook struct {
	ended   func() error // why no more is to be read
	files   map[string]*zip.File
	strings sharedStrings
	unpack  int // bytes that may still be unpacked, of all files together
	text    int // bytes of cells that may still be handed on: many may share a text
}

// A sheet is one of the tables of a workbook.
type sheet struct{ name, file string }

// cell names a cell, or with a column below 0 a row, as formulas do: 'My jobs'!C7.
func (s *sheet) cell(column, row int) string {
	name := s.name
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }) {
		name = "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	letters := ""
	for ; column >= 0; column = column/26 - 1 {
		letters = string(rune('A'+column%26)) + letters
	}
	return name + "!" + letters + strconv.Itoa(row)
}

// trace returns what tells the cell that a text of a row stands in, and the texts.
// A workbook has no lines: their runs lead to columns.
func (s *sheet) trace(row int, cells []string) (place func(posting.Span) posting.Location, again func() []text) {
	cells = slices.Clone(cells)
	place = func(span posting.Span) posting.Location {
		at := locationOf(position{}, position{})
		at.Cell = s.cell(span.Start, row)
		return at
	}
	return place, func() (traced []text) {
		for i, cell := range cells {
			traced = append(traced, text{cell, []posting.Run{{Start: i, End: i}}})
		}
		return traced
	}
}

// sheets returns the sheets in the order of the tabs.
func (w *workbook) sheets() ([]sheet, error) {
	targets := map[string]string{}
	err := w.each("xl/_rels/workbook.xml.rels", maxStrings, "Relationship", func(x *xmlFile, e xml.StartElement) error {
		var relation struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
		err := x.DecodeElement(&relation, &e)
		if !strings.HasPrefix(relation.Target, "/") {
			relation.Target = pathpkg.Join("xl", relation.Target)
		}
		targets[relation.ID] = strings.TrimPrefix(relation.Target, "/")
		return err
	})
	if err != nil {
		return nil, err
	}
	var sheets []sheet
	err = w.each("xl/workbook.xml", maxStrings, "sheet", func(x *xmlFile, e xml.StartElement) error {
		var tab struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"`
		}
		err := x.DecodeElement(&tab, &e)
		if file := targets[tab.ID]; tab.State != "veryHidden" && strings.Contains(file, "sheet") {
			sheets = append(sheets, sheet{tab.Name, file})
		}
		return err
	})
	if err == nil && len(sheets) == 0 {
		err = errors.New("no spreadsheet: there are no sheets in it")
	}
	return sheets, err
}

// richText is a text in runs of one look each. Phonetic readings are no part of it.
type richText struct {
	Text []string `xml:"t"`
	Runs []struct {
		Text []string `xml:"t"`
	} `xml:"r"`
}

func (t *richText) join() (string, error) {
	var b strings.Builder
	b.WriteString(strings.Join(t.Text, ""))
	for _, run := range t.Runs {
		b.WriteString(strings.Join(run.Text, ""))
	}
	if b.Len() > maxCell {
		return "", fmt.Errorf("%w: a cell of more than %d MB", ErrTooLarge, maxCell>>20)
	}
	return unescapeCell(b.String()), nil
}

// unescapeCell decodes the signs that XML cannot hold: "_x000D_".
func unescapeCell(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		k := strings.Index(s, "_x")
		if k < 0 || len(s) < k+7 {
			break
		}
		n, err := strconv.ParseUint(s[k+2:k+6], 16, 16)
		if err != nil || s[k+6] != '_' {
			b.WriteString(s[:k+2])
			s = s[k+2:]
			continue
		}
		b.WriteString(s[:k])
		s = s[k+7:]
		switch {
		case n == '\r' && strings.HasPrefix(s, "\n"):
		case n == '\r':
			b.WriteByte('\n')
		default:
			b.WriteRune(rune(n))
		}
	}
	b.WriteString(s)
	return b.String()
}

// sheet hands the rows of a sheet to a table. Cells that are merged downwards hold
// what the first of them does.
func (w *workbook) sheet(s sheet, t *table) error {
	var cells []string
	merged, err := w.merged(s.file)
	if err != nil {
		return err
	}
	filled := map[int]mergedCells{} // by the column
	number := 0
	return w.each(s.file, maxFile, "row", func(x *xmlFile, e xml.StartElement) error {
		clear(cells)
		cells = cells[:0]
		number++
		for _, a := range e.Attr {
			if n, err := strconv.Atoi(a.Value); err == nil && a.Name.Local == "r" && n >= number {
				number = n
			}
		}
		for {
			token, err := x.Token()
			if err != nil {
				return noEOF(err)
			}
			switch e := token.(type) {
			case xml.EndElement: // of the row: cells are read to their ends
				cells = fill(cells, number, merged[number], filled)
				t.size = 0
				for _, text := range cells {
					t.size += len(text) + 1
				}
				w.text -= t.size
				if w.text < 0 {
					return fmt.Errorf("%w: its cells share texts, and hold more of them than is read", ErrTooLarge)
				}
				t.origin = posting.Origin{Pointer: s.cell(-1, number), Location: locationOf(position{}, position{})}
				t.trace = func() (func(posting.Span) posting.Location, func() []text) { return s.trace(number, cells) }
				return t.row(cells)
			case xml.StartElement:
				if e.Name.Local != "c" {
					if err := x.Skip(); err != nil {
						return err
					}
					continue
				}
				column, text, err := w.cell(x, &e)
				if err != nil {
					return err
				}
				if column < 0 {
					column = len(cells)
				}
				if column >= maxColumns || text == "" && column >= usualEnd {
					continue
				}
				for len(cells) <= column {
					cells = append(cells, "")
				}
				cells[column] = text
			}
		}
	})
}

// cell returns the column of a cell, from 0 or -1 for a cell without a name, and
// its text.
func (w *workbook) cell(x *xmlFile, e *xml.StartElement) (column int, text string, err error) {
	var c struct {
		Name   string   `xml:"r,attr"` // "AB12"
		Type   string   `xml:"t,attr"`
		Value  []string `xml:"v"`
		Inline richText `xml:"is"`
	}
	if err := x.DecodeElement(&c, e); err != nil {
		return 0, "", err
	}
	column, _ = cellOf(c.Name)
	c.Inline.Text = append(c.Inline.Text, c.Value...)
	if text, err = c.Inline.join(); err != nil || c.Type != "s" {
		return column, text, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return column, "", nil
	}
	text, err = w.strings.at(w, n)
	return column, text, err
}

// mergedCells are cells of a column that were made one.
type mergedCells struct {
	column int // from 0
	last   int // row, from 1
	text   string
}

const maxMerged = 1 << 16 // ranges of merged cells

// merged returns the cells of a sheet that are merged downwards, by their first row.
// They stand behind all rows, so that the sheet is looked through for them before.
func (w *workbook) merged(name string) (map[int][]mergedCells, error) {
	packed := w.files[name]
	if packed == nil {
		return nil, nil // told when it is read
	}
	r, err := packed.Open()
	if err != nil {
		return nil, fmt.Errorf("no spreadsheet: %s: %w", name, err)
	}
	defer r.Close()
	found := map[int][]mergedCells{}
	limited := &io.LimitedReader{R: r, N: int64(w.unpack)}
	defer func() { w.unpack = int(limited.N) }()
	in := bufio.NewReaderSize(limited, 64<<10)
	for n := 0; n < maxMerged; {
		tag, err := in.ReadSlice('>')
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			break // what is broken is told when the rows are read
		}
		k := bytes.LastIndexByte(tag, '<')
		if k < 0 || !bytes.Contains(tag[k:], []byte("mergeCell ")) {
			continue
		}
		_, value, _ := bytes.Cut(tag[k:], []byte("ref=\""))
		value, _, _ = bytes.Cut(value, []byte("\""))
		first, last, ok := strings.Cut(string(value), ":")
		column, from := cellOf(first)
		_, to := cellOf(last)
		if ok && column >= 0 && column < maxColumns && from > 0 && to > from {
			found[from] = append(found[from], mergedCells{column: column, last: to})
			n++
		}
	}
	return found, nil
}

// cellOf returns the column, from 0, and the row, from 1, of the name of a cell: "AB12".
func cellOf(name string) (column, row int) {
	i := 0
	for ; i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && column <= maxColumns; i++ {
		column = column*26 + int(name[i]-'A') + 1
	}
	row, _ = strconv.Atoi(name[i:])
	return column - 1, row
}

// fill fills the empty cells of a row from those above that they are merged with, and
// keeps the texts of cells that are merged with those below.
func fill(cells []string, number int, begin []mergedCells, filled map[int]mergedCells) []string {
	for column, m := range filled {
		if number > m.last {
			delete(filled, column)
			continue
		}
		for len(cells) <= column {
			cells = append(cells, "")
		}
		if cells[column] == "" {
			cells[column] = m.text
		}
	}
	for _, m := range begin {
		if m.column < len(cells) && cells[m.column] != "" {
			m.text = cells[m.column]
			filled[m.column] = m
		}
	}
	return cells
}

// each calls f at the start of each element of a name in a file of the archive, of
// which limit bytes are read at most.
func (w *workbook) each(file string, limit int, element string, f func(*xmlFile, xml.StartElement) error) error {
	x, err := w.open(file, limit)
	if err != nil {
		return err
	}
	defer x.close()
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if e, ok := t.(xml.StartElement); ok && err == nil && e.Name.Local == element {
			err = f(x, e)
		}
		if err != nil {
			return x.explain(err)
		}
	}
}

// open opens a file of the archive, of which limit bytes are read at most.
func (w *workbook) open(file string, limit int) (*xmlFile, error) {
	packed := w.files[file]
	if packed == nil {
		return nil, fmt.Errorf("no spreadsheet: %s is missing in it", file)
	}
	r, err := packed.Open()
	if err != nil {
		return nil, fmt.Errorf("no spreadsheet: %s: %w", file, err)
	}
	x := &xmlFile{name: file, r: r, left: limit, all: &w.unpack, ended: w.ended}
	x.Decoder = xml.NewDecoder(x)
	return x, nil
}

// xmlFile is a file of the archive that is being read. It bounds how much that is
// in all, and in one element.
type xmlFile struct {
	*xml.Decoder
	name          string
	r             io.ReadCloser
	left, element int  // bytes
	all           *int // bytes that are left of the whole workbook
	ended         func() error
}

func (x *xmlFile) close() { x.r.Close() }

// explain returns an error that says which file is broken, and where.
func (x *xmlFile) explain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("no spreadsheet: %s is broken in line %d: %s", x.name, syntax.Line, syntax.Msg)
	case err == io.ErrUnexpectedEOF || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("no spreadsheet: %s is broken: %w", x.name, err)
	}
	return err
}

// Token returns the next token. What is read of its element may be as long as a job.
func (x *xmlFile) Token() (xml.Token, error) {
	x.element = maxJob
	return x.Decoder.Token()
}

// Read implements io.Reader, for the decoder.
func (x *xmlFile) Read(p []byte) (int, error) {
	if err := x.ended(); err != nil {
		return 0, err
	}
	switch {
	case x.left <= 0 || *x.all <= 0:
		return 0, fmt.Errorf("%w: it unpacks to more than is read", ErrTooLarge)
	case x.element <= 0:
		return 0, fmt.Errorf("%w: a cell of more than %d MB", ErrTooLarge, maxJob>>20)
	}
	n, err := x.r.Read(p[:min(len(p), x.left, x.element, *x.all)])
	x.left, x.element, *x.all = x.left-n, x.element-n, *x.all-n
	return n, err
}
