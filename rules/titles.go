package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// Titles is what is known about the wording of job titles, one entry for each
// language. A title is read with all of them at once, because real titles mix
// languages ("Chef de Produit / Product Owner (H/F)").
type Titles struct {
	Languages []TitleWords
}

// TitleWords holds the words that titles of one language are made of. In all
// lists letters match in either case and with or without accents, except that
// words in capitals ("PO") match in capitals only; "/" stands for anything
// that joins two roles, such as "/", "&" or "and".
type TitleWords struct {
	At          Pos
	Language    string         `yaml:"language"` // ISO 639-1
	Roles       []titleRole    `yaml:"roles"`
	Neighbours  []neighbour    `yaml:"neighbours"`
	NotTitles   []string       `yaml:"not_titles"` // look like a role and are none
	Levels      []titleLevel   `yaml:"levels"`
	NotLevels   []string       `yaml:"not_levels"` // contain a level word and name none
	Numbers     []titleNumbers `yaml:"numbers"`
	Departments departments    `yaml:"departments"`
	Proxy       []string       `yaml:"proxy"`    // before the role: "proxy product owner"
	Helpers     []string       `yaml:"helpers"`  // behind the role: "product owner support"
	Domains     []titleDomain  `yaml:"domains"`  // kinds of products that shift what is expected
	Objects     []string       `yaml:"objects"`  // make the role behind them somebody else: "assistant to the CPO"
	Joins       []string       `yaml:"joins"`    // words for "and", "or"
	Endings     []string       `yaml:"endings"`  // inclusive endings: ":in", "·e"
	Genders     []string       `yaml:"genders"`  // letters between slashes: "m/w/d"
	Noise       []string       `yaml:"noise"`    // gender, workplace, contract: say nothing about the role
	Articles    []string       `yaml:"articles"` // small words that a domain does not consist of
	Prose       []string       `yaml:"prose"`    // words of sentences and section headings that no title has
}

// titleRole is a group of ways to write one of the two roles.
type titleRole struct {
	At        Pos
	Role      string   `yaml:"role"`       // product-manager, product-owner or both
	Kind      string   `yaml:"kind"`       // person (default), leader or function
	Titles    []string `yaml:"titles"`     // how it is written
	Becomes   string   `yaml:"becomes"`    // how the same post is called under the other role
	AsManager string   `yaml:"as_manager"` // of both: the words for the one role alone
	AsOwner   string   `yaml:"as_owner"`   // of both: the words for the other
	Plural    bool     `yaml:"plural"`     // names several people
	Level     string   `yaml:"level"`      // the level that the words imply
	Other     string   `yaml:"other"`      // the second role that the words name
}

// neighbour is a role next to the two.
type neighbour struct {
	At     Pos
	Name   string   `yaml:"name"`   // its standard name
	Titles []string `yaml:"titles"` // further ways to write it
	Plural []string `yaml:"plural"` // names of several such people
	Fields []string `yaml:"fields"` // names of the work: "product marketing"
	Short  []string `yaml:"short"`  // short forms that mean it beside it: "Project Manager (PM)"
	Grade  bool     `yaml:"grade"`  // a rank more than a job: "Principal Associate, Product Owner"
}

// titleLevel is a group of words that name one level.
type titleLevel struct {
	At     Pos
	Level  string   `yaml:"level"` // junior, mid, senior or lead
	Words  []string `yaml:"words"`
	Before bool     `yaml:"before_role"` // count only right before the role
	Wins   bool     `yaml:"wins"`        // count more than all other levels: an intern is one in any team
}

// titleNumbers is a group of numbers behind a role that name one level.
type titleNumbers struct {
	At    Pos
	Level string   `yaml:"level"`
	Words []string `yaml:"words"`
}

// titleDomain is a group of words that say what kind of product it is.
type titleDomain struct {
	At    Pos
	Kind  string   `yaml:"kind"`
	Words []string `yaml:"words"`
}

// departments says how a rank and a department make a role: "Head of
// Product", "Director, Product".
type departments struct {
	At         Pos
	Names      []string `yaml:"names"`      // the department
	Becomes    string   `yaml:"becomes"`    // its name under the other role
	Leaders    []string `yaml:"leaders"`    // ranks that lead it
	Managers   []string `yaml:"managers"`   // ranks that do so at the beginning of a title only
	Links      []string `yaml:"links"`      // may stand between the two
	Others     []string `yaml:"others"`     // behind the name make it another department: "product marketing"
	Companions []string `yaml:"companions"` // may share a head with it: "product and design"
}

// LoadTitles returns the built-in titles of all languages.
func LoadTitles() (*Titles, error) {
	s, err := Builtin()
	if err != nil {
		return nil, err
	}
	return s.Titles, nil
}

func loadTitles(fsys fs.FS) (*Titles, error) {
	names, err := fs.Glob(fsys, "*/titles.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the titles: %w", err)
	}
	var all Titles
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading titles: %w", err)
		}
		if err := all.Add(name, data); err != nil {
			return nil, err
		}
	}
	return &all, nil
}

// Add reads the YAML of one more language. The error joins all faults found,
// each an *Error with its place where it has one.
func (t *Titles) Add(file string, data []byte) error {
	var words TitleWords
	if err := load.Decode(file, data, &words); err != nil {
		return err
	}
	if words.Language == "" {
		words.Language = path.Base(path.Dir(file))
	}
	t.Languages = append(t.Languages, words)
	if err := t.check(); err != nil {
		t.Languages = t.Languages[:len(t.Languages)-1]
		return err
	}
	return nil
}

// check looks for entries that can't mean what their author meant. Only the
// language added last can be at fault.
func (t *Titles) check() error {
	c := titleCheck{roles: map[string]meaning{}, levels: map[string]meaning{}}
	for _, words := range t.Languages {
		c.errs = nil
		c.language(&words)
	}
	return errors.Join(c.errs...)
}

type meaning struct {
	what string
	at   Pos
}

type titleCheck struct {
	roles, levels map[string]meaning
	errs          []error
}

func (c *titleCheck) fail(at Pos, format string, args ...any) {
	c.errs = append(c.errs, load.ErrorAt(at, format, args...))
}

func (c *titleCheck) language(words *TitleWords) {
	for _, r := range words.Roles {
		c.oneOf(r.At, "role", r.Role, "product-manager", "product-owner", "both")
		c.oneOf(r.At, "kind", r.Kind, "", "person", "leader", "function")
		c.level(r.At, r.Level, true)
		if r.Role != "both" && r.Becomes == "" {
			c.fail(r.At, `"becomes" is missing: how is this post called under the other role?`)
		}
		if r.Role == "both" && (r.AsManager == "" || r.AsOwner == "") {
			c.fail(r.At, `"as_manager" or "as_owner" is missing: how is this post called under one role alone?`)
		}
		if len(r.Titles) == 0 {
			c.fail(r.At, `"titles" is empty, so this entry can never be found`)
		}
		c.phrases(c.roles, r.At, strings.TrimSpace(strings.Join([]string{r.Level, r.Role, r.Kind}, " ")), r.Titles)
	}
	for _, n := range words.Neighbours {
		if n.Name == "" {
			c.fail(n.At, `"name" is missing`)
		}
		if len(n.Titles)+len(n.Plural)+len(n.Fields) == 0 {
			c.fail(n.At, "neighbour %q has no titles, plurals or fields, so it can never be found", n.Name)
		}
		c.phrases(c.roles, n.At, n.Name, n.Titles, n.Plural, n.Fields)
	}
	c.phrases(c.roles, words.At, "no title", words.NotTitles)
	for _, l := range words.Levels {
		c.level(l.At, l.Level, false)
		c.phrases(c.levels, l.At, l.Level, l.Words)
	}
	c.phrases(c.levels, words.At, "no level", words.NotLevels)
	for _, n := range words.Numbers {
		c.level(n.At, n.Level, false)
	}
	for _, d := range words.Domains {
		if d.Kind == "" || len(d.Words) == 0 {
			c.fail(d.At, `a domain needs "kind" and "words"`)
		}
	}
	if d := words.Departments; len(d.Names) > 0 && d.Becomes == "" {
		c.fail(d.At, `"becomes" is missing: how is this department called under the other role?`)
	}
}

func (c *titleCheck) oneOf(at Pos, key, value string, known ...string) {
	if slices.Contains(known, value) {
		return
	}
	known = slices.DeleteFunc(known, func(s string) bool { return s == "" })
	if best := load.Nearest(value, known); best != "" {
		c.fail(at, "%s %q is unknown; did you mean %q?", key, value, best)
		return
	}
	c.fail(at, "%s %q is unknown; known are %s", key, value, strings.Join(known, ", "))
}

func (c *titleCheck) level(at Pos, level string, optional bool) {
	if level != "" || !optional {
		c.oneOf(at, "level", level, "junior", "mid", "senior", "lead")
	}
}

// breaksTitle returns a sign in a phrase behind which titles are read as something
// else: a department, a place, a gender.
func breaksTitle(phrase string) string {
	for _, sign := range []string{"(", ")", "[", "]", " - ", " – ", " — ", ": ", " | "} {
		if strings.Contains(phrase, sign) {
			return strings.TrimSpace(sign)
		}
	}
	return ""
}

// phrases records what phrases mean and reports those that are empty or mean
// something else already.
func (c *titleCheck) phrases(known map[string]meaning, at Pos, what string, lists ...[]string) {
	for _, list := range lists {
		for _, phrase := range list {
			key := strings.Join(strings.Fields(strings.ToLower(phrase)), " ")
			if key == "" {
				c.fail(at, "an empty title, which would match everywhere")
				continue
			}
			if sign := breaksTitle(key); sign != "" {
				c.fail(at, "%q can never be found: “%s” ends a title; give the words before it or behind it", phrase, sign)
				continue
			}
			if was, twice := known[key]; twice && was.what != what {
				c.fail(at, "%q means %s here and %s at %s", phrase, what, was.what, was.at)
				continue
			}
			known[key] = meaning{what, at}
		}
	}
}
