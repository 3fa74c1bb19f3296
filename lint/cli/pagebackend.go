package cli

import (
	"bytes"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// pageBackend answers the page of serve: it judges a text by the role model that was chosen
// there, in other things by the policy of the working folder.
type pageBackend struct {
	set      *rules.Set
	first    *engine // of the policy; its role model is the one to begin with
	builtin  *rules.Set
	severity map[string]string
	hasPM    string
	exports  func() (*rules.Exports, error)

	mu      sync.Mutex
	engines map[string]*engine
}

func newPageBackend(t *policies) (*pageBackend, error) {
	s, err := t.settings("posting")
	if err != nil {
		return nil, err
	}
	first, err := t.engine(s)
	if err != nil {
		return nil, err
	}
	k := &pageBackend{first: first, builtin: t.builtin, severity: map[string]string{}, hasPM: s.HasProductManager.Text,
		exports: sync.OnceValues(rules.LoadExports), engines: map[string]*engine{first.model: first}}
	for id, v := range s.Severity {
		k.severity[id] = v.Text
	}
	if t.builtin == nil { // a test's engine
		return k, nil
	}
	k.set, err = t.set(s)
	return k, err
}

func (k *pageBackend) options() serve.Options {
	o := serve.Options{Read: k.read, Judge: k.judge, Report: report.Options{Version: Version()}}
	o.Report.Findings, o.Report.Categories = ruleTexts(k.builtin)
	add := func(m *rules.Model) {
		o.Models = append(o.Models, serve.Model{ID: m.ID, Name: report.Clean(m.Name), Summary: report.Clean(m.Summary)})
	}
	if k.first.roles != nil {
		add(k.first.roles)
	}
	if k.set != nil {
		for _, id := range k.set.Models.IDs() {
			if id != k.first.model {
				add(k.set.Models[id])
			}
		}
	}
	return o
}

// engine returns the engine for a role model, made when it is first asked for.
func (k *pageBackend) engine(model string) (*engine, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e := k.engines[model]; e != nil {
		return e, nil
	}
	if k.set == nil || k.set.Models[model] == nil {
		return nil, fmt.Errorf("there is no role model %q", model)
	}
	e, err := newEngine(k.set, k.set.Models[model].With(k.severity, k.hasPM))
	if err == nil {
		k.engines[model] = e
	}
	return e, err
}

// judge judges a text of the page.
func (k *pageBackend) judge(model string, t serve.Text) (*lint.Report, error) {
	e, err := k.engine(model)
	if err != nil {
		return nil, err
	}
	reading := e.reading
	reading.Title = t.Title
	if t.Format == string(posting.Markdown) {
		reading.Format = posting.Markdown
	}
	name := t.Name
	if name == "" {
		name = "-"
	}
	p, err := readPosting(name, t.Source, reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	r := e.Check(p)
	suppress.Apply(r, e.findings, e.severity)
	return r, nil
}

// maxJobs bounds how many jobs of an export are offered on the page.
const maxJobs = 2000

// read takes the postings out of a file that was dropped on the page.
func (k *pageBackend) read(name string, src []byte) ([]serve.Text, error) {
	kind := export.KindOfName(name)
	if kind == "" {
		kind = export.KindOf(src)
	}
	if kind != "" {
		return k.jobs(name, kind, src)
	}
	t, err := k.text(name, src, k.first.reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	return []serve.Text{t}, nil
}

// jobs takes the postings out of an export.
func (k *pageBackend) jobs(name string, kind export.Kind, src []byte) ([]serve.Text, error) {
	known, err := k.exports()
	if err != nil {
		return nil, err
	}
	var out []serve.Text
	o := export.Options{Known: known, IsTitle: k.first.reading.IsTitle}
	for job, err := range export.Read(bytes.NewReader(src), kind, o) {
		switch {
		case err != nil && job.Index == 0 && len(out) == 0:
			return nil, err
		case err != nil || len(job.Body) == 0:
			continue
		case len(out) == maxJobs:
			return out, nil
		}
		reading := k.first.reading
		reading.Title, reading.Format = job.Title, job.Format
		t, err := k.text("-", job.Body, reading)
		if err != nil {
			continue // one job that cannot be read does not spoil the others
		}
		t.Name, t.Title = fmt.Sprintf("%s#%d", name, job.Index), job.Title
		out = append(out, t)
	}
	return out, nil
}

// text returns a file as a text that can be typed on: what is text already stays
// as it is; of the rest what jdlint sees of it.
func (k *pageBackend) text(name string, src []byte, reading read.Options) (serve.Text, error) {
	p, err := readPosting(name, src, reading)
	if err != nil {
		return serve.Text{}, err
	}
	t := serve.Text{Name: name, Source: bytes.TrimPrefix(p.Source, []byte("\ufeff"))}
	isText := (p.Format == posting.Markdown || p.Format == posting.Plain) && utf8.Valid(src) && bytes.IndexByte(src, 0) < 0
	switch {
	case isText:
		if p.Format == posting.Markdown {
			t.Format = string(posting.Markdown)
		}
		return t, nil
	case !p.Extracted():
		t.Source = serve.Transcript(p)
	}
	t.Format = string(posting.Markdown)
	if p.Title.From == posting.FromMarkup {
		t.Title = p.Title.Text
	}
	return t, nil
}
