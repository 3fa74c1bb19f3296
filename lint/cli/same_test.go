package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testtime"
	"github.com/jdlint/jdlint/lint/report"
)

// TestSameBytes: the same postings give the same bytes, each time, by any
// number of jobs, in any language and time zone.
func TestSameBytes(t *testing.T) {
	dir := root(t)
	t.Chdir(dir)
	formats := report.Formats()
	args := []string{"testdata/postings", "testdata/broken", "none.md"}
	inside := func(args ...string) result { return realRun(t, "", args...) }
	first := printed(t, formats, inside, args...)
	for i := range testtime.Size(4, 20) {
		jobs := []string{"1", "2", "8", "3", "4", "5", "6", "7"}[i%8]
		first.compare(t, printed(t, formats, inside, append(args, "--jobs", jobs)...), "with "+jobs+" jobs")
	}
	// What a terminal sees is text; that the others do not look at what they are
	// printed on takes three processes for each.
	for i := range testtime.Size(1, len(formats)) {
		formats := slices.Concat(formats[i:], formats[:i])
		for _, env := range [][]string{
			nil,
			{"LC_ALL=tr_TR.UTF-8", "TZ=Asia/Tokyo", "GOMAXPROCS=1", "COLUMNS=40", "HOME=/nowhere"},
			{"LC_ALL=C", "LANG=de_DE", "TZ=America/New_York", "GOMAXPROCS=7", "TERM=dumb", "NO_COLOR=1"},
		} {
			process := func(args ...string) result { return program(t, dir, env, args...) }
			first.compare(t, printed(t, formats, process, args...), fmt.Sprintf("in a process of its own, with %q", env))
		}
	}
}

// TestSamePlaces: where the jobs of exports stand is told the same by one job and by
// eight, whichever of those asks first.
func TestSamePlaces(t *testing.T) {
	formats := []string{"sarif", "json", "github", "gitlab"}
	place := regexp.MustCompile(`"uri":"(jobs\.[a-z]+)"[^}]*},"region":{"startLine":(\d+),"startColumn":(\d+)`)
	for seed := range testtime.Size(2, 20) {
		r := rand.New(rand.NewPCG(uint64(seed), 0))
		tree(t, exportsOf(t, exportJobs(r, 60)))
		inside := func(args ...string) result { return realRun(t, "", args...) }
		one := printed(t, formats, inside, ".", "--jobs", "1")
		for range testtime.Size(1, 3) {
			one.compare(t, printed(t, formats, inside, ".", "--jobs", "8"), fmt.Sprintf("with 8 jobs, seed %d", seed))
		}
		places, files := map[string]bool{}, map[string]bool{}
		for _, m := range place.FindAllStringSubmatch(one["sarif"], -1) {
			places[m[0]], files[m[1]] = true, true
		}
		if len(places) < 200 || len(files) != 6 || one["exit code"] != "1" || one["standard error"] != "" {
			t.Fatalf("%d places in %d files, exit code %s, %s", len(places), len(files), one["exit code"], one["standard error"])
		}
		for _, format := range formats {
			if !strings.Contains(one[format], "jobs.") {
				t.Errorf("%s names no file", format)
			}
		}
	}
}

// TestSameJobs: of exports that changed, --changed-since looks at the jobs that differ from
// those of their id, wherever these stood, and at all of a spreadsheet.
func TestSameJobs(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	for seed := range testtime.Size(2, 20) {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		jobs := exportJobs(r, 40)
		tree(t, exportsOf(t, jobs))
		for _, args := range [][]string{{"init", "--quiet"}, {"add", "."}, {"-c", "user.name=e", "-c", "user.email=e@example.org", "commit", "--quiet", "-m", "Jobs"}} {
			if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
				t.Fatalf("git %q: %v, %s", args, err, out)
			}
		}
		var want []string
		for i := range jobs {
			j := &jobs[i]
			switch r.IntN(10) {
			case 0:
				j.Text += "- Sell ice.\n"
			case 1:
				j.Title = "Group " + j.Title
			case 2:
				j.ID += 1000
			case 3: // under another id, too
				jobs = append(jobs, exportJob{j.ID + 2000, j.Title, j.Text})
				want = append(want, fmt.Sprint(j.ID+2000))
				continue
			default:
				continue
			}
			want = append(want, fmt.Sprint(j.ID))
		}
		slices.Sort(want)
		r.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
		files := exportsOf(t, jobs)
		writeAll(t, ".", files)
		one := realRun(t, "", "--changed-since", "HEAD", "--format", "ndjson", "--jobs", "1", ".")
		if eight := realRun(t, "", "--changed-since", "HEAD", "--format", "ndjson", "--jobs", "8", "."); eight != one {
			t.Errorf("with 8 jobs it differs, seed %d", seed)
		}
		got := map[string][]string{}
		for line := range strings.Lines(one.out) {
			var report lint.Report
			if err := json.Unmarshal([]byte(line), &report); err != nil {
				t.Fatal(err)
			}
			got[report.Origin.Path] = append(got[report.Origin.Path], report.ID)
		}
		for name := range files {
			slices.Sort(got[name])
			if name == "jobs.xlsx" {
				if len(got[name]) != len(jobs) {
					t.Errorf("%d of %d jobs of %s, seed %d", len(got[name]), len(jobs), name, seed)
				}
			} else if diff := cmp.Diff(want, got[name]); diff != "" {
				t.Errorf("%s, seed %d: %s", name, seed, diff)
			}
		}
	}
}

// exportJob is a job of an export.
type exportJob struct {
	ID    int    `json:"id"`
	Title string `json:"title"`
	Text  string `json:"description"`
}

// exportJobs makes up some jobs, long and short.
func exportJobs(r *rand.Rand, n int) (jobs []exportJob) {
	duties := []string{
		"Own the P&L of the product", "Set the pricing <strategy>", "Define the product “vision”\tand strategy", "Lead the go-to-market with sales",
		"Own and groom the product backlog", "Write user stories, with acceptance criteria", "Run sprint planning", "Beraten Sie Kunden in Zürich",
	}
	for i := range n {
		j := exportJob{ID: i + 1, Title: []string{"Product Owner", "Senior Product Manager", "Product Manager (m/w/d)", "Nurse"}[r.IntN(4)]}
		for range 3 + r.IntN(6)*r.IntN(6) {
			j.Text += "- " + duties[r.IntN(len(duties))] + ".\n"
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// exportsOf writes jobs as each kind of export.
func exportsOf(t *testing.T, jobs []exportJob) map[string]string {
	var lines, table, elements, items, rows bytes.Buffer
	c := csv.NewWriter(&table)
	row := func(cells ...string) {
		c.Write(cells)
		rows.WriteString("<row>")
		for _, cell := range cells {
			fmt.Fprintf(&rows, `<c t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, html.EscapeString(cell))
		}
		rows.WriteString("</row>")
	}
	row("ID", "Title", "Description")
	elements.WriteString("<jobs>\n")
	for _, j := range jobs {
		line, _ := json.Marshal(j)
		fmt.Fprintf(&lines, "%s\n", line)
		row(fmt.Sprint(j.ID), j.Title, j.Text)
		fmt.Fprintf(&elements, "<job><id>%d</id><title>%s</title>\n<description>%s</description></job>\n", j.ID, j.Title, html.EscapeString(j.Text))
		fmt.Fprintf(&items, "- id: %d\n  title: %s\n  description: |\n    %s\n", j.ID, j.Title, strings.ReplaceAll(strings.TrimSpace(j.Text), "\n", "\n    "))
	}
	c.Flush()
	elements.WriteString("</jobs>\n")
	list, _ := json.MarshalIndent(map[string]any{"jobs": jobs}, "", "  ")
	book := readtest.Zip(t,
		"[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+rows.String()+"</sheetData></worksheet>")
	return map[string]string{
		"jobs.json": string(list), "jobs.ndjson": lines.String(), "jobs.csv": table.String(), "jobs.xml": elements.String(),
		"jobs.yaml": items.String(), "jobs.xlsx": string(book),
	}
}

// TestSameInUsedRooms: what a posting is read into makes no difference, whether it
// is new or others were read into it. A printer that keeps its reports keeps what
// they are made of.
func TestSameInUsedRooms(t *testing.T) {
	t.Chdir(root(t))
	for _, format := range report.Formats() {
		if report.Keeps(format) {
			continue
		}
		args := []string{"--format", format, "testdata", "testdata/postings"}
		used := realRun(t, "", args...)
		kept := filepath.Join(t.TempDir(), "report.html")
		if fresh := realRun(t, "", append(args, "--format", "html="+kept)...); fresh != used || used.out == "" {
			t.Errorf("%s differs when html is printed beside it", format)
		}
	}
}

// TestSameElsewhere: only the names of the files change with the folder that
// they are named from.
func TestSameElsewhere(t *testing.T) {
	dir := root(t)
	names, err := filepath.Glob(filepath.Join(dir, "testdata", "postings", "*"))
	if err != nil || len(names) < 10 {
		t.Fatal(err, len(names))
	}
	read := func(out string) (all []map[string]any) {
		for line := range strings.Lines(out) {
			var r map[string]any
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			r["path"] = filepath.Base(r["path"].(string))
			all = append(all, r)
		}
		return all
	}
	base := fmt.Sprint(read(program(t, dir, nil, "--format", "ndjson", "testdata/postings").out))
	for _, tt := range []struct{ dir, arg string }{
		{filepath.Join(dir, "testdata"), "postings"}, {filepath.Join(dir, "testdata", "postings"), "."}, {filepath.Join(dir, "lint"), "../testdata/postings"},
		{dir, "./testdata//postings/"}, {t.TempDir(), filepath.Join(dir, "testdata", "postings")},
	} {
		if got := fmt.Sprint(read(program(t, tt.dir, nil, "--format", "ndjson", tt.arg).out)); got != base {
			t.Errorf("%s seen from %s differs", tt.arg, tt.dir)
		}
	}
}

// TestSameComplaints: several mistakes are told in the same order each time.
func TestSameComplaints(t *testing.T) {
	tree(t, map[string]string{
		"a.md": "# Product Owner\n", "m.yaml": "id: x\nextends: strategist\nstrategic_title: a\ntactical_title: b\nmay_hold: {c: [], d: [], e: []}\nfindings: {f: x, g: x, h: x}\norganisation: {has_product_manager: maybe}\n",
		"c/.jdlint.yaml": "x: 1\ny: 2\nz: 3\nrules: {a: b, c: d}\nseverity: {e: f, g: h, i: j}\nignore: ['[', '**/[']\n", "c/a.md": "# Product Owner\n",
		"r/.jdlint.yaml": "rules: [rules]\n", "r/a.md": "# Product Owner\n", "r/rules/en/duties/x.yaml": "id: x\nrules: [{id: a, q: 1, w: 2}, {id: a}]\n", "r/rules/en/duties/y.yaml": "id: y\nside: z\n",
	})
	for _, args := range [][]string{{"--role-model", "m.yaml", "a.md"}, {"c"}, {"r"}, {"c", "r", "--role-model", "m.yaml"}} {
		first := realRun(t, "", args...)
		if first.code != exitMisuse || first.errOut == "" {
			t.Errorf("%q: code %d, %q", args, first.code, first.errOut)
		}
		for range 30 {
			if got := realRun(t, "", args...); got != first {
				t.Fatalf("%q said\n%s\nthen\n%s", args, first.errOut, got.errOut)
			}
		}
	}
}
