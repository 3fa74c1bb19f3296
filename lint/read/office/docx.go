package office

import (
	"cmp"
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
)

// ReadDocx takes the text out of a Word file: what stands there after all
// tracked changes are accepted, without hidden text, text that is
// struck out, notes, headers and
// footers. The lines of headers may be the title.
func ReadDocx(ctx context.Context, src []byte) (block.Extracted, error) {
	return readDocx(ctx, src, nil)
}

// ReadDocxWith returns ReadDocx for files in which whole files of other formats may
// stand (altChunk), of which read gives the blocks.
func ReadDocxWith(read func(ctx context.Context, src []byte) []block.Block) func(ctx context.Context, src []byte) (block.Extracted, error) {
	return func(ctx context.Context, src []byte) (block.Extracted, error) { return readDocx(ctx, src, read) }
}

func readDocx(ctx context.Context, src []byte, chunk func(context.Context, []byte) []block.Block) (block.Extracted, error) {
	return extract(ctx, src, "a Word file (.docx)", func(a *archive) (*block.Transcript, error) {
		return a.readDocx(chunk, nil), nil
	})
}

// readDocx reads a Word file, and notes in trace where its texts stand.
func (a *archive) readDocx(chunk func(context.Context, []byte) []block.Block, trace *trace) *block.Transcript {
	roots := a.related("")
	main := cmp.Or(roots["officeDocument"], "word/document.xml")
	if !a.has(main) {
		main = "word/document.xml"
	}
	r := docxReader{styles: a.docxStyles(cmp.Or(a.related(main)["styles"], "word/styles.xml"))}
	if chunk != nil {
		targets := a.targets(main)
		r.chunk = func(id string) []block.Block { return chunk(a.ctx, a.part(targets[id])) }
	}
	properties := cmp.Or(roots["core-properties"], "docProps/core.xml")
	r.Titles = append(r.Titles, a.propertyTitle(properties, trace.begin(a, properties)))
	r.traced = trace.begin(a, main)
	a.tokens(main, r.token)
	if a.err == nil {
		r.Titles = append(r.Titles, a.headerLines(r.styles, trace)...)
	}
	return &r.Transcript
}

// What is read of the headers of pages at most.
const (
	maxHeaders     = 8
	maxHeaderLines = 12 // of each
)

// headerLines returns the lines of the headers of pages: some posters put the title
// there. What is wrong with headers is no matter.
func (a *archive) headerLines(styles map[string]*docxStyle, trace *trace) (lines []string) {
	headers := 0
	for _, f := range a.z.File {
		name := strings.ToLower(f.Name)
		if !strings.HasPrefix(name, "word/header") || !strings.HasSuffix(name, ".xml") || headers == maxHeaders {
			continue
		}
		headers++
		r := docxReader{styles: styles, traced: trace.begin(a, f.Name)}
		if a.eachToken(a.part(f.Name), r.token) != nil || a.err != nil {
			a.err = nil
			continue
		}
		r.finishFrom(0)
		blocks := r.Finish().Document.Blocks
		r.traced.finish(&r.Transcript, blocks)
		for i := range blocks[:min(len(blocks), maxHeaderLines)] {
			if text := blocks[i].Text; len(text) <= block.MaxTitle {
				lines = append(lines, text)
			}
		}
	}
	return lines
}

// docxReader reads the main part of a Word file. It builds no tree: it knows
// the elements that are open and what they mean for the text.
type docxReader struct {
	block.Transcript
	styles map[string]*docxStyle
	chunk  func(id string) []block.Block // reads a file in the file; may be nil

	path   []string // names of the open elements
	skip   int      // how many of the open elements are left out
	muted  int      // the depth of the element whose text is left out; 0 for none
	open   []docxParagraph
	cells  int
	at     block.At // the cell that was read last
	ground bool     // pages have another color than white
	boxes  []int    // of each open text box how many paragraphs are open around it
	inText bool
	fields []bool // open fields; true while their code is read, not their text
	chosen []int  // of each open AlternateContent how many choices there were
	traced *tracedPart
}

// docxParagraph is a paragraph while it is read. A text box stands inside of
// one, so that several may be open.
type docxParagraph struct {
	block.ParagraphBuilder
	style  *docxStyle
	number int // of the paragraphs that are traced
	level  int // of a heading; -1 when the style says it
	list   toggle
	depth  int  // of the list; -1 when the style says it
	joined bool // its end was deleted: the next paragraph goes on with it

	bold, hidden toggle // of the run that is open
	white        bool   // its letters are
	shaded       bool   // the paragraph, or the run, has a ground of its own
	runStyle     *docxStyle
}

func (r *docxReader) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		r.path = append(r.path, t.Name.Local)
		if r.skip > 0 || !r.start(&t) {
			r.skip++
		}
	case xml.EndElement:
		name := r.path[len(r.path)-1]
		if r.skip > 0 {
			r.skip--
		} else {
			r.end(name)
		}
		if r.muted == len(r.path) {
			r.muted = 0
		}
		r.traced.leave(len(r.path))
		r.path = r.path[:len(r.path)-1]
	case xml.CharData:
		if r.skip == 0 && r.inText {
			r.traced.read(r, string(t))
			r.write(string(t))
			r.traced.end()
		}
	}
}

// within returns the name of the n-th element around the one that was opened
// last.
func (r *docxReader) within(n int) string {
	if i := len(r.path) - 1 - n; i >= 0 {
		return r.path[i]
	}
	return ""
}

// mute leaves out the text of the n-th element around, up to its end.
func (r *docxReader) mute(n int) {
	if at := len(r.path) - n; r.muted == 0 && at > 0 {
		r.muted = at
	}
}

// isWord reports whether a name is one of the language of Word files, not one of
// the languages for drawings and the like in them.
func isWord(name xml.Name) bool {
	return name.Space == "" || strings.Contains(name.Space, "wordprocessingml")
}

// start reads the beginning of an element; false leaves the element out.
func (r *docxReader) start(e *xml.StartElement) bool {
	name := e.Name.Local
	switch name { // of markup compatibility
	case "AlternateContent":
		r.chosen = append(r.chosen, 0)
		return true
	case "Choice", "Fallback":
		// The same text stands in each of them.
		n := len(r.chosen)
		if n == 0 {
			return false
		}
		r.chosen[n-1]++
		return r.chosen[n-1] == 1+r.traced.which()
	}
	if !isWord(e.Name) {
		return true
	}
	switch name {
	case "del", "moveFrom":
		switch r.within(1) {
		case "trPr":
			r.mute(2)
		case "rPr":
			if p := r.paragraph(); p != nil && r.within(2) == "pPr" {
				p.joined = true
			}
		}
		r.traced.bar(r.paragraph())
		return false
	case "cellDel":
		r.mute(2)
	case "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "sectPrChange", "numberingChange",
		"instrText", "delText", "delInstrText", "rt":
		return false
	case "altChunk":
		r.insert(attr(e, "id"))
		return false
	case "showingPlcHdr": // nobody has filled in the form
		r.mute(2)
	case "background":
		r.ground = true
	case "tbl":
		r.at = block.At{}
	case "tr":
		r.at = r.at.NextRow()
	case "tc":
		r.cells++
		r.at = r.at.Next()
	case "txbxContent":
		r.boxes = append(r.boxes, len(r.open))
	case "p":
		r.begin()
	case "r":
		if p := r.paragraph(); p != nil {
			p.bold, p.hidden, p.white, p.runStyle = unset, unset, false, nil
		}
	case "t":
		r.inText = r.within(1) == "r"
		r.traced.open(e)
	case "dataBinding":
		r.traced.bind(e, len(r.path)-2) // the sdt around its properties
	case "tab", "ptab":
		if r.within(1) == "r" { // in pPr it defines a stop
			r.write("\t")
		}
	case "br", "cr":
		if p := r.paragraph(); p != nil && r.muted == 0 {
			p.BreakLine()
		}
	case "noBreakHyphen":
		r.write("-")
	case "sym":
		r.symbol(attr(e, "char"))
	case "fldChar":
		r.field(attr(e, "fldCharType"))
	default:
		r.property(e)
	}
	return true
}

// insert adds the text of a file in the file.
func (r *docxReader) insert(id string) {
	if r.chunk == nil || r.muted > 0 {
		return
	}
	for _, b := range r.chunk(id) {
		p := block.ParagraphBuilder{Kind: b.Kind, Level: b.Level}
		p.Add(b.Text, b.Bold)
		r.NextParagraph(&p)
	}
}

// property reads an element that says something of a paragraph or run.
func (r *docxReader) property(e *xml.StartElement) {
	p := r.paragraph()
	if p == nil {
		return
	}
	value := attr(e, "val")
	switch parent := r.within(1); {
	case parent == "pPr" && e.Name.Local == "pStyle":
		p.style = r.style(value)
	case parent == "pPr" && e.Name.Local == "outlineLvl":
		p.level = outlineLevel(e)
	case parent == "numPr" && e.Name.Local == "numId":
		p.list = on
		if value == "0" {
			p.list = off
		}
	case parent == "numPr" && e.Name.Local == "ilvl":
		p.depth = levelOf(value)
	case (parent == "pPr" || parent == "rPr") && (e.Name.Local == "shd" || e.Name.Local == "highlight"):
		p.shaded = true
	case parent == "rPr" && r.within(2) == "r":
		switch e.Name.Local {
		case "b":
			p.bold = toggleOf(e)
		case "vanish", "webHidden":
			p.hidden = toggleOf(e)
		case "color":
			p.white = strings.EqualFold(value, "FFFFFF")
		case "strike", "dstrike": // what is struck out is not said
			if toggleOf(e) == on {
				p.hidden = on
			}
		case "rStyle":
			p.runStyle = r.style(value)
		}
	}
}

// style finds a style by its id. A file without definitions may still use
// those that Word has built in.
func (r *docxReader) style(id string) *docxStyle {
	if s := r.styles[id]; s != nil {
		return s
	}
	return &docxStyle{name: strings.ToLower(id), level: block.HeadingStyle(id)}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		r.finishParagraph()
	case "t":
		r.inText = false
	case "tc":
		r.cells--
	case "AlternateContent":
		if n := len(r.chosen); n > 0 {
			r.chosen = r.chosen[:n-1]
		}
	case "txbxContent":
		if n := len(r.boxes); n > 0 {
			r.finishFrom(r.boxes[n-1])
			r.boxes = r.boxes[:n-1]
		}
	case "body":
		r.finishFrom(0)
	}
}

// finishFrom ends the paragraphs that still wait for another to join them.
func (r *docxReader) finishFrom(n int) {
	for len(r.open) > n {
		r.paragraph().joined = false
		r.finishParagraph()
	}
}

// paragraph returns the innermost open paragraph; nil outside of all.
func (r *docxReader) paragraph() *docxParagraph {
	if n := len(r.open); n > 0 {
		return &r.open[n-1]
	}
	return nil
}

// begin opens a paragraph, or goes on with the one before.
func (r *docxReader) begin() {
	around := 0
	if n := len(r.boxes); n > 0 {
		around = r.boxes[n-1]
	}
	if p := r.paragraph(); p != nil && p.joined && len(r.open) > around {
		// The layout of two paragraphs made one is that of the second.
		*p = docxParagraph{ParagraphBuilder: p.ParagraphBuilder, number: p.number, level: -1, depth: -1}
		return
	}
	r.open = append(r.open, docxParagraph{number: r.traced.next(), level: -1, depth: -1})
}

func (r *docxReader) finishParagraph() {
	p := r.paragraph()
	if p == nil || p.joined {
		return
	}
	level, list, depth := p.level, p.list, p.depth
	if s := p.style; s != nil {
		if level < 0 {
			level = s.level
		}
		list = list.or(s.list)
		if depth < 0 {
			depth = s.depth
		}
	}
	switch {
	case level > 0:
		p.Kind, p.ParagraphBuilder.Level = block.Heading, level
	case list == on:
		p.Kind, p.ParagraphBuilder.Level = block.Bullet, max(depth, 0)+1
	case r.cells > 0:
		p.Kind = block.Cell
	}
	if r.cells == 1 {
		p.Cell = r.at
	}
	if !p.style.isContents() {
		r.NextParagraph(&p.ParagraphBuilder)
	}
	r.open = r.open[:len(r.open)-1]
}

// write adds text to the open paragraph, unless it cannot be seen.
func (r *docxReader) write(s string) {
	p := r.paragraph()
	if p == nil || r.muted > 0 || len(r.fields) > 0 && r.fields[len(r.fields)-1] {
		return
	}
	bold, hidden := p.bold, p.hidden
	for _, style := range []*docxStyle{p.runStyle, p.style} {
		if style != nil {
			bold, hidden = bold.or(style.bold), hidden.or(style.hidden)
		}
	}
	if p.white && !p.shaded && r.cells == 0 && len(r.boxes) == 0 && !r.ground {
		hidden = on // white on white
	}
	if hidden != on {
		p.Add(s, bold == on)
		p.From = r.traced.places(p.From, s)
	}
}

// symbol writes a character of a symbol font: the sign of a list item at the
// beginning of a line, of no interest elsewhere.
func (r *docxReader) symbol(code string) {
	n, err := strconv.ParseUint(code, 16, 16)
	if err != nil {
		return
	}
	if p := r.paragraph(); p != nil && len(block.Fold(p.Raw)) == 0 && n >= 0xF000 {
		r.write("\u2022 ")
		return
	}
	r.write(" ")
}

// field follows a field: its code, then its text.
func (r *docxReader) field(what string) {
	n := len(r.fields)
	switch {
	case what == "begin" && n < maxXMLDepth:
		r.fields = append(r.fields, true)
	case what == "separate" && n > 0:
		r.fields[n-1] = n > 1 && r.fields[n-2] // a field inside the code of another is code
	case what == "end" && n > 0:
		r.fields = r.fields[:n-1]
	}
}
