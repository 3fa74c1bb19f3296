package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
)

// config prints what is in force for postings, and where each value comes from.
func (c *Command) config(f *flags) func() error {
	f.addConfig()
	f.addFiles()
	return func() error {
		if f.NArg() == 0 {
			return usagef("name the posting for which to show what is in force")
		}
		p, err := c.newPolicies(f)
		if err != nil {
			return err
		}
		for i, name := range f.Args() {
			s, err := p.settings(name, true)
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
	rows := func(key string, values ...config.Value) {
		for _, v := range values {
			row(key, v.Text, v.From())
		}
	}
	rows("role_model", s.RoleModel)
	rows("fail_on", s.FailOn)
	rows("min_confidence", s.MinConfidence)
	if s.HasProductManager.Text != "" {
		rows("organisation.has_product_manager", s.HasProductManager)
	}
	if s.LeftOut.Text == "" {
		row("ignore", "no", "default")
	} else {
		row(leftOutBy(s), "yes, by "+s.LeftOut.Text, s.LeftOut.From())
	}
	if s.Included.Text != "" {
		row("include", "yes, by "+s.Included.Text, s.Included.From())
	}
	rows("ignore_jobs", s.LeftOutJobs...)
	rows("titles", s.Titles...)
	rows("rules", s.Rules...)
	rows("models", s.Models...)
	for i := range e.findings {
		id := e.findings[i].ID
		from := s.Severity[id].From()
		if _, ok := e.roles.Findings[id]; ok && from == "default" {
			from = "role model " + e.roles.ID
		}
		row("severity."+id, e.severity(id), from)
	}
	return g.Print(w)
}
