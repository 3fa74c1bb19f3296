package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// schemas are the JSON Schemas of what users write and read.
func schemas() []struct{ name, text string } {
	return []struct{ name, text string }{
		{"config", config.Schema},
		{"output", report.Schema},
		{"rule", rules.RuleSchema},
		{"model", rules.ModelSchema},
	}
}

func schemaNames() []string {
	var names []string
	for _, s := range schemas() {
		names = append(names, s.name)
	}
	return names
}

// schema prints a JSON Schema.
func (c *Command) schema(args []string) int {
	f := newFlags("schema")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("schema", f)
	case err != nil:
		return c.misuse("schema", err)
	case f.NArg() != 1:
		return c.misuse("schema", errors.New("name one schema: "+orList(schemaNames())))
	}
	all := schemas()
	name := f.Arg(0)
	i := slices.Index(schemaNames(), name)
	if i < 0 {
		return c.misuse("schema", fmt.Errorf("there is no schema %q%s; there are %s", name, didYouMean("", name, schemaNames()), andList(schemaNames())))
	}
	w, done := c.buffered()
	fmt.Fprint(w, all[i].text)
	return done(exitOK, nil)
}
