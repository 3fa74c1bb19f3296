package report

import (
	"cmp"
	"slices"
	"sync"

	"github.com/jdlint/jdlint/rules"
)

// SetTexts gives options what the rules say of findings and duties, worded in a
// language ("" for English), for the formats that carry it.
func (o *Options) SetTexts(set *rules.Set, language string) {
	if set == nil {
		return
	}
	o.Messages = set.Messages(cmp.Or(language, rules.DefaultLanguage))
	o.Findings, o.Categories = slices.Clone(o.Messages.Word(set.Findings)), set.Duties(rules.DefaultLanguage).Categories
	o.Findings = slices.DeleteFunc(o.Findings, func(f rules.Finding) bool { return f.Across })
	o.Means = ruleMeans(set)
}

// ruleMeans returns what says of a rule, by its id, what it means. The rules of a
// language are read when a rule is in none before it.
func ruleMeans(set *rules.Set) func(id string) string {
	var all []func() map[string]string
	for _, language := range set.Languages() {
		all = append(all, sync.OnceValue(func() map[string]string {
			means := map[string]string{}
			for _, c := range set.Duties(language).Categories {
				for i := range c.Rules {
					means[c.Rules[i].ID] = c.Rules[i].Means
				}
			}
			return means
		}))
	}
	return func(id string) string {
		for _, of := range all {
			if means, ok := of()[id]; ok {
				return means
			}
		}
		return ""
	}
}
