package rules

import "embed"

// files holds the built-in data, one folder for each language, one for the role
// models, and what holds in all of them, and the code that compiles the data:
// snapshots made by other code are as out of date as those of other data.
//
//go:embed *.yaml */*.yaml */duties/*.yaml */other-roles/*.yaml */smells/*.yaml
//go:embed cases.go companions.go compiler.go duties.go edgetable.go findings.go headings.go hits.go inflect.go known.go languages.go lexicon.go
//go:embed matcher.go matchindex.go models.go notpostings.go phrase.go phrasewords.go sectionfile.go sections.go set.go snapshot.go titleplaces.go titles.go
//go:embed words.go yaml.go
var files embed.FS
