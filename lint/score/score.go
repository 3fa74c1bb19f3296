package score

import (
	"slices"

	"github.com/jdlint/jdlint/lint"
)

// Verdicts in the order of the confusion matrix.
var verdicts = [...]lint.Verdict{lint.Fits, lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.OutOfScope}

// Answer is what the linter said of the posting of one row.
type Answer struct {
	Row    *Row
	Text   string       // of the posting, as labelled
	Head   int          // bytes before the text in the source that was judged
	Report *lint.Report // spans in that source
}

// Detail is what became of one row.
type Detail struct {
	N          int      `json:"n"`
	Title      string   `json:"title"`
	Swapped    bool     `json:"swapped"`
	Want       []string `json:"want"`
	Label      string   `json:"label"`
	Verdict    string   `json:"verdict"`
	Confidence float64  `json:"confidence"`
	Right      bool     `json:"right"`
	Reason     string   `json:"reason"`
	Lines      []Line   `json:"lines"`
}

// Line is what became of a labelled line, or a line that the linter counted
// and the labels do not. Start and End are bytes of the posting's text.
type Line struct {
	Kind       Kind     `json:"kind"`
	Side       string   `json:"side"`
	Categories []string `json:"categories"` // labelled ones; of a false line, the linter's
	Found      []string `json:"found"`      // the linter's, of a line that was hit
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Text       string   `json:"text"`
}

// Kind is what became of a line.
type Kind string

// The kinds of lines.
const (
	Hit     Kind = "hit"
	Missed  Kind = "missed"
	Flipped Kind = "flipped" // counted on the wrong side
	False   Kind = "false"   // counted, and no duty by the labels
)

// judge compares one answer with its labels.
func judge(a *Answer) Detail {
	d := Detail{
		N: a.Row.N, Title: a.Row.Title, Swapped: a.Row.Swap != nil, Want: a.Row.Accept, Label: a.Row.Verdict,
		Verdict: string(a.Report.Verdict), Confidence: a.Report.Confidence, Reason: a.Row.Reason, Lines: []Line{},
	}
	d.Right = slices.Contains(a.Row.Accept, d.Verdict)
	if d.Swapped || a.Row.Verdict == string(lint.OutOfScope) {
		return d
	}
	mine := a.spans()
	for _, side := range []string{string(lint.Strategic), string(lint.Tactical)} {
		for _, u := range a.Row.Units {
			if u.Side == side {
				d.Lines = append(d.Lines, a.unit(u, mine))
			}
		}
		for _, m := range mine {
			if m.side == side && !slices.ContainsFunc(a.Row.Units, func(u Unit) bool {
				return (u.Side == side || u.Side == "both" || u.Side == "disputed") && m.overlaps(u)
			}) {
				d.Lines = append(d.Lines, Line{
					Kind: False, Side: side, Categories: []string{m.category}, Found: []string{m.category},
					Start: m.start, End: m.end, Text: a.text(m.start, m.end),
				})
			}
		}
	}
	return d
}

// unit returns what became of a labelled line.
func (a *Answer) unit(u Unit, mine []span) Line {
	line := Line{Kind: Missed, Side: u.Side, Categories: u.Categories, Found: []string{}, Start: u.Start, End: u.End, Text: a.text(u.Start, u.End)}
	for _, m := range mine {
		switch {
		case !m.overlaps(u):
		case m.side == u.Side:
			line.Kind = Hit
			line.Found = append(line.Found, m.category)
		case line.Kind == Missed:
			line.Kind = Flipped
		}
	}
	return line
}

func (a *Answer) text(start, end int) string {
	start = min(max(start, 0), len(a.Text))
	return a.Text[start:min(max(start, end), len(a.Text))]
}

// span is a duty that the linter counted, in bytes of the posting's text.
type span struct {
	start, end     int
	side, category string
}

// spans returns the duties that the linter counted in full.
func (a *Answer) spans() (all []span) {
	for _, d := range a.Report.Duties {
		if d.Strength != lint.Weak {
			all = append(all, span{d.Start - a.Head, d.End - a.Head, string(d.Side), d.Category})
		}
	}
	return all
}

// overlaps reports whether two spans share at least half of the shorter one.
func (s span) overlaps(u Unit) bool {
	shared := min(s.end, u.End) - max(s.start, u.Start)
	return shared > 0 && 2*shared >= min(s.end-s.start, u.End-u.Start)
}
