// Package export splits files that hold many jobs into their postings: the
// exports of applicant tracking systems (JSON, XML), spreadsheets (CSV, TSV,
// XLSX), lines of JSON and lists in YAML. What the systems call their fields is data, see
// rules/ats.yaml.
//
// A file is read as a stream: memory is bounded by its longest job, not by its
// size. Exports are untrusted; no bytes may make the package panic, nest
// without bound or take more than linear time.
package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
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
	Facts  posting.Facts // with Options.Facts

	// Body is the text of the posting, put together from its parts and with
	// escapes decoded. It is empty for a job without one; only files of which
	// some job has a text give those.
	Body   []byte
	Format posting.Format // HTML, or "" for text

	// Origin is where the job stands in the file; the path is not set.
	Origin posting.Origin

	Warning string // what may be wrong with what was read, or ""

	kept     int           // bytes of the file that Locate has
	title    text          // as the file has it, and
	bodyRuns []posting.Run // where Body stands, of a job that is read again to tell its places
}

// Size returns how many bytes a record takes, more or less.
func (r *Record) Size() int { return len(r.Body) + r.kept }

func (r *Record) setBody(w written) { r.Body, r.Format, r.bodyRuns = w.text, w.format, w.runs }

// Options say what is known of exports. Known is needed.
type Options struct {
	Known   *rules.Exports
	Columns Columns // what the user says of columns; goes before what is known
	Facts   bool    // the facts of jobs are wanted, too

	// Sure is for files that nobody called an export: they are taken for one
	// only if a job is of a known system, or IsTitle agrees to its title. Then
	// all their jobs are given, as they are without Sure.
	Sure    bool
	IsTitle func(string) bool

	// Endless reads tables of any size, for those who read them part by part; the others
	// may have 1 GB.
	Endless bool

	// Context ends the reading early, between two jobs and within an archive, however
	// much is still packed in it; nil never does.
	Context context.Context
}

// ended returns why no more is to be read, nil while it is.
func (o *Options) ended() error {
	if o.Context == nil {
		return nil
	}
	return context.Cause(o.Context)
}

// The limits of what is read. They are variables for the tests alone.
var (
	maxJob      = 8 << 20   // bytes of one job, and of what stands around the jobs
	maxParts    = 1 << 17   // values in one job
	maxFile     = 1 << 30   // bytes of a file
	maxNest     = 200       // depth of JSON and XML
	maxArchive  = 64 << 20  // bytes of a spreadsheet, packed
	maxUnpacked = 96 << 20  // bytes that a small one may unpack to
	maxStrings  = 128 << 20 // bytes of its texts, unpacked
	maxCell     = 1 << 20   // bytes of a cell; Excel takes 32,767 characters

	// maxStrange is how many entries of a list are looked at before it is
	// clear that they are no jobs.
	maxStrange = 1000
	// maxBroken is how many jobs in a row may be unreadable.
	maxBroken = 1000
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

// Read returns the jobs of an export. An error with a Record of index 0 is that
// of the file; what came before it holds. An error with an index is that of one
// job, and others may follow.
func Read(r io.Reader, kind Kind, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		c := collector{options: &o, matcher: newMatcher(&o), yield: yield}
		err := fmt.Errorf("%q is no kind of export", kind)
		for _, k := range kinds {
			if k.kind == kind {
				err = k.read(r, &c)
			}
		}
		if err == nil {
			err = c.end()
		}
		if err != nil && !c.stopped {
			yield(Record{}, err)
		}
	}
}

// A Kind is how an export is written.
type Kind string

// The kinds of exports.
const (
	JSON  Kind = "json"
	Lines Kind = "ndjson" // an object of JSON on each line
	XML   Kind = "xml"
	CSV   Kind = "csv" // with commas, semicolons or tabs
	XLSX  Kind = "xlsx"
	YAML  Kind = "yaml"
)

// kinds is the one table of the kinds: a new one is a line here and its reader,
// which hands each job to the collector as it comes. What the systems call their
// fields is no matter of kinds: a new system is a few lines of rules/ats.yaml.
var kinds = []struct {
	kind       Kind
	extensions []string // of the names of files, in lower case
	read       func(io.Reader, *collector) error
}{
	{JSON, []string{".json", ".jsonld", ".json-ld"}, readJSON},
	{Lines, []string{".ndjson", ".jsonl"}, readLines},
	{XML, []string{".xml", ".rss", ".atom"}, readXML},
	{CSV, []string{".csv", ".tsv", ".tab"}, readCSV},
	{XLSX, []string{".xlsx", ".xlsm"}, readXLSX},
	{YAML, []string{".yaml", ".yml"}, readYAML},
}

// KindOfName returns the kind of an export by the name of its file, or "" for a
// name that is not that of one.
func KindOfName(name string) Kind {
	extension := strings.ToLower(filepath.Ext(name))
	for _, k := range kinds {
		if slices.Contains(k.extensions, extension) {
			return k.kind
		}
	}
	return ""
}

// Extensions returns the extensions, such as ".json", of the names of exports.
func Extensions() (all []string) {
	for _, k := range kinds {
		all = append(all, k.extensions...)
	}
	return all
}

// KindOf returns the kind of an export by how its text begins, or "" for other
// texts. Spreadsheets look like any other text or archive and are not recognised.
func KindOf(head []byte) Kind {
	const blanks = " \t\r\n"
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), blanks)
	text := string(head[:min(len(head), 1024)])
	if strings.HasPrefix(text, "<?xml") {
		lower := strings.ToLower(text)
		if strings.Contains(lower, "<html") || strings.Contains(lower, "<!doctype html") {
			return "" // XHTML is a page
		}
		return XML
	}
	if text == "" {
		return ""
	}
	next := map[byte]string{'{': `"}`, '[': "{]"}[text[0]]
	if text = strings.TrimLeft(text[1:], blanks); text != "" && strings.IndexByte(next, text[0]) >= 0 {
		return JSON
	}
	return ""
}
