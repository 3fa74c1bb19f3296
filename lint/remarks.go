package lint

import (
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
)

// remark adds the findings that go with a verdict.
func (c *checker) remark(o verdict.Outcome) {
	_ = o
}

// severalPostings reports a file that holds several postings.
func (c *checker) severalPostings() {
	var names []string
	for _, job := range c.posting.Jobs {
		names = append(names, "“"+job.Text+"”")
	}
	c.add("several-postings", c.posting.Jobs[0].Span, "{count}", strconv.Itoa(len(names)), "{list}", strings.Join(names, ", "))
}

// unknownLanguage reports a posting in a language without rules for duties.
func (c *checker) unknownLanguage(language string) {
	c.add("unknown-language", c.posting.Title.Span, "{language}", language)
}

// add enters a finding; fill holds placeholders and what they stand for.
func (c *checker) add(id string, at posting.Span, fill ...string) {
	f, ok := c.findings[id]
	if !ok {
		return
	}
	severity := f.Severity
	if s, set := c.model.Findings[id]; set {
		severity = s
	}
	if severity == "off" {
		return
	}
	fill = append(fill, "{title}", c.title.Text, "{model}", c.model.Name, "{role}", roleName(c.title.Role), "{other}", roleName(opposite(c.title.Role)))
	text := strings.NewReplacer(fill...)
	finding := Finding{Rule: id, Severity: Severity(severity), Start: at.Start, End: at.End, Message: text.Replace(f.Message), Help: text.Replace(f.Help)}
	finding.Line, finding.Column = c.places.of(at.Start)
	c.report.Findings = append(c.report.Findings, finding)
}

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

func opposite(r title.Role) title.Role {
	switch r {
	case title.ProductManager:
		return title.ProductOwner
	case title.ProductOwner:
		return title.ProductManager
	}
	return r
}
