package browsertest

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Postings of the tests.
const (
	wrong = `# Senior Product Owner, Bridge Tolls

## What you will do

- Define the vision and the strategy of our toll products
- Set prices and packages for lorries and commuters
- Carry the profit and loss of the line
- Research the market and keep track of competitors
- Plan the launch of new products with marketing and sales
- Keep the backlog of the payments team in order
`
	right = `# Product Owner, Bridge Tolls

## What you will do

- Own and prioritise the product backlog
- Write user stories and acceptance criteria
- Plan the sprints with the team
- Accept finished work at the end of each sprint
`
	hostileTitle = "# Data <img src=x onerror=\"document.title='broken out'\"> Engineer\n\nWork here.\n"
	hostile      = "# Product Owner\n\nAt <img src=x onerror=\"document.title='broken out'\"> we work.\n\n" +
		"- Own the backlog <script>document.title='broken out'</script> of \"><svg onload=alert(1)>\n" +
		"- Write user stories </textarea></style></script><iframe src=javascript:alert(1)></iframe>\n" +
		"- Plan the sprints {{.}} ${document.title} \u202e javascript:alert(1)\n" +
		"- Accept finished stories <a href=javascript:alert(1)>x</a> <base href=http://example.com/>\n"
	webPage = `<!doctype html><html><head><title>Product Owner, Bridge Tolls</title><script>document.title = 'broken out'</script></head>
<body><h1>Product Owner, Bridge Tolls</h1><h2>What you will do</h2><ul><li>Own and prioritise the product backlog</li>
<li>Write user stories and acceptance criteria</li><li>Plan the sprints with the team</li><li>Accept finished work</li></ul></body></html>`
	table = "Title,Description\nProduct Owner,\"- Own and prioritise the product backlog\n- Write user stories\n- Plan the sprints with the team\n- Accept finished stories\"\n" +
		"Product Owner,\"- Set prices and packages\n- Define the product vision and strategy\n- Carry the profit and loss\n- Research the market and competitors\"\n"
)

// write keeps a text in a file for the browser to open.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// docx makes a Word file of a title and list items.
func docx(t testing.TB, title string, items ...string) string {
	t.Helper()
	const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	var body bytes.Buffer
	body.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document ` + space + `><w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + title + `</w:t></w:r></w:p>`)
	for _, item := range items {
		body.WriteString(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>` + item + `</w:t></w:r></w:p>`)
	}
	body.WriteString(`</w:body></w:document>`)
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   body.String(),
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return write(t, "tolls.docx", file.String())
}
