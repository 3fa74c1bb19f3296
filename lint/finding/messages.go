package finding

import (
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
func (c *Checker) roleName(r title.Role) string {
	switch r {
	case title.ProductManager, title.ProductOwner, title.Both:
		return c.messages.Say(string(r))
	}
	return c.messages.Say("person")
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
	return c.messages.Say("counts", "{share}", c.share(c.owned(c.sisters)), "{sister}", c.roleName(c.sisterRole()), "{topics}", c.topics(c.sisters))
}

// share returns a part of the duties as a subject and its verb: "7 of the 8 duties
// are". Where weak ones stand beside, it says that it counts the owned ones.
func (c *Checker) share(n int) string {
	all := c.owned(every)
	return c.messages.Share("share", n, all, all < len(c.Duties.Sided))
}

// maxTopics is how many topics a sentence lists.
const maxTopics = 3

// topics lists the categories of owned duties, the most frequent first.
func (c *Checker) topics(of counting) string {
	n := map[string]int{}
	var topics []string
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if topic := c.messages.Topic(d.Rule.Category); !d.Weak && of(d) {
			if n[topic]++; n[topic] == 1 {
				topics = append(topics, topic)
			}
		}
	}
	slices.SortStableFunc(topics, func(a, b string) int { return n[b] - n[a] })
	return c.list(topics[:min(len(topics), maxTopics)])
}

// list returns words as a sentence lists them: "a, b and c".
func (c *Checker) list(words []string) string { return sentence.List(words, c.messages.Say("and")) }

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
		return c.messages.Say("other-work-plain")
	}
	return c.messages.Say("other-work", "{n}", strconv.Itoa(n), "{does}", job.Does)
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
	places := c.messages.Say(unit, "{list}", c.list(numbers))
	if len(starts) > len(numbers) { // several in a line, as in texts that lost their line breaks
		return c.messages.Say("duties-in", "{places}", places)
	}
	return places
}

// decisions lists what the posting would have to leave to the person for its
// title to fit.
func (c *Checker) decisions() string {
	if c.sideOf(c.Title.Role) == rules.Strategic {
		return c.messages.Say("decisions-strategic")
	}
	return c.messages.Say("decisions-tactical")
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
		c.result.Summary = c.messages.Say("out-of-scope")
	}
}

// whyFits returns the sentence about a title that fits.
func (c *Checker) whyFits() string {
	all := c.owned(every)
	theirs := c.owned(c.sisters)
	n := all - theirs
	say := func(name, share, topics string) string {
		return c.messages.Say(name, "{share}", share, "{topics}", topics, "{role}", c.roleName(c.Title.Role), "{sister}", c.roleName(c.sisterRole()))
	}
	switch {
	case c.Title.Role == title.Both:
		return say("fits-both", "", "")
	case n == 0 && all > 0:
		return sentence.Capital(say("fits-sister", c.share(all), ""))
	case n == 0:
		return say("fits-nothing", "", "")
	case 2*n >= all:
		return say("fits-duties", "", c.topics(c.notSisters))
	}
	return say("fits-though", c.share(theirs), "")
}

// unclearReason returns why there is too little to judge.
func (c *Checker) unclearReason() string {
	n := c.owned(every)
	switch {
	case len(c.Posting.Lines) == 0:
		return c.messages.Say("no-text")
	case c.Evidence.DutyLines == 0 && n == 0:
		return c.messages.Say("no-duty-line")
	case n == 0:
		return c.messages.Say("no-duty")
	case n == 1:
		return c.messages.Say("one-duty")
	}
	return c.messages.Say("few-duties", "{n}", strconv.Itoa(n))
}
