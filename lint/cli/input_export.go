package cli

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// split yields the jobs of an export.
func (s *finder) split(in input, kind export.Kind, r io.Reader, yield func(input) bool) bool {
	if s.systems == nil {
		var err error
		if s.systems, err = rules.LoadExports(); err != nil {
			in.err = err
			return yield(in)
		}
	}
	o := exportOptions(s.systems, in.policy.engine.reading.IsTitle)
	o.Columns, o.Sure, o.Facts = s.columns, in.found && !s.isTable(), s.facts
	same, more := s.sameJobs(in, kind, o, yield)
	if !more {
		return false
	}
	first := len(same) == 0
	for rec, err := range export.Read(r, kind, o) {
		job := in
		job.src = nil
		switch {
		case err == nil && same[rec.Index]:
			continue
		case err == nil:
			job.job = &rec
			if rec.Warning != "" {
				job.note = partName(displayName(in.path), rec.Index) + ": " + rec.Warning
			}
		case rec.Index > 0:
			job.err = fmt.Errorf("%s: %w", partName(displayName(in.path), rec.Index), err)
		case in.found && first && errors.Is(err, export.ErrNoTexts):
			job.skip, job.note = notSaid, readError(displayName(in.path), err).Error()
		case in.found && first:
			job.skip, job.why = noPosting, err.Error() // somebody's data, whatever they are
		default:
			job.err = readError(displayName(in.path), err)
		}
		first = false
		if !yield(job) {
			return false
		}
	}
	return true
}

// noJobChanged is why an export is not taken of which each job is as it was.
const noJobChanged = "no job in it changed"

// sameJobs yields the jobs of an export that are as they were before the change, and
// returns their numbers. They come first, for the sake of the baseline: what it records of
// them is not met by new ones that say the same. more is false when no more are wanted.
func (s *finder) sameJobs(in input, kind export.Kind, o export.Options, yield func(input) bool) (same map[int]bool, more bool) {
	held := s.heldBefore(&in, kind, o)
	if len(held) == 0 {
		return nil, true
	}
	f, err := openExport(in.path)
	if err != nil {
		return nil, true
	}
	defer f.Close()
	same = map[int]bool{}
	in.skip, in.why = sameJob, noJobChanged
	for rec, err := range export.Read(f, kind, o) {
		what := heldAs(&rec)
		if err != nil || held[what] == 0 {
			continue
		}
		held[what]--
		same[rec.Index] = true
		job := in
		job.job = &rec
		if !yield(job) {
			return nil, false
		}
	}
	return same, true
}

// heldBefore counts the jobs that an export held before the change. Those that ignore_jobs
// left out then are new to the check, and of what cannot be compared all counts as changed.
func (s *finder) heldBefore(in *input, kind export.Kind, o export.Options) map[heldJob]int {
	if in.changed == nil || in.changed.Whole || kind == export.XLSX {
		return nil
	}
	src, err := s.changes.Before(in.changed)
	if err != nil {
		return nil
	}
	r, err := unpacked(bytes.NewReader(src))
	if err != nil {
		return nil
	}
	var then policy
	if base := s.policies.base; base != nil {
		if settings, err := base.settings(in.path, in.found); err == nil {
			then.leftOutJobs = settings.LeftOutJobs
		}
	}
	held := map[heldJob]int{}
	for rec, err := range export.Read(r, kind, o) {
		if err == nil && !then.leavesOutJob(&rec) {
			held[heldAs(&rec)]++
		}
	}
	return held
}

// heldJob is the same for jobs of the same id, or of none, with the same title and text.
type heldJob [sha256.Size]byte

func heldAs(job *export.Record) (sum heldJob) {
	h := sha256.New() // never fails
	fmt.Fprintf(h, "%q %q %q ", job.ID, job.Title, job.Format)
	h.Write(job.Body)
	h.Sum(sum[:0])
	return sum
}

// exportOptions returns the options that exports are read with everywhere, so that
// their jobs have the same numbers.
func exportOptions(known *rules.Exports, isTitle func(string) bool) export.Options {
	return export.Options{Known: known, IsTitle: func(title string) bool { return read.NamesJob(title, isTitle) }}
}

// job reads a job of an export.
func (j *judge) job(o *outcome) {
	job := o.job
	reading := o.policy.engine.reading
	reading.Title = j.title
	if job.Title != "" {
		reading.Title = job.Title
	}
	p, err := readJob(o.path, job, reading)
	if err != nil {
		name := partName(displayName(o.path), job.Index)
		if job.Title != "" {
			name += " (" + job.Title + ")"
		}
		o.err = fmt.Errorf("%s: %w", name, withoutPath(err))
		return
	}
	o.posting = p
}

var errNoTitle = errors.New("the job has no title; give it with --title, or say with --columns where it stands")

// readJob reads a job of an export as a posting.
func readJob(file string, job *export.Record, reading read.Options) (*posting.Posting, error) {
	path := partName(filepath.ToSlash(file), job.Index)
	origin := &job.Origin
	origin.Path = filepath.ToSlash(file)
	if len(job.Body) == 0 {
		return &posting.Posting{Path: path, Origin: origin, Format: posting.Plain, Title: posting.Title{Text: reading.Title, From: posting.FromFlag}}, nil
	}
	if job.Format != "" {
		reading.Format = job.Format
	}
	// The name is that of the file, which has another format and no title.
	p, err := suppress.Read("-", job.Body, reading)
	if err != nil {
		return nil, err
	}
	if reading.Title == "" && (reading.IsTitle == nil || !reading.IsTitle(p.Title.Text)) {
		return nil, fmt.Errorf("reading a job: %w", errNoTitle)
	}
	p.Path, p.Origin = path, origin
	p.NoPosting = "" // an export of jobs holds nothing else
	return p, nil
}

// jobText returns the text of a job of an export, by its number; 0 stands for
// the only one.
func jobText(name string, wanted int) ([]byte, error) {
	systems, err := rules.LoadExports()
	if err != nil {
		return nil, err
	}
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	engine, err := newEngine(set, set.Models[rules.DefaultModel], "")
	if err != nil {
		return nil, err
	}
	f, err := openExport(name)
	if err != nil {
		return nil, readError(name, err)
	}
	defer f.Close()
	var last export.Record
	for rec, err := range export.Read(f, kindOfName(name), exportOptions(systems, engine.reading.IsTitle)) {
		switch {
		case err != nil && (rec.Index == 0 || rec.Index == wanted):
			return nil, readError(name, err)
		case err == nil && rec.Index == wanted:
			return rec.Body, nil
		}
		last = rec
	}
	switch {
	case wanted == 0 && last.Index == 1:
		return last.Body, nil
	case wanted == 0:
		return nil, fmt.Errorf("%s: holds %s; name one of them: %s#1", name, plural(last.Index, "job"), name)
	}
	return nil, fmt.Errorf("%s: holds %s, so there is no number %d", name, plural(last.Index, "job"), wanted)
}

// cutJob returns the file and the number of a job, as partName writes them, or 0 for
// what has no number.
func cutJob(name string) (file string, number int) {
	if k := strings.LastIndexByte(name, '#'); k > 0 {
		if n, err := strconv.Atoi(name[k+1:]); err == nil && n > 0 {
			return name[:k], n
		}
	}
	return name, 0
}
