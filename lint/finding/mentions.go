package finding

import (
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

// otherTitleInText reports where the text calls the person hired by the other
// title: "# Product Manager ... As a Product Owner you will".
func (c *Checker) otherTitleInText() {
	if c.Title.Role != title.ProductManager && c.Title.Role != title.ProductOwner {
		return
	}
	if c.Outcome.Verdict == verdict.Mistitled {
		return // the title is to change, so that the text is right
	}
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
			if listed || m.Role != other || m.Plural || m.Short || !c.meansHire(l.Text, m) {
				continue
			}
			mention := l.Text[m.Span.Start:m.Span.End]
			c.add("body-calls-other-title", l.Source(m.Span.Start, m.Span.End),
				"{mention}", mention, "{replacement}", c.titles.Retitle(c.titles.Parse(mention), c.Title.Role))
			return // once is enough: the rest is the same slip
		}
	}
}

// maySpeakOfHire reports whether a line stands where the text speaks of the
// person hired.
func maySpeakOfHire(l *posting.Line) bool {
	return l.Zone != posting.Company && l.Zone != posting.Furniture
}

// meansHire reports whether a mention of a role in a line means the person
// hired: "as a Product Owner", "the Product Owner will".
func (c *Checker) meansHire(line string, m title.Mention) bool {
	address := &c.set.Duties[c.Language].Words.Calls
	before := strings.ToLower(line[max(0, m.Span.Start-maxContext):m.Span.Start])
	after := strings.ToLower(line[m.Span.End:min(len(line), m.Span.End+maxContext)])
	return endsWithAny(before, address.Before) || beginsWithAny(after, address.After) && endsWithAny(before, address.Articles)
}

// endsWithAny reports whether a text ends with one of some phrases, as whole
// words; up to two words, such as "senior", may stand behind it.
func endsWithAny(text string, phrases []string) bool {
	text = strings.TrimRight(text, " ")
	for range 3 {
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
