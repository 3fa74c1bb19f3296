package report

import (
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/internal/place"
)

// inRepository returns the name that platforms know a file by: from the folder
// they run in, with slashes, without "./". Standard input stays "-".
func (o Options) inRepository(name string) string {
	name = path.Clean(name)
	if o.Root == "" {
		return name
	}
	return strings.TrimPrefix(name, strings.TrimSuffix(o.Root, "/")+"/")
}

// platformFinding is a finding as platforms want it: in a file of the repository,
// with its place and what it rests on.
type platformFinding struct {
	*lint.Finding
	report      *lint.Report // with the name of the file in the repository
	fingerprint string
	content     string // the fingerprint without the path
	lines       *lineIndex
}

// platformFindings returns the findings of a report.
func platformFindings(o Options, r *lint.Report) []*platformFinding {
	file := *r
	file.Path = o.inRepository(r.Path)
	prints, contents := fingerprint.All(&file), fingerprint.OfContent(&file)
	lines := newLineIndex(r)
	all := make([]*platformFinding, len(r.Findings))
	for i := range r.Findings {
		all[i] = &platformFinding{&r.Findings[i], &file, prints[i], contents[i], lines}
	}
	return all
}

func (f *platformFinding) span() span { return f.lines.span(f.Start, f.End, f.Line, f.Column) }

func (f *platformFinding) edits() []edit { return f.lines.edits(f.Finding) }

// ground is a duty that a finding rests on.
type ground struct {
	*lint.Duty
	span
}

func (f *platformFinding) grounds() (all []ground) {
	for _, d := range fingerprint.Grounds(f.report, f.Finding) {
		all = append(all, ground{d, f.lines.span(d.Start, d.End, d.Line, d.Column)})
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
}

func newLineIndex(r *lint.Report) *lineIndex {
	x := &lineIndex{}
	if r.Posting() != nil {
		x.source = r.Posting().Source
		x.places.Begin(x.source)
	}
	return x
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

// edits returns the edits of a finding that lie in the source: all or none, as
// they hold together.
func (x *lineIndex) edits(f *lint.Finding) []edit {
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
func said(f *lint.Finding) string {
	return strings.TrimSpace(Clean(f.Message) + " " + Clean(f.Help))
}

// bySeverity returns the word that a format has for a severity.
func bySeverity(s lint.Severity, err, warning, info string) string {
	return [3]string{err, warning, info}[gravity(s)]
}
