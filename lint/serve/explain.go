//go:build !js

package serve

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/rules"
)

// Explanations returns the pages that explain what the page says, by their names below
// it, and a list of them. They are those of the [book], for readers in the browser.
func Explanations(set *rules.Set) (map[string][]byte, error) {
	if set == nil {
		return nil, nil
	}
	b, err := book.New(set)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	write := func(name string, what any) {
		var text bytes.Buffer
		if err == nil {
			err = templates().ExecuteTemplate(&text, "explain.html", what)
		}
		files[explainFolder+name+".html"] = text.Bytes()
	}
	list := book.Page{Name: "All explanations"}
	for _, p := range b.Pages() {
		write(p.ID, p)
		if n := len(list.Parts); n == 0 || list.Parts[n-1].Heading != p.Group.Heading() {
			list.Parts = append(list.Parts, book.Part{Heading: p.Group.Heading()})
		}
		part := &list.Parts[len(list.Parts)-1]
		part.Items = append(part.Items, book.Item{Ref: p.ID, Text: p.Summary()})
	}
	write("index", list)
	return files, err
}
