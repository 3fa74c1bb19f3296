package report

import (
	"fmt"
	"io"
)

// newGitLab returns the printer of a code quality report of GitLab:
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
// GitLab compares fingerprints to show what a merge request brings and mends. They are
// those of the content, so that those of a file that was moved or renamed stay, and equal
// ones have a number behind them, since none may come twice: the fingerprints of a report
// are the same ones whatever the names and the order of its files.
// What it does not ask for is as in the format that it comes from:
// https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md
func newGitLab(w io.Writer, o Options) Printer {
	book := newRulebook(o)
	seen := map[string]int{}
	return newFindingList(w, o, "[", "]\n", func(f *platformFinding) any {
		print := f.content
		if seen[print]++; seen[print] > 1 {
			print = fmt.Sprintf("%s-%d", print, seen[print])
		}
		issue := gitlabIssue{
			Type: "issue", CheckName: f.Rule, Description: said(f.report, f.Finding), Fingerprint: print, Categories: []string{"Clarity"},
			Severity: bySeverity(f.Severity, "major", "minor", "info"), // no finding in a text is critical or blocks
			Location: gitlabPlace(f.file, f.span()),
		}
		if link := book.url(f.Rule); link != "" {
			issue.Content = &gitlabContent{"<" + link + ">"}
		}
		for _, g := range f.grounds() {
			issue.OtherLocations = append(issue.OtherLocations, gitlabPlace(f.file, g.span))
		}
		return issue
	})
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

func gitlabPlace(path string, at span) gitlabLocation {
	return gitlabLocation{path, gitlabLines{at.from.line, at.to.line}}
}
