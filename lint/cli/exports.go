package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// sources takes apart what holds many jobs and fetches what stands at an
// address, so that each task is one posting.
type sources struct {
	*judge
	columns export.Columns
	outputs []output // where the run writes to
	fetch   fetcher

	known *rules.Exports // loaded with the first export
}

// exportFlags are the flags for inputs that are no files of one posting.
type exportFlags struct {
	columns *[]string
	offline *bool
}

func (f *flags) exports() *exportFlags {
	return &exportFlags{
		columns: f.StringSlice("columns", nil, "read the `COLUMNS` of spreadsheets and the fields of exports so: title=Role,text=Body; text may come several times, id and url are known, too"),
		offline: f.Bool("offline", false, "fetch nothing: refuse addresses of web pages, which are fetched otherwise when they are named"),
	}
}

// sources returns what reads the inputs; its judge is still to be set.
func (e *exportFlags) sources() (*sources, error) {
	columns, err := export.ParseColumns(*e.columns)
	if err != nil {
		return nil, fmt.Errorf("--columns: %w", err)
	}
	return &sources{columns: columns, fetch: fetcher{offline: *e.offline}}, nil
}

// expand returns the postings of the inputs, one by one. Files are read while the
// postings are judged, so that memory does not grow with their size.
func (s *sources) expand(inputs iter.Seq[input]) iter.Seq[input] {
	return func(yield func(input) bool) {
		for in := range inputs {
			if !s.expandOne(in, yield) {
				return
			}
		}
	}
}

// expandOne returns the postings of one input; false when no more are wanted. A report
// that the run before wrote into a folder of postings is none.
func (s *sources) expandOne(in input, yield func(input) bool) bool {
	if in.found && s.writes(in.path) {
		return true
	}
	if in.err != nil || !s.wanted(in) {
		return yield(in)
	}
	if isURL(in.path) {
		page, err := s.fetch.get(in.path)
		if err != nil {
			in.err = err
			return yield(in)
		}
		in.src, in.format = bytes.NewReader(page.body), page.format
		if page.format != "" && export.KindOf(page.body) == "" {
			return yield(in)
		}
	}
	kind, r, err := s.kindOf(&in)
	if err != nil {
		in.err = readError(in.path, err)
		return yield(in)
	}
	if kind == "" {
		return yield(in)
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	return s.split(in, kind, r, yield)
}

// writes reports whether the run writes to a file.
func (s *sources) writes(path string) bool {
	return slices.ContainsFunc(s.outputs, func(o output) bool {
		if o.file == "" || filepath.Base(o.file) != filepath.Base(path) {
			return false
		}
		one, err := os.Stat(o.file)
		if err != nil {
			return false
		}
		other, err := os.Stat(path)
		return err == nil && os.SameFile(one, other)
	})
}

// wanted reports whether a file is to be read at all; judge says why not.
func (s *sources) wanted(in input) bool {
	t, err := s.policies.forFile(in.path)
	if err != nil || t.ignored.Text != "" && in.path != "-" {
		return false
	}
	if in.found && isOtherDocument(in.below, t.engine.reading.Headings) {
		return false
	}
	if s.changes != nil && !isURL(in.path) {
		file, err := s.changes.File(in.path)
		return err == nil && file != nil
	}
	return true
}

// kindOf reports whether an input is an export, and opens it if so. By name
// files are told; what has no name that says anything, by its beginning.
func (s *sources) kindOf(in *input) (export.Kind, io.Reader, error) {
	kind := export.KindOfName(in.path)
	var r io.Reader
	switch {
	case in.src != nil:
		kind, r = "", in.src
	case in.path == "-":
		r = s.c.Stdin
	case kind == "" && (in.found || !s.isTable() && !hasVagueName(in.path)):
		return "", nil, nil
	default:
		f, err := os.Open(in.path)
		if err != nil {
			return "", nil, err
		}
		if kind != "" {
			return kind, f, nil
		}
		r = f
	}
	buffered := bufio.NewReader(r)
	head, _ := buffered.Peek(1 << 10) // its error comes again
	kind = export.KindOf(head)
	if kind == "" && s.isTable() && in.format == "" {
		kind = export.CSV
	}
	if kind == "" {
		in.src = buffered
		if f, ok := r.(io.Closer); ok && in.path != "-" {
			f.Close()
			in.src = nil // judge opens it again
		}
	}
	return kind, buffered, nil
}

// isTable reports whether the user says which columns hold the jobs.
func (s *sources) isTable() bool { return s.columns.Title != "" || len(s.columns.Text) > 0 }

// hasVagueName reports whether the name of a file says nothing of its format.
func hasVagueName(name string) bool {
	ext := filepath.Ext(name)
	return ext == "" || ext == ".txt"
}

// split returns the jobs of an export.
func (s *sources) split(in input, kind export.Kind, r io.Reader, yield func(input) bool) bool {
	if s.known == nil {
		var err error
		if s.known, err = rules.LoadExports(); err != nil {
			in.err = err
			return yield(in)
		}
	}
	o := export.Options{Known: s.known, Columns: s.columns, Sure: in.found && !s.isTable()}
	if t, err := s.policies.forFile(in.path); err == nil {
		o.IsTitle = func(title string) bool { return read.NamesJob(title, t.engine.reading.IsTitle) }
	}
	given := 0
	for rec, err := range export.Read(r, kind, o) {
		job := in
		job.src = nil
		switch {
		case err == nil:
			job.job = &rec
		case rec.Index > 0:
			job.err = fmt.Errorf("%s#%d: %w", displayName(in.path), rec.Index, err)
		case in.found && given == 0 && errors.Is(err, export.ErrNoTexts):
			job.note = readError(displayName(in.path), err).Error()
		case in.found && given == 0:
			job.noPosting = true // somebody's data, whatever they are
		default:
			job.err = readError(displayName(in.path), err)
		}
		given++
		if !yield(job) {
			return false
		}
	}
	return true
}

// readJob reads a job of an export as a posting.
func (d *judge) readJob(in input, reading read.Options) (*posting.Posting, error) {
	job := in.job
	if job.Title != "" {
		reading.Title = job.Title
	}
	path := fmt.Sprintf("%s#%d", filepath.ToSlash(in.path), job.Index)
	if len(job.Body) == 0 {
		return &posting.Posting{Path: path, Format: posting.Plain, Title: posting.Title{Text: reading.Title, From: posting.FromFlag}}, nil
	}
	if job.Format != "" {
		reading.Format = job.Format
	}
	// The name is that of the file: it tells neither format nor title.
	p, err := readPosting("-", job.Body, reading)
	if err != nil {
		return nil, err
	}
	if reading.Title == "" && (reading.IsTitle == nil || !reading.IsTitle(p.Title.Text)) {
		return nil, fmt.Errorf("reading a job: %w", errNoTitle)
	}
	p.Path = path
	p.NoPosting = false // its file says that it is one
	return p, nil
}

// job judges a job of an export by the policy of its file.
func (d *judge) job(in input, t *policy) outcome {
	reading := t.engine.reading
	reading.Title = d.title
	p, err := d.readJob(in, reading)
	if err != nil {
		name := fmt.Sprintf("%s#%d", displayName(in.path), in.job.Index)
		if in.job.Title != "" {
			name += " (" + in.job.Title + ")"
		}
		return outcome{err: fmt.Errorf("%s: %w", name, withoutPath(err))}
	}
	r := t.check(p)
	r.ID, r.URL = in.job.ID, in.job.URL
	return outcome{report: r, policy: t}
}

var errNoTitle = errors.New("the job has no title; give it with --title, or say with --columns where it stands")

// jobText returns the text of a job that is named by its file and its number:
// "export.json#4". ok is false for an argument that names no export; of a file
// with one job there need be no number.
func (c *Command) jobText(arg string) (text []byte, ok bool, err error) {
	name, wanted := cutJob(arg)
	kind := export.KindOfName(name)
	if kind == "" {
		return nil, false, nil
	}
	known, err := rules.LoadExports()
	if err != nil {
		return nil, true, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, true, readError(name, err)
	}
	defer f.Close()
	count := 0
	for rec, err := range export.Read(f, kind, export.Options{Known: known}) {
		switch {
		case err != nil && (rec.Index == 0 || rec.Index == wanted):
			return nil, true, readError(name, err)
		case err == nil && rec.Index == wanted:
			return rec.Body, true, nil
		}
		count, text = rec.Index, rec.Body
	}
	switch {
	case wanted == 0 && count == 1:
		return text, true, nil
	case wanted == 0:
		return nil, true, fmt.Errorf("%s: holds %s; name one of them: %s#1", name, plural(count, "job"), name)
	}
	return nil, true, fmt.Errorf("%s: holds %s, so there is no number %d", name, plural(count, "job"), wanted)
}

// fileOfJob returns the file of a job: of "export.json#4" "export.json".
func fileOfJob(name string) string {
	file, _ := cutJob(name)
	return file
}

// cutJob returns the file and the number of a job, or 0 for what has no number.
func cutJob(name string) (file string, number int) {
	if k := strings.LastIndexByte(name, '#'); k > 0 {
		if n, err := strconv.Atoi(name[k+1:]); err == nil && n > 0 {
			return name[:k], n
		}
	}
	return name, 0
}

// isExport reports whether an input is a file of jobs that was not taken apart.
func (in *input) isExport() bool {
	return in.job == nil && in.src == nil && export.KindOfName(in.path) != ""
}
