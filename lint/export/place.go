package export

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/posting"
)

// A position is a place in a file. Lines end in LF, CRLF or CR, and what is counted
// is what stands before the place.
type position struct {
	lines, characters, bytes int  // the last two on the line of the place
	cr                       bool // a carriage return is the last that was passed
}

// pass moves a position behind some text.
func (p *position) pass(text []byte) {
	if p.cr && len(text) > 0 && text[0] == '\n' { // of the same line end
		text = text[1:]
	}
	p.cr = false
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\r')
		if end < 0 {
			p.passLines(text)
			return
		}
		p.passLines(text[:end])
		p.lines, p.characters, p.bytes = p.lines+1, 0, 0
		if text = text[end+1:]; len(text) == 0 {
			p.cr = true
		} else if text[0] == '\n' {
			text = text[1:]
		}
	}
}

// passLines is pass for text without carriage returns.
func (p *position) passLines(text []byte) {
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		p.lines, p.characters, p.bytes = p.lines+n, 0, 0
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	p.characters += utf8.RuneCount(text)
	p.bytes += len(text)
}

// locationOf returns the range between two positions.
func locationOf(from, to position) posting.Location {
	return posting.Location{
		Line: from.lines + 1, Column: from.characters + 1, Byte: from.bytes + 1,
		EndLine: to.lines + 1, EndColumn: to.characters + 1, EndByte: to.bytes + 1,
	}
}

// A spot is the place of an object or a list of JSON or YAML, or of an element of XML.
type spot struct {
	parent     *spot
	name       string // of the field, or
	index      int    // in the list, -1 in an object
	start, end int    // offsets in the source

	yaml *yaml.Node // that it is
}

// pointer returns the JSON Pointer to a spot.
func (s *spot) pointer() string {
	if s == nil || s.parent == nil {
		return ""
	}
	step := strconv.Itoa(s.index)
	if s.index < 0 {
		step = strings.NewReplacer("~", "~0", "/", "~1").Replace(s.name)
	}
	return s.parent.pointer() + "/" + step
}

// maxTraced is how many bytes of a job are read again to tell its places. A longer one
// is told as a whole: where its texts stand may take a hundred times their size.
const maxTraced = 1 << 18

// A trace of a job tells where its texts stand.
type trace struct {
	place func(posting.Span) posting.Location // of the runs of the texts
	read  func() (node, error)                // the job, once more, with runs
	kept  int                                 // bytes that it keeps of the file
}

// retrace returns the trace of what stands at a spot, which is a position; nil where it
// is no longer there.
func retrace(in *source, s *spot, from position, read func(raw []byte) (node, error)) *trace {
	if s.end-s.start > maxTraced {
		return nil
	}
	raw := bytes.Clone(in.between(s.start, s.end))
	if len(raw) != s.end-s.start {
		return nil
	}
	return &trace{placeIn(raw, from), func() (node, error) { return read(raw) }, len(raw)}
}

// placeIn returns what tells places in a text that begins at a position of its file.
// It is quick for those that are asked for in their order.
func placeIn(src []byte, begin position) func(posting.Span) posting.Location {
	last, here := 0, begin
	at := func(offset int) position {
		if offset < last {
			last, here = 0, begin
		}
		here.pass(src[last:offset])
		last = offset
		return here
	}
	return func(s posting.Span) posting.Location {
		from := at(s.Start)
		return locationOf(from, at(s.End))
	}
}

// locateBy lets a record tell places: by reading it again once somebody asks, since most
// jobs have none to tell.
func (r *Record) locateBy(place func(posting.Span) posting.Location, again func() (Record, bool)) {
	var mu sync.Mutex
	var traced *Record
	whole, size := r.Origin.Location, len(r.Body)
	r.Origin.Locate = func(span posting.Span) posting.Location {
		mu.Lock()
		defer mu.Unlock()
		if traced == nil {
			t, ok := again()
			if !ok || len(t.Body) != size {
				t = Record{}
			}
			traced = &t
		}
		at := spanOf(traced.title.runs, len(traced.title.s), 0, len(traced.title.s))
		if span.Start < span.End {
			at = spanOf(traced.bodyRuns, len(traced.Body), min(span.Start, len(traced.Body)), min(span.End, len(traced.Body)))
		}
		if at.Start == nowhere {
			return whole
		}
		return place(at)
	}
}

// fresh returns a matcher for another goroutine.
func (m *matcher) fresh() *matcher {
	columns := *m.columns
	columns.kinds = map[string]nameKind{}
	other := *m
	other.columns = &columns
	return &other
}
