package config

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/ignore"
	"github.com/jdlint/jdlint/rules"
)

// Value is a setting and where it comes from.
type Value struct {
	Text string
	At   rules.Pos // zero: it is the default; line 0: the command line, by a flag
}

// From returns where a value comes from: a place in a file, a flag, or "default".
func (v Value) From() string {
	switch {
	case v.At.File == "":
		return "default"
	case v.At.Line == 0:
		return v.At.File
	}
	return v.At.String()
}

// Settings are what is in force for one posting.
type Settings struct {
	RoleModel         Value // id or path of a file; Text "" means the default
	FailOn            Value // error, warning, info or never
	MinConfidence     Value // a number from 0 to 1
	HasProductManager Value // "true", "false" or "", which is unknown

	Severity map[string]Value // by id of the finding: error, warning, info or off

	// Titles, Rules and Models are files or folders to load beside the
	// built-in ones, in their order.
	Titles, Rules, Models []Value

	// LeftOut is the pattern for which the posting is left out; its zero value
	// means that it is not.
	LeftOut Value
	// LeftOutJobs are the ids of the jobs of exports that are left out.
	LeftOutJobs []Value
	// Included and Excluded are the patterns by which a file that is found in a
	// folder is a posting whatever it looks like, or is none.
	Included, Excluded Value

	// Files are the configuration files that took part, the nearest first.
	Files []string
}

// Confidence returns MinConfidence as a number.
func (s *Settings) Confidence() float64 {
	p, _ := strconv.ParseFloat(s.MinConfidence.Text, 64) // checked when it was read
	return p
}

// Defaults returns what is in force where no file says otherwise.
func Defaults() *Settings {
	return &Settings{
		RoleModel: Value{Text: rules.DefaultModel}, FailOn: Value{Text: "error"}, MinConfidence: Value{Text: "0"},
		Severity: map[string]Value{},
	}
}

// maxExtends bounds the files that extend one another, one behind the other.
const maxExtends = 20

// overlay sets what a file says, for a posting given by its full path, over what
// the files say that it extends.
func (l *Loader) overlay(s *Settings, f *file, abs string, depth int) error {
	if f == nil {
		return nil
	}
	if depth > maxExtends {
		return &rules.Error{Pos: f.At, Msg: "too many files extend one another"}
	}
	for _, b := range f.below {
		if err := l.overlay(s, b, abs, depth+1); err != nil {
			return err
		}
	}
	s.Files = append([]string{nameOf(f)}, s.Files...)
	s.set(f.dir, f.RoleModel, f.FailOn, f.Confidence, f.Severity, f.Organisation)
	for _, list := range []struct {
		from []rules.Text
		to   *[]Value
	}{{f.Titles, &s.Titles}, {f.Rules, &s.Rules}, {f.Models, &s.Models}} {
		for _, t := range list.from {
			*list.to = append(*list.to, Value{relativeTo(f.dir, t.Value), t.At})
		}
	}
	for _, t := range f.IgnoreJobs {
		s.LeftOutJobs = append(s.LeftOutJobs, Value{t.Value, t.At})
	}
	name, inside, err := l.within(f.dir, abs)
	if err != nil || !inside {
		return err
	}
	for _, list := range []struct {
		patterns ignore.Patterns
		texts    []rules.Text
		to       *Value
	}{{f.ignore, f.Ignore, &s.LeftOut}, {f.include, f.Include, &s.Included}, {f.exclude, f.Exclude, &s.Excluded}} {
		if by, ok := list.patterns.Match(name, false); ok {
			*list.to = Value{list.texts[by].Value, list.texts[by].At}
		} else if by >= 0 { // taken back
			*list.to = Value{}
		}
	}
	for i := range f.Overrides {
		o := &f.Overrides[i]
		if _, ok := f.overrides[i].Match(name, false); ok {
			s.set(f.dir, o.RoleModel, o.FailOn, o.Confidence, o.Severity, o.Organisation)
		}
	}
	return nil
}

// Match returns the one of some patterns, relative to a folder, that matches a path;
// "" for none. Errors are those of the patterns.
func Match(l *Loader, dir, path string, texts []string) (string, error) {
	var ps ignore.Patterns
	for _, text := range texts {
		p, err := ignore.Parse(text)
		if err != nil {
			return "", fmt.Errorf("pattern %q: %w", text, err)
		}
		ps = append(ps, p)
	}
	abs, err := l.Abs(path)
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", path, err)
	}
	name, inside, err := l.within(dir, abs)
	if err != nil || !inside {
		return "", err
	}
	if by, ok := ps.Match(name, false); ok {
		return texts[by], nil
	}
	return "", nil
}

func nameOf(f *file) string {
	if f.At.File != "" {
		return f.At.File
	}
	return filepath.ToSlash(filepath.Join(f.dir, Name))
}

// within returns the path of a posting relative to the folder of a file, with
// slashes; inside is false when it lies elsewhere, where patterns do not reach.
func (l *Loader) within(dir, abs string) (name string, inside bool, err error) {
	root, err := l.Abs(dir)
	if err != nil {
		return "", false, fmt.Errorf("finding the folder of a configuration: %w", err)
	}
	name, err = filepath.Rel(root, abs)
	if err != nil || name == ".." || strings.HasPrefix(name, ".."+string(filepath.Separator)) {
		return "", false, nil
	}
	return filepath.ToSlash(name), true, nil
}

// set sets what a file or an override says.
func (s *Settings) set(dir string, model, failOn, confidence rules.Text, severity map[string]rules.Text, o organisation) {
	if given(model) {
		s.RoleModel = Value{model.Value, model.At}
		if IsPath(model.Value) {
			s.RoleModel.Text = relativeTo(dir, model.Value)
		}
	}
	for _, v := range []struct {
		from rules.Text
		to   *Value
	}{{failOn, &s.FailOn}, {confidence, &s.MinConfidence}, {o.HasProductManager, &s.HasProductManager}} {
		if given(v.from) {
			*v.to = Value{v.from.Value, v.from.At}
		}
	}
	for id, t := range severity {
		s.Severity[id] = Value{t.Value, t.Key}
	}
}

// IsPath reports whether a role model is named by a file rather than by its id.
func IsPath(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml" || strings.ContainsAny(name, `/\`)
}
