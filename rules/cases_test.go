package rules

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/token"
)

func TestCaseErrors(t *testing.T) {
	const good = "cases:\n  - title: tactical\n    verdict: hybrid\n    at_least: {own: 1}\n    confidence: 0.7\n    because: both sides\n"
	tests := []struct{ name, old, new, want string }{
		{"none", "", "", ""},
		{"no such title", "title: tactical", "title: owner", `verdict.yaml:2:5: title: must be strategic, tactical or any, not "owner"`},
		{"no such measure", "{own: 1}", "{owned: 1}", `verdict.yaml:2:5: "owned" is nothing that is counted; write one of ` + strings.Join(Measures, ", ") + ", or categories of duties such as backlog+stories"},
		{"no number", "{own: 1}", "{own: many}", `verdict.yaml:4:21: expected a number, found "many"`},
		{"no confidence", "    confidence: 0.7\n", "", `verdict.yaml:2:5: confidence: must be above 0 and at most 1, not 0`},
		{"too confident", "0.7", "70", `verdict.yaml:2:5: confidence: must be above 0 and at most 1, not 70`},
		{"unknown key", "at_least", "atleast", `verdict.yaml:4:5: unknown key "atleast"; did you mean "at_least"?`},
		{"a level alone", "title: tactical", "title: tactical\n    level: mid", `verdict.yaml:3:12: expected a list, found "mid"`},
		{"categories", "{own: 1}", "{backlog+pricing: 1}", ""},
		{"no such category", "{own: 1}", "{backlog+price: 1}", `verdict.yaml:2:5: "price" is nothing that is counted; write one of ` + strings.Join(Measures, ", ") + ", or categories of duties such as backlog+stories"},
		{"a job is no sided category", "{own: 1}", "{sales: 1}", `verdict.yaml:2:5: "sales" is nothing that is counted; write one of ` + strings.Join(Measures, ", ") + ", or categories of duties such as backlog+stories"},
		{"a job", "verdict: hybrid", "verdict: other-role\n    job: sales", ""},
		{"no such job", "verdict: hybrid", "verdict: other-role\n    job: sailor", `verdict.yaml:2:5: job: there are no rules for the job "sailor"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(good, test.old, test.new, 1)
			known := func(id string, side Side) bool {
				return side == map[string]Side{"backlog": Tactical, "pricing": Strategic, "sales": Other}[id]
			}
			_, err := loadCases(fstest.MapFS{"verdict.yaml": {Data: []byte(text)}}, known)
			if diff := cmp.Diff(test.want, strings.Join(lines(err), "\n")); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

// TestMatcherFind checks which of several phrases in a line stand.
func TestMatcherFind(t *testing.T) {
	d, err := LoadDuties(fstest.MapFS{
		"words.yaml":   {Data: []byte(wordsYAML)},
		"grammar.yaml": {Data: englishGrammar},
		"duties/a.yaml": {Data: []byte(`category: a
side: tactical
name: a
means: x
why: x
rules:
  - id: short
    objects: [backlog]
    duty: [x]
  - id: long
    objects: [product backlog]
    duty: [x]
  - id: gap
    objects: ["story ~2 team"]
    duty: [x]
  - id: exact
    objects: ["sprint!"]
    duty: [x]
  - id: spelled
    objects: ["prioritisation"]
    duty: [x]
  - id: whole
    phrases: ["write spec"]
    duty: [x]
false_friends:
  - support backlog
  - product backlog tool
`)},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ words, want string }{
		{"", ""},
		{"the backlog", "short"},
		{"backlog backlogs", "short short"},
		{"the product backlog", "long"},
		{"product | backlog", "short"},
		{"the support backlog", "-"},
		{"the product backlog tool", "-"},
		{"story team", "gap"},
		{"stories for your teams", "gap"},
		{"story a b team", "gap"},
		{"story a b c team", ""},
		{"story a | team", ""},
		{"sprint sprints", "exact"},
		{"prioritization", "spelled"},
		{"writes specs", "whole"},
		{"wrote spec", "whole"},
		{"written specs and product backlogs", "whole long"},
	}
	for _, test := range tests {
		var ids []token.ID
		for _, w := range strings.Fields(test.words) {
			id := d.Lexicon.ID(w)
			if w == "|" {
				id = Stop
			}
			ids = append(ids, id)
		}
		hits := d.Matcher.Finder().Find(ids)
		var got []string
		for _, h := range hits[Sided] {
			if h.Rule == nil {
				got = append(got, "-")
			} else {
				got = append(got, h.Rule.ID)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: found %q, want %q", test.words, got, test.want)
		}
	}
}
