package report

import (
	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// Mark is a duty of a posting where it stands, for those who show it in its text.
type Mark struct {
	Duty     *lint.Duty
	Line, At posting.Span // the line, and the words in it that decided
	Sign     string       // "S1": unique in the posting
	Side     string       // "strategic", "tactical" or "other"
	Topic    string       // the name of the category
	Whose    string       // "Either's work", or "" where the side says it
	Reason   string
	Weak     bool
}

// Passage is a part of a posting in which nothing counts.
type Passage struct {
	posting.Span
	Zone string // why: "Requirements"
}

// Marks returns the duties of a posting, in the order of the ledger, and the
// passages in which nothing counts, in the order of the source.
func Marks(r *lint.Report, o Options) (marks []Mark, quiet []Passage) {
	m := newMarker(r, newRulebook(o), "")
	for _, d := range m.duties {
		line := spanOf(d.Start, d.End)
		// A line that states several duties has their marks and notes in this order.
		n, at := m.notes[line][0], m.marks[line][0]
		m.notes[line], m.marks[line] = m.notes[line][1:], m.marks[line][1:]
		marks = append(marks, Mark{d, line, spanOf(at.start, at.end), n.Sign, n.Side, n.Topic, n.Whose, n.Reason, n.Weak})
	}
	p := r.Posting()
	if p == nil {
		return marks, nil
	}
	counted := map[posting.Span]bool{}
	for i := range marks {
		counted[marks[i].Line] = true
	}
	zone := posting.Zone("")
	for i := range p.Lines {
		l := &p.Lines[i]
		span := l.Span()
		if l.Zone == posting.Duties || l.Zone == posting.Intro || counted[span] {
			zone = ""
			continue
		}
		if last := len(quiet) - 1; l.Zone == zone && quiet[last].End <= span.Start {
			quiet[last].End = span.End
			continue
		}
		zone = l.Zone
		quiet = append(quiet, Passage{span, zoneName(l.Zone)})
	}
	return marks, quiet
}
