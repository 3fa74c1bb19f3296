package lint

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
)

// nearby is how much of the text around a role's name is looked at, in bytes.
const nearby = 60

// joint is how much may stand between two titles of a list, in bytes:
// "experience as a product manager, product owner or analyst" calls the person
// hired none of them.
const joint = len(" and/or ")

// callsOther reports where the text calls the person hired by the other title:
// "# Product Manager ... As a Product Owner you will".
func (c *checker) callsOther() {
	if c.title.Role != title.ProductManager && c.title.Role != title.ProductOwner {
		return
	}
	if c.report.Verdict == Mistitled {
		return // the title is to change, so that the text is right
	}
	words, other := &c.set.Duties[c.language()].Words.Calls, opposite(c.title.Role)
	tells := c.tellsOf(other, words)
	for i := range c.posting.Lines {
		l := &c.posting.Lines[i]
		if l.Zone == posting.Company || l.Zone == posting.Furniture {
			continue
		}
		if !tells.mayCall(l) {
			continue
		}
		last := -1 // where the title before ends
		for _, m := range c.titles().Find(l.Text) {
			listed := last >= 0 && m.Span.Start-last <= joint
			last = m.Span.End
			if listed || m.Role != other || m.Plural || m.Short {
				continue
			}
			before := strings.ToLower(l.Text[max(0, m.Span.Start-nearby):m.Span.Start])
			after := strings.ToLower(l.Text[m.Span.End:min(len(l.Text), m.Span.End+nearby)])
			if !endsWithAny(before, words.Before) && !(beginsWithAny(after, words.After) && endsWithAny(before, words.Articles)) {
				continue
			}
			mention := l.Text[m.Span.Start:m.Span.End]
			c.add("body-calls-other-title", l.Source(m.Span.Start, m.Span.End),
				"{mention}", mention, "{replacement}", c.titles().Retitle(c.titles().Parse(mention), c.title.Role))
			return // once is enough: the rest is the same slip
		}
	}
}

// endsWithAny reports whether the text ends with one of some phrases, as whole
// words, an adjective or level ("senior") between allowed for.
func endsWithAny(text string, phrases []string) bool {
	text = strings.TrimRight(text, " ")
	for range 3 { // the phrase itself, or up to two words between
		for _, p := range phrases {
			if rest, ok := strings.CutSuffix(text, p); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "(")) {
				return true
			}
		}
		cut := strings.LastIndexByte(text, ' ')
		if cut < 0 {
			return false
		}
		text = strings.TrimRight(text[:cut], " ")
	}
	return false
}

func beginsWithAny(text string, phrases []string) bool {
	text = strings.TrimLeft(text, " ,")
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(text, p); ok && (rest == "" || rest[0] == ' ' || rest[0] == ',') {
			return true
		}
	}
	return false
}
