package report

import (
	"io"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
)

// gitlabPrinter prints a code quality report of GitLab:
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
// GitLab compares fingerprints to tell what a merge request brings and mends.
// What it does not ask for is as in the format that it comes from:
// https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md
type gitlabPrinter struct {
	o    Options
	book rulebook
	out  jsonWriter
	list elements
	open bool
}

func newGitLab(w io.Writer, o Options) *gitlabPrinter {
	p := &gitlabPrinter{o: o, book: newRulebook(o), out: jsonWriter{w: w}}
	p.list.jsonWriter = &p.out
	return p
}

type gitlabIssue struct {
	Type           string           `json:"type"`
	CheckName      string           `json:"check_name"`
	Description    string           `json:"description"`
	Content        *gitlabContent   `json:"content,omitempty"`
	Severity       string           `json:"severity"`
	Fingerprint    string           `json:"fingerprint"`
	Categories     []string         `json:"categories"`
	Location       gitlabLocation   `json:"location"`
	OtherLocations []gitlabLocation `json:"other_locations,omitempty"`
}

// gitlabContent is more about an issue, in Markdown.
type gitlabContent struct {
	Body string `json:"body"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

func (p *gitlabPrinter) begin() {
	if !p.open {
		p.open = true
		p.out.raw("[")
	}
}

func (p *gitlabPrinter) Print(r *lint.Report) error {
	p.begin()
	r, prints := located(p.o, r)
	lines := newLineIndex(r)
	place := func(start, end, line, column int) gitlabLocation {
		from, to, _ := lines.span(start, end, line, column)
		return gitlabLocation{r.Path, gitlabLines{from.line, to.line}}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		issue := gitlabIssue{
			Type: "issue", CheckName: f.Rule, Description: said(f), Severity: gitlabSeverity(f.Severity), Fingerprint: prints[i],
			Categories: []string{"Clarity"}, Location: place(f.Start, f.End, f.Line, f.Column),
		}
		if link := p.book.url(f.Rule); link != "" {
			issue.Content = &gitlabContent{"<" + link + ">"}
		}
		for _, d := range fingerprint.Grounds(r, f) {
			issue.OtherLocations = append(issue.OtherLocations, place(d.Start, d.End, d.Line, d.Column))
		}
		p.list.add(issue)
	}
	return p.out.err
}

func (p *gitlabPrinter) Close() error {
	p.begin()
	p.list.end()
	p.out.raw("\n")
	return p.out.err
}

// gitlabSeverity gives one of info, minor, major, critical and blocker. No
// finding in a text is worse than major.
func gitlabSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "major"
	case lint.Warning:
		return "minor"
	}
	return "info"
}
