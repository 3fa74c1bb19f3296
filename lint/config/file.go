// Package config reads .jdlint.yaml, the file in which a team says how its
// postings are judged, and works out what is in force for each of them. It
// opens no files itself.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	_ "embed" // for the schema

	"github.com/jdlint/jdlint/lint/ignore"
	"github.com/jdlint/jdlint/rules"
)

// Name is the name of the file, looked for upward from each posting.
const Name = ".jdlint.yaml"

// Schema is the JSON Schema of the file.
//
//go:embed schema.json
var Schema string

// file is one configuration file as it is written.
type file struct {
	At           rules.Pos
	Extends      []rules.Text          `yaml:"extends"`
	RoleModel    rules.Text            `yaml:"role_model"`
	FailOn       rules.Text            `yaml:"fail_on"`
	Confidence   rules.Text            `yaml:"min_confidence"`
	Severity     map[string]rules.Text `yaml:"severity"`
	Ignore       []rules.Text          `yaml:"ignore"`
	Include      []rules.Text          `yaml:"include"`
	Exclude      []rules.Text          `yaml:"exclude"`
	IgnoreJobs   []rules.Text          `yaml:"ignore_jobs"`
	Overrides    []override            `yaml:"overrides"`
	Titles       []rules.Text          `yaml:"titles"`
	Rules        []rules.Text          `yaml:"rules"`
	Models       []rules.Text          `yaml:"models"`
	Organisation organisation          `yaml:"organisation"`

	dir       string // its folder, as far as it was given
	ignore    ignore.Patterns
	include   ignore.Patterns
	exclude   ignore.Patterns
	overrides []ignore.Patterns
	below     []*file // the files that it extends, in their order
}

// override is what holds for some paths only.
type override struct {
	At           rules.Pos
	Files        []rules.Text          `yaml:"files"`
	RoleModel    rules.Text            `yaml:"role_model"`
	FailOn       rules.Text            `yaml:"fail_on"`
	Confidence   rules.Text            `yaml:"min_confidence"`
	Severity     map[string]rules.Text `yaml:"severity"`
	Organisation organisation          `yaml:"organisation"`
}

type organisation struct {
	HasProductManager rules.Text `yaml:"has_product_manager"`
}

// failOns are the values of fail_on.
var failOns = []string{"error", "warning", "info", "never"}

// parse reads a file. known are the ids of findings. All mistakes are
// reported, joined, each with its place.
func parse(name string, data []byte, known []string) (*file, error) {
	f := &file{dir: filepath.Dir(name)}
	err := rules.Decode(filepath.ToSlash(name), data, f)
	if errors.Is(err, rules.ErrEmpty) {
		return f, nil // nothing but comments: everything is as it is by default
	}
	c := checker{known: known}
	c.values(f.RoleModel, f.FailOn, f.Confidence, f.Severity, f.Organisation)
	f.ignore = c.patterns(f.Ignore, len(f.Extends) > 0)
	f.include = c.patterns(f.Include, len(f.Extends) > 0)
	f.exclude = c.patterns(f.Exclude, len(f.Extends) > 0)
	for i := range f.Overrides {
		o := &f.Overrides[i]
		if len(o.Files) == 0 && err == nil {
			c.fail(o.At, "this override names no files, so it can never hold; give it files:")
		}
		f.overrides = append(f.overrides, c.patterns(o.Files, false))
		c.values(o.RoleModel, o.FailOn, o.Confidence, o.Severity, o.Organisation)
	}
	for _, list := range [][]rules.Text{f.Extends, f.Titles, f.Rules, f.Models} {
		for _, t := range list {
			if t.Value == "" {
				c.fail(t.At, "the name of a file is missing")
			}
		}
	}
	return f, inOrder(err, c.errs)
}

// inOrder joins the mistakes of a file in the order of their places.
func inOrder(decoding error, errs []error) error {
	if joined, ok := decoding.(interface{ Unwrap() []error }); ok {
		errs = append(joined.Unwrap(), errs...)
	} else if decoding != nil {
		return decoding // it is no YAML; the rest would be guesswork
	}
	place := func(err error) (at rules.Pos) {
		if e, ok := errors.AsType[*rules.Error](err); ok {
			at = e.Pos
		}
		return at
	}
	slices.SortStableFunc(errs, func(a, b error) int { return comparePlaces(place(a), place(b)) })
	return errors.Join(errs...)
}

// comparePlaces orders places of one file.
func comparePlaces(a, b rules.Pos) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// checker collects what is wrong in a file.
type checker struct {
	known []string
	errs  []error
}

func (c *checker) fail(at rules.Pos, format string, args ...any) {
	c.errs = append(c.errs, &rules.Error{Pos: at, Msg: fmt.Sprintf(format, args...)})
}

// values checks the keys that a file and its overrides have in common.
func (c *checker) values(model, failOn, confidence rules.Text, severity map[string]rules.Text, o organisation) {
	if given(model) && model.Value == "" {
		c.fail(model.At, "role_model: a role model's id, or the name of a file, is missing")
	}
	if given(failOn) {
		c.oneOf(failOn, "fail_on", failOns)
	}
	if given(confidence) {
		if p, err := strconv.ParseFloat(confidence.Value, 64); err != nil || !(p >= 0 && p <= 1) {
			c.fail(confidence.At, "min_confidence must be a number from 0 to 1, not %q", confidence.Value)
		}
	}
	if t := o.HasProductManager; given(t) {
		c.oneOf(t, "has_product_manager", []string{"true", "false"})
	}
	byPlace := func(a, b string) int { return comparePlaces(severity[a].Key, severity[b].Key) }
	for _, id := range slices.SortedFunc(maps.Keys(severity), byPlace) {
		t := severity[id]
		if !slices.Contains(c.known, id) {
			c.fail(t.Key, "there is no rule %q%s", id, cmp.Or(didYouMean(id, c.known), "; \"jdlint rules\" lists them"))
			continue
		}
		c.oneOf(t, id, rules.Severities)
	}
}

func (c *checker) oneOf(t rules.Text, key string, known []string) {
	if !slices.Contains(known, t.Value) {
		c.fail(t.At, "%s must be one of %s, not %q%s", key, strings.Join(known, ", "), t.Value, didYouMean(t.Value, known))
	}
}

// patterns compiles patterns. Where others may come before them, the first one
// can take back what those match.
func (c *checker) patterns(list []rules.Text, others bool) ignore.Patterns {
	var ps ignore.Patterns
	for i, t := range list {
		p, err := ignore.Parse(t.Value)
		if err == nil && p.TakesBack() && i == 0 && !others {
			err = errors.New("can never match: it takes back what a pattern before it matched, and there is none")
		}
		if err != nil {
			c.fail(t.At, "pattern %q: %v", t.Value, err)
		}
		ps = append(ps, p)
	}
	return ps
}

// named returns the files and folders that a file names.
func (f *file) named() []rules.Text {
	names := slices.Concat(f.Extends, f.Titles, f.Rules, f.Models)
	models := []rules.Text{f.RoleModel}
	for i := range f.Overrides {
		models = append(models, f.Overrides[i].RoleModel)
	}
	for _, t := range models {
		if IsPath(t.Value) {
			names = append(names, t)
		}
	}
	return names
}

// given reports whether the file has a value.
func given(t rules.Text) bool { return t.At.Line > 0 }

// didYouMean suggests the known word nearest to a mistyped one.
func didYouMean(word string, known []string) string {
	if best := rules.Nearest(word, known); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}
