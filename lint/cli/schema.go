package cli

import (
	"fmt"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/survey"
	"github.com/jdlint/jdlint/rules"
)

// schemas are the JSON Schemas of what users write and read.
func schemas() []struct{ name, text string } {
	return []struct{ name, text string }{
		{"config", config.Schema},
		{"output", report.Schema},
		{"survey", survey.Schema},
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
func (c *Command) schema(f *flags) func() error {
	return func() error {
		if f.NArg() != 1 {
			return usagef("name one schema: %s", orList(schemaNames()))
		}
		name := f.Arg(0)
		for _, s := range schemas() {
			if s.name == name {
				fmt.Fprint(c.out, s.text)
				return nil
			}
		}
		return usagef("there is no schema %q%s; there are %s", name, didYouMean("", name, schemaNames()), andList(schemaNames()))
	}
}
