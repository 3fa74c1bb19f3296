package cli

import "github.com/jdlint/jdlint/lint"

// topics explains the verdicts.
func topics() []topic {
	verdict := func(v lint.Verdict, name, what, why, example, fix string) topic {
		return topic{string(v), "verdict", name, what, why, example, fix}
	}
	return []topic{
		verdict(lint.Fits, "the duties suit the title",
			"The duties are those of the role that the title names. A title that declares both roles fits when both kinds of duties are there; a junior product manager fits with the backlog and stories alone.",
			"Most postings fit, so this is the answer unless the duties say clearly otherwise. A few lines of the other role are normal.",
			"“Product Owner”: own the backlog, write stories, accept finished work, contribute to the roadmap.",
			"Nothing."),
		verdict(lint.Mistitled, "the duties belong to the other title",
			"The duties clearly belong to the other of the two titles. A product owner's posting needs duties such as market, price, profit or the strategy of the product for it, with little work on backlog and sprints; a product manager's posting needs tactical duties that lead, and no strategic duty that is owned.",
			"Candidates apply for the title and find another job. Pay bands, interviews and expectations follow the wrong word.",
			"“Product Owner”: set the price, carry profit and loss, size the market, plan the launch.",
			"Use the suggested title. If the title is right, move the lines that do not belong to the other role's posting."),
		verdict(lint.Hybrid, "one title, two jobs",
			"The title names one role, but the hire owns much of both: at least two kinds of strategic and two kinds of tactical duties.",
			"One person can do both, and often does; the posting should say so, because the two halves compete for the same week.",
			"“Product Manager”: own vision and price, and run the backlog, the stories and the sprints of two teams.",
			"Say how the time divides (“60 % strategy, 40 % backlog”), or declare both roles in the title, or split the posting."),
		verdict(lint.OtherJob, "mainly another job",
			"The duties are mainly those of a neighbour: project or delivery manager, business analyst, Scrum Master, product marketing manager. The report names which.",
			"Dates and budgets without a decision about the product are project management; requirements without decisions are analysis; running ceremonies is a Scrum Master's work.",
			"“Product Owner”: track the status, dates and budget of five projects and report to the steering committee.",
			"Use the neighbour's title, or write down what the hire decides about the product."),
		verdict(lint.Unclear, "too little to judge",
			"Fewer than about three duties could be counted, or the text is cut off.",
			"A guess would be worse than no answer.",
			"A posting of company text, benefits and “Show more”.",
			"Check that the whole text was copied. If it was, write down what the hire will do."),
		verdict(lint.OutOfScope, "neither of the two titles",
			"The title names neither a product manager nor a product owner, so there is nothing to check.",
			"Neighbouring titles (Project Manager, Scrum Master, Product Marketing Manager, Production Manager) have duties of their own.",
			"“Scrum Master”.",
			"Nothing. If the title was read wrongly, give it with --title."),
	}
}
