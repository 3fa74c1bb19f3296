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

// overview is what is said of many postings: a row each, then the findings.
// It keeps no posting: what is quoted is quoted when a report comes in.
type overview struct {
	width    int
	style    style
	tally    tally
	rows     []row
	findings bytes.Buffer
}

type row struct {
	path, title         string
	verdict             lint.Verdict
	confidence          float64
	strategic, tactical lint.Share
}

func (o *overview) add(r *lint.Report) {
	o.tally.add(r)
	share := func(s lint.Share) lint.Share { return lint.Share{Owned: s.Owned, Weak: s.Weak} }
	o.rows = append(o.rows, row{
		path: strings.Clone(Clean(r.Path)), title: strings.Clone(Clean(r.Title)), verdict: r.Verdict,
		confidence: r.Confidence, strategic: share(r.Strategic), tactical: share(r.Tactical),
	})
	for i := range r.Findings {
		o.finding(r, &r.Findings[i])
	}
}

// maxEvidence bounds how many lines are quoted for a verdict.
const maxEvidence = 3

func (o *overview) finding(r *lint.Report, f *lint.Finding) {
	s := sheet{&o.findings, o.width, o.style, r}
	if s.Len() > 0 {
		s.WriteByte('\n')
	}
	s.WriteString(s.place(f, s.width) + "\n")
	for _, line := range Wrap(Clean(f.Message), o.width-2) {
		s.WriteString("  " + line + "\n")
	}
	if s.isTitle(f) {
		o.evidence(&s)
	} else {
		s.quote(4, posting.Span{Start: f.Start, End: f.End}, posting.Span{}, "")
	}
	for _, line := range Wrap(Clean(f.Help), o.width-2) {
		s.WriteString("  " + s.style.bold(line) + "\n")
	}
}

// evidence quotes the lines that the verdict rests on.
func (o *overview) evidence(s *sheet) {
	if s.r.Verdict != lint.Mistitled && s.r.Verdict != lint.Hybrid {
		return
	}
	for _, d := range telling(foreignDuties(s.r)) {
		place := spot(s.r, d.Start, d.Line, d.Column)
		lead := fmt.Sprintf("    %-7s %-13s ", place, Clean(d.Category))
		text := cut(Clean(d.Text), max(o.width-columns(lead), 20))
		s.WriteString(s.style.dim(lead) + text + "\n")
	}
}

// telling gives the first duty of each of the most frequent categories, which
// are those that the message names, in the order of the source.
func telling(duties []*lint.Duty) []*lint.Duty {
	n := map[string]int{}
	var first []*lint.Duty
	for _, d := range duties {
		if n[d.Category]++; n[d.Category] == 1 {
			first = append(first, d)
		}
	}
	slices.SortStableFunc(first, func(a, b *lint.Duty) int { return n[b.Category] - n[a.Category] })
	first = first[:min(len(first), maxEvidence)]
	slices.SortStableFunc(first, func(a, b *lint.Duty) int { return a.Start - b.Start })
	return first
}

func (o *overview) print(w io.Writer) error {
	if err := o.table(w); err != nil {
		return err
	}
	if o.findings.Len() > 0 {
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		if _, err := o.findings.WriteTo(w); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return o.tally.print(w, o.width)
}

// countsFrom is the width from which there is room for the counts of duties.
const countsFrom = 76

// table prints a row a posting. Path and title share what the other columns
// leave of the width.
func (o *overview) table(w io.Writer) error {
	g := Grid{Head: []string{"Posting", "Title", "Verdict", "Sure"}, Right: []int{3}}
	room := o.width - 2 - 2 - len("out of scope") - 2 - len("Sure")
	if o.width >= countsFrom {
		g.Head = append(g.Head, "Strategic", "Tactical")
		g.Right = append(g.Right, 4, 5)
		room -= 2 + len("Strategic") + 2 + len("Tactical")
	}
	paths, titles := o.share(room)
	for i := range o.rows {
		r := &o.rows[i]
		sure := fmt.Sprintf("%.2f", r.confidence)
		if r.verdict == lint.OutOfScope {
			sure = "-"
		}
		cells := []string{cutLeft(r.path, paths), cut(r.title, titles), o.style.verdict(r.verdict, verdictName(r.verdict)), sure, counts(r.strategic), counts(r.tactical)}
		g.Row(cells[:len(g.Head)]...)
	}
	if err := g.Print(w); err != nil {
		return err
	}
	_, err := io.WriteString(w, o.legend())
	return err
}

// legend says what a plus in the counts of duties means, where one is shown.
func (o *overview) legend() string {
	weak := func(r row) bool { return r.strategic.Weak+r.tactical.Weak > 0 }
	if o.width < countsFrom || !slices.ContainsFunc(o.rows, weak) {
		return ""
	}
	return "\n" + o.style.dim("Behind a plus: weak duties, which the hire only supports or aligns with.") + "\n"
}

// share divides the room between paths and titles: what one does not need the
// other takes.
func (o *overview) share(room int) (paths, titles int) {
	for i := range o.rows {
		paths = max(paths, columns(o.rows[i].path))
		titles = max(titles, columns(o.rows[i].title))
	}
	half := room / 2
	switch {
	case paths+titles <= room:
	case paths <= half:
		titles = room - paths
	case titles <= half:
		paths = room - titles
	default:
		paths, titles = room-half, half
	}
	return max(paths, len("Posting")), max(titles, len("Title"))
}

// counts shows owned duties, and weak ones after a plus.
func counts(s lint.Share) string {
	if s.Owned == 0 && s.Weak == 0 {
		return "-"
	}
	if s.Weak == 0 {
		return fmt.Sprint(s.Owned)
	}
	return fmt.Sprintf("%d+%d", s.Owned, s.Weak)
}
