package beam

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// The formats of files, by their names.
const (
	records  = "records" // an object of JSON on each line
	table    = "table"
	columnar = "parquet"
)

// formatOf returns the format of a file by its name.
func formatOf(name string) string {
	name = strings.ToLower(name)
	if strings.HasSuffix(name, ".parquet") {
		return columnar
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	if export.KindOfName(name) == export.CSV {
		return table
	}
	return records
}

// open opens a file, unpacked if it is packed, which is told by how it begins.
func open(name string) (r io.ReadCloser, packed bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	b := bufio.NewReaderSize(f, 64<<10)
	head, _ := b.Peek(4) // its error comes again
	var in io.Reader = b
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		packed = true
		in, err = gzip.NewReader(b)
	case bytes.Equal(head, []byte("\x28\xb5\x2f\xfd")):
		packed = true
		in, err = zstd.NewReader(b, zstd.WithDecoderConcurrency(1))
	}
	if err != nil {
		f.Close()
		return nil, packed, err
	}
	return struct {
		io.Reader
		io.Closer
	}{in, f}, packed, nil
}

// Records writes the rows of a table (CSV, packed or not, or Parquet) as records, one on
// a line. Columns are found as jdlint finds them in tables, or named as its --columns
// does; a row without an id gets FILE#ROW. Warn, if it is not nil, is told what may be
// wrong with a row.
func Records(w io.Writer, name string, columns []string, warn func(string)) error {
	if formatOf(name) != columnar {
		return rows(w, name, 0, 0, columns, warn)
	}
	f, err := openParquet(name)
	if err != nil {
		return err
	}
	defer f.Close()
	row := 0
	var all []error
	for i, group := range f.RowGroups() {
		if group.NumRows() > 0 {
			all = append(all, rows(w, name, i, row, columns, warn))
		}
		row += int(group.NumRows())
	}
	return errors.Join(all...)
}

// rows writes the rows of a table of text, or those of a group of rows of a Parquet file,
// before which others stand.
func rows(w io.Writer, name string, group, before int, columns []string, warn func(string)) error {
	o := export.Options{Endless: true}
	var err error
	if o.Known, err = rules.LoadExports(); err != nil {
		return err
	}
	if o.Columns, err = export.ParseColumns(columns); err != nil {
		return err
	}
	var r io.ReadCloser
	if formatOf(name) == columnar {
		r, err = tableOf(name, group)
	} else {
		r, _, err = open(name)
	}
	if err != nil {
		return err
	}
	defer r.Close()
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for job, err := range export.Read(r, export.CSV, o) {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		number := job.Index
		if formatOf(name) == columnar { // where empty rows count
			fmt.Sscanf(job.Origin.Pointer, "row %d", &number)
			number += before - 1 // the header
		}
		at := fmt.Sprintf("%s#%d", filepath.ToSlash(name), number)
		if job.Warning != "" && warn != nil {
			warn(at + ": " + job.Warning)
		}
		rec := record{ID: job.ID, Title: job.Title, Text: string(job.Body)}
		if rec.ID == "" {
			rec.ID = at
		}
		if job.Format == posting.HTML {
			rec.Text, rec.HTML = "", rec.Text
		}
		if err := lines.Encode(rec); err != nil {
			return err
		}
	}
	return nil
}

// record is a line that "jdlint --input ndjson" reads.
type record struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
	HTML  string `json:"html,omitempty"`
}

type parquetFile struct {
	*parquet.File
	io.Closer
}

// openParquet opens a Parquet file.
func openParquet(name string) (*parquetFile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	p, err := parquetIn(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &parquetFile{p, f}, nil
}

func parquetIn(f *os.File) (p *parquet.File, err error) {
	defer damaged(&err)
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
}

// damaged makes an error of a fault of the library, which damaged files bring out.
func damaged(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("the Parquet file cannot be read: %v", fault)
	}
}

// tableOf returns a group of rows of a Parquet file as a table of text. A column of a
// column is called "header.title"; the texts of a list become lines.
func tableOf(name string, group int) (io.ReadCloser, error) {
	f, err := openParquet(name)
	if err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() {
		defer f.Close()
		w.CloseWithError(writeTable(w, f.Schema().Columns(), f.RowGroups()[group]))
	}()
	return r, nil
}

// rowsAtOnce is how many rows of a Parquet file are held.
const rowsAtOnce = 64

func writeTable(w io.Writer, columns [][]string, group parquet.RowGroup) (err error) {
	defer damaged(&err)
	out := csv.NewWriter(w)
	cells := make([]string, len(columns))
	for i, path := range columns {
		cells[i] = strings.NewReplacer(".list.element", "", ".list.item", "").Replace(strings.Join(path, "."))
	}
	out.Write(cells) // its error comes again
	in := group.Rows()
	defer in.Close()
	for room := make([]parquet.Row, rowsAtOnce); ; {
		n, err := in.ReadRows(room)
		for _, row := range room[:n] {
			clear(cells)
			for _, v := range row {
				cell := &cells[v.Column()]
				if s := v.String(); !v.IsNull() && utf8.ValidString(s) {
					*cell = strings.TrimPrefix(*cell+"\n"+s, "\n")
				}
			}
			if err := out.Write(cells); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			out.Flush()
			return out.Error()
		}
		if err != nil {
			return err
		}
	}
}
