package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// textPrinter prints for people: one posting in full, or of many a row each
// (see overview). Which it is shows when a second report comes.
type textPrinter struct {
	w     io.Writer
	width int
	style style
	first *lint.Report // kept until then
	many  *overview
	o     Options
}

func newText(w io.Writer, o Options) *textPrinter {
	return &textPrinter{w: w, width: o.width(), style: style(o.Color), o: o}
}

func (p *textPrinter) Print(r *lint.Report) error {
	switch {
	case p.many != nil:
		p.many.add(r)
	case p.first == nil:
		p.first = r
	default:
		p.many = &overview{width: p.width, style: p.style, tally: tally{model: p.o.RoleModel}}
		p.many.add(p.first)
		p.many.add(r)
		p.first = nil
	}
	return nil
}

func (p *textPrinter) Close() error {
	switch {
	case p.many != nil:
		p.many.tally.passed = p.o.passedOver()
		return p.many.print(p.w)
	case p.first != nil:
		var out bytes.Buffer
		s := sheet{&out, p.width, p.style, p.first}
		s.print()
		if n := p.o.passedOver(); n > 0 {
			out.WriteString("\n" + strings.Join(Wrap(passedOver(n), p.width), "\n") + "\n")
		}
		_, err := p.w.Write(out.Bytes())
		return err
	case p.o.passedOver() > 0:
		t := tally{passed: p.o.passedOver()}
		return t.print(p.w, p.width)
	}
	return nil
}

// sheet is all that is said of one posting.
type sheet struct {
	*bytes.Buffer
	width int
	style style
	r     *lint.Report
}

func (s *sheet) print() {
	head(s, s.r, s.width, s.style) // cannot fail: a buffer
	s.WriteByte('\n')
	s.ledger()
	s.foreign()
	s.toDo()
}

// head prints the title, the place and the verdict in a sentence.
func head(w io.Writer, r *lint.Report, width int, st style) error {
	var b strings.Builder
	title := Clean(r.Title)
	if title == "" {
		title = "(no title found)"
	}
	b.WriteString(st.bold(cut(title, width)) + "\n")
	line, column := titlePlace(r)
	where := Clean(r.Path)
	if r.Path == "-" {
		where = "standard input"
	}
	b.WriteString(st.dim(cutLeft(where+placeIn(r, titleStart(r), line, column), width)) + "\n\n")
	said := verdictLine(r.Verdict)
	lines := Wrap(said+" "+summary(r), width)
	if len(lines) > 0 && strings.HasPrefix(lines[0], said) {
		lines[0] = st.verdict(r.Verdict, said) + lines[0][len(said):]
	}
	b.WriteString(strings.Join(lines, "\n") + "\n")
	if r.Verdict != lint.OutOfScope {
		judged := fmt.Sprintf("Confidence: %s (%.2f).", sureness(r.Confidence), r.Confidence)
		if r.RoleModel != "" {
			judged += fmt.Sprintf(" Judged by the role model “%s”.", Clean(r.RoleModel))
		}
		b.WriteString(st.dim(strings.Join(Wrap(judged, width), "\n")) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// placeIn names a place in a posting behind the name of its file: ":12:3", or
// ", page 2" where nobody sees lines.
func placeIn(r *lint.Report, offset, line, column int) string {
	if r.Posting() != nil && r.Posting().Extracted() {
		return ", " + r.Posting().Where(offset)
	}
	return fmt.Sprintf(":%d:%d", line, column)
}

// spot names a place inside a posting that is known: "12:3", "page 2".
func spot(r *lint.Report, offset, line, column int) string {
	if r.Posting() != nil && r.Posting().Extracted() {
		return r.Posting().Where(offset)
	}
	return fmt.Sprintf("%d:%d", line, column)
}

// lineSpot is spot where columns are of no interest: "line 12", "page 2".
func lineSpot(r *lint.Report, offset, line int) string {
	if r.Posting() != nil && r.Posting().Extracted() {
		return r.Posting().Where(offset)
	}
	return fmt.Sprintf("line %d", line)
}

// titleStart is where the title stands in the source, 0 when it does not.
func titleStart(r *lint.Report) int {
	if r.Posting() == nil {
		return 0
	}
	return r.Posting().Title.Span.Start
}

// titlePlace is the line and column of the title, 1:1 when it does not stand
// in the source.
func titlePlace(r *lint.Report) (line, column int) {
	if r.Posting() == nil {
		return 1, 1
	}
	span := r.Posting().Title.Span
	if span.Start >= span.End || span.End > len(r.Posting().Source) {
		return 1, 1
	}
	before := r.Posting().Source[:span.Start]
	before = bytes.TrimPrefix(before, []byte("\ufeff"))
	last := before[bytes.LastIndexByte(before, '\n')+1:]
	return bytes.Count(before, []byte("\n")) + 1, len([]rune(string(last))) + 1
}

// placeNumber is what people find a duty by: its line, or the paragraph or
// page that it stands in.
func placeNumber(r *lint.Report, d *lint.Duty) int {
	if r.Posting() != nil && r.Posting().Extracted() {
		return r.Posting().Place(d.Start)
	}
	return d.Line
}

// placesName names what placeNumber counts.
func placesName(r *lint.Report) string {
	if r.Posting() != nil {
		switch r.Posting().Unit {
		case posting.ByPage:
			return "Pages"
		case posting.ByParagraph:
			return "Paragraphs"
		}
	}
	return "Lines"
}

// whoseFrom is the width from which there is room to say whose work it is.
const whoseFrom = 72

// ledger prints the duties by category.
func (s *sheet) ledger() {
	if len(s.r.Duties) == 0 {
		return
	}
	type entry struct {
		side, category string
		role           lint.Role
		owned, weak    int
		lines          []int
	}
	var entries []*entry
	weak := false
	for i := range s.r.Duties {
		d := &s.r.Duties[i]
		at := slices.IndexFunc(entries, func(e *entry) bool { return e.side == string(d.Side) && e.category == d.Category })
		if at < 0 {
			at = len(entries)
			entries = append(entries, &entry{side: string(d.Side), category: d.Category, role: roleOf(d)})
		}
		e := entries[at]
		if d.Strength == lint.Weak {
			e.weak++
			weak = true
		} else {
			e.owned++
		}
		e.lines = append(e.lines, placeNumber(s.r, d))
	}
	// The side with more first, and in it the category with more.
	total := map[string]int{}
	for _, e := range entries {
		total[e.side] += e.owned*100 + e.weak
	}
	slices.SortStableFunc(entries, func(a, b *entry) int {
		if a.side != b.side {
			if d := total[b.side] - total[a.side]; d != 0 {
				return d
			}
			return strings.Compare(a.side, b.side)
		}
		return (b.owned*100 + b.weak) - (a.owned*100 + a.weak)
	})
	s.heading("Duties counted")
	g := Grid{Head: []string{"Side", "Category", "Owned", "Weak", placesName(s.r)}, Right: []int{2, 3}, Indent: 2}
	room := s.width - 2
	for _, h := range []int{9, 13, 5, 4} {
		room -= h + 2
	}
	whoseWork := s.width >= whoseFrom
	if whoseWork {
		g.Head = slices.Insert(g.Head, 4, "Whose work")
		room -= 15 + 2
	}
	side := ""
	for _, e := range entries {
		name := e.side
		if name == side {
			name = ""
		}
		side = e.side
		whose := roleName(e.role)
		if e.role == lint.Both {
			whose = "either's"
		}
		if s.isForeign(e.role) && e.owned > 0 {
			whose = s.style.yellow(whose)
		}
		cells := []string{name, cut(Clean(e.category), 13), zero(e.owned), zero(e.weak), cut(places(e.lines), max(room, 5))}
		if whoseWork {
			cells = slices.Insert(cells, 4, whose)
		}
		g.Row(cells...)
	}
	g.Foot = make([]string, len(g.Head))
	g.Foot[1], g.Foot[2], g.Foot[3] = "all", number(s.r.Strategic.Owned+s.r.Tactical.Owned), zero(s.r.Strategic.Weak+s.r.Tactical.Weak)
	g.Print(s) // cannot fail: a buffer
	if weak {
		note := "Weak: the hire supports, contributes to or aligns with it; weak duties count less."
		for _, line := range Wrap(note, s.width-2) {
			s.WriteString("  " + s.style.dim(line) + "\n")
		}
	}
	s.WriteByte('\n')
}

// isForeign reports whether the role's work is not what the title names.
func (s *sheet) isForeign(role lint.Role) bool {
	r := s.r.Role
	return (r == lint.ProductManager || r == lint.ProductOwner) && role == otherRole(r)
}

func zero(n int) string {
	if n == 0 {
		return "-"
	}
	return number(n)
}

// places lists line numbers; a line that comes several times, as in a posting
// without line breaks, is named once.
func places(lines []int) string {
	var parts []string
	for i := 0; i < len(lines); {
		n := 1
		for i+n < len(lines) && lines[i+n] == lines[i] {
			n++
		}
		part := fmt.Sprint(lines[i])
		if n > 1 {
			part += fmt.Sprintf(" (%d times)", n)
		}
		parts = append(parts, part)
		i += n
	}
	return strings.Join(parts, ", ")
}

// maxQuoted bounds how many lines are quoted in full.
const maxQuoted = 12

// foreign quotes the lines that do not belong under the title. A posting that
// fits, or cannot be judged, has none worth the reader's time.
func (s *sheet) foreign() {
	var name string
	duties := foreignDuties(s.r)
	switch s.r.Verdict {
	case lint.Mistitled:
		name = "Lines that do not belong under this title"
	case lint.Hybrid:
		name = "Lines that make it a " + roleName(otherRole(s.r.Role)) + "'s job too"
	case lint.OtherJob:
		name, duties = "Lines of the other job", otherDuties(s.r)
	default:
		return
	}
	if len(duties) == 0 {
		return
	}
	s.heading(name)
	lines := byLine(duties)
	for _, l := range lines[:min(len(lines), maxQuoted)] {
		place := s.path() + placeIn(s.r, l.first.Start, l.first.Line, l.first.Column)
		s.WriteString("  " + s.style.cyan(cutLeft(place, s.width-2-len(l.topics))) + "  " + s.style.bold(l.topics) + "\n")
		s.quote(4, posting.Span{Start: l.first.Start, End: l.first.End}, l.mark, l.first.Text)
		s.WriteByte('\n')
	}
	if more := len(lines) - maxQuoted; more > 0 {
		s.WriteString("  " + fmt.Sprintf("and %s; --format table lists them all.", count(more, "more line", "more lines")) + "\n\n")
	}
	s.reasons(duties)
}

// reasons says once for each category why its duties are not the title's.
func (s *sheet) reasons(duties []*lint.Duty) {
	seen := map[string]bool{}
	for _, d := range duties {
		if seen[d.Category] {
			continue
		}
		seen[d.Category] = true
		lead := "  " + Clean(d.Category) + ": "
		for _, line := range Wrap(why(d), s.width-len(lead)) {
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

// byLine brings the duties of one line together.
func byLine(duties []*lint.Duty) []quotedLine {
	var lines []quotedLine
	for _, d := range duties {
		last := len(lines) - 1
		if last < 0 || lines[last].first.Start != d.Start || lines[last].first.End != d.End {
			lines = append(lines, quotedLine{d, Clean(d.Category), d.Mark})
			continue
		}
		l := &lines[last]
		l.topics += ", " + Clean(d.Category)
		l.mark = posting.Span{Start: min(l.mark.Start, d.Mark.Start), End: max(l.mark.End, d.Mark.End)}
	}
	return lines
}

func (s *sheet) path() string {
	if s.r.Path == "-" {
		return "standard input"
	}
	return Clean(s.r.Path)
}

// quote prints an excerpt of the posting, indented; text stands in for it
// when the posting is not at hand.
func (s *sheet) quote(indent int, span, mark posting.Span, text string) {
	room := s.width - indent
	e, ok := excerptOf(s.r.Posting(), span, mark, room)
	if !ok {
		if text == "" {
			return
		}
		e = excerpt{text: cut(Clean(text), room)}
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
		for _, line := range Wrap(text, s.width-len(lead)) {
			if paint != nil {
				line = paint(line)
			}
			s.WriteString(lead + line + "\n")
			lead = indent
		}
	}
	message, help := Clean(f.Message), Clean(f.Help)
	if message != summary(s.r) {
		para(message, nil)
	}
	if help != "" {
		para(help, s.style.bold)
	} else if message == summary(s.r) {
		para(message, nil)
	}
	s.WriteString(lead + s.place(f, s.width-len(indent)) + "\n")
	if !s.isTitle(f) {
		s.quote(len(indent)+2, posting.Span{Start: f.Start, End: f.End}, posting.Span{}, "")
	}
}

// place names place, severity and rule of a finding in at most width columns,
// unless the rule alone is longer.
func (s *sheet) place(f *lint.Finding, width int) string {
	rule := " [" + Clean(f.Rule) + "]"
	place := s.path() + placeIn(s.r, f.Start, f.Line, f.Column)
	place = cutLeft(place, max(width-1-len(f.Severity)-columns(rule), 12))
	return s.style.cyan(place) + " " + s.style.severity(f.Severity, string(f.Severity)) + s.style.dim(rule)
}

// isTitle reports whether a finding points at the title, which stands on top.
func (s *sheet) isTitle(f *lint.Finding) bool {
	if f.Start >= f.End {
		return true
	}
	return s.r.Posting() != nil && s.r.Posting().Title.Span == posting.Span{Start: f.Start, End: f.End}
}

func (s *sheet) heading(text string) {
	s.WriteString(s.style.bold(cut(text, s.width)) + "\n\n")
}
