package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// sheetView is what a page shows of one posting. All texts are clean; the
// templates escape them.
type sheetView struct {
	ID          string // of the element, unique in the page
	Title, Path string
	Verdict     verdictView
	Said        string // the verdict in a few words
	Summary     string // and in a sentence
	Judged      string // by what, and how surely
	Confidence  string
	Chart       chartView
	Text        []block
	Shortened   bool // the text was left out for want of room
	LeftOut     bool // menus and the like were
	Changes     []changeView
	MoreChanges int    // that are not shown
	Note        string // for the hiring manager
}

// verdictView names a verdict to people and to the style sheet.
type verdictView struct{ ID, Name string }

func newVerdict(v lint.Verdict) verdictView { return verdictView{string(v), verdictName(v)} }

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

func newSheet(r *lint.Report, o Options, book rulebook, n int) *sheetView {
	v := &sheetView{
		ID: fmt.Sprintf("posting-%d", n), Title: strings.TrimSpace(Clean(r.Title)), Path: Clean(r.Path), Verdict: newVerdict(r.Verdict),
		Said: verdictLine(r.Verdict), Summary: summary(r), Confidence: fmt.Sprintf("%.2f", r.Confidence), Note: note(r, book),
	}
	if v.Title == "" {
		v.Title = "No title found"
	}
	if r.Path == "-" {
		v.Path = "standard input"
	}
	if r.Verdict != lint.OutOfScope {
		v.Judged = fmt.Sprintf("Confidence: %s (%.2f).", sureness(r.Confidence), r.Confidence)
		if r.RoleModel != "" {
			v.Judged += fmt.Sprintf(" Judged by the role model “%s”.", Clean(r.RoleModel))
		}
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
		Severity: [...]string{"error", "warning", "note"}[gravity(f.Severity)],
		Message:  Clean(f.Message), Help: Clean(f.Help), Rule: Clean(f.Rule), Name: book.name(f.Rule), Link: book.url(f.Rule),
	}
	c.Same = c.Message == summary(r)
	onTitle := f.Start >= f.End || r.Posting() != nil && r.Posting().Title.Span.Start == f.Start && r.Posting().Title.Span.End == f.End
	if !onTitle {
		if text, start, end, ok := foundText(r, f); ok {
			c.Quote = cut(strings.TrimSpace(Clean(text[start:end])), maxQuote)
		}
	}
	c.Edits = Edits(r, f)
	shown := min(len(c.Edits), maxEdits)
	c.MoreEdits = len(c.Edits) - shown
	c.Edits = c.Edits[:shown]
	return c
}

// foundText gives the text that a finding points at: that of the posting's
// line, or else of the source.
func foundText(r *lint.Report, f *lint.Finding) (text string, start, end int, ok bool) {
	p := r.Posting()
	if p == nil || f.Start < 0 || f.Start >= f.End || f.End > len(p.Source) {
		return "", 0, 0, false
	}
	span := spanOf(f.Start, f.End)
	if text, start, end, ok = inLine(p, span); ok {
		return text, start, end, true
	}
	text, start, end = inSource(p.Source, span, 8*maxQuote)
	return text, start, max(start, end), true
}

// editContext is how many bytes of a line are shown on either side of an edit.
const editContext = 60

// around gives the text of the line around a place of the source.
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

// note is what to write to the hiring manager, whole sentences that can be
// copied into a mail.
func note(r *lint.Report, book rulebook) string {
	title := "This posting"
	if r.Title != "" {
		title = fmt.Sprintf("The posting “%s”", strings.TrimSpace(Clean(r.Title)))
	}
	own, other := roleName(r.Role), roleName(otherRole(r.Role))
	foreign := foreignDuties(r)
	all := r.Strategic.Owned + r.Tactical.Owned
	switch r.Verdict {
	case lint.Fits:
		return fmt.Sprintf("%s has the title that its duties ask for; nothing needs to change.", title)
	case lint.Mistitled:
		s := fmt.Sprintf("%s describes the work of a %s: %s", title, other, share(len(foreign), all))
		if len(foreign) == 0 {
			s = fmt.Sprintf("%s describes the work of a %s", title, other)
		} else {
			s += fmt.Sprintf(" that role's (%s)", list(topicsOf(foreign, book)))
		}
		if r.SuggestedTitle != "" {
			return s + fmt.Sprintf(". Shall we call it “%s”, or is this work meant for somebody else?", Clean(r.SuggestedTitle))
		}
		return s + ". Shall we change the title, or is this work meant for somebody else?"
	case lint.Hybrid:
		s := fmt.Sprintf("%s asks one person to be %s and %s", title, own, other)
		if topics := topicsOf(foreign, book); len(topics) > 0 {
			s += fmt.Sprintf(" (beside the rest: %s)", list(topics))
		}
		return s + ". Which half comes first, and how should the week be shared? If both are meant, the title should say so" + suggested(r) + "."
	case lint.OtherJob:
		job := "of another job"
		if r.OtherRole != "" {
			job = "of another job, " + Clean(r.OtherRole)
		}
		return fmt.Sprintf("%s describes mainly the work %s. Is that the job we want to fill, and should the title say so?", title, job)
	case lint.Unclear:
		if !slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == "unclear-posting" }) {
			return "" // it is not the posting that is at fault
		}
		return fmt.Sprintf("%s says too little about the work to tell whether the title is right. Could you name the three to six things that the person will do and decide?", title)
	}
	return ""
}

func suggested(r *lint.Report) string {
	if r.SuggestedTitle == "" {
		return ""
	}
	return fmt.Sprintf(", as in “%s”", Clean(r.SuggestedTitle))
}

// topicsOf names the categories of duties, those with more first, a few at most.
func topicsOf(duties []*lint.Duty, book rulebook) []string {
	n := map[string]int{}
	var ids []string
	for _, d := range duties {
		if n[d.Category]++; n[d.Category] == 1 {
			ids = append(ids, d.Category)
		}
	}
	var names []string
	for len(ids) > 0 && len(names) < 3 {
		most := 0
		for i, id := range ids {
			if n[id] > n[ids[most]] {
				most = i
			}
		}
		names = append(names, book.category(ids[most]))
		ids = append(ids[:most:most], ids[most+1:]...)
	}
	return names
}

// reason says what makes a text the duty that it is counted as.
func (b rulebook) reason(d *lint.Duty) string {
	if means := b.rules[d.Rule]; means != "" {
		return Clean(means)
	}
	return why(d)
}

// rulesOf gives what each rule of some categories means, by id.
func rulesOf(categories []*rules.Category) map[string]string {
	means := map[string]string{}
	for _, c := range categories {
		for i := range c.Rules {
			if rule := &c.Rules[i]; means[rule.ID] == "" {
				means[rule.ID] = rule.Means
			}
		}
	}
	return means
}
