package cli

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
)

// judge reads and judges inputs. It is safe for concurrent use.
type judge struct {
	c       *Command
	title   string      // of the only posting, "" for the one in its text
	whole   bool        // a document of several postings is not split
	changes *change.Set // nil: all postings count, changed or not
	buffers bufferPool
}

// outcome is what came of an input: a report, an error, or neither for one that
// is passed over.
type outcome struct {
	input
	report *lint.Report
	parts  []outcome // of the postings of a document that holds several
	// suppressed is how many findings the posting itself asked to drop.
	suppressed int
	// unchanged is true for each finding on lines that did not change; it is
	// nil when all findings count.
	unchanged []bool
	// failure is the answer to a line of a stream that could not be judged;
	// err says the same to people.
	failure *report.Failure
	id      string // that the posting on the line has in answers

	memory *read.Memory // what the report is made of, to be used again
}

// judge reads and judges one input. A fault of the program costs the one
// posting that brought it out, not the whole run.
func (j *judge) judge(in input) (o outcome) {
	o.input = in
	defer func() {
		if fault := recover(); fault != nil {
			o.report = nil
			o.fail(fmt.Errorf("jdlint failed on this posting; please report it: %v", fault))
		}
	}()
	switch {
	case in.number > 0:
		j.line(&o)
	case in.err != nil || in.skip != notSkipped:
	case in.job != nil:
		j.job(&o)
	default:
		j.file(&o)
	}
	return o
}

// fail notes that a posting could not be judged, because of a fault or of what
// stands on a line.
func (o *outcome) fail(err error) {
	if o.number == 0 {
		o.err = fmt.Errorf("%s: %w", o.path, err)
		return
	}
	o.err = fmt.Errorf("%s:%d: %w", displayName(o.path), o.number, err)
	o.failure = &report.Failure{Path: o.id, Line: o.number, Error: err.Error()}
}

const sniffed = 1 << 10 // bytes in which text is told from programs

// file judges a file of one posting.
func (j *judge) file(o *outcome) {
	buf := j.buffers.get()
	defer func() {
		if o.report == nil {
			j.buffers.put(buf)
		}
	}()
	src, err := j.read(&o.input)
	if err != nil {
		o.err = readError(o.path, err)
		return
	}
	if o.found && filepath.Ext(o.path) == "" && bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		o.skip = passedOver // a program, most likely
		return
	}
	reading := o.policy.engine.reading
	reading.Title, reading.Format, reading.Memory = j.title, o.format, buf
	p, err := readPosting(filepath.ToSlash(o.path), src, reading)
	switch {
	case o.found && (err == nil && p.NoPosting || errors.Is(err, read.ErrEmpty)):
		o.skip = notPosting
		return
	case err != nil:
		o.err = inputError(o.path, err)
		return
	}
	if len(p.Parts) > 0 && !j.whole {
		for i, part := range p.Parts {
			one := outcome{input: o.input}
			if part.Path = partName(p.Path, i+1); o.found && part.NoPosting {
				one.skip = notPosting
			} else {
				one.weigh(part)
			}
			o.parts = append(o.parts, one)
		}
		return
	}
	o.weigh(p)
	if o.report == nil {
		return
	}
	o.memory = buf
	if o.changed != nil {
		o.unchanged = j.onUnchangedLines(o.report, o.changed, o.policy.engine)
	}
}

// partName names one of several postings of a file, by its number from 1.
func partName(file string, number int) string { return fmt.Sprintf("%s#%d", file, number) }

// weigh judges a posting. Where the policy became weaker by a change, what is an
// error by the one before counts.
func (o *outcome) weigh(p *posting.Posting) {
	if before := o.policy.before; before != nil {
		r, suppressed := before.engine.judge(p)
		if slices.ContainsFunc(r.Findings, func(f lint.Finding) bool {
			return f.Severity == lint.Error && f.Confidence >= before.minConfidence
		}) {
			o.report, o.policy, o.suppressed = r, before, suppressed
			return
		}
		if o.policy.ignored.Text != "" {
			o.skip = leftOut
			return
		}
	}
	o.report, o.suppressed = o.policy.engine.judge(p)
}

// read returns the bytes of an input.
func (j *judge) read(in *input) ([]byte, error) {
	if in.src != nil {
		return readAll(in.src, 0)
	}
	return j.c.readFile(in.path)
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
