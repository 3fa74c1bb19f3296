package lint_test

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
)

// TestTwoLanguages checks that a posting in two languages is judged by the one that
// its duties stand in.
func TestTwoLanguages(t *testing.T) {
	l, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	const (
		french        = "Nous sommes une entreprise de la région et nous développons des solutions pour les musées. Vous rejoignez une équipe qui aime ce qu'elle fait, dans des locaux au centre de la ville, avec des collègues qui vous aident et qui partagent ce qu'ils savent.\n\n"
		english       = "We are a company of the region and we build maps for museums. You will join a team that likes what it does, in an office in the centre of the town, with colleagues who help you and who share what they know.\n\n"
		frenchDuties  = "## Missions\n\n- Gérer et prioriser le backlog produit avec les équipes\n- Rédiger les user stories et les critères d'acceptation\n- Animer les cérémonies agiles avec l'équipe de développement\n- Valider les développements de l'équipe et assurer la recette\n"
		englishDuties = "## Responsibilities\n\n- Manage and prioritise the backlog of the product with the teams\n- Write the user stories and their acceptance criteria for the developers\n- Run the ceremonies of the team, from the planning to the review\n- Accept the stories of the sprint and test what the team has built\n"
	)
	for name, src := range map[string]string{
		"all in French":       french + frenchDuties,
		"duties in English":   french + englishDuties,
		"duties in French":    strings.Replace(english+frenchDuties, "Missions", "Responsibilities", 1),
		"all in English":      english + englishDuties,
		"a French one behind": english + englishDuties + "\n" + french,
	} {
		r, err := l.Judge("posting.md", []byte("# Product Manager\n\n"+src))
		if err != nil {
			t.Fatal(err)
		}
		if r.Tactical.Owned < 2 {
			t.Errorf("%s: %s, %d tactical duties: %s", name, r.Verdict, r.Tactical.Owned, r.Summary)
		}
	}
}
