//go:build !js

package serve

import (
	"bytes"
	"embed"
	"html/template"
	"path"
	"sync"

	"github.com/jdlint/jdlint/lint/report"
)

//go:embed page
var pageFiles embed.FS

// templates are parsed when the page is first asked for.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/index.html", "page/explain.html"))
})

// Page returns the page. The policy is for one that no server sends with its headers,
// "" for the others.
func (d *Desk) Page(policy string) ([]byte, error) {
	var b bytes.Buffer
	err := templates().ExecuteTemplate(&b, "index.html", map[string]any{"Models": d.o.Models, "Languages": d.o.Languages, "Policy": policy})
	return b.Bytes(), err
}

// Files returns what the page asks for besides, by name.
func Files() map[string][]byte {
	files := map[string][]byte{"sheet.css": []byte(report.SheetStyle)}
	entries, _ := pageFiles.ReadDir("page")
	for _, e := range entries {
		if path.Ext(e.Name()) != ".html" {
			files[e.Name()], _ = pageFiles.ReadFile("page/" + e.Name()) // they are embedded
		}
	}
	return files
}
