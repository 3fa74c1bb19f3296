package posting

import (
	"bytes"
	"path/filepath"
	"strings"
)

// formatOf tells the format of a text by the name of its file and by what it
// looks like. The name decides unless the text plainly contradicts it: much
// that is called .txt or has no extension is Markdown or HTML.
func formatOf(path string, text []byte) (f Format, textile bool) {
	ext := strings.ToLower(filepath.Ext(path))
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return HTML, false
	case ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd":
		if isPage(text) {
			return HTML, false
		}
		return Markdown, false
	case ".textile":
		return Markdown, true
	}
	switch {
	case isPage(text) || looksLikeHTML(text):
		return HTML, false
	case looksLikeMarkdown(text):
		return Markdown, false
	}
	return Plain, false
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
		if n, name, _ := tag(first); n > 0 && tagKindOf(name) > inlineTag {
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
		n, name, _ := tag(text[i:])
		if n > 0 && tagKindOf(name) >= breakTag {
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
		end, next := cutLine(text, i)
		line := bytes.TrimLeft(text[i:end], " ")
		i = next
		n := 0
		for n < len(line) && line[n] == '#' {
			n++
		}
		switch {
		case n > 0 && n <= 6 && n < len(line) && line[n] == ' ':
			return true
		case n > 1 && n <= 6 && n < len(line) && isAlpha(line[n]):
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

// isEscaped recognises markup that was stored escaped, "&lt;p&gt;", as many
// exports of applicant tracking systems do.
func isEscaped(text []byte) bool {
	escaped := bytes.Count(text, []byte("&lt;/")) + bytes.Count(text, []byte("&lt;br"))
	return escaped >= 2 && escaped > bytes.Count(text, []byte("</"))
}

// usualRuns is how many runs there is room for at once.
const usualRuns = 2000

// unescape makes a view of a text in which entities are decoded once.
func unescape(text []byte) view {
	m := viewMaker{text: make([]byte, 0, len(text)), runs: make([]run, 0, min(2*bytes.Count(text, []byte{'&'}), usualRuns)+1)}
	from := 0
	for i := 0; i < len(text); {
		k := bytes.IndexByte(text[i:], '&')
		if k < 0 {
			break
		}
		i += k
		name, n := entityName(text[i:])
		var sub string
		switch name {
		case "lt":
			sub = "<"
		case "gt":
			sub = ">"
		case "quot", "#34":
			sub = `"`
		case "#39", "apos":
			sub = "'"
		case "amp", "#38":
			sub = "&"
		default: // others mean the same in text and in markup
			i++
			continue
		}
		m.keep(text, from, i)
		m.replace([]byte(sub), i, i+n)
		i += n
		from = i
	}
	m.keep(text, from, len(text))
	return m.view()
}
