package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	pathpkg "path"
	"strconv"
	"strings"
)

const (
	maxArchive = 64 << 20  // bytes of a spreadsheet file, packed
	maxStrings = 128 << 20 // bytes of its texts, unpacked
	maxCell    = 1 << 20   // bytes of a cell; Excel takes 32,767 characters
	maxColumns = 1 << 14   // as Excel has it
)

// readXLSX reads the first sheet of a workbook that has a header.
func readXLSX(r io.Reader, s *sink) error {
	data, err := io.ReadAll(io.LimitReader(r, maxArchive+1))
	if err != nil {
		return err
	}
	if len(data) > maxArchive {
		return fmt.Errorf("%w: a spreadsheet of more than %d MB", ErrTooLarge, maxArchive>>20)
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return errors.New("an old or encrypted Excel file; save it as .xlsx without a password, or as CSV")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("no spreadsheet: the archive is broken: %w", err)
	}
	w := workbook{files: map[string]*zip.File{}}
	for _, f := range archive.File {
		w.files[strings.TrimPrefix(f.Name, "/")] = f
	}
	sheets, err := w.sheets()
	if err != nil {
		return err
	}
	if err := w.readStrings(); err != nil {
		return err
	}
	var firstErr error
	for _, name := range sheets {
		t := table{sink: s}
		err := w.sheet(name, &t)
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

// A workbook is the archive that a spreadsheet is.
type workbook struct {
	files   map[string]*zip.File
	strings []string // cells refer to them
}

// sheets gives the files of the sheets in the order of the tabs.
func (w *workbook) sheets() ([]string, error) {
	targets := map[string]string{}
	err := w.read("xl/_rels/workbook.xml.rels", maxStrings, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			name := attribute(e, "Target")
			if !strings.HasPrefix(name, "/") {
				name = pathpkg.Join("xl", name)
			}
			targets[attribute(e, "Id")] = strings.TrimPrefix(name, "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var sheets []string
	err = w.read("xl/workbook.xml", maxStrings, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "sheet" || attribute(e, "state") == "veryHidden" {
			return nil
		}
		for _, a := range e.Attr {
			if name := targets[a.Value]; a.Name.Local == "id" && strings.Contains(name, "sheet") {
				sheets = append(sheets, name)
			}
		}
		return nil
	})
	if err == nil && len(sheets) == 0 {
		err = errors.New("no spreadsheet: there are no sheets in it")
	}
	return sheets, err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readStrings reads the texts of the cells.
func (w *workbook) readStrings() error {
	if w.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	return w.read("xl/sharedStrings.xml", maxStrings, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := textOf(d)
		w.strings = append(w.strings, text)
		return err
	})
}

var errLargeCell = fmt.Errorf("%w: a cell of more than %d MB", ErrTooLarge, maxCell>>20)

// textOf gives the text in the element that is open, up to its end. Phonetic
// readings are no part of it.
func textOf(d *xml.Decoder) (string, error) {
	var b strings.Builder
	inText, depth := 0, 1
	for depth > 0 {
		t, err := d.Token()
		if err != nil {
			return "", noEOF(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			if depth++; depth > maxNest {
				return "", fmt.Errorf("nested more than %d deep", maxNest)
			}
			if t.Name.Local == "t" {
				inText++
			}
		case xml.EndElement:
			depth--
			if t.Name.Local == "t" && inText > 0 {
				inText--
			}
		case xml.CharData:
			if inText > 0 {
				b.Write(t)
			}
			if b.Len() > maxCell {
				return "", errLargeCell
			}
		}
	}
	return b.String(), nil
}

// sheet gives the rows of a sheet to a table.
func (w *workbook) sheet(name string, t *table) error {
	var cells []string
	return w.read(name, maxFile, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		for i := range cells {
			cells[i] = ""
		}
		cells = cells[:0]
		for {
			tok, err := d.Token()
			if err != nil {
				return noEOF(err)
			}
			switch tok := tok.(type) {
			case xml.EndElement: // of the row: cells are read to their ends
				return t.row(cells)
			case xml.StartElement:
				if tok.Name.Local != "c" {
					if err := d.Skip(); err != nil {
						return err
					}
					continue
				}
				column := columnOf(attribute(tok, "r"), len(cells))
				text, err := w.cell(d, attribute(tok, "t"))
				if err != nil {
					return err
				}
				if column >= maxColumns {
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

// cell reads a cell of a type up to its end.
func (w *workbook) cell(d *xml.Decoder, kind string) (string, error) {
	var value string
	for {
		t, err := d.Token()
		if err != nil {
			return "", noEOF(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if kind != "s" {
				return value, nil
			}
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(w.strings) {
				return w.strings[n], nil
			}
			return "", nil
		case xml.StartElement:
			switch t.Name.Local {
			case "is":
				value, err = textOf(d)
			case "v":
				value, err = chars(d)
			default:
				err = d.Skip()
			}
			if err != nil {
				return "", err
			}
		}
	}
}

// chars gives the characters of the element that is open, up to its end.
func chars(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		t, err := d.Token()
		if err != nil {
			return "", noEOF(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			if b.Write(t); b.Len() > maxCell {
				return "", errLargeCell
			}
		case xml.StartElement:
			if err := d.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// columnOf is the number, from 0, of the column that a cell such as "AB12"
// stands in; one without a name stands behind the one before.
func columnOf(cell string, next int) int {
	n := 0
	for i := 0; i < len(cell) && cell[i] >= 'A' && cell[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(cell[i]-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// read gives the elements of a file of the archive as they begin.
func (w *workbook) read(name string, limit int64, element func(*xml.Decoder, xml.StartElement) error) error {
	f := w.files[name]
	if f == nil {
		return fmt.Errorf("no spreadsheet: %s is missing in it", name)
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("no spreadsheet: %s: %w", name, err)
	}
	defer r.Close()
	d := xml.NewDecoder(&bounded{r: r, left: limit})
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			if e, ok := t.(xml.StartElement); ok {
				err = element(d, e)
			}
		}
		var syntax *xml.SyntaxError
		switch {
		case errors.As(err, &syntax):
			return fmt.Errorf("no spreadsheet: %s is broken in line %d: %s", name, syntax.Line, syntax.Msg)
		case err == io.ErrUnexpectedEOF || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat):
			return fmt.Errorf("no spreadsheet: %s is broken: %w", name, err)
		case err != nil:
			return err
		}
	}
}

// bounded fails when more is read than allowed.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("%w: it unpacks to more than is read", ErrTooLarge)
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
