package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// tablePrinter prints the whole ledger of each posting as a table.
type tablePrinter struct {
	w     io.Writer
	width int
	style style
	tally tally
	o     Options
}

func newTable(w io.Writer, o Options) *tablePrinter {
	return &tablePrinter{w: w, width: o.width(), style: style(o.Color), tally: tally{model: o.RoleModel}, o: o}
}

func (p *tablePrinter) Print(r *lint.Report) error {
	p.tally.add(r)
	if err := head(p.w, r, p.width, p.style); err != nil {
		return err
	}
	if len(r.Duties) == 0 {
		_, err := io.WriteString(p.w, "\n  No duties counted.\n\n")
		return err
	}
	if _, err := io.WriteString(p.w, "\n"); err != nil {
		return err
	}
	return p.ledger(r)
}

// leastText is how many columns a duty needs to be readable; where they lack,
// the rule is left out.
const leastText = 30

// mostDuties is how many duties of a posting the table shows: it is for people,
// and real postings have thirty.
const mostDuties = 1000

func (p *tablePrinter) ledger(r *lint.Report) error {
	duties := r.Duties[:min(len(r.Duties), mostDuties)]
	g := Grid{Head: []string{"Place", "Side", "Category", "Strength", "Rule", "Duty"}, Indent: 2}
	rows := make([][]string, len(duties))
	for i := range duties {
		d := &duties[i]
		rows[i] = []string{spot(r, d.Start, d.Line, d.Column), Clean(string(d.Side)), Clean(d.Category), Clean(string(d.Strength)), Clean(d.Rule)}
	}
	last := len(g.Head) - 1
	room := p.width - g.Indent
	for column := range last {
		room -= widest(g.Head[column], rows, column) + 2
	}
	if room < leastText {
		room += widest(g.Head[last-1], rows, last-1) + 2
		g.Head = slices.Delete(g.Head, last-1, last)
		last--
	}
	room = max(room, leastText)
	s := sheet{width: p.width, style: p.style, r: r}
	for i, row := range rows {
		d := &duties[i]
		// A sentence of a thousand words would hide the table.
		text := Wrap(cut(Clean(d.Text), 6*room), room)
		if d.Strength == lint.Weak {
			row[3] = p.style.dim(row[3])
		}
		if s.isForeign(roleOf(d)) {
			row[1] = p.style.yellow(row[1])
		}
		g.Row(append(row[:last:last], strings.Join(text, "\n"))...)
	}
	if err := g.Print(p.w); err != nil {
		return err
	}
	if more := len(r.Duties) - len(duties); more > 0 {
		fmt.Fprintf(p.w, "  and %s; --format json holds all\n", count(more, "more duty", "more duties"))
	}
	_, err := io.WriteString(p.w, "\n")
	return err
}

// widest is the width of a column.
func widest(head string, rows [][]string, column int) int {
	width := columns(head)
	for _, row := range rows {
		width = max(width, columns(row[column]))
	}
	return width
}

func (p *tablePrinter) Close() error {
	p.tally.passed = p.o.passedOver()
	if p.tally.postings < 2 && p.tally.passed == 0 {
		return nil
	}
	return p.tally.print(p.w, p.width)
}
