package fingerprint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

const owner = `# Product Owner

- Own pricing and packaging of the product
- Define the go-to-market strategy
- Own the profit and loss of the product line
- Set the product vision and strategy
- Analyse the market and the competition
`

// judged returns the report of a text as the program judges it.
func judged(t testing.TB, l *lint.Linter, path, text string) *lint.Report {
	t.Helper()
	p, err := read.Read(path, []byte(text), l.ReadOptions())
	if err != nil {
		t.Fatal(err)
	}
	return l.Check(p)
}

func linter(t testing.TB) *lint.Linter {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// verdictPrint returns the fingerprint of the finding that states the verdict.
func verdictPrint(t testing.TB, r *lint.Report) string {
	t.Helper()
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Rule == "mistitled-posting" {
			return Of(r, f)
		}
	}
	t.Fatalf("verdict %s, findings %v", r.Verdict, r.Findings)
	return ""
}

// TestSurvives changes a posting in ways that do not matter and in ways that
// do.
func TestSurvives(t *testing.T) {
	l := linter(t)
	want := verdictPrint(t, judged(t, l, "jobs/a.md", owner))
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(want) {
		t.Errorf("fingerprint %q", want)
	}
	lines := strings.SplitAfter(owner, "\n")
	moved := strings.Join([]string{lines[0], lines[1], lines[6], lines[4], lines[2], lines[5], lines[3]}, "")
	for name, text := range map[string]string{
		"moved down": "<!-- checked -->\n\n\n" + owner, "another order": moved, "CRLF": strings.ReplaceAll(owner, "\n", "\r\n"),
		"wrapped": strings.Replace(owner, "and packaging", "and\n  packaging", 1), "other bullets": strings.ReplaceAll(owner, "- ", "* "),
		"a word about us": owner + "\nWe make scales for bakeries.\n",
	} {
		if got := verdictPrint(t, judged(t, l, "jobs/a.md", text)); got != want {
			t.Errorf("%s: it changed", name)
		}
	}
	if got := verdictPrint(t, judged(t, l, "./jobs/../jobs/a.md", owner)); got != want {
		t.Error("another way to write the path: it changed")
	}
	for name, text := range map[string]string{
		"another title": strings.Replace(owner, "# Product Owner", "# Senior Product Owner", 1),
		"another duty":  strings.Replace(owner, "Own pricing and packaging of the product", "Own the pricing", 1),
		"a duty more":   owner + "- Own the pricing of all services\n",
		"a duty less":   strings.Replace(owner, lines[6], "", 1),
	} {
		if got := verdictPrint(t, judged(t, l, "jobs/a.md", text)); got == want {
			t.Errorf("%s: it did not change", name)
		}
	}
	if got := verdictPrint(t, judged(t, l, "jobs/b.md", owner)); got == want {
		t.Error("another file: it did not change")
	}
	here, there, other := judged(t, l, "jobs/a.md", owner), judged(t, l, "jobs/b.md", owner), judged(t, l, "jobs/a.md", owner+"- Own the pricing of all services\n")
	if !slices.Equal(OfContent(here), OfContent(there)) || slices.Equal(OfContent(here), OfContent(other)) || here.Path != "jobs/a.md" {
		t.Error("the fingerprint of the content is not that of the content alone")
	}
}

// TestLaws holds for any report: fingerprints differ from each other, All and
// Of agree, and neither severity, message nor place counts.
func TestLaws(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "a", "b", "a b", "ab", "a\n b", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Repeat("own the backlog ", 8) // all spans lie inside
		r := &lint.Report{
			Path: "a.md", Title: text.Draw(t, "title"), Role: lint.ProductOwner,
			Verdict: rapid.SampledFrom([]lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob}).Draw(t, "verdict"),
		}
		r.SetPosting(&posting.Posting{Source: []byte(src)})
		for range rapid.IntRange(0, 4).Draw(t, "duties") {
			r.Duties = append(r.Duties, lint.Duty{Side: lint.Strategic, Strength: lint.Owned, Text: text.Draw(t, "duty")})
		}
		for range rapid.IntRange(0, 6).Draw(t, "findings") {
			start := rapid.IntRange(0, 20).Draw(t, "start")
			rule := rapid.SampledFrom([]string{"mistitled-posting", "x", "y"}).Draw(t, "rule")
			r.Findings = append(r.Findings, lint.Finding{Rule: rule, Start: start, End: start + rapid.IntRange(0, 60).Draw(t, "length"), OfVerdict: rule == "mistitled-posting" && r.Verdict == lint.Mistitled})
		}
		all := All(r)
		sorted := slices.Clone(all)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(all) {
			t.Fatalf("not all differ: %v", all)
		}
		for i := range r.Findings {
			if Of(r, &r.Findings[i]) != all[i] {
				t.Fatal("All and Of differ")
			}
		}
		again := *r
		again.Findings = slices.Clone(r.Findings)
		for i := range again.Findings {
			f := &again.Findings[i]
			f.Severity, f.Message, f.Help, f.Confidence, f.Line, f.Column = lint.Error, "another", "another", 0.5, 7, 7
		}
		if !slices.Equal(All(&again), all) {
			t.Fatal("it depends on more than content")
		}
	})
}

// TestOfCopy takes a finding that does not stand in the report.
func TestOfCopy(t *testing.T) {
	r := &lint.Report{Path: "a.md", Findings: []lint.Finding{{Rule: "x"}, {Rule: "y"}}}
	f := r.Findings[1]
	if Of(r, &f) != All(r)[1] {
		t.Error("a copy of a finding has another fingerprint")
	}
	alone := &lint.Finding{Rule: "z"}
	if first, again := Of(r, alone), Of(r, alone); first == All(r)[0] || first != again {
		t.Error("a finding of its own")
	}
}

// TestConcatenation keeps texts apart: "a b" and "c" are not "a" and "b c".
func TestConcatenation(t *testing.T) {
	one := &lint.Report{Path: "p", Title: "t", Verdict: lint.Hybrid, Findings: []lint.Finding{{Rule: "hybrid-posting", OfVerdict: true}}}
	two := *one
	one.Duties = []lint.Duty{{Strength: lint.Owned, Text: "ab"}, {Strength: lint.Owned, Text: "c"}}
	two.Duties = []lint.Duty{{Strength: lint.Owned, Text: "a"}, {Strength: lint.Owned, Text: "bc"}}
	if All(one)[0] == All(&two)[0] {
		t.Error("two lists of duties have one fingerprint")
	}
}

func TestGrounds(t *testing.T) {
	duties := []lint.Duty{
		{Text: "price", Strength: lint.Owned, Role: lint.ProductManager}, {Text: "help", Strength: lint.Weak, Role: lint.ProductManager},
		{Text: "backlog", Strength: lint.Owned, Role: lint.ProductOwner}, {Text: "roadmap", Strength: lint.Owned, Role: lint.Both},
		{Text: "launch", Strength: lint.Owned, Side: lint.Strategic},
	}
	for _, tt := range []struct {
		verdict lint.Verdict
		role    lint.Role
		rule    string
		want    string
	}{
		{lint.Mistitled, lint.ProductOwner, "mistitled-posting", "price launch"},
		{lint.Mistitled, lint.ProductManager, "mistitled-posting", "backlog"},
		{lint.Hybrid, lint.ProductOwner, "hybrid-posting", "price backlog roadmap launch"},
		{lint.Unclear, lint.ProductOwner, "unclear-posting", "price backlog roadmap launch"},
		{lint.OtherJob, lint.ProductOwner, "other-role-posting", ""},
		{lint.Mistitled, lint.ProductOwner, "po-as-job-title", ""},
	} {
		r := &lint.Report{Verdict: tt.verdict, Role: tt.role, Duties: duties}
		var got []string
		for _, d := range Grounds(r, &lint.Finding{Rule: tt.rule, OfVerdict: tt.rule != "po-as-job-title"}) {
			got = append(got, d.Text)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s of a %s: %v, want %s", tt.rule, tt.role, got, tt.want)
		}
	}
}

// TestManyFindings takes no more than linear time.
func TestManyFindings(t *testing.T) {
	const n = 100_000
	r := &lint.Report{Path: "p"}
	r.SetPosting(&posting.Posting{Source: []byte(strings.Repeat("x ", n))})
	for i := range n {
		r.Findings = append(r.Findings, lint.Finding{Rule: fmt.Sprint(i % 3), Start: 2 * i, End: 2*i + 1})
	}
	began := time.Now()
	All(r)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("%v", took)
	}
}
