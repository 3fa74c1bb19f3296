package cli

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
)

const (
	maxLine = 16 << 20 // bytes of a line of a stream
	// inWork is how many bytes of a stream are in work at a time, whatever the
	// number of jobs.
	maxInFlight = maxLine
	// perLine is what a line takes beside its bytes, more or less.
	perLine = 4 << 10
)

// streamLine is one line of a stream of postings, or what ended a stream.
type streamLine struct {
	stream string // the file, "-" for standard input
	number int    // from 1
	data   []byte
	err    error   // the line could not be read
	policy *policy // of the stream; those of a posting cannot be told by its id
	cost   int     // what it takes of the budget

	fault outcome // of the stream itself, when number is 0
}

// streams reads postings from files that hold one on each line.
type streams struct {
	*judge
	budget *budget
}

// lines returns the lines of the files in order.
func (s *streams) lines(names []string) iter.Seq[streamLine] {
	return func(yield func(streamLine) bool) {
		for _, name := range names {
			for _, file := range matched(name) {
				if !s.file(file, yield) {
					return
				}
			}
		}
	}
}

// matched returns the files that a pattern names, in order, and for all else the
// name itself.
func matched(name string) []string {
	if _, err := os.Lstat(name); err == nil || !isGlob(name) {
		return []string{name}
	}
	files, err := globFiles(name)
	if err != nil || len(files) == 0 {
		return []string{name} // opening it says what is wrong
	}
	return files
}

// file returns the lines of one file; false when no more are wanted.
func (s *streams) file(name string, yield func(streamLine) bool) bool {
	t, err := s.policies.forFile(name)
	if err != nil {
		return yield(streamLine{fault: outcome{misuse: err}})
	}
	r := s.c.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return yield(streamLine{fault: outcome{err: readError(name, err)}})
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return yield(streamLine{fault: outcome{err: fmt.Errorf("%s: is a folder; name the files of records in it, \"%s/*.ndjson\"", name, strings.TrimRight(name, "/"))}})
		}
		r = f
	}
	lines := newLineReader(r, maxLine)
	for number := 1; ; number++ {
		data, err := lines.next()
		switch {
		case err == io.EOF:
			return true
		case err == errLongLine:
			err = fmt.Errorf("longer than %d MB: that is no posting", maxLine>>20)
		case err != nil:
			return yield(streamLine{fault: outcome{err: readError(displayName(name), err)}})
		}
		if number == 1 {
			if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
				return yield(streamLine{fault: outcome{err: fmt.Errorf("%s: compressed with gzip; unpack it first: gunzip -c FILE | jdlint --input ndjson -", displayName(name))}})
			}
			data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		}
		cost, open := s.budget.take(len(data) + perLine)
		if !open || !yield(streamLine{stream: name, number: number, data: data, err: err, policy: t, cost: cost}) {
			return false
		}
	}
}

// judgeLine judges the posting on a line. It is called concurrently.
func (s *streams) judgeLine(l streamLine) (o outcome) {
	if l.number == 0 {
		return l.fault
	}
	path := fmt.Sprintf("%s#%d", l.stream, l.number)
	fail := func(err error) outcome {
		return outcome{
			err:     fmt.Errorf("%s:%d: %w", displayName(l.stream), l.number, err),
			failure: &report.Failure{Path: path, Line: l.number, Error: err.Error()}, cost: l.cost,
		}
	}
	defer func() {
		if fault := recover(); fault != nil {
			o = fail(fmt.Errorf("jdlint failed on this posting; please report it: %v", fault))
		}
	}()
	if l.err != nil {
		return fail(l.err)
	}
	rec, err := parseRecord(l.data)
	if rec.id != "" {
		path = rec.id
	}
	if err != nil {
		return fail(err)
	}
	reading := l.policy.engine.reading
	buf := s.buffers.get()
	reading.Title, reading.Memory = rec.title, buf.memory()
	if rec.html {
		reading.Format = posting.HTML
	}
	// The id is no name of a file: it tells neither format nor title.
	p, err := readPosting("-", []byte(rec.text), reading)
	if err != nil {
		s.buffers.put(buf)
		return fail(withoutPath(err))
	}
	p.Path = path
	return outcome{report: l.policy.check(p), policy: l.policy, cost: l.cost, buffers: buf}
}

// displayName is the name of an input for people.
func displayName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
