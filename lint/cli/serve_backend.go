package cli

import (
	"cmp"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/serve/backend"
	"github.com/jdlint/jdlint/rules"
)

// newPageBackend returns what answers the page of serve: it judges a text by the
// role model that was chosen there, in other things by the policy of the working
// folder.
func newPageBackend(p *policies) (*backend.Backend, error) {
	s, err := p.settings("posting", false)
	if err != nil {
		return nil, err
	}
	first, err := p.engine(s)
	if err != nil {
		return nil, err
	}
	set, err := p.set(s)
	if err != nil {
		return nil, err
	}
	b := &backend.Backend{Set: set, Texts: p.builtin, Language: cmp.Or(p.language(), rules.DefaultLanguage), Version: Version(), Models: []*rules.Model{first.roles}}
	for _, id := range set.Models.IDs() {
		if id != first.model {
			b.Models = append(b.Models, set.Models[id])
		}
	}
	b.New = func(m *rules.Model, language string) (backend.Engine, error) {
		e, err := first, error(nil)
		if m != first.roles || language != b.Language {
			e, err = newEngine(set, configured(m, s), language)
		}
		if err != nil {
			return backend.Engine{}, err
		}
		return backend.Engine{Reading: e.reading, Judge: func(p *posting.Posting) *lint.Report {
			r, _ := e.judge(p)
			return r
		}}, nil
	}
	return b, nil
}
