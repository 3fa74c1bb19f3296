package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// output is one value of --format: a format, and the file it goes to; "" is
// standard output.
type output struct{ format, file string }

// formats is the value of a --format that may be given several times.
type formats struct {
	known []string
	list  []output
}

func (f *formats) String() string { return "" } // no default worth showing
func (f *formats) Type() string   { return "FORMAT" }

func (f *formats) Set(s string) error {
	format, file, toFile := strings.Cut(s, "=")
	if !slices.Contains(f.known, format) {
		return errors.New("unknown")
	}
	if toFile && file == "" {
		return errNoFile
	}
	f.list = append(f.list, output{format, file})
	return nil
}

var errNoFile = errors.New("no file")

// setError says what is wrong with a value that Set refused.
func (f *formats) setError(value string) error {
	format, file, toFile := strings.Cut(value, "=")
	if slices.Contains(f.known, format) && toFile && file == "" {
		return fmt.Errorf("--format %s names no file", value)
	}
	return fmt.Errorf("--format is %s, not %q%s", orList(f.known), format, didYouMean("", format, f.known))
}

// formats adds the flag for the formats of the output.
func (f *flags) formats() *formats {
	v := &formats{known: report.Formats()}
	f.Var(v, "format", "print `FORMAT[=FILE]`, to FILE or standard output; may be given several times. "+
		"Formats: text for people, table for the whole ledger, json, ndjson and csv for programs, markdown for a comment or summary, html for a page to read, print and send; "+
		"sarif, github, gitlab, junit, checkstyle and rdjson for what checks pull requests")
	return v
}

// selected returns the outputs that were asked for: the usual one on standard
// output where nothing was. Only one can go to standard output, and one to each file.
func (f *formats) selected(usual string) ([]output, error) {
	if len(f.list) == 0 {
		return []output{{format: usual}}, nil
	}
	byFile := map[string]string{}
	for _, o := range f.list {
		file := o.file
		if file != "" {
			file = filepath.Clean(file)
		}
		first, twice := byFile[file]
		switch {
		case twice && file == "":
			return nil, fmt.Errorf("--format %s and --format %s would both print on standard output; send one to a file: --format %s=FILE", first, o.format, o.format)
		case twice:
			return nil, fmt.Errorf("--format %s and --format %s would both write %s", first, o.format, file)
		}
		byFile[file] = o.format
	}
	return f.list, nil
}

// onStdout returns the format on standard output, or "".
func onStdout(list []output) string {
	for _, o := range list {
		if o.file == "" {
			return o.format
		}
	}
	return ""
}

// outputWriter is where one format goes.
type outputWriter struct {
	report.Printer
	name string // of the file, "" for standard output
	file *atomicFile
	w    *bufio.Writer
	err  error // after it nothing more is printed
}

// outputs prints each report in every format asked for. Files appear at Close.
type outputs []*outputWriter

// openOutputs makes the printers. stdout is flushed by the caller.
func openOutputs(list []output, stdout io.Writer, o report.Options) (outputs, error) {
	var all outputs
	for _, out := range list {
		s := &outputWriter{name: out.file}
		w, options := stdout, o
		if out.file != "" {
			options.Color, options.Width = false, plainWidth
			var err error
			if s.file, err = createAtomic(out.file); err != nil {
				all.abort()
				return nil, fmt.Errorf("--format %s=%s: %w", out.format, out.file, withoutPathError(err))
			}
			s.w = bufio.NewWriterSize(s.file, 64<<10)
			w = s.w
		}
		var err error
		all = append(all, s)
		if s.Printer, err = report.New(out.format, w, options); err != nil {
			all.abort()
			return nil, err
		}
	}
	return all, nil
}

// withoutPathError takes the name of the file out of an error: it is that of the draft.
func withoutPathError(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	var path *os.PathError
	if errors.As(err, &path) {
		if errors.Is(path, os.ErrNotExist) {
			return errors.New("there is no such folder")
		}
		return path.Err
	}
	return err
}

// Print prints a report everywhere. A reader of standard output that went away
// does not keep files from being written.
func (all outputs) Print(r *lint.Report) error {
	return all.each(func(p report.Printer) error { return p.Print(r) })
}

// each prints something everywhere where nothing failed yet. It gives an
// error when a file fails, or when nothing is left to print to.
func (all outputs) each(print func(report.Printer) error) error {
	var first error
	alive := false
	for _, s := range all {
		if s.err == nil {
			s.err = s.named(print(s.Printer))
		}
		switch {
		case s.err == nil:
			alive = true
		case s.file != nil:
			return s.err
		default:
			first = s.err
		}
	}
	if alive {
		return nil
	}
	return first
}

// Fail tells the formats that have a place for it of a posting that could not
// be judged.
func (all outputs) Fail(f *report.Failure) error {
	return all.each(func(p report.Printer) error {
		if p, ok := p.(report.FailurePrinter); ok {
			return p.Fail(f)
		}
		return nil
	})
}

// stop ends what stands on standard output, so that it is whole as far as it
// goes. Files are left to abort: a part of the findings must not take the
// place of all.
func (all outputs) stop() error {
	for _, s := range all {
		if s.file == nil && s.err == nil {
			return s.Printer.Close()
		}
	}
	return nil
}

// Close ends all outputs. It gives the error of a file rather than that of
// standard output.
func (all outputs) Close() error {
	var ofStdout, ofFile error
	for _, s := range all {
		if s.err == nil {
			s.err = s.named(s.Printer.Close())
		}
		if s.file == nil {
			ofStdout = s.err
			continue
		}
		if s.err == nil {
			s.err = s.named(s.w.Flush())
		}
		if s.err == nil {
			s.err = s.named(s.file.commit())
		}
		if ofFile == nil {
			ofFile = s.err
		}
	}
	if ofFile != nil {
		return ofFile
	}
	return ofStdout
}

// abort drops the files that are not done.
func (all outputs) abort() {
	for _, s := range all {
		if s.file != nil {
			s.file.abort()
		}
	}
}

// named says which file an error is about.
func (s *outputWriter) named(err error) error {
	if err == nil || s.name == "" {
		return err
	}
	return fmt.Errorf("%s: %w", s.name, withoutPathError(err))
}

// ruleTexts returns what the rules say of findings and categories, for the formats
// that carry it.
func ruleTexts(set *rules.Set) (findings []rules.Finding, categories []*rules.Category) {
	if set == nil {
		return nil, nil
	}
	for _, language := range book.Languages(set) {
		categories = append(categories, set.Duties[language].Categories...)
	}
	return set.Findings, categories
}

// workingFolder is the folder that the program runs in, with slashes; "" when
// it cannot be told.
func workingFolder() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return filepath.ToSlash(dir)
}
