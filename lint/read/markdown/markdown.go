// Package markdown reads text that is laid out by lines: Markdown, Textile, AsciiDoc,
// reStructuredText, Org and plain text.
package markdown

import (
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// ReadPlain reads text[i:] as plain text.
func ReadPlain(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{})
}

// Read reads text[i:] as Markdown.
func Read(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{marked: true})
}

// ReadTextile reads text[i:] as Textile.
func ReadTextile(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{marked: true, textile: true})
}

// ReadASCIIDoc reads text[i:] as AsciiDoc.
func ReadASCIIDoc(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{marked: true, asciidoc: true})
}

// ReadRST reads text[i:] as reStructuredText.
func ReadRST(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{marked: true, rst: true})
}

// ReadOrg reads text[i:] as Org.
func ReadOrg(m *block.Memory, text []byte, i int) block.Document {
	return readLayout(m, text, i, layout{marked: true, org: true})
}

func readLayout(m *block.Memory, text []byte, i int, l layout) block.Document {
	l.w = block.NewWriter(m, text, i)
	l.read(i, len(text))
	return block.Document{Blocks: l.w.Finish()}
}

// ReadLines reads text[i:j] of a writer as plain text, for readers of other formats.
func ReadLines(w *block.Writer, i, j int) {
	l := layout{w: w}
	l.read(i, j)
}

// embedded reads text[i:j] as HTML.
func (l *layout) embedded(i, j int) { html.ReadFragment(l.w, i, j, ReadLines) }
