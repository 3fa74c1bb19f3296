package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// manyChart is what the duties of many postings are like: a scatter of strategic
// against tactical ones for each of the two titles, in which the postings that are
// odd lie on the wrong side of the line, and the categories.
type manyChart struct {
	dots       map[dotPlace]*dot
	categories map[string]*categoryCount
}

// dotPlace is where a posting lies in the scatter, by its owned duties.
type dotPlace struct {
	role                lint.Role
	strategic, tactical int
	verdict             lint.Verdict
}

// dot are the postings that lie in one place.
type dot struct {
	dotPlace
	count int
	id    string // of one of them, "" where none is listed
	title string
}

// maxTitle is how much of a title stands in a picture or in the overview, in columns.
const maxTitle = 50

// categoryCount counts the postings that ask for a category of duties.
type categoryCount struct {
	Name        string
	side        lint.Side
	All, Astray int // postings that state an owned duty of it, and those whose title names the other role
}

func (c *manyChart) add(r *lint.Report, book rulebook, id string) {
	if len(r.Duties) == 0 {
		return
	}
	if c.dots == nil {
		c.dots, c.categories = map[dotPlace]*dot{}, map[string]*categoryCount{}
	}
	if r.Role == lint.ProductManager || r.Role == lint.ProductOwner {
		at := dotPlace{r.Role, min(r.Strategic.Owned, axisEnd), min(r.Tactical.Owned, axisEnd), r.Verdict}
		if c.dots[at] == nil {
			c.dots[at] = &dot{dotPlace: at, id: id, title: strings.Clone(cut(titleOf(r), maxTitle))}
		}
		c.dots[at].count++
	}
	for _, t := range topicsOf(pointers(r.Duties)) {
		if t.owned == 0 {
			continue
		}
		k := c.categories[t.category]
		if k == nil {
			k = &categoryCount{Name: sentence.Capital(book.category(t.category)), side: t.side}
			c.categories[t.category] = k
		}
		k.All++
		if isForeign(r, t.role) {
			k.Astray++
		}
	}
}

// The picture of a scatter, in its own units.
const (
	axisEnd   = 20 // duties; what has more lies there
	axisSteps = 5
	plotSize  = 260
	plotLeft  = 34
	plotTop   = 10
)

// scatter is the picture for one title.
type scatter struct {
	Name  string // "Product Owner"
	Odd   string // how many lie on the wrong side of the line, in words
	Dots  []scatterDot
	Ticks []scatterTick
}

type scatterDot struct {
	X, Y, R int
	Verdict lint.Verdict
	Link    string // the id of a posting with a problem
	Says    string
}

// scatterTick is a number on both axes.
type scatterTick struct{ N, X, Y int }

// Scatters returns the pictures, none for a title that no posting has.
func (c *manyChart) Scatters() (all []scatter) {
	for _, role := range []lint.Role{lint.ProductManager, lint.ProductOwner} {
		var dots []*dot
		for _, d := range c.dots {
			if d.role == role {
				dots = append(dots, d)
			}
		}
		if len(dots) > 0 {
			all = append(all, newScatter(role, dots))
		}
	}
	return all
}

func newScatter(role lint.Role, dots []*dot) scatter {
	// What is odd lies on top.
	slices.SortFunc(dots, func(a, b *dot) int {
		odd := func(d *dot) int {
			return slices.Index([]lint.Verdict{lint.Fits, lint.Unclear, lint.OtherJob, lint.Hybrid, lint.Mistitled}, d.verdict)
		}
		return cmp.Or(odd(a)-odd(b), a.strategic-b.strategic, a.tactical-b.tactical)
	})
	s := scatter{Name: RoleName(role)}
	place := func(strategic, tactical int) (x, y int) {
		return plotLeft + strategic*plotSize/axisEnd, plotTop + plotSize - tactical*plotSize/axisEnd
	}
	var more, all int
	for _, d := range dots {
		x, y := place(d.strategic, d.tactical)
		says := fmt.Sprintf("%s, %s: %d strategic, %d tactical", d.title, VerdictName(d.verdict), d.strategic, d.tactical)
		if d.count > 1 {
			says = fmt.Sprintf("%d postings, %s: %d strategic, %d tactical each", d.count, VerdictName(d.verdict), d.strategic, d.tactical)
		}
		link := d.id
		if !isProblem(d.verdict) {
			link = ""
		}
		s.Dots = append(s.Dots, scatterDot{x, y, min(3+int(1.5*math.Sqrt(float64(d.count))), 14), d.verdict, link, says})
		all += d.count
		if d.strategic > d.tactical == (role == lint.ProductOwner) && d.strategic != d.tactical {
			more += d.count
		}
	}
	for n := 0; n <= axisEnd; n += axisSteps {
		x, y := place(n, n)
		s.Ticks = append(s.Ticks, scatterTick{n, x, y})
	}
	s.Odd = "more tactical than strategic duties"
	if role == lint.ProductOwner {
		s.Odd = "more strategic than tactical duties"
	}
	s.Odd = fmt.Sprintf("%s of %s with %s", sentence.Number(more), sentence.Number(all), s.Odd)
	return s
}

// sideCategories are the categories of one side.
type sideCategories struct {
	ID, Name   string
	Categories []*categoryCount
	Most       int // the width of the picture
}

// Sides returns the categories, those first that most postings state.
func (c *manyChart) Sides() (sides []sideCategories) {
	most := 0
	for _, k := range c.categories {
		most = max(most, k.All)
	}
	for _, side := range []lint.Side{lint.Strategic, lint.Tactical} {
		s := sideCategories{ID: string(side), Name: sentence.Capital(string(side)), Most: most}
		for _, k := range c.categories {
			if k.side == side {
				s.Categories = append(s.Categories, k)
			}
		}
		slices.SortFunc(s.Categories, func(a, b *categoryCount) int { return cmp.Or(b.All-a.All, strings.Compare(a.Name, b.Name)) })
		if len(s.Categories) > 0 {
			sides = append(sides, s)
		}
	}
	return sides
}
