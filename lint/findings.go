package lint

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// remark adds the findings that go with a verdict, and those that stand beside it.
func (c *checker) remark(o verdict.Outcome) {
	defer c.summarise()
	switch o.Verdict {
	case verdict.Mistitled:
		c.report.SuggestedTitle = c.titles().Retitle(c.title, opposite(c.title.Role))
		c.ofVerdict("mistitled-posting", "{counts}", c.counts(), "{suggested}", c.report.SuggestedTitle,
			"{list}", c.lineNumbers(c.heldBy(opposite(c.title.Role))))
	case verdict.Hybrid:
		c.report.SuggestedTitle = c.titles().Retitle(c.title, title.Both)
		c.ofVerdict("hybrid-posting", "{own}", c.topics(c.heldBy(c.title.Role)), "{against}", c.topics(c.heldBy(opposite(c.title.Role))),
			"{suggested}", c.report.SuggestedTitle)
	case verdict.OtherRole:
		c.report.OtherRole = c.otherName(o.OtherRole)
		c.otherLedger(o.OtherRole)
		c.ofVerdict("other-role-posting", "{neighbour}", c.report.OtherRole, "{missing}", c.decisions())
	case verdict.Unclear:
		c.ofVerdict("unclear-posting", "{reason}", c.unclearReason())
		return // nothing else is sure
	case verdict.Fits:
		if o.Leans != "" {
			c.onTitle("title-slash", "{other}", roleName(title.Role(o.Leans)))
		}
		c.strayDuties()
	}
	c.callsOther()
	c.titleSmells()
	c.profitSmells()
	c.wordingSmells()
}

// severalPostings reports a file that holds several postings.
func (c *checker) severalPostings() {
	var names []string
	for _, job := range c.posting.Jobs {
		names = append(names, "“"+job.Text+"”")
	}
	if f := c.add("several-postings", c.posting.Jobs[0].Span, "{count}", strconv.Itoa(len(names)), "{list}", strings.Join(names, ", ")); f != nil {
		f.OfVerdict = true
	}
}

// unknownLanguage reports a posting in a language without rules for duties.
func (c *checker) unknownLanguage(language string) {
	c.ofVerdict("unknown-language", "{language}", c.set.Headings.Languages.Name(language))
}

// titleSmells remarks on the title itself, where the role model asks for it.
func (c *checker) titleSmells() {
	if c.title.Role == title.ProductOwner {
		c.onTitle("po-as-job-title")
		if c.title.Proxy {
			c.onTitle("proxy-owner")
		}
	}
	if c.title.Role == title.ProductManager && c.title.Level == title.Junior {
		c.onTitle("pm-seniority")
	}
	if c.title.Other != "" {
		c.onTitle("po-extra-hat", "{neighbour}", c.title.Other)
	}
}

// levers are the categories by which a product earns.
var levers = []string{"pricing", "profit", "go-to-market", "market", "portfolio"}

// profitSmells remarks on who worries about profit.
func (c *checker) profitSmells() {
	alone := c.model.Organisation.WithoutProductManager()
	if role := string(c.title.Role); role != c.model.StrategicTitle && !alone || c.report.Verdict == OtherJob {
		return
	}
	money := c.evidence.Strategic
	if money.Kinds(levers[:4]...) == 0 {
		c.onTitle("missing-profit-owner")
		return
	}
	var pulled []string
	for _, id := range []string{"pricing", "profit", "portfolio"} {
		if money.Categories[id] > 0 {
			pulled = append(pulled, c.category(id).Name)
		}
	}
	if len(pulled) == 1 {
		c.onTitle("pm-single-lever", "{list}", pulled[0])
	}
}

// strayDuties points at the few lines that ask for money or market in a
// posting that suits the tactical title.
func (c *checker) strayDuties() {
	if string(c.title.Role) != c.model.TacticalTitle || c.model.Organisation.WithoutProductManager() {
		return
	}
	for i := range c.report.Duties {
		d := &c.report.Duties[i]
		if d.Strength == Owned && d.Category != "vision" && slices.Contains(c.model.Hard, d.Category) {
			name := c.category(d.Category).Name
			c.add("stray-duty", posting.Span{Start: d.Start, End: d.End}, "{category_name}", strings.ToUpper(name[:1])+name[1:])
		}
	}
}

// onTitle enters a finding about the whole posting, which stands on its title.
func (c *checker) onTitle(id string, fill ...string) { c.add(id, c.posting.Title.Span, fill...) }

// ofVerdict enters the finding that states the verdict.
func (c *checker) ofVerdict(id string, fill ...string) {
	if f := c.add(id, c.posting.Title.Span, fill...); f != nil {
		f.OfVerdict = true
	}
}

// add enters a finding and returns it, or nil where the rule is switched off;
// fill holds placeholders and what they stand for.
func (c *checker) add(id string, at posting.Span, fill ...string) *Finding {
	f, ok := c.findings[id]
	if !ok {
		return nil
	}
	severity := f.Severity
	if s, set := c.model.Findings[id]; set {
		severity = s
	}
	if severity == "off" {
		return nil
	}
	fill = append(fill, "{title}", quotable(c.title.Text), "{model}", c.model.Name, "{role}", roleName(c.title.Role), "{other}", roleName(opposite(c.title.Role)))
	finding := Finding{Rule: id, Severity: Severity(severity), Start: at.Start, End: at.End}
	finding.Message, finding.Help = f.Fill(fill...)
	finding.Line, finding.Column = c.places.Of(at.Start)
	c.report.Findings = append(c.report.Findings, finding)
	return &c.report.Findings[len(c.report.Findings)-1]
}

// mostQuoted is how many bytes of a title a message quotes: real ones have a
// hundred at most.
const mostQuoted = 200

// quotable cuts what a message is to quote to a length that can be read.
func quotable(text string) string {
	if len(text) <= mostQuoted {
		return text
	}
	end := mostQuoted
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// wordingSmells remarks on wordings that the rules list.
func (c *checker) wordingSmells() {
	tactical := string(c.title.Role) == c.model.TacticalTitle
	for _, s := range c.found.Smells {
		line := &c.posting.Lines[s.Line]
		id := s.Rule.Category.ID
		inRequirements := line.Zone == posting.Requirements
		if wanted := id == "po-market-expertise"; wanted != inRequirements || wanted && !tactical {
			continue
		}
		c.add(id, line.Source(s.Start, s.End))
	}
}

func (c *checker) otherName(id string) string {
	if job := c.otherJob(id); job != nil {
		return job.Name
	}
	return id
}

// otherJob gives what the rules say of another job, or nil.
func (c *checker) otherJob(id string) *rules.Category {
	for _, job := range c.set.Duties[c.language()].Others {
		if job.ID == id {
			return job
		}
	}
	return nil
}

// heldBy gives the side that a title holds under the role model.
func (c *checker) heldBy(r title.Role) rules.Side {
	if string(r) == c.model.StrategicTitle {
		return rules.Strategic
	}
	return rules.Tactical
}
