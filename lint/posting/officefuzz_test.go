package posting

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// fuzzExtractor feeds any bytes to a reader and holds what it gives against
// the laws.
func fuzzExtractor(f *testing.F, path string, read extractor, wrap func(*testing.T, []byte) []byte) {
	f.Fuzz(func(t *testing.T, src []byte) {
		if wrap != nil {
			src = wrap(t, src)
		}
		if x, err := read(src); err == nil {
			checkExtract(t, &x)
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
		para(listItem, boldRun("a"), `<w:r><w:br/></w:r>`, textRun("b")), para(`<w:rPr><w:del/></w:rPr>`, textRun("a")) + para(`<w:pStyle w:val="Title"/>`, textRun("b")),
		`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + para("", textRun("a")) + `</w:tc></w:tr></w:tbl>`,
		para("", `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+para("", textRun("a"))+`</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`),
		para("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>a</w:t><w:fldChar w:fldCharType="end"/><w:sym w:char="F0B7"/></w:r>`),
	} {
		f.Add([]byte(body))
	}
	fuzzExtractor(f, "x.docx", readDocx, func(t *testing.T, body []byte) []byte { return docx(t, string(body)) })
}

func FuzzDocxFile(f *testing.F) {
	f.Add(docx(f, para("", textRun("a"))))
	fuzzExtractor(f, "x.docx", readDocx, nil)
}

func FuzzODT(f *testing.F) {
	f.Add([]byte(`<text><h outline-level="2">a</h><list><list-item><p style-name="x">b<span>c</span><s/><line-break/><frame><text-box><p>d</p></text-box></frame></p></list-item></list></text>`))
	f.Add([]byte(`<style name="x" family="paragraph" parent-style-name="x"><text-properties font-weight="bold" display="none"/></style><text><p style-name="x">a</p></text>`))
	fuzzExtractor(f, "x.odt", readODT, func(t *testing.T, body []byte) []byte {
		return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x>"+string(body)+"</x>")
	})
}

func FuzzRTF(f *testing.F) {
	for _, src := range []string{
		`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset2 S;}}{\stylesheet{\s1 heading 1;}}\pard\s1 a\par{\listtext\'b7\tab}\ls1\ilvl1 b\line\u8217?c{\*\x y}\par}`,
		`{\rtf1{\shp{\*\shpinst{\shptxt a\par}}}{\upr{a}{\*\ud{\u322 ?}}}{\field{\*\fldinst x}{\fldrslt y}}\bin3 }}}\u-10179?\u-8704?\v a\v0\deleted b}`,
	} {
		f.Add([]byte(src))
	}
	fuzzExtractor(f, "x.rtf", readRTF, func(_ *testing.T, src []byte) []byte { return append([]byte(`{\rtf1`), src...) })
}

func FuzzPDF(f *testing.F) {
	f.Add(pdfFile("BT /F1 12 Tf 72 700 Td (Product Owner) Tj 0 -20 Td [(Own) -300 (the back-)] TJ T* (log) ' ET q 1 0 0 1 0 0 cm Q"))
	f.Add(packedPDF("BT /F1 12 Tf 1 0 0 1 72 700 Tm (\225 a) Tj ET /X Do BI ID xx EI"))
	fuzzExtractor(f, "x.pdf", readPDF, func(_ *testing.T, src []byte) []byte { return append([]byte("%PDF-1.4\n"), src...) })
}

// FuzzPDFContent feeds any operators as the content of a page.
func FuzzPDFContent(f *testing.F) {
	f.Add([]byte("BT /F1 12 Tf 72 700 Td (a) Tj 0 -14 TD (\225 b-) Tj T* (c) Tj 300 200 Td (d) Tj /Artifact BMC (e) Tj EMC ET /X Do"))
	fuzzExtractor(f, "x.pdf", readPDF, func(_ *testing.T, src []byte) []byte {
		return pdfFile(string(src), "BT /F1 9 Tf 72 30 Td (Page 2) Tj ET")
	})
}

// pdfObjects are the objects of a file with a page for each content; they are
// numbered from 1.
func pdfObjects(contents ...string) []string {
	var kids strings.Builder
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
	}
	for _, content := range contents {
		n := len(objects)
		fmt.Fprintf(&kids, "%d 0 R ", n+1)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", n+2),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>", kids.String(), len(contents))
	return objects
}

// pdfFile makes a PDF with a page for each content. /F1 is a font, /F2 a bold
// one.
func pdfFile(contents ...string) []byte { return pdfOf(pdfObjects(contents...)) }

func pdfOf(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var places []int
	for i, o := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// packedPDF makes a PDF of version 1.5: all objects stand in a stream.
func packedPDF(content string) []byte {
	objects := pdfObjects(content)
	var head, body strings.Builder
	for i, o := range objects[:5] {
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(o + " ")
	}
	packed, drawn := deflated(head.String()+body.String()), deflated(content)
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	fmt.Fprintf(&b, "6 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(drawn), drawn)
	fmt.Fprintf(&b, "7 0 obj\n<</Type/ObjStm/N 5/First %d/Filter[/FlateDecode]/Length %d>>\nstream\n%s\nendstream\nendobj\n", head.Len(), len(packed), packed)
	b.WriteString("8 0 obj\n<</Type/XRef/Root 1 0 R/Size 9/W[1 2 1]/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}
