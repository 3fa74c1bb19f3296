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
	"github.com/jdlint/jdlint/lint/report"
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
	if err := knownWord("format", format, f.known); err != nil {
		return err
	}
	if toFile && file == "" {
		return valueError{fmt.Errorf("--format %s names no file", s)}
	}
	f.list = append(f.list, output{format, file})
	return nil
}

// addFormats adds the flag for the formats of the output.
func (f *flags) addFormats() *formats {
	v := &formats{known: report.Formats()}
	f.Var(v, "format", "print `FORMAT[=FILE]`, to FILE or standard output; may be given several times. "+
		"Formats: "+report.Help())
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
			return nil, usagef("--format %s and --format %s would both print on standard output; send one to a file: --format %s=FILE", first, o.format, o.format)
		case twice:
			return nil, usagef("--format %s and --format %s would both write %s", first, o.format, file)
		}
		byFile[file] = o.format
	}
	return f.list, nil
}

// checkOutput returns why a file must not be written over; "" is none.
func (f *flags) checkOutput(name string, force bool) error {
	if name == "" {
		return nil
	}
	inputs := slices.Clone(f.Args())
	for _, flag := range []string{"config", "baseline", "role-model"} {
		if value, ok := f.given(flag); ok {
			inputs = append(inputs, value)
		}
	}
	return checkOutput(name, inputs, force)
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

// printer prints one format to where it goes.
type printer struct {
	report.Printer
	name string // of the file, "" for standard output
	file *atomicFile
	w    *bufio.Writer // to the file
	err  error         // after it nothing more is printed
}

// printers print each report in every format asked for. Files appear at Close.
type printers []*printer

// newPrinters returns the printers of a run. stdout is flushed by the caller.
func newPrinters(list []output, stdout io.Writer, o report.Options) (printers, error) {
	var all printers
	for _, out := range list {
		p := &printer{name: out.file}
		w, options := stdout, o
		var err error
		if out.file != "" {
			options.Color, options.Width = false, plainWidth
			if p.file, err = createAtomic(out.file); err != nil {
				all.abort()
				return nil, fmt.Errorf("--format %s=%s: %w", out.format, out.file, withoutName(err))
			}
			p.w = bufio.NewWriterSize(p.file, 64<<10)
			w = p.w
		}
		all = append(all, p)
		if p.Printer, err = report.New(out.format, w, options); err != nil {
			all.abort()
			return nil, err
		}
	}
	return all, nil
}

// withoutName takes the name of the file out of an error: it is that of the draft.
func withoutName(err error) error {
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	path, ok := errors.AsType[*os.PathError](err)
	switch {
	case !ok:
		return err
	case errors.Is(path, os.ErrNotExist):
		return errors.New("there is no such folder")
	}
	return path.Err
}

// each prints something everywhere where nothing failed yet. It returns an
// error when a file fails, or when nothing is left to print to: a reader of
// standard output that went away does not keep files from being written.
func (all printers) each(print func(report.Printer) error) error {
	var first error
	alive := false
	for _, p := range all {
		if p.err == nil {
			p.err = p.named(print(p.Printer))
		}
		switch {
		case p.err == nil:
			alive = true
		case p.file != nil:
			return p.err
		default:
			first = p.err
		}
	}
	if alive {
		return nil
	}
	return first
}

// Print prints a report.
func (all printers) Print(r *lint.Report) error {
	return all.each(func(p report.Printer) error { return p.Print(r) })
}

// Fail prints, in the formats that have a place for it, that a posting could
// not be judged.
func (all printers) Fail(f *report.Failure) error {
	return all.each(func(p report.Printer) error {
		if p, ok := p.(report.FailurePrinter); ok {
			return p.Fail(f)
		}
		return nil
	})
}

// Count has the formats count a report that is not to be printed.
func (all printers) Count(r *lint.Report) {
	for _, p := range all {
		if counter, ok := p.Printer.(report.Counter); ok {
			counter.Count(r)
		}
	}
}

// Note prints, in the formats that have a place for it, why a file that was named was
// left out.
func (all printers) Note(path, text string) error {
	return all.each(func(p report.Printer) error {
		if p, ok := p.(report.NotePrinter); ok {
			return p.Note(path, text)
		}
		return nil
	})
}

// stop ends what is printed on standard output, so that it is whole as far as it
// goes. Files are left to abort: a part of the findings must not take the
// place of all.
func (all printers) stop() error {
	for _, p := range all {
		if p.file == nil && p.err == nil {
			return p.Printer.Close()
		}
	}
	return nil
}

// Close ends all outputs. It returns the error of a file rather than that of
// standard output.
func (all printers) Close() error {
	var ofStdout, ofFile error
	for _, p := range all {
		if p.err == nil {
			p.err = p.named(p.close())
		}
		if p.file == nil {
			ofStdout = p.err
		} else if ofFile == nil {
			ofFile = p.err
		}
	}
	if ofFile != nil {
		return ofFile
	}
	return ofStdout
}

func (p *printer) close() error {
	err := p.Printer.Close()
	if p.file == nil || err != nil {
		return err
	}
	if err := p.w.Flush(); err != nil {
		return err
	}
	return p.file.commit()
}

// abort drops the files that are not done.
func (all printers) abort() {
	for _, p := range all {
		if p.file != nil {
			p.file.abort()
		}
	}
}

// named puts the name of the file before an error.
func (p *printer) named(err error) error {
	if err == nil || p.name == "" {
		return err
	}
	return fmt.Errorf("%s: %w", p.name, withoutName(err))
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
