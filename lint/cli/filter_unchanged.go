package cli

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"sync"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/suppress"
)

// onUnchangedLines reports of each finding of a report whether it is none of the
// business of those who made a change: it is on lines that did not
// change, or is about the posting as a whole, whose title and duties did not.
func (j *judge) onUnchangedLines(r *lint.Report, f *change.File, e *engine) []bool {
	// Of a file that is not text, nobody knows which of its lines changed.
	if f.Whole || r.Posting().Extracted() {
		return nil
	}
	old := make([]bool, len(r.Findings))
	touched := sync.OnceValue(func() bool { return j.verdictTouched(r, f, e) })
	for i := range r.Findings {
		finding := &r.Findings[i]
		if !fingerprint.OnTitle(r, finding) {
			old[i] = !f.Touches(linesOf(r.Posting(), finding.Start, finding.End))
			continue
		}
		old[i] = !touched()
	}
	return old
}

// verdictTouched reports whether a change touches what the verdict rests on:
// the title or a duty, one that is there now or one that was.
func (j *judge) verdictTouched(r *lint.Report, f *change.File, e *engine) bool {
	if restsOn(r, f.Touches) {
		return true
	}
	if r.Posting().Title.From == posting.FromFileName && f.Name != "" && path.Base(f.Name) != path.Base(r.Path) {
		return true // another name is another title
	}
	if len(f.Before) == 0 {
		return false
	}
	src, err := j.changes.Before(f)
	if err != nil {
		return true // better one finding too many than a change that slips through
	}
	p, err := suppress.Read(f.Name, src, e.reading)
	if err != nil {
		return !errors.Is(err, read.ErrEmpty)
	}
	return restsOn(e.Check(p), f.Touched)
}

// restsOn reports whether the title or a duty of a report is on lines of
// which touches is true.
func restsOn(r *lint.Report, touches func(first, last int) bool) bool {
	if s := r.Posting().Title.Span; s.Start < s.End && touches(linesOf(r.Posting(), s.Start, s.End)) {
		return true
	}
	return slices.ContainsFunc(r.Duties, func(d lint.Duty) bool { return touches(linesOf(r.Posting(), d.Start, d.End)) })
}

// linesOf returns the first and last line of a range of bytes as git counts
// lines: by line feeds alone.
func linesOf(p *posting.Posting, start, end int) (first, last int) {
	first = 1 + bytes.Count(p.Source[:start], []byte("\n"))
	if end > start {
		last = first + bytes.Count(p.Source[start:end-1], []byte("\n"))
	}
	return first, max(first, last)
}
