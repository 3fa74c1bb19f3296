package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// pieces are what the formats are written with.
var pieces = []string{
	"::", "::error::", "##[", "%", "%0A", "\n", "\r", ",", ":", `"`, "'", "<", ">", "&", "&lt;", "</details>", "</failure>", "]]>", "<!--", "-->", "|", "`", "```", "\\",
	"[", "](", ")", "{0}", "{", "}", "=", "+1", "-", "@all", "#1", "$", "https://x", "www.", "*", "_", "a", "word ", " ", "\t", "\x00", "\x1b[", "\u202e", "\ufffe", "\xff", "界", "é", ";",
}

func drawText(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, name), "")
}

// drawReport returns a report of such text, with spans that may lie outside.
func drawReport(t *rapid.T) *lint.Report {
	src := drawText(t, "source")
	r := &lint.Report{
		Path: "jobs/" + drawText(t, "path"), Title: drawText(t, "title"), Role: lint.ProductOwner, SuggestedTitle: drawText(t, "suggested"),
		Verdict: rapid.SampledFrom([]lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Fits, lint.OutOfScope}).Draw(t, "verdict"),
		Summary: drawText(t, "summary"), OtherRole: drawText(t, "other"), RoleModel: drawText(t, "model"),
	}
	r.SetPosting(&posting.Posting{Source: []byte(src)})
	offset := rapid.IntRange(-1, len(src)+1)
	for range rapid.IntRange(0, 3).Draw(t, "duties") {
		r.Duties = append(r.Duties, lint.Duty{
			Start: offset.Draw(t, "start"), End: offset.Draw(t, "end"), Line: 1, Column: 1, Side: lint.Strategic, Strength: lint.Owned,
			Category: drawText(t, "category"), Rule: drawText(t, "rule"), Text: drawText(t, "text"),
		})
	}
	for range rapid.IntRange(0, 13).Draw(t, "findings") {
		r.Findings = append(r.Findings, lint.Finding{
			Rule:  rapid.OneOf(rapid.Just(string(r.Verdict)+"-posting"), rapid.Just("x"), rapid.Custom(func(t *rapid.T) string { return drawText(t, "id") })).Draw(t, "rule"),
			Start: offset.Draw(t, "start"), End: offset.Draw(t, "end"), Line: 1, Column: 1,
			Severity: rapid.SampledFrom([]lint.Severity{lint.Error, lint.Warning, lint.Info}).Draw(t, "severity"),
			Message:  drawText(t, "message"), Help: drawText(t, "help"),
			Edits: []lint.Edit{{Start: offset.Draw(t, "start"), End: offset.Draw(t, "end"), NewText: drawText(t, "new")}},
		})
		f := &r.Findings[len(r.Findings)-1]
		f.OfVerdict = f.Rule == string(r.Verdict)+"-posting"
	}
	return r
}

func draw(t *rapid.T, format string, o Options, reports []*lint.Report) string {
	var out strings.Builder
	p, err := New(format, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestNothingBreaksOut prints hostile postings and reads them back as the
// consumers do: there must be as many findings as there were, and their texts
// must come back as they went in.
func TestNothingBreaksOut(t *testing.T) {
	sarif, rdjson, gitlab := schemaOf(t, "sarif"), schemaOf(t, "rdjson"), schemaOf(t, "gitlab")
	rapid.Check(t, func(rt *rapid.T) {
		reports := rapid.SliceOfN(rapid.Custom(drawReport), 0, 3).Draw(rt, "reports")
		var findings []lint.Finding
		for _, r := range reports {
			findings = append(findings, r.Findings...)
		}
		o := platformOptions()
		o.RoleModel = drawText(rt, "model")
		for format, schema := range map[string]interface{ Validate(any) error }{"sarif": sarif, "rdjson": rdjson, "gitlab": gitlab} {
			var v any
			out := draw(rt, format, o, reports)
			if err := json.Unmarshal([]byte(out), &v); err != nil {
				rt.Fatalf("%s: %v in %q", format, err, out)
			}
			if err := schema.Validate(v); err != nil {
				rt.Fatalf("%s: %v in %q", format, err, out)
			}
		}
		readSARIF(rt, draw(rt, "sarif", o, reports), reports)
		readGitHub(rt, draw(rt, "github", o, reports), findings)
		readGitLab(rt, draw(rt, "gitlab", o, reports), findings)
		readXML(rt, draw(rt, "checkstyle", o, reports), map[string]int{"checkstyle": 1, "file": withFindings(reports), "error": len(findings)})
		o.Fails = func(*lint.Report, lint.Severity) bool { return true }
		out := draw(rt, "junit", o, reports)
		tests := strings.Count(out, "<testcase ")
		readXML(rt, out, map[string]int{"testsuites": 1, "testsuite": len(reports), "failure": len(findings), "testcase": tests, "skipped": -1})
		if tests < len(findings) || tests > len(findings)+len(reports) {
			rt.Fatalf("%d tests for %d findings: %q", tests, len(findings), out)
		}
		readCSV(rt, draw(rt, "csv", o, reports), reports)
		readMarkdown(rt, draw(rt, "markdown", o, reports), reports)
	})
}

func withFindings(reports []*lint.Report) int {
	n := 0
	for _, r := range reports {
		if len(r.Findings) > 0 {
			n++
		}
	}
	return n
}

func readSARIF(t *rapid.T, out string, reports []*lint.Report) {
	var log struct {
		Runs []struct {
			Results []struct {
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	for _, r := range reports {
		for i := range r.Findings {
			if len(results) == 0 {
				t.Fatalf("too few results")
			}
			uri, err := url.Parse(results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
			if want := (Options{}).inRepository(r.Path); err != nil || strings.TrimPrefix(uri.Path, "./") != want || uri.RawQuery+uri.Fragment+uri.Host != "" {
				t.Fatalf("%v, %v is not %q", err, uri, want)
			}
			text := results[0].Message.Text
			if bare := strings.NewReplacer("{{", "", "}}", "").Replace(text); strings.ContainsAny(bare, "{}") {
				t.Fatalf("a placeholder in %q", text)
			}
			if bare := strings.NewReplacer(`\\`, "", `\[`, "", `\]`, "").Replace(text); strings.Contains(bare, "](") {
				t.Fatalf("a link in %q, %q", text, r.Findings[i].Message)
			}
			results = results[1:]
		}
	}
	if len(results) > 0 {
		t.Fatalf("%d results too many", len(results))
	}
}

// readGitHub reads commands as the runner does.
func readGitHub(t *rapid.T, out string, findings []lint.Finding) {
	want := map[string][]string{}
	for _, f := range findings {
		command := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}[f.Severity]
		want[command] = append(want[command], Clean(f.Message))
	}
	got := map[string]int{}
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "jdlint: ") && strings.HasSuffix(line, "holds all.") {
			continue
		}
		rest, ok := strings.CutPrefix(line, "::")
		info, data, ok2 := strings.Cut(rest, "::")
		command, properties, ok3 := strings.Cut(info, " ")
		if !ok || !ok2 || !ok3 || want[command] == nil {
			t.Fatalf("no command: %q", line)
		}
		got[command]++
		for property := range strings.SplitSeq(properties, ",") {
			key, _, ok := strings.Cut(property, "=")
			if !ok || !slices.Contains([]string{"file", "line", "endLine", "col", "endColumn", "title"}, key) {
				t.Fatalf("property %q in %q", property, line)
			}
		}
		data = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%").Replace(data)
		message, _, _ := strings.Cut(data, "\n")
		if !slices.Contains(want[command], message) {
			t.Fatalf("%q was not said", message)
		}
	}
	for command, messages := range want {
		if got[command] != min(len(messages), githubShown) {
			t.Fatalf("%d %ss for %d findings: %q", got[command], command, len(messages), out)
		}
	}
}

func readGitLab(t *rapid.T, out string, findings []lint.Finding) {
	var issues []struct {
		Description string
		CheckName   string `json:"check_name"`
		Fingerprint string
	}
	if err := json.Unmarshal([]byte(out), &issues); err != nil || len(issues) != len(findings) {
		t.Fatalf("%v, %d issues for %d findings", err, len(issues), len(findings))
	}
	seen := map[string]bool{}
	for i, f := range findings {
		if seen[issues[i].Fingerprint] {
			t.Fatalf("the fingerprint %q comes twice", issues[i].Fingerprint)
		}
		seen[issues[i].Fingerprint] = true
		if issues[i].Description != said(&lint.Report{}, &f) || issues[i].CheckName != strings.ToValidUTF8(issues[i].CheckName, "\ufffd") {
			t.Fatalf("%q for %q", issues[i].Description, f.Message)
		}
	}
}

// readXML counts elements; -1 stands for any number.
func readXML(t *rapid.T, out string, want map[string]int) {
	got := map[string]int{}
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in %q", err, out)
		}
		switch token := token.(type) {
		case xml.StartElement:
			got[token.Name.Local]++
		case xml.Comment, xml.Directive:
			t.Fatalf("%T in %q", token, out)
		}
	}
	for name, n := range got {
		if w, known := want[name]; !known || w >= 0 && w != n {
			t.Fatalf("%d %s, want %d: %q", n, name, w, out)
		}
	}
	for name, n := range want {
		if n > 0 && got[name] != n {
			t.Fatalf("%d %s, want %d: %q", got[name], name, n, out)
		}
	}
}

func readCSV(t *rapid.T, out string, reports []*lint.Report) {
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll() // which wants as many cells in each row
	if err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	want := 1
	for _, r := range reports {
		want += max(1, len(r.Findings))
	}
	if len(rows) != want || strings.Count(out, "\n") != want {
		t.Fatalf("%d rows, want %d: %q", len(rows), want, out)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "-" && cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
				t.Fatalf("a formula: %q", cell)
			}
		}
	}
}

// pageLink is the printer's own link to the page about a finding.
var pageLink = regexp.MustCompile(`\[([a-z-]+)\]\(` + regexp.QuoteMeta(ruleBase) + `[a-z-]+\.md\)`)

// readMarkdown looks for tags, cells and marks that are not the printer's own.
func readMarkdown(t *rapid.T, out string, reports []*lint.Report) {
	z := html.NewTokenizer(strings.NewReader(out))
	tags := map[string]int{}
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			if !slices.Contains([]string{"details", "summary", "b", "span"}, token.Data) || len(token.Attr) > 0 {
				t.Fatalf("tag %v in %q", token, out)
			}
			tags[token.Data]++
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			if token.Data != " jdlint " {
				t.Fatalf("%v in %q", token, out)
			}
		}
	}
	if tags["details"] != withFindings(reports) {
		t.Fatalf("%d folds for %d postings: %q", tags["details"], withFindings(reports), out)
	}
	inSummary := false
	for line := range strings.Lines(out) {
		inSummary = strings.HasPrefix(line, "<details>")
		line = pageLink.ReplaceAllString(line, "$1")
		bare := strings.NewReplacer(`\\`, "", `\|`, "", "\\`", "", `\[`, "", `\]`, "", `\*`, "", `\_`, "", `\~`, "").Replace(line)
		if strings.HasPrefix(line, "| ") && strings.Count(bare, "|") != 6 {
			t.Fatalf("%d cells in %q", strings.Count(bare, "|")-1, line)
		}
		if !inSummary && strings.ContainsAny(bare, "`[]~_") || strings.Contains(bare, "://") || strings.Contains(strings.ReplaceAll(bare, "<span>@</span>", ""), "@") {
			t.Fatalf("markup in %q", line)
		}
	}
}
