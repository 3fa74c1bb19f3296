package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// problems are the verdicts that ask for something, the worst first, with what to do
// and whom to ask.
var problems = []struct {
	id      lint.Verdict
	do, ask string
}{
	{lint.Mistitled, "Take the other title. If the title is right, move the lines to the other posting.",
		"The hiring manager: is the title wrong, or are the duties?"},
	{lint.Hybrid, "Say how the week is shared, name both roles in the title, or split the posting.",
		"The hiring manager and the head of product: which half comes first?"},
	{lint.OtherJob, "Advertise it under the name of that job, or add what the role in the title decides.",
		"The hiring manager: which job is to be filled?"},
	{lint.Unclear, "Say in three to six lines what the person will do and decide; name a title where there is none.",
		"Whoever wrote the posting: what is missing?"},
}

// isProblem reports whether a verdict asks for something.
func isProblem(v lint.Verdict) bool { return v != lint.Fits && v != lint.OutOfScope }

// htmlRow is a posting among many: what the page lists, sorts, filters and copies.
type htmlRow struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Path      string   `json:"path"`
	Problem   bool     `json:"problem,omitempty"`
	Verdict   string   `json:"verdict"`
	Role      string   `json:"role"`
	Sure      string   `json:"sure"`      // "0.93", or "" where nothing was judged
	Sureness  string   `json:"sureness"`  // in a word
	Strategic int      `json:"strategic"` // owned duties
	Tactical  int      `json:"tactical"`
	Suggested string   `json:"suggested,omitempty"` // the title to take, or the other job
	Findings  []string `json:"findings,omitempty"`  // by name
	Sheet     int      `json:"sheet"`               // its place in the pack, from 1; -1 for left out
	Text      int      `json:"text,omitempty"`      // 0 for none

	// of the card
	id         lint.Verdict
	Says, Help string      `json:"-"`
	Lines      []weighLine `json:"-"`
}

// weighLine is a line of a posting that its verdict rests on.
type weighLine struct {
	start              int
	Side, Quote, About string
}

// maxWeigh is how much of such a line is quoted, in columns: about a line of the page.
const maxWeigh = 110

func newHTMLRow(r *lint.Report, book rulebook, id string) *htmlRow {
	row := &htmlRow{
		ID: id, Title: strings.Clone(clipped(titleOf(r))), Path: strings.Clone(pathName(r)), Problem: isProblem(r.Verdict), Verdict: VerdictName(r.Verdict), Role: sentence.Capital(RoleName(r.Role)),
		Sureness: "not judged", Strategic: r.Strategic.Owned, Tactical: r.Tactical.Owned, Suggested: strings.Clone(clipped(Clean(cmp.Or(r.SuggestedTitle, r.OtherRole)))), id: r.Verdict,
	}
	if r.Verdict != lint.OutOfScope {
		row.Sure, row.Sureness = fmt.Sprintf("%.2f", r.Confidence), sureness(r.Confidence)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if name := book.name(f.Rule); !slices.Contains(row.Findings, name) {
			row.Findings = append(row.Findings, name)
		}
		if f.OfVerdict || row.Help == "" {
			row.Help = strings.Clone(clipped(Clean(f.Help)))
		}
	}
	if !row.Problem {
		return row
	}
	row.Says = strings.Clone(clipped(summary(r)))
	for _, d := range weighing(r) {
		about, side := book.category(d.Category), cmp.Or(string(d.Side), "other")
		if last := len(row.Lines) - 1; last >= 0 && row.Lines[last].start == d.Start {
			row.Lines[last].About = about + ", " + row.Lines[last].About // one line that states two duties
			continue
		}
		quote := cut(Clean(d.Text), maxWeigh)
		if e, ok := excerptOf(r.Posting(), spanOf(d.Start, d.End), d.Mark, maxWeigh); ok {
			quote = e.text
		}
		row.Lines = append(row.Lines, weighLine{d.Start, side, strings.Clone(quote), about + ", " + lineSpot(r, d.Start, d.Line)})
	}
	return row
}

// weighing returns the lines that weigh most in a verdict, in the order of the source.
func weighing(r *lint.Report) []*lint.Duty {
	switch r.Verdict {
	case lint.Mistitled, lint.Hybrid:
		return telling(ForeignDuties(r))
	case lint.OtherJob:
		if other := pointers(r.OtherDuties()); len(other) > 0 {
			return other[:min(len(other), 3)]
		}
	}
	return telling(pointers(r.Duties))
}

// htmlLines is how many postings are listed with the lines that weigh in them; of
// the others they stand where the posting is opened.
const htmlLines = 150

// manyView is what a page shows of many postings.
type manyView struct {
	Groups   []*groupView
	Bar      []chartBar
	BarLabel string
	Rest     string // how many there are of the rest, in words
	RestRows []*htmlRow
	Chart    *manyChart
	Unlisted int
	Data     template.JS
}

// link leads to a posting.
type link struct{ ID, Title string }

// groupView are the postings with one problem.
type groupView struct {
	Verdict  lint.Verdict
	Name     string
	Line     string // as a headline
	Count    int
	Do, Ask  string
	Cards    []*htmlRow
	First    []link // that the overview names
	NotNamed int
}

func (p *htmlPrinter) many() *manyView {
	v := &manyView{RestRows: p.rest, Chart: &p.chart, Unlisted: p.unlisted}
	v.Bar, v.BarLabel = p.bar()
	lines := htmlLines
	for _, problem := range problems {
		g := &groupView{Verdict: problem.id, Name: VerdictName(problem.id), Line: VerdictLine(&lint.Report{Verdict: problem.id}), Count: p.tally.verdicts[problem.id], Do: problem.do, Ask: problem.ask}
		for _, row := range p.problems {
			if row.id == problem.id {
				g.Cards = append(g.Cards, row)
			}
		}
		if len(g.Cards) == 0 {
			continue
		}
		slices.SortStableFunc(g.Cards, func(a, b *htmlRow) int { return strings.Compare(b.Sure, a.Sure) })
		for _, row := range g.Cards {
			if lines--; lines < 0 {
				row.Lines, row.Help = nil, ""
			}
		}
		const named = 3
		for _, row := range g.Cards[:min(len(g.Cards), named)] {
			g.First = append(g.First, link{row.ID, cut(row.Title, maxTitle)})
		}
		g.NotNamed = g.Count - len(g.First)
		v.Groups = append(v.Groups, g)
	}
	listed := map[lint.Verdict]int{}
	for _, row := range p.rest {
		listed[row.id]++
	}
	var rest []string
	for _, w := range verdicts {
		if n := listed[w.id]; n > 0 {
			rest = append(rest, sentence.Count(n, w.one, w.many))
		}
	}
	v.Rest = sentence.List(rest, "and")
	v.Data = template.JS(p.data()) // escaped by encoding/json: no "<" stands in it
	return v
}

// bar returns the parts of the chart of verdicts, and what it shows in words.
func (p *htmlPrinter) bar() (parts []chartBar, label string) {
	done := 0
	var words []string
	for _, v := range []lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.Fits, lint.OutOfScope} {
		n := p.tally.verdicts[v]
		if n == 0 {
			continue
		}
		from := done * barWidth / p.tally.postings
		done += n
		parts = append(parts, chartBar{Side: string(v), X: from, Of: done*barWidth/p.tally.postings - from})
		words = append(words, fmt.Sprintf("%s %s", sentence.Number(n), VerdictName(v)))
	}
	return parts, strings.Join(words, ", ")
}

// A page takes about so many bytes for each posting, and that of some hundreds at least,
// of which so many stand in it for a problem and for another row. What is left is for
// the texts, that of the postings that fit last.
const (
	htmlEach    = 2900
	htmlFewest  = 500
	htmlProblem = 1400
	htmlOther   = 400
	htmlCharts  = 50_000 // and the style and the script
)

// data returns the rows and what is shown where they are opened, for the script.
func (p *htmlPrinter) data() []byte {
	p.sheets.close()
	room := htmlEach*max(p.tally.postings, htmlFewest) - htmlCharts - htmlProblem*len(p.problems) - htmlOther*len(p.rest) - p.sheets.size
	var texts []string
	for _, part := range []struct {
		*pack
		rows []*htmlRow
	}{{&p.texts, p.problems}, {&p.restTexts, p.rest}} {
		part.close()
		before := len(texts)
		for _, b := range part.bundles {
			if room -= len(b); room < 0 {
				break
			}
			texts = append(texts, b)
		}
		for _, row := range part.rows {
			switch {
			case row.Text <= 0:
			case (row.Text-1)/packed >= len(texts)-before:
				row.Text = -1
			default:
				row.Text += before * packed
			}
		}
	}
	data, err := json.Marshal(map[string]any{"postings": slices.Concat(p.problems, p.rest), "size": packed, "sheets": p.sheets.bundles, "texts": texts})
	if err != nil {
		panic(err) // strings and numbers can be written
	}
	return bytes.ReplaceAll(data, []byte("#"), []byte(`\u0023`)) // leaves the guard nothing to change
}

// pack holds pieces of a page until they are shown: compressed, a bundle at a time, as
// postings are like one another.
type pack struct {
	bundles []string // base64 of gzip; the pieces stand behind a zero byte each
	size    int      // of the bundles
	pieces  int
	raw     bytes.Buffer
}

const (
	packed  = 32       // pieces in a bundle
	maxPack = 10 << 20 // bytes; what does not fit is left out
)

// add executes a template for a piece and returns its place, from 1; -1 where there
// is no more room.
func (p *pack) add(template string, view any) (int, error) {
	if p.size > maxPack {
		return -1, nil
	}
	p.raw.WriteByte(0)
	if err := htmlTemplates().ExecuteTemplate(&p.raw, template, view); err != nil {
		return 0, err
	}
	if p.pieces++; p.pieces%packed == 0 {
		p.close()
	}
	return p.pieces, nil
}

// close compresses what is not in a bundle yet.
func (p *pack) close() {
	if p.raw.Len() == 0 {
		return
	}
	var out strings.Builder
	encoder := base64.NewEncoder(base64.StdEncoding, &out)
	compressor := gzip.NewWriter(encoder)
	compressor.Write(p.raw.Bytes()) // cannot fail: a Builder
	compressor.Close()
	encoder.Close()
	p.raw.Reset()
	p.bundles = append(p.bundles, out.String())
	p.size += out.Len()
}
