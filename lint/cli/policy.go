package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/rules"
)

// flagSettings are what the command line asks for, which goes before what
// configuration files say. A value that was not given is nil.
type flagSettings struct {
	configFile    *string
	model         *string
	failOn        *string
	minConfidence *float64
}

// policy is what one posting is judged by.
type policy struct {
	engine        *engine
	failOn        lint.Severity // findings from this severity on fail the run; "never"
	minConfidence float64
	ignored       config.Value
}

// policies works out the policies of postings. Engines are made when they are
// first needed and shared by all postings with the same ones. It is safe for
// concurrent use.
type policies struct {
	c      *Command
	flags  flagSettings
	loader *config.Loader

	mu      sync.Mutex
	builtin *rules.Set
	sets    map[string]cached[*rules.Set]
	engines map[string]cached[*engine]

	folders sync.Map // *policy by the name of a folder that no configuration file is for
}

// cached is what came of making something.
type cached[T any] struct {
	value T
	err   error
}

func (c *Command) newPolicies(w flagSettings) (*policies, error) {
	t := &policies{c: c, flags: w, sets: map[string]cached[*rules.Set]{}, engines: map[string]cached[*engine]{}}
	t.loader = &config.Loader{ReadFile: os.ReadFile, Exists: exists, Abs: filepath.Abs}
	if w.configFile != nil {
		t.loader.File = *w.configFile
	}
	if c.load != nil {
		return t, nil
	}
	var err error
	if t.builtin, err = rules.Builtin(); err != nil {
		return nil, err
	}
	for i := range t.builtin.Findings {
		t.loader.Rules = append(t.loader.Rules, t.builtin.Findings[i].ID)
	}
	return t, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// forFile returns the policy of a posting. Its errors are mistakes in configuration
// files and in what these name.
func (t *policies) forFile(path string) (*policy, error) {
	folder := filepath.Dir(path)
	if done, ok := t.folders.Load(folder); ok {
		return done.(*policy), nil
	}
	s, err := t.settings(path)
	if err != nil {
		return nil, err
	}
	e, err := t.engine(s)
	if err != nil {
		return nil, err
	}
	fresh := &policy{engine: e, failOn: lint.Severity(s.FailOn.Text), minConfidence: s.Confidence(), ignored: s.Ignored}
	if len(s.Files) == 0 { // no pattern tells the postings of the folder apart
		t.folders.Store(folder, fresh)
	}
	return fresh, nil
}

// settings returns what is in force for a posting, the command line included.
func (t *policies) settings(path string) (*config.Settings, error) {
	s, err := t.loader.For(path)
	if err != nil {
		return nil, err
	}
	if v := t.flags.model; v != nil {
		s.RoleModel = config.Value{Text: *v, At: fromFlag("role-model")}
	}
	if v := t.flags.failOn; v != nil {
		s.FailOn = config.Value{Text: *v, At: fromFlag("fail-on")}
	}
	if v := t.flags.minConfidence; v != nil {
		s.MinConfidence = config.Value{Text: strconv.FormatFloat(*v, 'g', -1, 64), At: fromFlag("min-confidence")}
	}
	return s, nil
}

// fromFlag is the place of a value that the command line gives.
func fromFlag(name string) rules.Pos { return rules.Pos{File: "--" + name} }

// engine returns the engine for some settings.
func (t *policies) engine(s *config.Settings) (*engine, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := engineKey(s)
	if e, ok := t.engines[key]; ok {
		return e.value, e.err
	}
	e, err := t.newEngine(s)
	t.engines[key] = cached[*engine]{e, err}
	return e, err
}

// engineKey is the same for settings that judge alike.
func engineKey(s *config.Settings) string {
	if len(s.Files) == 0 {
		return s.RoleModel.Text
	}
	ids := make([]string, 0, len(s.Severity))
	for id, v := range s.Severity {
		ids = append(ids, id+"="+v.Text)
	}
	slices.Sort(ids)
	return strings.Join([]string{s.RoleModel.Text, s.HasProductManager.Text, strings.Join(ids, "\x00"), setKey(s)}, "\x01")
}

func setKey(s *config.Settings) string {
	var b strings.Builder
	for i, list := range [][]config.Value{s.Titles, s.Rules, s.Models} {
		for _, v := range list {
			fmt.Fprintf(&b, "%d%s\x00", i, v.Text)
		}
	}
	return b.String()
}

func (t *policies) newEngine(s *config.Settings) (*engine, error) {
	if t.c.load != nil {
		name := ""
		if v := t.flags.model; v != nil {
			name = *v
		}
		return t.c.load(name)
	}
	set, err := t.set(s)
	if err != nil {
		return nil, err
	}
	m, err := roleModel(set, s.RoleModel.Text)
	if err != nil {
		if s.RoleModel.At.Line > 0 {
			return nil, fmt.Errorf("%v: %w", s.RoleModel.At, err)
		}
		return nil, err
	}
	severity := map[string]string{}
	for id, v := range s.Severity {
		severity[id] = v.Text
	}
	return newEngine(set, m.With(severity, s.HasProductManager.Text))
}

// set returns the built-in rules with those that the settings add.
func (t *policies) set(s *config.Settings) (*rules.Set, error) {
	key := setKey(s)
	if key == "" {
		return t.builtin, nil
	}
	if done, ok := t.sets[key]; ok {
		return done.value, done.err
	}
	set, err := extended(t.builtin, s)
	t.sets[key] = cached[*rules.Set]{set, err}
	return set, err
}

func extended(set *rules.Set, s *config.Settings) (*rules.Set, error) {
	var err error
	for _, v := range s.Titles {
		if set, err = addFile(v, set.WithTitles); err != nil {
			return nil, err
		}
	}
	for _, v := range s.Models {
		if set, err = addFile(v, set.WithModel); err != nil {
			return nil, err
		}
	}
	for _, v := range s.Rules {
		if info, err := os.Stat(v.Text); err != nil || !info.IsDir() {
			return nil, &rules.Error{Pos: v.At, Msg: fmt.Sprintf("rules: there is no folder %s", filepath.ToSlash(v.Text))}
		}
		if set, err = set.WithRules(filepath.ToSlash(v.Text), os.DirFS(v.Text)); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// addFile adds what stands in a file that a configuration names.
func addFile(v config.Value, add func(string, []byte) (*rules.Set, error)) (*rules.Set, error) {
	data, err := os.ReadFile(v.Text)
	if err != nil {
		return nil, &rules.Error{Pos: v.At, Msg: readError(filepath.ToSlash(v.Text), err).Error()}
	}
	return add(filepath.ToSlash(v.Text), data)
}
