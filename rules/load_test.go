package rules

import (
	_ "embed"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/rules/internal/load"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// wordsYAML is the least that a language needs.
const wordsYAML = `language: en
verbs:
  own:
    means: The hire owns it.
    counts: owned
    words: [own, write/wrote/written]
  support:
    means: The hire helps.
    counts: weak
    words: [support]
heads:
  own: [ownership]
lists:
  product: [product, platform]
function:
  to: [to]
  of: [of]
  and: [and, or]
`

// categoryYAML is the least that a category needs.
const categoryYAML = `category: backlog
side: tactical
name: backlog
means: Owns the backlog.
why: It is the tool of the team.
rules:
  - id: backlog.own
    means: Owns it.
    verbs: [own]
    objects: ["@product backlog"]
    duty: [Own the product backlog.]
`

// lines returns the lines of the errors that are joined in err.
func lines(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

// folder is a folder of rules with one category.
//
//go:embed en/grammar.yaml
var englishGrammar []byte

func folder(category string) fstest.MapFS {
	return fstest.MapFS{
		"words.yaml":          {Data: []byte(wordsYAML)},
		"grammar.yaml":        {Data: englishGrammar},
		"duties/backlog.yaml": {Data: []byte(category)},
	}
}

func TestLoadDuties(t *testing.T) {
	d, err := LoadDuties(folder(categoryYAML), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Categories) != 1 || d.Categories[0].Rules[0].ID != "backlog.own" {
		t.Fatalf("got %+v", d.Categories)
	}
	if got, want := d.Categories[0].Rules[0].At, (Pos{File: "backlog.yaml", Line: 7, Column: 5}); got != want {
		t.Errorf("the rule stands at %v, want %v", got, want)
	}
	if id := d.Lexicon.ID("Backlogs"); id == 0 || id != d.Lexicon.ID("BACKLOGS") || id == d.Lexicon.ID("backlog") {
		t.Error("a word is not found whatever its case, or its plural is not a word of its own")
	}
	if w := d.Lexicon.Word(d.Lexicon.ID("written")); w.Ed == 0 || w.Base != 0 {
		t.Errorf("written: %+v, want a past form", *w)
	}
	if w := d.Lexicon.Word(d.Lexicon.ID("ownership")); w.Head == 0 {
		t.Error("ownership is no head")
	}
	if id := d.Lexicon.ID(strings.Repeat("x", 1000)); id != 0 {
		t.Error("a word of 1,000 letters is known")
	}
}

// TestLoadDutiesErrors checks that each slip of the pen is found, in its place,
// with what to write instead.
func TestLoadDutiesErrors(t *testing.T) {
	replace := func(old, new string) string {
		if !strings.Contains(categoryYAML, old) {
			t.Fatalf("%q does not stand in the category", old)
		}
		return strings.Replace(categoryYAML, old, new, 1)
	}
	tests := []struct {
		name, category string
		want           []string
	}{
		{"unknown key", replace("objects:", "object:"), []string{
			`backlog.yaml:10:5: unknown key "object"; did you mean "objects"?`}},
		{"unknown key, nothing like it", replace("    means: Owns it.", "    colour: red"), []string{
			`backlog.yaml:8:5: unknown key "colour"; known are alone, duty, id, means, needs_verb, not, objects, phrases, verbs, weak`}},
		{"unknown key of a category", replace("why:", "wy:"), []string{
			`backlog.yaml:5:1: unknown key "wy"; did you mean "why"?`}},
		{"duplicate key", replace("side: tactical", "side: tactical\nside: strategic"), []string{
			`backlog.yaml:3:1: key "side" stands here twice, first in line 2`}},
		{"a list where text belongs", replace("name: backlog", "name: [backlog]"), []string{
			`backlog.yaml:3:7: expected text, found a list`}},
		{"text where a list belongs", replace("verbs: [own]", "verbs: own"), []string{
			`backlog.yaml:9:12: expected a list, found "own"`}},
		{"text where keys belong", replace("rules:", "rules:\n  - own it"), []string{
			`backlog.yaml:7:5: expected keys and values, found "own it"`}},
		{"text where a number belongs", replace("side: tactical", "side: tactical\nweight: heavy"), []string{
			`backlog.yaml:3:9: expected a number, found "heavy"`}},
		{"text where true or false belongs", replace("    means: Owns it.", "    alone: perhaps"), []string{
			`backlog.yaml:8:12: expected true or false, found "perhaps"`}},
		{"no such side", replace("side: tactical", "side: middle"), []string{
			`backlog.yaml:1:1: side: must be one of [strategic tactical], not "middle"`}},
		{"the side of another folder", replace("side: tactical", "side: other"), []string{
			`backlog.yaml:1:1: side: must be one of [strategic tactical], not "other"`}},
		{"no name", replace("name: backlog\n", ""), []string{
			`backlog.yaml:1:1: a category needs category:, name:, means: and why:`}},
		{"no id", replace("id: backlog.own\n    means", "means"), []string{
			`backlog.yaml:7:5: a rule needs an id`}},
		{"a rule that can't fire", replace(`    objects: ["@product backlog"]`+"\n", ""), []string{
			`backlog.yaml:7:5: rule backlog.own has neither objects nor phrases, so it can never fire`}},
		{"a rule without an example", replace("    duty: [Own the product backlog.]\n", ""), []string{
			`backlog.yaml:7:5: rule backlog.own needs at least one example under duty:`}},
		{"an id twice", categoryYAML + "  - id: backlog.own\n    objects: [story]\n    duty: [Own stories.]\n", []string{
			`backlog.yaml:12:5: rule id "backlog.own" is taken, see backlog.yaml:7:5`}},
		{"unknown class of verbs", replace("verbs: [own]", "verbs: [possess]"), []string{
			`backlog.yaml:7:5: rule backlog.own: there is no class of verbs "possess"; words.yaml has [own support]`}},
		{"unknown list", replace("@product", "@prodct"), []string{
			`backlog.yaml:7:5: phrase "@prodct backlog": there is no list "prodct"; did you mean "product"?`}},
		{"an empty phrase", replace(`"@product backlog"`, `""`), []string{
			`backlog.yaml:7:5: phrase "" needs a word at both ends`}},
		{"a false friend that is no phrase", categoryYAML + "false_friends: [\"[support backlog\"]\n", []string{
			`backlog.yaml:1:1: phrase "[support backlog": [ without ]`}},
		{"all that is wrong", replace("verbs: [own]", "verb: [own]") + "false_friend: []\n", []string{
			`backlog.yaml:9:5: unknown key "verb"; did you mean "verbs"?`,
			`backlog.yaml:12:1: unknown key "false_friend"; did you mean "false_friends"?`}},
		{"no YAML", "category: [backlog", []string{`backlog.yaml:1:1: not YAML: did not find expected ',' or ']'`}},
		{"a second document", categoryYAML + "---\ncategory: roadmap\n", []string{`backlog.yaml:12:1: a second document begins here, which nothing would read; make one file of each`}},
		{"nothing", "", []string{"backlog.yaml: the file is empty"}},
		{"a comment", "# later\n", []string{"backlog.yaml: the file is empty"}},
		{"no mapping", "- backlog\n", []string{"backlog.yaml:1:1: expected keys and values, found a list"}},
		{"columns count characters", "category: backlog\nname: größe\nmeans: {ü: 1}\n", []string{
			"backlog.yaml:3:8: expected text, found keys and values"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := LoadDuties(folder(test.category), nil)
			if diff := cmp.Diff(test.want, lines(err)); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

func TestLoadWordsErrors(t *testing.T) {
	tests := []struct {
		name, old, new, want string
	}{
		{"unknown key", "counts: owned", "count: owned", `words.yaml:5:5: unknown key "count"; did you mean "counts"?`},
		{"no such count", "counts: weak", "counts: half", `words.yaml:8:5: counts: must be owned, weak or no, not "half"`},
		{"heads of no class", "  own: [ownership]", "  owns: [ownership]", `words.yaml:1:1: heads: there is no class of verbs "owns"; did you mean "own"?`},
		{"unknown role of words", "  to: [to]", "  too: [to]", `words.yaml:16:3: unknown key "too"; did you mean "to"?`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(wordsYAML, test.old) {
				t.Fatalf("%q does not stand in the words", test.old)
			}
			f := folder(categoryYAML)
			f["words.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(wordsYAML, test.old, test.new, 1))}
			_, err := LoadDuties(f, nil)
			if diff := cmp.Diff(test.want, strings.Join(lines(err), "\n")); diff != "" && !strings.HasPrefix(strings.Join(lines(err), "\n"), test.want+"\n") {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
	if _, err := LoadDuties(fstest.MapFS{}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder without words.yaml: %v", err)
	}
}

// TestErrorsAreErrors checks that who reads an error can ask for its place.
func TestErrorsAreErrors(t *testing.T) {
	_, err := LoadDuties(folder(strings.Replace(categoryYAML, "objects:", "object:", 1)), nil)
	var e *Error
	if !errors.As(err, &e) || e.Pos != (Pos{File: "backlog.yaml", Line: 10, Column: 5}) || e.Msg != `unknown key "object"; did you mean "objects"?` {
		t.Errorf("got %#v of %v", e, err)
	}
}

// TestDecodeDepth checks that aliases which contain themselves come to an end.
func TestDecodeDepth(t *testing.T) {
	var into struct {
		Rules []Rule `yaml:"rules"`
	}
	for _, text := range []string{
		"rules: &a [*a]", "rules: &a\n  - *a\n", "a: &a {rules: [*a]}\nrules: [*a]", "rules: " + strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
	} {
		if err := load.Decode("x.yaml", []byte(text), &into); err == nil {
			t.Errorf("%.40q: no error", text)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"backlog", "roadmap", "stories", "check"}
	for word, want := range map[string]string{"backlog": "backlog", "baklog": "backlog", "Roadmaps": "roadmap", "chekc": "check", "hceck": "check", "ckech": "", "story": "", "": "", "xyz": ""} {
		if got := load.Nearest(word, names); got != want {
			t.Errorf("load.Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(categoryYAML))
	f.Add([]byte("rules: &a [*a]"))
	f.Add([]byte("category: [\nside: {x: y}"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte("<<: {category: x}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &Category{}
		if err := load.Decode("x.yaml", data, c); err != nil {
			return
		}
		// What can be read can be judged.
		c.validate([]Side{Strategic})
		for i := range c.Rules {
			for _, text := range append(c.Rules[i].Objects, c.Rules[i].Phrases...) {
				if _, err := new(phrase.Grammar).Expand(text, map[string][]string{"product": {"product", "platform", "product-line"}, "kpi": {"kpi", "okr"}}, c.At); err != nil && err.Error() == "" {
					t.Fatal("an error that says nothing")
				}
			}
		}
	})
}
