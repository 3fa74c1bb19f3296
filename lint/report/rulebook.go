package report

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/rules"
)

// home is the address of the project, and ruleBase that of the folder of the pages about
// findings, with a slash at the end.
const (
	home     = "https://github.com/jdlint/jdlint"
	ruleBase = home + "/blob/main/rules/docs/"
)

// rulebook looks up what the rules say. The zero value knows nothing.
type rulebook struct {
	findings   map[string]*rules.Finding
	categories map[string]string // names by id
	means      func(rule string) string
	messages   *rules.Messages
	page       func(id string) string
}

func newRulebook(o Options) rulebook {
	b := rulebook{map[string]*rules.Finding{}, map[string]string{}, o.Means, o.Messages, o.Page}
	for i := range o.Findings {
		b.findings[o.Findings[i].ID] = &o.Findings[i]
	}
	for _, c := range o.Categories {
		if b.categories[c.ID] == "" { // the first language's
			b.categories[c.ID] = c.Name
			if o.Messages != nil {
				b.categories[c.ID], _ = o.Messages.Name(c)
			}
		}
	}
	return b
}

// name returns what a finding is called, in a few words; its id where the rules
// have none.
func (b rulebook) name(id string) string {
	if f := b.findings[id]; f != nil && f.Name != "" {
		return sentence.Capital(Clean(f.Name))
	}
	return Clean(id)
}

// url returns the address of the page about a finding; "" for one that is not
// among the rules, which has none.
func (b rulebook) url(id string) string {
	switch {
	case b.findings[id] == nil:
		return ""
	case b.page != nil:
		return b.page(id)
	}
	return Page(id)
}

// Page returns the address of the page about a finding of the built-in rules.
func Page(id string) string { return ruleBase + url.PathEscape(id) + ".md" }

// category returns what a category is called.
func (b rulebook) category(id string) string {
	if name := b.categories[id]; name != "" {
		return Clean(name)
	}
	return Clean(id)
}

// reason returns what makes a text the duty that it is counted as.
func (b rulebook) reason(d *lint.Duty) string {
	if b.means == nil {
		return why(d)
	}
	if means := b.means(d.Rule); means != "" {
		if len(d.Likeness) > 0 {
			means += " Its words: “" + strings.Join(d.Likeness, "”, “") + "”."
		}
		return Clean(means)
	}
	return why(d)
}

// maxQuote is how much of a duty is quoted, in columns.
const maxQuote = 200

// ground returns a duty that a finding rests on, quoted and named.
func (b rulebook) ground(d *lint.Duty) string {
	return fmt.Sprintf("“%s” (%s, %s)", cut(Clean(d.Text), maxQuote), b.category(d.Category), whoseWork(roleOf(d)))
}

// slots returns text with the {names} of what a finding fills in as blanks. Braces
// would have a meaning of their own in SARIF.
func slots(text string) string {
	return strings.NewReplacer("{", "‹", "}", "›").Replace(text)
}

// helpMarkdown returns the page about a finding, short.
func helpMarkdown(f *rules.Finding) string {
	var b strings.Builder
	for _, part := range [][2]string{{"", f.Means}, {"Why: ", f.Why}, {"It says: ", f.Message}, {"What to do: ", f.Help}} {
		if part[1] == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		if part[0] != "" {
			b.WriteString("**" + strings.TrimSpace(part[0]) + "** ")
		}
		b.WriteString(slots(Clean(part[1])))
	}
	return b.String()
}

// helpText returns helpMarkdown without the markup.
func helpText(f *rules.Finding) string {
	return strings.ReplaceAll(helpMarkdown(f), "**", "")
}
