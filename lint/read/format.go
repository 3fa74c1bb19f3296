package read

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/mail"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"github.com/jdlint/jdlint/lint/read/office"
	"github.com/jdlint/jdlint/lint/read/pdf"
	"github.com/jdlint/jdlint/lint/read/rtf"
)

// format is one way in which postings are written.
type format struct {
	name  posting.Format
	found []string // extensions by which a file in a folder is taken for a posting
	named []string // further extensions, of files that somebody has to name

	// read reads a text from the byte i on.
	read func(m *block.Memory, text []byte, i int) block.Document

	// For files that are not text: is recognises one by its content, and extract
	// takes its text out.
	is      func(src []byte) bool
	extract extractor
}

// formats is the one table of the formats: a new one is a line here and a package
// that reads it.
var formats = []format{
	{name: posting.Markdown, found: []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd"}, read: markdown.Read},
	{name: posting.Markdown, found: []string{".textile"}, read: markdown.ReadTextile},
	{name: posting.Markdown, found: []string{".adoc", ".asciidoc"}, named: []string{".asc"}, read: markdown.ReadASCIIDoc},
	{name: posting.Markdown, found: []string{".rst"}, read: markdown.ReadRST},
	{name: posting.Markdown, found: []string{".org"}, read: markdown.ReadOrg},
	{name: posting.Markdown, found: []string{tomlExtension}, read: markdown.ReadPlain}, // front matter alone
	{name: posting.HTML, found: []string{astroExtension}, read: readHTML},
	{name: posting.Plain, found: []string{".txt"}, read: markdown.ReadPlain},
	{name: posting.HTML, found: []string{".html", ".htm"}, named: []string{".xhtml", ".shtml"}, read: readHTML},
	{name: posting.Docx, found: []string{".docx"}, is: office.IsDocx, extract: office.ReadDocxWith(readChunk)},
	{name: posting.ODT, found: []string{".odt"}, is: office.IsODT, extract: office.ReadODT},
	{name: posting.RTF, found: []string{".rtf"}, is: begins(`{\rtf`), extract: rtf.Read},
	{name: posting.PDF, found: []string{".pdf"}, is: pdf.Is, extract: pdf.Read},
	{found: []string{".eml", ".mhtml", ".mht"}}, // of a mail the body is read, which is HTML or text

	// What is refused, with a word about the way out.
	{found: []string{".doc", ".msg"}, is: begins("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), extract: office.RefuseOld},
	{found: []string{".pages"}, is: office.IsPages, extract: refuse(block.ErrPages)},
	{named: pictures, is: isPicture, extract: refuse(block.ErrPicture)},
}

// Extensions of files whose front matter is of another kind.
const (
	tomlExtension  = ".toml"  // all of the file
	astroExtension = ".astro" // code
)

func readHTML(m *block.Memory, text []byte, i int) block.Document {
	return html.Read(m, text, i, markdown.ReadLines)
}

// Extensions returns the extensions, such as ".md", by which a file in a folder is
// taken for a posting.
func Extensions() (all []string) {
	for _, f := range formats {
		all = append(all, f.found...)
	}
	return all
}

// begins returns a function that reports whether a file begins with a signature,
// behind a byte order mark and white space.
func begins(signature string) func(src []byte) bool {
	return func(src []byte) bool {
		head := bytes.TrimLeft(bytes.TrimPrefix(src[:min(len(src), 1024)], []byte("\uFEFF")), " \t\r\n")
		return bytes.HasPrefix(head, []byte(signature))
	}
}

// refuse returns an extractor that refuses all files.
func refuse(err error) extractor {
	return func(context.Context, []byte) (block.Extracted, error) { return block.Extracted{}, err }
}

var pictures = []string{".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"}

// IsPicture reports whether a file has the name of a picture.
func IsPicture(name string) bool {
	return slices.Contains(pictures, strings.ToLower(filepath.Ext(name)))
}

// isPicture recognises the formats of pictures.
func isPicture(src []byte) bool {
	for _, magic := range []string{"\x89PNG\r\n", "GIF87a", "GIF89a", "\xFF\xD8\xFF", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(src, []byte(magic)) {
			return true
		}
	}
	if len(src) < 12 {
		return false
	}
	kind := string(src[8:12])
	return bytes.HasPrefix(src, []byte("RIFF")) && kind == "WEBP" ||
		string(src[4:8]) == "ftyp" && (kind == "heic" || kind == "heix" || kind == "mif1" || kind == "avif")
}

// extracting returns the format whose text has to be taken out of a file, or nil
// for text. name is the format if it is known, or "".
func extracting(src []byte, name posting.Format) *format {
	for i := range formats {
		if f := &formats[i]; f.is != nil && (name == "" || name == f.name) && f.is(src) {
			return f
		}
	}
	return nil
}

// formatOf returns the format of a text by the name of its file and by what it
// looks like. The name decides unless the text plainly contradicts it: much
// that is called .txt or has no extension is Markdown or HTML.
func formatOf(path string, text []byte) *format {
	ext := strings.ToLower(filepath.Ext(path))
	for i := range formats {
		if f := &formats[i]; f.read != nil && f.name != posting.Plain && !isPage(text) && (slices.Contains(f.found, ext) || slices.Contains(f.named, ext)) {
			return f
		}
	}
	switch {
	case isPage(text) || looksLikeHTML(text):
		return formatNamed(posting.HTML)
	case looksLikeMarkdown(text):
		return formatNamed(posting.Markdown)
	}
	return formatNamed(posting.Plain)
}

// formatNamed returns the format of a text that somebody said to have this one.
func formatNamed(name posting.Format) *format {
	for i := range formats {
		if f := &formats[i]; f.name == name && f.read != nil {
			return f
		}
	}
	return &format{name: name, read: markdown.ReadPlain}
}

// readChunk returns the blocks of a file that stands in a Word file.
func readChunk(ctx context.Context, src []byte) []block.Block {
	var m block.Memory
	switch {
	case office.IsDocx(src):
		x, _ := office.ReadDocx(ctx, src)
		return x.Document.Blocks
	case begins(`{\rtf`)(src):
		x, _ := rtf.Read(ctx, src)
		return x.Document.Blocks
	case mail.Is(src):
		if page, err := mail.Read(src); err == nil {
			src = page.Text
		}
	}
	if text, ok := recode(src); ok {
		src = text
	}
	v, err := decode(src)
	switch {
	case err != nil:
		return nil
	case isPage(v.Text) || looksLikeHTML(v.Text):
		return html.Read(&m, v.Text, 0, markdown.ReadLines).Blocks
	}
	return markdown.ReadPlain(&m, v.Text, 0).Blocks
}

// extractor takes the text out of a file that is not text, until the context ends.
type extractor func(ctx context.Context, src []byte) (block.Extracted, error)

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

// holdsMarkdown reports whether the text of a document has signs of Markdown, as what
// an assistant wrote and somebody pasted below a heading. Tables have none.
func holdsMarkdown(blocks []block.Block) bool {
	var text []byte
	for i := range blocks {
		if blocks[i].Kind == block.Cell || blocks[i].Cell.Row > 0 {
			return false
		}
		text = append(append(text, blocks[i].Text...), '\n')
	}
	return looksLikeMarkdown(text)
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
