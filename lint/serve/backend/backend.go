// Package backend reads and judges what the page of package serve sends.
package backend

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// Engine is what a posting is read and judged with.
type Engine struct {
	Reading read.Options
	Judge   func(*posting.Posting) *lint.Report
}

// Backend answers the page by the rules of a set. It is safe for concurrent use.
type Backend struct {
	// Set has the rules, Texts the ones whose words reports are in.
	Set, Texts *rules.Set
	Language   string         // to begin with
	Version    string         // of the program
	Models     []*rules.Model // the one to begin with first

	// New makes an engine; it is asked for each once at most.
	New func(m *rules.Model, language string) (Engine, error)

	once    sync.Once
	engines map[serve.By]func() (Engine, error)
	exports func() (*rules.Exports, error)
}

// Options returns the options of the page.
func (b *Backend) Options() serve.Options {
	b.once.Do(b.prepare)
	o := serve.Options{Read: b.read, Judge: b.judge, Report: b.report, Support: b.support, Retitle: b.retitle, Rules: b.Texts}
	for _, m := range b.Models {
		o.Models = append(o.Models, serve.Model{ID: m.ID, Name: report.Clean(m.Name), Summary: report.Clean(m.Summary)})
	}
	for _, id := range b.Set.Speaks() {
		l := serve.Language{ID: id, Name: b.Set.Messages(id).LanguageName(id, "English")}
		if id == b.Language {
			o.Languages = append([]serve.Language{l}, o.Languages...)
		} else {
			o.Languages = append(o.Languages, l)
		}
	}
	return o
}

func (b *Backend) prepare() {
	b.exports = sync.OnceValues(rules.LoadExports)
	b.engines = map[serve.By]func() (Engine, error){}
	for _, m := range b.Models {
		for _, language := range b.Set.Speaks() {
			b.engines[serve.By{Model: m.ID, Language: language}] = sync.OnceValues(func() (Engine, error) { return b.New(m, language) })
		}
	}
}

// first returns the engine to begin with.
func (b *Backend) first() (Engine, error) {
	return b.engines[serve.By{Model: b.Models[0].ID, Language: b.Language}]()
}

func (b *Backend) report(language string) report.Options {
	o := report.Options{Version: b.Version}
	o.SetTexts(b.Texts, language)
	return o
}

func (b *Backend) support(language, category, owner string) string {
	m := b.Texts.Messages(language)
	if m == nil {
		return ""
	}
	return m.Support(category, owner)
}

// judge judges a text of the page.
func (b *Backend) judge(ctx context.Context, by serve.By, t serve.Text) (*lint.Report, error) {
	engine, ok := b.engines[by]
	if !ok {
		return nil, fmt.Errorf("there is no role model %q", by.Model)
	}
	e, err := engine()
	if err != nil {
		return nil, err
	}
	reading := e.Reading
	reading.Context, reading.Title = ctx, t.Title
	if t.Format == string(posting.Markdown) {
		reading.Format = posting.Markdown
	}
	name := t.Name
	if name == "" {
		name = "-"
	}
	p, err := suppress.Read(name, t.Source, reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	return e.Judge(p), context.Cause(ctx)
}

// withoutPath returns an error of suppress.Read that does not name the path: nobody
// gave one.
func withoutPath(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

// partName names one of several postings of a file, by its number from 1.
func partName(file string, number int) string { return fmt.Sprintf("%s#%d", file, number) }

// maxJobs bounds how many jobs of an export are offered on the page.
const maxJobs = 2000

// read takes the postings out of a file that was dropped on the page.
func (b *Backend) read(ctx context.Context, name string, src []byte) ([]serve.Text, error) {
	first, err := b.first()
	if err != nil {
		return nil, err
	}
	kind := export.KindOfName(name)
	if kind == "" {
		kind = export.KindOf(src)
	}
	if kind != "" {
		return b.jobs(ctx, name, kind, src)
	}
	reading := first.Reading
	reading.Context = ctx
	p, err := suppress.Read(name, src, reading)
	switch {
	case err != nil:
		return nil, withoutPath(err)
	case len(p.Parts) == 0:
		return []serve.Text{textOf(name, p, src)}, nil
	}
	var out []serve.Text
	for i, part := range p.Parts {
		from, to := part.Extent()
		out = append(out, serve.Text{Name: partName(name, i+1), Source: p.Source[from:to], Format: string(posting.Markdown), Word: word(part, i+1)})
	}
	return out, nil
}

// jobs takes the postings out of an export.
func (b *Backend) jobs(ctx context.Context, name string, kind export.Kind, src []byte) ([]serve.Text, error) {
	first, err := b.first()
	if err != nil {
		return nil, err
	}
	known, err := b.exports()
	if err != nil {
		return nil, err
	}
	var out []serve.Text
	o := export.Options{Known: known, IsTitle: func(title string) bool { return read.NamesJob(title, first.Reading.IsTitle) }}
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
		reading := first.Reading
		reading.Context, reading.Title, reading.Format = ctx, job.Title, job.Format
		p, err := suppress.Read("-", job.Body, reading)
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
	t.Word = word(p, 0)
	return t
}

// word returns a posting of a Word file, the zero value for one of another file.
func word(p *posting.Posting, part int) serve.Word {
	if p.Format != posting.Docx {
		return serve.Word{}
	}
	return serve.Word{Title: report.Clean(p.Title.Text), Part: part}
}

// retitle gives a posting of a Word file another title.
func (b *Backend) retitle(ctx context.Context, name string, src []byte, w serve.Word) ([]byte, error) {
	first, err := b.first()
	if err != nil {
		return nil, err
	}
	reading := first.Reading
	reading.Context = ctx
	p, err := suppress.Read(name, src, reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	out, _, err := fix.Word(p, src, w.Part, w.Title, reading)
	return out, err
}
