package serve

import (
	"context"
	"fmt"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/report"
)

// revision is a posting with a suggestion taken.
type revision struct {
	Text  string `json:"text"`
	Title string `json:"title"`
	Done  string `json:"done"` // what to say when it is taken
}

// suggestion is a change that would make a posting fit. What comes of it is no
// guess: the posting is changed and judged again.
type suggestion struct {
	N        int
	Name     string
	Note     string
	Edits    []report.Edit
	Lines    []string // to be moved
	Button   string
	Then     lint.Verdict
	Said     string // the verdict after
	Why      string // and in a sentence
	Revision revision
}

// maxSuggestions bounds what is offered; each costs a judgement.
const maxSuggestions = 6

// suggestions returns what would make a posting fit.
func (d *Desk) suggestions(ctx context.Context, r *lint.Report, t Text, by By) []suggestion {
	var out []suggestion
	add := func(s suggestion) {
		after := d.after(ctx, s.Revision, t, by)
		if after == nil {
			return
		}
		s.N, s.Then, s.Said, s.Why = len(out), after.Verdict, report.VerdictLine(after), after.Summary
		out = append(out, s)
	}
	if r.SuggestedTitle != "" {
		add(retitle(r, t))
	}
	if s, ok := moveLines(r, t); ok {
		add(s)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if len(out) == maxSuggestions {
			break
		}
		if len(f.Edits) == 0 || f.OfVerdict {
			continue
		}
		add(suggestion{
			Name: report.Clean(f.Help), Edits: report.Edits(r, f), Button: "Make this change",
			Revision: revision{Text: string(fix.Apply(r.Posting().Source, f.Edits)), Title: t.Title, Done: "The text is changed."},
		})
	}
	return out
}

// after returns the report on a text once it is changed; nil where it would not be a
// posting any more, or one that says too little: that is no way out.
func (d *Desk) after(ctx context.Context, to revision, t Text, by By) *lint.Report {
	t.Source, t.Title = []byte(to.Text), to.Title
	r, err := d.o.Judge(ctx, by, t)
	if err != nil || r.Verdict == lint.Unclear {
		return nil
	}
	return r
}

// retitle takes the suggested title: in the text where that can be done, else
// beside it.
func retitle(r *lint.Report, t Text) suggestion {
	title := report.Clean(r.SuggestedTitle)
	s := suggestion{Name: fmt.Sprintf("Take the title “%s”", title), Button: "Take this title"}
	s.Revision = revision{Text: string(t.Source), Title: title, Done: fmt.Sprintf("The title is “%s” now.", title)}
	for i := range r.Findings {
		f := &r.Findings[i]
		if len(f.Edits) == 0 || !f.OfVerdict {
			continue
		}
		s.Edits = report.Edits(r, f)
		s.Revision.Text = string(fix.Apply(r.Posting().Source, f.Edits))
		if t.Title == "" {
			s.Revision.Title = ""
		}
	}
	if len(s.Edits) == 0 {
		s.Note = "The title is tried in the field for it; in the text, change it by hand."
	}
	return s
}

// moveLines takes the lines out that are the other role's work.
func moveLines(r *lint.Report, t Text) (s suggestion, ok bool) {
	if r.Verdict != lint.Mistitled && r.Verdict != lint.Hybrid {
		return s, false
	}
	edits, duties := fix.TakeOut(r.Posting().Source, report.ForeignDuties(r))
	for _, d := range duties {
		s.Lines = append(s.Lines, report.Clean(d.Text))
	}
	if len(edits) == 0 {
		return s, false
	}
	other := report.RoleName(duties[0].Role)
	s.Name = fmt.Sprintf("Or move these lines to the posting of a %s", other)
	s.Button = "Take these lines out"
	s.Revision = revision{Text: string(fix.Apply(r.Posting().Source, edits)), Title: t.Title, Done: fmt.Sprintf("%d lines are taken out.", len(edits))}
	if len(edits) == 1 {
		s.Revision.Done = "One line is taken out."
	}
	return s, true
}
