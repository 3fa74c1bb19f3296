package lint_test

import (
	"strings"
	"testing"
)

// TestWhoseDuties checks that duties under a heading or an item that says that they
// are somebody else's do not count, and that others do.
func TestWhoseDuties(t *testing.T) {
	l := linter(t, "strategist")
	const (
		own    = "## What you will do\n\n- Own and order the product backlog\n- Write user stories with acceptance criteria\n- Accept finished stories at the end of the sprint\n- Plan sprints with the team\n"
		theirs = "- Own the P&L of the parking app\n- Set pricing for season tickets\n- Define the product vision for the next three years\n- Own the product roadmap\n"
	)
	indented := strings.ReplaceAll(theirs, "- ", "  - ")
	for _, tt := range []struct {
		name, text       string
		strategic, owned int
	}{
		{"What our Product Manager does", own + "\n## What our Product Manager does\n\n" + theirs, 0, 4},
		{"The Product Manager's responsibilities", own + "\n## The Product Manager's responsibilities\n\n" + theirs, 0, 4},
		{"Our PM will:", own + "\n**Our PM will:**\n\n" + theirs, 0, 4},
		{"with a part of its own", own + "\n## What the Product Manager does\n\n### Money\n\n" + theirs, 0, 4},
		{"What you will not do", own + "\n## What you will not do\n\n" + theirs, 0, 4},
		{"This role is not", own + "\n## This role is not:\n\n" + theirs, 0, 4},
		{"Similar jobs", own + "\n## Similar jobs\n\n### Product Manager\n\n" + theirs + "\n### Head of Product\n\n#### What you will do\n\n" + theirs, 0, 4},
		{"Other open roles", own + "\n## Other open roles\n\n## Product Manager\n\n" + theirs, 0, 4},
		{"who will:", own + "- Work with the Product Manager, who will:\n" + indented, 0, 4},
		{"in the middle", "## What you will do\n\n- Support our PM, who is going to:\n" + indented + own[len("## What you will do\n\n"):], 0, 4},
		{"You will not:", own + "- You will not:\n" + indented, 0, 4},
		{"a sentence before a list", own + "\nIn all that has to do with the parking app and with its season tickets you work with the Product Manager, who will:\n\n" + theirs, 0, 4},
		// These are the hire's.
		{"What our Product Owner does", "## What our Product Owner does\n\n" + theirs, 4, 0},
		{"You will:", own + "- Together with the Product Manager, you will:\n" + indented, 4, 4},
		{"to:", own + "- Work with the Product Manager to:\n" + indented, 4, 4},
		{"an owner who will:", "We are looking for a Product Owner who will:\n\n" + theirs, 4, 0},
		{"not exclusively", "**Key responsibilities include, but are not exclusively:**\n\n" + theirs, 4, 0},
		{"not only", own + "- You will not only:\n" + indented, 4, 4},
		{"the next heading", "## Similar jobs\n\n- Product Manager\n\n## What you will do\n\n" + theirs, 4, 0},
		{"About the job", "## About the job\n\n" + theirs, 4, 0},
	} {
		r := checked(t, l, "po.md", []byte("# Product Owner, Parking App\n\n"+tt.text))
		if r.Strategic.Owned != tt.strategic || r.Tactical.Owned != tt.owned {
			t.Errorf("%s: %s, %d strategic and %d tactical duties", tt.name, r.Verdict, r.Strategic.Owned, r.Tactical.Owned)
		}
	}
}
