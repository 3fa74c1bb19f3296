package office

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
)

// ReadODT takes the text out of a text document of LibreOffice and its kin,
// without notes, comments and what was deleted under tracked changes.
func ReadODT(ctx context.Context, src []byte) (block.Extracted, error) {
	return extract(ctx, src, "an OpenDocument text (.odt)", func(a *archive) (*block.Transcript, error) {
		if bytes.Contains(a.part("META-INF/manifest.xml"), []byte("encryption-data")) {
			return nil, block.ErrEncrypted
		}
		r := odtReader{styles: map[string]*odtStyle{}}
		r.Titles = append(r.Titles, a.propertyTitle("meta.xml", nil))
		a.tokens("styles.xml", r.token)
		a.tokens("content.xml", r.token)
		return &r.Transcript, nil
	})
}

// odtStyle is what a style says of paragraphs and spans.
type odtStyle struct {
	parent       string
	level        int // of a heading; 0 when the parent says it
	bold, hidden toggle
}

type odtReader struct {
	block.Transcript
	styles map[string]*odtStyle // of paragraphs and of text, by family and name
	style  *odtStyle            // that is being defined

	skip   int // how many of the open elements are left out
	body   bool
	lists  int
	cells  int
	at     block.At // the cell that was read last
	open   []odtParagraph
	depths []int // of lists, around each frame
}

// odtParagraph is a paragraph while it is read. A text box may stand inside.
type odtParagraph struct {
	block.ParagraphBuilder
	faces []odtFace // of the paragraph and of the spans that are open in it
}

type odtFace struct{ bold, hidden bool }

func (r *odtReader) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 || !r.start(&t) {
			r.skip++
		}
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return
		}
		r.end(t.Name.Local)
	case xml.CharData:
		if r.skip == 0 {
			r.write(string(t))
		}
	}
}

// start reads the beginning of an element; false leaves the element out.
func (r *odtReader) start(e *xml.StartElement) bool {
	switch name := e.Name.Local; name {
	case "style", "default-style":
		r.define(e)
	case "text-properties":
		if r.style != nil {
			r.style.textProperties(e)
		}
	case "text":
		r.body = true // office:text; text:text does not exist
	case "title":
		return !strings.Contains(e.Name.Space, "svg") // what a picture shows; else a field
	case "note", "annotation", "tracked-changes", "table-of-content", "alphabetical-index", "illustration-index", "bibliography",
		"ruby-text", "desc", "forms", "script", "hidden-text", "hidden-paragraph", "page-number", "page-count", "header", "footer":
		return false
	case "h", "p":
		if r.body {
			r.begin(e)
		}
	case "list":
		r.lists++
	case "table":
		if r.cells == 0 {
			r.at = block.At{}
		}
	case "table-row":
		if r.cells == 0 {
			r.at = r.at.NextRow()
		}
	case "table-cell", "covered-table-cell":
		if r.cells == 0 {
			r.at = r.at.Next()
		}
		r.cells++
	case "text-box":
		r.depths = append(r.depths, r.lists)
		r.lists = 0
	case "span", "a":
		if p := r.paragraph(); p != nil {
			p.faces = append(p.faces, r.face("text", attr(e, "style-name"), p.faces[len(p.faces)-1]))
		}
	case "s", "tab":
		r.write(" ")
	case "line-break":
		if p := r.paragraph(); p != nil {
			p.BreakLine()
		}
	}
	return true
}

func (r *odtReader) end(name string) {
	switch name {
	case "style", "default-style":
		r.style = nil
	case "h", "p":
		if n := len(r.open); n > 0 {
			r.NextParagraph(&r.open[n-1].ParagraphBuilder)
			r.open = r.open[:n-1]
		}
	case "list":
		r.lists = max(r.lists-1, 0)
	case "table-cell", "covered-table-cell":
		r.cells = max(r.cells-1, 0)
	case "text-box":
		if n := len(r.depths); n > 0 {
			r.lists = r.depths[n-1]
			r.depths = r.depths[:n-1]
		}
	case "span", "a":
		if p := r.paragraph(); p != nil && len(p.faces) > 1 {
			p.faces = p.faces[:len(p.faces)-1]
		}
	}
}

// define begins the definition of a style.
func (r *odtReader) define(e *xml.StartElement) {
	s := &odtStyle{parent: attr(e, "parent-style-name")}
	name := attr(e, "name")
	s.level = levelOf(attr(e, "default-outline-level"))
	if s.level == 0 {
		s.level = block.HeadingStyle(name)
	}
	r.styles[attr(e, "family")+" "+name] = s
	r.style = s
}

func (s *odtStyle) textProperties(e *xml.StartElement) {
	switch weight := attr(e, "font-weight"); weight {
	case "":
	case "bold", "600", "700", "800", "900":
		s.bold = on
	default:
		s.bold = off
	}
	switch attr(e, "display") {
	case "none":
		s.hidden = on
	case "true":
		s.hidden = off
	}
	for _, name := range []string{"text-line-through-style", "text-line-through-type"} {
		if line := attr(e, name); line != "" && line != "none" {
			s.hidden = on // what is struck out is not said
		}
	}
}

// resolve returns what a style says, with what it takes from its ancestors.
func (r *odtReader) resolve(family, name string) odtStyle {
	const generations = 20 // they may go in a circle
	var s odtStyle
	for range generations {
		up := r.styles[family+" "+name]
		if up == nil {
			break
		}
		if s.level == 0 {
			s.level = up.level
		}
		s.bold, s.hidden = s.bold.or(up.bold), s.hidden.or(up.hidden)
		name = up.parent
	}
	return s
}

// face returns how text of a style is set, which stands in text set as around.
func (r *odtReader) face(family, style string, around odtFace) odtFace {
	s := r.resolve(family, style)
	return odtFace{bold: s.bold == on || s.bold == unset && around.bold, hidden: s.hidden == on || s.hidden == unset && around.hidden}
}

func (r *odtReader) begin(e *xml.StartElement) {
	var p odtParagraph
	style := attr(e, "style-name")
	p.faces = append(p.faces, r.face("paragraph", style, odtFace{}))
	level := r.resolve("paragraph", style).level
	if e.Name.Local == "h" {
		level = cmp.Or(levelOf(attr(e, "outline-level")), level, 1)
	}
	switch {
	case level > 0:
		p.Kind, p.Level = block.Heading, level
	case r.lists > 0:
		p.Kind, p.Level = block.Bullet, r.lists
	case r.cells > 0:
		p.Kind = block.Cell
	}
	if r.cells == 1 {
		p.Cell = r.at
	}
	r.open = append(r.open, p)
}

func (r *odtReader) paragraph() *odtParagraph {
	if n := len(r.open); n > 0 {
		return &r.open[n-1]
	}
	return nil
}

func (r *odtReader) write(s string) {
	p := r.paragraph()
	if p == nil {
		return
	}
	if face := p.faces[len(p.faces)-1]; !face.hidden {
		// Line feeds in the file are none in the text.
		p.Add(strings.ReplaceAll(s, "\n", " "), face.bold)
	}
}
