package block

import "github.com/jdlint/jdlint/lint/posting"

// A View is text in UTF-8 that was made from other bytes, with runs that lead from
// the text back to those bytes. Views can be made of views: of the markup that
// stands escaped in a text. Its zero value is the view of no bytes, to be added to.
type View struct {
	Text []byte
	Base int           // where Text starts in the bytes if it is these bytes, without runs
	runs []posting.Run // of a text that was added to
}

// Keep adds src[start:end] as it is.
func (v *View) Keep(src []byte, start, end int) {
	if start < end {
		v.runs = posting.AddRun(v.runs, 0, len(v.Text), end-start, start, end)
		v.Text = append(v.Text, src[start:end]...)
	}
}

// Replace adds text in the place of the bytes from start to end.
func (v *View) Replace(text string, start, end int) {
	if text != "" {
		v.runs = posting.AddRun(v.runs, 0, len(v.Text), len(text), start, end)
		v.Text = append(v.Text, text...)
	}
}

// trace makes the runs of a block, which lead into the text of the view, lead to the
// bytes that the view was made of.
func (v *View) trace(b *Block) {
	if v.runs == nil {
		for i := range b.Runs {
			b.Runs[i].Start += v.Base
			b.Runs[i].End += v.Base
		}
		return
	}
	out := make([]posting.Run, 0, len(b.Runs))
	for i, r := range b.Runs {
		next := len(b.Text)
		if i+1 < len(b.Runs) {
			next = b.Runs[i+1].At
		}
		if next-r.At != r.End-r.Start { // stands for its source as a whole
			s := posting.SpanOf(v.runs, len(v.Text), r.Start, r.End)
			out = append(out, posting.Run{At: r.At, Start: s.Start, End: s.End})
			continue
		}
		first := len(out)
		out = posting.AppendRuns(out, v.runs, len(v.Text), r.Start, r.End)
		for k := range out[first:] {
			out[first+k].At += r.At
		}
	}
	b.Runs = out
}
