package finding

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
)

// maxContext is how much of the text on either side of a mention is looked at
// to tell whom it means, in bytes.
const maxContext = 60

// maxJoint is how much may stand between two titles of a list, in bytes:
// "experience as a product manager, product owner or analyst" means none of
// them is the person hired.
const maxJoint = len(" and/or ")

// call is where a text calls the person hired by the other title.
type call struct {
	line *posting.Line
	at   title.Span // in the line
}

// Calls looks for the places where the text of a posting calls the person hired by
// the other title, and counts those that look for somebody under it as evidence.
func (c *Checker) Calls(s *Subject) {
	if s.Title.Role != title.ProductManager && s.Title.Role != title.ProductOwner {
		return
	}
	c.Subject = s
	other := c.sisterRole()
	filter := c.mentionFilter(other)
	for i := range c.Posting.Lines {
		l := &c.Posting.Lines[i]
		if !maySpeakOfHire(l) || !filter.mayMention(l) {
			continue
		}
		last := -1 // where the mention before ends
		for _, m := range c.titles.Find(l.Text) {
			listed := last >= 0 && m.Span.Start-last <= maxJoint
			last = m.Span.End
			if listed || m.Role != other || m.Plural || m.Short {
				continue
			}
			means, sought := c.meansHire(c.above(i), l.Text, m)
			if means && s.call == nil {
				s.call = &call{l, m.Span}
			}
			if sought {
				s.Evidence.Sought++
			}
		}
	}
	c.Subject = nil
}

// otherTitleInText reports where the text calls the person hired by the other
// title: "# Product Manager ... As a Product Owner you will". Once is enough: the
// rest is the same slip.
func (c *Checker) otherTitleInText() {
	if c.call == nil || c.Outcome.Verdict == verdict.Mistitled {
		return // where the title is to change, the text is right
	}
	l, at := c.call.line, c.call.at
	mention := l.Text[at.Start:at.End]
	c.add("body-calls-other-title", l.Source(at.Start, at.End),
		"{mention}", mention, "{replacement}", c.titles.Retitle(c.titles.Parse(mention), c.Title.Role))
}

// maySpeakOfHire reports whether a line stands where the text speaks of the
// person hired.
func maySpeakOfHire(l *posting.Line) bool {
	return l.Zone != posting.Company && l.Zone != posting.Furniture
}

// above returns the end of the heading right above a line, and a blank: "we are
// looking for " over "A driven product owner".
func (c *Checker) above(line int) string {
	if line == 0 || c.Posting.Lines[line-1].Kind != posting.Heading {
		return ""
	}
	text := strings.TrimRight(c.Posting.Lines[line-1].Text, ": …")
	return text[max(0, len(text)-maxContext):] + " "
}

// meansHire reports whether a mention of a role in a line means the person
// hired: "as a Product Owner", "the Product Owner will"; and whether the text looks
// for somebody by it. above is the end of the heading over the line.
func (c *Checker) meansHire(above, line string, m title.Mention) (means, sought bool) {
	address := &c.set.Duties(c.Language).Words.Calls
	before := strings.ToLower(line[max(0, m.Span.Start-maxContext):m.Span.Start])
	if m.Span.Start < maxContext {
		before = strings.ToLower(above) + before
	}
	after := strings.ToLower(line[m.Span.End:min(len(line), m.Span.End+maxContext)])
	if rest, ok := endsWithAny(before, address.Before); ok {
		if fields := strings.Fields(rest); len(fields) > 0 && slices.Contains(address.Past, strings.Trim(fields[len(fields)-1], ",;:()’'")) {
			return false, false
		}
		_, sought = endsWithAny(before, address.Seeks)
		return true, sought
	}
	_, article := endsWithAny(before, address.Articles)
	return article && beginsWithAny(after, address.After), false
}

// endsWithAny reports whether a text ends with one of some phrases, as whole
// words, and returns what stands before; up to two words, such as "senior", may
// stand behind it.
func endsWithAny(text string, phrases []string) (before string, ok bool) {
	text = strings.TrimRight(text, " ")
	for range 3 {
		for _, p := range phrases {
			if rest, ok := strings.CutSuffix(text, p); ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "(")) {
				return rest, true
			}
		}
		cut := strings.LastIndexByte(text, ' ')
		if cut < 0 {
			return "", false
		}
		text = strings.TrimRight(text[:cut], " ")
	}
	return "", false
}

// beginsWithAny reports whether a text begins with one of some phrases, as whole
// words.
func beginsWithAny(text string, phrases []string) bool {
	text = strings.TrimLeft(text, " ,")
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(text, p); ok && (rest == "" || rest[0] == ' ' || rest[0] == ',') {
			return true
		}
	}
	return false
}
