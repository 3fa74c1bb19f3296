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

	"github.com/jdlint/jdlint/lint/read/office"
)

const maxColumns = 1 << 14 // as Excel has it

// readXLSX reads the first sheet of a workbook that has a header.
func readXLSX(r io.Reader, c *collector) error {
	data, err := io.ReadAll(io.LimitReader(r, int64(maxArchive)+1))
	if err != nil {
		return err
	}
	if len(data) > maxArchive {
		return fmt.Errorf("%w: a spreadsheet of more than %d MB", ErrTooLarge, maxArchive>>20)
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return errors.New("an old or encrypted Excel file; save it as .xlsx without a password, or as CSV")
	}
	archive, err := office.OpenZip(data)
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
		t := table{jobs: c}
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

// sheets returns the files of the sheets in the order of the tabs.
func (w *workbook) sheets() ([]string, error) {
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
	var sheets []string
	err = w.each("xl/workbook.xml", maxStrings, "sheet", func(x *xmlFile, e xml.StartElement) error {
		var sheet struct {
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"`
		}
		err := x.DecodeElement(&sheet, &e)
		if name := targets[sheet.ID]; sheet.State != "veryHidden" && strings.Contains(name, "sheet") {
			sheets = append(sheets, name)
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

// readStrings reads the texts of the cells.
func (w *workbook) readStrings() error {
	if w.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	return w.each("xl/sharedStrings.xml", maxStrings, "si", func(x *xmlFile, e xml.StartElement) error {
		var shared richText
		if err := x.DecodeElement(&shared, &e); err != nil {
			return err
		}
		text, err := shared.join()
		w.strings = append(w.strings, text)
		return err
	})
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
	return b.String(), nil
}

// sheet hands the rows of a sheet to a table.
func (w *workbook) sheet(name string, t *table) error {
	var cells []string
	return w.each(name, maxFile, "row", func(x *xmlFile, _ xml.StartElement) error {
		clear(cells)
		cells = cells[:0]
		for {
			token, err := x.Token()
			if err != nil {
				return noEOF(err)
			}
			switch e := token.(type) {
			case xml.EndElement: // of the row: cells are read to their ends
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
	for i := 0; i < len(c.Name) && c.Name[i] >= 'A' && c.Name[i] <= 'Z' && column <= maxColumns; i++ {
		column = column*26 + int(c.Name[i]-'A') + 1
	}
	c.Inline.Text = append(c.Inline.Text, c.Value...)
	if text, err = c.Inline.join(); err != nil || c.Type != "s" {
		return column - 1, text, err
	}
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n >= 0 && n < len(w.strings) {
		return column - 1, w.strings[n], nil
	}
	return column - 1, "", nil
}

// each calls f at the start of each element of a name in a file of the archive, of
// which limit bytes are read at most.
func (w *workbook) each(file string, limit int, element string, f func(*xmlFile, xml.StartElement) error) error {
	packed := w.files[file]
	if packed == nil {
		return fmt.Errorf("no spreadsheet: %s is missing in it", file)
	}
	r, err := packed.Open()
	if err != nil {
		return fmt.Errorf("no spreadsheet: %s: %w", file, err)
	}
	defer r.Close()
	x := xmlFile{r: r, left: limit}
	x.Decoder = xml.NewDecoder(&x)
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if e, ok := t.(xml.StartElement); ok && err == nil && e.Name.Local == element {
			err = f(&x, e)
		}
		var syntax *xml.SyntaxError
		switch {
		case errors.As(err, &syntax):
			return fmt.Errorf("no spreadsheet: %s is broken in line %d: %s", file, syntax.Line, syntax.Msg)
		case err == io.ErrUnexpectedEOF || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat):
			return fmt.Errorf("no spreadsheet: %s is broken: %w", file, err)
		case err != nil:
			return err
		}
	}
}

// xmlFile is a file of the archive that is being read. It bounds how much that is
// in all, and in one element.
type xmlFile struct {
	*xml.Decoder
	r             io.Reader
	left, element int // bytes
}

// Token returns the next token. What is read of its element may be as long as a job.
func (x *xmlFile) Token() (xml.Token, error) {
	x.element = maxJob
	return x.Decoder.Token()
}

// Read implements io.Reader, for the decoder.
func (x *xmlFile) Read(p []byte) (int, error) {
	switch {
	case x.left <= 0:
		return 0, fmt.Errorf("%w: it unpacks to more than is read", ErrTooLarge)
	case x.element <= 0:
		return 0, fmt.Errorf("%w: a cell of more than %d MB", ErrTooLarge, maxJob>>20)
	}
	n, err := x.r.Read(p[:min(len(p), x.left, x.element)])
	x.left, x.element = x.left-n, x.element-n
	return n, err
}
