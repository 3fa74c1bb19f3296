package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// platforms are the formats that programs of others read.
var platforms = []string{"sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "csv"}

// platformOptions are options with rules that stay as they are.
func platformOptions() Options {
	return Options{
		Version: "1.2.3", RoleModel: "strategist",
		Findings: []rules.Finding{
			{ID: "mistitled-posting", Severity: "error", Name: "the title names the other role", Message: "The title says {role}.", Help: "Retitle it “{suggested}”.", Means: "The duties belong to the other title.", Why: "People apply to the title."},
			{ID: "hybrid-posting", Severity: "warning", Name: "one title, two jobs", Message: "One title, two jobs: {own} and {against}.", Help: "Split it.", Means: "Full ownership on both sides.", Why: "The halves compete."},
			{ID: "pm-seniority", Severity: "off", Name: "a junior", Message: "A beginner.", Help: "Name the level.", Means: "A junior is sought.", Why: "It is a senior role."},
		},
		Categories: []*rules.Category{{ID: "pricing", Name: "price and packaging"}, {ID: "backlog", Name: "the backlog"}, {ID: "pricing", Name: "Preis"}},
	}
}

// retitled returns the first sample with the edits that mend it.
func retitled(t testing.TB) *lint.Report {
	r := samples()[0].report(t)
	at := bytes.Index(r.Posting().Source, []byte("Owner"))
	r.Findings[0].Edits = []lint.Edit{{Start: at, End: at + len("Owner"), NewText: "Manager"}}
	return r
}

func platformReports(t testing.TB) []*lint.Report {
	all := []*lint.Report{retitled(t)}
	for _, s := range samples()[1:] {
		all = append(all, s.report(t))
	}
	return append(all, hostile().report(t), markup(t))
}

// evil is text that tries to write the formats it is printed in.
const evil = `"'><script>x</script>&amp; [a](https://evil) {0} ::error::x ##[error]y %0A @all #1 $x$ | ` + "`c`" + ` *b* www.x </details> ]]> =1+1`

// markup is a posting full of it.
func markup(t testing.TB) *lint.Report {
	r := sample{
		path: `jobs/=a,b:c%&<"'>|[d](e) f.md`, title: "Owner", role: lint.ProductOwner, verdict: lint.Mistitled, confidence: 0.9,
		suggested: `=HYPERLINK("https://evil")`,
		source:    "# Owner\n\n- {strategic pricing owned pricing.own|[Own prices]}\n",
		findings: []lint.Finding{
			{Rule: "mistitled-posting", Severity: lint.Error, Message: "says “" + evil + "”", Help: "=cmd|' /C calc'!A0"},
			{Rule: "x::y,z", Severity: lint.Info, Message: evil, Help: "\r\n::warning file=x::y"},
		},
	}.report(t)
	r.Title, r.Duties[0].Text = evil, evil
	return r
}

func TestPlatformGolden(t *testing.T) {
	all := platformReports(t)
	for _, format := range platforms {
		golden(t, format, printed(t, format, platformOptions(), all...))
		golden(t, format+"-empty", printed(t, format, platformOptions()))
	}
}

// schemaOf compiles a schema in testdata.
func schemaOf(t testing.TB, format string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(filepath.Join("testdata", format+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPlatformSchemas(t *testing.T) {
	all := platformReports(t)
	for _, format := range []string{"sarif", "rdjson", "gitlab"} {
		s := schemaOf(t, format)
		for _, reports := range [][]*lint.Report{nil, all[:1], all} {
			for _, o := range []Options{{}, platformOptions()} {
				out := printed(t, format, o, reports...)
				if err := validate(t, s, out); err != nil {
					t.Errorf("%s: %v\n%s", format, err, out)
				}
			}
		}
		good := string(printed(t, format, platformOptions(), all...))
		for _, change := range map[string][][2]string{
			"sarif":  {{`"level":"error"`, `"level":"grave"`}, {`"startLine":2`, `"startLine":0`}, {`"message":{"text"`, `"message":{"txt"`}, {`"ruleId"`, `"rule"`}, {`"version": "2.1.0"`, `"version": "2.2"`}, {`"artifactChanges":[{`, `"changes":[{`}},
			"rdjson": {{`"severity":"ERROR"`, `"severity":"BAD"`}, {`"line":2`, `"line":0`}, {`"diagnostics"`, `"diagnostic"`}, {`"suggestions":[{"range"`, `"suggestions":[{"at"`}},
			"gitlab": {{`"severity":"major"`, `"severity":"error"`}, {`"begin":2`, `"begin":0`}, {`"fingerprint":"`, `"fingerprint":"x`}, {`"path":"jobs`, `"path":"./jobs`}},
		}[format] {
			if bad := strings.Replace(good, change[0], change[1], 1); bad == good {
				t.Errorf("%s: %s does not stand in the output", format, change[0])
			} else if validate(t, s, []byte(bad)) == nil {
				t.Errorf("%s: the schema takes %s", format, change[1])
			}
		}
	}
}

// TestGitLabFingerprints: none comes twice, and those of a report are the same ones
// whatever the names and the order of its files.
func TestGitLabFingerprints(t *testing.T) {
	prints := func(names ...string) (all []string) {
		var reports []*lint.Report
		for i, name := range names {
			s := samples()[0]
			if s.path = name; i == 2 {
				s = samples()[1]
			}
			reports = append(reports, s.report(t))
		}
		var issues []gitlabIssue
		if err := json.Unmarshal(printed(t, "gitlab", platformOptions(), reports...), &issues); err != nil {
			t.Fatal(err)
		}
		for _, issue := range issues {
			all = append(all, issue.Fingerprint)
		}
		return all
	}
	want := prints("jobs/a.md", "jobs/b.md", "", "jobs/c.md")
	if got := slices.Compact(slices.Sorted(slices.Values(want))); len(got) != len(want) || len(want) < 4 {
		t.Fatalf("fingerprints of three postings that say the same, and another: %q", want)
	}
	for _, names := range [][]string{{"jobs/a.md", "jobs/moved.md", "", "jobs/c.md"}, {"x#1", "x#2", "", "x#4"}} {
		if got := prints(names...); !slices.Equal(got, want) {
			t.Errorf("of %q they are %q, not %q", names, got, want)
		}
	}
	if one := prints("jobs/c.md"); one[0] != want[0] {
		t.Errorf("of one alone it is %q, not %q", one, want[0])
	}
}

// TestSARIFRules holds results to the rules that they name.
func TestSARIFRules(t *testing.T) {
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID           string
				RuleIndex        *int
				Message          struct{ Text string }
				RelatedLocations []struct{ ID int }
			}
		}
	}
	if err := json.Unmarshal(printed(t, "sarif", platformOptions(), platformReports(t)...), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	named := 0
	for _, r := range run.Results {
		if r.RuleIndex != nil {
			named++
			if got := run.Tool.Driver.Rules[*r.RuleIndex].ID; got != r.RuleID {
				t.Errorf("rule %s has the index of %s", r.RuleID, got)
			}
		}
		for i, l := range r.RelatedLocations {
			if l.ID != i+1 {
				t.Errorf("%s: related location %d has the id %d", r.RuleID, i, l.ID)
			}
		}
	}
	if named != 5 || len(run.Results[0].RelatedLocations) != 5 {
		t.Errorf("%d results with known rules, %d related locations", named, len(run.Results[0].RelatedLocations))
	}
}

// TestRulePages follows the links of the rules of SARIF to pages of the repository, as
// well as that of the tool.
func TestRulePages(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	o := platformOptions()
	o.Findings = set.Findings
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					InformationURI string
					Rules          []struct{ ID, HelpURI string }
				}
			}
		}
	}
	if err := json.Unmarshal(printed(t, "sarif", o), &log); err != nil {
		t.Fatal(err)
	}
	driver := log.Runs[0].Tool.Driver
	if driver.InformationURI != home || len(driver.Rules) != len(set.Findings) {
		t.Errorf("the tool is at %q and has %d rules", driver.InformationURI, len(driver.Rules))
	}
	for _, rule := range driver.Rules {
		page, ok := strings.CutPrefix(rule.HelpURI, home+"/blob/main/")
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(page))); err != nil || !ok {
			t.Errorf("%s: there is no page %s", rule.ID, rule.HelpURI)
		}
	}
}

func TestGitHubCaps(t *testing.T) {
	var all []*lint.Report
	for i := range 25 {
		r := samples()[0].report(t)
		r.Path = fmt.Sprintf("jobs/%02d.md", i)
		r.Findings[0].Confidence = float64(i) / 100
		r.Findings = append(r.Findings, lint.Finding{Rule: "note", Severity: lint.Info, Message: "m", Line: 1, Column: 1})
		if i < 10 {
			r.Findings = append(r.Findings, lint.Finding{Rule: "warn", Severity: lint.Warning, Message: "m", Line: 1, Column: 1})
		}
		all = append(all, r)
	}
	out := string(printed(t, "github", Options{}, all...))
	for command, want := range map[string]int{"::error ": 10, "::warning ": 10, "::notice ": 10, "jdlint: 15 more errors and 15 more notices not shown": 1} {
		if got := strings.Count("\n"+out, "\n"+command); got != want {
			t.Errorf("%d lines begin with %q, want %d\n%s", got, command, want, out)
		}
	}
	if !strings.HasPrefix(out, "::error file=jobs/24.md,") || strings.Contains(out, "::error file=jobs/14.md") {
		t.Errorf("not the surest ones:\n%s", out)
	}
	if n := strings.Count(out, "%0A(15 more errors not shown"); n != 1 {
		t.Errorf("%d annotations say how many errors are left out", n)
	}
}

func TestGitHubEscapes(t *testing.T) {
	r := &lint.Report{Path: "a,b:c%0A.md", Findings: []lint.Finding{{
		Rule: "r", Severity: lint.Error, Message: "100 %\n::error::x", Help: "h", Line: 3, Column: 1,
	}}}
	want := "::error file=a%2Cb%3Ac%250A.md,line=3,title=r::100 %25 ::error::x%0Ah\n"
	if got := string(printed(t, "github", Options{}, r)); got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestCSVCells(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'=1", "\r=1": "'=1", " =1": "'=1", "\u200b=1": "'=1", "＝1": "'＝1",
		"-": "-", "a=1": "a=1", "": "", "a\nb": "a b",
	} {
		if got := csvCell(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	var all []*lint.Report
	for i := range 3000 {
		r := samples()[i%2].report(t)
		r.Path = fmt.Sprintf("jobs/%04d.md", i)
		if i%10 != 0 {
			for j := range r.Findings {
				r.Findings[j].Severity = lint.Info
			}
		}
		all = append(all, r)
	}
	big := samples()[0].report(t)
	for range 5000 {
		big.Findings = append(big.Findings, lint.Finding{Rule: "x", Severity: lint.Error, Message: strings.Repeat("long ", 1000), Line: 1, Column: 1})
	}
	out := string(printed(t, "markdown", platformOptions(), append([]*lint.Report{big}, all...)...))
	if len(out) > 65536 || len(out) < 30000 {
		t.Errorf("%d bytes", len(out))
	}
	if !strings.Contains(out, "Not shown here for want of room: ") || !strings.Contains(out, " more postings and the findings of ") || !strings.Contains(out, "3,001 of 3,001 postings") {
		t.Error("it does not say what is left out")
	}
	// The grave ones come first.
	if strings.Index(out, "| 1 note |") < strings.LastIndex(out, "| 1 error |") && strings.Contains(out, "| 1 note |") {
		t.Error("a mild finding stands before a grave one")
	}
}

func TestInRepository(t *testing.T) {
	for _, tt := range []struct{ root, path, want string }{
		{"", "./jobs/../jobs/a.md", "jobs/a.md"},
		{"/work/repo", "/work/repo/jobs/a.md", "jobs/a.md"},
		{"/work/repo/", "/work/repo/jobs/a.md", "jobs/a.md"},
		{"/work/repo", "/work/repository/a.md", "/work/repository/a.md"},
		{"/work/repo", "-", "-"},
		{"/", "/a.md", "a.md"},
	} {
		if got := (Options{Root: tt.root}).inRepository(tt.path); got != tt.want {
			t.Errorf("%s in %q: %s, want %s", tt.path, tt.root, got, tt.want)
		}
	}
}

func TestSARIFFile(t *testing.T) {
	for path, want := range map[string]sarifArtifact{
		"jobs/a b.md": {"jobs/a%20b.md", "%SRCROOT%"}, "a:b.md": {"./a:b.md", "%SRCROOT%"}, "/x/ü.md": {"file:///x/%C3%BC.md", ""},
		"C:/x.md": {"file:///C:/x.md", ""}, "-": {"-", "%SRCROOT%"}, "a?b#c%.md": {"a%3Fb%23c%25.md", "%SRCROOT%"},
	} {
		if got := sarifFile(path); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// TestColumns tells characters from bytes: SARIF counts the first, reviewdog
// the second.
func TestColumns(t *testing.T) {
	r := samples()[3].report(t) // its title ends in 在庫管理)
	for format, want := range map[string]string{
		"sarif":  `"startLine":1,"startColumn":3,"endLine":1,"endColumn":39}`,
		"rdjson": `"start":{"line":1,"column":3},"end":{"line":1,"column":47}`,
		"github": "line=1,endLine=1,col=3,endColumn=39,",
	} {
		if out := string(printed(t, format, Options{}, r)); !strings.Contains(out, want) {
			t.Errorf("%s: no %s in\n%s", format, want, out)
		}
	}
}

func TestJUnitFails(t *testing.T) {
	all := platformReports(t)
	for want, fails := range map[int]func(*lint.Report, lint.Severity) bool{
		4: nil, 7: func(_ *lint.Report, s lint.Severity) bool { return s != lint.Info },
		2: func(r *lint.Report, _ lint.Severity) bool { return r.Path == "jobs/mistitled-manager.md" },
		0: func(*lint.Report, lint.Severity) bool { return false },
	} {
		out := printed(t, "junit", Options{Fails: fails}, all...)
		if got := bytes.Count(out, []byte("<failure ")); got != want {
			t.Errorf("%d failures, want %d", got, want)
		}
	}
}
