package book

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// Book is all that can be explained.
type Book struct {
	set   *rules.Set
	guide *rules.Guide
}

// New returns a book of the rules and the built-in guide.
func New(set *rules.Set) (*Book, error) {
	guide, err := rules.LoadGuide()
	if err != nil {
		return nil, err
	}
	return &Book{set, guide}, nil
}

// Pages returns a page for each id: verdicts, findings, role models, categories,
// rules. Where two things have one id, as a finding and the wordings that it
// stands for, the first has the page.
func (b *Book) Pages() []Page {
	var all []Page
	seen := map[string]bool{}
	add := func(p Page) {
		if !seen[p.ID] {
			seen[p.ID] = true
			all = append(all, p)
		}
	}
	for i := range b.guide.Verdicts {
		add(b.verdict(&b.guide.Verdicts[i]))
	}
	for i := range b.set.Findings {
		add(b.finding(&b.set.Findings[i]))
	}
	for _, id := range b.set.Models.IDs() {
		add(b.model(b.set.Models[id]))
	}
	for _, c := range b.categories() {
		add(b.category(c.Category))
	}
	for _, c := range b.categories() {
		for i := range c.Rules {
			add(b.rule(c.Category, &c.Rules[i], c.language))
		}
	}
	return all
}

// Page returns the page of an id.
func (b *Book) Page(id string) (Page, bool) {
	for _, p := range b.Pages() {
		if p.ID == id {
			return p, true
		}
	}
	return Page{}, false
}

// IDs returns all ids, in the order of the pages.
func (b *Book) IDs() (ids []string) {
	for _, p := range b.Pages() {
		ids = append(ids, p.ID)
	}
	return ids
}

// Verdicts returns the ids of the verdicts.
func (b *Book) Verdicts() (ids []string) {
	for _, v := range b.guide.Verdicts {
		ids = append(ids, v.ID)
	}
	return ids
}

// Models returns the ids of the role models.
func (b *Book) Models() []string { return b.set.Models.IDs() }

// languageCategory is a category as a language has it.
type languageCategory struct {
	*rules.Category
	language string
}

// categories returns the categories of all languages.
func (b *Book) categories() (all []languageCategory) {
	for _, language := range b.set.Languages() {
		for _, c := range AllCategories(b.set.Duties(language)) {
			all = append(all, languageCategory{c, language})
		}
	}
	return all
}

// AllCategories returns all categories of a language.
func AllCategories(d *rules.Duties) []*rules.Category {
	return slices.Concat(d.Categories, d.Others, d.Smells)
}

func (b *Book) verdict(v *rules.Verdict) Page {
	p := Page{ID: v.ID, Kind: "verdict", Name: v.Name, Group: Verdicts}
	p.text("", v.Means)
	p.text("Example", v.Example)
	i := slices.IndexFunc(b.set.Findings, func(f rules.Finding) bool { return f.ID == v.Finding })
	if i < 0 {
		p.text("What to do", v.Fix)
		return p
	}
	f := &b.set.Findings[i]
	p.text("Why", f.Why)
	p.text("What to do", blanks(f.Help))
	p.ref("Finding", f.ID, f.Severity+" by default")
	return p
}

func (b *Book) finding(f *rules.Finding) Page {
	p := Page{ID: f.ID, Kind: "finding, " + f.Severity + " by default", Name: f.Name, Group: Findings}
	p.text("", f.Means)
	p.text("Why", f.Why)
	p.text("It says", blanks(f.Message))
	p.text("What to do", blanks(f.Help))
	for _, c := range b.categories() {
		if c.ID == f.ID {
			p.examples(c.Rules)
		}
	}
	var models []Item
	for _, id := range b.set.Models.IDs() {
		if severity, ok := b.set.Models[id].Findings[f.ID]; ok && severity != f.Severity {
			models = append(models, Item{Ref: id, Text: severity})
		}
	}
	p.list("Under role models", models)
	var says []string
	for _, s := range b.set.Smells {
		if slices.Contains(f.Smells, fmt.Sprint(s.N)) {
			says = append(says, s.Says)
		}
	}
	p.list("What the sources say", texts(says))
	p.text("Source", strings.Join(f.Seeds, ", "))
	return p
}

// blanks returns a text with its {names} as blanks to be filled in.
func blanks(text string) string {
	return strings.NewReplacer("{", "‹", "}", "›").Replace(text)
}

func (b *Book) model(m *rules.Model) Page {
	p := Page{ID: m.ID, Kind: "role model", Name: m.Name, Group: Models}
	p.text("", m.Summary)
	p.text("", strings.TrimSpace(m.Means))
	p.text("Strategic duties belong to", m.StrategicTitle)
	p.text("Tactical duties belong to", m.TacticalTitle)
	var may []Item
	for _, title := range []string{m.StrategicTitle, m.TacticalTitle} {
		if list := m.MayHold[title]; len(list) > 0 {
			may = append(may, Item{Text: title + ": " + strings.Join(list, ", ")})
		}
	}
	p.list("May be held as well", may)
	p.text("Without one of these, a posting under the tactical title is not called mistitled", strings.Join(m.Hard, ", "))
	var findings []Item
	for i := range b.set.Findings {
		id := b.set.Findings[i].ID
		if severity, ok := m.Findings[id]; ok {
			findings = append(findings, Item{Ref: id, Text: severity})
		}
	}
	p.list("Findings of its own", findings)
	p.text("Source", m.Seed)
	return p
}

func (b *Book) category(c *rules.Category) Page {
	p := Page{ID: c.ID, Kind: kindOf(c), Name: c.Name, Group: Categories}
	if c.Side == rules.Other {
		p.Group = OtherJobs
	}
	p.text("", c.Means)
	p.text("Why", c.Why)
	var list []Item
	var all []rules.Rule
	var friends []string
	for _, same := range b.categories() {
		if same.ID != c.ID {
			continue
		}
		for i := range same.Rules {
			list = append(list, Item{Ref: same.Rules[i].ID, Text: same.Rules[i].Means})
		}
		all = append(all, same.Rules...)
		friends = append(friends, readable(same.Friends)...)
	}
	p.list("Rules", list)
	p.examples(all)
	p.list("Looks like it, and does not count", texts(friends))
	p.text("How to fix", b.guide.Misplaced[string(c.Side)])
	p.text("Source", strings.Join(c.Sources, ", "))
	return p
}

func kindOf(c *rules.Category) string {
	switch c.Side {
	case rules.Strategic, rules.Tactical:
		return string(c.Side) + " category"
	}
	return "category of neither side"
}

func (b *Book) rule(c *rules.Category, r *rules.Rule, language string) Page {
	p := Page{ID: r.ID, Kind: "rule", Name: c.Name, Group: Rules}
	p.text("", r.Means)
	if r.Weak {
		p.text("", b.guide.Weak)
	}
	p.ref("Category", c.ID, string(c.Side))
	if language != rules.DefaultLanguage {
		p.text("Language", b.set.Headings.Languages.Name(language))
	}
	p.text("Why", c.Why)
	p.examples([]rules.Rule{*r})
	p.text("How to fix", b.guide.Misplaced[string(c.Side)])
	p.text("Source", strings.Join(c.Sources, ", "))
	return p
}

func (p *Page) examples(list []rules.Rule) {
	var duty, not []string
	for i := range list {
		duty = append(duty, list[i].Duty...)
		not = append(not, list[i].Not...)
	}
	p.list("Counts", texts(duty))
	p.list("Does not count", texts(not))
}

// readable returns phrases as a reader would write them: "price/pricing strategy". Of many
// alternatives it names the first.
func readable(phrases []string) []string {
	const most = 4
	out := make([]string, len(phrases))
	for i, phrase := range phrases {
		var words []string
		for _, word := range strings.Fields(phrase) {
			if word[0] == '~' { // a gap
				continue
			}
			any := strings.Split(strings.Trim(word, "[]"), "|")
			if len(any) > most {
				any = append(any[:most:most], "…")
			}
			words = append(words, strings.Join(any, "/"))
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}
