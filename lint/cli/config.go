package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// config prints what is in force for postings, and where each value comes from.
func (c *Command) config(f *flags) func() error {
	f.addConfig()
	return func() error {
		if f.NArg() == 0 {
			return usagef("name the posting for which to show what is in force")
		}
		p, err := c.newPolicies(f)
		if err != nil {
			return err
		}
		for i, name := range f.Args() {
			s, err := p.settings(name)
			if err != nil {
				return err
			}
			e, err := p.engine(s)
			if err != nil {
				return err
			}
			if i > 0 {
				fmt.Fprintln(c.out)
			}
			if err := printSettings(c.out, name, s, e); err != nil {
				return unwritten(err)
			}
		}
		return nil
	}
}

// printSettings prints the settings of a posting as a table of key, value and
// origin.
func printSettings(w io.Writer, name string, s *config.Settings, e *engine) error {
	fmt.Fprintf(w, "%s\n", report.Clean(filepath.ToSlash(name)))
	files := "none; all is as it is by default"
	if len(s.Files) > 0 {
		files = strings.Join(s.Files, ", which extends ")
		if len(s.Files) > 2 {
			files = s.Files[0] + ", which extends " + andList(s.Files[1:])
		}
	}
	fmt.Fprintf(w, "configuration: %s\n\n", report.Clean(files))
	g := report.Grid{Head: []string{"Key", "Value", "From"}}
	row := func(key, value, from string) {
		g.Row(key, report.Clean(filepath.ToSlash(value)), report.Clean(from))
	}
	row("role_model", s.RoleModel.Text, origin(s.RoleModel))
	row("fail_on", s.FailOn.Text, origin(s.FailOn))
	row("min_confidence", s.MinConfidence.Text, origin(s.MinConfidence))
	if s.HasProductManager.Text != "" {
		row("organisation.has_product_manager", s.HasProductManager.Text, origin(s.HasProductManager))
	}
	ignored := s.Ignored.Text
	if ignored == "" {
		row("ignore", "no", "default")
	} else {
		row("ignore", "yes, by "+ignored, origin(s.Ignored))
	}
	for _, list := range []struct {
		key    string
		values []config.Value
	}{{"titles", s.Titles}, {"rules", s.Rules}, {"models", s.Models}} {
		for _, v := range list.values {
			row(list.key, v.Text, origin(v))
		}
	}
	for i := range e.findings {
		id := e.findings[i].ID
		row("severity."+id, e.severity(id), severityOrigin(s, e, &e.findings[i]))
	}
	return g.Print(w)
}

// origin says where a value comes from.
func origin(v config.Value) string {
	if v.At.Line == 0 && v.At.File != "" { // a flag
		return v.At.File
	}
	return v.From()
}

// severityOrigin says who gives the severity of a finding: the configuration, the
// role model, or nobody.
func severityOrigin(s *config.Settings, e *engine, f *rules.Finding) string {
	if v, ok := s.Severity[f.ID]; ok {
		return origin(v)
	}
	if e.roles != nil {
		if _, ok := e.roles.Findings[f.ID]; ok {
			return "role model " + e.roles.ID
		}
	}
	return "default"
}
