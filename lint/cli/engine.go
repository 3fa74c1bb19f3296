package cli

import (
	"fmt"
	"path/filepath"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// checker judges one posting; it is safe for concurrent use.
type checker interface {
	Check(*posting.Posting) *lint.Report
}

// engine is what the commands judge with.
type engine struct {
	checker
	model   string       // id of the role model
	reading read.Options // how to read files, but for their titles

	findings []rules.Finding // what there is to say
	roles    *rules.Model    // the role model itself
}

// newEngine returns an engine that words what it finds in a language, "" for the
// default one.
func newEngine(set *rules.Set, m *rules.Model, language string) (*engine, error) {
	l, err := lint.New(set, m)
	if err != nil {
		return nil, err
	}
	findings := set.Findings
	if language != "" {
		if l, err = l.In(language); err != nil {
			return nil, usageError{fmt.Errorf("--lang: %w", err)}
		}
		findings = set.Messages(language).Word(findings)
	}
	return &engine{checker: l, model: m.ID, reading: l.ReadOptions(), findings: findings, roles: m}, nil
}

// roleModel finds a role model by its id, or reads it from a file.
func roleModel(set *rules.Set, name string, readFile func(string) ([]byte, error)) (*rules.Model, error) {
	if name == "" {
		name = rules.DefaultModel
	}
	if m, ok := set.Models[name]; ok {
		return m, nil
	}
	data, err := readFile(name)
	if err == nil {
		return set.Models.Parse(filepath.ToSlash(name), data)
	}
	if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" || filepath.Base(name) != name {
		return nil, fmt.Errorf("reading a role model: %w", readError(name, err))
	}
	return nil, noRoleModel(set, name)
}

func noRoleModel(set *rules.Set, name string) error {
	ids := set.Models.IDs()
	return fmt.Errorf("there is no role model %q, and no file of that name; built in are %s%s", name, andList(ids), didYouMean("", name, ids))
}

// judge judges a posting and drops the findings that it asks to drop; suppressed is
// how many these are.
func (e *engine) judge(p *posting.Posting) (r *lint.Report, suppressed int) {
	r = e.Check(p)
	return r, suppress.Apply(r, e.findings, e.severity)
}

// severity returns the severity in force of a rule: error, warning, info or off.
func (e *engine) severity(id string) string { return e.roles.Severity(e.findings, id) }
