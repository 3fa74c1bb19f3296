package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/ignore"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// weakening is one way in which a check is less strict than another, or goes by
// other rules, which may come to the same.
type weakening struct {
	what string
	at   rules.Pos // File "": nowhere; Line 0: somewhere in the file
}

func (w weakening) String() string {
	if w.at.Line == 0 {
		return w.what
	}
	return fmt.Sprintf("%s (%s)", w.what, w.at)
}

// weakenings is a list without repetitions, in the order of what came.
type weakenings struct {
	list []weakening
	seen map[weakening]bool
}

func (w *weakenings) add(more ...weakening) {
	for _, one := range more {
		if !w.seen[one] {
			if w.seen == nil {
				w.seen = map[weakening]bool{}
			}
			w.seen[one] = true
			w.list = append(w.list, one)
		}
	}
}

// mostWeakenings is how many weakenings the line about them names.
const mostWeakenings = 8

func (w *weakenings) String() string {
	var said []string
	for i, one := range w.list {
		if i == mostWeakenings {
			said = append(said, fmt.Sprintf("and %d more", len(w.list)-i))
			break
		}
		said = append(said, one.String())
	}
	return strings.Join(said, ", ")
}

// sayUnusual names on standard error in what the run does not go by the defaults, also if
// it is to be quiet: nobody switches the check off unseen.
func (p *policies) sayUnusual() {
	if said := p.unusual.String(); said != "" {
		p.c.logf("judged otherwise than by default: %s", said)
	}
}

// weaker returns in what some settings are weaker than others. changed reports
// whether the files of a name are not those of the others; nil where they are. All that
// a configuration can leave out, or judge otherwise, has its lines here: what is
// missing goes unseen in every run and with every pull request.
func (p *policies) weaker(s, than *config.Settings, changed func(name string) bool) []weakening {
	var found []weakening
	add := func(v, other config.Value, format string, args ...any) {
		at := v.At
		if at.File == "" {
			at = rules.Pos{File: other.At.File} // taken out of there
		}
		found = append(found, weakening{fmt.Sprintf(format, args...), at})
	}
	if s.RoleModel.Text != than.RoleModel.Text || changed != nil && config.IsPath(s.RoleModel.Text) && changed(s.RoleModel.Text) {
		add(s.RoleModel, than.RoleModel, "role_model %s", filepath.ToSlash(s.RoleModel.Text))
	}
	if s.HasProductManager.Text != than.HasProductManager.Text {
		add(s.HasProductManager, than.HasProductManager, "has_product_manager %s", cmp.Or(s.HasProductManager.Text, "unknown"))
	}
	// The earlier one in this list fails fewer runs.
	failOns := []string{"never", "error", "warning", "info"}
	if slices.Index(failOns, s.FailOn.Text) < slices.Index(failOns, than.FailOn.Text) {
		add(s.FailOn, than.FailOn, "fail_on %s", s.FailOn.Text)
	}
	if s.Confidence() > than.Confidence() {
		add(s.MinConfidence, than.MinConfidence, "min_confidence %s", s.MinConfidence.Text)
	}
	gravity := []string{"off", "info", "warning", "error"}
	for _, id := range p.loader.Rules {
		_, set := s.Severity[id]
		_, wasSet := than.Severity[id]
		if s.RoleModel.Text != than.RoleModel.Text && !set && !wasSet {
			continue // the role model itself is named
		}
		now := p.severity(s, id)
		if slices.Index(gravity, now) < slices.Index(gravity, p.severity(than, id)) {
			add(s.Severity[id], than.Severity[id], "severity.%s %s", id, now)
		}
	}
	switch {
	case s.LeftOut.Text != "" && than.LeftOut.Text == "":
		if changed != nil || !byGit(s.LeftOut) {
			add(s.LeftOut, config.Value{}, "%s %q", leftOutBy(s), s.LeftOut.Text)
		}
	case s.Included.Text == "" && than.Included.Text != "":
		add(config.Value{}, than.Included, "include without %q", than.Included.Text)
	}
	for _, v := range s.LeftOutJobs {
		if !slices.ContainsFunc(than.LeftOutJobs, func(o config.Value) bool { return o.Text == v.Text }) {
			add(v, config.Value{}, "ignore_jobs %s", v.Text)
		}
	}
	for _, list := range []struct {
		key       string
		now, then []config.Value
	}{{"titles", s.Titles, than.Titles}, {"rules", s.Rules, than.Rules}, {"models", s.Models, than.Models}} {
		for _, v := range list.now {
			there := slices.ContainsFunc(list.then, func(o config.Value) bool { return o.Text == v.Text })
			if !there || changed != nil && changed(v.Text) {
				add(v, config.Value{}, "%s %s", list.key, filepath.ToSlash(v.Text))
			}
		}
		for _, o := range list.then {
			if !slices.ContainsFunc(list.now, func(v config.Value) bool { return o.Text == v.Text }) {
				add(config.Value{}, o, "%s without %s", list.key, filepath.ToSlash(o.Text))
			}
		}
	}
	return found
}

// leftOutBy names what leaves out a file.
func leftOutBy(s *config.Settings) string {
	switch {
	case byGit(s.LeftOut):
		return ".gitignore"
	case s.LeftOut == s.Excluded:
		return "exclude"
	}
	return "ignore"
}

// severity returns the severity that some settings give to a finding.
func (p *policies) severity(s *config.Settings, id string) string {
	if v, ok := s.Severity[id]; ok {
		return v.Text
	}
	m := p.builtin.Models[s.RoleModel.Text]
	if m == nil { // one of a file, which is named as a weakening itself
		m = p.builtin.Models[rules.DefaultModel]
	}
	if severity, ok := m.Findings[id]; ok {
		return severity
	}
	i := slices.IndexFunc(p.builtin.Findings, func(f rules.Finding) bool { return f.ID == id })
	return p.builtin.Findings[i].Severity
}

// defaults returns what is in force without a configuration.
func (p *policies) defaults() *config.Settings {
	s := config.Defaults()
	p.setFlags(s)
	return s
}

// compareWith has the policies compared with those that were in force at a commit.
func (p *policies) compareWith(changes *change.Set) error {
	if p.builtin == nil {
		return nil
	}
	tree, err := changes.Tree()
	if err != nil {
		return err
	}
	base, err := p.c.newPolicies(p.flags)
	if err != nil {
		return err
	}
	base.files = files{tree.ReadFile, tree.Folder, tree.ReadFile}
	base.loader.Real = nil // links are followed by the tree
	base.loader.ReadFile = tree.ReadFile
	base.loader.Exists = func(name string) bool {
		return tree.Exists(name) || filepath.Base(name) == ".git" && exists(name)
	}
	if base.git != nil {
		base.git = &ignore.Git{Exists: base.loader.Exists, ReadFile: tree.ReadFile, Own: ownIgnored}
	}
	if file := base.loader.File; file != "" {
		switch {
		case !changes.Changed(file): // nobody could weaken it with the change
			base.loader.ReadFile, base.loader.Exists, base.loader.Real, base.files = p.loader.ReadFile, p.loader.Exists, p.loader.Real, p.files
		case !tree.Exists(file):
			base.loader.File, base.loader.Isolated = "", true
		}
	}
	p.base, p.changes = base, changes
	return nil
}

// before returns the policy that was in force for a posting before the change,
// where the one that is in force now is weaker; otherwise nil. A configuration that
// had mistakes counts as none.
func (p *policies) before(path string, found bool, s *config.Settings) (*policy, error) {
	then, err := p.base.settings(path, found)
	if err != nil {
		then = p.defaults()
	}
	if byGit(s.LeftOut) && !p.base.loader.Exists(path) { // what is made here and not committed
		if f, err := p.changes.File(path); err != nil || f == nil {
			return nil, nil
		}
	}
	weaker := p.weaker(s, then, p.changes.Changed)
	if len(weaker) == 0 {
		return nil, nil
	}
	p.weakened.add(weaker...)
	e, err := p.base.engine(then)
	if err != nil {
		then = p.defaults()
		e, err = p.base.engine(then)
	}
	return policyOf(e, then), err
}

// weakenedID is the id of the finding that a change makes the check weaker.
const weakenedID = "config-weakened"

// reports returns what there is to say of a change that makes the check weaker: a
// report for each file with it.
func (w *weakenings) reports(c *Command, e *engine, since string) []*lint.Report {
	i := slices.IndexFunc(e.findings, func(f rules.Finding) bool { return f.ID == weakenedID })
	if i < 0 {
		return nil
	}
	byFile := map[string]*lint.Report{}
	var all []*lint.Report
	for _, one := range w.list {
		r := byFile[one.at.File]
		if r == nil {
			p := &posting.Posting{Path: cmp.Or(one.at.File, config.Name), Format: posting.Plain}
			p.Source, _ = c.readFile(filepath.FromSlash(p.Path)) // none: it was taken away
			r = &lint.Report{
				Path: p.Path, Role: lint.OtherRole, Level: lint.Mid, RoleModel: e.model, Verdict: lint.OutOfScope, Confidence: 1,
				Summary:   "This is no posting: it says how postings are checked.",
				Strategic: lint.Share{Categories: []string{}}, Tactical: lint.Share{Categories: []string{}}, Duties: []lint.Duty{},
			}
			r.SetPosting(p)
			byFile[one.at.File] = r
			all = append(all, r)
		}
		message, help := e.findings[i].Fill("{what}", one.what, "{since}", since)
		f := lint.Finding{Rule: weakenedID, Severity: lint.Warning, Line: 1, Column: 1, Message: message, Help: help, Edits: []lint.Edit{}, Confidence: 1}
		if one.at.Line > 0 {
			f.Line, f.Column = one.at.Line, max(one.at.Column, 1)
			f.Start, f.End = spanAt(r.Posting().Source, f.Line, f.Column)
		}
		r.Findings = append(r.Findings, f)
	}
	for _, r := range all {
		slices.SortStableFunc(r.Findings, func(a, b lint.Finding) int { return a.Start - b.Start })
	}
	return all
}

// spanAt returns the range of bytes from a place in a text to the end of its line.
func spanAt(src []byte, line, column int) (start, end int) {
	for i, text := range slices.Collect(strings.Lines(string(src))) {
		if i+1 < line {
			start += len(text)
			continue
		}
		text = strings.TrimRight(text, "\r\n")
		end = start + len(text)
		for range column - 1 {
			_, size := utf8.DecodeRuneInString(text)
			text, start = text[size:], start+size
		}
		return start, end
	}
	return 0, 0
}
