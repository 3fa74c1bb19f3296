package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// tablePrinter prints the whole ledger of each posting as a table.
type tablePrinter struct {
	w     io.Writer
	width int
	style style
	tally tally
	o     Options
}

func newTable(w io.Writer, o Options) Printer {
	return &tablePrinter{w: w, width: o.width(), style: style(o.Color), tally: tally{model: o.RoleModel}, o: o}
}

// Count takes a report that is not to be printed.
func (p *tablePrinter) Count(r *lint.Report) { p.tally.add(r) }

func (p *tablePrinter) Print(r *lint.Report) error {
	p.tally.add(r)
	var out bytes.Buffer
	s := sheet{&out, p.width, p.style, r}
	s.head()
	if len(r.Duties) == 0 {
		out.WriteString("\n  No duties counted.\n\n")
	} else {
		out.WriteByte('\n')
		s.dutyTable()
	}
	_, err := out.WriteTo(p.w)
	return err
}

// leastText is how many columns a duty needs to be readable; where they lack,
// the rule is left out.
const leastText = 30

// mostDuties is how many duties of a posting the table shows: it is for people,
// and real postings have thirty.
const mostDuties = 1000

// dutyTable prints a row for each duty.
func (s *sheet) dutyTable() {
	duties := s.r.Duties[:min(len(s.r.Duties), mostDuties)]
	g := Grid{Head: []string{"Place", "Side", "Category", "Strength", "Rule", "Duty"}, Indent: 2}
	rows := make([][]string, len(duties))
	for i := range duties {
		d := &duties[i]
		rows[i] = []string{spot(s.r, d.Start, d.Line, d.Column), Clean(string(d.Side)), Clean(d.Category), Clean(string(d.Strength)), Clean(d.Rule)}
	}
	last := len(g.Head) - 1
	free := s.width - g.Indent
	for column := range last {
		free -= widest(g.Head[column], rows, column) + 2
	}
	if free < leastText {
		free += widest(g.Head[last-1], rows, last-1) + 2
		g.Head = slices.Delete(g.Head, last-1, last)
		last--
	}
	free = max(free, leastText)
	for i, row := range rows {
		d := &duties[i]
		// A sentence of a thousand words would hide the table.
		text := Wrap(cut(Clean(d.Text), 6*free), free)
		if d.Strength == lint.Weak {
			row[3] = s.style.dim(row[3])
		}
		if isForeign(s.r, roleOf(d)) {
			row[1] = s.style.yellow(row[1])
		}
		g.Row(append(row[:last:last], strings.Join(text, "\n"))...)
	}
	g.Print(s) // cannot fail: a buffer
	if more := len(s.r.Duties) - len(duties); more > 0 {
		fmt.Fprintf(s, "  and %s; --format json holds all\n", sentence.Count(more, "more duty", "more duties"))
	}
	s.WriteByte('\n')
}

// widest returns the width of a column.
func widest(head string, rows [][]string, column int) int {
	width := columns(head)
	for _, row := range rows {
		width = max(width, columns(row[column]))
	}
	return width
}

func (p *tablePrinter) Close() error {
	p.tally.passed = p.o.passedOver()
	if p.o.Quiet || p.tally.postings < 2 && p.tally.passed == "" {
		return nil
	}
	return p.tally.print(p.w, p.width)
}
