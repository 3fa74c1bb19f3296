package finding_test

import (
	"slices"
	"testing"

	"github.com/jdlint/jdlint/lint"
)

// TestOtherTitleInText checks which sentences call the person hired by the other
// title.
func TestOtherTitleInText(t *testing.T) {
	l := linter(t)
	for sentence, want := range map[string]bool{
		"As a Product Owner you will decide on the price of our maps.":                              true,
		"We are looking for a senior Product Owner with a love of maps.":                            true,
		"The Product Owner will report to the head of maps.":                                        true,
		"We need three years of experience as a product owner in a bank.":                           false,
		"You bring three or more years as a Product Owner.":                                         false,
		"You have worked as a technical product owner.":                                             false,
		"## We are looking for\n\nA driven product owner with a love of maps.":                      true,
		"## About you\n\nA driven product owner with a love of maps.":                               false,
		"You will be the Product Owner for maps.":                                                   true,
		"You work with the Product Owner of each team.":                                             false,
		"You have worked as a product manager, product owner or analyst before.":                    false,
		"You have worked as a product manager / product owner for three years.":                     false,
		"You have worked as a product manager in a team where we needed a product owner for a year": false,
	} {
		src := "---\ntitle: Product Manager\n---\n\n## What you will do\n\n- Define the product vision and the strategy\n- Set the price of the maps\n- Know the market and its competitors\n\n" + sentence + "\n"
		r := judged(t, l, "posting.md", []byte(src))
		got := slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == "body-calls-other-title" })
		if got != want {
			t.Errorf("%q: %v, want %v", sentence, got, want)
		}
	}
}
