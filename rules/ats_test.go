package rules

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadExports(t *testing.T) {
	e, err := LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Systems) < 12 || len(e.Lists) == 0 || len(e.Elements) == 0 || e.CompanyHeading == "" {
		t.Errorf("%d systems, lists %v, elements %v, heading %q", len(e.Systems), e.Lists, e.Elements, e.CompanyHeading)
	}
	// A name of two meanings would be read as whichever comes first.
	seen := map[string]string{}
	for meaning, names := range map[string][]string{"text": e.Columns.Text, "sections": e.Columns.Sections, "id": e.Columns.ID, "url": e.Columns.URL, "title": e.Columns.Title} {
		for _, n := range names {
			if n != strings.ToLower(n) {
				t.Errorf("%s: %q is not in lower case", meaning, n)
			}
			if other := seen[n]; other != "" {
				t.Errorf("%q is a %s and a %s", n, other, meaning)
			}
			seen[n] = meaning
		}
	}
}

func TestExportsFaults(t *testing.T) {
	const columns = "columns: {title: [title], text: [text]}\n"
	tests := []struct{ name, yaml, want string }{
		{"no key", "systems: [{name: X, signs: [a], parts: [{text: b}]}]\n" + columns, "ats.yaml:1:11: a system needs a key and a name"},
		{"twice", "systems:\n- {system: x, name: X, signs: [a], parts: [{text: b}]}\n- {system: x, name: X, signs: [a], parts: [{text: b}]}\n" + columns, `ats.yaml:3:3: the system "x" stands here twice`},
		{"no signs", "systems: [{system: x, name: X, parts: [{text: b}]}]\n" + columns, "never recognised"},
		{"no parts", "systems: [{system: x, name: X, signs: [a]}]\n" + columns, "have no text"},
		{"an empty part", "systems: [{system: x, name: X, signs: [a], parts: [{called: b}]}]\n" + columns, "needs the field of its text"},
		{"no columns", "systems: []\n", "columns need a title and a text"},
		{"an unknown key", "systems: [{sytem: x}]\n" + columns, `did you mean "system"?`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := loadExports(fstest.MapFS{"ats.yaml": {Data: []byte(test.yaml)}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q in it", err, test.want)
			}
		})
	}
}
