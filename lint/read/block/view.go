package block

import (
	"github.com/jdlint/jdlint/lint/posting"
)

// A View is text in UTF-8 that was made from other bytes, with runs that lead
// from the text back to those bytes. Views can be made of views: of the
// markup that stands escaped in a text.
type View struct {
	Text []byte
	runs []posting.Run // nil: the text is the bytes, but for a shift
	Base int           // where the text starts in the bytes, if runs is nil
}

// ViewBuilder builds a view.
type ViewBuilder struct {
	Text []byte
	Runs []posting.Run
}

// Keep takes over src[start:end] as it is.
func (m *ViewBuilder) Keep(src []byte, start, end int) {
	if start < end {
		m.Runs = posting.AddRun(m.Runs, 0, len(m.Text), end-start, start, end)
		m.Text = append(m.Text, src[start:end]...)
	}
}

// Replace puts text in the place of the bytes from start to end.
func (m *ViewBuilder) Replace(text []byte, start, end int) {
	if len(text) > 0 {
		m.Runs = posting.AddRun(m.Runs, 0, len(m.Text), len(text), start, end)
		m.Text = append(m.Text, text...)
	}
}

func (m *ViewBuilder) View() View {
	if m.Runs == nil {
		m.Runs = []posting.Run{}
	}
	return View{Text: m.Text, runs: m.Runs}
}

// trace turns runs that lead into the text of v into runs that lead into the
// bytes v was made of; size is the length of the text the runs belong to.
func (v *View) trace(runs []posting.Run, size int) []posting.Run {
	if v.runs == nil {
		if v.Base != 0 {
			for i := range runs {
				runs[i].Start += v.Base
				runs[i].End += v.Base
			}
		}
		return runs
	}
	out := make([]posting.Run, 0, len(runs))
	for i, r := range runs {
		next := size
		if i+1 < len(runs) {
			next = runs[i+1].At
		}
		if next-r.At != r.End-r.Start { // stands for its source as a whole
			s := v.span(r.Start, r.End)
			out = append(out, posting.Run{At: r.At, Start: s.Start, End: s.End})
			continue
		}
		for _, inner := range posting.CutRuns(v.runs, len(v.Text), r.Start, r.End) {
			inner.At += r.At
			out = append(out, inner)
		}
	}
	return out
}

// span gives the bytes that v.text[start:end] was made of.
func (v *View) span(start, end int) posting.Span {
	if v.runs == nil {
		return posting.Span{Start: start + v.Base, End: end + v.Base}
	}
	return posting.SpanOf(v.runs, len(v.Text), start, end)
}
