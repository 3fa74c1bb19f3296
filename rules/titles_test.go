package rules

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestLoadTitles(t *testing.T) {
	titles, err := LoadTitles()
	if err != nil {
		t.Fatal(err)
	}
	var languages []string
	for _, words := range titles.Languages {
		languages = append(languages, words.Language)
		if len(words.Roles) == 0 || len(words.Neighbours) == 0 {
			t.Errorf("%s: no roles or no neighbours", words.Language)
		}
	}
	for _, want := range []string{"da", "de", "en", "es", "fr", "nl", "pt"} {
		if !slices.Contains(languages, want) {
			t.Errorf("titles of language %q are missing; there are %v", want, languages)
		}
	}
}

// TestTitleFaults makes sure that each fault is an error that says where and
// what.
func TestTitleFaults(t *testing.T) {
	tests := []struct {
		name, yaml, at, says string
	}{
		{
			"unknown key", "language: en\nrolls: []\n",
			"x/titles.yaml:2:1", `did you mean "roles"`,
		},
		{
			"unknown role", "roles:\n  - role: product-manger\n    titles: [pm]\n    becomes: po\n",
			"x/titles.yaml:2:5", `did you mean "product-manager"`,
		},
		{
			"unknown kind", "roles:\n  - role: both\n    kind: persn\n    titles: [a]\n    as_manager: m\n    as_owner: o\n",
			"x/titles.yaml:2:5", `did you mean "person"`,
		},
		{
			"no counterpart", "roles:\n  - role: product-owner\n    titles: [po]\n",
			"x/titles.yaml:2:5", `"becomes" is missing`,
		},
		{
			"no parts of both", "roles:\n  - role: both\n    titles: [po pm]\n",
			"x/titles.yaml:2:5", `"as_manager" or "as_owner" is missing`,
		},
		{
			"can't fire", "roles:\n  - role: product-owner\n    becomes: pm\n",
			"x/titles.yaml:2:5", "never be found",
		},
		{
			"ends within", "neighbours:\n  - name: clerk\n    titles: [Clerk (Backlog)]\n",
			"x/titles.yaml:2:5", "never be found",
		},
		{
			"matches all", "neighbours:\n  - name: clerk\n    titles: [' ']\n",
			"x/titles.yaml:2:5", "an empty title",
		},
		{
			"two meanings", "neighbours:\n  - name: clerk\n    titles: [Office  Hand]\n  - name: farmer\n    titles: [office hand]\n",
			"x/titles.yaml:4:5", "x/titles.yaml:2:5",
		},
		{
			"two levels", "levels:\n  - level: lead\n    words: [top]\n  - level: senior\n    words: [TOP]\n",
			"x/titles.yaml:4:5", "means senior here and lead at",
		},
		{
			"unknown level", "levels:\n  - level: seniro\n    words: [old]\n",
			"x/titles.yaml:2:5", `did you mean "senior"`,
		},
		{
			"no level", "numbers:\n  - words: ['7']\n",
			"x/titles.yaml:2:5", `level "" is unknown`,
		},
		{
			"wrong type", "joins: and\n",
			"x/titles.yaml:1:8", "expected a list",
		},
		{
			"department", "departments:\n  names: [product]\n",
			"x/titles.yaml:2:3", `"becomes" is missing`,
		},
		{
			"domain", "domains:\n  - kind: technical\n",
			"x/titles.yaml:2:5", "a domain needs",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var titles Titles
			err := titles.Add("x/titles.yaml", []byte(tt.yaml))
			if err == nil {
				t.Fatal("no error")
			}
			var at *Error
			if !errors.As(err, &at) || at.Pos.String() != tt.at {
				t.Errorf("the error is not at %s: %v", tt.at, err)
			}
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("the error does not say %q: %v", tt.says, err)
			}
			if len(titles.Languages) != 0 {
				t.Error("the faulty language was kept")
			}
		})
	}
}

// TestTitleLanguage takes the language from the folder where the file does
// not say it.
func TestTitleLanguage(t *testing.T) {
	var titles Titles
	if err := titles.Add("sv/titles.yaml", []byte("joins: [och]\n")); err != nil {
		t.Fatal(err)
	}
	if got := titles.Languages[0].Language; got != "sv" {
		t.Errorf("language %q, want sv", got)
	}
}
