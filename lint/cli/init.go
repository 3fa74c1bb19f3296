package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/rules"
)

// init writes a configuration file to begin with.
func (c *Command) init(args []string) int {
	f := newFlags("init")
	force := f.Bool("force", false, "write over a file that is there")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("init", f)
	case err != nil:
		return c.misuse("init", err)
	case f.NArg() > 1:
		return c.misuse("init", errors.New("init takes one folder"))
	}
	name := filepath.Join(f.Arg(0), config.Name)
	if _, err := os.Lstat(name); err == nil && !*force {
		return c.fail(fmt.Errorf("%s is there already; --force writes over it", name))
	}
	set, err := rules.Builtin()
	if err != nil {
		return c.fail(err)
	}
	if err := writeFile(name, []byte(starterConfig(set))); err != nil {
		return c.fail(err)
	}
	w, done := c.buffered()
	fmt.Fprintf(w, "Wrote %s. \"jdlint config FILE\" shows what is in force for a posting.\n", filepath.ToSlash(name))
	return done(exitOK, nil)
}

// starterConfig is the text of a configuration file that changes nothing and shows
// what can be changed.
func starterConfig(set *rules.Set) string {
	var b strings.Builder
	b.WriteString(`# How jdlint judges the postings in this folder and below. The nearest
# .jdlint.yaml above a posting holds; paths are relative to it.
# "jdlint config FILE" shows what is in force for a posting, and why.

# Another file that gives what is not said here.
# extends: ../.jdlint.yaml

# Who does what. "jdlint explain ID" tells more; a file with a model of your
# own will do as well.
`)
	for _, id := range set.Models.IDs() {
		fmt.Fprintf(&b, "#   %-16s %s\n", id, set.Models[id].Name)
	}
	fmt.Fprintf(&b, "role_model: %s\n", rules.DefaultModel)
	b.WriteString(`
# The least severity that ends a run with exit code 1: error, warning, info or
# never. Begin with never, and raise it when the postings are in order.
fail_on: error

# Leave out findings less certain than this, from 0 to 1.
# min_confidence: 0.7

# How grave each finding is: error, warning, info or off. Under this role model:
# severity:
`)
	for _, f := range set.Findings {
		severity := f.Severity
		if own, ok := set.Models[rules.DefaultModel].Findings[f.ID]; ok {
			severity = own
		}
		fmt.Fprintf(&b, "#   %-27s %-8s # %s\n", f.ID+":", quotedOff(severity), f.Name)
	}
	b.WriteString(`
# Postings to leave out: patterns as in a .gitignore file.
# ignore:
#   - drafts/
#   - "*-template.md"

# What holds for some postings only; of several, the later one counts.
# overrides:
#   - files: /internal/
#     role_model: cross-functional
#     fail_on: never
#     severity:
#       hybrid-posting: "off"

# Does the organisation have product managers? Where it has none, its Product
# Owner has to worry about profit as well.
# organisation:
#   has_product_manager: true

# Titles, rules and role models of your own: files in the format of the
# built-in ones; "jdlint schema rule" and "jdlint schema model" describe them.
# titles: jdlint/titles.yaml
# rules: jdlint/rules/
# models: jdlint/model.yaml
`)
	return b.String()
}

// quotedOff puts the word that YAML would take for false in quotes.
func quotedOff(severity string) string {
	if severity == "off" {
		return `"off"`
	}
	return severity
}
