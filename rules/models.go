package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// DefaultModel is the id of the role model that is used when none is asked for.
const DefaultModel = "strategist"

// Model is a role model: who does what. The five built-in ones each come from
// one of the seed documents; a team can write its own.
type Model struct {
	ID      string `yaml:"id"`
	Extends string `yaml:"extends"` // id of a built-in model that gives what is missing here
	Name    string `yaml:"name"`
	Seed    string `yaml:"seed"` // id of the seed document it comes from
	Summary string `yaml:"summary"`
	Means   string `yaml:"means"`

	// StrategicTitle and TacticalTitle say which title holds which side:
	// product-manager or product-owner.
	StrategicTitle string `yaml:"strategic_title"`
	TacticalTitle  string `yaml:"tactical_title"`

	// MayHold lists, by title, categories of the other side that the title may
	// hold without their counting against it.
	MayHold map[string][]string `yaml:"may_hold"`
	// Hard lists the strategic categories of which a posting under the
	// tactical title must own at least one before it is called mistitled.
	Hard []string `yaml:"hard"`
	// HardWeight is how much a line in these categories counts; 0 means 1.
	HardWeight float64 `yaml:"hard_weight"`

	// Organisation holds facts about the employer.
	Organisation organisation `yaml:"organisation"`
	// Findings returns the severity of findings: error, warning, info or off.
	Findings map[string]string `yaml:"findings"`

	At Pos
}

// organisation is what the user says about the employer.
type organisation struct {
	// HasProductManager says whether it has product managers. Where it has
	// none, its Product Owner has to worry about profit as well.
	HasProductManager string `yaml:"has_product_manager"` // "", "true" or "false"
}

// WithoutProductManager reports whether the organisation is said to have none.
func (o organisation) WithoutProductManager() bool { return o.HasProductManager == "false" }

// Titles of the two roles, as the files of rules write them.
const (
	manager = "product-manager"
	owner   = "product-owner"
)

// models are the built-in role models by id.
type models map[string]*Model

// loadModels reads the role models of a folder.
func loadModels(fsys fs.FS) (models, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing role models: %w", err)
	}
	all := models{}
	for _, name := range names {
		m := &Model{}
		if err := decodeFile(fsys, name, m); err != nil {
			return nil, err
		}
		all[m.ID] = m
	}
	completed := models{}
	for _, id := range all.IDs() {
		if completed[id], err = all.complete(all[id]); err != nil {
			return nil, err
		}
	}
	return completed, nil
}

// IDs returns the ids of the models, the default first.
func (all models) IDs() []string {
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		switch {
		case a == b:
			return 0
		case a == DefaultModel:
			return -1
		case b == DefaultModel:
			return 1
		}
		return strings.Compare(a, b)
	})
}

// Parse reads a team's own model from the bytes of a file.
func (all models) Parse(name string, data []byte) (*Model, error) {
	m := &Model{}
	if err := load.Decode(name, data, m); err != nil {
		return nil, err
	}
	return all.complete(m)
}

// complete fills in what a model takes from the one that it extends, and
// reports what is wrong with it.
func (all models) complete(m *Model) (*Model, error) {
	full := *m
	if m.Extends != "" {
		base, ok := all[m.Extends]
		if !ok {
			return nil, load.ErrorAt(m.At, "extends: there is no built-in role model %q%s", m.Extends, load.Hint(m.Extends, all))
		}
		if base.Extends != "" && base.Extends != m.ID {
			done, err := all.complete(base)
			if err != nil {
				return nil, err
			}
			base = done
		}
		full.inherit(base)
	}
	return &full, full.validate()
}

func (m *Model) inherit(base *Model) {
	for _, field := range []struct{ own, from *string }{
		{&m.Name, &base.Name}, {&m.Summary, &base.Summary}, {&m.Means, &base.Means},
		{&m.StrategicTitle, &base.StrategicTitle}, {&m.TacticalTitle, &base.TacticalTitle},
		{&m.Organisation.HasProductManager, &base.Organisation.HasProductManager},
	} {
		if *field.own == "" {
			*field.own = *field.from
		}
	}
	if m.Hard == nil {
		m.Hard = base.Hard
	}
	if m.HardWeight == 0 {
		m.HardWeight = base.HardWeight
	}
	m.MayHold = overlay(base.MayHold, m.MayHold)
	m.Findings = overlay(base.Findings, m.Findings)
}

func overlay[V any](below, above map[string]V) map[string]V {
	all := map[string]V{}
	maps.Copy(all, below)
	maps.Copy(all, above)
	return all
}

func (m *Model) validate() error {
	var errs []error
	if m.ID == "" {
		errs = append(errs, load.ErrorAt(m.At, "a role model needs an id"))
	}
	for _, t := range []struct{ key, title string }{{"strategic_title", m.StrategicTitle}, {"tactical_title", m.TacticalTitle}} {
		if t.title != manager && t.title != owner {
			errs = append(errs, load.ErrorAt(m.At, "%s: must be %s or %s, not %q", t.key, manager, owner, t.title))
		}
	}
	if m.StrategicTitle == m.TacticalTitle {
		errs = append(errs, load.ErrorAt(m.At, "strategic_title and tactical_title must differ"))
	}
	for _, title := range slices.Sorted(maps.Keys(m.MayHold)) {
		if title != manager && title != owner {
			errs = append(errs, load.ErrorAt(m.At, "may_hold: %q is no title; write %s or %s", title, manager, owner))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.Findings)) {
		if severity := m.Findings[id]; !slices.Contains(Severities, severity) {
			errs = append(errs, load.ErrorAt(m.At, "findings: %s: must be one of %s, not %q", id, strings.Join(Severities, ", "), severity))
		}
	}
	if v := m.Organisation.HasProductManager; v != "" && v != "true" && v != "false" {
		errs = append(errs, load.ErrorAt(m.At, "organisation: has_product_manager: must be true or false, not %q", v))
	}
	return errors.Join(errs...)
}

// Severities are the words for how grave a finding is, gravest first, and off.
var Severities = []string{"error", "warning", "info", "off"}

// Severity returns the severity of a finding by its id, among all that there are: error,
// warning, info or off. A nil Model changes none.
func (m *Model) Severity(findings []Finding, id string) string {
	if m != nil {
		if s, ok := m.Findings[id]; ok {
			return s
		}
	}
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.ID == id })
	if i < 0 {
		return "off"
	}
	return findings[i].Severity
}
