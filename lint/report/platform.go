package report

import (
	"fmt"
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/internal/place"
	"github.com/jdlint/jdlint/lint/posting"
)

// inRepository returns the name that platforms know a file by: from the top of the
// repository, with slashes, without "./". Standard input stays "-".
func (o Options) inRepository(name string) string {
	name = path.Clean(name)
	if o.Root != "" {
		name = strings.TrimPrefix(name, strings.TrimSuffix(o.Root, "/")+"/")
	}
	if o.Prefix == "" || name == "-" || path.IsAbs(name) || isWindows(name) {
		return name
	}
	return path.Join(o.Prefix, name)
}

// isWindows reports whether a name begins with a drive.
func isWindows(name string) bool { return len(name) > 2 && name[1:3] == ":/" }

// top returns the folder that the names of files are seen from, "" where it cannot be
// told.
func (o Options) top() string {
	if o.Prefix == "" {
		return o.Root
	}
	if top, ok := strings.CutSuffix(o.Root, "/"+o.Prefix); ok {
		return top
	}
	return ""
}

// fileOf returns the name that platforms know the file of a report by: that of an
// export for a job of it.
func (o Options) fileOf(r *lint.Report) string {
	if r.Origin != nil {
		return o.inRepository(r.Origin.Path)
	}
	return o.inRepository(r.Path)
}

// platformFinding is a finding as platforms want it: in a file of the repository,
// with its place and what it rests on.
type platformFinding struct {
	*lint.Finding
	report      *lint.Report // with the name of the posting in the repository
	file        string       // that holds it
	fingerprint string
	content     string // the fingerprint without the path
	lines       *lineIndex
}

// platformFindings returns the findings of a report.
func platformFindings(o Options, r *lint.Report) []*platformFinding {
	if len(r.Findings) == 0 {
		return nil
	}
	named := *r
	named.Path = o.inRepository(r.Path)
	prints, contents := fingerprint.All(&named), fingerprint.OfContent(&named)
	lines := newLineIndex(r)
	all := make([]*platformFinding, len(r.Findings))
	for i := range r.Findings {
		all[i] = &platformFinding{&r.Findings[i], &named, o.fileOf(r), prints[i], contents[i], lines}
	}
	return all
}

func (f *platformFinding) span() span { return f.lines.ofFinding(f.Finding) }

func (f *platformFinding) edits() []edit { return f.lines.edits(f.Finding) }

// ground is a duty that a finding rests on.
type ground struct {
	*lint.Duty
	span
}

func (f *platformFinding) grounds() (all []ground) {
	for _, d := range fingerprint.Grounds(f.report, f.Finding) {
		all = append(all, ground{d, f.lines.ofDuty(d)})
	}
	return all
}

// position is a place in a source; all numbers are from 1.
type position struct {
	line   int
	column int // in characters
	byte   int // column in bytes of UTF-8
}

// span is where something begins and ends. Where it is empty or does not lie in
// the source, line and column are all that is known: then exact is false, and the
// end the start.
type span struct {
	from, to position
	exact    bool
}

// lineIndex turns byte offsets of a source into positions.
type lineIndex struct {
	source []byte
	places place.Index
	locate func(posting.Span) lint.Location // in an export; nil where the source is the file
}

func newLineIndex(r *lint.Report) *lineIndex {
	x := &lineIndex{}
	if r.Posting() != nil {
		x.source = r.Posting().Source
		x.places.Begin(x.source)
		if origin := r.Posting().Origin; origin != nil {
			x.locate = origin.Locate
		}
	}
	return x
}

// ofFinding returns where a finding stands in its file.
func (x *lineIndex) ofFinding(f *lint.Finding) span {
	if f.Origin != nil {
		return spanIn(*f.Origin)
	}
	return x.span(f.Start, f.End, f.Line, f.Column)
}

// ofDuty returns where a duty stands in its file.
func (x *lineIndex) ofDuty(d *lint.Duty) span {
	if x.locate != nil {
		return spanIn(x.locate(posting.Span{Start: d.Start, End: d.End}))
	}
	return x.span(d.Start, d.End, d.Line, d.Column)
}

// spanIn returns a place in an export.
func spanIn(l lint.Location) span {
	from := position{l.Line, l.Column, max(l.Byte, 1)}
	to := position{l.EndLine, l.EndColumn, max(l.EndByte, 1)}
	return span{from, to, from.line < to.line || from.column < to.column}
}

func (x *lineIndex) of(offset int) position {
	line, column := x.places.Of(offset)
	return position{line, column, offset - x.places.Start(line) + 1}
}

func (x *lineIndex) span(start, end, line, column int) span {
	if start < 0 || start >= end || end > len(x.source) {
		at := position{max(line, 1), max(column, 1), max(column, 1)}
		return span{at, at, false}
	}
	return span{x.of(start), x.of(end), true}
}

// edit is an edit of a finding with its place.
type edit struct {
	from, to position
	text     string
}

// edits returns the edits of a finding that lie in the source, if that is the file:
// all or none, as they hold together.
func (x *lineIndex) edits(f *lint.Finding) []edit {
	if x.locate != nil {
		return nil
	}
	var all []edit
	for _, e := range f.Edits {
		if e.Start < 0 || e.Start > e.End || e.End > len(x.source) || len(x.source) == 0 {
			return nil
		}
		all = append(all, edit{x.of(e.Start), x.of(e.End), e.NewText})
	}
	return all
}

// said returns what a finding says, and after it what to do about it.
func said(r *lint.Report, f *lint.Finding) string {
	return strings.TrimSpace(message(r, f) + " " + Clean(f.Help))
}

// message returns what a finding says, and in a file of many postings first of which
// one.
func message(r *lint.Report, f *lint.Finding) string {
	if r.Origin == nil {
		return Clean(f.Message)
	}
	job := fmt.Sprintf("job %d", r.Origin.Job)
	if f.Origin != nil && f.Origin.Cell != "" {
		job += ", " + Clean(f.Origin.Cell)
	}
	return fmt.Sprintf("[%s: %s] %s", job, clipped(Clean(r.Title)), Clean(f.Message))
}

// bySeverity returns the word that a format has for a severity.
func bySeverity(s lint.Severity, err, warning, info string) string {
	return [3]string{err, warning, info}[gravity(s)]
}
