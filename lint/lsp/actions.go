package lsp

import (
	"bytes"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
)

// maxActing is how many findings code actions are offered for at a time: each costs
// judgements, since none is offered that would not do what it says.
const maxActing = 20

// actions returns what can be done at a place.
func (s *server) actions(j *judging, p *messageParams) any {
	all := []codeAction{}
	if !j.inPlace() {
		return all
	}
	t, r := j.text(), j.Report
	from, to := t.offset(p.Range.Start), t.offset(p.Range.End)
	touches := func(start, end int) bool {
		if start >= end { // not in the text: the first line stands for it
			return p.Range.Start.Line == 0
		}
		return start <= to && from <= end
	}
	onVerdict, acting := false, 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if acting == maxActing || !touches(f.Start, f.End) {
			continue
		}
		acting++
		onVerdict = onVerdict || f.OfVerdict
		if !wants(p.Context.Only, quickFix) {
			continue
		}
		about := []diagnostic{s.diagnostic(j, t, f)}
		if title, ok := s.mends(j, f); ok {
			all = append(all, codeAction{title, quickFix, about, s.editOf(j, t.edits(f.Edits))})
		}
		if e, ok := s.suppression(j, f); ok {
			title := fmt.Sprintf("Suppress %s here; write the reason into it", f.Rule)
			all = append(all, codeAction{title, quickFix, about, s.editOf(j, t.edits([]lint.Edit{e}))})
		}
	}
	if !wants(p.Context.Only, extract) || !s.creates || j.Path == "" {
		return all
	}
	foreign := report.ForeignDuties(r)
	here := slices.DeleteFunc(slices.Clone(foreign), func(d *lint.Duty) bool { return !touches(d.Start, d.End) })
	if len(here) > 0 {
		all = s.move(all, j, t, here)
	}
	if onVerdict && len(here) < len(foreign) {
		all = s.move(all, j, t, foreign)
	}
	return all
}

// wants reports whether a client asks for code actions of a kind.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool { return o == kind || strings.HasPrefix(kind, o+".") || o == "" })
}

// editOf returns edits of the document as the client takes them.
func (s *server) editOf(j *judging, edits []textEdit) object {
	if !s.versions {
		return object{"changes": object{j.uri: edits}}
	}
	return object{"documentChanges": []object{editOf(j.uri, &j.version, edits)}}
}

// editOf returns edits of a version of a document; nil is that of a file that is
// not open.
func editOf(uri string, version *int, edits []textEdit) object {
	return object{"textDocument": object{"uri": uri, "version": version}, "edits": edits}
}

// changed judges the document with an edit made.
func (s *server) changed(j *judging, edits ...lint.Edit) *lint.Report {
	d := j.Document
	d.Text = fix.Apply(d.Text, edits)
	return s.judge(d).Report
}

// mends names what the edits of a finding do; ok is false where there are none, or a
// new title would not be read as it is written.
func (s *server) mends(j *judging, f *lint.Finding) (title string, ok bool) {
	switch r := j.Report; {
	case len(f.Edits) == 0:
		return "", false
	case !f.OfVerdict || r.SuggestedTitle == "":
		return report.Clean(f.Help), true
	default:
		after := s.changed(j, f.Edits...)
		return fmt.Sprintf("Retitle it “%s”", report.Clean(r.SuggestedTitle)), after != nil && after.Title == r.SuggestedTitle
	}
}

// suppression returns the edit that leaves a finding out, once the reason is written
// into it: without one it does not count. ok is false where none would do no more
// than that.
func (s *server) suppression(j *judging, f *lint.Finding) (lint.Edit, bool) {
	t := j.text()
	line := t.lines.Start(t.lines.Line(f.Start))
	end := "\n"
	if bytes.HasSuffix(t.source[:t.lines.End(1)], []byte("\r\n")) {
		end = "\r\n"
	}
	indent := t.source[line : line+len(t.source[line:])-len(bytes.TrimLeft(t.source[line:], " \t"))]
	opens, closes := suppress.Comment(j.Name)
	written := fmt.Sprintf("%s%sjdlint-disable-next-line %s: %%s%s%s", indent, opens, f.Rule, closes, end)
	if sign, inside := frontMatter(t, f.Start); inside {
		line = t.lines.Start(2)
		written = fmt.Sprintf("jdlint: {disable: [%s], reason: %%s}%s", f.Rule, end)
		if sign == "+++" {
			written = fmt.Sprintf("jdlint = {disable = [%q], reason = %%q}%s", f.Rule, end)
		}
	}
	const reason = "why"
	after := s.changed(j, lint.Edit{Start: line, End: line, NewText: fmt.Sprintf(written, reason)})
	if after == nil || after.Verdict != j.Report.Verdict || after.Title != j.Report.Title ||
		len(after.Findings) >= len(j.Report.Findings) || count(after, f.Rule) >= count(j.Report, f.Rule) {
		return lint.Edit{}, false
	}
	return lint.Edit{Start: line, End: line, NewText: fmt.Sprintf(written, "")}, true
}

func count(r *lint.Report, rule string) (n int) {
	for i := range r.Findings {
		if r.Findings[i].Rule == rule {
			n++
		}
	}
	return n
}

// frontMatter returns the sign around the front matter of a text, and whether a place
// lies in there.
func frontMatter(t *text, offset int) (sign string, inside bool) {
	lineOf := func(n int) string { return string(bytes.TrimSpace(t.source[t.lines.Start(n):t.lines.End(n)])) }
	if sign = lineOf(1); sign != "---" && sign != "+++" {
		return "", false
	}
	for n := 2; n <= t.lines.Lines(); n++ {
		if lineOf(n) == sign {
			return sign, t.lines.Start(2) <= offset && offset < t.lines.Start(n)
		}
	}
	return "", false
}

// move adds the code action that takes lines, which are the other role's work, to a
// new posting beside this one.
func (s *server) move(all []codeAction, j *judging, t *text, duties []*lint.Duty) []codeAction {
	edits, taken := fix.TakeOut(j.Text, duties)
	name := s.freshName(j.Path, duties[0].Role)
	u, err := url.Parse(j.uri)
	if name == "" || err != nil {
		return all
	}
	to := u.ResolveReference(&url.URL{Path: "./" + name}).String()
	what := "this line"
	if len(taken) > 1 {
		what = fmt.Sprintf("%d lines", len(taken))
	}
	return append(all, codeAction{
		Title: fmt.Sprintf("Move %s to a new posting of a %s", what, report.RoleName(duties[0].Role)), Kind: extract,
		Edit: object{"documentChanges": []object{
			{"kind": "create", "uri": to},
			editOf(to, nil, []textEdit{{NewText: newPosting(j.Report, taken)}}),
			editOf(j.uri, &j.version, t.edits(edits)),
		}},
	})
}

// freshName returns a name for a posting of a role beside another, which no file has
// yet; "" where none was found.
func (s *server) freshName(path string, role lint.Role) string {
	dir, base := filepath.Split(path)
	base = strings.TrimSuffix(base, filepath.Ext(base)) + "-" + string(role)
	for n := 1; n < 10; n++ {
		name := base + ".md"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.md", base, n)
		}
		if !s.o.Exists(filepath.Join(dir, name)) {
			return name
		}
	}
	return ""
}

// newPosting returns a posting in Markdown of duties that were moved out of another.
func newPosting(r *lint.Report, duties []*lint.Duty) string {
	title := r.SuggestedTitle
	if title == "" || r.Verdict != lint.Mistitled {
		title = report.RoleName(duties[0].Role)
	}
	heading := "What you will do"
	for i := range r.Posting().Lines {
		l := &r.Posting().Lines[i]
		if l.Span().Start >= duties[0].Start {
			break
		}
		if l.Kind == posting.Heading && l.Zone == posting.Duties {
			heading = l.Text
		}
	}
	var b strings.Builder
	if r.Posting().Title.From == posting.FromFrontMatter {
		fmt.Fprintf(&b, "---\ntitle: %q\n---\n\n", title)
	} else {
		fmt.Fprintf(&b, "# %s\n\n", title)
	}
	fmt.Fprintf(&b, "## %s\n\n", heading)
	for _, d := range duties {
		fmt.Fprintf(&b, "- %s\n", strings.ReplaceAll(report.Clean(d.Text), "<", "&lt;"))
	}
	return b.String()
}
