package readtest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// PDFObjects are the objects of a file with a page for each content; they are
// numbered from 1.
func PDFObjects(contents ...string) []string {
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

// PDF makes a PDF with a page for each content. /F1 is a font, /F2 a bold
// one.
func PDF(contents ...string) []byte { return PDFOf(PDFObjects(contents...)) }

func PDFOf(objects []string) []byte {
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

func Deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// PackedPDF makes a PDF of version 1.5: all objects stand in a stream.
func PackedPDF(content string) []byte {
	objects := PDFObjects(content)
	var head, body strings.Builder
	for i, o := range objects[:5] {
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(o + " ")
	}
	packed, drawn := Deflate(head.String()+body.String()), Deflate(content)
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	fmt.Fprintf(&b, "6 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(drawn), drawn)
	fmt.Fprintf(&b, "7 0 obj\n<</Type/ObjStm/N 5/First %d/Filter[/FlateDecode]/Length %d>>\nstream\n%s\nendstream\nendobj\n", head.Len(), len(packed), packed)
	b.WriteString("8 0 obj\n<</Type/XRef/Root 1 0 R/Size 9/W[1 2 1]/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// DrawText draws lines of text one below the other, 14 points apart, from a place
// on.
func DrawText(x, y, size int, font string, lines ...string) string {
	s := fmt.Sprintf("BT /%s %d Tf 14 TL %d %d Td ", font, size, x, y)
	for _, line := range lines {
		line = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line)
		s += "(" + line + ") Tj T* "
	}
	return s + "ET\n"
}
