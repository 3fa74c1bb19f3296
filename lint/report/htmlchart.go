package report

import (
	"fmt"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// chartView sets strategic against tactical duties: a bar of both, and a row
// for each category in which a square stands for a duty. All is said in words
// as well.
type chartView struct {
	Sides []chartSide
	Bar   []chartBar
	Label string // what the bar shows, in words
	Weak  bool   // there are weak duties
}

// chartSide is one side with its categories.
type chartSide struct {
	ID, Name    string
	Whose       string // "a Product Manager's work"
	Owned, Weak int
	Rows        []chartRow
}

// chartRow is one category.
type chartRow struct {
	Name, Why   string
	Whose       string // where it differs from the side's
	Owned, Weak int
	Squares     []chartSquare
	More        int // duties that no square is shown for
	Width       int // of the picture
}

// chartSquare is one duty.
type chartSquare struct {
	X    int
	Weak bool
}

// chartBar is a part of the bar, in thousandths.
type chartBar struct {
	Side  string
	Weak  bool
	X, Of int
}

const (
	barWidth   = 1000
	squareStep = 14
	maxSquares = 12
)

func newChart(r *lint.Report, book rulebook) chartView {
	var c chartView
	total := 2 * (r.Strategic.Owned + r.Tactical.Owned) // a weak duty counts half here
	total += r.Strategic.Weak + r.Tactical.Weak
	if total == 0 {
		return c
	}
	at, done := 0, 0
	for _, side := range []lint.Side{lint.Strategic, lint.Tactical} {
		s := newChartSide(r, side, book)
		c.Sides = append(c.Sides, s)
		c.Weak = c.Weak || s.Weak > 0
		for _, part := range []struct {
			n    int
			weak bool
		}{{2 * s.Owned, false}, {s.Weak, true}} {
			if part.n == 0 {
				continue
			}
			done += part.n
			end := done * barWidth / total
			c.Bar = append(c.Bar, chartBar{string(side), part.weak, at, end - at})
			at = end
		}
	}
	c.Label = fmt.Sprintf("%s, %s", c.Sides[0].words(), c.Sides[1].words())
	return c
}

// words returns what a side of the chart shows.
func (s chartSide) words() string {
	text := sentence.Count(s.Owned, s.ID+" duty", s.ID+" duties")
	if s.Weak > 0 {
		text += fmt.Sprintf(" and %s", sentence.Count(s.Weak, "weak one", "weak ones"))
	}
	return text
}

func newChartSide(r *lint.Report, side lint.Side, book rulebook) chartSide {
	s := chartSide{ID: string(side), Name: sentence.Capital(string(side))}
	var topics []*topic
	duties := map[lint.Role]int{}
	for _, t := range topicsOf(pointers(r.Duties)) {
		if t.side == side {
			topics = append(topics, t)
			duties[t.role] += len(t.duties)
			s.Owned += t.owned
			s.Weak += t.weak
		}
	}
	most := lint.Role("")
	for _, role := range []lint.Role{lint.ProductManager, lint.ProductOwner, lint.Both} {
		if duties[role] > duties[most] {
			most = role
		}
	}
	s.Whose = whoseWork(most)
	slices.SortStableFunc(topics, func(a, b *topic) int { return b.weight() - a.weight() })
	for _, t := range topics {
		row := chartRow{Name: sentence.Capital(book.category(t.category)), Why: Clean(t.duties[0].Why), Owned: t.owned, Weak: t.weak}
		if t.role != most {
			row.Whose = whoseWork(t.role)
		}
		row.draw()
		s.Rows = append(s.Rows, row)
	}
	return s
}

// draw places a square for each duty, the owned ones first.
func (row *chartRow) draw() {
	all := row.Owned + row.Weak
	for i := range min(all, maxSquares) {
		row.Squares = append(row.Squares, chartSquare{X: i * squareStep, Weak: i >= row.Owned})
	}
	row.More = max(all-maxSquares, 0)
	row.Width = len(row.Squares) * squareStep
}

// Words returns what the squares show.
func (row chartRow) Words() string {
	switch {
	case row.Weak == 0:
		return sentence.Number(row.Owned)
	case row.Owned == 0:
		return sentence.Number(row.Weak) + " weak"
	}
	return fmt.Sprintf("%s + %s weak", sentence.Number(row.Owned), sentence.Number(row.Weak))
}
