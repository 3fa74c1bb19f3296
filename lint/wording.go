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

// counts says how many duties are the other role's: "7 of the 8 duties are a
// Product Manager's work: profit, pricing and vision".
func (c *checker) counts() string {
	side := c.heldBy(opposite(c.title.Role))
	n, all := c.own(side), c.report.Strategic.Owned+c.report.Tactical.Owned
	return fmt.Sprintf("%s a %s's work: %s", share(n, all), roleName(opposite(c.title.Role)), c.topics(side))
}

// share is "7 of the 8 duties are".
func share(n, all int) string {
	switch {
	case n == all && all == 1:
		return "the only duty is"
	case n == all:
		return fmt.Sprintf("all %d duties are", all)
	case n == 1:
		return fmt.Sprintf("1 of the %d duties is", all)
	}
	return fmt.Sprintf("%d of the %d duties are", n, all)
}

// maxTopics is how many topics a sentence lists.
const maxTopics = 3

// topics names the categories of the owned duties of a side, the most
// frequent first.
func (c *checker) topics(side rules.Side) string {
	n := map[string]int{}
	var ids []string
	for _, d := range c.found.Sided {
		if d.Weak || d.Rule.Category.Side != side {
			continue
		}
		id := d.Rule.Category.ID
		if n[id]++; n[id] == 1 {
			ids = append(ids, id)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return n[b] - n[a] })
	return list(ids[:min(len(ids), maxTopics)])
}

// lineNumbers lists where the owned duties of a side stand: "lines 12, 15 and
// 20", in a Word file "paragraphs 4 and 7".
func (c *checker) lineNumbers(side rules.Side) string {
	var said []string
	places := map[int]bool{} // of sentences that state duties
	unit := "line"
	if c.posting.Extracted() {
		unit = string(c.posting.Unit)
	}
	for i := range c.report.Duties {
		d := &c.report.Duties[i]
		if d.Strength != Owned || d.Side != Side(side) {
			continue
		}
		n := d.Line
		if c.posting.Extracted() {
			n = c.posting.Place(d.Start)
		}
		places[d.Start] = true
		if place := strconv.Itoa(n); !slices.Contains(said, place) {
			said = append(said, place)
		}
	}
	if len(said) > 1 {
		unit += "s"
	}
	if len(places) > len(said) { // several in a line, as in texts that lost their line breaks
		unit = "the duties in " + unit
	}
	return unit + " " + list(said)
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

// summarise puts the verdict into a sentence: that of its finding, if it has one.
func (c *checker) summarise() {
	r := c.report
	for i := range r.Findings {
		if r.Findings[i].OfVerdict {
			r.Summary = r.Findings[i].Message
			return
		}
	}
	switch r.Verdict {
	case Fits:
		r.Summary = c.fits()
	case OutOfScope:
		r.Summary = "The title names neither a Product Manager nor a Product Owner, so there is nothing to check."
	}
}

// fits says why a title fits.
func (c *checker) fits() string {
	side := c.heldBy(c.title.Role)
	n, all := c.own(side), c.report.Strategic.Owned+c.report.Tactical.Owned
	switch {
	case c.title.Role == title.Both:
		return "The title declares both roles."
	case n == 0 && all > 0:
		said := fmt.Sprintf("%s a %s's work and none is a %s's, which is too little to call the title wrong.",
			share(all, all), roleName(opposite(c.title.Role)), roleName(c.title.Role))
		return strings.ToUpper(said[:1]) + said[1:]
	case n == 0:
		return fmt.Sprintf("Nothing here speaks against the title %s.", roleName(c.title.Role))
	case 2*n >= all:
		return fmt.Sprintf("The duties are those of a %s: %s.", roleName(c.title.Role), c.topics(side))
	}
	return fmt.Sprintf("The duties suit a %s, though %s a %s's work as well.", roleName(c.title.Role), share(all-n, all), roleName(opposite(c.title.Role)))
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
