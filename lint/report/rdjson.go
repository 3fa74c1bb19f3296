package report

import (
	"io"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
)

// rdjsonPrinter prints the Reviewdog Diagnostic Format, from which reviewdog
// makes comments with suggestions:
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
type rdjsonPrinter struct {
	o    Options
	book rulebook
	out  jsonWriter
	list elements
	open bool
}

func newRDJSON(w io.Writer, o Options) *rdjsonPrinter {
	p := &rdjsonPrinter{o: o, book: newRulebook(o), out: jsonWriter{w: w}}
	p.list.jsonWriter = &p.out
	return p
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	Related     []rdRelated    `json:"related_locations,omitempty"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

// rdRange ends before its end.
type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

// rdPosition has columns in bytes of UTF-8, from 1.
type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

func (p *rdjsonPrinter) begin() {
	if !p.open {
		p.open = true
		p.out.raw(`{"source": {"name": "jdlint"}, "diagnostics": [`)
	}
}

func (p *rdjsonPrinter) Print(r *lint.Report) error {
	p.begin()
	name := p.o.inRepository(r.Path)
	lines := newLineIndex(r)
	place := func(start, end, line, column int) rdLocation {
		from, to, ok := lines.span(start, end, line, column)
		if !ok {
			return rdLocation{name, rdRange{Start: rdPlace(from)}}
		}
		return rdLocation{name, rdSpan(from, to)}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		d := rdDiagnostic{
			Message: said(f), Severity: rdSeverity(f.Severity), Code: rdCode{f.Rule, p.book.url(f.Rule)},
			Location: place(f.Start, f.End, f.Line, f.Column),
		}
		for _, e := range lines.edits(f) {
			d.Suggestions = append(d.Suggestions, rdSuggestion{rdSpan(e.from, e.to), e.text})
		}
		for _, g := range fingerprint.Grounds(r, f) {
			d.Related = append(d.Related, rdRelated{p.book.ground(g), place(g.Start, g.End, g.Line, g.Column)})
		}
		p.list.add(d)
	}
	return p.out.err
}

func (p *rdjsonPrinter) Close() error {
	p.begin()
	p.list.end()
	p.out.raw("}\n")
	return p.out.err
}

func rdPlace(at position) rdPosition { return rdPosition{at.line, at.byte} }

func rdSpan(from, to position) rdRange {
	end := rdPlace(to)
	return rdRange{rdPlace(from), &end}
}

func rdSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "ERROR"
	case lint.Warning:
		return "WARNING"
	}
	return "INFO"
}
