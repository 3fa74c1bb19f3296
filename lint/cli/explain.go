package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// explain tells what an id that stands in the output means.
func (c *Command) explain(args []string) int {
	f := newFlags("explain")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("explain", f)
	case err != nil:
		return c.misuse("explain", err)
	case f.NArg() != 1:
		return c.misuse("explain", fmt.Errorf("explain takes one id, not %d; \"jdlint rules\" lists them", f.NArg()))
	}
	b, err := c.book()
	if err != nil {
		return c.broken(err)
	}
	id := f.Arg(0)
	w, done := c.buffered()
	p := page{w, c.width()}
	if !b.explain(p, id) {
		return c.misuse("explain", fmt.Errorf("nothing is called %q%s", id, didYouMean("", id, b.ids())))
	}
	return done(exitOK, nil)
}

// book is what can be explained.
type book struct {
	categories []*rules.Category
	models     []model
	topics     []topic
}

// model is a role model, as far as it is explained.
type model struct {
	id, name, text string
	sources        []string
}

// topic is a verdict or a finding: what it means and what to do.
type topic struct {
	id, kind, name, what, why, example, fix string
}

func (b *book) verdictIDs() []string {
	var ids []string
	for _, t := range b.topics {
		if t.kind == "verdict" {
			ids = append(ids, t.id)
		}
	}
	return ids
}

func (b *book) modelIDs() []string {
	ids := []string{}
	for _, m := range b.models {
		ids = append(ids, m.id)
	}
	return ids
}

func (b *book) ids() []string {
	var ids []string
	for _, t := range b.topics {
		ids = append(ids, t.id)
	}
	ids = append(ids, b.modelIDs()...)
	for _, cat := range b.categories {
		ids = append(ids, cat.ID)
		for i := range cat.Rules {
			ids = append(ids, cat.Rules[i].ID)
		}
	}
	return ids
}

// explain prints the page of an id, or returns false.
func (b *book) explain(p page, id string) bool {
	for i := range b.topics {
		if t := &b.topics[i]; t.id == id {
			p.topic(t)
			return true
		}
	}
	for i := range b.models {
		if m := &b.models[i]; m.id == id {
			p.head(m.id, "role model", m.name)
			p.part("", m.text)
			p.part("Source", seeds(m.sources))
			return true
		}
	}
	for _, cat := range b.categories {
		if cat.ID == id {
			p.category(cat)
			return true
		}
		for i := range cat.Rules {
			if cat.Rules[i].ID == id {
				p.rule(cat, &cat.Rules[i])
				return true
			}
		}
	}
	return false
}

// page prints one explanation.
type page struct {
	w     io.Writer
	width int
}

func (p page) head(id, kind, name string) {
	fmt.Fprintf(p.w, "%s (%s)", id, kind)
	if name != "" && name != id {
		fmt.Fprintf(p.w, ": %s", name)
	}
	fmt.Fprintln(p.w)
}

// part prints a paragraph under a heading; an empty text prints nothing.
func (p page) part(heading, text string) {
	if text == "" {
		return
	}
	fmt.Fprintln(p.w)
	indent := ""
	if heading != "" {
		fmt.Fprintln(p.w, heading)
		indent = "  "
	}
	for _, line := range report.Wrap(report.Clean(text), p.width-len(indent)) {
		fmt.Fprintf(p.w, "%s%s\n", indent, line)
	}
}

// list prints lines under a heading.
func (p page) list(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(p.w, "\n%s\n", heading)
	for _, line := range lines {
		for i, row := range report.Wrap(report.Clean(line), p.width-4) {
			fmt.Fprintf(p.w, "%s%s\n", []string{"  - ", "    "}[min(i, 1)], row)
		}
	}
}

func (p page) topic(t *topic) {
	p.head(t.id, t.kind, t.name)
	p.part("", t.what)
	p.part("Why", t.why)
	p.part("Example", t.example)
	p.part("What to do", t.fix)
}

func (p page) category(cat *rules.Category) {
	p.head(cat.ID, string(cat.Side)+" category", cat.Name)
	p.part("", cat.Means)
	p.part("Why", cat.Why)
	var lines []string
	for i := range cat.Rules {
		lines = append(lines, cat.Rules[i].ID+": "+cat.Rules[i].Means)
	}
	p.list("Rules", lines)
	p.examples(cat.Rules)
	p.list("Looks like it, and does not count", readable(cat.Friends))
	p.part("Source", seeds(cat.Sources))
}

func (p page) rule(cat *rules.Category, r *rules.Rule) {
	p.head(r.ID, "rule of "+cat.ID+", "+string(cat.Side), "")
	p.part("", r.Means)
	if r.Weak {
		p.part("", "Counts as weak: the hire supports it, but does not own it.")
	}
	p.part("Why", cat.Why)
	p.examples([]rules.Rule{*r})
	p.part("Where it does not belong", wrongSide(cat))
	p.part("Source", seeds(cat.Sources))
}

// wrongSide says what to do with a line under the title of the other role.
func wrongSide(cat *rules.Category) string {
	switch cat.Side {
	case rules.Strategic:
		return "Under the title Product Owner: move the line to the product manager's posting, or write whom the hire supports in it. Where such lines lead, the title should be Product Manager."
	case rules.Tactical:
		return "Under the title Product Manager: one such line is common and no fault. Where such lines lead and nothing strategic is owned, the title should be Product Owner."
	}
	return ""
}

func (p page) examples(list []rules.Rule) {
	var duty, not []string
	for i := range list {
		duty = append(duty, list[i].Duty...)
		not = append(not, list[i].Not...)
	}
	p.list("Counts", duty)
	p.list("Does not count", not)
}

// readable writes phrases as a reader would: "price or pricing strategy".
func readable(phrases []string) []string {
	out := make([]string, len(phrases))
	for i, phrase := range phrases {
		var words []string
		for _, word := range strings.Fields(phrase) {
			if word[0] != '~' { // a gap
				words = append(words, strings.ReplaceAll(word, "|", "/"))
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// seeds names the documents that a rule comes from.
func seeds(ids []string) string {
	return strings.Join(ids, ", ")
}
