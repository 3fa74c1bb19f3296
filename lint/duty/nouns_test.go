package duty

import (
	"slices"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// Duties told by nouns, which may have adjectives and articles beside them, are those of
// the verb before them as well.
func TestNounsAct(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r := New(set.Duties("fr"))
	for _, c := range []struct {
		line string
		want []string // rules, "weak" behind those that only help
	}{
		{"Analyse détaillée des besoins métiers", []string{"requirements.gather"}},
		{"Le pilotage et la priorisation du backlog", []string{"backlog.own"}},
		{"Assurer la gestion quotidienne du backlog", []string{"backlog.own"}},
		{"Participer à la définition de la vision produit", []string{"vision.own weak"}},
		{"Prendre part à la définition de la vision produit", []string{"vision.own weak"}},
		{"Apporter son soutien à la définition de la vision produit", []string{"vision.own weak"}},
		{"Vous êtes l’interlocuteur des développeurs", []string{"clarification.answer"}},
	} {
		var got []string
		for _, d := range r.Line(&posting.Line{Text: c.line, Zone: posting.Duties}) {
			id := d.Rule.ID
			if d.Weak {
				id += " weak"
			}
			got = append(got, id)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.line, got, c.want)
		}
	}
}
