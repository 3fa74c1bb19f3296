package rules

import "embed"

// files holds the built-in data, one folder for each language, one for the role
// models, and what holds in all of them.
//
//go:embed *.yaml */*.yaml */duties/*.yaml */other-roles/*.yaml */smells/*.yaml
var files embed.FS
