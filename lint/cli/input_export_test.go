package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
)

// reported is what came of a run, and its reports if they were printed as ndjson.
type reported struct {
	result
	reports []lint.Report
}

func runReports(t *testing.T, stdin string, args ...string) reported {
	t.Helper()
	r := reported{result: realRun(t, stdin, args...)}
	if strings.Contains(strings.Join(args, " "), "--format ndjson") {
		for line := range strings.Lines(r.out) {
			var report lint.Report
			if err := json.Unmarshal([]byte(line), &report); err != nil {
				t.Fatal(err)
			}
			r.reports = append(r.reports, report)
		}
	}
	return r
}

const (
	strategicText = "<h2>Your responsibilities</h2><ul><li>Own the P&amp;L of the product</li><li>Set the pricing strategy</li><li>Define the product vision and strategy</li><li>Lead the go-to-market with sales and marketing</li></ul>"
	tacticalText  = "<h2>Your responsibilities</h2><ul><li>Own and groom the product backlog</li><li>Write user stories with acceptance criteria</li><li>Run sprint planning and refinement with the team</li><li>Accept stories at the end of each sprint</li></ul>"
)

// greenhouse writes a list of jobs as Greenhouse has it.
func greenhouse(t *testing.T, jobs ...[2]string) string {
	t.Helper()
	var list []map[string]any
	for i, j := range jobs {
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(j[1])
		list = append(list, map[string]any{"id": 100 + i, "title": j[0], "absolute_url": fmt.Sprintf("https://x.example/%d", 100+i), "content": escaped})
	}
	src, err := json.Marshal(map[string]any{"jobs": list})
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestExport(t *testing.T) {
	tree(t, map[string]string{"export.json": greenhouse(t,
		[2]string{"Product Owner", strategicText}, [2]string{"Product Owner", tacticalText}, [2]string{"Nurse", "<p>Care.</p>"}, [2]string{"Product Manager", ""})})
	r := runReports(t, "", "--format", "ndjson", "export.json")
	var got []string
	for _, p := range r.reports {
		got = append(got, fmt.Sprint(p.Path, " ", p.Title, " ", p.ID, " ", p.URL, " ", p.Verdict))
	}
	want := []string{
		"export.json#1 Product Owner 100 https://x.example/100 mistitled",
		"export.json#2 Product Owner 101 https://x.example/101 fits",
		"export.json#3 Nurse 102 https://x.example/102 out-of-scope",
		"export.json#4 Product Manager 103 https://x.example/103 unclear",
	}
	if diff := cmp.Diff(want, got); diff != "" || r.code != 1 || r.errOut != "" {
		t.Fatalf("exit code %d, %s\n%s", r.code, r.errOut, diff)
	}
	// Spans point into the text of the job, which the program prints.
	text := runReports(t, "", "text", "export.json#1")
	for _, d := range r.reports[0].Duties {
		if span := text.out[d.Start:d.End]; !strings.Contains(d.Text, "P&L") && !strings.Contains(span, d.Text) {
			t.Errorf("the span of %q holds %q", d.Text, span)
		}
	}
	for arg, want := range map[string]string{"export.json": "holds 4 jobs; name one of them", "export.json#9": "so there is no number 9", "gone.json#1": "no such file"} {
		if r := runReports(t, "", "text", arg); r.code != 3 || !strings.Contains(r.errOut, want) {
			t.Errorf("text %s: %+v", arg, r)
		}
	}
	if len(r.reports[0].Duties) < 3 {
		t.Errorf("%d duties", len(r.reports[0].Duties))
	}
	people := runReports(t, "", "export.json")
	if !strings.Contains(people.out, "export.json#1") || !strings.Contains(people.out, "Set the pricing strategy") {
		t.Errorf("people read\n%s", people.out)
	}
	for _, jobs := range []string{"1", "8"} {
		if again := runReports(t, "", "--format", "ndjson", "--jobs", jobs, "export.json"); again.out != r.out {
			t.Errorf("with %s jobs the answers differ", jobs)
		}
	}
	if piped := runReports(t, greenhouse(t, [2]string{"Product Owner", strategicText}), "--format", "ndjson", "-"); len(piped.reports) != 1 || piped.reports[0].Path != "-#1" {
		t.Errorf("from standard input: %+v", piped)
	}
}

// TestManyJobs checks that a thousand jobs are a thousand postings, in order.
func TestManyJobs(t *testing.T) {
	var jobs [][2]string
	for i := range 1000 {
		jobs = append(jobs, [2]string{fmt.Sprintf("Product Owner %d", i+1), tacticalText})
	}
	tree(t, map[string]string{"all.json": greenhouse(t, jobs...)})
	r := runReports(t, "", "--format", "ndjson", "all.json")
	if len(r.reports) != 1000 {
		t.Fatalf("%d postings: %s", len(r.reports), r.errOut)
	}
	for i, p := range r.reports {
		if p.Path != fmt.Sprintf("all.json#%d", i+1) || !strings.HasPrefix(p.Title, "Product Owner") {
			t.Fatalf("posting %d is %s, %s", i+1, p.Path, p.Title)
		}
	}
}

// TestBaselineOfExport records the findings of jobs and hides them.
func TestBaselineOfExport(t *testing.T) {
	tree(t, map[string]string{
		"export.json": greenhouse(t, [2]string{"Nurse", "<p>Care.</p>"}, [2]string{"Product Owner", strategicText}),
		"nurse.md":    "# Nurse\n\nYou care.\n",
	})
	if r := runReports(t, "", "baseline", "--baseline", "known.json", "export.json"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := runReports(t, "", "--baseline", "known.json", "export.json"); r.code != 0 || strings.Contains(r.errOut, "no longer") {
		t.Errorf("%+v", r)
	}
	// What was not checked this time is not gone.
	if r := runReports(t, "", "--baseline", "known.json", "nurse.md"); r.code != 0 || strings.Contains(r.errOut, "no longer") {
		t.Errorf("%+v", r)
	}
}

func TestSpreadsheet(t *testing.T) {
	text := "- Own the product backlog\n- Write user stories\n- Run sprint planning\n- Define acceptance criteria"
	tree(t, map[string]string{
		"jobs.csv":   "Job title;Responsibilities;Req ID\nProduct Owner;\"" + text + "\";R1\n",
		"own.txt":    "Role,Body\nProduct Owner,\"" + text + "\"\n",
		"lines.json": `{"title": "Product Owner", "text": "` + strings.ReplaceAll(text, "\n", `\n`) + `"}`,
	})
	for _, args := range [][]string{{"jobs.csv"}, {"--columns", "title=Role,text=Body", "own.txt"}, {"lines.json"}} {
		r := runReports(t, "", append([]string{"--format", "ndjson"}, args...)...)
		if len(r.reports) != 1 || r.reports[0].Verdict != lint.Fits || r.reports[0].Tactical.Owned < 3 {
			t.Errorf("%v: %+v", args, r)
		}
	}
	if r := runReports(t, "", "--columns", "company=X", "jobs.csv"); r.code != 2 || !strings.Contains(r.errOut, `no "company"`) {
		t.Errorf("%+v", r)
	}
}

// TestBadExports checks that what cannot be read is named, and the others go on.
func TestBadExports(t *testing.T) {
	tree(t, map[string]string{
		"broken.json":   "{\"jobs\": [\n{\"title\": ]}",
		"list.json":     `{"jobs": [{"title": "Product Owner", "shortcode": "A"}]}`,
		"other.json":    `{"a": 1}`,
		"plain.csv":     "Product Owner,Own the backlog\n",
		"bomb.xml":      `<!DOCTYPE x [<!ENTITY a "b">]><jobs><job><title>&a;</title></job></jobs>`,
		"no.xlsx":       "PK\x03\x04",
		"good.md":       "# Product Owner\n\n## Duties\n- Own the product backlog\n- Write user stories\n- Run sprint planning\n- Define acceptance criteria\n",
		"lines.ndjson":  "{\"title\": \"Product Owner\", \"text\": \"Own the backlog.\"}\n{\n",
		"untitled.json": `{"jobAd": {"sections": {"a": {"title": "Company", "text": "<p>We.</p>"}}}}`,
	})
	if err := os.Symlink("gone.json", "link.json"); err != nil {
		t.Fatal(err)
	}
	r := runReports(t, "", "--format", "ndjson", "broken.json", "list.json", "other.json", "plain.csv", "bomb.xml", "no.xlsx", "link.json", "lines.ndjson", "untitled.json", "good.md")
	if r.code != 3 {
		t.Errorf("exit code %d", r.code)
	}
	if len(r.reports) != 2 || r.reports[1].Path != "good.md" || r.reports[0].Path != "lines.ndjson#1" {
		t.Errorf("reports: %+v", r.reports)
	}
	for _, want := range []string{
		"broken.json: no JSON from line 2", "list.json: it lists a job (“Product Owner”) without the descriptions", "other.json: holds no jobs",
		"plain.csv: no column is called like a title or a text", "bomb.xml: no XML from line 1", "no.xlsx: no spreadsheet",
		"link.json: there is no such file", "lines.ndjson#2: line 2: no JSON", "untitled.json#1: the job has no title",
	} {
		if !strings.Contains(r.errOut, want) {
			t.Errorf("%q is missing in\n%s", want, r.errOut)
		}
	}
	if r := runReports(t, "", "fix", "list.json"); r.code != 3 || !strings.Contains(r.errOut, "list.json") {
		t.Errorf("fix: %+v", r)
	}
}

// TestHugeJSON checks that a file of two gigabytes is refused, not read.
func TestHugeJSON(t *testing.T) {
	tree(t, map[string]string{"good.md": "# Nurse\n\nYou care.\n"})
	f, err := os.Create("huge.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(`{"jobs": [{"title": "PO", "content": "`); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(2 << 30); err != nil { // takes no room on the disk
		t.Skip(err)
	}
	r := runReports(t, "", "--format", "ndjson", "huge.json", "good.md")
	if r.code != 3 || len(r.reports) != 1 || !strings.Contains(r.errOut, "huge.json: ") {
		t.Errorf("%+v", r)
	}
}

// TestExportsInFolders checks that of the files of a folder only those are read
// that plainly hold jobs.
func TestExportsInFolders(t *testing.T) {
	tree(t, map[string]string{
		"d/export.json":     greenhouse(t, [2]string{"Product Owner", tacticalText}),
		"d/po.md":           "# Product Owner\n\n## Duties\n- Own the product backlog\n- Write user stories\n- Run sprint planning\n- Define acceptance criteria\n",
		"d/package.json":    `{"name": "x", "description": "A package", "version": "1"}`,
		"d/settings.json":   "{ // not even JSON\n}",
		"d/options.json":    `[{"title": "Dark mode", "description": "What the page looks like"}]`,
		"d/team.csv":        "name,role,photo\nAnn,Product Owner,a.png\n",
		"d/feed.xml":        `<rss><channel><item><title>News</title><description>We moved.</description></item></channel></rss>`,
		"d/vacancies.csv":   "title,description\nProduct Owner,\"Own the product backlog. Write user stories.\"\n",
		"d/page/sketch.xml": "<svg/>",
	})
	if err := os.Symlink(".", "d/loop"); err != nil {
		t.Fatal(err)
	}
	r := runReports(t, "", "--format", "ndjson", "d")
	var got []string
	for _, p := range r.reports {
		got = append(got, filepath.ToSlash(p.Path))
	}
	want := []string{"d/export.json#1", "d/po.md", "d/vacancies.csv#1"}
	if diff := cmp.Diff(want, got); diff != "" || r.errOut != "" || r.code != 0 {
		t.Errorf("exit code %d, %s\n%s", r.code, r.errOut, diff)
	}
}

func TestFetch(t *testing.T) {
	asked := 0
	mux := http.NewServeMux()
	page := "<!doctype html><html><head><title>Product Owner | Firm</title><link rel=stylesheet href=/style.css></head><body><nav>Home</nav><h1>Product Owner</h1>" + tacticalText + "<img src=/a.png></body></html>"
	serve := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			asked++
			if kind != "" {
				w.Header().Set("Content-Type", kind)
			}
			fmt.Fprint(w, body)
		})
	}
	serve("/job", "text/html; charset=utf-8", page)
	serve("/text", "text/plain", "Product Owner\n\nYour tasks:\n- Own the product backlog\n- Write user stories\n- Run sprint planning\n")
	serve("/board", "application/json", greenhouse(t, [2]string{"Product Owner", tacticalText}, [2]string{"Nurse", "<p>Care</p>"}))
	serve("/picture", "image/png", "\x89PNG")
	serve("/huge", "text/html", strings.Repeat("<p>x</p>", 2<<20))
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { asked++; http.Redirect(w, r, "/job", http.StatusFound) })
	mux.HandleFunc("/around", func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, "/around", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	t.Chdir(t.TempDir())
	for _, path := range []string{"/job", "/moved", "/job?a=1&b=[2]", "/text"} {
		asked = 0
		r := runReports(t, "", "--format", "ndjson", server.URL+path)
		if len(r.reports) != 1 || r.reports[0].Title != "Product Owner" || r.reports[0].Path != server.URL+path || r.reports[0].Tactical.Owned < 2 {
			t.Errorf("%s: %+v", path, r)
		}
		if path == "/job" && asked != 1 {
			t.Errorf("%d requests", asked)
		}
	}
	if r := runReports(t, "", "--format", "ndjson", server.URL+"/board"); len(r.reports) != 2 || r.reports[1].Path != server.URL+"/board#2" {
		t.Errorf("%+v", r)
	}
	for path, want := range map[string]string{
		"/picture": "image/png is no page", "/huge": "larger than 10 MB", "/gone": "404", "/around": "redirects", "/file": "which is no page",
	} {
		asked = 0
		r := runReports(t, "", "--format", "ndjson", server.URL+path)
		if r.code != 3 || len(r.reports) != 0 || !strings.Contains(r.errOut, want) || !strings.Contains(r.errOut, server.URL+path) {
			t.Errorf("%s: %+v, want %q", path, r, want)
		}
		if asked > 6 {
			t.Errorf("%s: %d requests", path, asked)
		}
	}
	asked = 0
	if r := runReports(t, "", "--offline", server.URL+"/job"); r.code != 3 || asked != 0 || !strings.Contains(r.errOut, "--offline") {
		t.Errorf("offline: %+v, %d requests", r, asked)
	}
	server.Close()
	if r := runReports(t, "", server.URL+"/job"); r.code != 3 || !strings.Contains(r.errOut, "takes no connection") {
		t.Errorf("%+v", r)
	}
}
