package finding

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/duty"
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

// counting says which duties a sentence counts.
type counting func(*duty.Duty) bool

// sisters counts the duties that are the work of the sister role alone by the role
// model, which may leave some of its side to either.
func (c *Checker) sisters(d *duty.Duty) bool {
	category := d.Rule.Category
	return category.Side == c.sideOf(c.sisterRole()) && !slices.Contains(c.model.MayHold[string(c.Title.Role)], category.ID)
}

func (c *Checker) notSisters(d *duty.Duty) bool { return !c.sisters(d) }

func every(*duty.Duty) bool { return true }

// owned counts the duties that are the person's own.
func (c *Checker) owned(of counting) (n int) {
	for i := range c.Duties.Sided {
		if d := &c.Duties.Sided[i]; !d.Weak && of(d) {
			n++
		}
	}
	return n
}

// counts returns how many duties are the sister role's: "7 of the 8 duties are a
// Product Manager's work: profit, pricing and vision".
func (c *Checker) counts() string {
	return fmt.Sprintf("%s a %s's work: %s", c.share(c.owned(c.sisters)), roleName(c.sisterRole()), c.topics(c.sisters))
}

// share returns a part of the duties as a subject and its verb: "7 of the 8 duties
// are". Where weak ones stand beside, it says that it counts the owned ones.
func (c *Checker) share(n int) string {
	all, noun := c.owned(every), "duties"
	one := "duty"
	if all < len(c.Duties.Sided) {
		noun, one = "owned duties", "owned duty"
	}
	switch {
	case n == all && all == 1:
		return fmt.Sprintf("the only %s is", one)
	case n == all && all == 2:
		return fmt.Sprintf("both %s are", noun)
	case n == all:
		return fmt.Sprintf("all %d %s are", all, noun)
	case n == 1:
		return fmt.Sprintf("1 of the %d %s is", all, noun)
	}
	return fmt.Sprintf("%d of the %d %s are", n, all, noun)
}

// maxTopics is how many topics a sentence lists.
const maxTopics = 3

// topics lists the categories of owned duties, the most frequent first.
func (c *Checker) topics(of counting) string {
	n := map[string]int{}
	var ids []string
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if id := d.Rule.Category.ID; !d.Weak && of(d) {
			if n[id]++; n[id] == 1 {
				ids = append(ids, id)
			}
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return n[b] - n[a] })
	return sentence.List(ids[:min(len(ids), maxTopics)], "and")
}

// maxLine is how many bytes of a line a summary quotes.
const maxLine = 90

// heaviest returns the line of the sister role's work whose category marks its
// side most surely, shortened to what decided. A line that a rule knows goes before
// one that is told by its likeness.
func (c *Checker) heaviest() string {
	var most *duty.Duty
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if d.Weak || !c.sisters(d) {
			continue
		}
		if most == nil || most.Rule.Alike() && !d.Rule.Alike() || most.Rule.Alike() == d.Rule.Alike() && d.Rule.Category.Weight > most.Rule.Category.Weight {
			most = d
		}
	}
	if most == nil {
		return ""
	}
	text := c.Posting.Lines[most.Line].Text
	if from := most.End - maxLine; from > 0 && most.End < len(text) {
		if word := strings.IndexByte(text[from:most.End], ' '); word >= 0 {
			text = "…" + text[from+word+1:]
		}
	}
	return shortened(strings.TrimRight(text, ".;, "), maxLine)
}

// otherWork says how many lines are another job's: "8 lines sell to accounts".
func (c *Checker) otherWork() string {
	job := c.result.OtherJob
	n := c.Evidence.Others[job.ID].Lines
	if n == 0 {
		n = c.Evidence.Strategic.Has(job.Overlaps...) + c.Evidence.Tactical.Has(job.Overlaps...)
	}
	if n < 2 || job.Does == "" {
		return "the duties are mainly another job's"
	}
	return fmt.Sprintf("%d lines %s", n, job.Does)
}

// lineNumbers lists where the owned duties of the sister role stand: "lines 12,
// 15 and 20", in a Word file "paragraphs 4 and 7".
func (c *Checker) lineNumbers() string {
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
		if d.Weak || !c.sisters(d) {
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
	all := c.owned(every)
	theirs := c.owned(c.sisters)
	n := all - theirs
	own, sister := roleName(c.Title.Role), roleName(c.sisterRole())
	switch {
	case c.Title.Role == title.Both:
		return "The title declares both roles."
	case n == 0 && all > 0:
		return sentence.Capital(fmt.Sprintf("%s a %s's work and none is a %s's, which is too little to call the title wrong.", c.share(all), sister, own))
	case n == 0:
		return fmt.Sprintf("Nothing here speaks against the title %s.", own)
	case 2*n >= all:
		return fmt.Sprintf("The duties are those of a %s: %s.", own, c.topics(c.notSisters))
	}
	return fmt.Sprintf("The duties suit a %s, though %s a %s's work as well.", own, c.share(theirs), sister)
}

// unclearReason returns why there is too little to judge.
func (c *Checker) unclearReason() string {
	n := c.owned(every)
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
