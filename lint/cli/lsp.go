package cli

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/lsp"
	"github.com/jdlint/jdlint/lint/report"
)

// lsp answers an editor.
func (c *Command) lsp(f *flags) func() error {
	f.addModel()
	f.addLang()
	f.addMinConfidence("leave out findings less certain than `P`, from 0 to 1")
	f.addConfig()
	f.addFiles()
	f.String("baseline", "", "hide the findings that `FILE` records; see \"jdlint help baseline\"")
	f.Bool("stdio", true, "speak over standard input and output, as it always does; some editors add it")
	return func() error {
		if f.NArg() > 0 {
			return usagef("lsp takes no files, not %q; the editor opens them", f.Arg(0))
		}
		b := &editorBackend{c: c, flags: f}
		if err := b.load(); err != nil {
			return err
		}
		orderly := lsp.Serve(context.Background(), c.Stdin, c.Stdout, lsp.Options{
			Judge: b.judge, Refresh: b.refresh, Exists: exists, Page: report.Page, Version: Version(),
		})
		if !orderly {
			return exitCode(exitFound) // as the protocol asks
		}
		return nil
	}
}

// editorBackend judges the documents of an editor as check judges the files of a
// folder. It is safe for concurrent use.
type editorBackend struct {
	c     *Command
	flags *flags

	mu     sync.Mutex
	run    *inputRun
	filter *findingFilter
	err    error  // of what the flags name, since it was changed
	stamps stamps // of what the configuration rests on
}

// load reads the configuration, what is in the flags included.
func (b *editorBackend) load() (err error) {
	b.stamps = stamps{}
	if b.run, err = b.c.newRun(b.flags); err != nil {
		return err
	}
	b.stamps.watch(b.run.finder.policies)
	if name, ok := b.flags.given("baseline"); ok {
		b.stamps.note(name)
	}
	b.filter, err = b.run.filter(b.flags)
	return err
}

// refresh reads the configuration anew if it changed, and reports whether it did.
func (b *editorBackend) refresh() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.stamps.changed() {
		return false
	}
	b.err = b.load()
	return true
}

// judge judges a document.
func (b *editorBackend) judge(d lsp.Document) lsp.Judgement {
	in := input{path: d.Path, found: true, below: d.Name, src: bytes.NewReader(d.Text)}
	if d.Root != "" {
		in.below = below(d.Root, d.Path)
	}
	if in.path == "" {
		in.path = named(d)
	}
	if export.KindOfName(in.path) != "" {
		return lsp.Judgement{} // of many jobs, most likely
	}
	b.mu.Lock()
	if b.err != nil {
		defer b.mu.Unlock()
		return lsp.Judgement{Err: b.err}
	}
	run, filter := b.run, b.filter
	in.skip, in.why = byName(filepath.Base(in.path))
	switch {
	case in.skip != notSkipped || d.Root == "":
	case strings.HasPrefix(in.below, ".") || strings.Contains(in.below, "/."):
		in.skip = hidden
	default:
		in.skip, in.why = run.finder.inNotEntered(d.Root, d.Path)
	}
	run.finder.decide(&in)
	b.mu.Unlock()
	o := run.judge.outcomeOf(in)
	if o.err != nil {
		return lsp.Judgement{Err: nameless(o.err, in.path)}
	}
	if o.report != nil {
		b.mu.Lock()
		filter.apply(&o)
		b.mu.Unlock()
	}
	return lsp.Judgement{Report: o.report}
}

// nameless returns an error that does not begin with the name of the document,
// which whoever looks at it knows.
func nameless(err error, path string) error {
	if text, ok := strings.CutPrefix(err.Error(), path+": "); ok {
		return fmt.Errorf("%s", text)
	}
	return err
}

// named returns a name for a document that has no file yet, by the language that the
// editor gives it.
func named(d lsp.Document) string {
	if path.Ext(d.Name) != "" {
		return d.Name
	}
	return "untitled" + map[string]string{"markdown": ".md", "html": ".html", "asciidoc": ".adoc", "mdx": ".mdx"}[d.Language]
}
