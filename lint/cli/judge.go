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
	"github.com/jdlint/jdlint/lint/survey"
)

// judge reads and judges inputs. It is safe for concurrent use.
type judge struct {
	c       *Command
	title   string      // of the only posting, "" for the one in its text
	whole   bool        // a document of several postings is not split
	changes *change.Set // nil: all postings count, changed or not
	known   bool        // jobs that did not change are judged, for the baseline
	buffers bufferPool
	lists   bool // it is only asked which files are postings
	// digest, if there is one, takes what came of a posting before it is handed on.
	digest func(*outcome)
}

// outcome is what came of an input: a report, an error, or neither for one that
// is passed over.
type outcome struct {
	input
	report *lint.Report
	parts  []outcome // of the postings of a document that holds several
	part   int       // its number among them, from 1; 0 for a posting alone
	// suppressed is how many findings the posting itself asked to drop.
	suppressed int
	// unchanged is true for each finding on lines that did not change; it is
	// nil when all findings count.
	unchanged []bool
	// failure is the answer to a line of a stream that could not be judged;
	// err says the same to people.
	failure *report.Failure
	id      string // that the posting on the line has in answers

	posting *posting.Posting // that was read, to be judged
	digest  *survey.Posting  // what is kept of it for a survey
	memory  *read.Memory     // what it is made of, to be used again
}

// outcomeOf reads an input and judges it.
func (j *judge) outcomeOf(in input) outcome {
	o := &outcome{input: in}
	if in.skip == sameJob && j.known && !j.lists {
		o.try(j.same)
		return *o
	}
	o.try(j.read)
	o.try(j.judge)
	if j.digest != nil {
		for i := range o.parts {
			o.parts[i].try(j.digest)
		}
		o.try(j.digest)
	}
	return *o
}

// same judges a job that did not change, for the baseline alone: what that records of it
// is met.
func (j *judge) same(o *outcome) {
	o.skip = notSkipped
	if j.job(o); o.err == nil {
		o.weigh()
	}
	o.skip, o.err = sameJob, nil
}

// try does some of the work on an input. A fault of the program costs the one
// posting that brought it out, not the whole run.
func (o *outcome) try(work func(*outcome)) {
	defer func() {
		if fault := recover(); fault != nil {
			o.report, o.posting, o.parts = nil, nil, nil
			o.fail(fmt.Errorf("jdlint failed on this posting; please report it: %v", fault))
		}
	}()
	work(o)
}

// read reads the posting of an input.
func (j *judge) read(o *outcome) {
	switch {
	case o.number > 0:
		j.line(o)
	case o.err != nil || o.skip != notSkipped:
	case o.job != nil && !j.lists:
		j.job(o)
	case o.job != nil:
	default:
		j.file(o)
	}
}

// judge judges what was read.
func (j *judge) judge(o *outcome) {
	for i := range o.parts {
		o.parts[i].weigh()
	}
	o.weigh()
	switch {
	case o.report == nil:
		j.buffers.put(o.memory)
		o.memory = nil
	case o.job != nil:
		o.report.ID, o.report.URL = o.job.ID, o.job.URL
		o.report.Locate()
	case o.changed != nil:
		o.unchanged = j.onUnchangedLines(o.report, o.changed, o.policy.engine)
	}
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

// file reads a file of one posting, or of several.
func (j *judge) file(o *outcome) {
	o.memory = j.buffers.get()
	src, err := j.bytesOf(&o.input, o.memory)
	if err != nil {
		o.err = readError(o.path, err)
		return
	}
	if o.found && filepath.Ext(o.path) == "" && bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		o.skip, o.why = noPosting, "not text: a program, most likely"
		return
	}
	reading := o.policy.engine.reading
	reading.Title, reading.Format, reading.Memory = j.title, o.format, o.memory
	p, err := suppress.Read(filepath.ToSlash(o.path), src, reading)
	switch {
	case o.found && errors.Is(err, read.ErrEmpty):
		o.skip, o.why = noPosting, "empty"
		return
	case o.found && !o.included && err == nil && p.NoPosting != "":
		o.skip, o.why = noPosting, p.NoPosting
		return
	case err != nil:
		o.err = inputError(o.path, err)
		return
	}
	if j.lists {
		o.format = p.Format
		return
	}
	if len(p.Parts) > 0 && !j.whole {
		for i, part := range p.Parts {
			one := outcome{input: o.input, part: i + 1}
			if part.Path = partName(p.Path, i+1); o.found && !o.included && part.NoPosting != "" {
				one.skip, one.why = noPosting, part.NoPosting
			} else {
				one.posting = part
			}
			o.parts = append(o.parts, one)
		}
		o.memory = nil // the parts are made of it
		return
	}
	o.posting = p
}

// partName names one of several postings of a file, by its number from 1.
func partName(file string, number int) string { return fmt.Sprintf("%s#%d", file, number) }

// weigh judges the posting, if one was read. Where the policy became weaker by a change, what is an
// error by the one before counts.
func (o *outcome) weigh() {
	p := o.posting
	if p == nil {
		return
	}
	if o.policy.leavesOutJob(o.job) {
		o.skip = leftOutJob
	}
	if before := o.policy.before; before != nil && !before.leavesOutJob(o.job) {
		r, suppressed := before.engine.judge(p)
		if slices.ContainsFunc(r.Findings, func(f lint.Finding) bool {
			return f.Severity == lint.Error && f.Confidence >= before.minConfidence
		}) {
			o.report, o.policy, o.suppressed, o.skip = r, before, suppressed, notSkipped
			return
		}
		if o.policy.leftOut.Text != "" {
			o.skip = leftOut
		}
	}
	if o.skip != notSkipped {
		return
	}
	o.report, o.suppressed = o.policy.engine.judge(p)
}

// bytesOf returns the bytes of an input, those of a file in the memory that it is read
// into, if there is any.
func (j *judge) bytesOf(in *input, m *read.Memory) ([]byte, error) {
	if in.src != nil {
		return readAll(in.src, 0)
	}
	if in.size > 0 && m != nil {
		if src, ok := readRegular(in.path, in.size, m.File); ok {
			m.File = src
			return src, nil
		}
	}
	return j.c.readFile(in.path)
}
