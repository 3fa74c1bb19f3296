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

// desk is where postings are read and judged, each by its own terms.
type desk struct {
	c       *Command
	terms   *termsFor
	title   string      // of the only posting, "" for the one it gives itself
	changes *change.Set // nil: all postings count, changed or not
	rooms   rooms
}

// outcome is what came of one input: a report, an error, or neither for a
// file that is passed over.
type outcome struct {
	report *lint.Report
	err    error
	terms  *terms

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
	old []bool

	room *room // what the report is made of
}

// judge reads and judges one input. It is called concurrently. A fault of the
// program costs the one posting that brought it out, not the whole run.
func (d *desk) judge(in input) (o outcome) {
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
	t, err := d.terms.of(in.path)
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
	if in.found && standsAmongOthers(in.below, t.engine.reading.Headings) {
		return outcome{noPosting: true}
	}
	if in.job != nil {
		return d.judgeJob(in, t)
	}
	if in.isExport() {
		if in.found {
			return outcome{noPosting: true}
		}
		return outcome{err: fmt.Errorf("%s: an export of many jobs, which only check and baseline read", in.path)}
	}
	room := d.rooms.take()
	src, err := d.bytesOf(&in, room)
	if err != nil {
		d.rooms.give(room)
		return outcome{err: plain(in.path, err)}
	}
	if in.found && filepath.Ext(in.path) == "" && bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		d.rooms.give(room)
		return outcome{} // a program, most likely
	}
	reading := t.engine.reading
	reading.Title, reading.Format, reading.Memory = d.title, in.format, room.memory()
	p, err := readPosting(filepath.ToSlash(in.path), src, reading)
	if in.found && (err == nil && p.NoPosting || errors.Is(err, read.ErrEmpty)) {
		d.rooms.give(room)
		return outcome{noPosting: true}
	}
	if err != nil {
		d.rooms.give(room)
		return outcome{err: named(in.path, err)}
	}
	r := t.check(p)
	o = outcome{report: r, terms: t, room: room}
	if changed != nil {
		o.old = d.unchanged(r, changed, t.engine)
	}
	return o
}

// check judges a posting and drops the findings that it asks to drop.
func (t *terms) check(p *posting.Posting) *lint.Report {
	r := t.engine.Check(p)
	suppress.Apply(r, t.engine.findings, t.engine.severity)
	return r
}

// standsAmongOthers reports whether the names of a file and of the folders
// that it stands in, below the one that the user named, say that it is no
// posting.
func standsAmongOthers(below string, known *rules.Headings) bool {
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

// bytesOf gives the bytes of an input, which may lie in the room.
func (d *desk) bytesOf(in *input, room *room) ([]byte, error) {
	if in.src != nil {
		return readAll(in.src)
	}
	if in.found && in.size > 0 && in.size < maxSize {
		if src, ok := readRegular(in.path, in.size, room.bytes()); ok {
			room.keep(src)
			return src, nil
		}
	}
	return d.read(in.path)
}

// read gives the bytes of a file.
func (d *desk) read(path string) ([]byte, error) {
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

// named says which input a posting could not be read from.
func named(path string, err error) error {
	return fmt.Errorf("%s: %w", shownName(path), withoutPath(err))
}

// withoutPath gives an error of read.Read that does not name the path
// another time.
func withoutPath(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

// severity gives the severity in force of a rule: error, warning, info or off.
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
