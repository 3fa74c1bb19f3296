package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/ignore"
	"github.com/jdlint/jdlint/rules"
)

// policy is what a posting is judged by.
type policy struct {
	engine        *engine
	failOn        lint.Severity // findings from this severity on fail the run; "never"
	minConfidence float64
	leftOut       config.Value // the pattern for which the posting is left out
	leftOutJobs   []config.Value

	// before is what was in force before a change that made it weaker, or nil. What
	// is an error by it, still is.
	before *policy
}

func policyOf(e *engine, s *config.Settings) *policy {
	return &policy{engine: e, failOn: lint.Severity(s.FailOn.Text), minConfidence: s.Confidence(), leftOut: s.LeftOut, leftOutJobs: s.LeftOutJobs}
}

// leavesOutJob reports whether a job of an export is left out by its id.
func (p *policy) leavesOutJob(job *export.Record) bool {
	return job != nil && job.ID != "" && slices.ContainsFunc(p.leftOutJobs, func(v config.Value) bool { return v.Text == job.ID })
}

// policies works out the policies of postings. Rules and engines are made when
// they are first needed and shared by all postings that are judged alike. It is
// not safe for concurrent use; engines are.
type policies struct {
	c      *Command
	flags  *flags // they override the configuration files
	loader *config.Loader
	files  files
	git    *ignore.Git // nil with --no-ignore

	unusual  weakenings  // against the defaults, of all postings so far
	base     *policies   // those in force before a change; nil where that does not count
	changes  *change.Set // since then
	weakened weakenings  // by the change, of all postings so far

	builtin *rules.Set
	known   *rules.Headings // of which other documents there are
	sets    map[string]func() (*rules.Set, error)
	engines map[string]func() (*engine, error)
}

// files is where configurations, rules and role models are read from.
type files struct {
	readFile  func(name string) ([]byte, error)
	folder    func(name string) (fs.FS, error)
	readNamed func(name string) ([]byte, error) // what the command line names
}

// onDisk is the files as they are now.
var onDisk = files{readConfig, func(name string) (fs.FS, error) {
	folder, err := os.OpenRoot(name) // no link in it leads out of it
	if err != nil {
		return nil, err
	}
	return configFolder{folder.FS()}, nil
}, readNamed}

func (c *Command) newPolicies(f *flags) (*policies, error) {
	p := &policies{
		c: c, flags: f, files: onDisk, loader: &config.Loader{ReadFile: readConfig, Exists: exists, Abs: absolute(), Real: filepath.EvalSymlinks},
		sets: map[string]func() (*rules.Set, error){}, engines: map[string]func() (*engine, error){},
	}
	if name, ok := f.given("config"); ok {
		p.loader.File = name
		p.loader.ReadFile = func(file string) ([]byte, error) {
			if file == name {
				return readNamed(file)
			}
			return readConfig(file)
		}
	}
	if f.Lookup("isolated") != nil {
		p.loader.Isolated, _ = f.GetBool("isolated")
	}
	if f.Lookup("no-ignore") != nil {
		if off, _ := f.GetBool("no-ignore"); !off {
			p.git = &ignore.Git{Exists: exists, ReadFile: readIgnored, Own: ownIgnored}
		}
	}
	if c.watched != nil {
		c.watched.watch(p)
	}
	if p.loader.Isolated && p.loader.File != "" {
		return nil, usagef("--isolated reads no configuration, and --config names one")
	}
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	p.known = set.Headings
	if c.load != nil {
		return p, nil
	}
	p.builtin = set
	for i := range p.builtin.Findings {
		p.loader.Rules = append(p.loader.Rules, p.builtin.Findings[i].ID)
	}
	return p, nil
}

// absolute returns filepath.Abs for the working folder of now: looking it up for each
// of 2,000 files again, ten times, took 6 % of the time of judging them.
func absolute() func(name string) (string, error) {
	folder := sync.OnceValues(os.Getwd)
	return func(name string) (string, error) {
		if filepath.IsAbs(name) || runtime.GOOS == "windows" { // where each drive has a working folder
			return filepath.Abs(name)
		}
		dir, err := folder()
		return filepath.Join(dir, name), err
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// checkFor looks at the configuration for what the arguments name, so that a
// mistake in it is told before anything is judged. It returns the policy of the first
// argument, nil without one.
func (p *policies) checkFor(args []string) (first *policy, err error) {
	var errs []error
	for i, arg := range args {
		where := arg
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			where = filepath.Join(arg, "posting")
		} else if err != nil && isGlob(arg) {
			where = "posting"
		}
		of, err := p.forFile(where, false)
		switch {
		case err != nil && !slices.ContainsFunc(errs, func(e error) bool { return e.Error() == err.Error() }):
			errs = append(errs, err)
		case err == nil && i == 0:
			first = of
		}
	}
	return first, errors.Join(errs...)
}

// forFile returns the policy of a posting. Its errors are mistakes in configuration
// files and in what these name. What leaves out files that are found counts for
// those alone.
func (p *policies) forFile(path string, found bool) (*policy, error) {
	s, err := p.settings(path, found)
	if err != nil {
		return nil, err
	}
	return p.policy(s, path, found)
}

// policy returns the policy of a posting for which some settings are in force.
func (p *policies) policy(s *config.Settings, path string, found bool) (*policy, error) {
	e, err := p.engine(s)
	if err != nil {
		return nil, err
	}
	of := policyOf(e, s)
	if len(s.Files) > 0 && p.builtin != nil {
		p.unusual.add(p.weaker(s, p.defaults(), nil)...)
	}
	if p.base != nil {
		of.before, err = p.before(path, found, s)
	}
	return of, err
}

// settings returns what is in force for a posting, the command line included.
func (p *policies) settings(path string, found bool) (*config.Settings, error) {
	s, err := p.loader.For(path)
	if err != nil {
		return nil, err
	}
	p.setFlags(s)
	if !found {
		return s, nil
	}
	if err := p.setFiles(s, path); err != nil {
		return nil, err
	}
	if s.LeftOut.Text == "" {
		s.LeftOut = s.Excluded
	}
	if s.LeftOut.Text == "" && s.Included.Text == "" {
		s.LeftOut = p.ignoredByGit(path, false)
	}
	return s, nil
}

// setFiles sets what --include and --exclude say of a file, which goes before what the
// configuration includes and excludes.
func (p *policies) setFiles(s *config.Settings, path string) error {
	for _, flag := range []struct {
		name   string
		to, no *config.Value
	}{{"include", &s.Included, &s.Excluded}, {"exclude", &s.Excluded, &s.Included}} {
		if given := p.flags.Lookup(flag.name); given == nil || !given.Changed {
			continue
		}
		texts, _ := p.flags.GetStringArray(flag.name)
		at := rules.Pos{File: "--" + flag.name}
		by, err := config.Match(p.loader, ".", path, texts)
		switch {
		case err != nil:
			return fmt.Errorf("--%s: %w", flag.name, err)
		case by != "":
			*flag.to, *flag.no = config.Value{Text: by, At: at}, config.Value{}
		}
	}
	return nil
}

// includes returns the pattern by which a file that was found is a posting whatever its
// name, be it that it was so before a change; Text "" where there is none.
func (p *policies) includes(s *config.Settings, path string) config.Value {
	if s.Included.Text == "" && p.base != nil {
		if then, err := p.base.settings(path, true); err == nil {
			return then.Included
		}
	}
	return s.Included
}

// ignoredByGit returns the pattern by which git leaves out a file or folder; Text ""
// where it does not.
func (p *policies) ignoredByGit(path string, isFolder bool) config.Value {
	if p.git == nil {
		return config.Value{}
	}
	abs, err := p.loader.Abs(path)
	if err != nil {
		return config.Value{}
	}
	m := p.git.Match(abs, isFolder)
	if m == nil {
		return config.Value{}
	}
	return config.Value{Text: m.Pattern, At: rules.Pos{File: shortName(m.File), Line: m.Line}}
}

// byGit reports whether a pattern is git's. Those of a configuration have a column.
func byGit(v config.Value) bool { return v.At.Line > 0 && v.At.Column == 0 }

// shortName returns a full name as seen from the working folder, if it lies there.
func shortName(name string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
	}
	return filepath.ToSlash(name)
}

// setFlags sets what the command line says.
func (p *policies) setFlags(s *config.Settings) {
	for name, to := range map[string]*config.Value{"role-model": &s.RoleModel, "fail-on": &s.FailOn, "min-confidence": &s.MinConfidence} {
		if text, ok := p.flags.given(name); ok {
			*to = config.Value{Text: text, At: rules.Pos{File: "--" + name}}
		}
	}
}

// language returns the language that --lang names, or "".
func (p *policies) language() string {
	language, _ := p.flags.given("lang")
	return language
}

// engine returns the engine for some settings.
func (p *policies) engine(s *config.Settings) (*engine, error) {
	key := engineKey(s)
	if p.engines[key] == nil {
		p.engines[key] = sync.OnceValues(func() (*engine, error) { return p.newEngine(s) })
	}
	return p.engines[key]()
}

// engineKey is the same for settings that judge alike.
func engineKey(s *config.Settings) string {
	var severities []string
	for id, v := range s.Severity {
		severities = append(severities, id+"="+v.Text)
	}
	slices.Sort(severities)
	return strings.Join([]string{s.RoleModel.Text, s.HasProductManager.Text, strings.Join(severities, "\x00"), setKey(s)}, "\x01")
}

// setKey is the same for settings that add the same files to the built-in rules,
// and "" for those that add none.
func setKey(s *config.Settings) string {
	var b strings.Builder
	for i, list := range [][]config.Value{s.Titles, s.Rules, s.Models} {
		for _, v := range list {
			fmt.Fprintf(&b, "%d%s\x00", i, v.Text)
		}
	}
	return b.String()
}

func (p *policies) newEngine(s *config.Settings) (*engine, error) {
	if p.c.load != nil {
		name, _ := p.flags.given("role-model")
		return p.c.load(name)
	}
	set, err := p.set(s)
	if err != nil {
		return nil, err
	}
	var m *rules.Model
	switch name, configured := s.RoleModel.Text, s.RoleModel.At.Line > 0; {
	case configured && !config.IsPath(name) && set.Models[name] == nil:
		err = noRoleModel(set, name) // no file of the working folder
	case configured:
		m, err = roleModel(set, name, p.files.readFile)
	default:
		m, err = roleModel(set, name, p.files.readNamed)
	}
	if err != nil {
		if s.RoleModel.At.Line > 0 {
			return nil, fmt.Errorf("%v: %w", s.RoleModel.At, err)
		}
		return nil, err
	}
	return newEngine(set, configured(m, s), p.language())
}

// configured returns a role model with the severities and the organisation of
// some settings.
func configured(m *rules.Model, s *config.Settings) *rules.Model {
	severity := map[string]string{}
	for id, v := range s.Severity {
		severity[id] = v.Text
	}
	return m.With(severity, s.HasProductManager.Text)
}

// set returns the built-in rules with those that the settings add.
func (p *policies) set(s *config.Settings) (*rules.Set, error) {
	key := setKey(s)
	if key == "" {
		return p.builtin, nil
	}
	if p.sets[key] == nil {
		p.sets[key] = sync.OnceValues(func() (*rules.Set, error) { return extended(p.builtin, s, p.files) })
	}
	return p.sets[key]()
}

// extended returns a set with the titles, role models and rules that settings
// add to it.
func extended(set *rules.Set, s *config.Settings, from files) (*rules.Set, error) {
	addFile := func(v config.Value, add func(string, []byte) (*rules.Set, error)) error {
		data, err := from.readFile(v.Text)
		if err != nil {
			return &rules.Error{Pos: v.At, Msg: readError(filepath.ToSlash(v.Text), err).Error()}
		}
		set, err = add(filepath.ToSlash(v.Text), data)
		return err
	}
	for _, v := range s.Titles {
		if err := addFile(v, set.WithTitles); err != nil {
			return nil, err
		}
	}
	for _, v := range s.Models {
		if err := addFile(v, set.WithModel); err != nil {
			return nil, err
		}
	}
	for _, v := range s.Rules {
		folder, err := from.folder(v.Text)
		if err != nil {
			return nil, &rules.Error{Pos: v.At, Msg: fmt.Sprintf("rules: there is no folder %s", filepath.ToSlash(v.Text))}
		}
		if set, err = set.WithRules(filepath.ToSlash(v.Text), folder); err != nil {
			return nil, err
		}
	}
	return set, nil
}
