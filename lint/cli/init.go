package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "embed" // for the file to begin with

	"github.com/jdlint/jdlint/lint/config"
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
		if err := writeFile(name, []byte(fillStarterConfig(set))); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Wrote %s. \"jdlint config FILE\" shows what is in force for a posting.\n", filepath.ToSlash(name))
		return nil
	}
}

// fillStarterConfig returns starterConfig with the role models and findings
// that there are.
func fillStarterConfig(set *rules.Set) string {
	var models, findings strings.Builder
	for _, id := range set.Models.IDs() {
		fmt.Fprintf(&models, "#   %-16s %s\n", id, set.Models[id].Name)
	}
	for _, f := range set.Findings {
		severity := f.Severity
		if own, ok := set.Models[rules.DefaultModel].Findings[f.ID]; ok {
			severity = own
		}
		if severity == "off" {
			severity = `"off"` // YAML would take it for false
		}
		fmt.Fprintf(&findings, "#   %-27s %-8s # %s\n", f.ID+":", severity, f.Name)
	}
	return strings.NewReplacer("# MODELS\n", models.String(), "# FINDINGS\n", findings.String(), "DEFAULT", rules.DefaultModel).Replace(starterConfig)
}
