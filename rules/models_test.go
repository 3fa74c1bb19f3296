package rules

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func builtin(t *testing.T) *Set {
	t.Helper()
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestModelInherits checks that a team's own model takes what it does not say
// from the one that it extends, and changes nothing there.
func TestModelInherits(t *testing.T) {
	models := builtin(t).Models
	base := *models["strategist"]
	_, err := models.Parse("acme.yaml", []byte(`
id: acme
extends: strategist
summary: As we do it.
may_hold:
  product-owner: [roadmap]
findings:
  title-slash: "off"
organisation:
  has_product_manager: no
`))
	if err == nil {
		t.Fatal("has_product_manager: no was taken; it must be true or false")
	}
	m, err := models.Parse("acme.yaml", []byte("id: acme\nextends: strategist\nsummary: As we do it.\nmay_hold:\n  product-owner: [roadmap]\nfindings:\n  title-slash: \"off\"\norganisation:\n  has_product_manager: false\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m.ID != "acme" || m.Name != base.Name || m.Summary != "As we do it." || m.StrategicTitle != base.StrategicTitle || m.TacticalTitle != base.TacticalTitle {
		t.Errorf("got %+v", m)
	}
	if diff := cmp.Diff(base.Hard, m.Hard); diff != "" {
		t.Errorf("hard is not inherited:\n%s", diff)
	}
	if got := m.MayHold[owner]; len(got) != 1 || got[0] != "roadmap" {
		t.Errorf("may_hold = %v", m.MayHold)
	}
	if m.Findings["title-slash"] != "off" || m.Findings["body-calls-other-title"] != base.Findings["body-calls-other-title"] {
		t.Errorf("findings = %v", m.Findings)
	}
	if !m.Organisation.WithoutProductManager() || models["strategist"].Organisation.WithoutProductManager() {
		t.Error("has_product_manager: false is lost, or has changed the model that is extended")
	}
	if diff := cmp.Diff(base, *models["strategist"]); diff != "" {
		t.Errorf("the model that is extended was changed:\n%s", diff)
	}
}

// TestModelExtendsAny checks that each built-in model can be extended.
func TestModelExtendsAny(t *testing.T) {
	models := builtin(t).Models
	for _, id := range models.IDs() {
		m, err := models.Parse("acme.yaml", []byte("id: acme\nextends: "+id+"\n"))
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		want := *models[id]
		want.ID, want.Extends, want.At, want.Seed = m.ID, m.Extends, m.At, m.Seed
		if diff := cmp.Diff(want, *m); diff != "" {
			t.Errorf("%s, - built in, + extended:\n%s", id, diff)
		}
	}
}

// TestModelAlone checks that a model need not extend one.
func TestModelAlone(t *testing.T) {
	m, err := builtin(t).Models.Parse("own.yaml", []byte("id: own\nname: Ours\nsummary: x\nmeans: y\nstrategic_title: product-owner\ntactical_title: product-manager\nhard: [pricing]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m.StrategicTitle != owner || m.TacticalTitle != manager || len(m.Hard) != 1 || len(m.Findings) != 0 {
		t.Errorf("got %+v", m)
	}
}

func TestModelErrors(t *testing.T) {
	models := builtin(t).Models
	known := strings.Join(slices.Sorted(maps.Keys(models)), ", ")
	const good = "id: acme\nextends: strategist\n"
	tests := []struct {
		name, text string
		want       string
	}{
		{"unknown key", good + "holds: []\n", `acme.yaml:3:1: unknown key "holds"; known are extends, findings, hard, hard_weight, id, may_hold, means, name, organisation, seed, strategic_title, summary, tactical_title`},
		{"mistyped key", good + "tactical_titel: product-owner\n", `acme.yaml:3:1: unknown key "tactical_titel"; did you mean "tactical_title"?`},
		{"duplicate key", good + "id: other\n", `acme.yaml:3:1: key "id" stands here twice, first in line 1`},
		{"wrong type", good + "hard: pricing\n", `acme.yaml:3:7: expected a list, found "pricing"`},
		{"no id", "extends: strategist\n", `acme.yaml:1:1: a role model needs an id`},
		{"unknown base", "id: acme\nextends: strategst\n", `acme.yaml:1:1: extends: there is no built-in role model "strategst"; did you mean "strategist"?`},
		{"itself as base", "id: acme\nextends: acme\n", `acme.yaml:1:1: extends: there is no built-in role model "acme"; known are ` + known},
		{"no such title", good + "strategic_title: project-manager\n", `acme.yaml:1:1: strategic_title: must be product-manager or product-owner, not "project-manager"`},
		{"one title for both sides", good + "tactical_title: product-manager\n", `acme.yaml:1:1: strategic_title and tactical_title must differ`},
		{"may_hold of no title", good + "may_hold:\n  pm: [backlog]\n", `acme.yaml:1:1: may_hold: "pm" is no title; write product-manager or product-owner`},
		{"no such severity", good + "findings:\n  title-slash: loud\n", `acme.yaml:1:1: findings: title-slash: must be one of error, warning, info, off, not "loud"`},
		{"no truth value", good + "organisation:\n  has_product_manager: maybe\n", `acme.yaml:1:1: organisation: has_product_manager: must be true or false, not "maybe"`},
		{"nothing", "", `acme.yaml: the file is empty`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := models.Parse("acme.yaml", []byte(test.text))
			if diff := cmp.Diff(test.want, strings.Join(lines(err), "\n")); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

// TestBuiltinModelsNameWhatIsThere checks that the built-in models speak of
// categories and findings that exist.
func TestBuiltinModelsNameWhatIsThere(t *testing.T) {
	set := builtin(t)
	categories, findings := map[string]Side{}, map[string]bool{}
	for _, c := range set.Duties("en").Categories {
		categories[c.ID] = c.Side
	}
	for _, f := range set.Findings {
		findings[f.ID] = true
	}
	for id, m := range set.Models {
		for _, c := range m.Hard {
			if categories[c] != Strategic {
				t.Errorf("%s: hard: %q is no strategic category", id, c)
			}
		}
		for title, list := range m.MayHold {
			for _, c := range list {
				side := Strategic
				if title == m.StrategicTitle {
					side = Tactical
				}
				if categories[c] != side {
					t.Errorf("%s: may_hold: %s: %q is no %s category", id, title, c, side)
				}
			}
		}
		for f := range m.Findings {
			if !findings[f] {
				t.Errorf("%s: there is no finding %q", id, f)
			}
		}
		if m.Name == "" || m.Summary == "" || m.Means == "" || m.Seed == "" {
			t.Errorf("%s needs name, summary, means and seed", id)
		}
	}
}

func TestWithModel(t *testing.T) {
	set := builtin(t)
	more, err := set.WithModel("acme.yaml", []byte("id: acme\nextends: career\n"))
	if err != nil {
		t.Fatal(err)
	}
	if more.Models["acme"] == nil || set.Models["acme"] != nil {
		t.Error("the model is not there, or was added to the set that was given")
	}
	if _, err := more.WithModel("x.yaml", []byte("id: acme\nextends: career\n")); err == nil || err.Error() != `x.yaml:1:1: id: there is a role model "acme" already` {
		t.Errorf("a taken id: %v", err)
	}
}

func TestWith(t *testing.T) {
	m := builtin(t).Models["strategist"]
	changed := m.With(map[string]string{"title-slash": "error"}, "false")
	if changed.Findings["title-slash"] != "error" || !changed.Organisation.WithoutProductManager() {
		t.Errorf("got %+v", changed)
	}
	if m.Findings["title-slash"] == "error" || m.Organisation.WithoutProductManager() {
		t.Error("With has changed the model that it was asked of")
	}
	if again := changed.With(nil, ""); !again.Organisation.WithoutProductManager() {
		t.Error("nothing said of the organisation has changed it")
	}
}
