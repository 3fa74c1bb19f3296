package serve

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/report"
)

// change is a posting after a way of mending it was gone.
type change struct {
	Text  string `json:"text"`
	Title string `json:"title"`
	Done  string `json:"done"` // what to say when it is made
}

// way is one way of making a posting fit. What comes of it is no guess: the
// posting is changed and judged again.
type way struct {
	N      int
	Name   string
	Note   string
	Edits  []report.Edit
	Lines  []string // to be moved
	Button string
	Then   lint.Verdict
	Said   string // the verdict after
	Why    string // and in a sentence
	Change change
}

// maxWays bounds what is offered; each way costs a judgement.
const maxWays = 6

// ways finds what would make a posting fit.
func (d *desk) ways(r *lint.Report, t Text, model string) []way {
	var out []way
	add := func(w way) {
		changed := t
		changed.Source, changed.Title = []byte(w.Change.Text), w.Change.Title
		after, err := d.o.Judge(model, changed)
		if err != nil {
			return // nothing would be left of it
		}
		w.N, w.Then, w.Said, w.Why = len(out), after.Verdict, report.VerdictLine(after.Verdict), after.Summary
		out = append(out, w)
	}
	if r.SuggestedTitle != "" {
		add(retitle(r, t))
	}
	if w, ok := moveLines(r, t); ok {
		add(w)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if len(out) == maxWays {
			break
		}
		if len(f.Edits) == 0 || f.OfVerdict {
			continue
		}
		add(way{
			Name: report.Clean(f.Help), Edits: report.Edits(r, f), Button: "Make this change",
			Change: change{Text: string(fix.Apply(r.Posting().Source, f.Edits)), Title: t.Title, Done: "The text is changed."},
		})
	}
	return out
}

// retitle takes the suggested title: in the text where that can be done, else
// beside it.
func retitle(r *lint.Report, t Text) way {
	title := report.Clean(r.SuggestedTitle)
	w := way{Name: fmt.Sprintf("Take the title “%s”", title), Button: "Take this title"}
	w.Change = change{Text: string(t.Source), Title: title, Done: fmt.Sprintf("The title is “%s” now.", title)}
	for i := range r.Findings {
		f := &r.Findings[i]
		if len(f.Edits) == 0 || !f.OfVerdict {
			continue
		}
		w.Edits = report.Edits(r, f)
		w.Change.Text = string(fix.Apply(r.Posting().Source, f.Edits))
		if t.Title == "" {
			w.Change.Title = ""
		}
	}
	if len(w.Edits) == 0 {
		w.Note = "The title is tried in the field for it; in the text, change it by hand."
	}
	return w
}

// moveLines takes the lines out that are the other role's work.
func moveLines(r *lint.Report, t Text) (w way, ok bool) {
	if r.Verdict != lint.Mistitled && r.Verdict != lint.Hybrid {
		return w, false
	}
	duties := report.ForeignDuties(r)
	var edits []lint.Edit
	for _, d := range duties {
		if n := len(edits); n > 0 && d.Start < edits[n-1].End {
			continue // another duty of a line that goes already
		}
		start, end := wholeLines(r.Posting().Source, d.Start, d.End)
		edits = append(edits, lint.Edit{Start: start, End: end})
		w.Lines = append(w.Lines, report.Clean(d.Text))
	}
	if len(edits) == 0 {
		return w, false
	}
	other := report.RoleName(duties[0].Role)
	w.Name = fmt.Sprintf("Or move these lines to the posting of a %s", other)
	w.Button = "Take these lines out"
	w.Change = change{Text: string(fix.Apply(r.Posting().Source, edits)), Title: t.Title, Done: fmt.Sprintf("%d lines are taken out.", len(edits))}
	if len(edits) == 1 {
		w.Change.Done = "One line is taken out."
	}
	return w, true
}

// wholeLines widens the place of a duty to whole lines of the source where
// nothing else stands in them but the sign of a list item.
func wholeLines(src []byte, start, end int) (int, int) {
	from := bytes.LastIndexByte(src[:start], '\n') + 1
	to := len(src)
	if i := bytes.IndexByte(src[end:], '\n'); i >= 0 {
		to = end + i + 1
	}
	if strings.Trim(string(src[from:start]), " \t-*+•·–>0123456789.)") != "" || strings.Trim(string(src[end:to]), " \t\r\n*.;") != "" {
		return start, end
	}
	return from, to
}
