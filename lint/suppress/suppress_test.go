package suppress

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

var known = []rules.Finding{
	{ID: "wrong-title", Severity: "error", Message: "m", Help: "h"},
	{ID: "stray", Severity: "info", Message: "m", Help: "h"},
	{ID: "quiet", Severity: "off", Message: "m", Help: "h"},
	{ID: unusedRule, Severity: "info", Message: "{reason}", Help: "h"},
	{ID: reasonRule, Severity: "warning", Message: "{list}", Help: "{example}"},
}

func severity(id string) string {
	for _, f := range known {
		if f.ID == id {
			return f.Severity
		}
	}
	return "off"
}

// report makes a report of a text in which each <RULE>...</> is a finding.
func report(text string) *lint.Report {
	var src []byte
	var findings []lint.Finding
	for text != "" {
		before, rest, ok := strings.Cut(text, "«")
		src = append(src, before...)
		if !ok {
			break
		}
		rule, rest, _ := strings.Cut(rest, "|")
		what, after, _ := strings.Cut(rest, "»")
		f := lint.Finding{Rule: rule, Start: len(src), Line: 1 + strings.Count(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n"), Confidence: 0.9}
		src = append(src, what...)
		f.End = len(src)
		findings = append(findings, f)
		text = after
	}
	return reportOn(src, findings...)
}

func reportOn(src []byte, findings ...lint.Finding) *lint.Report {
	r := &lint.Report{Findings: findings}
	r.SetPosting(&posting.Posting{Source: src})
	return r
}

func TestApply(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // rule, and where it stands or what it says
	}{
		{"nothing", "a\n«stray|b»\n", []string{"stray 2"}},
		{"another comment", "<!-- jdlint is nice -->\n«stray|b»\n", []string{"stray 2"}},
		{"next line", "<!-- jdlint-disable-next-line stray: why -->\n«stray|b»\n«stray|c»\n", []string{"stray 3"}},
		{"next line behind an empty one", "<!-- jdlint-disable-next-line stray: why -->\n\n \n«stray|b»\n", nil},
		{"two for one line", "<!-- jdlint-disable-next-line stray: why -->\n<!-- jdlint-disable-next-line wrong-title: why -->\n«stray|b» «wrong-title|c»\n", nil},
		{"two rules", "<!-- jdlint-disable-next-line stray, wrong-title: why -->\n«stray|b» «wrong-title|c»\n", nil},
		{"all rules", "<!-- jdlint-disable-next-line: why -->\n«stray|b» «wrong-title|c»\n", nil},
		{"over lines", "<!-- jdlint-disable-next-line stray:\n  a long\n  reason -->\n«stray|b»\n", nil},
		{"CRLF", "<!-- jdlint-disable-next-line stray: why -->\r\n\r\n«stray|b»\r\n«stray|c»", []string{"stray 4"}},
		{"its line", "«stray|b» <!-- jdlint-disable-line stray: why -->\n«stray|c»\n", []string{"stray 2"}},
		{"the end of a bullet", "«stray|a\nb» <!-- jdlint-disable-line stray: why -->\n", nil},
		{"block", "<!-- jdlint-disable stray: why -->\n«stray|b»\n<!-- jdlint-enable stray -->\n«stray|c»\n", []string{"stray 4"}},
		{"block, all ended", "<!-- jdlint-disable stray: why -->\n«stray|b»\n<!-- jdlint-enable -->\n«stray|c»\n", []string{"stray 4"}},
		{"block without end", "«stray|a»\n<!-- jdlint-disable stray: why -->\n«stray|b»\n\n«stray|c»\n", []string{"stray 1"}},
		{"file", "«stray|a»\n«wrong-title|a»\n<!-- jdlint-disable-file stray: why -->\n", []string{"wrong-title 2"}},
		{"title from elsewhere", "«wrong-title|»<!-- jdlint-disable-file wrong-title: why -->\n", nil},
		{"unused", "a\n<!-- jdlint-disable-next-line stray: why -->\nb\n", []string{unusedRule + " 2: there is no stray in line 3"}},
		{"half unused", "<!-- jdlint-disable-line stray, wrong-title: why -->«stray|b»\n", []string{unusedRule + " 1: there is no wrong-title in line 1"}},
		{"unused, and off anyway", "<!-- jdlint-disable-file quiet: why -->\n", nil},
		{"unused block", "<!-- jdlint-disable stray: why -->\na\n<!-- jdlint-enable stray -->\n«stray|b»", []string{unusedRule + " 1: there is no stray in lines 1 to 3", "stray 4"}},
		{"end without begin", "<!-- jdlint-enable stray -->", []string{unusedRule + " 1: no block begins before it"}},
		{"no reason", "<!-- jdlint-disable-next-line stray -->\n«stray|b»\n", []string{reasonRule + " 1: stray; <!-- jdlint-disable-next-line stray: why it is right here -->", "stray 2"}},
		{"blank reason", "<!-- jdlint-disable-next-line stray:  -->\n«stray|b»\n", []string{reasonRule + " 1: stray; <!-- jdlint-disable-next-line stray: why it is right here -->", "stray 2"}},
		{"no reason for all", "<!-- jdlint-disable-file -->\n", []string{reasonRule + " 1: anything; <!-- jdlint-disable-file: why it is right here -->"}},
		{"no such rule", "<!-- jdlint-disable-file stry: why -->\n", []string{unusedRule + " 1: there is no rule “stry”; did you mean “stray”?"}},
		{"no such word", "<!-- jdlint-disable-lines stray: why -->\n", []string{unusedRule + " 1: there is no jdlint-disable-lines; did you mean jdlint-disable-line?"}},
		{"unfinished", "<!-- jdlint-disable-file stray: why\n«stray|b»\n", []string{"stray 2"}},
		{"front matter", "---\ntitle: x\njdlint: {disable: [stray], reason: why}\n---\n«stray|b» «wrong-title|c»\n", []string{"wrong-title 5"}},
		{"front matter, one rule", "---\njdlint:\n  disable: stray\n  reason: why\n---\n«stray|b»\n", nil},
		{"front matter, CRLF and BOM", "\uFEFF---\r\njdlint:\r\n  disable: [stray]\r\n  reason: why\r\n---\r\n«stray|b»\r\n", nil},
		{"front matter without reason", "---\njdlint: {disable: [stray]}\n---\n«stray|b»\n", []string{reasonRule + " 2: stray; jdlint: {disable: [stray], reason: why it is right here}", "stray 4"}},
		{"front matter, unused", "---\na: b\njdlint: {disable: [stray], reason: why}\n---\n", []string{unusedRule + " 3: there is no stray in this file"}},
		{"front matter, another key", "---\njdlint: {disabel: [stray], reason: why}\n---\n", []string{unusedRule + " 2: there is no key “disabel”; did you mean “disable”?"}},
		{"front matter, no mapping", "---\njdlint: off\n---\n", []string{unusedRule + " 2: it needs keys: jdlint: {disable: [RULE], reason: WHY}"}},
		{"front matter, nothing named", "---\njdlint: {reason: why}\n---\n", []string{unusedRule + " 2: it names no rule under disable"}},
		{"front matter, broken", "---\njdlint: {disable: [stray\n---\n«stray|b»", []string{"stray 4"}},
		{"TOML", "+++\ntitle = 'x'\n[jdlint]\ndisable = [\n  'stray', # one\n  \"wrong-title\",\n]\nreason = \"why\"\n+++\n«stray|b» «wrong-title|c»\n", nil},
		{"TOML in a line", "+++\njdlint = {disable = [\"stray\"], reason = \"why, then\"}\n+++\n«stray|b»\n", nil},
		{"TOML with dots", "+++\njdlint.disable = [\"stray\"]\njdlint.reason = \"why\"\n+++\n«stray|b»\n", nil},
		{"TOML without reason", "+++\n[jdlint]\ndisable = [\"stray\"]\n[other]\nreason = \"x\"\n+++\n«stray|b»\n", []string{reasonRule + " 2: stray; jdlint: {disable: [stray], reason: why it is right here}", "stray 7"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := report(tt.text)
			before := len(r.Findings)
			taken := Apply(r, known, severity)
			var got []string
			stray := 0
			for _, f := range r.Findings {
				s := fmt.Sprintf("%s %d", f.Rule, f.Line)
				if f.Message != "" {
					s += ": " + f.Message
					if f.Rule == reasonRule {
						s += "; " + f.Help
					}
					if got := string(r.Posting().Source[f.Start:f.End]); !strings.Contains(got, "jdlint") {
						t.Errorf("points at %q", got)
					}
				} else {
					stray++
				}
				got = append(got, s)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("- want, + got:\n%s", d)
			}
			if taken != before-stray {
				t.Errorf("says %d, took %d", taken, before-stray)
			}
		})
	}
}

// TestMany: so many suppressions that nobody means them are not all read, and
// that is said.
func TestMany(t *testing.T) {
	for name, text := range map[string]string{
		"comments":     strings.Repeat("<!-- jdlint-disable-line stray: why -->", 3*maxRead) + "\n«stray|b»\n",
		"without why":  strings.Repeat("é<!-- jdlint-disable -->", 3*maxRead) + "\n«stray|b»\n",
		"front matter": "---\njdlint: {disable: [" + strings.Repeat("stray, ", 3*maxRead) + "], reason: why}\n---\n«stray|b»\n",
	} {
		r := report(text)
		Apply(r, known, severity)
		said := 0
		for _, f := range r.Findings {
			if strings.Contains(f.Message, "more than 1000 in this posting") {
				said++
			}
			if before := r.Posting().Source[:f.Start]; f.Rule != "stray" && f.Column != len([]rune(string(before[strings.LastIndexByte(string(before), '\n')+1:])))+1 {
				t.Errorf("%s: %d is in column %d", name, f.Start, f.Column)
			}
		}
		if said != 1 || len(r.Findings) > maxRead+2 {
			t.Errorf("%s: said %d times, %d findings", name, said, len(r.Findings))
		}
	}
}

func TestBlank(t *testing.T) {
	src := "a <!-- jdlint-disable-line x: y\nz --> b <!-- other -->"
	if got, want := string(Blank([]byte(src))), "a "+strings.Repeat(" ", len("<!-- jdlint-disable-line x: y"))+"\n      b <!-- other -->"; got != want {
		t.Errorf("%q", got)
	}
	plain := []byte("a <!-- b -->")
	if got := Blank(plain); &got[0] != &plain[0] {
		t.Error("copied for nothing")
	}
}

func FuzzApply(f *testing.F) {
	f.Add("---\njdlint: {disable: [stray], reason: why}\n---\n<!-- jdlint-disable-next-line stray: x -->\n")
	f.Add("+++\njdlint = {disable = ['stray', reason = \"\n[jdlint]\ndisable=[\n+++\n")
	f.Add("<!-- jdlint-disable a --><!-- jdlint-enable --><!-- jdlint-")
	f.Fuzz(func(t *testing.T, text string) {
		src := []byte(text)
		if got := Blank(src); len(got) != len(src) {
			t.Fatalf("%d bytes of %d", len(got), len(src))
		}
		r := reportOn(src, lint.Finding{Rule: "stray", Start: len(src) / 2, End: len(src), Line: 1})
		taken := Apply(r, known, severity)
		kept := slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == "stray" })
		if kept == (taken == 1) {
			t.Errorf("took %d, kept %t", taken, kept)
		}
		for _, f := range r.Findings {
			if f.Start < 0 || f.End > len(src) || f.Start > f.End || f.Line < 1 {
				t.Errorf("%+v", f)
			}
		}
	})
}
