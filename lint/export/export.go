// Package export splits files that hold many jobs into their postings: the
// exports of applicant tracking systems (JSON, XML), spreadsheets (CSV, TSV,
// XLSX) and lines of JSON. What the systems call their fields is data, see
// rules/ats.yaml.
//
// A file is read as a stream: memory is bounded by its longest job, not by its
// size. Exports are untrusted; no bytes may make the package panic, nest
// without bound or take more than linear time.
package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// Record is one job of an export.
type Record struct {
	Index  int    // counts the jobs of the file, from 1
	System string // name of the system that it was recognised as, or ""
	Title  string
	ID     string
	URL    string

	// Body is the text of the posting, put together from its parts and with
	// escapes decoded. It is empty for a job without one; only files of which
	// some job has a text give those.
	Body   []byte
	Format posting.Format // HTML, or "" for text
}

// Options say what is known of exports. Known is needed.
type Options struct {
	Known   *rules.Exports
	Columns Columns // what the user says of columns; goes before what is known

	// Sure is for files that nobody called an export: they are taken for one
	// only if a job is of a known system, or IsTitle agrees to its title. Then
	// all their jobs are given, as they are without Sure.
	Sure    bool
	IsTitle func(string) bool
}

// The limits of what is read.
const (
	maxJob   = 8 << 20 // bytes of one job, and of what stands around the jobs
	maxParts = 1 << 17 // values in one job
	maxFile  = 1 << 30 // bytes of a file
	maxNest  = 200     // depth of JSON and XML

	// maxStrange is how many entries of a list are looked at before it is
	// clear that they are no jobs.
	maxStrange = 1000
	// maxDoubtful is how many bytes of text these may have.
	maxDoubtful = 32 << 20
	// maxStrangeBetween is the same behind a job.
	maxStrangeBetween = 100000
	// maxTextless is how many jobs without a text are waited through for one
	// with a text.
	maxTextless = 20000
)

// ErrNoJobs is wrapped by the error for a file that holds no jobs.
var ErrNoJobs = errors.New("holds no jobs")

// ErrNoTexts is wrapped by the error for a list of jobs without descriptions.
var ErrNoTexts = errors.New("lists jobs without their descriptions")

// ErrTooLarge is wrapped by the error for a file, or a job, of more bytes than
// are read.
var ErrTooLarge = errors.New("too large")

// Read gives the jobs of an export. An error with a Record of index 0 is that
// of the file; what came before it holds. An error with an index is that of one
// job, and others may follow.
func Read(r io.Reader, kind Kind, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		s := sink{options: &o, yield: yield}
		err := s.read(r, kind)
		if s.stopped {
			return
		}
		if err == nil {
			err = s.end()
		}
		if err != nil && !s.stopped {
			yield(Record{}, err)
		}
	}
}

func (s *sink) read(r io.Reader, kind Kind) error {
	switch kind {
	case JSON:
		return readJSON(r, s)
	case Lines:
		return readLines(r, s)
	case XML:
		return readXML(r, s)
	case CSV:
		return readCSV(r, s)
	case XLSX:
		return readXLSX(r, s)
	}
	return fmt.Errorf("%q is no kind of export", kind)
}

// A sink takes the jobs of one file. It holds back those without a text until
// one with a text comes: a list that leaves out all texts is a mistake to tell
// the user once.
type sink struct {
	options *Options
	yield   func(Record, error) bool
	held    []Record

	doubtful []doubtful // what came before the first certain job
	weight   int        // of the texts of these, in bytes
	sure     bool       // there was a certain job

	found   int           // jobs
	texts   int           // jobs with a text
	strange int           // entries that are no jobs, since the last one
	system  *rules.System // of the first job
	stopped bool          // no more are wanted
	match   *matcher      // lazily made
}

var errStop = errors.New("stop")

// add takes what looks like a job; it fails with errStop when no more are wanted.
func (s *sink) add(r Record, system *rules.System) error {
	if s.options.Sure && !s.sure && system == nil && (s.options.IsTitle == nil || !s.options.IsTitle(r.Title)) {
		return s.doubt(doubtful{r, nil})
	}
	s.sure = true
	before := s.doubtful
	s.doubtful = nil
	for _, d := range before {
		err := d.err
		if err != nil {
			err = s.fail(err)
		} else {
			err = s.accept(d.Record, nil)
		}
		if err != nil {
			return err
		}
	}
	return s.accept(r, system)
}

// doubtful is what may be a job, or one that could not be read.
type doubtful struct {
	Record
	err error
}

// doubt keeps what comes before the first certain job.
func (s *sink) doubt(d doubtful) error {
	s.doubtful = append(s.doubtful, d)
	if s.weight += len(d.Body); s.weight > maxDoubtful {
		return fmt.Errorf("%w that could be recognised", ErrNoJobs)
	}
	return s.stranger()
}

// accept takes what is a job for certain.
func (s *sink) accept(r Record, system *rules.System) error {
	s.found++
	s.strange = 0
	r.Index = s.found
	if s.found == 1 {
		s.system = system
	}
	if len(r.Body) == 0 && s.texts == 0 {
		if len(s.held) >= maxTextless {
			return s.noTexts()
		}
		s.held = append(s.held, r)
		return nil
	}
	if len(r.Body) > 0 {
		s.texts++
	}
	for _, h := range s.held {
		if err := s.give(h, nil); err != nil {
			return err
		}
	}
	s.held = nil
	return s.give(r, nil)
}

// fail reports a job that could not be read.
func (s *sink) fail(err error) error {
	if s.options.Sure && !s.sure {
		return s.doubt(doubtful{Record{}, err})
	}
	s.found++
	return s.give(Record{Index: s.found}, err)
}

func (s *sink) give(r Record, err error) error {
	if !s.yield(r, err) {
		s.stopped = true
		return errStop
	}
	return nil
}

// stranger counts an entry that is no job.
func (s *sink) stranger() error {
	s.strange++
	switch {
	case s.found == 0 && s.strange >= maxStrange:
		return fmt.Errorf("%w that could be recognised", ErrNoJobs)
	case s.strange >= maxStrangeBetween:
		return fmt.Errorf("behind job %d come only things that are no jobs", s.found)
	}
	return nil
}

// end says what was wrong with the file as a whole.
func (s *sink) end() error {
	switch {
	case s.found == 0:
		return fmt.Errorf("%w that could be recognised", ErrNoJobs)
	case s.texts == 0 && len(s.held) > 0:
		return s.noTexts()
	}
	return nil
}

func (s *sink) noTexts() error {
	what := "it lists a job"
	if n := len(s.held); n > 1 {
		what = fmt.Sprintf("it lists %d jobs", n)
	}
	titles := slices.Clone(s.held[:min(len(s.held), 2)])
	var names []string
	for _, r := range titles {
		names = append(names, fmt.Sprintf("“%s”", short(r.Title)))
	}
	msg := fmt.Sprintf("%s (%s", what, strings.Join(names, ", "))
	if len(s.held) > len(names) {
		msg += " …"
	}
	msg += ") "
	help := "export the jobs with their descriptions"
	if s.system != nil && s.system.Help != "" {
		help = s.system.Name + ": " + s.system.Help
	}
	return &fileError{msg + "without the descriptions, so there is nothing to judge; " + help, ErrNoTexts}
}

// fileError is an error with words of its own.
type fileError struct {
	msg  string
	kind error
}

func (e *fileError) Error() string { return e.msg }
func (e *fileError) Unwrap() error { return e.kind }

// short cuts a text to what fits a message.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const longest = 60
	if len([]rune(s)) > longest {
		s = string([]rune(s)[:longest-1]) + "…"
	}
	return s
}
