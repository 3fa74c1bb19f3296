package read

import (
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
)

// numbered are documents of each format with a % wherever a reader takes a number
// for a level, a size, a count or a place.
var numbered = []struct {
	name string
	make func(testing.TB, func(template string) string) []byte
}{
	{"list.docx", func(t testing.TB, fill func(string) string) []byte {
		return readtest.Docx(t, fill(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%"/><w:numId w:val="3"/></w:numPr></w:pPr>`+readtest.TextRun("a")+`</w:p>`+
			`<w:p><w:pPr><w:outlineLvl w:val="%"/></w:pPr>`+readtest.TextRun("b")+`</w:p>`+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="%"/><w:vMerge/></w:tcPr><w:p>`+readtest.TextRun("c")+`</w:p></w:tc></w:tr></w:tbl>`))
	}},
	{"styles.docx", func(t testing.TB, fill func(string) string) []byte {
		return readtest.Docx(t, `<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr>`+readtest.TextRun("a")+`</w:p>`,
			"word/_rels/document.xml.rels", `<r><Relationship Id="a" Type="x/styles" Target="styles.xml"/></r>`,
			"word/styles.xml", fill(`<w:styles `+readtest.WordSpace+`><w:style w:styleId="x"><w:name w:val="heading %"/><w:pPr><w:numPr><w:ilvl w:val="%"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="%"/></w:pPr></w:style></w:styles>`))
	}},
	{"x.odt", func(t testing.TB, fill func(string) string) []byte {
		return readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", fill(`<x><style name="x" family="paragraph" default-outline-level="%"/><text><h outline-level="%">a</h><p style-name="x">b</p>`+
			`<list start-value="%"><list-item start-value="%"><p>c<s c="%"/>d</p></list-item></list><table><table-row number-rows-repeated="%"><table-cell number-columns-repeated="%" number-columns-spanned="%"><p>e</p></table-cell></table-row></table></text></x>`))
	}},
	{"x.rtf", func(_ testing.TB, fill func(string) string) []byte {
		return []byte(fill(`{\rtf1\ansicpg%{\fonttbl{\f%\fcharset% S;}}{\stylesheet{\s%\outlinelevel% a;}}\pard\s%\outlinelevel% a\par\ls%\ilvl% b\par\uc%\u% ?c\par\li%\sl% d\par\bin% e}`))
	}},
	{"x.pdf", func(_ testing.TB, fill func(string) string) []byte {
		return readtest.PDF(fill("BT /F1 % Tf % % Td (Own) Tj [(a) % (b)] TJ % TL T* % Tc % Tw % Tz % Ts (log) ' % % % % % % Tm (x) Tj ET % % % % % % cm BT /F1 12 Tf 72 700 Td (Product Owner) Tj ET"))
	}},
	{"fonts.pdf", func(_ testing.TB, fill func(string) string) []byte {
		objects := readtest.PDFObjects("BT /F1 12 Tf 72 700 Td (Product Owner) Tj /F2 12 Tf 0 -20 Td (aaaa) Tj ET")
		objects[2] = fill("<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/FirstChar %/LastChar %/Widths[% % %]/Encoding<</Differences[% /a % /b]>>/FontDescriptor<</Flags %/MissingWidth %>>>>")
		objects[3] = fill("<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[<</DW %/W[% % % % [% %]]>>]/ToUnicode 7 0 R>>")
		cmap := "1 begincodespacerange <00> <FFFFFFFF> endcodespacerange 1 beginbfrange <0000> <FFFFFFFF> <0041> <0000> <FFFF> [<0041>] endbfrange"
		return readtest.PDFOf(append(objects, fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(cmap), cmap)))
	}},
	{"streams.pdf", func(_ testing.TB, fill func(string) string) []byte {
		objects := readtest.PDFObjects("BT /F1 12 Tf 72 700 Td (Product Owner) Tj ET")
		objects[1] = fill("<</Type/Pages/Kids[5 0 R]/Count %/Rotate %/MediaBox[% % % %]/Resources<</Font<</F1 3 0 R>>>>>>")
		packed := readtest.Deflate("\x02aaaa")
		objects[4] = "<</Type/Page/Parent 2 0 R/Contents[6 0 R 7 0 R]>>"
		return readtest.PDFOf(append(objects, fill("<</Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %/Colors %/BitsPerComponent %>>/Length %>>")+"\nstream\n"+packed+"\nendstream",
			fill("<</Type/ObjStm/N %/First 120/Length %>>")+"\nstream\n"+fmt.Sprintf("%-120s", fill("9 % 10 %"))+"(a) (b)\nendstream"))
	}},
	{"x.html", func(_ testing.TB, fill func(string) string) []byte {
		return []byte(fill("<h1>Product Owner</h1><ol start=%><li value=%>a</ol><table><colgroup span=%><tr><td colspan=% rowspan=%>b<td>c</table><p>&#%;</p>"))
	}},
	{"x.md", func(_ testing.TB, fill func(string) string) []byte {
		return []byte(fill("---\nlevel: %\n---\n# Product Owner\n\n%. a\n%) b\n\n&#%; c\n"))
	}},
}

// checkNumbers reads each of the documents with some numbers in it: it takes little
// memory, whatever the numbers say.
func checkNumbers(t *testing.T, numbers ...string) {
	for _, d := range numbered {
		k := 0
		src := d.make(t, func(template string) string {
			var b strings.Builder
			for i, part := range strings.Split(template, "%") {
				if i > 0 {
					b.WriteString(numbers[k%len(numbers)])
					k++
				}
				b.WriteString(part)
			}
			return b.String()
		})
		const most = 16 << 20 // bytes; the documents have some hundreds
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := Read(d.name, src, Options{IsTitle: func(s string) bool { return strings.Contains(s, "a") }})
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > most {
			t.Errorf("%s with %v: %d MB for %d bytes", d.name, numbers, took>>20, len(src))
		}
		if err != nil {
			continue
		}
		if len(p.Source) > 16*len(src) {
			t.Errorf("%s with %v: %d bytes of source for %d", d.name, numbers, len(p.Source), len(src))
		}
		for i := range p.Lines {
			if s := p.Lines[i].Span(); s.Start < 0 || s.End <= s.Start || s.End > len(p.Source) {
				t.Fatalf("%s with %v: line %+v lies outside of the source", d.name, numbers, p.Lines[i])
			}
		}
	}
}

// TestNumbers puts numbers into documents that a careless reader would make slices
// of, count up to, or take for places.
func TestNumbers(t *testing.T) {
	for _, n := range []string{"0", "1", "-1", "12", "65535", "1048576", "16777216", "2147483647", "2147483648", "-2147483648", "4294967295", "100000000000",
		strconv.Itoa(math.MaxInt64), strconv.Itoa(math.MinInt64), "18446744073709551616", "100000000000000000000", "99999999999999999999999999999999", "0.5", "1e9", "NaN", "Infinity", "", "x"} {
		checkNumbers(t, n)
		checkNumbers(t, n, "1")
		checkNumbers(t, "0", n, "7")
	}
}

// FuzzNumbers looks for others.
func FuzzNumbers(f *testing.F) {
	f.Add(int64(1), int64(2), int64(3), int64(0))
	f.Add(int64(100_000_000_000), int64(-1), int64(8), int64(65535))
	f.Fuzz(func(t *testing.T, a, b, c, d int64) {
		checkNumbers(t, fmt.Sprint(a), fmt.Sprint(b), fmt.Sprint(c), fmt.Sprint(d))
	})
}
