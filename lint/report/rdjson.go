package report

import (
	"io"
)

// newRDJSON returns the printer of the Reviewdog Diagnostic Format, from which
// reviewdog makes comments with suggestions:
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
func newRDJSON(w io.Writer, o Options) Printer {
	book := newRulebook(o)
	return newFindingList(w, o, `{"source": {"name": "jdlint"}, "diagnostics": [`, "]}\n", func(f *platformFinding) any {
		d := rdDiagnostic{
			Message: said(f.report, f.Finding), Severity: bySeverity(f.Severity, "ERROR", "WARNING", "INFO"), Code: rdCode{f.Rule, book.url(f.Rule)},
			Location: rdLocation{f.file, rdSpan(f.span())},
		}
		for _, e := range f.edits() {
			d.Suggestions = append(d.Suggestions, rdSuggestion{rdSpan(span{e.from, e.to, true}), e.text})
		}
		for _, g := range f.grounds() {
			d.Related = append(d.Related, rdRelated{book.ground(g.Duty), rdLocation{f.file, rdSpan(g.span)}})
		}
		return d
	})
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

func rdSpan(at span) rdRange {
	r := rdRange{Start: rdPosition{at.from.line, at.from.byte}}
	if at.exact {
		r.End = &rdPosition{at.to.line, at.to.byte}
	}
	return r
}
