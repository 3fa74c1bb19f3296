package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/posting"
)

// textPrinter prints for people: one posting in full, or of many a row each
// (see overview). Which it is shows when a second report comes.
type textPrinter struct {
	w     io.Writer
	o     Options
	first *lint.Report // kept until then
	many  *overview
}

func newText(w io.Writer, o Options) Printer { return &textPrinter{w: w, o: o} }

func (p *textPrinter) Print(r *lint.Report) error {
	if p.many == nil && p.first == nil && !p.o.Quiet {
		p.first = r
		return nil
	}
	p.overview().add(r)
	return nil
}

// Count takes a report that is not to be printed.
func (p *textPrinter) Count(r *lint.Report) { p.overview().tally.add(r) }

// overview returns what is said of many postings.
func (p *textPrinter) overview() *overview {
	if p.many == nil {
		p.many = &overview{width: p.o.width(), style: style(p.o.Color), tally: tally{model: p.o.RoleModel}}
	}
	if p.first != nil {
		p.many.add(p.first)
		p.first = nil
	}
	return p.many
}

func (p *textPrinter) Close() error {
	passed := p.o.passedOver()
	switch {
	case p.o.Quiet:
		_, err := p.overview().findings.WriteTo(p.w)
		return err
	case p.many != nil:
		p.many.tally.passed = passed
		return p.many.print(p.w)
	case p.first != nil:
		var out bytes.Buffer
		s := sheet{&out, p.o.width(), style(p.o.Color), p.first}
		s.print()
		if passed != "" {
			out.WriteString("\n" + strings.Join(Wrap(passed, s.width), "\n") + "\n")
		}
		_, err := p.w.Write(out.Bytes())
		return err
	case passed != "":
		t := tally{passed: passed}
		return t.print(p.w, p.o.width())
	}
	return nil
}

// sheet is all that is said of one posting. It is written to a buffer, which
// cannot fail.
type sheet struct {
	*bytes.Buffer
	width int
	style style
	r     *lint.Report
}

func (s *sheet) print() {
	s.head()
	s.WriteByte('\n')
	s.ledger()
	s.foreign()
	s.toDo()
}

// head prints the title, the place and the verdict in a sentence.
func (s *sheet) head() {
	r := s.r
	s.WriteString(s.style.bold(cut(cmp.Or(Clean(r.Title), "(no title found)"), s.width)) + "\n")
	line, column := titlePlace(r)
	s.WriteString(s.style.dim(cutLeft(pathName(r)+placeIn(r, titleSpan(r).Start, line, column), s.width)) + "\n\n")
	said := VerdictLine(r)
	lines := Wrap(VerdictSaid(r), s.width)
	if len(lines) > 0 && strings.HasPrefix(lines[0], said) {
		lines[0] = s.style.verdict(r.Verdict, said) + lines[0][len(said):]
	}
	s.WriteString(strings.Join(lines, "\n") + "\n")
	if r.Verdict != lint.OutOfScope {
		s.WriteString(s.style.dim(strings.Join(Wrap(judged(r), s.width), "\n")) + "\n")
	}
}

// paragraph prints text in lines that fit behind lead, which stands before the
// first; before the others stands as much blank.
func (s *sheet) paragraph(lead, text string, paint func(string) string) {
	for _, line := range Wrap(text, s.width-len(lead)) {
		s.WriteString(lead + paint(line) + "\n")
		lead = strings.Repeat(" ", len(lead))
	}
}

func unpainted(text string) string { return text }

// placeIn returns a place in a posting to stand behind the name of its file:
// ":12:3", or ", page 2" where nobody sees lines.
func placeIn(r *lint.Report, offset, line, column int) string {
	if p := r.Posting(); p != nil && p.Extracted() {
		return ", " + p.Where(offset)
	}
	return fmt.Sprintf(":%d:%d", line, column)
}

// spot returns a place inside a posting that is known: "12:3", "page 2".
func spot(r *lint.Report, offset, line, column int) string {
	return strings.TrimLeft(placeIn(r, offset, line, column), ":, ")
}

// lineSpot is spot where columns are of no interest: "line 12", "page 2".
func lineSpot(r *lint.Report, offset, line int) string {
	if p := r.Posting(); p != nil && p.Extracted() {
		return p.Where(offset)
	}
	return fmt.Sprintf("line %d", line)
}

// titleSpan returns where the title stands in the source, or nothing.
func titleSpan(r *lint.Report) posting.Span {
	if p := r.Posting(); p != nil {
		return p.Title.Span
	}
	return posting.Span{}
}

// titlePlace returns the line and column of the title, 1:1 when it does not stand
// in the source.
func titlePlace(r *lint.Report) (line, column int) {
	at := titleSpan(r)
	from := newLineIndex(r).span(at.Start, at.End, 1, 1).from
	return from.line, from.column
}

// isOnTitle reports whether a finding points at the title, which stands on top.
func isOnTitle(r *lint.Report, f *lint.Finding) bool {
	return f.Start >= f.End || r.Posting() != nil && titleSpan(r) == spanOf(f.Start, f.End)
}

// maxQuoted bounds how many lines are quoted in full.
const maxQuoted = 12

// foreign quotes the lines that do not belong under the title. A posting that
// fits, or cannot be judged, has none worth the reader's time.
func (s *sheet) foreign() {
	var name string
	duties := ForeignDuties(s.r)
	switch s.r.Verdict {
	case lint.Mistitled:
		name = "Lines that do not belong under this title"
	case lint.Hybrid:
		name = "Lines that make it a " + RoleName(otherRole(s.r.Role)) + "'s job too"
	case lint.OtherJob:
		name, duties = "Lines of the other job", pointers(s.r.OtherDuties())
	default:
		return
	}
	if len(duties) == 0 {
		return
	}
	s.heading(name)
	lines := byLine(duties)
	for _, l := range lines[:min(len(lines), maxQuoted)] {
		place := pathName(s.r) + placeIn(s.r, l.first.Start, l.first.Line, l.first.Column)
		s.WriteString("  " + s.style.cyan(cutLeft(place, s.width-2-len(l.topics))) + "  " + s.style.bold(l.topics) + "\n")
		s.quote(4, spanOf(l.first.Start, l.first.End), l.mark, l.first.Text)
		s.WriteByte('\n')
	}
	if more := len(lines) - maxQuoted; more > 0 {
		s.WriteString("  " + fmt.Sprintf("and %s; --format table lists them all.", sentence.Count(more, "more line", "more lines")) + "\n\n")
	}
	if slices.ContainsFunc(duties, func(d *lint.Duty) bool { return len(d.Likeness) > 0 }) {
		s.paragraph("  ", "By its words: no rule knows the wording, but duties of this kind are worded so; it weighs little.", s.style.dim)
	}
	for _, t := range topicsOf(duties) { // why they are not the title's
		lead := "  " + Clean(t.category) + ": "
		for _, line := range Wrap(why(t.duties[0]), s.width-len(lead)) {
			s.WriteString(s.style.dim(lead+line) + "\n")
			lead = strings.Repeat(" ", len(lead))
		}
	}
	s.WriteByte('\n')
}

// quotedLine is a line that states one or more duties.
type quotedLine struct {
	first  *lint.Duty
	topics string       // the categories
	mark   posting.Span // from the first word that decided to the last
}

// byLine returns the lines that state duties.
func byLine(duties []*lint.Duty) []quotedLine {
	var lines []quotedLine
	for _, d := range duties {
		last := len(lines) - 1
		if last < 0 || lines[last].first.Start != d.Start || lines[last].first.End != d.End {
			lines = append(lines, quotedLine{d, topicOf(d), d.Mark})
			continue
		}
		l := &lines[last]
		l.topics += ", " + topicOf(d)
		l.mark = posting.Span{Start: min(l.mark.Start, d.Mark.Start), End: max(l.mark.End, d.Mark.End)}
	}
	return lines
}

// topicOf returns the category of a duty, and whether only its words tell it.
func topicOf(d *lint.Duty) string {
	if len(d.Likeness) > 0 {
		return Clean(d.Category) + " (by its words)"
	}
	return Clean(d.Category)
}

// quote prints an excerpt of the posting, indented; text stands in for it
// when the posting is not at hand.
func (s *sheet) quote(indent int, span, mark posting.Span, text string) {
	width := s.width - indent
	e, ok := excerptOf(s.r.Posting(), span, mark, width)
	if !ok {
		if text == "" {
			return
		}
		e = excerpt{text: cut(Clean(text), width)}
	}
	lead := strings.Repeat(" ", indent)
	s.WriteString(lead + e.text + "\n")
	if e.carets != "" {
		gap := len(e.carets) - len(strings.TrimLeft(e.carets, " "))
		s.WriteString(lead + e.carets[:gap] + s.style.yellow(e.carets[gap:]) + "\n")
	}
}

// toDo lists what would mend the posting.
func (s *sheet) toDo() {
	s.heading("What to do")
	if len(s.r.Findings) == 0 {
		switch s.r.Verdict {
		case lint.Fits, lint.OutOfScope:
			s.WriteString("  Nothing.\n")
		default:
			s.WriteString("  Nothing that the linter could name.\n")
		}
		return
	}
	for i := range s.r.Findings {
		if i > 0 {
			s.WriteByte('\n')
		}
		s.finding(i)
	}
}

func (s *sheet) finding(i int) {
	f := &s.r.Findings[i]
	lead := "  "
	if len(s.r.Findings) > 1 {
		lead = fmt.Sprintf("  %d. ", i+1)
	}
	indent := strings.Repeat(" ", len(lead))
	para := func(text string, paint func(string) string) {
		if text != "" {
			s.paragraph(lead, text, paint)
			lead = indent
		}
	}
	message, help := Clean(f.Message), Clean(f.Help)
	if message != summary(s.r) || help == "" {
		para(message, unpainted)
	}
	para(help, s.style.bold)
	s.WriteString(lead + s.place(f, s.width-len(indent)) + "\n")
	if !isOnTitle(s.r, f) {
		s.quote(len(indent)+2, spanOf(f.Start, f.End), posting.Span{}, "")
	}
}

// place returns place, severity and rule of a finding in at most width columns,
// unless the rule alone is longer.
func (s *sheet) place(f *lint.Finding, width int) string {
	rule := " [" + Clean(f.Rule) + "]"
	place := pathName(s.r) + placeIn(s.r, f.Start, f.Line, f.Column)
	place = cutLeft(place, max(width-1-len(f.Severity)-columns(rule), 12))
	return s.style.cyan(place) + " " + s.style.severity(f.Severity, string(f.Severity)) + s.style.dim(rule)
}

func (s *sheet) heading(text string) {
	s.WriteString(s.style.bold(cut(text, s.width)) + "\n\n")
}
