package cli

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/rules"
)

// pageBackend answers the page of serve: it judges a text by the role model
// that was chosen there, in other things by the policy of the working folder. It
// is safe for concurrent use.
type pageBackend struct {
	first    *engine // of the policy; its role model is the one to begin with
	builtin  *rules.Set
	language string
	set      *rules.Set                         // with the rules of the working folder
	engines  map[string]func() (*engine, error) // by role model, made when first asked for
	exports  func() (*rules.Exports, error)
}

func newPageBackend(p *policies) (*pageBackend, error) {
	s, err := p.settings("posting", false)
	if err != nil {
		return nil, err
	}
	first, err := p.engine(s)
	if err != nil {
		return nil, err
	}
	b := &pageBackend{first: first, language: p.language(), builtin: p.builtin, exports: sync.OnceValues(rules.LoadExports), engines: map[string]func() (*engine, error){}}
	if b.set, err = p.set(s); err != nil {
		return nil, err
	}
	for id, m := range b.set.Models {
		b.engines[id] = sync.OnceValues(func() (*engine, error) { return newEngine(b.set, configured(m, s), p.language()) })
	}
	b.engines[first.model] = func() (*engine, error) { return first, nil }
	return b, nil
}

func (b *pageBackend) options() serve.Options {
	o := serve.Options{Read: b.read, Judge: b.judge, Report: report.Options{Version: Version()}}
	setTexts(&o.Report, b.builtin, b.language)
	models := []*rules.Model{b.first.roles}
	for _, id := range b.set.Models.IDs() {
		if id != b.first.model {
			models = append(models, b.set.Models[id])
		}
	}
	for _, m := range models {
		o.Models = append(o.Models, serve.Model{ID: m.ID, Name: report.Clean(m.Name), Summary: report.Clean(m.Summary)})
	}
	return o
}

// judge judges a text of the page.
func (b *pageBackend) judge(ctx context.Context, model string, t serve.Text) (*lint.Report, error) {
	engine, ok := b.engines[model]
	if !ok {
		return nil, fmt.Errorf("there is no role model %q", model)
	}
	e, err := engine()
	if err != nil {
		return nil, err
	}
	reading := e.reading
	reading.Context, reading.Title = ctx, t.Title
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
	r, _ := e.judge(p)
	return r, context.Cause(ctx)
}

// maxJobs bounds how many jobs of an export are offered on the page.
const maxJobs = 2000

// read takes the postings out of a file that was dropped on the page.
func (b *pageBackend) read(ctx context.Context, name string, src []byte) ([]serve.Text, error) {
	kind := export.KindOfName(name)
	if kind == "" {
		kind = export.KindOf(src)
	}
	if kind != "" {
		return b.jobs(ctx, name, kind, src)
	}
	reading := b.first.reading
	reading.Context = ctx
	p, err := readPosting(name, src, reading)
	switch {
	case err != nil:
		return nil, withoutPath(err)
	case len(p.Parts) == 0:
		return []serve.Text{textOf(name, p, src)}, nil
	}
	var out []serve.Text
	for i, part := range p.Parts {
		from, to := part.Extent()
		out = append(out, serve.Text{Name: partName(name, i+1), Source: p.Source[from:to], Format: string(posting.Markdown)})
	}
	return out, nil
}

// jobs takes the postings out of an export.
func (b *pageBackend) jobs(ctx context.Context, name string, kind export.Kind, src []byte) ([]serve.Text, error) {
	known, err := b.exports()
	if err != nil {
		return nil, err
	}
	var out []serve.Text
	o := exportOptions(known, b.first.reading.IsTitle)
	o.Context = ctx
	for job, err := range export.Read(bytes.NewReader(src), kind, o) {
		switch {
		case err != nil && job.Index == 0 && len(out) == 0:
			return nil, err
		case err != nil || len(job.Body) == 0:
			continue
		case len(out) == maxJobs:
			return out, nil
		}
		reading := b.first.reading
		reading.Context, reading.Title, reading.Format = ctx, job.Title, job.Format
		p, err := readPosting("-", job.Body, reading)
		if err != nil {
			continue // one job that cannot be read does not spoil the others
		}
		t := textOf("-", p, job.Body)
		t.Name, t.Title = partName(name, job.Index), job.Title
		out = append(out, t)
	}
	return out, nil
}

// textOf returns a file, which was read as p, as a text that can be typed on: what is
// text already stays as it is; of the rest what jdlint sees of it.
func textOf(name string, p *posting.Posting, src []byte) serve.Text {
	t := serve.Text{Name: name, Source: bytes.TrimPrefix(p.Source, []byte("\ufeff")), Format: string(posting.Markdown)}
	if (p.Format == posting.Markdown || p.Format == posting.Plain) && utf8.Valid(src) && bytes.IndexByte(src, 0) < 0 {
		if p.Format == posting.Plain {
			t.Format = ""
		}
		return t
	}
	if !p.Extracted() {
		t.Source = serve.Transcript(p)
	}
	if p.Title.From == posting.FromMarkup {
		t.Title = p.Title.Text
	}
	return t
}
