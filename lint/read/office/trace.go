package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"slices"
	"sort"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// trace has the parts of a Word file that are read to be changed. Its methods, and those
// of tracedPart, do nothing where nothing is to be changed: on nil.
type trace struct {
	choice int           // which of the choices of markup compatibility is read, from 0
	parts  []*tracedPart // the properties, the text, headers
}

// tracedPart is a part of a Word file with the texts in it and where they stand. It
// counts their bytes from the first to the last.
type tracedPart struct {
	*trace
	a     *archive
	file  *zip.File
	nodes []textNode
	size  int // bytes of the texts of all nodes

	text   *block.Transcript
	blocks []block.Block

	paragraphs int
	barred     []int // paragraphs with tracked changes
	bound      int   // the depth of an element that Word fills in from other data; 0 for none
	tag        int   // where the start tag of the text ends that keeps no blanks; else 0
	reading    bool  // the last node is
}

// textNode is a text between tags.
type textNode struct {
	from int // its first byte, counted over the part
	text string
	now  []string // what each byte becomes; nil where all stay
	at   posting.Span
	tag  int // as in tracedPart

	paragraph int
	twice     bool // it is one of several choices that say the same
	tracked   bool // inserted, and nobody has accepted it yet
	bound     bool
}

// Reasons why a title is not changed.
var (
	errTracked = errors.New("the title has a tracked change; accept or reject it in Word first")
	errBound   = errors.New("the title is filled in from other data of the file, which would put the old one back; change it in Word")
	errNowhere = errors.New("the title is not written in a way that can be changed safely; change it in Word")
	errSigned  = errors.New("the file is signed, and a change would break the signature; change it in Word, and sign it again")
	errNotUTF8 = errors.New("its text is not stored in UTF-8; save it anew in Word")
)

func (t *trace) begin(a *archive, part string) *tracedPart {
	if t == nil {
		return nil
	}
	p := &tracedPart{trace: t, a: a, file: a.find(part)}
	t.parts = append(t.parts, p)
	return p
}

func (p *tracedPart) add(n textNode) {
	if p == nil || n.text == "" {
		return
	}
	n.from = p.size
	p.size += len(n.text)
	p.nodes = append(p.nodes, n)
}

func (p *tracedPart) finish(t *block.Transcript, blocks []block.Block) {
	if p != nil {
		p.text, p.blocks = t, blocks
	}
}

// finishTitle makes a line of the texts of all nodes.
func (p *tracedPart) finishTitle(title string) {
	if p == nil {
		return
	}
	var t block.Transcript
	b := block.ParagraphBuilder{Kind: block.Heading, Level: 1, Raw: []byte(title)}
	for k := range p.size {
		b.From = append(b.From, k)
	}
	t.Put(&b)
	p.finish(&t, t.Finish().Document.Blocks)
}

func (p *tracedPart) which() int {
	if p == nil {
		return 0
	}
	return p.choice
}

// next returns the number of a new paragraph.
func (p *tracedPart) next() int {
	if p == nil {
		return 0
	}
	p.paragraphs++
	return p.paragraphs
}

// bar notes that a paragraph has a tracked change.
func (p *tracedPart) bar(in *docxParagraph) {
	if p != nil && in != nil {
		p.barred = append(p.barred, in.number)
	}
}

// bind notes that Word fills in an element from data of the file. The properties are
// changed as well, and so bind nothing.
func (p *tracedPart) bind(e *xml.StartElement, depth int) {
	if p != nil && p.bound == 0 && depth > 0 && !strings.Contains(attr(e, "prefixMappings")+attr(e, "xpath"), "coreProperties") {
		p.bound = depth
	}
}

// leave ends the element at a depth.
func (p *tracedPart) leave(depth int) {
	if p != nil && p.bound == depth {
		p.bound = 0
	}
}

// open begins a text.
func (p *tracedPart) open(e *xml.StartElement) {
	if p == nil {
		return
	}
	p.tag = p.a.at.End
	if slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "space" }) {
		p.tag = 0
	}
}

// read takes in a text that r writes next.
func (p *tracedPart) read(r *docxReader, text string) {
	if p == nil || r.paragraph() == nil {
		return
	}
	p.reading = text != ""
	p.add(textNode{
		text: text, at: p.a.at, tag: p.tag, paragraph: r.paragraph().number, twice: len(r.chosen) > 0,
		tracked: slices.Contains(r.path, "ins") || slices.Contains(r.path, "moveTo"), bound: p.bound > 0,
	})
}

func (p *tracedPart) end() {
	if p != nil {
		p.reading = false
	}
}

// places appends where the bytes of s stand.
func (p *tracedPart) places(all []int, s string) []int {
	if p == nil {
		return nil
	}
	for k := range len(s) {
		at := -1
		if p.reading {
			at = p.nodes[len(p.nodes)-1].from + k
		}
		all = append(all, at)
	}
	return all
}

// replace puts a text in the place of some bytes. It reports whether one of them is
// written in several choices.
func (p *tracedPart) replace(places []int, text string) (twice bool, err error) {
	put := false
	for _, at := range places {
		if at < 0 {
			continue
		}
		n := &p.nodes[sort.Search(len(p.nodes), func(i int) bool { return p.nodes[i].from > at })-1]
		switch {
		case n.tracked || slices.Contains(p.barred, n.paragraph):
			return false, errTracked
		case n.bound:
			return false, errBound
		}
		if n.now == nil {
			for k := range len(n.text) {
				n.now = append(n.now, n.text[k:k+1])
			}
		}
		n.now[at-n.from] = ""
		if !put {
			n.now[at-n.from], put = text, true
		}
		twice = twice || n.twice
	}
	if !put {
		return false, errNowhere
	}
	return twice, nil
}

// splice is a change of the bytes of a part.
type splice struct {
	posting.Span
	text string
}

// splices returns what changes in the bytes of the part.
func (p *tracedPart) splices() (all []splice) {
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.now == nil {
			continue
		}
		text := strings.Join(n.now, "")
		if n.tag > 0 && edged(text) && !edged(n.text) { // Word drops such blanks
			all = append(all, splice{posting.Span{Start: n.tag - 1, End: n.tag - 1}, ` xml:space="preserve"`})
		}
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes all
		all = append(all, splice{n.at, b.String()})
	}
	return all
}

// edged reports whether a text has white space at an end.
func edged(s string) bool { return strings.TrimSpace(s) != s }
