package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/office"
	"github.com/jdlint/jdlint/lint/read/pdf"
	"github.com/jdlint/jdlint/lint/read/rtf"
)

// fuzzExtractor feeds any bytes to a reader and holds what it gives against
// the laws.
func fuzzExtractor(f *testing.F, path string, read extractor, wrap func(*testing.T, []byte) []byte) {
	f.Fuzz(func(t *testing.T, src []byte) {
		if wrap != nil {
			src = wrap(t, src)
		}
		if x, err := read(t.Context(), src); err == nil {
			readtest.CheckExtract(t, &x)
		}
		p, err := Read(path, src, Options{IsTitle: func(s string) bool { return strings.Contains(s, "a") }})
		if err != nil {
			return
		}
		for i := range p.Lines {
			if s := p.Lines[i].Span(); s.Start < 0 || s.End <= s.Start || s.End > len(p.Source) {
				t.Fatalf("line %+v lies outside of the source", p.Lines[i])
			}
		}
		if s := p.Title.Span; s.Start < 0 || s.End < s.Start || s.End > len(p.Source) {
			t.Fatalf("title %+v lies outside of the source", p.Title)
		}
	})
}

// FuzzDocx feeds any XML as the text of a Word file.
func FuzzDocx(f *testing.F) {
	for _, body := range []string{
		readtest.Para(readtest.ListItem, readtest.BoldRun("a"), `<w:r><w:br/></w:r>`, readtest.TextRun("b")), readtest.Para(`<w:rPr><w:del/></w:rPr>`, readtest.TextRun("a")) + readtest.Para(`<w:pStyle w:val="Title"/>`, readtest.TextRun("b")),
		`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + readtest.Para("", readtest.TextRun("a")) + `</w:tc></w:tr></w:tbl>`,
		readtest.Para("", `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+readtest.Para("", readtest.TextRun("a"))+`</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`),
		readtest.Para("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>a</w:t><w:fldChar w:fldCharType="end"/><w:sym w:char="F0B7"/></w:r>`),
	} {
		f.Add([]byte(body))
	}
	f.Add([]byte(`<w:altChunk w:id="a"/>` + readtest.Para("", readtest.TextRun("a"))))
	fuzzExtractor(f, "x.docx", office.ReadDocxWith(readChunk), func(t *testing.T, body []byte) []byte {
		return readtest.Docx(t, string(body), "word/_rels/document.xml.rels", `<r><Relationship Id="a" Type="x/aFChunk" Target="a.htm"/></r>`, "word/a.htm", "<p>a<ul><li>b", "word/header1.xml", string(body))
	})
}

func FuzzDocxFile(f *testing.F) {
	f.Add(readtest.Docx(f, readtest.Para("", readtest.TextRun("a"))))
	fuzzExtractor(f, "x.docx", office.ReadDocx, nil)
}

func FuzzODT(f *testing.F) {
	f.Add([]byte(`<text><h outline-level="2">a</h><list><list-item><p style-name="x">b<span>c</span><s/><line-break/><frame><text-box><p>d</p></text-box></frame></p></list-item></list></text>`))
	f.Add([]byte(`<style name="x" family="paragraph" parent-style-name="x"><text-properties font-weight="bold" display="none"/></style><text><p style-name="x">a</p></text>`))
	fuzzExtractor(f, "x.odt", office.ReadODT, func(t *testing.T, body []byte) []byte {
		return readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x>"+string(body)+"</x>")
	})
}

func FuzzRTF(f *testing.F) {
	for _, src := range []string{
		`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset2 S;}}{\stylesheet{\s1 heading 1;}}\pard\s1 a\par{\listtext\'b7\tab}\ls1\ilvl1 b\line\u8217?c{\*\x y}\par}`,
		`{\rtf1{\shp{\*\shpinst{\shptxt a\par}}}{\upr{a}{\*\ud{\u322 ?}}}{\field{\*\fldinst x}{\fldrslt y}}\bin3 }}}\u-10179?\u-8704?\v a\v0\deleted b}`,
	} {
		f.Add([]byte(src))
	}
	fuzzExtractor(f, "x.rtf", rtf.Read, func(_ *testing.T, src []byte) []byte { return append([]byte(`{\rtf1`), src...) })
}

func FuzzPDF(f *testing.F) {
	f.Add(readtest.PDF("BT /F1 12 Tf 72 700 Td (Product Owner) Tj 0 -20 Td [(Own) -300 (the back-)] TJ T* (log) ' ET q 1 0 0 1 0 0 cm Q"))
	f.Add(readtest.PackedPDF("BT /F1 12 Tf 1 0 0 1 72 700 Tm (\225 a) Tj ET /X Do BI ID xx EI"))
	fuzzExtractor(f, "x.pdf", pdf.Read, func(_ *testing.T, src []byte) []byte { return append([]byte("%PDF-1.4\n"), src...) })
}

// FuzzPDFContent feeds any operators as the content of a page.
func FuzzPDFContent(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf 72 700 Td (a) Tj 0 -14 TD (\225 b-) Tj T* (c) Tj 300 200 Td (d) Tj /Artifact BMC (e) Tj EMC ET /X Do"))
	f.Add([]byte("/Span <</ActualText (fi)>> BDC BT /F1 9 Tf 72 700 Td (~) Tj EMC 9 Tc (OWNER a) Tj ET 0 3 m 0 4 1 6 3 6 c 4 6 6 4 6 3 c 6 1 4 0 3 0 c 1 0 0 1 0 3 c h f"))
	f.Add([]byte("BT /F1 9 Tf 14 TL 72 700 Td (Place) Tj T* (Berlin) Tj T* (Team) Tj ET BT 200 696 Td (\225 Own the pro-) Tj T* (fit and set) Tj T* (prices of it) Tj ET"))
	fuzzExtractor(f, "x.pdf", pdf.Read, func(_ *testing.T, src []byte) []byte {
		return readtest.PDF(string(src), "BT /F1 9 Tf 72 30 Td (Page 2) Tj ET")
	})
}
