package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// rules lists what is checked.
func (c *Command) rules(args []string) int {
	f := newFlags("rules")
	format := f.choice("format", "print `FORMAT`: table for people, json for programs", "table", "json")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("rules", f)
	case err != nil:
		return c.misuse("rules", err)
	case f.NArg() > 0:
		return c.misuse("rules", errors.New("rules takes no arguments; to read about one, use \"jdlint explain ID\""))
	}
	b, err := c.book()
	if err != nil {
		return c.broken(err)
	}
	w, done := c.buffered()
	if format.value == "json" {
		return done(exitOK, rulesJSON(w, b))
	}
	return done(exitOK, rulesTable(w, b, c.width()))
}

// rulesTable prints the categories with their rules, then what else can be
// explained.
func rulesTable(w io.Writer, b *book, width int) error {
	g := report.Grid{Head: []string{"Side", "Category", "Rule", "What it finds"}}
	room := width - 2
	for column := range 3 {
		widest := len(g.Head[column])
		for _, cat := range b.categories {
			widest = max(widest, len([][]string{{string(cat.Side)}, {cat.ID}}[min(column, 1)][0]))
			for i := range cat.Rules {
				if column == 2 {
					widest = max(widest, len(cat.Rules[i].ID))
				}
			}
		}
		room -= widest + 2
	}
	room = max(room, 24)
	side := rules.Side("")
	for _, cat := range b.categories {
		name := string(cat.Side)
		if cat.Side == side {
			name = ""
		}
		side = cat.Side
		id := cat.ID
		for i := range cat.Rules {
			r := &cat.Rules[i]
			g.Row(name, id, r.ID, strings.Join(report.Wrap(r.Means, room), "\n"))
			name, id = "", ""
		}
	}
	if err := g.Print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nVerdicts: %s.\nRole models: %s.\n\n\"jdlint explain ID\" tells more of each.\n",
		strings.Join(b.verdictIDs(), ", "), strings.Join(b.modelIDs(), ", "))
	return err
}

// rulesJSON prints the same for programs.
func rulesJSON(w io.Writer, b *book) error {
	type rule struct {
		ID    string   `json:"id"`
		Means string   `json:"means"`
		Weak  bool     `json:"weak"`
		Duty  []string `json:"duty"`
		Not   []string `json:"not"`
	}
	type category struct {
		ID      string   `json:"category"`
		Side    string   `json:"side"`
		Name    string   `json:"name"`
		Means   string   `json:"means"`
		Why     string   `json:"why"`
		Sources []string `json:"sources"`
		Rules   []rule   `json:"rules"`
	}
	doc := struct {
		Version    string     `json:"version"`
		Categories []category `json:"categories"`
		Verdicts   []string   `json:"verdicts"`
		Models     []string   `json:"role_models"`
	}{Version(), []category{}, b.verdictIDs(), b.modelIDs()}
	for _, cat := range b.categories {
		out := category{cat.ID, string(cat.Side), cat.Name, cat.Means, cat.Why, notNil(cat.Sources), []rule{}}
		for i := range cat.Rules {
			r := &cat.Rules[i]
			out.Rules = append(out.Rules, rule{r.ID, r.Means, r.Weak, notNil(r.Duty), notNil(r.Not)})
		}
		doc.Categories = append(doc.Categories, out)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
