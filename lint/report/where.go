package report

import (
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/internal/place"
)

// inRepository is how platforms know a file: from the folder they run in, with
// slashes, without "./". Standard input stays "-".
func (o Options) inRepository(name string) string {
	name = path.Clean(name)
	if o.Root == "" {
		return name
	}
	if rest, ok := strings.CutPrefix(name, strings.TrimSuffix(o.Root, "/")+"/"); ok {
		return rest
	}
	return name
}

// located gives a copy of a report that names its file as platforms know
// it, and the fingerprints of its findings.
func located(o Options, r *lint.Report) (*lint.Report, []string) {
	c := *r
	c.Path = o.inRepository(r.Path)
	return &c, fingerprint.All(&c)
}

// position is a place in a source; all numbers are from 1.
type position struct {
	line   int
	column int // in characters
	byte   int // column in bytes of UTF-8
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

// span gives where a span begins and ends. ok is false, and the end the
// start, when it is empty or does not lie in the source: then line and column
// are all that is known.
func (x *lineIndex) span(start, end, line, column int) (from, to position, ok bool) {
	if start < 0 || start >= end || end > len(x.source) {
		at := position{max(line, 1), max(column, 1), max(column, 1)}
		return at, at, false
	}
	return x.of(start), x.of(end), true
}

// edit is an edit of a finding with its place.
type edit struct {
	from, to position
	text     string
}

// edits gives the edits of a finding that lie in the source: all or none, as
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

// said is what a finding says, and after it what to do about it.
func said(f *lint.Finding) string {
	message, help := Clean(f.Message), Clean(f.Help)
	if help == "" {
		return message
	}
	return strings.TrimSpace(message + " " + help)
}
