package survey

import (
	"bytes"
	_ "embed" // for the schema
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/report"
)

// Schema is the JSON Schema of the format json.
//
//go:embed schema.json
var Schema string

// PrintOptions say how results are printed.
type PrintOptions struct {
	Version    string
	Width      int    // of text, in columns
	PassedOver string // what was not judged, in a sentence
}

// formats is the one table of the formats.
var formats = []struct {
	name  string
	print func(*Result, io.Writer, PrintOptions) error
}{{"text", (*Result).text}, {"json", (*Result).json}, {"csv", (*Result).csv}, {"html", (*Result).html}}

// Formats returns the names of the formats, the usual one first.
func Formats() (names []string) {
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Print prints a result in a format.
func (r *Result) Print(w io.Writer, format string, o PrintOptions) error {
	for _, f := range formats {
		if f.name == format {
			return f.print(r, w, o)
		}
	}
	return fmt.Errorf("there is no format %q of a survey", format)
}

// How much text shows of each list; json and csv have all.
const (
	mostRows     = 10
	mostYears    = 25
	mostFindings = 10 // of a kind
)

// text prints what a reader can take in on a terminal.
func (r *Result) text(to io.Writer, o PrintOptions) error {
	var w bytes.Buffer
	paragraph := func(indent, text string) {
		for _, line := range report.Wrap(text, o.Width-len(indent)) {
			w.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		}
	}
	paragraph("", r.said(o))
	for i, by := range By {
		tallies := r.Groups[i]
		if len(tallies) == 0 {
			continue
		}
		shown := tallies[:min(len(tallies), mostRows)]
		if by == "year" {
			shown = tallies[max(0, len(tallies)-mostYears):]
		}
		g := report.Grid{Head: []string{by, "postings", "managers", "owners", "judged", "mistitled", "hybrid", "other role"}, Right: []int{1, 2, 3, 4, 5, 6, 7}}
		if by == "employer" {
			g.Head = append(g.Head, "role model")
		}
		for _, t := range shown {
			cells := []string{cut(t.Name, 30), sentence.Number(t.Postings), sentence.Number(t.Title(lint.ProductManager)), sentence.Number(t.Title(lint.ProductOwner)), sentence.Number(t.Judged())}
			for _, v := range []lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob} {
				cells = append(cells, t.percent(v))
			}
			if c := t.Convention; by == "employer" {
				model := ""
				if c.sure() {
					model = fmt.Sprintf("%s (%.2f)", c.Model, c.Confidence)
				}
				cells = append(cells, model)
			}
			g.Row(cells...)
		}
		w.WriteByte('\n')
		if err := g.Print(&w); err != nil {
			return err
		}
		if more := len(tallies) - len(shown); more > 0 {
			fmt.Fprintf(&w, "and %s more; the formats json and csv have all\n", sentence.Number(more))
		}
	}
	for _, kind := range r.kinds() {
		w.WriteByte('\n')
		paragraph("", fmt.Sprintf("%s: %s (%s)", kind[0].Severity, r.names[kind[0].Rule], kind[0].Rule))
		for _, f := range kind[:min(len(kind), mostFindings)] {
			paragraph("  ", f.Message)
			var paths []string
			for _, p := range f.Postings {
				paths = append(paths, p.Path)
			}
			paragraph("    ", strings.Join(paths, ", "))
		}
		if more := len(kind) - mostFindings; more > 0 {
			fmt.Fprintf(&w, "  and %s more; the format json has all\n", sentence.Number(more))
		}
		paragraph("  ", "→ "+kind[0].Help)
	}
	_, err := report.Guarded(to).Write(w.Bytes())
	return err
}

// cut returns the beginning of a name that is too long for a table.
func cut(name string, most int) string {
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return name
}

// percent returns the share of a verdict, or nothing where nothing was judged.
func (t *Tally) percent(v lint.Verdict) string {
	if t.Judged() == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f %%", 100*t.Share(v))
}

// kinds returns the findings of each rule, in the order of the rules.
func (r *Result) kinds() (all [][]Finding) {
	by := map[string][]Finding{}
	for _, f := range r.Findings {
		by[f.Rule] = append(by[f.Rule], f)
	}
	for _, id := range r.rules {
		if len(by[id]) > 0 {
			all = append(all, by[id])
		}
	}
	return all
}

// said returns the result in a few sentences.
func (r *Result) said(o PrintOptions) string {
	t := r.Total
	scoped := t.Postings - t.Title(lint.OtherRole)
	text := sentence.Count(t.Postings, "posting", "postings")
	if t.Reposts > 0 {
		text += fmt.Sprintf(", and %s and not counted", sentence.Count(t.Reposts, "more that is the same again", "more that are the same again"))
	}
	text += fmt.Sprintf(". %s a product manager or product owner, or both", sentence.Count(scoped, "title names", "titles name"))
	if t.Judged() > 0 {
		text += fmt.Sprintf("; of the %s that can be judged %s mistitled, %s hybrid and %s another role", sentence.Number(t.Judged()),
			t.percent(lint.Mistitled), t.percent(lint.Hybrid), t.percent(lint.OtherJob))
	}
	text += "."
	if scoped > 1 && len(r.Groups[0]) == 0 {
		text += " No posting says whose it is, so that none are compared; --employer NAME takes them for those of one company."
	}
	if t.Untitled > 0 {
		text += " " + report.NotJudged(t.Untitled)
	}
	if o.PassedOver != "" {
		text += " " + o.PassedOver
	}
	return text + " Judged by the role model “" + r.RoleModel + "”."
}

// MarshalJSON implements json.Marshaler.
func (t *Tally) MarshalJSON() ([]byte, error) {
	titles, verdicts, asked := map[lint.Role]int{}, map[lint.Verdict]int{}, map[string]int{}
	for i, role := range Titles {
		titles[role] = int(t.titles[i])
	}
	for i, v := range Verdicts {
		verdicts[v] = int(t.verdicts[i])
	}
	for i, id := range t.categories {
		asked[id] = int(t.asked[i])
	}
	return encoded(struct {
		Name       string               `json:"name"`
		Postings   int                  `json:"postings"`
		Reposts    int                  `json:"reposts"`
		Untitled   int                  `json:"untitled,omitempty"`
		Titles     map[lint.Role]int    `json:"titles"`
		Verdicts   map[lint.Verdict]int `json:"verdicts"`
		Asked      map[string]int       `json:"categories"`
		Convention *Convention          `json:"convention,omitempty"`
	}{t.Name, t.Postings, t.Reposts, t.Untitled, titles, verdicts, asked, t.Convention})
}

// json prints all of it, each tally and each finding in a line of its own.
func (r *Result) json(w io.Writer, o PrintOptions) error {
	p := jsonPrinter{w: report.GuardedJSON(w)}
	p.print("{", `"version": `, o.Version)
	p.print(", ", `"role_model": `, r.RoleModel)
	p.print(",\n", `"total": `, r.Total)
	p.print(",\n", `"by_title": `, r.Asked)
	for i, name := range []string{"employers", "sectors", "countries", "years"} {
		printList(&p, name, r.Groups[i])
	}
	printList(&p, "findings", r.Findings)
	p.write("}\n")
	return p.err
}

// jsonPrinter prints values until one cannot be printed.
type jsonPrinter struct {
	w   io.Writer
	err error
}

func (p *jsonPrinter) write(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text)
	}
}

// print prints a value, and what stands before it.
func (p *jsonPrinter) print(between, name string, v any) {
	text, err := encoded(v)
	if p.err == nil {
		p.err = err
	}
	p.write(between + name + string(text))
}

// encoded returns a value as JSON.
func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func printList[T any](p *jsonPrinter, name string, all []T) {
	p.write(fmt.Sprintf(",\n%q: [", name))
	between := "\n"
	for _, v := range all {
		p.print(between, "", v)
		between = ",\n"
	}
	p.write("]")
}

// csv prints a row for each employer, sector, country and year, and one for all.
func (r *Result) csv(to io.Writer, _ PrintOptions) error {
	w := report.Guarded(to)
	head := []string{"by", "name", "postings", "reposts"}
	for _, role := range Titles {
		head = append(head, string(role))
	}
	for _, v := range Verdicts {
		head = append(head, string(v))
	}
	head = append(head, "share_mistitled", "share_hybrid", "share_other_role", "role_model", "confidence", "follow", "break")
	if _, err := io.WriteString(w, report.CSVRow(append(head, r.Total.categories...)...)); err != nil {
		return err
	}
	row := func(by string, t *Tally) error {
		cells := []string{by, t.Name, fmt.Sprint(t.Postings), fmt.Sprint(t.Reposts)}
		for _, n := range slices.Concat(t.titles[:], t.verdicts[:]) {
			cells = append(cells, fmt.Sprint(n))
		}
		for _, v := range []lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob} {
			cells = append(cells, fmt.Sprintf("%.4f", t.Share(v)))
		}
		if c := t.Convention; c != nil {
			cells = append(cells, c.Model, fmt.Sprintf("%.2f", c.Confidence), fmt.Sprint(c.Follow), fmt.Sprint(c.Break))
		} else {
			cells = append(cells, "", "", "", "")
		}
		for i := range t.categories {
			cells = append(cells, fmt.Sprint(t.asked[i]))
		}
		_, err := io.WriteString(w, report.CSVRow(cells...))
		return err
	}
	if err := row("all", r.Total); err != nil {
		return err
	}
	for i, by := range By {
		for _, t := range r.Groups[i] {
			if err := row(by, t); err != nil {
				return err
			}
		}
	}
	return nil
}
