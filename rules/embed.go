package rules

import "embed"

// files holds the built-in data, one folder for each language, one for the role
// models, and what holds in all of them, and the code that compiles the data:
// snapshots made by other code are as out of date as those of other data.
//
//go:embed *.yaml */*.yaml */duties/*.yaml */other-roles/*.yaml */smells/*.yaml
//go:embed companions.go compiler.go edgetable.go headings.go inflect.go known.go languages.go lexicon.go matcher.go matchindex.go phrase.go
//go:embed sectionfile.go sections.go snapshot.go wordtable.go
var files embed.FS
