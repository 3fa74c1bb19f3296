package read

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// formatOf tells the format of a text by the name of its file and by what it
// looks like. The name decides unless the text plainly contradicts it: much
// that is called .txt or has no extension is Markdown or HTML.
func formatOf(path string, text []byte) (f posting.Format, textile bool) {
	ext := strings.ToLower(filepath.Ext(path))
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return posting.HTML, false
	case ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd":
		if isPage(text) {
			return posting.HTML, false
		}
		return posting.Markdown, false
	case ".textile":
		return posting.Markdown, true
	}
	switch {
	case isPage(text) || looksLikeHTML(text):
		return posting.HTML, false
	case looksLikeMarkdown(text):
		return posting.Markdown, false
	}
	return posting.Plain, false
}

const sniffed = 1 << 16 // bytes of a text that are looked at

// isPage recognises a whole HTML document.
func isPage(text []byte) bool {
	head := bytes.TrimLeft(text[:min(len(text), 1024)], " \t\r\n")
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if len(head) > len(start) && strings.EqualFold(string(head[:len(start)]), start) {
			return true
		}
	}
	return false
}

// looksLikeHTML counts the tags that give a text its layout, and asks that
// they outnumber the lines.
func looksLikeHTML(text []byte) bool {
	text = text[:min(len(text), sniffed)]
	if first := bytes.TrimLeft(text, " \t\r\n"); len(first) > 0 && first[0] == '<' {
		if n, name, _ := html.Tag(first); n > 0 && html.KindOf(name) > html.Inline {
			return true
		}
	}
	tags := 0
	for i := 0; ; {
		k := bytes.IndexByte(text[i:], '<')
		if k < 0 {
			break
		}
		i += k
		n, name, _ := html.Tag(text[i:])
		if n > 0 && html.KindOf(name) >= html.Break {
			tags++
		}
		i += max(n, 1)
	}
	return tags >= 3 && tags*2 >= bytes.Count(text, []byte("\n"))
}

// looksLikeMarkdown looks for markup that nobody writes by chance.
func looksLikeMarkdown(text []byte) bool {
	text = text[:min(len(text), sniffed)]
	marks := 0
	for i := 0; i < len(text); {
		end, next := block.LineEnd(text, i)
		line := bytes.TrimLeft(text[i:end], " ")
		i = next
		n := 0
		for n < len(line) && line[n] == '#' {
			n++
		}
		switch {
		case n > 0 && n <= 6 && n < len(line) && line[n] == ' ':
			return true
		case n > 1 && n <= 6 && n < len(line) && block.IsAlpha(line[n]):
			return true
		}
		if k := bytes.Index(line, []byte("**")); k >= 0 && bytes.Contains(line[k+2:], []byte("**")) {
			marks++
		}
		if k := bytes.Index(line, []byte("](")); k > 0 && bytes.IndexByte(line[:k], '[') >= 0 && bytes.IndexByte(line[k:], ')') >= 0 {
			marks++
		}
		if marks >= 2 {
			return true
		}
	}
	return false
}
