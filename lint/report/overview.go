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

func (o *overview) finding(r *lint.Report, f *lint.Finding) {
	s := sheet{&o.findings, o.width, o.style, r}
	if s.Len() > 0 {
		s.WriteByte('\n')
	}
	s.WriteString(s.place(f, s.width) + "\n")
	s.paragraph("  ", Clean(f.Message), unpainted)
	if isOnTitle(r, f) {
		o.evidence(&s)
	} else {
		s.quote(4, spanOf(f.Start, f.End), posting.Span{}, "")
	}
	s.paragraph("  ", Clean(f.Help), s.style.bold)
}

// evidence quotes the lines that the verdict rests on.
func (o *overview) evidence(s *sheet) {
	if s.r.Verdict != lint.Mistitled && s.r.Verdict != lint.Hybrid {
		return
	}
	for _, d := range telling(ForeignDuties(s.r)) {
		place := spot(s.r, d.Start, d.Line, d.Column)
		lead := fmt.Sprintf("    %-7s %-13s ", place, Clean(d.Category))
		text := cut(Clean(d.Text), max(o.width-columns(lead), 20))
		s.WriteString(s.style.dim(lead) + text + "\n")
	}
}

// telling returns the first duty of each of the most frequent categories, which
// are those that the message names, in the order of the source.
func telling(duties []*lint.Duty) (first []*lint.Duty) {
	for _, t := range mostFrequent(duties) {
		first = append(first, t.duties[0])
	}
	slices.SortStableFunc(first, func(a, b *lint.Duty) int { return a.Start - b.Start })
	return first
}

func (o *overview) print(w io.Writer) error {
	var out bytes.Buffer
	if len(o.rows) > 0 {
		o.table(&out)
		out.WriteString("\n")
	}
	if o.findings.Len() > 0 {
		out.Write(o.findings.Bytes())
		out.WriteString("\n")
	}
	if _, err := out.WriteTo(w); err != nil {
		return err
	}
	return o.tally.print(w, o.width)
}

// countsFrom is the width from which there is free for the counts of duties.
const countsFrom = 76

// table prints a row a posting. Path and title share what the other columns
// leave of the width.
func (o *overview) table(out *bytes.Buffer) {
	g := Grid{Head: []string{"Posting", "Title", "Verdict", "Sure"}, Right: []int{3}}
	free := o.width - 2 - 2 - len("out of scope") - 2 - len("Sure")
	if o.width >= countsFrom {
		g.Head = append(g.Head, "Strategic", "Tactical")
		g.Right = append(g.Right, 4, 5)
		free -= 2 + len("Strategic") + 2 + len("Tactical")
	}
	paths, titles := o.share(free)
	for i := range o.rows {
		r := &o.rows[i]
		sure := fmt.Sprintf("%.2f", r.confidence)
		if r.verdict == lint.OutOfScope {
			sure = "-"
		}
		cells := []string{cutLeft(r.path, paths), cut(r.title, titles), o.style.verdict(r.verdict, VerdictName(r.verdict)), sure, counts(r.strategic), counts(r.tactical)}
		g.Row(cells[:len(g.Head)]...)
	}
	g.Print(out) // cannot fail: a buffer
	out.WriteString(o.legend())
}

// legend returns what a plus in the counts of duties means, where one is shown.
func (o *overview) legend() string {
	weak := func(r row) bool { return r.strategic.Weak+r.tactical.Weak > 0 }
	if o.width < countsFrom || !slices.ContainsFunc(o.rows, weak) {
		return ""
	}
	return "\n" + o.style.dim("Behind a plus: weak duties, which the hire only supports or aligns with.") + "\n"
}

// share divides the columns between paths and titles: what one does not need the
// other takes.
func (o *overview) share(free int) (paths, titles int) {
	for i := range o.rows {
		paths = max(paths, columns(o.rows[i].path))
		titles = max(titles, columns(o.rows[i].title))
	}
	half := free / 2
	switch {
	case paths+titles <= free:
	case paths <= half:
		titles = free - paths
	case titles <= half:
		paths = free - titles
	default:
		paths, titles = free-half, half
	}
	return max(paths, len("Posting")), max(titles, len("Title"))
}

// counts returns owned duties, and weak ones after a plus.
func counts(s lint.Share) string {
	if s.Owned == 0 && s.Weak == 0 {
		return "-"
	}
	if s.Weak == 0 {
		return fmt.Sprint(s.Owned)
	}
	return fmt.Sprintf("%d+%d", s.Owned, s.Weak)
}
