package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// judge reads and judges postings, each by its own policy.
type judge struct {
	c        *Command
	policies *policies
	title    string      // of the only posting, "" for the one it gives itself
	changes  *change.Set // nil: all postings count, changed or not
	buffers  bufferPool
}

// outcome is what came of one input: a report, an error, or neither for a
// file that is passed over.
type outcome struct {
	report *lint.Report
	err    error
	policy *policy

	// misuse is a mistake in the configuration, which ends the run.
	misuse error
	// note is what to say of a file that is passed over, "" for nothing.
	note string
	// noPosting is set for a file that was found in a folder and is none.
	noPosting bool
	ignored   bool // the same for one that the configuration leaves out
	// failure is the answer to a line of a stream that could not be judged;
	// err says the same to people.
	failure *report.Failure
	cost    int // what it took of the budget
	// old tells of each finding whether it stands on lines that did not
	// change; nil when all of them count.
	unchanged []bool

	buffers *buffers // what the report is made of
}

// input reads and judges one input. It is called concurrently. A fault of the
// program costs the one posting that brought it out, not the whole run.
func (d *judge) input(in input) (o outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			o = outcome{err: fmt.Errorf("%s: jdlint failed on this posting; please report it: %v", in.path, fault)}
		}
	}()
	switch {
	case in.err != nil:
		return outcome{err: in.err}
	case in.note != "" || in.noPosting:
		return outcome{note: in.note, noPosting: in.noPosting}
	}
	t, err := d.policies.forFile(in.path)
	if err != nil {
		return outcome{misuse: err}
	}
	if t.ignored.Text != "" && in.path != "-" {
		if in.found {
			return outcome{ignored: true}
		}
		return outcome{note: fmt.Sprintf("%s: left out, because of the pattern %q (%s)", in.path, t.ignored.Text, t.ignored.From())}
	}
	var changed *change.File
	if d.changes != nil {
		if changed, err = d.changes.File(in.path); err != nil {
			return outcome{err: err}
		}
		if changed == nil {
			return outcome{}
		}
	}
	if in.found && isOtherDocument(in.below, t.engine.reading.Headings) {
		return outcome{noPosting: true}
	}
	if in.job != nil {
		return d.job(in, t)
	}
	if in.isExport() {
		if in.found {
			return outcome{noPosting: true}
		}
		return outcome{err: fmt.Errorf("%s: an export of many jobs, which only check and baseline read", in.path)}
	}
	buf := d.buffers.get()
	src, err := d.readInput(&in, buf)
	if err != nil {
		d.buffers.put(buf)
		return outcome{err: readError(in.path, err)}
	}
	if in.found && filepath.Ext(in.path) == "" && bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		d.buffers.put(buf)
		return outcome{} // a program, most likely
	}
	reading := t.engine.reading
	reading.Title, reading.Format, reading.Memory = d.title, in.format, buf.memory()
	p, err := readPosting(filepath.ToSlash(in.path), src, reading)
	if in.found && (err == nil && p.NoPosting || errors.Is(err, read.ErrEmpty)) {
		d.buffers.put(buf)
		return outcome{noPosting: true}
	}
	if err != nil {
		d.buffers.put(buf)
		return outcome{err: inputError(in.path, err)}
	}
	r := t.check(p)
	o = outcome{report: r, policy: t, buffers: buf}
	if changed != nil {
		o.unchanged = d.onUnchangedLines(r, changed, t.engine)
	}
	return o
}

// check judges a posting and drops the findings that it asks to drop.
func (t *policy) check(p *posting.Posting) *lint.Report {
	r := t.engine.Check(p)
	suppress.Apply(r, t.engine.findings, t.engine.severity)
	return r
}

// isOtherDocument reports whether the names of a file and of the folders
// that it stands in, below the one that the user named, say that it is no
// posting.
func isOtherDocument(below string, known *rules.Headings) bool {
	if known == nil {
		return false
	}
	folders, name := path.Split(below)
	for folder := range strings.SplitSeq(folders, "/") {
		if known.Others.Folder(folder) {
			return true
		}
	}
	return known.Others.File(name)
}

// readPosting reads a posting. The requests of jdlint in plain text, which
// has no comments, are no part of it.
func readPosting(path string, src []byte, o read.Options) (*posting.Posting, error) {
	p, err := read.Read(path, src, o)
	if err != nil || p.Format != posting.Plain {
		return p, err
	}
	whole, recoded := p.Source, p.Recoded
	blank := suppress.Blank(whole)
	if &blank[0] == &whole[0] { // not a copy: there are none
		return p, nil
	}
	if p, err = read.Read(path, blank, o); err != nil {
		return nil, err
	}
	p.Source, p.Recoded = whole, recoded
	return p, nil
}

const (
	sniffed = 1 << 10  // bytes looked at to tell text from programs
	maxSize = 64 << 20 // bytes of a posting; the longest real ones have 50 thousand
)

// readInput returns the bytes of an input, which may lie in the buffers.
func (d *judge) readInput(in *input, buf *buffers) ([]byte, error) {
	if in.src != nil {
		return readAll(in.src)
	}
	if in.found && in.size > 0 && in.size < maxSize {
		if src, ok := readRegular(in.path, in.size, buf.file()); ok {
			buf.keep(src)
			return src, nil
		}
	}
	return d.readFile(in.path)
}

// readFile returns the bytes of a file.
func (d *judge) readFile(path string) ([]byte, error) {
	if path == "-" {
		return readAll(d.c.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 { // some systems know no size
		return readAll(f)
	}
	if info.Size() > maxSize {
		return nil, errTooLarge
	}
	src := make([]byte, info.Size())
	n, err := io.ReadFull(f, src)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF { // it may have shrunk
		return nil, err
	}
	return src[:n], nil
}

var errTooLarge = fmt.Errorf("larger than %d MB: that is no posting", maxSize>>20)

func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err == nil && len(src) > maxSize {
		err = errTooLarge
	}
	return src, err
}

// inputError says which input a posting could not be read from.
func inputError(path string, err error) error {
	return fmt.Errorf("%s: %w", displayName(path), withoutPath(err))
}

// withoutPath returns an error of read.Read that does not name the path
// another time.
func withoutPath(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

// severity returns the severity in force of a rule: error, warning, info or off.
func (e *engine) severity(id string) string {
	if e.roles != nil {
		if s, ok := e.roles.Findings[id]; ok {
			return s
		}
	}
	i := slices.IndexFunc(e.findings, func(f rules.Finding) bool { return f.ID == id })
	if i < 0 {
		return "off"
	}
	return e.findings[i].Severity
}
