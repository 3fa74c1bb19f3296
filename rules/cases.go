package rules

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Case is a condition under which a verdict is given.
type Case struct {
	Title      string             `yaml:"title"` // strategic, tactical or any
	Level      []string           `yaml:"level"` // none: all levels
	Verdict    string             `yaml:"verdict"`
	AtLeast    map[string]float64 `yaml:"at_least"`
	AtMost     map[string]float64 `yaml:"at_most"`
	Confidence float64            `yaml:"confidence"`
	Because    string             `yaml:"because"`
	At         Pos
}

// Measures are the names of what cases may count; see verdict.yaml.
var Measures = []string{"own", "against", "weak", "sided", "core", "hard", "duty_lines", "other", "other_margin", "rest", "second_job", "own_share"}

func loadCases(fsys fs.FS) ([]Case, error) {
	var file struct {
		Cases []Case `yaml:"cases"`
	}
	if err := decodeFile(fsys, "verdict.yaml", &file); err != nil {
		return nil, err
	}
	var errs []error
	for _, c := range file.Cases {
		errs = append(errs, c.validate()...)
	}
	return file.Cases, errors.Join(errs...)
}

func (c *Case) validate() []error {
	var errs []error
	if !slices.Contains([]string{"strategic", "tactical", "any"}, c.Title) {
		errs = append(errs, errorAt(c.At, "title: must be strategic, tactical or any, not %q", c.Title))
	}
	for _, bounds := range []map[string]float64{c.AtLeast, c.AtMost} {
		for _, name := range slices.Sorted(maps.Keys(bounds)) {
			if !slices.Contains(Measures, name) {
				errs = append(errs, errorAt(c.At, "%q is nothing that is counted; write one of %s", name, strings.Join(Measures, ", ")))
			}
		}
	}
	if c.Confidence <= 0 || c.Confidence > 1 {
		errs = append(errs, errorAt(c.At, "confidence: must be above 0 and at most 1, not %v", c.Confidence))
	}
	return errs
}
