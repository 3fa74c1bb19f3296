package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// htmlPrinter prints one page that needs nothing else: no network, no script
// to be read, a style for the screen and for paper. Of many postings it shows
// an overview first.
type htmlPrinter struct {
	w     io.Writer
	o     Options
	book  rulebook
	tally tally
	rows  []htmlRow
	quiet int          // rows of postings of which there is nothing to say
	body  bytes.Buffer // the sheets, as the overview stands before them

	short, listed, unlisted int // postings whose text, whose sheet and whose row is left out
}

func newHTML(w io.Writer, o Options) Printer {
	return &htmlPrinter{w: w, o: o, book: newRulebook(o), tally: tally{model: o.RoleModel}}
}

// Browsers grow slow on larger pages. When the sheets take so many bytes, those of
// further postings come without their texts, and of problems alone; then none.
// In the overview stand so many postings with problems, and so many without.
const (
	htmlTexts  = 32 << 20
	htmlSheets = 48 << 20
	htmlRows   = 10_000
)

// htmlRow is a posting in the overview.
type htmlRow struct {
	Link, Title, Path   string // no link where there is no sheet
	Verdict             lint.Verdict
	Sure                string // "0.93", or "" where nothing was judged
	Strategic, Tactical int    // owned
	Suggested           string // the title to take, or the other job
}

// Count takes a report that is not to be printed.
func (p *htmlPrinter) Count(r *lint.Report) { p.tally.add(r) }

func (p *htmlPrinter) Print(r *lint.Report) error {
	p.tally.add(r)
	quiet := len(r.Findings) == 0 && (r.Verdict == lint.Fits || r.Verdict == lint.OutOfScope)
	rows := p.quiet
	if !quiet {
		rows = len(p.rows) - p.quiet
	}
	if rows == htmlRows {
		p.unlisted++
		return nil
	}
	if quiet {
		p.quiet++
	}
	row := htmlRow{
		Title: strings.Clone(titleOf(r)), Path: strings.Clone(pathName(r)), Verdict: r.Verdict, Strategic: r.Strategic.Owned, Tactical: r.Tactical.Owned,
		Suggested: strings.Clone(Clean(cmp.Or(r.SuggestedTitle, r.OtherRole))),
	}
	if r.Verdict != lint.OutOfScope {
		row.Sure = fmt.Sprintf("%.2f", r.Confidence)
	}
	size := p.body.Len()
	if size > htmlSheets || size > htmlTexts && quiet {
		p.listed++
		p.rows = append(p.rows, row)
		return nil
	}
	v := newSheet(r, p.book, len(p.rows)+1)
	row.Link = v.ID
	p.rows = append(p.rows, row)
	if size > htmlTexts && len(v.Text) > 0 {
		v.Text, v.Shortened = nil, true
		p.short++
	}
	return htmlTemplates().ExecuteTemplate(&p.body, "sheet", v)
}

func (p *htmlPrinter) Close() error {
	p.tally.passed = p.o.passedOver()
	var closing strings.Builder
	p.tally.print(&closing, 1<<20) // without a line break; cannot fail: a Builder
	page := map[string]any{
		"Rows": p.rows, "Many": p.tally.postings > 1, "Heading": p.heading(), "Verdicts": p.verdicts(), "Short": p.short, "Listed": p.listed, "Unlisted": p.unlisted,
		"Closing": strings.TrimSpace(closing.String()), "Version": Clean(p.o.Version),
		"Style": template.HTML("<style>" + htmlStyle + "</style>"), "Script": template.HTML("<script>" + htmlScript + "</script>"), "Policy": htmlPolicy(),
	}
	if err := htmlTemplates().ExecuteTemplate(p.w, "head", page); err != nil {
		return err
	}
	if _, err := p.body.WriteTo(p.w); err != nil {
		return err
	}
	return htmlTemplates().ExecuteTemplate(p.w, "foot", page)
}

func (p *htmlPrinter) heading() string {
	switch p.tally.postings {
	case 0:
		return "No posting was checked"
	case 1:
		return "Does the title name the job?"
	}
	return sentence.Number(p.tally.postings) + " postings: do the titles name the jobs?"
}

// verdictCount is a part of the chart of verdicts.
type verdictCount struct {
	Verdict lint.Verdict
	Count   int
	At, Of  int // where its part of the bar begins and how wide it is, in thousandths
}

func (p *htmlPrinter) verdicts() []verdictCount {
	var out []verdictCount
	done := 0
	for _, v := range []lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.Fits, lint.OutOfScope} {
		n := p.tally.verdicts[v]
		if n == 0 {
			continue
		}
		from := done * barWidth / p.tally.postings
		done += n
		out = append(out, verdictCount{v, n, from, done*barWidth/p.tally.postings - from})
	}
	return out
}

//go:embed html/*.html
var htmlFiles embed.FS

// SheetStyle is the style sheet of what Sheet prints.
//
//go:embed html/sheet.css
var SheetStyle string

//go:embed html/report.css
var pageStyle string

//go:embed html/report.js
var htmlScript string

var htmlStyle = SheetStyle + pageStyle

// htmlTemplates are parsed when a page is first printed: the other formats
// must not pay for them.
var htmlTemplates = sync.OnceValue(func() *template.Template {
	words := template.FuncMap{"verdictName": VerdictName}
	return template.Must(template.New("").Funcs(words).ParseFS(htmlFiles, "html/*.html"))
})

// htmlPolicy returns the policy that lets a browser run and load nothing but the
// style and the script of the page itself, which it knows by their sums: should a
// posting ever get markup into the page, it stays dead.
func htmlPolicy() string {
	sum := func(text string) string {
		h := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"
	}
	return "default-src 'none'; style-src " + sum(htmlStyle) + "; script-src " + sum(htmlScript) + "; base-uri 'none'; form-action 'none'"
}

// Sheet prints what a page shows of one posting, a fragment of HTML in pieces
// by name: "verdict", "chart", "text", "changes" and "note".
func Sheet(r *lint.Report, o Options) (map[string]string, error) {
	v := newSheet(r, newRulebook(o), 1)
	out := map[string]string{}
	for _, name := range []string{"verdict", "chart", "text", "changes", "note"} {
		var b strings.Builder
		if err := htmlTemplates().ExecuteTemplate(&b, name, v); err != nil {
			return nil, err
		}
		out[name] = b.String()
	}
	return out, nil
}
