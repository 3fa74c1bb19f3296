package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

const (
	workbook = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="Jobs" sheetId="2" r:id="rId2"/></sheets></workbook>`
	rels     = `<?xml version="1.0"?><Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Target="sharedStrings.xml"/></Relationships>`
	notes    = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Internal, do not share</t></is></c></row></sheetData></worksheet>`
)

// archive packs files.
func archive(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func book(t testing.TB, strs, sheet string) string {
	return archive(t, map[string]string{
		"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": notes,
		"xl/sharedStrings.xml": "<sst>" + strs + "</sst>", "xl/worksheets/sheet2.xml": "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>",
	})
}

func TestXLSX(t *testing.T) {
	src := book(t, `<si><t>Job title</t></si><si><r><t>Descr</t></r><r><rPr><b/></rPr><t xml:space="preserve">iption</t></r><rPh><t>kana</t></rPh></si><si><t>Requisition ID</t></si><si><t>Product Owner</t></si><si><t>Own the backlog.
Write stories &amp; more.</t></si>`, `
		<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>
		<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"/><c r="C2" t="s"><v>4</v></c><c r="D2"><v>4711</v></c></row>
		<row r="3"/>
		<row r="4"><c r="A4" t="inlineStr"><is><t>Product Manager</t></is></c><c r="C4" t="str"><f>"a"</f><v>Set prices.</v></c><c r="D4" t="s"><v>99</v></c></row>`)
	records, err := readAll(t, src, export.XLSX, export.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		got = append(got, told(r))
	}
	want := []string{"1||Product Owner|4711|||Own the backlog. Write stories & more.", "2||Product Manager||||Set prices."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestXLSXStrings reads texts that cells ask for in any order, and again.
func TestXLSXStrings(t *testing.T) {
	long := func(i int) string {
		return fmt.Sprintf("Text %d of some length, longer than those that are kept anyway. ", i)
	}
	var texts, rows strings.Builder
	const n = 40
	for i := range n {
		texts.WriteString("<si><t>" + long(i) + "</t></si>")
	}
	rows.WriteString(`<row><c t="inlineStr"><is><t>Title</t></is></c><c t="inlineStr"><is><t>Text</t></is></c></row>`)
	var want []string
	for i := range 3 * n {
		k := i * 7 % n
		fmt.Fprintf(&rows, `<row><c><v>%d</v></c><c t="s"><v>%d</v></c></row>`, i, k)
		want = append(want, fmt.Sprintf("%d||%d||||%s", i+1, i, strings.TrimSpace(long(k))))
	}
	records, err := readAll(t, book(t, texts.String(), rows.String()), export.XLSX, export.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		got = append(got, told(r))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestXLSXCells reads cells that are merged downwards and signs that XML cannot hold.
func TestXLSXCells(t *testing.T) {
	cell := func(name, text string) string {
		return `<c r="` + name + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	src := archive(t, map[string]string{
		"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": notes,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData>
			<row r="1">` + cell("A1", "Title") + cell("B1", "Text") + `</row>
			<row r="2"><c r="A2"/><c r="B2"/></row>
			<row r="3">` + cell("A3", "PO") + cell("B3", "One_x000D_\ntwo_x0009_three _x005F_x000D_ _xyz") + `</row>
			<row r="4"><c r="A4"/>` + cell("B4", "Three") + `</row>
			<row r="5">` + cell("A5", "PM") + cell("B5", "Four") + `</row>
			<row r="6">` + cell("B6", "Five") + `</row></sheetData>
			<mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="A3:A4"/></mergeCells></worksheet>`,
	})
	records, err := readAll(t, src, export.XLSX, export.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		got = append(got, told(r))
	}
	want := []string{"1||PO||||One two three _x000D_ _xyz", "2||PO||||Three", "3||PM||||Four", "4||||||Five"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBrokenXLSX(t *testing.T) {
	header := `<row><c t="inlineStr"><is><t>Title</t></is></c><c t="inlineStr"><is><t>Text</t></is></c></row>`
	many := strings.Repeat("<si><t>"+strings.Repeat("a", export.Scaled(900<<10))+"</t></si>", 160)
	const last = `<row><c t="s"><v>999</v></c></row>`
	tests := []struct{ name, src, want string }{
		{"an archive of something else", archive(t, map[string]string{"word/document.xml": "<w/>"}), "xl/_rels/workbook.xml.rels is missing"},
		{"no header", book(t, "", `<row><c t="inlineStr"><is><t>PO</t></is></c></row>`), "“Internal, do not share”"},
		{"broken sheet", book(t, "", header+"<row><c></row>"), "sheet2.xml is broken in line 1"},
		{"a bomb of texts", book(t, many, header+last), "too large: it unpacks"},
		{"a bomb of one text", book(t, "<si><t>"+strings.Repeat("a", export.Scaled(2<<20))+"</t></si>", header+last), "too large: a cell"},
		{"a bomb in a cell", book(t, "", header+"<row><c><v>"+strings.Repeat("1", export.Scaled(2<<20))+"</v></c></row>"), "too large: a cell"},
		{"a bomb of runs", book(t, "<si>"+strings.Repeat("<r><t/></r>", export.Scaled(1<<20))+"</si>", header+last), "too large: a cell"},
		{"deep", book(t, "<si>"+strings.Repeat("<r>", 5000), header+last), "sharedStrings.xml is broken in line 1"},
		{"deep, but whole", book(t, "<si>"+strings.Repeat("<r>", 5000)+strings.Repeat("</r>", 5000)+"</si>", header), "holds no jobs"},
		{"far cells", book(t, "", header+`<row><c r="ZZZZZZZZZZZZZ2"><v>1</v></c></row>`), "holds no jobs"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := readAll(t, test.src, export.XLSX, export.Options{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q in it", err, test.want)
			}
		})
	}
	if _, err := readFrom(t, io.MultiReader(strings.NewReader("PK"), &endless{piece: "aaaa"}), export.XLSX, export.Options{}); !errors.Is(err, export.ErrTooLarge) {
		t.Error(err)
	}
}

// TestXLSXBombOfRows checks that rows without end come to one.
func TestXLSXBombOfRows(t *testing.T) {
	src := book(t, "", strings.Repeat("<row>"+strings.Repeat("<c/>", 50)+"</row>", export.Scaled(20000)))
	if _, err := readAll(t, src, export.XLSX, export.Options{}); err == nil {
		t.Error("no error")
	}
	one := book(t, "", "<row>"+strings.Repeat("<c><v>1</v></c>", export.Scaled(1<<18)+1<<14)+"</row>")
	if _, err := readAll(t, one, export.XLSX, export.Options{}); err == nil {
		t.Error("no error")
	}
}

// TestWorkbookOfManyParts checks that an archive of more parts than any spreadsheet
// has is refused before its list of parts is made.
func TestWorkbookOfManyParts(t *testing.T) {
	src := append([]byte("PK\x03\x04"), bytes.Repeat([]byte("PK\x01\x02"), 10_001)...)
	if _, err := readAll(t, string(src), export.XLSX, export.Options{}); !errors.Is(err, block.ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

// TestXLSXBombs reads workbooks that are small and say much: what is read of them is
// bounded by their size, whatever their numbers and repetitions say.
func TestXLSXBombs(t *testing.T) {
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	n := export.Scaled(16) // as large as the limits are
	header := `<row><c t="inlineStr"><is><t>Job title</t></is></c><c t="inlineStr"><is><t>Description</t></is></c></row>`
	text := strings.Repeat("Own it. ", n<<12) // half of the largest cell
	for name, c := range map[string]struct{ strs, sheet string }{
		"shared text": {`<si><t>Product Owner</t></si><si><t>` + text + `</t></si>`, header + strings.Repeat(`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`, 20_000)},
		"merged text": {``, header + `<row r="2"><c r="A2" t="inlineStr"><is><t>Product Owner</t></is></c><c r="B2" t="inlineStr"><is><t>` + text + `</t></is></c></row>` +
			strings.Repeat(`<row/>`, 20_000) + `</sheetData><mergeCells><mergeCell ref="A2:A99999999"/><mergeCell ref="B2:B99999999"/></mergeCells><sheetData>`},
		"far columns": {``, header + strings.Repeat(`<row><c t="inlineStr"><is><t>a</t></is></c><c r="XFD1"><v>1</v></c></row>`, 1000*n)},
		"white space": {``, header + strings.Repeat(strings.Repeat(" ", 1<<20), 12*n)},
	} {
		t.Run(name, func(t *testing.T) {
			src := book(t, c.strs, c.sheet)
			read := 0
			var err error
			for r, e := range export.Read(strings.NewReader(src), export.XLSX, export.Options{Known: known}) {
				if read += len(r.Body); e != nil && r.Index == 0 {
					err = e
				}
			}
			if most := export.Scaled(96<<20) + 64*len(src); !errors.Is(err, export.ErrTooLarge) || read > most {
				t.Errorf("%d bytes of text in %d, at most %d: %v", read, len(src), most, err)
			}
		})
	}
}

// TestXLSXEnds: nothing more is unpacked when nobody waits for it.
func TestXLSXEnds(t *testing.T) {
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	src := book(t, "", `<row><c t="inlineStr"><is><t>Job title</t></is></c><c t="inlineStr"><is><t>Description</t></is></c></row>`+
		strings.Repeat(`<row><c t="inlineStr"><is><t>Product Owner</t></is></c><c t="inlineStr"><is><t>Own it.</t></is></c></row>`, 2000))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read := 0
	for _, err := range export.Read(strings.NewReader(src), export.XLSX, export.Options{Known: known, Context: ctx}) {
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			break
		}
		if read++; read == 10 {
			cancel()
		}
	}
	if read != 10 {
		t.Errorf("%d jobs, want 10", read)
	}
}
