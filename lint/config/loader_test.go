package config

import (
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jdlint/jdlint/rules"
)

// loader reads from a tree in memory, which one stands in the root of.
func loader(files fstest.MapFS) *Loader {
	name := func(name string) string { return strings.TrimPrefix(filepath.ToSlash(filepath.Clean("/"+name)), "/") }
	return &Loader{
		ReadFile: func(n string) ([]byte, error) { return fs.ReadFile(files, name(n)) },
		Exists:   func(n string) bool { _, err := fs.Stat(files, name(n)); return name(n) != "" && err == nil },
		Abs:      func(n string) (string, error) { return filepath.Join("/", n), nil },
		Rules:    []string{"mistitled-posting", "stray-duty", "hybrid-posting"},
	}
}

func tree(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func TestNearestHolds(t *testing.T) {
	l := loader(tree(map[string]string{
		".jdlint.yaml":          "fail_on: info\n",
		"jobs/.jdlint.yaml":     "fail_on: warning\nseverity: {stray-duty: error}\n",
		"jobs/lab/.jdlint.yaml": "extends: ../.jdlint.yaml\nseverity: {hybrid-posting: off}\n",
		"sub/.git/HEAD":         "",
		"empty/.jdlint.yaml":    "# nothing\n",
	}))
	tests := []struct{ path, failOn, from string }{
		{"a.md", "info", ".jdlint.yaml:1:10"},
		{"x/y/a.md", "info", ".jdlint.yaml:1:10"},
		{"jobs/a.md", "warning", "jobs/.jdlint.yaml:1:10"},
		{"jobs/x/a.md", "warning", "jobs/.jdlint.yaml:1:10"},
		{"jobs/lab/x/a.md", "warning", "jobs/.jdlint.yaml:1:10"},
		{"sub/a.md", "error", "default"}, // another repository
		{"sub/x/a.md", "error", "default"},
		{"empty/a.md", "error", "default"},
	}
	for range 2 { // the second time from what was found before
		for _, tt := range tests {
			s, err := l.For(tt.path)
			if err != nil {
				t.Fatal(err)
			}
			if s.FailOn.Text != tt.failOn || s.FailOn.From() != tt.from {
				t.Errorf("%s: %s from %s", tt.path, s.FailOn.Text, s.FailOn.From())
			}
		}
	}
	s, err := l.For("jobs/lab/a.md")
	if err != nil {
		t.Fatal(err)
	}
	if s.Severity["stray-duty"].Text != "error" || s.Severity["hybrid-posting"].Text != "off" || !slices.Equal(s.Files, []string{"jobs/lab/.jdlint.yaml", "jobs/.jdlint.yaml"}) {
		t.Errorf("%+v", s)
	}
}

func TestPathsAreThoseOfTheirFile(t *testing.T) {
	l := loader(tree(map[string]string{
		".git/HEAD":         "",
		"base/team.yaml":    "titles: titles.yaml\nrole_model: model.yaml\nignore: [/drafts/]\n",
		"jobs/.jdlint.yaml": "extends: [../base/team.yaml]\ntitles: [own.yaml]\noverrides:\n  - files: [/a/, '*.txt']\n    fail_on: never\n  - files: b.txt\n    fail_on: info\n    organisation: {has_product_manager: no}\n",
	}))
	if _, err := l.For("jobs/a/b.txt"); err == nil || !strings.Contains(err.Error(), `has_product_manager must be one of true, false, not "no"`) {
		t.Errorf("%v", err) // YAML's other words for false mislead people
	}
	l = loader(tree(map[string]string{
		".git/HEAD":         "",
		"base/team.yaml":    "titles: titles.yaml\nrole_model: model.yaml\nignore: [/drafts/]\n",
		"jobs/.jdlint.yaml": "extends: [../base/team.yaml]\ntitles: [own.yaml]\noverrides:\n  - files: [/a/, '*.txt']\n    fail_on: never\n  - files: b.txt\n    fail_on: info\n    organisation: {has_product_manager: false}\n",
	}))
	s, err := l.For("jobs/a/b.txt")
	if err != nil {
		t.Fatal(err)
	}
	if s.RoleModel.Text != filepath.FromSlash("base/model.yaml") || s.FailOn.Text != "info" || s.HasProductManager.Text != "false" || len(s.Titles) != 2 ||
		s.Titles[0].Text != filepath.FromSlash("base/titles.yaml") || s.Titles[1].Text != filepath.FromSlash("jobs/own.yaml") {
		t.Errorf("%+v", s)
	}
	if s, _ = l.For("jobs/a/c.md"); s.FailOn.Text != "never" {
		t.Errorf("%+v", s.FailOn)
	}
	if s, _ = l.For("jobs/drafts/c.md"); s.LeftOut.Text != "" {
		t.Error("the pattern of base/ reaches into jobs/")
	}
}

func TestIgnoredAndTakenBack(t *testing.T) {
	l := loader(tree(map[string]string{
		".jdlint.yaml":      "ignore: ['*-old.md']\n",
		"jobs/.jdlint.yaml": "extends: ../.jdlint.yaml\nignore: ['!keep-old.md']\n",
	}))
	for path, want := range map[string]string{"a-old.md": "*-old.md", "jobs/a-old.md": "*-old.md", "jobs/keep-old.md": "", "keep-old.md": "*-old.md"} {
		s, err := l.For(path)
		if err != nil {
			t.Fatal(err)
		}
		if s.LeftOut.Text != want {
			t.Errorf("%s: %q", path, s.LeftOut.Text)
		}
	}
}

func TestMistakes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"fail_on: [error]", "1:10: expected a single value, found a list"},
		{"ignore: {a: b}", "1:9: expected a list, found keys and values"},
		{"- a", "1:1: expected keys and values, found a list"},
		{"fail_on: error\nfail_on: error", `2:1: key "fail_on" stands here twice, first in line 1`},
		{"a: [", "1:1: not YAML: "},
		{"min_confidence: 2", "1:17: min_confidence must be a number from 0 to 1"},
		{"min_confidence: .nan", "1:17: min_confidence must be a number from 0 to 1"},
		{"severity: {stray-duty: }", "must be one of error, warning, info, off"},
		{"role_model:", "role_model: a role model's id, or the name of a file, is missing"},
		{"ignore: ['!a']", "1:10: pattern \"!a\": can never match: it takes back"},
		{"overrides: [{fail_on: never}]", "1:13: this override names no files"},
		{"extends: none.yaml", "1:10: extends: there is no file none.yaml"},
		{"extends: a.yaml", "a.yaml:1:10: extends: .jdlint.yaml extends this file"},
		{"titles: ''", "1:9: the name of a file is missing"},
	}
	for _, tt := range tests {
		l := loader(tree(map[string]string{".jdlint.yaml": tt.text, "a.yaml": "extends: .jdlint.yaml"}))
		if _, err := l.For("x.md"); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), ".yaml:") {
			t.Errorf("%s: %v, want %s", tt.text, err, tt.want)
		}
	}
}

// TestSchema keeps the schema and what is read together: what one refuses the
// other refuses, and each key stands in both.
func TestSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		`{}`: true, `{"role_model": "profit", "ignore": "a", "overrides": [{"files": ["a"], "severity": {"stray-duty": "off"}}]}`: true,
		`{"organisation": {"has_product_manager": false}, "min_confidence": 0.5, "fail_on": "never"}`: true,
		`{"role_modell": "profit"}`: false, `{"fail_on": "errors"}`: false, `{"min_confidence": 2}`: false, `{"overrides": [{"fail_on": "never"}]}`: false,
		`{"severity": {"stray-duty": "fatal"}}`: false, `{"overrides": [{"files": ["a"], "ignore": "a"}]}`: false, `{"extends": ""}`: false,
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); (err == nil) != good {
			t.Errorf("schema on %s: %v", text, err)
		}
		if _, err := parse("x.yaml", []byte(text), []string{"stray-duty"}); (err == nil) != good {
			t.Errorf("parse on %s: %v", text, err)
		}
	}
	top := doc.(map[string]any)["properties"].(map[string]any)
	inOverrides := top["overrides"].(map[string]any)["items"].(map[string]any)["properties"].(map[string]any)
	for of, properties := range map[reflect.Type]map[string]any{reflect.TypeFor[file](): top, reflect.TypeFor[override](): inOverrides} {
		n := 0
		for i := range of.NumField() {
			if key := of.Field(i).Tag.Get("yaml"); key != "" {
				n++
				if properties[key] == nil {
					t.Errorf("the schema does not describe %s", key)
				}
			}
		}
		if n != len(properties) {
			t.Errorf("%d keys, and the schema describes %d", n, len(properties))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("fail_on: error\nignore: [a, '!b']\noverrides:\n  - files: x\n")
	f.Add("severity: &a {stray-duty: *a}\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := parse("x.yaml", []byte(text), []string{"stray-duty"})
		if err != nil {
			return
		}
		l := loader(nil)
		if err := l.overlay(Defaults(), file, "/a/b/c.md", 0); err != nil {
			t.Error(err)
		}
	})
}

func TestDefaultsAreFresh(t *testing.T) {
	Defaults().Severity["stray-duty"] = Value{Text: "off"}
	if len(Defaults().Severity) != 0 || Defaults().RoleModel.Text != rules.DefaultModel {
		t.Error("shared")
	}
}

// TestNothingOutside checks that a configuration names nothing outside the work
// tree, or outside the outermost folder with a configuration, and nothing of git.
func TestNothingOutside(t *testing.T) {
	for _, key := range []string{"extends", "titles", "rules", "models", "role_model", "overrides: [{files: a, role_model: NAME}]"} {
		for name, refused := range map[string]bool{
			"/etc/secret.yaml": true, "../../etc/secret.yaml": true, "../../none.yaml": true, "../.git/secret.yaml": true, "../link.yaml": true,
			"../base.yaml": false, "/site/base.yaml": false,
		} {
			for _, top := range []string{"site/.git/secret.yaml", "site/.jdlint.yaml"} {
				text := strings.ReplaceAll(key, "NAME", name)
				if text == key {
					text += ": " + name
				}
				l := loader(tree(map[string]string{
					top: "", "etc/secret.yaml": "SECRET", "site/link.yaml": "SECRET", "site/.git/secret.yaml": "SECRET", "site/base.yaml": "",
					"site/jobs/.jdlint.yaml": text,
				}))
				l.Abs = func(n string) (string, error) {
					if filepath.IsAbs(n) {
						return filepath.Clean(n), nil
					}
					return filepath.Join("/", n), nil
				}
				l.Real = func(n string) (string, error) {
					if strings.HasSuffix(n, "link.yaml") {
						return "/etc/secret.yaml", nil
					}
					return n, nil
				}
				_, err := l.For("site/jobs/x.md")
				if got := err != nil && strings.Contains(err.Error(), leadsOut); got != refused || err != nil && strings.Contains(err.Error(), "SECRET") {
					t.Errorf("%s, top %s: %v", text, top, err)
				}
			}
		}
	}
}
