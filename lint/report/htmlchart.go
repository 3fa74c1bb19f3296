package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/jdlint/jdlint/lint"
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
	c := chartView{}
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

// words says what a side of the chart shows.
func (s chartSide) words() string {
	text := count(s.Owned, s.ID+" duty", s.ID+" duties")
	if s.Weak > 0 {
		text += fmt.Sprintf(" and %s", count(s.Weak, "weak one", "weak ones"))
	}
	return text
}

func newChartSide(r *lint.Report, side lint.Side, book rulebook) chartSide {
	s := chartSide{ID: string(side), Name: capital(string(side))}
	byID := map[string]*chartRow{}
	var order []*chartRow
	roles := map[lint.Role]int{}
	rowRole := map[*chartRow]lint.Role{}
	for i := range r.Duties {
		d := &r.Duties[i]
		if d.Side != side {
			continue
		}
		row := byID[d.Category]
		if row == nil {
			row = &chartRow{Name: capital(book.category(d.Category)), Why: Clean(d.Why)}
			byID[d.Category] = row
			order = append(order, row)
			rowRole[row] = roleOf(d)
		}
		roles[roleOf(d)]++
		if d.Strength == lint.Weak {
			row.Weak++
			s.Weak++
		} else {
			row.Owned++
			s.Owned++
		}
	}
	most := lint.Role("")
	for _, role := range []lint.Role{lint.ProductManager, lint.ProductOwner, lint.Both} {
		if roles[role] > roles[most] {
			most = role
		}
	}
	s.Whose = whoseWork(most)
	slices.SortStableFunc(order, func(a, b *chartRow) int {
		return cmp.Or(cmp.Compare(b.Owned, a.Owned), cmp.Compare(b.Weak, a.Weak))
	})
	for _, row := range order {
		if rowRole[row] != most {
			row.Whose = whoseWork(rowRole[row])
		}
		row.draw()
		s.Rows = append(s.Rows, *row)
	}
	return s
}

func whoseWork(role lint.Role) string {
	switch role {
	case "":
		return ""
	case lint.Both:
		return "either's work"
	}
	return "a " + roleName(role) + "'s work"
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

// Words says what the squares show.
func (row chartRow) Words() string {
	switch {
	case row.Weak == 0:
		return number(row.Owned)
	case row.Owned == 0:
		return number(row.Weak) + " weak"
	}
	return fmt.Sprintf("%s + %s weak", number(row.Owned), number(row.Weak))
}
