package rules

import (
	"strings"
	"testing"
	"testing/fstest"
)

const tolls = "category: pricing\nrules:\n  - id: pricing.toll\n    objects: [\"toll schedule\"]\n    duty: [Set the toll schedule.]\n"

func inMemory(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

func TestWithRules(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	count := func(s *Set) int {
		for _, c := range s.Duties("en").Categories {
			if c.ID == "pricing" {
				return len(c.Rules)
			}
		}
		return 0
	}
	before := count(set)
	for _, name := range []string{"duties/x.yaml", "en/duties/x.yaml"} {
		more, err := set.WithRules("own", inMemory(name, tolls))
		if err != nil {
			t.Fatal(err)
		}
		if count(more) != before+1 || count(set) != before {
			t.Errorf("%s: %d rules, the built-in set has %d, had %d", name, count(more), count(set), before)
		}
		if more.Duties("en").Lexicon == set.Duties("en").Lexicon {
			t.Error("the lexicon is shared, which grows")
		}
	}
	for _, tt := range []struct{ name, text, want string }{
		{"x.yaml", tolls, "own: there are no rules in it"},
		{"duties/x.yml", tolls, "own/duties/x.yml: nothing reads this file"},
		{"en/smells/x.yaml", tolls, "own/en/smells/x.yaml: nothing reads this file"},
		{"xx/duties/x.yaml", tolls, `own/xx: there are no words of the language "xx"`},
		{"duties/x.yaml", strings.Replace(tolls, "category: pricing", "category: pricin", 1), `own/duties/x.yaml:1:1: category: there is no category "pricin"; did you mean "pricing"?`},
		{"duties/x.yaml", "side: tactical\n" + tolls, "1:1: side: pricing is strategic, not tactical"},
		{"duties/x.yaml", strings.Replace(tolls, "toll schedule", "ctm1qlo5hdgga|qcswnwevrzq1o", 1), `" have the same hash, so that one`},
		{"duties/x.yaml", "category: pricing\n", "this file changes nothing"},
		{"duties/x.yaml", strings.Replace(tolls, "objects:", "object:", 1), `4:5: unknown key "object"; did you mean "objects"?`},
		{"duties/x.yaml", strings.Replace(tolls, "pricing.toll", "pricing.own", 1), `rule id "pricing.own" is taken`},
		{"duties/x.yaml", strings.Replace(tolls, "    duty: [Set the toll schedule.]\n", "", 1), "needs at least one example"},
	} {
		if _, err := set.WithRules("own", inMemory(tt.name, tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.text, err, tt.want)
		}
	}
}

func TestWithTitlesAndModel(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	languages, models := len(set.Titles.Languages), len(set.Models)
	more, err := set.WithTitles("own.yaml", []byte("language: en\nroles:\n  - role: product-owner\n    titles: [Produktchampion]\n    becomes: Product Manager\n"))
	if err != nil || len(more.Titles.Languages) != languages+1 {
		t.Errorf("%v", err)
	}
	if more, err = more.WithModel("m.yaml", []byte("id: ours\nextends: profit\n")); err != nil || more.Models["ours"] == nil {
		t.Errorf("%v", err)
	}
	if len(set.Titles.Languages) != languages || len(set.Models) != models {
		t.Error("the built-in set changed")
	}
	if _, err := more.WithModel("m.yaml", []byte("id: ours\nextends: profit\n")); err == nil || !strings.Contains(err.Error(), `m.yaml:1:1: id: there is a role model "ours" already`) {
		t.Errorf("%v", err)
	}
	m := set.Models["profit"].With(map[string]string{"stray-duty": "off"}, "false")
	if m.Findings["stray-duty"] != "off" || m.Findings["missing-profit-owner"] != "info" || !m.Organisation.WithoutProductManager() {
		t.Errorf("%+v", m)
	}
	if set.Models["profit"].Findings["stray-duty"] != "" || set.Models["profit"].Organisation.WithoutProductManager() {
		t.Error("the built-in model changed")
	}
}
