package lint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// roleName is what people call a role.
func roleName(r title.Role) string {
	switch r {
	case title.ProductManager:
		return "Product Manager"
	case title.ProductOwner:
		return "Product Owner"
	case title.Both:
		return "Product Manager and Product Owner"
	}
	return "person hired"
}

// opposite is the sister role.
func opposite(r title.Role) title.Role {
	switch r {
	case title.ProductManager:
		return title.ProductOwner
	case title.ProductOwner:
		return title.ProductManager
	}
	return r
}

// own counts the owned duties of a side.
func (c *checker) own(side rules.Side) int {
	if side == rules.Tactical {
		return c.report.Tactical.Owned
	}
	return c.report.Strategic.Owned
}

// counts says how the duties divide: "6 of 7 duties are strategic (price and
// packaging, market and competitors)".
func (c *checker) counts() string {
	s, t := c.report.Strategic.Owned, c.report.Tactical.Owned
	side, n := rules.Strategic, s
	if t > s {
		side, n = rules.Tactical, t
	}
	if n == s+t {
		return fmt.Sprintf("%s %s (%s)", allOf(n), side, c.topics(side))
	}
	return fmt.Sprintf("%d of %d are %s (%s)", n, s+t, side, c.topics(side))
}

func allOf(n int) string {
	switch n {
	case 1:
		return "the only one is"
	case 2:
		return "both are"
	}
	return "all " + strconv.Itoa(n) + " are"
}

// maxTopics is how many topics a sentence lists.
const maxTopics = 3

// topics names what the owned duties of a side are about, the most frequent
// first.
func (c *checker) topics(side rules.Side) string {
	n := map[string]int{}
	names := map[string]string{}
	var ids []string
	for _, d := range c.found.Sided {
		if d.Weak || d.Rule.Category.Side != side {
			continue
		}
		id := d.Rule.Category.ID
		if n[id]++; n[id] == 1 {
			ids = append(ids, id)
			names[id] = d.Rule.Category.Name
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return n[b] - n[a] })
	var said []string
	for _, id := range ids[:min(len(ids), maxTopics)] {
		said = append(said, names[id])
	}
	return list(said)
}

// lineNumbers lists where the owned duties of a side stand: "lines 12, 15 and 20".
func (c *checker) lineNumbers(side rules.Side) string {
	var said []string
	for i := range c.report.Duties {
		d := &c.report.Duties[i]
		if d.Strength == Owned && d.Side == Side(side) {
			if n := strconv.Itoa(d.Line); !slices.Contains(said, n) {
				said = append(said, n)
			}
		}
	}
	if len(said) == 1 {
		return "line " + said[0]
	}
	return "lines " + list(said)
}

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// decisions names what the posting would have to say for its title to fit.
func (c *checker) decisions() string {
	if c.heldBy(c.title.Role) == rules.Strategic {
		return "the vision, the roadmap, the price or what customers need"
	}
	return "the order of the backlog, the stories, what is accepted"
}

// unclearReason says why there is too little to judge.
func (c *checker) unclearReason() string {
	n := c.report.Strategic.Owned + c.report.Tactical.Owned
	switch {
	case len(c.posting.Lines) == 0:
		return "there is no text under the title"
	case c.evidence.DutyLines == 0 && n == 0:
		return "no line says what the person hired will do"
	case n == 0:
		return "no line names a duty of either role"
	case n == 1:
		return "only one line names a duty of either role"
	}
	return fmt.Sprintf("only %d lines name duties of either role", n)
}
