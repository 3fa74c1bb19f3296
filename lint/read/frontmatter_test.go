package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
)

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ name, text, title, source, body string }{
		{"plain", "---\ntitle: Product Owner\nlayout: job\n---\nText", "Product Owner", "Product Owner", "Text"},
		{"quoted", "---\n\"title\": \"Product \\\"PO\\\" Owner\" # yes\n---\nText", `Product "PO" Owner`, `Product \"PO\" Owner`, "Text"},
		{"single quotes", "---\ntitle: 'Owner''s Product Owner'\n---\nText", "Owner's Product Owner", "Owner''s Product Owner", "Text"},
		{"comment", "---\n# about\ntitle: Product Owner # old\n---\nText", "Product Owner", "Product Owner", "Text"},
		{"folded", "---\ntitle: >-\n  Senior\n  Product Owner\n---\nText", "Senior Product Owner", "Senior\n  Product Owner", "Text"},
		{"several lines", "---\ntitle: Senior Product\n  Owner\nx: y\n---\nText", "Senior Product Owner", "Senior Product\n  Owner", "Text"},
		{"nested", "---\nlayout: x\nhero:\n  title: Product Owner, Leeds\n---\nText", "Product Owner, Leeds", "Product Owner, Leeds", "Text"},
		{"nested in a list", "---\nparts:\n- kind: x\n- title: \"Product\\tOwner\"\n---\nText", "Product Owner", `Product\tOwner`, "Text"},
		{"top before nested", "---\nhero:\n  title: Join us\ntitle: Product Owner\n---\nText", "Product Owner", "Product Owner", "Text"},
		{"other keys", "---\nname: Product Owner\njob_title: Product Manager\n---\nText", "Product Manager", "Product Manager", "Text"},
		{"broken", "---\ntitle: Product Owner: Payments\nx: [\n\ty: 'z\n---\nText", "Product Owner: Payments", "Product Owner: Payments", "Text"},
		{"empty", "---\n---\n# Product Owner\n\nText", "Product Owner", "Product Owner", "# Product Owner|Text"},
		{"dots at the end, CRLF", "---\r\ntitle: Product Owner\r\n...\r\nText", "Product Owner", "Product Owner", "Text"},
		{"blank lines before", "\n\n---\ntitle: Product Owner\n---\nText", "Product Owner", "Product Owner", "Text"},
		{"TOML", "+++\ndate = \"2021\"\n title = \"Product Owner\"\n[extra]\ntitle = \"No\"\n +++\nText", "Product Owner", "Product Owner", "Text"},
		{"TOML, indented, nested", "+++\n[job]\n title = 'Product Owner'\n+++\nText", "Product Owner", "Product Owner", "Text"},
		{"TOML, long string", "+++\ntitle = \"\"\"\nProduct\"\"\"\n+++\n# Product Owner\n\nText", "Product Owner", "Product Owner", "# Product Owner|Text"},
		{"JSON", "{\n\t\"date\": \"2021\",\n\t\"title\": \"Product \\\"PO\\\" Owner\"\n}\n\nText", `Product "PO" Owner`, `Product \"PO\" Owner`, "Text"},
		{"JSON alone", "{\"title\": \"Product Owner\"}\n", "", "", `{"title": "Product Owner"}`},
		{"braces, no JSON", "{Product Owner}\n\nText", "", "", "{Product Owner}|Text"},
		{"rulers, no front matter", "---\nWe are a company.\nYou own the backlog.\n---\nText", "", "", "We are a company.|You own the backlog.|Text"},
		{"not closed", "---\ntitle: Product Owner\n\nText", "Product Owner", "Product Owner", "title: Product Owner|Text"},
		{"alias bomb", "---\na: &a [x,x]\nb: &b [*a,*a]\nc: {title: [*b,*b]}\n---\n# Product Owner", "Product Owner", "Product Owner", "# Product Owner"},
		{"all in it", "---\ntitle: Product Owner\nduties:\n  - Own the backlog\n---\n", "Product Owner", "Product Owner", "title: Product Owner|duties:|- Own the backlog"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read("x.md", []byte(c.text), Options{Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			if p.Title.Span.End == 0 && c.title == "" {
				p.Title.Text = ""
			}
			if got := c.text[p.Title.Span.Start:p.Title.Span.End]; p.Title.Text != c.title || got != c.source {
				t.Errorf("title %+v from %q, want %q from %q", p.Title, got, c.title, c.source)
			}
			_, d, _ := readDocument(new(block.Memory), "x.md", []byte(c.text), "")
			if got := strings.Join(readtest.Texts(d.Blocks), "|"); got != c.body {
				t.Errorf("body %q, want %q", got, c.body)
			}
		})
	}
}

func TestFrontMatterDepth(t *testing.T) {
	// Nesting as deep as an attacker likes is read in the time it takes to read it.
	src := "---\ntitle:\n  a: " + strings.Repeat("[", 100000) + "\n---\n# Product Owner\n"
	p, err := Read("x.md", []byte(src), Options{Headings: headings(t)})
	if err != nil {
		t.Fatal(err)
	}
	if p.Title.Text != "Product Owner" {
		t.Errorf("title %q", p.Title.Text)
	}
}
