package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// rules lists what is checked.
func (c *Command) rules(f *flags) func() error {
	format := f.addChoice("format", "print `FORMAT`: table for people, json for programs", "table", "json")
	return func() error {
		if f.NArg() > 0 {
			return usagef("rules takes no arguments; to read about one, use \"jdlint explain ID\"")
		}
		set, b, err := builtinBook()
		if err != nil {
			return err
		}
		if format.value == "json" {
			return unwritten(rulesJSON(c.out, set, b.Verdicts()))
		}
		return unwritten(rulesTable(c.out, set, b.Verdicts(), c.width()))
	}
}

// rulesTable prints the rules of English with their categories, the findings,
// and what else can be explained.
func rulesTable(w io.Writer, set *rules.Set, verdicts []string, width int) error {
	var rows [][]string
	side, category := "", ""
	for _, cat := range book.AllCategories(set.Duties(rules.DefaultLanguage)) {
		for i := range cat.Rules {
			r := &cat.Rules[i]
			rows = append(rows, []string{unlessSame(&side, string(cat.Side)), unlessSame(&category, cat.ID), r.ID, r.Means})
		}
	}
	if err := printWide(w, []string{"Side", "Category", "Rule", "What it finds"}, rows, width); err != nil {
		return err
	}
	fmt.Fprintln(w)
	rows = nil
	for _, f := range set.Findings {
		rows = append(rows, []string{f.ID, f.Severity, f.Means})
	}
	if err := printWide(w, []string{"Finding", "Severity", "What it means"}, rows, width); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nVerdicts: %s.\nRole models: %s.\nLanguages with rules: %s; the table shows those of English.\n\n\"jdlint explain ID\" tells more of each.\n",
		strings.Join(verdicts, ", "), strings.Join(set.Models.IDs(), ", "), strings.Join(set.Languages(), ", "))
	return err
}

// unlessSame returns a text, or "" if it is the last one, which it replaces.
func unlessSame(last *string, text string) string {
	if *last == text {
		return ""
	}
	*last = text
	return text
}

// printWide prints a table whose last column is wrapped to the width.
func printWide(w io.Writer, head []string, rows [][]string, width int) error {
	const least = 24
	g := report.Grid{Head: head}
	last := len(head) - 1
	for column := range last {
		widest := len(head[column])
		for _, row := range rows {
			widest = max(widest, len(row[column])) // ids are ASCII
		}
		width -= widest + 2
	}
	for _, row := range rows {
		row[last] = strings.Join(report.Wrap(report.Clean(row[last]), max(width, least)), "\n")
		g.Row(row...)
	}
	return g.Print(w)
}

// rulesJSON prints the same for programs, of all languages.
func rulesJSON(w io.Writer, set *rules.Set, verdicts []string) error {
	type rule struct {
		ID    string   `json:"id"`
		Means string   `json:"means"`
		Weak  bool     `json:"weak"`
		Duty  []string `json:"duty"`
		Not   []string `json:"not"`
	}
	type category struct {
		Language string   `json:"language"`
		ID       string   `json:"category"`
		Side     string   `json:"side"`
		Name     string   `json:"name"`
		Means    string   `json:"means"`
		Why      string   `json:"why"`
		Sources  []string `json:"sources"`
		Rules    []rule   `json:"rules"`
	}
	type finding struct {
		ID       string `json:"id"`
		Severity string `json:"severity"`
		Name     string `json:"name"`
		Means    string `json:"means"`
		Why      string `json:"why"`
	}
	doc := struct {
		Version    string     `json:"version"`
		Categories []category `json:"categories"`
		Findings   []finding  `json:"findings"`
		Verdicts   []string   `json:"verdicts"`
		Models     []string   `json:"role_models"`
	}{Version(), []category{}, []finding{}, verdicts, set.Models.IDs()}
	for _, language := range set.Languages() {
		for _, cat := range book.AllCategories(set.Duties(language)) {
			out := category{language, cat.ID, string(cat.Side), cat.Name, cat.Means, cat.Why, listed(cat.Sources), []rule{}}
			for i := range cat.Rules {
				r := &cat.Rules[i]
				out.Rules = append(out.Rules, rule{r.ID, r.Means, r.Weak, listed(r.Duty), listed(r.Not)})
			}
			doc.Categories = append(doc.Categories, out)
		}
	}
	for _, f := range set.Findings {
		doc.Findings = append(doc.Findings, finding{f.ID, f.Severity, f.Name, f.Means, f.Why})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// listed makes an empty list of none at all, which JSON would call null.
func listed(list []string) []string { return append([]string{}, list...) }
