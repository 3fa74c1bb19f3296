package report

import (
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
// to be read, a style for the screen and for paper. Of one posting it shows all; of
// many, what is to be done about which, and the rest where it is opened.
type htmlPrinter struct {
	w        io.Writer
	o        Options
	book     rulebook
	tally    tally
	ids      map[string]bool
	first    *sheetView
	problems []*htmlRow
	rest     []*htmlRow
	unlisted int // postings whose row is left out
	chart    manyChart

	sheets, texts, restTexts pack
}

func newHTML(w io.Writer, o Options) Printer {
	return &htmlPrinter{w: w, o: o, book: newRulebook(o), tally: tally{model: o.RoleModel}, ids: map[string]bool{}}
}

// htmlRows is how many postings with problems a page lists, and how many without:
// browsers grow slow on larger ones.
const htmlRows = 10_000

// Count takes a report that is not to be printed.
func (p *htmlPrinter) Count(r *lint.Report) { p.tally.add(r) }

func (p *htmlPrinter) Print(r *lint.Report) error {
	p.tally.add(r)
	list, texts := &p.rest, &p.restTexts
	if isProblem(r.Verdict) {
		list, texts = &p.problems, &p.texts
	}
	if len(*list) == htmlRows {
		p.unlisted++
		p.chart.add(r, p.book, "")
		return nil
	}
	row := newHTMLRow(r, p.book, p.id(r))
	*list = append(*list, row)
	p.chart.add(r, p.book, row.ID)
	sheet := newSheet(r, p.book, row.ID)
	if p.first == nil {
		p.first = sheet
	}
	var err error
	if row.Sheet, err = p.sheets.add("details", sheet); err != nil || len(sheet.Text) == 0 {
		return err
	}
	row.Text, err = texts.add("text", sheet)
	return err
}

// id returns the name of a posting in the page. It stays the same in the next run, so
// that a link to the posting goes on leading to it.
func (p *htmlPrinter) id(r *lint.Report) string {
	for n := 0; ; n++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", p.o.inRepository(r.Path), n))
		if id := fmt.Sprintf("posting-%x", sum[:5]); !p.ids[id] {
			p.ids[id] = true
			return id
		}
	}
}

func (p *htmlPrinter) Close() error {
	p.tally.passed = p.o.passedOver()
	var closing strings.Builder
	p.tally.print(&closing, 1<<20) // without a line break; cannot fail: a Builder
	page := map[string]any{
		"Heading": p.heading(), "Closing": strings.TrimSpace(closing.String()), "Version": Clean(p.o.Version),
		"Style": template.HTML("<style>" + htmlStyle + "</style>"), "Script": template.HTML("<script>" + htmlScript + "</script>"), "Policy": htmlPolicy(),
	}
	switch {
	case p.tally.postings > 1:
		page["Many"] = p.many()
	case p.first != nil:
		page["One"] = p.first
	}
	return htmlTemplates().ExecuteTemplate(p.w, "page", page)
}

func (p *htmlPrinter) heading() string {
	n := 0
	for _, v := range problems {
		n += p.tally.verdicts[v.id]
	}
	switch all := p.tally.postings; {
	case all == 0:
		return "No posting was checked"
	case all == 1:
		return "Does the title name the job?"
	case n == 0:
		return fmt.Sprintf("None of %s postings needs attention", sentence.Number(all))
	case n == 1:
		return fmt.Sprintf("1 of %s postings needs attention", sentence.Number(all))
	default:
		return fmt.Sprintf("%s of %s postings need attention", sentence.Number(n), sentence.Number(all))
	}
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
	v := newSheet(r, newRulebook(o), "posting-1")
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
