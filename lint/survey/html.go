package survey

import (
	"crypto/sha256"
	_ "embed" // for the template and its style
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/report"
)

var (
	//go:embed survey.html
	pageText string
	//go:embed survey.css
	pageStyle string
)

var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("").Parse(pageText)) })

// How much a page shows of each list; larger ones take longer than a minute to read.
const (
	pageRows     = 25
	pageFindings = 50 // of a kind
)

// chart is a table whose rows have bars.
type chart struct {
	Heading    string
	Titles     bool // the bars of titles are shown, too
	Convention bool // and which role model the postings go by
	Rows       []chartRow
	More       int
}

type chartRow struct {
	Name            string
	Postings        string
	Titles          []part
	Verdicts        []part
	Mistitled       string
	Hybrid, Another string
	Convention      string
}

// part is a part of a bar, in thousandths.
type part struct {
	Class, Words string
	At, Of       int
}

const barWidth = 1000

// bar returns the parts of a bar for counts, each with its class and its words.
func bar(counts []int, classes, words []string) (parts []part) {
	sum, done := 0, 0
	for _, n := range counts {
		sum += n
	}
	for i, n := range counts {
		if n > 0 {
			from := done * barWidth / sum
			done += n
			parts = append(parts, part{classes[i], fmt.Sprintf("%s %s (%.0f %%)", sentence.Number(n), words[i], 100*float64(n)/float64(sum)), from, done*barWidth/sum - from})
		}
	}
	return parts
}

func (t *Tally) titleBar() []part {
	return bar([]int{t.Title(lint.ProductManager), t.Title(lint.Both), t.Title(lint.ProductOwner)}, []string{"strategic", "both", "tactical"}, []string{"product managers", "both titles", "product owners"})
}

func (t *Tally) verdictBar() []part {
	var counts []int
	var classes, words []string
	for _, v := range Verdicts {
		counts, classes, words = append(counts, t.Verdict(v)), append(classes, string(v)), append(words, report.VerdictName(v))
	}
	return bar(counts, classes, words)
}

func (r *Result) chart(i int) *chart {
	tallies := r.Groups[i]
	c := &chart{Heading: "By " + By[i], Titles: By[i] == "year", Convention: By[i] == "employer"}
	if By[i] == "year" {
		tallies = tallies[max(0, len(tallies)-mostYears):]
	}
	for _, t := range tallies[:min(len(tallies), pageRows)] {
		row := chartRow{
			Name: t.Name, Postings: sentence.Number(t.Postings), Titles: t.titleBar(), Verdicts: t.verdictBar(),
			Mistitled: t.percent(lint.Mistitled), Hybrid: t.percent(lint.Hybrid), Another: t.percent(lint.OtherJob),
		}
		if t.Convention.sure() {
			row.Convention = fmt.Sprintf("%s, %.0f %% sure", t.Convention.Model, 100*t.Convention.Confidence)
		}
		c.Rows = append(c.Rows, row)
	}
	c.More = len(r.Groups[i]) - len(c.Rows)
	return c
}

// topicRow is how many postings of either title ask for a category, in thousandths.
type topicRow struct {
	Name            string
	Manager, Owner  int
	Managers, Owned string // in words
}

func (r *Result) topicRows() (rows []topicRow) {
	managers, owners := r.Asked[lint.ProductManager], r.Asked[lint.ProductOwner]
	for i, id := range r.Total.categories {
		if managers.asked[i]+owners.asked[i] == 0 {
			continue
		}
		part := func(t *Tally) int { return int(t.asked[i]) * barWidth / max(t.Postings, 1) }
		rows = append(rows, topicRow{
			Name: sentence.Capital(r.topics[id]), Manager: part(managers), Owner: part(owners),
			Managers: fmt.Sprintf("%d %%", (part(managers)+5)/10), Owned: fmt.Sprintf("%d %%", (part(owners)+5)/10),
		})
	}
	return rows
}

// pageKind is the findings of one rule.
type pageKind struct {
	Name, Rule, Page string
	Count            string
	Findings         []Finding
	More             int
	Help             string
}

// html prints one page that needs nothing else: no network, no script.
func (r *Result) html(w io.Writer, o PrintOptions) error {
	style := report.SheetStyle + pageStyle
	sum := sha256.Sum256([]byte(style))
	page := map[string]any{
		"Said": strings.ReplaceAll(r.said(o), " %", "\u00a0%"), "Version": o.Version, "Verdicts": r.Total.verdictBar(), "Titles": r.Total.titleBar(), "Topics": r.topicRows(),
		"Style":  template.HTML("<style>" + style + "</style>"),
		"Policy": "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
	}
	var charts []*chart
	for _, i := range []int{3, 0, 1, 2} { // how it went over the years first
		if len(r.Groups[i]) > 0 {
			charts = append(charts, r.chart(i))
		}
	}
	var kinds []pageKind
	for _, all := range r.kinds() {
		id := all[0].Rule
		shown := all[:min(len(all), pageFindings)]
		kinds = append(kinds, pageKind{sentence.Capital(r.names[id]), id, report.Page(id), sentence.Number(len(all)), shown, len(all) - len(shown), all[0].Help})
	}
	page["Charts"], page["Kinds"] = charts, kinds
	var b strings.Builder
	if err := pageTemplate().Execute(&b, page); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}
