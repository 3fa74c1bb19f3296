package rules

import "embed"

// files holds what is read when it is asked for.
//
//go:embed ats.yaml guide.yaml
var files embed.FS
