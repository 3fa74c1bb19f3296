package lint_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// TestSupportIsNoOwnedDuty judges each line that the rules offer in place of a duty:
// it must not count as that duty, nor as another that the person hired owns.
func TestSupportIsNoOwnedDuty(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	around := map[string]string{
		"en": "# Product Owner\n\n## What you will do\n\n- Own and prioritise the product backlog\n- ",
		"de": "# Product Owner\n\n## Deine Aufgaben\n\n- Du pflegst und priorisierst das Product Backlog für unser Team\n- Du planst die Sprints mit den Entwicklern\n- ",
		"fr": "# Product Owner\n\n## Vos missions\n\n- Gérer et prioriser le backlog produit avec les équipes\n- Rédiger les user stories\n- ",
		"nl": "# Product Owner\n\n## Wat ga je doen\n\n- Je beheert en prioriteert de product backlog van het team\n- Je schrijft user stories\n- ",
	}
	for _, language := range set.Speaks() {
		for _, c := range set.Duties(rules.DefaultLanguage).Categories {
			for _, owner := range []string{"Product Manager", "Product Owner"} {
				line := set.Messages(language).Support(c.ID, owner)
				if line == "" && c.Side == rules.Tactical {
					continue // who supports it does it, in most wordings
				}
				if line == "" || around[language] == "" {
					t.Errorf("%s: %s: nothing is offered", language, c.ID)
					continue
				}
				r, err := l.Judge("x.md", []byte(around[language]+line+"\n"))
				if err != nil {
					t.Fatal(err)
				}
				if len(r.Duties) == 0 {
					t.Fatalf("%s: no duty is found", language)
				}
				for _, d := range r.Duties {
					if d.Text == line && d.Strength == lint.Owned {
						t.Errorf("%s: %q counts as %s", language, line, d.Rule)
					}
				}
			}
		}
	}
}
