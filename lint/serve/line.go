package serve

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/report"
)

// place is a part of the text, half open, in UTF-16 code units: what scripts count
// in.
type place struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// mark is a place in the text of which there is something to say: a duty, or a
// finding, whose Side is "found".
type mark struct {
	place
	Line     place  `json:"line"` // in which it stands
	Side     string `json:"side"`
	Sign     string `json:"sign"`
	Category string `json:"category"` // id
	Topic    string `json:"topic"`
	Whose    string `json:"whose"`
	Reason   string `json:"reason"`
	Help     string `json:"help"`
	Weak     bool   `json:"weak"`
}

// passage is a part of the text in which nothing counts.
type passage struct {
	place
	Zone string `json:"zone"`
}

// maxMarks bounds what is marked; real postings have some dozens.
const maxMarks = 2000

// marked returns the marks of a text: first those of the duties, by whose number the
// page asks for [Desk.line]. There are none where the text is not what was judged, as
// it is for the source of a Rich Text file.
func marked(r *lint.Report, t Text, o report.Options) (marks []mark, quiet []passage) {
	marks, quiet = []mark{}, []passage{}
	p := r.Posting()
	if p == nil || !bytes.Equal(p.Source, t.Source) {
		return marks, quiet
	}
	duties, passages := report.Marks(r, o)
	for _, m := range duties[:min(len(duties), maxMarks)] {
		marks = append(marks, mark{
			place: place{m.At.Start, m.At.End}, Line: place{m.Line.Start, m.Line.End}, Side: m.Side, Sign: m.Sign,
			Category: m.Duty.Category, Topic: m.Topic, Whose: m.Whose, Reason: m.Reason, Weak: m.Weak,
		})
	}
	for i := range r.Findings[:min(len(r.Findings), maxMarks)] {
		f := &r.Findings[i]
		if f.OfVerdict || f.Start >= f.End || f.End > len(p.Source) {
			continue
		}
		at := place{f.Start, f.End}
		marks = append(marks, mark{place: at, Line: at, Side: "found", Topic: report.Clean(f.Message), Help: report.Clean(f.Help)})
	}
	for _, q := range passages {
		quiet = append(quiet, passage{place{q.Start, q.End}, q.Zone})
	}
	var all []*int
	for i := range marks {
		m := &marks[i]
		all = append(all, &m.Start, &m.End, &m.Line.Start, &m.Line.End)
	}
	for i := range quiet {
		all = append(all, &quiet[i].Start, &quiet[i].End)
	}
	toUTF16(p.Source, all)
	return marks, quiet
}

// toUTF16 turns offsets in bytes into offsets in UTF-16 code units.
func toUTF16(src []byte, offsets []*int) {
	slices.SortFunc(offsets, func(a, b *int) int { return *a - *b })
	at, units := 0, 0
	for _, o := range offsets {
		for at < *o && at < len(src) {
			r, size := utf8.DecodeRune(src[at:])
			at += size
			units++
			if r > 0xffff {
				units++
			}
		}
		*o = units
	}
}

// way is something to do about the line of a duty.
type way struct {
	ID       string       `json:"id"` // "support", "out"
	Name     string       `json:"name"`
	Line     string       `json:"line"` // as it would be, "" for none
	Then     lint.Verdict `json:"then"`
	Said     string       `json:"said"` // the verdict after
	Why      string       `json:"why"`  // and in a sentence
	Revision revision     `json:"revision"`
}

// line answers with what can be done about the line of a mark, and what would come
// of it.
func (d *Desk) line(ctx context.Context, t Text, by By, q url.Values) (any, error) {
	r, err := d.o.Judge(ctx, by, t)
	if err != nil {
		return nil, err
	}
	marks, _ := report.Marks(r, d.o.Report(by.Language))
	n, err := strconv.Atoi(q.Get("n"))
	if err != nil || n < 0 || n >= len(marks) || r.Posting() == nil || !bytes.Equal(r.Posting().Source, t.Source) {
		return nil, requestError{400, "There is no such line."}
	}
	duty := marks[n].Duty
	ways := []way{}
	add := func(w way, edits []lint.Edit) {
		w.Revision.Text, w.Revision.Title = string(fix.Apply(t.Source, edits)), t.Title
		if after := d.after(ctx, w.Revision, t, by); after != nil {
			w.Then, w.Said, w.Why = after.Verdict, report.VerdictLine(after), after.Summary
			ways = append(ways, w)
		}
	}
	if line := d.support(r, duty); line != "" {
		add(way{ID: "support", Name: "Make it a supporting duty", Line: line, Revision: revision{Done: "The line is a supporting duty now."}},
			[]lint.Edit{{Start: duty.Start, End: duty.End, NewText: line}})
	}
	edits, _ := fix.TakeOut(t.Source, []*lint.Duty{duty})
	add(way{ID: "out", Name: "Take the line out", Revision: revision{Done: "The line is taken out."}}, edits)
	return map[string]any{"ways": ways}, nil
}

// support returns a line that supports what a duty owns, "" where there is none.
func (d *Desk) support(r *lint.Report, duty *lint.Duty) string {
	owner := duty.Role
	if d.o.Support == nil || duty.Strength == lint.Weak || duty.Side == "" {
		return ""
	}
	if owner == lint.Both || owner == "" {
		return ""
	}
	line := d.o.Support(cmp.Or(r.Posting().Language, "en"), duty.Category, report.RoleName(owner))
	if end := duty.Text[max(0, len(duty.Text)-1):]; line != "" && strings.Contains(".;", end) && end != "" {
		line += end
	}
	return line
}
