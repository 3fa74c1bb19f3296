package rules

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules/internal/load"
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
	Job        string             `yaml:"job"` // of verdict other-role, the id of the other job; none: the one with most lines
	At         Pos
}

// Measures are the names of what cases may count, beside lines by category; see
// verdict.yaml.
var Measures = []string{"own", "against", "strategic", "tactical", "weak", "sided", "core", "hard", "duty_lines", "other", "other_margin", "others", "others_margin", "rest", "sought", "second_job", "own_share"}

// CategorySum separates the categories in a name that stands for the lines of
// them all: "vision+roadmap".
const CategorySum = "+"

// loadCases loads the cases of verdicts. ids reports whether there is a category
// with an id, on a side.
func loadCases(fsys fs.FS, ids func(id string, side Side) bool) ([]Case, error) {
	var file struct {
		Cases []Case `yaml:"cases"`
	}
	if err := decodeFile(fsys, "verdict.yaml", &file); err != nil {
		return nil, err
	}
	var errs []error
	for _, c := range file.Cases {
		errs = append(errs, c.validate(ids)...)
	}
	return file.Cases, errors.Join(errs...)
}

func (c *Case) validate(ids func(id string, side Side) bool) []error {
	var errs []error
	if !slices.Contains([]string{"strategic", "tactical", "any"}, c.Title) {
		errs = append(errs, load.ErrorAt(c.At, "title: must be strategic, tactical or any, not %q", c.Title))
	}
	for _, bounds := range []map[string]float64{c.AtLeast, c.AtMost} {
		for _, name := range slices.Sorted(maps.Keys(bounds)) {
			if slices.Contains(Measures, name) {
				continue
			}
			for id := range strings.SplitSeq(name, CategorySum) {
				if !ids(id, Strategic) && !ids(id, Tactical) {
					errs = append(errs, load.ErrorAt(c.At, "%q is nothing that is counted; write one of %s, or categories of duties such as backlog%sstories", id, strings.Join(Measures, ", "), CategorySum))
				}
			}
		}
	}
	if c.Job != "" && !ids(c.Job, Other) {
		errs = append(errs, load.ErrorAt(c.At, "job: there are no rules for the job %q", c.Job))
	}
	if c.Confidence <= 0 || c.Confidence > 1 {
		errs = append(errs, load.ErrorAt(c.At, "confidence: must be above 0 and at most 1, not %v", c.Confidence))
	}
	return errs
}
