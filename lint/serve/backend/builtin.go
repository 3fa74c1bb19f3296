package backend

import (
	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// Builtin returns a Backend of the built-in rules and no configuration, for a program
// of a version.
func Builtin(version string) (*Backend, error) {
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	b := &Backend{Set: set, Texts: set, Language: rules.DefaultLanguage, Version: version, Models: []*rules.Model{set.Models[rules.DefaultModel]}}
	for _, id := range set.Models.IDs() {
		if id != rules.DefaultModel {
			b.Models = append(b.Models, set.Models[id])
		}
	}
	b.New = func(m *rules.Model, language string) (Engine, error) {
		l, err := lint.New(set, m)
		if err == nil {
			l, err = l.In(language)
		}
		if err != nil {
			return Engine{}, err
		}
		findings := set.Messages(language).Word(set.Findings)
		return Engine{Reading: l.ReadOptions(), Judge: func(p *posting.Posting) *lint.Report {
			r := l.Check(p)
			suppress.Apply(r, findings, func(id string) string { return m.Severity(findings, id) })
			return r
		}}, nil
	}
	return b, nil
}
