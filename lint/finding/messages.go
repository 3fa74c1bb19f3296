package finding

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/internal/place"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// roleName returns what people call a role.
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

// owned counts the duties of a side that are the person's own.
func (c *Checker) owned(side rules.Side) int {
	n := 0
	for i := range c.Duties.Sided {
		if d := &c.Duties.Sided[i]; !d.Weak && d.Rule.Category.Side == side {
			n++
		}
	}
	return n
}

// allOwned counts the duties of both sides that are the person's own.
func (c *Checker) allOwned() int { return c.owned(rules.Strategic) + c.owned(rules.Tactical) }

// counts returns how many duties are the sister role's: "7 of the 8 duties are a
// Product Manager's work: profit, pricing and vision".
func (c *Checker) counts() string {
	side := c.sideOf(c.sisterRole())
	return fmt.Sprintf("%s a %s's work: %s", share(c.owned(side), c.allOwned()), roleName(c.sisterRole()), c.topics(side))
}

// share returns a subject and its verb: "7 of the 8 duties are".
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

// topics lists the categories of the owned duties of a side, the most frequent
// first.
func (c *Checker) topics(side rules.Side) string {
	n := map[string]int{}
	var ids []string
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if id := d.Rule.Category.ID; !d.Weak && d.Rule.Category.Side == side {
			if n[id]++; n[id] == 1 {
				ids = append(ids, id)
			}
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return n[b] - n[a] })
	return sentence.List(ids[:min(len(ids), maxTopics)], "and")
}

// lineNumbers lists where the owned duties of a side stand: "lines 12, 15 and
// 20", in a Word file "paragraphs 4 and 7".
func (c *Checker) lineNumbers(side rules.Side) string {
	var numbers []string
	starts := map[int]bool{} // of the sentences that state duties
	var lines place.Index
	lines.Begin(c.Posting.Source)
	unit := "line"
	if c.Posting.Extracted() {
		unit = string(c.Posting.Unit)
	}
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if d.Weak || d.Rule.Category.Side != side {
			continue
		}
		start := c.Posting.Lines[d.Line].Span().Start
		n := lines.Line(start)
		if c.Posting.Extracted() {
			n = c.Posting.Place(start)
		}
		starts[start] = true
		if number := strconv.Itoa(n); !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	if len(numbers) > 1 {
		unit += "s"
	}
	if len(starts) > len(numbers) { // several in a line, as in texts that lost their line breaks
		unit = "the duties in " + unit
	}
	return unit + " " + sentence.List(numbers, "and")
}

// decisions lists what the posting would have to leave to the person for its
// title to fit.
func (c *Checker) decisions() string {
	if c.sideOf(c.Title.Role) == rules.Strategic {
		return "the vision, the roadmap, the price or what customers need"
	}
	return "the order of the backlog, the stories, what is accepted"
}

// summarise puts the verdict into a sentence: the message of the finding that
// states it, if there is one.
func (c *Checker) summarise() {
	for i := range c.result.Findings {
		if f := &c.result.Findings[i]; f.OfVerdict {
			c.result.Summary = f.Message
			return
		}
	}
	switch c.Outcome.Verdict {
	case verdict.Fits:
		c.result.Summary = c.whyFits()
	case verdict.OutOfScope:
		c.result.Summary = "The title names neither a Product Manager nor a Product Owner, so there is nothing to check."
	}
}

// whyFits returns the sentence about a title that fits.
func (c *Checker) whyFits() string {
	side := c.sideOf(c.Title.Role)
	n, all := c.owned(side), c.allOwned()
	own, sister := roleName(c.Title.Role), roleName(c.sisterRole())
	switch {
	case c.Title.Role == title.Both:
		return "The title declares both roles."
	case n == 0 && all > 0:
		text := fmt.Sprintf("%s a %s's work and none is a %s's, which is too little to call the title wrong.", share(all, all), sister, own)
		return strings.ToUpper(text[:1]) + text[1:]
	case n == 0:
		return fmt.Sprintf("Nothing here speaks against the title %s.", own)
	case 2*n >= all:
		return fmt.Sprintf("The duties are those of a %s: %s.", own, c.topics(side))
	}
	return fmt.Sprintf("The duties suit a %s, though %s a %s's work as well.", own, share(all-n, all), sister)
}

// unclearReason returns why there is too little to judge.
func (c *Checker) unclearReason() string {
	n := c.allOwned()
	switch {
	case len(c.Posting.Lines) == 0:
		return "there is no text under the title"
	case c.Evidence.DutyLines == 0 && n == 0:
		return "no line says what the person hired will do"
	case n == 0:
		return "no line names a duty of either role"
	case n == 1:
		return "only one line names a duty of either role"
	}
	return fmt.Sprintf("only %d lines name duties of either role", n)
}
