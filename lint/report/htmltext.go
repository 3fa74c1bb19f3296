package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/posting"
)

// block is a heading, a paragraph or a list item of a posting, with what was
// counted in it.
type block struct {
	Kind   string // "heading", "paragraph" or "item"
	First  bool   // the first item of a list
	Last   bool   // the last one
	Zone   string // why nothing here counts, where it begins; "" otherwise
	Quiet  bool   // nothing here counts
	Pieces []piece
	Notes  []dutyNote
}

// piece is a stretch of text with the same marks.
type piece struct {
	Text  string
	Marks string // classes: "strategic", "tactical", "other", "found"; "" for none
	Signs []sign // that stand behind it
}

// sign is the mark that is not a colour: "S1", and leads to the note.
type sign struct{ Text, Side, Link, Label string }

// dutyNote is what stands in the margin of a duty: what was counted, and why.
type dutyNote struct {
	ID, Sign, Side string
	Topic          string // the category
	Whose          string
	Reason         string
	Weak           bool
}

// mark is a place in the text of a line.
type mark struct {
	start, end int
	class      string
	sign       sign
}

// marker cuts the text of a posting into blocks and marks.
type marker struct {
	r      *lint.Report
	duties []*lint.Duty
	book   rulebook
	id     string
	blocks []block
	marks  map[posting.Span][]mark // by the span of the line
	notes  map[posting.Span][]dutyNote
	count  map[lint.Side]int
	zone   posting.Zone
}

// newMarker returns a marker that knows the duties of a posting.
func newMarker(r *lint.Report, book rulebook, id string) *marker {
	m := &marker{r: r, book: book, id: id, marks: map[posting.Span][]mark{}, notes: map[posting.Span][]dutyNote{}, count: map[lint.Side]int{}}
	m.duties = append(pointers(r.Duties), pointers(r.OtherDuties())...)
	for _, d := range m.duties {
		m.add(d)
	}
	return m
}

// markedText returns the text of a posting with its duties marked. leftOut reports
// whether parts of the page that are no text of the posting were left out.
func markedText(r *lint.Report, book rulebook, id string) (text []block, leftOut bool) {
	m := newMarker(r, book, id)
	p := r.Posting()
	if p == nil || len(p.Lines) == 0 { // a report made by hand
		m.ledgerOnly()
		return m.blocks, false
	}
	m.findings()
	end := 0
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Zone == posting.Furniture {
			leftOut = true
			continue
		}
		span := l.Span()
		m.line(l, span, p.Source[min(end, span.Start):span.Start])
		end = max(end, span.End)
	}
	m.ends()
	return m.blocks, leftOut
}

// add takes in a duty and where its mark is.
func (m *marker) add(d *lint.Duty) {
	m.count[d.Side]++
	side, letter := string(d.Side), "S"
	switch d.Side {
	case lint.Tactical:
		letter = "T"
	case "":
		side, letter = "other", "O"
	}
	name := fmt.Sprintf("%s%d", letter, m.count[d.Side])
	n := dutyNote{
		ID: m.id + "-" + name, Sign: name, Side: side, Topic: sentence.Capital(m.book.category(d.Category)), Reason: m.book.reason(d), Weak: d.Strength == lint.Weak,
	}
	if roleOf(d) == lint.Both && d.Side != "" {
		n.Whose = sentence.Capital(whoseWork(roleOf(d)))
	}
	span := spanOf(d.Start, d.End)
	m.notes[span] = append(m.notes[span], n)
	s := sign{Text: name, Side: side, Link: n.ID, Label: fmt.Sprintf("%s duty, %s", sentence.Capital(side), m.book.category(d.Category))}
	at := mark{start: d.Mark.Start, end: d.Mark.End, class: side, sign: s}
	if at.start >= at.end || at.start < d.Start || at.end > d.End {
		at.start, at.end = d.Start, d.End
	}
	m.marks[span] = append(m.marks[span], at)
}

// findings marks the words that findings point at, beside the title.
func (m *marker) findings() {
	p := m.r.Posting()
	for i := range m.r.Findings {
		f := &m.r.Findings[i]
		span := spanOf(f.Start, f.End)
		if f.Start >= f.End || span == p.Title.Span {
			continue
		}
		k := lineOf(p, f.Start)
		if k < 0 {
			continue
		}
		line := p.Lines[k].Span()
		if f.End > line.End || f.Start == line.Start && f.End == line.End && len(m.marks[line]) > 0 {
			continue // a line that is marked already
		}
		m.marks[line] = append(m.marks[line], mark{start: f.Start, end: f.End, class: "found"})
	}
}

// line appends a line, to the block before where it goes on with that.
func (m *marker) line(l *posting.Line, span posting.Span, gap []byte) {
	kind := "paragraph"
	switch l.Kind {
	case posting.Heading:
		kind = "heading"
	case posting.Bullet:
		kind = "item"
	}
	quiet := l.Zone != posting.Duties && l.Zone != posting.Intro
	zone := ""
	if l.Zone != m.zone && quiet {
		zone = zoneName(l.Zone)
	}
	pieces := m.pieces(l, m.marks[span])
	notes := m.notes[span]
	last := len(m.blocks) - 1
	if last >= 0 && kind != "heading" && m.blocks[last].Kind == kind && l.Zone == m.zone && m.goesOn(gap) {
		b := &m.blocks[last]
		b.Pieces = append(append(b.Pieces, piece{Text: " "}), pieces...)
		b.Notes = append(b.Notes, notes...)
		return
	}
	m.zone = l.Zone
	m.blocks = append(m.blocks, block{Kind: kind, Zone: zone, Quiet: quiet && len(notes) == 0, Pieces: pieces, Notes: slices.Clone(notes)})
}

// goesOn reports by what stands between two sentences whether they are of one
// paragraph, or of one list item.
func (m *marker) goesOn(gap []byte) bool {
	const most = 8 // bytes; more is markup
	if len(gap) > most || len(bytes.TrimSpace(gap)) > 0 {
		return false
	}
	lines := bytes.Count(gap, []byte("\n"))
	return lines == 0 || lines == 1 && m.r.Posting().Format == posting.Markdown
}

// ends marks the items that begin and end a list.
func (m *marker) ends() {
	for i := range m.blocks {
		b := &m.blocks[i]
		if b.Kind == "item" {
			b.First = i == 0 || m.blocks[i-1].Kind != "item"
			b.Last = i+1 == len(m.blocks) || m.blocks[i+1].Kind != "item"
		}
	}
}

// pieces cuts the text of a line where marks begin and end.
func (m *marker) pieces(l *posting.Line, marks []mark) []piece {
	if len(marks) == 0 {
		return []piece{{Text: Clean(l.Text)}}
	}
	cuts := []int{0, len(l.Text)}
	marks = slices.Clone(marks)
	for i := range marks {
		m := &marks[i]
		m.start, m.end = within(l, spanOf(m.start, m.end))
		cuts = append(cuts, m.start, m.end)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i, end := range cuts {
		var p piece
		if i > 0 {
			p = piece{Text: Clean(l.Text[cuts[i-1]:end]), Marks: classesAt(marks, cuts[i-1])}
		}
		for _, mark := range marks {
			if mark.end == end && mark.sign.Text != "" {
				p.Signs = append(p.Signs, mark.sign)
			}
		}
		if i > 0 || p.Signs != nil {
			out = append(out, p)
		}
	}
	return out
}

// classesAt returns the classes of the marks that a place in a line stands in.
func classesAt(marks []mark, at int) string {
	var classes []string
	for _, class := range []string{"strategic", "tactical", "other", "found"} {
		if slices.ContainsFunc(marks, func(m mark) bool { return m.class == class && m.start <= at && at < m.end }) {
			classes = append(classes, class)
		}
	}
	return strings.Join(classes, " ")
}

// ledgerOnly shows the duties where the text is not at hand.
func (m *marker) ledgerOnly() {
	for _, d := range m.duties {
		span := spanOf(d.Start, d.End)
		notes := m.notes[span]
		if len(notes) == 0 {
			continue // shown with the first duty of the line
		}
		delete(m.notes, span)
		p := piece{Text: Clean(d.Text), Marks: notes[0].Side}
		for _, at := range m.marks[span] {
			p.Signs = append(p.Signs, at.sign)
		}
		m.blocks = append(m.blocks, block{Kind: "item", Pieces: []piece{p}, Notes: notes})
	}
	m.ends()
}

// zoneName returns why nothing in a zone counts.
func zoneName(z posting.Zone) string {
	switch z {
	case posting.Company:
		return "About the company"
	case posting.Requirements:
		return "Requirements"
	case posting.Benefits:
		return "Benefits"
	case posting.Application:
		return "How to apply"
	case posting.Equality:
		return "Legal text"
	}
	return sentence.Capital(string(z))
}
