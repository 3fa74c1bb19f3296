package cli

import "github.com/jdlint/jdlint/lint"

// verdict explains a verdict. Why it matters and what to do stand with its
// finding, in the rules; a verdict without one says itself what to do.
type verdict struct {
	id                       lint.Verdict
	finding                  string
	name, what, example, fix string
}

func verdicts() []verdict {
	return []verdict{
		{
			id: lint.Fits, name: "the duties suit the title",
			what:    "The duties are those of the role that the title names. A title that declares both roles fits when both kinds of duties are there; a junior Product Manager fits with backlog and stories alone. A few lines of the other role are normal.",
			example: "“Product Owner”: own the backlog, write stories, accept finished work, contribute to the roadmap.",
			fix:     "Nothing.",
		},
		{
			id: lint.Mistitled, finding: "mistitled-posting", name: "the duties belong to the other title",
			what:    "The duties clearly belong to the other of the two titles. The marks weigh differently: price, market, launch and profit almost never stand in a Product Owner's posting and weigh much; backlog and stories stand in one Product Manager's posting of three and weigh little.",
			example: "“Product Owner”: set the price, carry profit and loss, size the market, plan the launch.",
		},
		{
			id: lint.Hybrid, finding: "hybrid-posting", name: "one title, two jobs",
			what:    "The title names one role, but the hire owns much of both: at least two kinds of strategic and two kinds of tactical duties.",
			example: "“Product Manager”: own vision and price, and run the backlog, the stories and the sprints of two teams.",
		},
		{
			id: lint.OtherJob, finding: "other-role-posting", name: "mainly another job",
			what:    "The duties are mainly those of a neighbour, which the report names: project or delivery manager, business analyst, Scrum Master, product marketing manager.",
			example: "“Product Owner”: track the status, dates and budget of five projects and report to the steering committee.",
		},
		{
			id: lint.Unclear, finding: "unclear-posting", name: "too little to judge",
			what:    "Fewer than about three duties could be counted, or the text is cut off.",
			example: "A posting of company text, benefits and “Show more”.",
		},
		{
			id: lint.OutOfScope, name: "neither of the two titles",
			what:    "The title names neither a Product Manager nor a Product Owner, so there is nothing to check.",
			example: "“Scrum Master”, “Production Manager”, “Product Marketing Manager”.",
			fix:     "Nothing. If the title was read wrongly, give it with --title.",
		},
	}
}
