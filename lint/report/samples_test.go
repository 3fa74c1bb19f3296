package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// sample builds a report by hand. Its source marks each duty so:
//
//   - {strategic pricing owned pricing.own|[Own pricing] of the plan}
//
// the part in brackets is the mark; everything but the text is taken out.
type sample struct {
	path, title string
	role        lint.Role
	verdict     lint.Verdict
	confidence  float64
	suggested   string
	otherRole   string
	summary     string
	source      string
	findings    []lint.Finding
	at          []string // the words in the source that findings[i] points at; "" means the title
}

func (s sample) report(t testing.TB) *lint.Report {
	t.Helper()
	r := &lint.Report{
		Path: s.path, Title: s.title, Role: s.role, Level: lint.Mid, RoleModel: "strategist", Verdict: s.verdict,
		Confidence: s.confidence, SuggestedTitle: s.suggested, OtherRole: s.otherRole, Summary: s.summary,
	}
	var src bytes.Buffer
	rest := s.source
	for {
		before, more, found := strings.Cut(rest, "{")
		src.WriteString(before)
		if !found {
			break
		}
		spec, after, ok := strings.Cut(more, "}")
		head, text, ok2 := strings.Cut(spec, "|")
		words := strings.Fields(head)
		if !ok || !ok2 || len(words) != 4 {
			t.Fatalf("sample %s: bad duty %q", s.path, spec)
		}
		d := lint.Duty{
			Start: src.Len(), Side: lint.Side(words[0]), Category: words[1], Strength: lint.Strength(words[2]), Rule: words[3],
			Text: strings.NewReplacer("[", "", "]", "").Replace(text),
		}
		d.Line, d.Column = placed(src.Bytes(), src.Len())
		if i := strings.Index(text, "["); i >= 0 {
			d.Mark = posting.Span{Start: d.Start + i, End: d.Start + strings.Index(text, "]") - 1}
		}
		src.WriteString(d.Text)
		d.End = src.Len()
		d.Role = lint.ProductOwner
		if d.Side == lint.Strategic {
			d.Role = lint.ProductManager
		}
		share := &r.Strategic
		if d.Side == lint.Tactical {
			share = &r.Tactical
		}
		if d.Strength == lint.Owned {
			share.Owned++
		} else {
			share.Weak++
		}
		r.Duties = append(r.Duties, d)
		rest = after
	}
	r.SetPosting(&posting.Posting{Path: s.path, Format: posting.Markdown, Source: src.Bytes(), Title: posting.Title{Text: s.title}})
	if i := bytes.Index(src.Bytes(), []byte(s.title)); s.title != "" && i >= 0 {
		r.Posting().Title.Span = posting.Span{Start: i, End: i + len(s.title)}
	}
	for i, f := range s.findings {
		span := r.Posting().Title.Span
		if i < len(s.at) && s.at[i] != "" {
			start := bytes.Index(src.Bytes(), []byte(s.at[i]))
			if start < 0 {
				t.Fatalf("sample %s: %q does not stand in the source", s.path, s.at[i])
			}
			span = posting.Span{Start: start, End: start + len(s.at[i])}
		}
		f.Start, f.End = span.Start, span.End
		f.Line, f.Column = placed(src.Bytes(), span.Start)
		f.Confidence, f.OfVerdict = s.confidence, f.Rule == string(s.verdict)+"-posting"
		r.Findings = append(r.Findings, f)
	}
	return r
}

func placed(src []byte, at int) (line, column int) {
	last := bytes.LastIndexByte(src[:at], '\n') + 1
	return bytes.Count(src[:at], []byte("\n")) + 1, len([]rune(string(src[last:at]))) + 1
}

// samples holds one posting of each verdict, and a few that are hard to print.
func samples() []sample {
	return []sample{
		{
			path: "jobs/mistitled-owner.md", title: "Senior Product Owner", role: lint.ProductOwner,
			verdict: lint.Mistitled, confidence: 0.93, suggested: "Senior Product Manager",
			source: `---
title: Senior Product Owner
---

## What you will do

- {strategic pricing owned pricing.own|[Own pricing and packaging] for the self-serve plan}
- {strategic profit owned profit.own|[Carry the profit and loss] of the line and defend its budget before the board}
- {strategic market owned market.study|[Size new segments] and keep an eye on what the competition does}
- {strategic vision owned vision.set|[Set the product vision] for the next three years}
- {strategic go-to-market owned gtm.plan|[Plan launches] with marketing and sales}
- {strategic roadmap weak roadmap.support|[Contribute to the roadmap] of the platform}
- {tactical backlog owned backlog.own|[Keep the backlog] in order together with the team}
`,
			findings: []lint.Finding{{
				Rule: "mistitled-posting", Severity: lint.Error,
				Message: "The title says product owner, but five of the six duties that the hire owns are a product manager's work.",
				Help:    "Change the title to “Senior Product Manager”, and check the pay band that goes with it.",
			}},
		},
		{
			path: "jobs/mistitled-manager.md", title: "Product Manager", role: lint.ProductManager,
			verdict: lint.Mistitled, confidence: 0.78, suggested: "Product Owner",
			source: `# Product Manager

As a Product Owner in our team you will:

1. {tactical backlog owned backlog.own|[Own the backlog] and its order}
2. {tactical stories owned stories.write|[Write user stories] and acceptance criteria}
3. {tactical sprints owned sprints.plan|[Plan the sprints] with eight developers}
4. {tactical acceptance owned acceptance.accept|[Accept finished work] at the end of the sprint}
`,
			findings: []lint.Finding{{
				Rule: "mistitled-posting", Severity: lint.Error,
				Message: "The title says product manager, but all four duties are a product owner's work.",
				Help:    "Change the title to “Product Owner”, or add the strategic duty that the hire really has.",
			}, {
				Rule: "body-other-title", Severity: lint.Warning,
				Message: "The text calls the hire by the other title.",
				Help:    "Use one title throughout.",
			}},
			at: []string{"", "As a Product Owner"},
		},
		{
			path: "jobs/fits.md", title: "Product Manager, Payments", role: lint.ProductManager,
			verdict: lint.Fits, confidence: 0.96,
			summary: "This posting is titled “Product Manager, Payments”, and that is the job it describes: all its 3 duties are a Product Manager's work.",
			source: `# Product Manager, Payments

- {strategic roadmap owned roadmap.own|[Own the roadmap] of our payment products}
- {strategic discovery owned discovery.interview|[Interview merchants] every week}
- {strategic metrics owned metrics.define|[Define the measures] of success}
- {tactical stories weak stories.support|[Help the team] to write good stories}
`,
		},
		{
			path: "jobs/hybrid.md", title: "Product Owner (Lagerverwaltung 在庫管理)", role: lint.ProductOwner,
			verdict: lint.Hybrid, confidence: 0.71,
			source: `# Product Owner (Lagerverwaltung 在庫管理)

- {strategic vision owned vision.set|[Set the vision] of the product}
- {strategic market owned market.study|[Watch the market]}
- {tactical backlog owned backlog.own|[Own the backlog]}
- {tactical stories owned stories.write|[Write stories]}
- {tactical acceptance owned acceptance.accept|[Accept stories]}
`,
			findings: []lint.Finding{{
				Rule: "hybrid-posting", Severity: lint.Warning,
				Message: "The title names one role, but the hire owns duties of both.",
				Help:    "Say how the time divides (“60 % strategy, 40 % backlog”), or hand the first two duties to the product manager.",
			}},
		},
		{
			path: "jobs/other.txt", title: "Product Owner", role: lint.ProductOwner,
			verdict: lint.OtherJob, confidence: 0.82, otherRole: "project manager", suggested: "Project Manager",
			source: `Product Owner
{tactical delivery owned delivery.track|[Track progress, dates and budget] of three projects}
{tactical delivery owned delivery.report|[Report the status] to the steering committee}
`,
			findings: []lint.Finding{{
				Rule: "other-role-posting", Severity: lint.Warning,
				Message: "Most duties are a project manager's: dates, budget and reports, and no decision about the product.",
				Help:    "Change the title to “Project Manager”, or say what the hire decides about the product.",
			}},
		},
		{
			path: "-", title: "Product Owner", role: lint.ProductOwner, verdict: lint.Unclear, confidence: 0.9,
			source: "Product Owner\nWe are looking for a colleague who can {tactical backlog owned backlog.own|[own the backlog]}. Show more\n",
			findings: []lint.Finding{{
				Rule: "unclear-posting", Severity: lint.Info,
				Message: "Only one duty could be counted; three are needed to judge a title.",
				Help:    "Check that the whole text was copied. If it was, write down what the hire will do.",
			}},
		},
		{
			path: "jobs/scrum-master.md", title: "Scrum Master", role: lint.OtherRole, verdict: lint.OutOfScope, confidence: 1,
			summary: "This posting is titled “Scrum Master”, which is neither a Product Manager nor a Product Owner: there is nothing to check.",
			source:  "# Scrum Master\n\n- Help the team to keep its promises\n",
		},
	}
}

// hostile is a posting that tries to talk to the terminal.
func hostile() sample {
	return sample{
		path: "jobs/\x1b]0;owned\x07.md", title: "Product \x1b[31mOwner\u202e", role: lint.ProductOwner, verdict: lint.Mistitled, confidence: 0.9,
		source:   "# Product \x1b[31mOwner\u202e\n\t\t- {strategic pricing owned pricing.own|\u202eset\x9b31m [\xffpricing\x00\x1b0m] \u009b2J\tand the like}\r\n",
		findings: []lint.Finding{{Rule: "mistitled-posting", Severity: lint.Error, Message: "\x1b[2J says “\u2066x”", Help: "do \x07 this"}},
	}
}
