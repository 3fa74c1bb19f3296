package rules

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// Finding documents one kind of finding: what the linter says, and why.
type Finding struct {
	ID       string   `yaml:"id"`
	Severity string   `yaml:"severity"` // by default; off: only where a role model asks for it
	Name     string   `yaml:"name"`
	Message  string   `yaml:"message"` // with {placeholders}
	Help     string   `yaml:"help"`    // with {placeholders}
	Means    string   `yaml:"means"`
	Why      string   `yaml:"why"`
	Seeds    []string `yaml:"seeds"`
	Smells   []string `yaml:"smells"`
	Across   bool     `yaml:"across"` // only many postings show it together: a survey says it, a check never
	At       Pos
}

// smell is a statement of the seeds about roles gone wrong, and what became of it.
type smell struct {
	N       int    `yaml:"n"`
	Seed    string `yaml:"seed"`
	Says    string `yaml:"says"`
	Becomes string `yaml:"becomes"`
	Where   string `yaml:"where"`
	At      Pos
}

// Fill returns the message and the help with their placeholders replaced. fill
// holds placeholders, each in braces, and what they stand for.
func (f *Finding) Fill(fill ...string) (message, help string) {
	return filled(f.Message, fill), filled(f.Help, fill)
}

// filled returns a text with its placeholders replaced.
func filled(text string, fill []string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		n := 1 // a brace that begins no placeholder stays
		b.WriteString(text[:open])
		what := text[open : open+1]
		for i := 0; i+1 < len(fill); i += 2 {
			if strings.HasPrefix(text[open:], fill[i]) {
				n, what = len(fill[i]), fill[i+1]
				break
			}
		}
		b.WriteString(what)
		text = text[open+n:]
	}
	if b.Len() == 0 {
		return text
	}
	b.WriteString(text)
	return b.String()
}

func loadFindings(fsys fs.FS) ([]Finding, error) {
	var file struct {
		Findings []Finding `yaml:"findings"`
	}
	if err := decodeFile(fsys, "findings.yaml", &file); err != nil {
		return nil, err
	}
	var errs []error
	for i, f := range file.Findings {
		if !slices.Contains(Severities, f.Severity) {
			errs = append(errs, load.ErrorAt(f.At, "severity: must be one of %s, not %q", strings.Join(Severities, ", "), f.Severity))
		}
		if f.ID == "" || f.Message == "" || f.Help == "" || f.Means == "" || f.Why == "" {
			errs = append(errs, load.ErrorAt(f.At, "a finding needs id:, message:, help:, means: and why:"))
		}
		if slices.ContainsFunc(file.Findings[:i], func(g Finding) bool { return g.ID == f.ID }) {
			errs = append(errs, load.ErrorAt(f.At, "finding id %q stands here twice", f.ID))
		}
	}
	return file.Findings, errors.Join(errs...)
}

func loadSmells(fsys fs.FS) ([]smell, error) {
	var file struct {
		Smells []smell `yaml:"smells"`
	}
	err := decodeFile(fsys, "smells.yaml", &file)
	return file.Smells, err
}
