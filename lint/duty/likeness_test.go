package duty

import (
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

// TestLikeness tells lines that no rule knows by their words, and none that is about
// somebody else, that supports, or that does not stand among the duties.
func TestLikeness(t *testing.T) {
	set, err := english()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		zone posting.Zone
		want string // the rule, "" for none
	}{
		{"Position yourself as a trusted contact for the developers", posting.Duties, "clarification.likeness"},
		{"Position yourself as a trusted contact for the developers", posting.Company, ""},
		{"I stand by as a trusted contact for the developers", posting.Duties, ""},
		{"“I own the P&L of the parking app, I set pricing and I define the product vision.”", posting.Duties, ""},
		{"Water the plants of the office", posting.Duties, ""},
		{"Own the product backlog", posting.Duties, "backlog.own"},
	} {
		p := &posting.Posting{Lines: []posting.Line{{Text: c.text, Kind: posting.Bullet, Zone: c.zone, Tokens: set.Lexicon.Vocabulary.Scan(nil, c.text)}}}
		got := ""
		for _, d := range New(set).Read(p, Context{Self: "owner", Foreign: "manager"}).Sided {
			got += d.Rule.ID
		}
		if got != c.want {
			t.Errorf("%q in %s: %q, not %q", c.text, c.zone, got, c.want)
		}
	}
}
