package read

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/posting"
)

// TestUnreadData: a page whose JobPosting is no JSON says where, and one that has
// nothing else is refused.
func TestUnreadData(t *testing.T) {
	const broken, whole = `{'@type': 'JobPosting', 'title': 'Product Owner'}`, `{"@type": "JobPosting", "title": "Product Owner"}`
	page := func(data, text string) []byte {
		return []byte(`<html><script type="application/ld+json">` + data + `</script><body>` + text + `</body></html>`)
	}
	p := mustRead(t, "x.html", page(broken, "<p>Own the backlog"), Options{})
	if s := p.Unread; string(p.Source[s.Start:s.End]) != "JobPosting" {
		t.Errorf("unread is %v", s)
	}
	if p := mustRead(t, "x.html", page(whole, "<p>Own the backlog"), Options{}); p.Unread != (posting.Span{}) {
		t.Errorf("data that were read are unread: %v", p.Unread)
	}
	if _, err := Read("x.html", page(broken, ""), Options{}); !errors.Is(err, errUnreadData) {
		t.Error(err)
	}
}

// TestCells: the cells of a table have their rows and columns in each format.
func TestCells(t *testing.T) {
	cell := func(s string) string {
		return `<w:tc>` + readtest.Para("", readtest.TextRun(s)) + `</w:tc>`
	}
	odt := func(s string) string { return `<table-cell><p>` + s + `</p></table-cell>` }
	for name, src := range map[string][]byte{
		"docx": readtest.Docx(t, `<w:tbl><w:tr>`+cell("a")+cell("b")+`</w:tr><w:tr>`+cell("c")+cell("d")+`</w:tr></w:tbl>`+readtest.Para("", readtest.TextRun("e"))+`<w:tbl><w:tr>`+cell("f")+`</w:tr></w:tbl>`),
		"odt": readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<x><text><table><table-row>`+odt("a")+odt("b")+`</table-row><table-row>`+odt("c")+odt("d")+
			`</table-row></table><p>e</p><table><table-row>`+odt("f")+`</table-row></table></text></x>`),
		"rtf":  []byte(`{\rtf1\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell d\cell\row\pard e\par\trowd\intbl f\cell\row}`),
		"html": []byte(`<table><tr><td>a<td>b<tr><td>c<td>d</table><p>e</p><table><tr><td>f</table>`),
		"md":   []byte("| a | b |\n|---|---|\n| c | d |\n\ne\n\n| f |\n|---|\n"),
	} {
		p := mustRead(t, "x."+name, src, Options{Headings: headings(t)})
		var got []string
		for i := range p.Lines {
			l := &p.Lines[i]
			got = append(got, fmt.Sprintf("%s %d %d", l.Text, l.Row, l.Column))
		}
		if diff := cmp.Diff([]string{"a 1 1", "b 1 2", "c 2 1", "d 2 2", "e 0 0", "f 1 1"}, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestTypedRTF: Rich Text without styles is read as text.
func TestTypedRTF(t *testing.T) {
	p := mustRead(t, "-", []byte(`{\rtf1 Product Owner\par\par * Own the backlog\par * Write stories\par}`), Options{IsTitle: namesJob})
	if want := "Product Owner\n\n* Own the backlog\n* Write stories\n"; string(p.Source) != want {
		t.Errorf("%q, want %q", p.Source, want)
	}
}
