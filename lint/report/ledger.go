package report

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/posting"
)

// topic is a category with its duties in a posting.
type topic struct {
	category    string
	side        lint.Side
	role        lint.Role // whose work it is
	owned, weak int
	duties      []*lint.Duty
}

// weight orders topics: owned duties count more than any number of weak ones.
func (t *topic) weight() int { return t.owned*100 + t.weak }

// topicsOf returns the categories of duties, in the order in which they begin.
func topicsOf(duties []*lint.Duty) (all []*topic) {
	byCategory := map[string]*topic{}
	for _, d := range duties {
		t := byCategory[d.Category]
		if t == nil {
			t = &topic{category: d.Category, side: d.Side, role: roleOf(d)}
			byCategory[d.Category] = t
			all = append(all, t)
		}
		if d.Strength == lint.Weak {
			t.weak++
		} else {
			t.owned++
		}
		t.duties = append(t.duties, d)
	}
	return all
}

// mostFrequent returns the categories with the most duties, a few at most.
func mostFrequent(duties []*lint.Duty) []*topic {
	const most = 3
	topics := topicsOf(duties)
	slices.SortStableFunc(topics, func(a, b *topic) int { return len(b.duties) - len(a.duties) })
	return topics[:min(len(topics), most)]
}

// pointers returns pointers to duties.
func pointers(duties []lint.Duty) []*lint.Duty {
	out := make([]*lint.Duty, len(duties))
	for i := range duties {
		out[i] = &duties[i]
	}
	return out
}

// placeNumber returns what people find a duty by: its line, or the paragraph or
// page that it stands in.
func placeNumber(r *lint.Report, d *lint.Duty) int {
	if r.Posting() != nil && r.Posting().Extracted() {
		return r.Posting().Place(d.Start)
	}
	return d.Line
}

// placesName returns what placeNumber counts.
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

// whoseFrom is the width, in columns, from which whose work it is fits.
const whoseFrom = 72

// Ledger returns the duties of a report as a table in plain text, no wider than width
// columns; "" where there are none.
func Ledger(r *lint.Report, width int) string {
	s := sheet{&bytes.Buffer{}, width, false, r}
	s.ledger()
	return s.String()
}

// ledger prints the duties by category.
func (s *sheet) ledger() {
	if len(s.r.Duties) == 0 {
		return
	}
	topics := topicsOf(pointers(s.r.Duties))
	// The side with more first, and in it the category with more.
	total := map[lint.Side]int{}
	for _, t := range topics {
		total[t.side] += t.weight()
	}
	slices.SortStableFunc(topics, func(a, b *topic) int {
		return cmp.Or(total[b.side]-total[a.side], cmp.Compare(a.side, b.side), b.weight()-a.weight())
	})
	s.heading("Duties counted")
	g := Grid{Head: []string{"Side", "Category", "Owned", "Weak", placesName(s.r)}, Right: []int{2, 3}, Indent: 2}
	free := s.width - 2
	for _, h := range []int{9, 13, 5, 4} {
		free -= h + 2
	}
	whoseWork := s.width >= whoseFrom
	if whoseWork {
		g.Head = slices.Insert(g.Head, 4, "Whose work")
		free -= 15 + 2
	}
	last := lint.Side("")
	for _, t := range topics {
		name := string(t.side)
		if t.side == last {
			name = ""
		}
		last = t.side
		var lines []int
		for _, d := range t.duties {
			lines = append(lines, placeNumber(s.r, d))
		}
		cells := []string{name, cut(Clean(t.category), 13), zero(t.owned), zero(t.weak), cut(places(lines), max(free, 5))}
		if whoseWork {
			cells = slices.Insert(cells, 4, s.whose(t))
		}
		g.Row(cells...)
	}
	g.Foot = make([]string, len(g.Head))
	g.Foot[1], g.Foot[2], g.Foot[3] = "all", sentence.Number(s.r.Strategic.Owned+s.r.Tactical.Owned), zero(s.r.Strategic.Weak+s.r.Tactical.Weak)
	g.Print(s) // cannot fail: a buffer
	if s.r.Strategic.Weak+s.r.Tactical.Weak > 0 {
		s.paragraph("  ", "Weak: the hire supports, contributes to or aligns with it; weak duties count less.", s.style.dim)
	}
	s.WriteByte('\n')
}

// whose returns the role whose work a topic is.
func (s *sheet) whose(t *topic) string {
	whose := RoleName(t.role)
	if t.role == lint.Both {
		whose = "either's"
	}
	if isForeign(s.r, t.role) && t.owned > 0 {
		return s.style.yellow(whose)
	}
	return whose
}

// zero returns a number, and a dash for 0.
func zero(n int) string {
	if n == 0 {
		return "-"
	}
	return sentence.Number(n)
}

// places returns a list of line numbers; a line that comes several times, as in a posting
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
