package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "embed" // for the file to begin with

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// starterConfig is a configuration file that changes nothing and shows what can
// be changed, but for the lines of MODELS and FINDINGS.
//
//go:embed init.yaml
var starterConfig string

// init writes a configuration file to begin with.
func (c *Command) init(f *flags) func() error {
	force := f.Bool("force", false, "write over a file that is there")
	from := f.String("from", "", "choose the role model that explains the postings of the folder or file `PATH` best")
	return func() error {
		if f.NArg() > 1 {
			return usagef("init takes one folder")
		}
		name := filepath.Join(f.Arg(0), config.Name)
		if _, err := os.Lstat(name); err == nil && !*force {
			return fmt.Errorf("%s is there already; --force writes over it", name)
		}
		set, err := rules.Builtin()
		if err != nil {
			return err
		}
		model := rules.DefaultModel
		if *from != "" {
			if model, err = c.proposed(*from); err != nil {
				return err
			}
		}
		if err := writeFile(name, []byte(fillStarterConfig(set, model))); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Wrote %s. \"jdlint config FILE\" shows what is in force for a posting.\n", filepath.ToSlash(name))
		return nil
	}
}

// proposed returns the role model that explains the postings of a folder or a file best,
// and says why.
func (c *Command) proposed(from string) (string, error) {
	f := newFlags("survey")
	for _, add := range []func(){f.addModel, f.addLang, f.addConfig, f.addFiles, f.addLists, f.addExports, f.addJobs} {
		add()
	}
	if err := f.parse([]string{"--isolated", "--", from}); err != nil {
		return "", err
	}
	s, r, err := c.gather(f, false, "", nil)
	if err != nil {
		return "", err
	}
	if r.unreadable {
		return "", exitCode(exitUnreadable)
	}
	m, sure := s.Convention()
	if !sure {
		fmt.Fprintf(c.out, "The postings of %s do not tell that another role model explains them better than %s.\n", report.Clean(from), rules.DefaultModel)
		return rules.DefaultModel, nil
	}
	fmt.Fprintf(c.out, "The role model %s explains the postings of %s best (%.0f %% sure): by it the duties of %s are those of the title, and of %s those of the other title.\n",
		m.Model, report.Clean(from), 100*m.Confidence, plural(m.Follow, "posting"), plural(m.Break, "posting"))
	return m.Model, nil
}

// fillStarterConfig returns starterConfig with the role models and findings
// that there are, and a role model in force.
func fillStarterConfig(set *rules.Set, model string) string {
	var models, findings strings.Builder
	for _, id := range set.Models.IDs() {
		fmt.Fprintf(&models, "#   %-16s %s\n", id, set.Models[id].Name)
	}
	for _, f := range set.Findings {
		severity := f.Severity
		if own, ok := set.Models[model].Findings[f.ID]; ok {
			severity = own
		}
		if severity == "off" {
			severity = `"off"` // YAML would take it for false
		}
		fmt.Fprintf(&findings, "#   %-27s %-8s # %s\n", f.ID+":", severity, f.Name)
	}
	return strings.NewReplacer("# MODELS\n", models.String(), "# FINDINGS\n", findings.String(), "DEFAULT", model).Replace(starterConfig)
}
