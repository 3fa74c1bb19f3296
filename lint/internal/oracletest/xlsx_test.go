package oracletest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/rules"
)

// TestXLSX writes tables of jobs in the ways that excelize knows, and expects of
// both readers the same texts. Cells that are merged downwards hold the same in each
// row, for which excelize has to be asked.
func TestXLSX(t *testing.T) {
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-zé“€😀&'"]{1,9}|_x000D_|_x005F_|_x|R_xD`)
		text := rapid.Map(rapid.SliceOfN(word, 1, 9), func(words []string) string { return "x" + strings.Join(words, " ") + "y" })
		lines := rapid.Map(rapid.SliceOfN(text, 1, 3), func(l []string) string { return strings.Join(l, "\n") })
		f := excelize.NewFile()
		defer f.Close()
		const sheet = "Sheet1"
		set := func(row int, column string, value string) {
			cell := fmt.Sprintf("%s%d", column, row)
			var err error
			switch rapid.IntRange(0, 2).Draw(t, "way") {
			case 0:
				err = f.SetCellStr(sheet, cell, value)
			case 1:
				err = f.SetCellRichText(sheet, cell, []excelize.RichTextRun{{Text: value[:1]}, {Text: value[1:], Font: &excelize.Font{Bold: true}}})
			default:
				err = f.SetCellValue(sheet, cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		f.SetCellStr(sheet, "A1", "Job title")
		f.SetCellStr(sheet, "C1", "Description")
		rows := rapid.IntRange(1, 12).Draw(t, "rows")
		title := ""
		for i := 2; i < rows+2; i++ {
			if i == 2 || rapid.Bool().Draw(t, "a title of its own") {
				title = text.Draw(t, "title")
				set(i, "A", title)
			} else if err := f.MergeCell(sheet, fmt.Sprintf("A%d", i-1), fmt.Sprintf("A%d", i)); err != nil {
				t.Fatal(err)
			}
			set(i, "C", lines.Draw(t, "text"))
		}
		var src bytes.Buffer
		if err := f.Write(&src); err != nil {
			t.Fatal(err)
		}
		other, err := excelize.OpenReader(bytes.NewReader(src.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		row := 2
		for r, err := range export.Read(bytes.NewReader(src.Bytes()), export.XLSX, export.Options{Known: known}) {
			if err != nil {
				t.Fatal(err)
			}
			wantTitle, err := other.GetCellValue(sheet, fmt.Sprintf("A%d", row))
			if err != nil {
				t.Fatal(err)
			}
			wantText, err := other.GetCellValue(sheet, fmt.Sprintf("C%d", row))
			if err != nil {
				t.Fatal(err)
			}
			if plain(r.Title) != plain(wantTitle) || plain(string(r.Body)) != plain(wantText) {
				t.Fatalf("row %d: %q, %q; excelize reads %q, %q", row, r.Title, r.Body, wantTitle, wantText)
			}
			row++
		}
		if row != rows+2 {
			t.Fatalf("%d rows of %d", row-2, rows)
		}
	})
}
