package readtest

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// Zip makes an archive of names and contents.
func Zip(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const WordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// Docx makes a Word file with a body; more parts may follow.
func Docx(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return Zip(t, append([]string{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + WordSpace + `><w:body>` + body + `</w:body></w:document>`}, parts...)...)
}

// Para makes a paragraph of Word with properties.
func Para(properties string, runs ...string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + strings.Join(runs, "") + `</w:p>`
}

func TextRun(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func BoldRun(s string) string { return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r>` }

const ListItem = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>`
