package cli

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/suppress"
)

// lines returns the lines of files that hold a posting on each.
func (s *finder) lines(names []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range names {
			for _, file := range matchingFiles(name) {
				if !s.linesOf(file, yield) {
					return
				}
			}
		}
	}
}

// matchingFiles returns the files that a pattern names, in order, and for all
// else the name itself.
func matchingFiles(name string) []string {
	if _, err := os.Lstat(name); err == nil || !isGlob(name) {
		return []string{name}
	}
	files, err := globFiles(name)
	if err != nil || len(files) == 0 {
		return []string{name} // opening it brings out what is wrong
	}
	return files
}

// linesOf yields the lines of one file; it returns false when no more are wanted.
func (s *finder) linesOf(name string, yield func(input) bool) bool {
	in := input{path: name}
	fail := func(err error) bool {
		in.err = err
		return yield(in)
	}
	// Postings of a stream have one policy: their ids are no names of files.
	var err error
	if in.policy, err = s.policies.forFile(name, false); err != nil {
		return fail(configError{err})
	}
	r := s.c.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return fail(readError(name, err))
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return fail(fmt.Errorf("%s: is a folder; name the files of records in it, \"%s/*.ndjson\"", name, strings.TrimRight(name, "/")))
		}
		r = f
	}
	if r, err = unpacked(r); err != nil {
		return fail(readError(displayName(name), err))
	}
	lines := newLineReader(r, maxLine)
	for number := 1; ; number++ {
		line, err := lines.next()
		switch {
		case err == io.EOF:
			return true
		case err == errLongLine:
			err = fmt.Errorf("longer than %d MB: that is no posting", maxLine>>20)
		case err != nil:
			return fail(readError(displayName(name), err))
		}
		in := input{path: name, policy: in.policy, number: number, err: err}
		if s.c.Place != nil && name == "-" {
			in.path, in.number = s.c.Place(number)
		}
		if in.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if in.line = line; !yield(in) {
			return false
		}
	}
}

// line reads the posting on a line of a stream.
func (j *judge) line(o *outcome) {
	o.id = fmt.Sprintf("%s#%d", o.path, o.number)
	if o.err != nil {
		o.fail(o.err)
		return
	}
	rec, err := parseRecord(o.input.line)
	if rec.id != "" {
		o.id = rec.id
	}
	if err != nil {
		o.fail(err)
		return
	}
	reading := o.policy.engine.reading
	o.memory = j.buffers.get()
	reading.Title, reading.Memory = rec.title, o.memory
	if rec.html {
		reading.Format = posting.HTML
	}
	// The id is no name of a file, to know a format or title by.
	p, err := suppress.Read("-", []byte(rec.text), reading)
	if err != nil {
		o.fail(withoutPath(err))
		return
	}
	p.Path = o.id
	o.posting = p
}
