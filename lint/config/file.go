// Package config reads .jdlint.yaml, the file in which a team says how its
// postings are judged, and works out what is in force for each of them. It
// opens no files; whoever uses it says how they are read.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	_ "embed" // for the schema

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
	Overrides    []override            `yaml:"overrides"`
	Titles       []rules.Text          `yaml:"titles"`
	Rules        []rules.Text          `yaml:"rules"`
	Models       []rules.Text          `yaml:"models"`
	Organisation organisation          `yaml:"organisation"`

	dir       string // its folder, as far as it was given
	ignore    patterns
	overrides []patterns
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
	c := check{known: known}
	c.values(f.RoleModel, f.FailOn, f.Confidence, f.Severity, f.Organisation)
	f.ignore = c.patterns(f.Ignore, len(f.Extends) > 0)
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
	place := func(err error) rules.Pos {
		var e *rules.Error
		errors.As(err, &e)
		if e == nil {
			return rules.Pos{}
		}
		return e.Pos
	}
	slices.SortStableFunc(errs, func(a, b error) int {
		x, y := place(a), place(b)
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return errors.Join(errs...)
}

// check collects what is wrong in a file.
type check struct {
	known []string
	errs  []error
}

func (c *check) fail(at rules.Pos, format string, args ...any) {
	c.errs = append(c.errs, &rules.Error{Pos: at, Msg: fmt.Sprintf(format, args...)})
}

// values checks the keys that a file and its overrides have in common.
func (c *check) values(model, failOn, confidence rules.Text, severity map[string]rules.Text, o organisation) {
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
	for _, id := range sorted(severity) {
		t := severity[id]
		if !slices.Contains(c.known, id) {
			c.fail(t.Key, "there is no rule %q%s", id, didYouMean(id, c.known))
			continue
		}
		c.oneOf(t, id, rules.Severities)
	}
}

func (c *check) oneOf(t rules.Text, key string, known []string) {
	if !slices.Contains(known, t.Value) {
		hint := ""
		if best := rules.Nearest(t.Value, known); best != "" {
			hint = fmt.Sprintf("; did you mean %q?", best)
		}
		c.fail(t.At, "%s must be one of %s, not %q%s", key, strings.Join(known, ", "), t.Value, hint)
	}
}

// patterns compiles patterns. Where others may stand before them, the first one
// can take back what those match.
func (c *check) patterns(list []rules.Text, others bool) patterns {
	var ps patterns
	for i, t := range list {
		p, err := parsePattern(t.Value)
		if err == nil && p.not && i == 0 && !others {
			err = errors.New("can never match: it takes back what a pattern before it matched, and there is none")
		}
		if err != nil {
			c.fail(t.At, "pattern %q: %v", t.Value, err)
		}
		ps = append(ps, p)
	}
	return ps
}

// given reports whether a value stands in the file.
func given(t rules.Text) bool { return t.At.Line > 0 }

func didYouMean(word string, known []string) string {
	if best := rules.Nearest(word, known); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return "; \"jdlint rules\" lists them"
}

// sorted returns the keys of a map in the order of their places.
func sorted(m map[string]rules.Text) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if m[a].Key.Line != m[b].Key.Line {
			return m[a].Key.Line - m[b].Key.Line
		}
		return m[a].Key.Column - m[b].Key.Column
	})
	return keys
}
