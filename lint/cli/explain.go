package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// explain tells what an id that stands in the output means.
func (c *Command) explain(args []string) int {
	f := newFlags("explain")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("explain", f)
	case err != nil:
		return c.misuse("explain", err)
	case f.NArg() != 1:
		return c.misuse("explain", fmt.Errorf("explain takes one id, not %d; \"jdlint rules\" lists them", f.NArg()))
	}
	set, err := rules.Builtin()
	if err != nil {
		return c.broken(err)
	}
	id := f.Arg(0)
	b := book{set}
	entry, ok := b.find(id)
	if !ok {
		return c.misuse("explain", fmt.Errorf("nothing is called %q%s", id, didYouMean("", id, b.ids())))
	}
	w, done := c.buffered()
	p := page{w: w, width: c.width()}
	entry.print(&p)
	return done(exitOK, nil)
}

// book is what can be explained.
type book struct{ *rules.Set }

// entry is one thing that can be explained.
type entry struct {
	id    string
	print func(*page)
}

// entries gives all that can be explained: verdicts, findings, role models,
// categories, rules. Where two have the same id, as a verdict and its finding
// may, the first counts.
func (b book) entries() []entry {
	var all []entry
	for _, v := range verdicts() {
		all = append(all, entry{string(v.id), func(p *page) { p.verdict(&v, b.finding(v.finding)) }})
	}
	for i := range b.Findings {
		f := &b.Findings[i]
		all = append(all, entry{f.ID, func(p *page) { p.finding(f, b.Smells) }})
	}
	for _, id := range b.Models.IDs() {
		m := b.Models[id]
		all = append(all, entry{m.ID, func(p *page) { p.model(m) }})
	}
	for _, language := range b.languages() {
		for _, cat := range categories(b.Duties[language]) {
			all = append(all, entry{cat.ID, func(p *page) { p.category(cat) }})
		}
	}
	for _, language := range b.languages() {
		for _, cat := range categories(b.Duties[language]) {
			for i := range cat.Rules {
				r := &cat.Rules[i]
				all = append(all, entry{r.ID, func(p *page) { p.rule(cat, r) }})
			}
		}
	}
	return all
}

func (b book) find(id string) (entry, bool) {
	all := b.entries()
	i := slices.IndexFunc(all, func(e entry) bool { return e.id == id })
	if i < 0 {
		return entry{}, false
	}
	return all[i], true
}

func (b book) ids() []string {
	var ids []string
	for _, e := range b.entries() {
		ids = append(ids, e.id)
	}
	return ids
}

func (b book) finding(id string) *rules.Finding {
	for i := range b.Findings {
		if b.Findings[i].ID == id {
			return &b.Findings[i]
		}
	}
	return nil
}

// languages gives the languages that have rules, English first: it is the one
// that all readers of the output can check.
func (b book) languages() []string {
	var all []string
	for language := range b.Duties {
		all = append(all, language)
	}
	slices.SortFunc(all, func(x, y string) int {
		if (x == "en") != (y == "en") {
			if x == "en" {
				return -1
			}
			return 1
		}
		return strings.Compare(x, y)
	})
	return all
}

// categories gives all categories of a language.
func categories(d *rules.Duties) []*rules.Category {
	return slices.Concat(d.Categories, d.Others, d.Smells)
}

func (p *page) verdict(v *verdict, f *rules.Finding) {
	p.head(string(v.id), "verdict", v.name)
	p.part("", v.what)
	p.part("Example", v.example)
	if f == nil {
		p.part("What to do", v.fix)
		return
	}
	p.part("Why", f.Why)
	p.part("What to do", placeholders(f.Help))
	p.part("Finding", f.ID+", "+f.Severity+" by default")
}

func (p *page) finding(f *rules.Finding, smells []rules.Smell) {
	p.head(f.ID, "finding, "+f.Severity+" by default", f.Name)
	p.part("", f.Means)
	p.part("Why", f.Why)
	p.part("It says", placeholders(f.Message))
	p.part("What to do", placeholders(f.Help))
	var says []string
	for _, s := range smells {
		if slices.Contains(f.Smells, fmt.Sprint(s.N)) {
			says = append(says, s.Says)
		}
	}
	p.list("What the sources say", says)
	p.part("Source", strings.Join(f.Seeds, ", "))
}

// placeholders shows the {names} in a text as blanks to be filled in.
func placeholders(text string) string {
	return strings.NewReplacer("{", "‹", "}", "›").Replace(text)
}

func (p *page) model(m *rules.Model) {
	p.head(m.ID, "role model", m.Name)
	p.part("", m.Summary)
	p.part("", m.Means)
	var may []string
	for _, title := range []string{"product-manager", "product-owner"} {
		if list := m.MayHold[title]; len(list) > 0 {
			may = append(may, title+": "+strings.Join(list, ", "))
		}
	}
	p.part("Strategic duties belong to", m.StrategicTitle)
	p.part("Tactical duties belong to", m.TacticalTitle)
	p.list("May be held as well", may)
	p.part("Without one of these, a posting under the tactical title is not called mistitled", strings.Join(m.Hard, ", "))
	p.part("Source", m.Seed)
}

func (p *page) category(cat *rules.Category) {
	p.head(cat.ID, kindOf(cat), cat.Name)
	p.part("", cat.Means)
	p.part("Why", cat.Why)
	var lines []string
	for i := range cat.Rules {
		lines = append(lines, cat.Rules[i].ID+": "+cat.Rules[i].Means)
	}
	p.list("Rules", lines)
	p.examples(cat.Rules...)
	p.list("Looks like it, and does not count", readable(cat.Friends))
	p.part("Source", strings.Join(cat.Sources, ", "))
}

func kindOf(cat *rules.Category) string {
	switch cat.Side {
	case rules.Strategic, rules.Tactical:
		return string(cat.Side) + " category"
	}
	return "category of neither side"
}

func (p *page) rule(cat *rules.Category, r *rules.Rule) {
	p.head(r.ID, "rule", cat.Name)
	p.part("", r.Means)
	if r.Weak {
		p.part("", "Counts as weak: the hire supports it, but does not own it.")
	}
	p.part("Category", cat.ID+", "+string(cat.Side))
	p.part("Why", cat.Why)
	p.examples(*r)
	p.part("How to fix", wrongSide(cat))
	p.part("Source", strings.Join(cat.Sources, ", "))
}

// wrongSide says what to do with a line under the title of the other role.
func wrongSide(cat *rules.Category) string {
	switch cat.Side {
	case rules.Strategic:
		return "Under the title of the tactical role: move the line to the other role's posting, or write whom the hire supports in it. Where such lines lead, the title should be the other one."
	case rules.Tactical:
		return "Under the title of the strategic role one such line is common and no fault. Where such lines lead and nothing strategic is owned, the title should be the other one."
	}
	return ""
}

func (p *page) examples(list ...rules.Rule) {
	var duty, not []string
	for i := range list {
		duty = append(duty, list[i].Duty...)
		not = append(not, list[i].Not...)
	}
	p.list("Counts", duty)
	p.list("Does not count", not)
}

// readable writes phrases as a reader would: "price/pricing strategy". Of many
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
				any = append(any[:most], "…")
			}
			words = append(words, strings.Join(any, "/"))
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}
