package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// markdownPrinter prints GitHub Flavored Markdown (https://github.github.com/gfm/)
// for a job summary or one comment on a pull request: a table of the postings
// that need a look, their findings folded, a closing count. The first line
// marks the comment, so that it can be found and replaced.
//
// A comment on GitHub holds 65,536 characters, a job summary 1 MiB
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits):
// what would not fit into a comment is counted instead, beginning with the
// mildest.
type markdownPrinter struct {
	w      io.Writer
	o      Options
	book   rulebook
	tally  tally
	groups [4]postingGroup // by the gravest finding: error, warning, info, none
}

// maxMarkdown is how many bytes tables and findings may take, and maxRows how
// many of them the table; head, foot and what stands between need a little more.
const (
	maxMarkdown = 60_000
	maxRows     = 30_000
)

// MarkdownMark is the first line of the markdown format.
const MarkdownMark = "<!-- jdlint -->"

// postingGroup holds postings of like gravity, no more than fit.
type postingGroup struct {
	notes         []markdownNote
	rows, details int // bytes that the notes take
	left          int // postings that do not fit
}

// markdownNote is what is said of a posting. The details are "" when there are
// none, or they do not fit.
type markdownNote struct {
	row, details string
	findings     bool
}

func newMarkdown(w io.Writer, o Options) Printer {
	return &markdownPrinter{w: w, o: o, book: newRulebook(o)}
}

// Count takes a report that is not to be printed.
func (p *markdownPrinter) Count(r *lint.Report) { p.tally.add(r) }

func (p *markdownPrinter) Print(r *lint.Report) error {
	p.tally.add(r)
	if len(r.Findings) == 0 && (r.Verdict == lint.Fits || r.Verdict == lint.OutOfScope) {
		return nil
	}
	gravest := len(p.groups) - 1
	for i := range r.Findings {
		gravest = min(gravest, gravity(r.Findings[i].Severity))
	}
	group := &p.groups[gravest]
	if group.rows > maxRows {
		group.left++
		return nil
	}
	note := markdownNote{row: p.row(r), findings: len(r.Findings) > 0}
	if group.details <= maxMarkdown {
		note.details = p.details(r)
	}
	group.notes = append(group.notes, note)
	group.rows += len(note.row)
	group.details += len(note.details)
	return nil
}

// row returns the posting's row of the table.
func (p *markdownPrinter) row(r *lint.Report) string {
	verdict := VerdictName(r.Verdict)
	if better := cmp.Or(r.SuggestedTitle, r.OtherRole); better != "" {
		verdict += ": " + markdownLine(better)
	}
	var t tally
	t.add(r)
	return fmt.Sprintf("| %s | %s | %s | %.2f | %s |\n", markdownLine(p.file(r)), markdownLine(r.Title), verdict, r.Confidence, strings.Join(t.severities(), ", "))
}

// file returns the name of the posting's file.
func (p *markdownPrinter) file(r *lint.Report) string {
	if r.Path == "-" {
		return pathName(r)
	}
	return p.o.inRepository(r.Path)
}

// details returns the folded part about a posting.
func (p *markdownPrinter) details(r *lint.Report) string {
	if len(r.Findings) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<details><summary><b>%s</b>: %s</summary>\n\n", htmlText(cut(p.file(r), markdownCut)), htmlText(cut(summary(r), markdownCut)))
	for i := range r.Findings[:min(len(r.Findings), maxQuoted)] {
		f := &r.Findings[i]
		fmt.Fprintf(&b, "- **%s**, %s: %s", severityNames[gravity(f.Severity)], lineSpot(r, f.Start, f.Line), markdownLine(f.Message))
		if f.Help != "" {
			fmt.Fprintf(&b, " **%s**", markdownLine(f.Help))
		}
		fmt.Fprintf(&b, " (%s)\n", p.rule(f.Rule))
		grounds := fingerprint.Grounds(r, f)
		for _, d := range grounds[:min(len(grounds), maxQuoted)] {
			fmt.Fprintf(&b, "  - %s: %s\n", lineSpot(r, d.Start, d.Line), markdownText(p.book.ground(d)))
		}
		if more := len(grounds) - maxQuoted; more > 0 {
			fmt.Fprintf(&b, "  - and %s\n", sentence.Count(more, "more line", "more lines"))
		}
	}
	if more := len(r.Findings) - maxQuoted; more > 0 {
		fmt.Fprintf(&b, "- and %s\n", sentence.Count(more, "more finding", "more findings"))
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// markdownCut bounds a text that is shown, in columns: one posting must not
// push out all others.
const markdownCut = 600

// markdownLine is markdownText, bounded.
func markdownLine(s string) string {
	return markdownText(cut(strings.TrimSpace(Clean(s)), markdownCut))
}

// rule returns a rule with a link to its page, where there is one.
func (p *markdownPrinter) rule(id string) string {
	if link := p.book.url(id); link != "" {
		return "[" + markdownText(id) + "](" + link + ")"
	}
	return markdownText(id)
}

func (p *markdownPrinter) Close() error {
	var shown []markdownNote
	rows, left := 0, 0
	for _, group := range p.groups {
		left += group.left
		for _, n := range group.notes {
			if rows+len(n.row) > maxRows {
				left++
				continue
			}
			rows += len(n.row)
			shown = append(shown, n)
		}
	}
	var table, details strings.Builder
	unfolded := 0
	for _, n := range shown {
		table.WriteString(n.row)
		if n.findings && (n.details == "" || rows+details.Len()+len(n.details) > maxMarkdown) {
			unfolded++
			continue
		}
		details.WriteString(n.details)
	}
	var b strings.Builder
	b.WriteString(MarkdownMark + "\n")
	if len(shown)+left == 0 {
		fmt.Fprintf(&b, "### jdlint: nothing to report\n\n")
	} else {
		fmt.Fprintf(&b, "### jdlint: %s of %s to look at\n\n", sentence.Number(len(shown)+left), sentence.Count(p.tally.postings, "posting", "postings"))
		b.WriteString("| Posting | Title | Verdict | Sure | Findings |\n| --- | --- | --- | ---: | --- |\n")
		b.WriteString(table.String() + "\n" + details.String())
		if details.Len() > 0 {
			b.WriteByte('\n')
		}
	}
	var short []string
	if left > 0 {
		short = append(short, sentence.Count(left, "more posting", "more postings"))
	}
	if unfolded > 0 {
		short = append(short, "the findings of "+sentence.Number(unfolded))
	}
	if len(short) > 0 {
		fmt.Fprintf(&b, "Not shown here for want of room: %s; --format csv or sarif holds all.\n\n", sentence.List(short, "and"))
	}
	p.tally.passed = p.o.passedOver()
	p.tally.print(&b, 1<<20) // without a line break; cannot fail: a Builder
	if p.o.RoleModel != "" {
		fmt.Fprintf(&b, "Judged by the role model “%s”.\n", markdownText(p.o.RoleModel))
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// htmlText returns text that is harmless within HTML that a platform shows: no tags, and
// nothing that it would make a link, a mention or a formula of. A sign in an
// element of its own is text to those who look for @name, #1, https://, www.
// or $formula$
// (https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions).
func htmlText(s string) string {
	return strings.NewReplacer(
		"@", "<span>@</span>", "#", "<span>#</span>", "$", "<span>$</span>", "://", "<span>:</span>//", "www.", "www<span>.</span>",
		"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;",
	).Replace(Clean(s))
}

// markdownText is htmlText within a line of Markdown, table cells included.
func markdownText(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`,
	).Replace(htmlText(s))
}
