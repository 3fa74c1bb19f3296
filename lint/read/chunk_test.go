package read

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
)

// TestDocxParts reads Word files whose text or title stands in another part than the
// main one, or in UTF-16.
func TestDocxParts(t *testing.T) {
	const rels = "word/_rels/document.xml.rels"
	relation := func(target string) string {
		return `<Relationships><Relationship Id="c" Type="http://x/aFChunk" Target="` + target + `"/></Relationships>`
	}
	body := readtest.Para(`<w:pStyle w:val="Heading1"/>`, readtest.TextRun("Working here")) + readtest.Para(readtest.ListItem, readtest.TextRun("Own it"))
	chunk := readtest.Para("", readtest.TextRun("Product Owner")) + `<w:altChunk w:id="c"/>`
	header := func(lines ...string) string {
		var b strings.Builder
		for _, line := range lines {
			b.WriteString(readtest.Para("", readtest.TextRun(line)))
		}
		return `<w:hdr ` + readtest.WordSpace + `>` + b.String() + `</w:hdr>`
	}
	wide := func(s string) string {
		b := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	const items = "<html><body><ul><li>Own it</li></ul></body></html>"
	for name, src := range map[string][]byte{
		"a title in the header":   readtest.Docx(t, body, "word/header1.xml", header("Parkwell", "Product Owner")),
		"a header that is broken": readtest.Docx(t, body, "word/header1.xml", "<w:p>", "word/header2.xml", header("Product Owner")),
		"a page in it":            readtest.Docx(t, chunk, rels, relation("c.htm"), "word/c.htm", items),
		"a saved page in it":      readtest.Docx(t, chunk, rels, relation("/word/c.mht"), "word/c.mht", "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><ul><li>Own =\nit</li></ul>"),
		"a text in it":            readtest.Docx(t, chunk, rels, relation("c.txt"), "word/c.txt", "- Own it\n"),
		"a Word file in it":       readtest.Docx(t, chunk, rels, relation("c.docx"), "word/c.docx", string(readtest.Docx(t, readtest.Para(readtest.ListItem, readtest.TextRun("Own it"))))),
		"Rich Text in it":         readtest.Docx(t, chunk, rels, relation("c.rtf"), "word/c.rtf", `{\rtf1 {\listtext\'b7\tab}Own it\par}`),
		"struck out":              readtest.Docx(t, readtest.Para("", readtest.TextRun("Product Owner"))+readtest.Para(readtest.ListItem, readtest.TextRun("Own it"))+readtest.Para("", `<w:r><w:rPr><w:strike/></w:rPr><w:t>Gone</w:t></w:r>`)),
		"struck out in ODT":       readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<x><style name="s" family="text"><text-properties text-line-through-style="solid"/></style><text><h outline-level="1">Product Owner</h><p>Own it</p><p><span style-name="s">Gone</span></p></text></x>`),
		"UTF-16":                  readtest.Zip(t, "word/document.xml", wide(`<?xml version="1.0" encoding="UTF-16"?><w:document `+readtest.WordSpace+`><w:body>`+readtest.Para("", readtest.TextRun("Product Owner"))+readtest.Para(readtest.ListItem, readtest.TextRun("Own it"))+`</w:body></w:document>`)),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Read("x.docx", src, Options{IsTitle: namesJob, Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			if last := p.Lines[len(p.Lines)-1]; p.Title.Text != "Product Owner" || last.Text != "Own it" {
				t.Errorf("title %q, last line %q", p.Title.Text, last.Text)
			}
		})
	}
	bomb := readtest.Docx(t, strings.Repeat(`<w:altChunk w:id="c"/>`, 100), rels, relation("c.txt"), "word/c.txt", strings.Repeat("Own it. ", 1<<17))
	if _, err := Read("x.docx", bomb, Options{}); !errors.Is(err, block.ErrTooLarge) {
		t.Errorf("of a file in it a hundred times the error is %v", err)
	}
}
