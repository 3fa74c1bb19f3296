package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// sheetView is what a page shows of one posting. All texts are clean; the
// templates escape them.
type sheetView struct {
	ID          string // of the element, unique in the page
	Title, Path string
	Verdict     lint.Verdict
	Line        string // the verdict as a headline
	Summary     string // and in a sentence
	Judged      string // by what, and how surely
	Chart       chartView
	Text        []block
	LeftOut     bool // menus and the like were
	Changes     []changeView
	MoreChanges int    // that are not shown
	Note        string // for the hiring manager
}

// changeView is a finding: what is wrong and what to do.
type changeView struct {
	Severity, Message, Help string
	Same                    bool // the message is the verdict's sentence
	Rule, Name, Link        string
	Quote                   string
	Edits                   []Edit
	MoreEdits               int // that are not shown
}

// What a page shows of a posting; real ones have a handful of each.
const (
	maxChanges = 200
	maxEdits   = 30
)

func titleOf(r *lint.Report) string {
	return cmp.Or(strings.TrimSpace(Clean(r.Title)), "No title found")
}

func newSheet(r *lint.Report, book rulebook, id string) *sheetView {
	v := &sheetView{
		ID: id, Title: titleOf(r), Path: pathName(r),
		Verdict: r.Verdict, Line: VerdictLine(r), Summary: summary(r), Note: note(r, book),
	}
	if r.Verdict != lint.OutOfScope {
		v.Judged = judged(r)
		v.Chart = newChart(r, book)
		v.Text, v.LeftOut = markedText(r, book, v.ID)
	}
	shown := min(len(r.Findings), maxChanges)
	v.MoreChanges = len(r.Findings) - shown
	for i := range shown {
		v.Changes = append(v.Changes, newChange(r, &r.Findings[i], book))
	}
	return v
}

func newChange(r *lint.Report, f *lint.Finding, book rulebook) changeView {
	c := changeView{
		Severity: severityNames[gravity(f.Severity)],
		Message:  Clean(f.Message), Help: Clean(f.Help), Rule: Clean(f.Rule), Name: book.name(f.Rule), Link: book.url(f.Rule),
	}
	c.Same = c.Message == summary(r)
	if !isOnTitle(r, f) {
		if text, start, end, ok := textAt(r.Posting(), spanOf(f.Start, f.End), 8*maxQuote); ok {
			c.Quote = cut(strings.TrimSpace(Clean(text[start:end])), maxQuote)
		}
	}
	c.Edits = Edits(r, f)
	shown := min(len(c.Edits), maxEdits)
	c.MoreEdits = len(c.Edits) - shown
	c.Edits = c.Edits[:shown]
	return c
}

// Edit is a change of the source as people see it: in its line.
type Edit struct {
	Where                   string // "line 3", "page 2"
	Before, Old, New, After string
}

// Edits returns the edits of a finding; none where they do not lie in the source.
func Edits(r *lint.Report, f *lint.Finding) (out []Edit) {
	for i, e := range newLineIndex(r).edits(f) {
		at, p := &f.Edits[i], r.Posting()
		before, after := around(p.Source, at.Start, at.End)
		out = append(out, Edit{
			Where:  cmp.Or(p.Where(at.Start), fmt.Sprintf("line %d", e.from.line)),
			Before: before, Old: Clean(string(p.Source[at.Start:at.End])), New: Clean(e.text), After: after,
		})
	}
	return out
}

// editContext is how many bytes of a line are shown on either side of an edit.
const editContext = 60

// around returns the text of the line around a place of the source.
func around(src []byte, start, end int) (before, after string) {
	text, from, to := inSource(src, spanOf(start, end), editContext)
	before, after = Clean(text[:from]), Clean(text[max(from, to):])
	if start-from > 0 && src[start-from-1] != '\n' {
		before = "…" + before
	}
	if at := end + len(text) - max(from, to); at < len(src) && src[at] != '\n' && src[at] != '\r' {
		after += "…"
	}
	return before, after
}

// note returns what to write to the hiring manager, whole sentences that can be
// copied into a mail.
func note(r *lint.Report, book rulebook) string {
	m := book.messages
	if m == nil {
		return ""
	}
	posting := m.Say("note-this")
	if r.Title != "" {
		posting = m.Say("note-posting", "{title}", strings.TrimSpace(Clean(r.Title)))
	}
	foreign := ForeignDuties(r)
	topics := sentence.List(book.topics(foreign), m.Say("and"))
	suggested := Clean(r.SuggestedTitle)
	say := func(name string, more ...string) string {
		return m.Say(name, append([]string{"{posting}", posting, "{role}", m.Say(string(r.Role)), "{other}", m.Say(string(otherRole(r.Role))),
			"{topics}", topics, "{suggested}", suggested}, more...)...)
	}
	switch r.Verdict {
	case lint.Fits:
		return say("note-fits")
	case lint.Mistitled:
		said := say("note-mistitled")
		if len(foreign) > 0 {
			said = say("note-counts", "{share}", m.Share("note", len(foreign), r.Strategic.Owned+r.Tactical.Owned, r.Strategic.Weak+r.Tactical.Weak > 0))
		}
		if suggested == "" {
			return say("note-change", "{said}", said)
		}
		return say("note-retitle", "{said}", said)
	case lint.Hybrid:
		beside, as := "", ""
		if topics != "" {
			beside = say("note-beside")
		}
		if suggested != "" {
			as = say("note-as")
		}
		return m.Say("note-hybrid", "{posting}", posting, "{role}", m.Say(string(r.Role)), "{other}", m.Say(string(otherRole(r.Role))), "{beside}", beside, "{suggested}", as)
	case lint.OtherJob:
		if r.OtherRole != "" {
			return say("note-other-named", "{job}", Clean(r.OtherRole))
		}
		return say("note-other")
	case lint.Unclear:
		if tooLittle(r) { // else it is not the posting that is at fault
			return say("note-unclear")
		}
	}
	return ""
}

// topics returns the names of the most frequent categories of duties.
func (b rulebook) topics(duties []*lint.Duty) (names []string) {
	for _, t := range mostFrequent(duties) {
		names = append(names, b.category(t.category))
	}
	return names
}
