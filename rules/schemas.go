package rules

import _ "embed" // for the schemas

// RuleSchema is the JSON Schema of a file of rules for duties.
//
//go:embed schemas/rule.json
var RuleSchema string

// ModelSchema is the JSON Schema of a role model.
//
//go:embed schemas/model.json
var ModelSchema string
