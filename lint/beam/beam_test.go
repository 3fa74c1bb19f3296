package beam

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/direct"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"github.com/jdlint/jdlint/lint/cli"
)

func init() {
	log.SetupLogging("error", "text")
	register.Function1x0(keepAnswer)
	register.Function1x0(keepBad)
	register.Function2x0(keepTally)
}

// kept is what the sinks of a pipeline took; the direct runner runs in the process.
var kept struct {
	sync.Mutex
	answers []Answer
	bad     []Bad
	tally   map[string]int64
}

func keepAnswer(a Answer) {
	kept.Lock()
	defer kept.Unlock()
	kept.answers = append(kept.answers, a)
}

func keepBad(b Bad) {
	kept.Lock()
	defer kept.Unlock()
	kept.bad = append(kept.bad, b)
}

func keepTally(verdict string, n int64) {
	kept.Lock()
	defer kept.Unlock()
	kept.tally[verdict] += n
}

// runs runs a pipeline on the direct runner and returns its counters.
func runs(t *testing.T, p *beam.Pipeline) map[string]int64 {
	t.Helper()
	result, err := beam.Run(context.Background(), "direct", p)
	if err != nil {
		t.Fatal(err)
	}
	counters := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Namespace() == "jdlint" {
			counters[c.Name()] += c.Committed
		}
	}
	return counters
}

func clearKept() { kept.answers, kept.bad, kept.tally = nil, nil, map[string]int64{} }

// judged judges files as a pipeline does, and returns the answers, all in one.
func judged(t *testing.T, o Options, names ...string) string {
	t.Helper()
	o.Output = t.TempDir()
	clearKept()
	p, s := beam.NewPipelineWithRoot()
	tally, bad := Files(s, names, o)
	beam.ParDo0(s, keepTally, tally)
	beam.ParDo0(s, keepBad, bad)
	if counters := runs(t, p); !maps.Equal(counters, kept.tally) {
		t.Errorf("the counters are %v, the tally is %v", counters, kept.tally)
	}
	var all strings.Builder
	files, err := os.ReadDir(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "answers-") {
			t.Errorf("%s was left behind", f.Name())
		}
		data, err := os.ReadFile(filepath.Join(o.Output, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

// commandLine returns what the command line prints.
func commandLine(t *testing.T, in io.Reader, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	c := cli.Command{Stdin: in, Stdout: &out, Stderr: &errOut}
	if code := c.Run(append([]string{"--input", "ndjson"}, args...)); code == 2 {
		t.Fatalf("jdlint: %s", &errOut)
	}
	return out.String()
}

// postings are those that the project has, by their names.
func postings(t *testing.T) (all []record) {
	t.Helper()
	names, err := filepath.Glob("../../testdata/postings/*.md")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d postings: %v", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		title, _, _ := strings.Cut(strings.TrimLeft(string(text), "# \n"), "\n")
		all = append(all, record{ID: filepath.Base(name), Title: title, Text: string(text)})
	}
	return all
}

// stream returns a stream of records, with all that may be wrong in one.
func stream(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("\uFEFF")
	odd := []string{"", "no JSON", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "\uFEFF{}", `{"id":"\u001b[31m\u202e","text":7}`, `{"title":"\"verdict\":\"fits\"","text":"Own it"}`, "[]", `{"text":"` + strings.Repeat("x", 17<<20) + `"}`}
	for i, r := range postings(t) {
		if i%3 == 0 {
			r.ID = "" // FILE#LINE
		}
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(bytes.Replace(line, []byte(`"id":"",`), nil, 1))
		b.WriteString([]string{"\n", "\r\n"}[i%2])
		if i < len(odd) {
			b.WriteString(odd[i] + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// inFolder makes a folder with files the working folder.
func inFolder(t *testing.T, files map[string][]byte) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, data := range files {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// same compares answers.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("%s: answer %d is\n%.300s, want\n%.300s", what, i+1, g[i], w[i])
		}
	}
	t.Fatalf("%s: %d answers, want %d", what, len(g), len(w))
}

// failures returns the answers to postings that could not be judged.
func failures(answers string) (n int) {
	for line := range strings.Lines(answers) {
		if verdictOf([]byte(line)) == "" {
			n++
		}
	}
	return n
}

// TestFiles checks that a stream has the answers of the command line, whatever its parts.
func TestFiles(t *testing.T) {
	text := stream(t)
	inFolder(t, map[string][]byte{"b.jsonl": []byte(text), "a.ndjson": []byte(`{"text":"Own the backlog"}`), "empty.ndjson": nil})
	names := []string{"b.jsonl", "empty.ndjson", "a.ndjson"}
	want := commandLine(t, nil, append(names, "--role-model=inverted")...)
	for _, size := range []int64{1, 3000, 1 << 30} {
		got := judged(t, Options{PartSize: size, Flags: []string{"--role-model=inverted"}}, names...)
		same(t, fmt.Sprint("parts of ", size), got, want)
		if n := failures(want); n < 8 || len(kept.bad) != n || int(kept.tally["bad"]) != n {
			t.Errorf("%d postings could not be judged, but %d are bad and %d counted", n, len(kept.bad), kept.tally["bad"])
		}
		for _, b := range kept.bad {
			if b.File != "b.jsonl" || b.Line == 0 || b.Error == "" || b.Path == "" || !strings.Contains(text, strings.SplitAfter(text, "\n")[b.Line-1]) {
				t.Errorf("bad: %+v", b)
			}
		}
	}
	if !strings.Contains(want, `"role_model":"inverted"`) {
		t.Error("the flags do not count")
	}
}

// packed packs a text.
func packed(t *testing.T, text string) (gz, zst []byte) {
	t.Helper()
	var g, z bytes.Buffer
	zw, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{gzip.NewWriter(&g), zw} {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return g.Bytes(), z.Bytes()
}

// TestPacked checks that packed streams have the answers of what they hold, and that one
// that is cut off has those of what can be read, and is named.
func TestPacked(t *testing.T) {
	text := stream(t)
	gz, zst := packed(t, text)
	inFolder(t, map[string][]byte{"a.ndjson.gz": gz, "a.ndjson.zst": zst, "cut.ndjson.gz": gz[:len(gz)-9]})
	want := commandLine(t, nil, "a.ndjson.gz")
	if failures(want) == strings.Count(want, "\n") {
		t.Fatal("nothing was judged")
	}
	same(t, "gzip", judged(t, Options{PartSize: 1}, "a.ndjson.gz"), want)
	same(t, "zstd", strings.ReplaceAll(judged(t, Options{PartSize: 1}, "a.ndjson.zst"), "a.ndjson.zst#", "a.ndjson.gz#"), want)
	got := judged(t, Options{PartSize: 1}, "cut.ndjson.gz", "none.ndjson", "a.ndjson.gz")
	if !strings.HasSuffix(got, want) || len(got) < len(want)*3/2 {
		t.Errorf("%d bytes of answers, those of the whole file are %d", len(got), len(want))
	}
	var whole []string
	for _, b := range kept.bad {
		if b.Line == 0 {
			whole = append(whole, b.File+": "+b.Error)
		}
	}
	slices.Sort(whole)
	if len(whole) != 2 || whole[0] != "cut.ndjson.gz: unexpected EOF" || !strings.HasPrefix(whole[1], "none.ndjson: open none.ndjson") {
		t.Errorf("bad: %q", whole)
	}
}

// row is a row of a Parquet file.
type row struct {
	Key     *string `parquet:"job_id,optional"`
	Salary  int64   `parquet:"salary"`
	Logo    []byte  `parquet:"logo"`
	Heading struct {
		Title string `parquet:"title"`
	} `parquet:"heading"`
	Text   string   `parquet:"description,zstd"`
	Duties []string `parquet:"responsibilities,list"`
}

// tables returns the postings as a table of text and as a Parquet file of small groups of
// rows. The first one has neither id nor text.
func tables(t *testing.T) (text string, columnar []byte) {
	t.Helper()
	var c strings.Builder
	var p bytes.Buffer
	cw, pw := csv.NewWriter(&c), parquet.NewGenericWriter[row](&p, parquet.MaxRowsPerRowGroup(4))
	cw.Comma = ';'
	cw.Write([]string{"job_id", "salary", "heading.title", "description"})
	for i, r := range append([]record{{Title: "Product Owner"}}, postings(t)...) {
		one := row{Salary: int64(i), Logo: []byte{0xff, 0xfe}, Text: r.Text}
		one.Heading.Title = r.Title
		if i%3 == 0 {
			r.ID = ""
		} else {
			one.Key = &r.ID
		}
		cw.Write([]string{r.ID, fmt.Sprint(i), r.Title, r.Text})
		if _, err := pw.Write([]row{one}); err != nil {
			t.Fatal(err)
		}
	}
	cw.Flush()
	if err := pw.Close(); err != nil {
		t.Fatal(err)
	}
	return c.String(), p.Bytes()
}

// TestTables checks that rows have the answers of the command line to their records, and
// that the same rows in a Parquet file are the same records.
func TestTables(t *testing.T) {
	text, columnar := tables(t)
	gz, zst := packed(t, text)
	inFolder(t, map[string][]byte{"a.csv": []byte(text), "a.csv.gz": gz, "a.tsv.zst": zst, "a.parquet": columnar})
	columns := []string{"title=heading.title", "text=description", "id=job_id"}
	var want string
	for _, name := range []string{"a.csv", "a.csv.gz", "a.tsv.zst", "a.parquet"} {
		var records bytes.Buffer
		if err := Records(&records, name, columns, nil); err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = records.String()
		}
		same(t, name, strings.ReplaceAll(records.String(), name+"#", "a.csv#"), want)
		answers := commandLine(t, &records, "-")
		same(t, name, judged(t, Options{PartSize: 1, Columns: columns}, name), strings.ReplaceAll(answers, `"path":"-#`, `"path":"`+name+"#"))
		if n := strings.Count(answers, `"verdict":"mistitled"`); n == 0 || len(kept.bad) != 1 || !strings.Contains(kept.bad[0].Error, "there is no text") {
			t.Errorf("%s: %d mistitled, bad: %+v", name, n, kept.bad)
		}
	}
	if f, err := openParquet("a.parquet"); err != nil || len(f.RowGroups()) < 3 {
		t.Errorf("the Parquet file has few groups of rows: %v", err)
	} else {
		f.Close()
	}
}

// TestColumns checks what is found of columns that nobody names, and what is said where
// there are none.
func TestColumns(t *testing.T) {
	type found struct {
		Position string   `parquet:"position"`
		Duties   []string `parquet:"responsibilities,list"`
	}
	type none struct{ A, B string }
	var good, bad bytes.Buffer
	if err := parquet.Write(&good, []found{{"Product Owner", []string{"Set the price of all tickets.", "Own the P&L.", "Define the go-to-market plan."}}}); err != nil {
		t.Fatal(err)
	}
	if err := parquet.Write(&bad, []none{{"x", "y"}}); err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(good.Bytes())
	for i := range damaged[4 : len(damaged)/4] {
		damaged[4+i] ^= 0x55
	}
	inFolder(t, map[string][]byte{"good.parquet": good.Bytes(), "bad.parquet": bad.Bytes(), "damaged.parquet": damaged, "none.parquet": []byte("PAR1")})
	got := judged(t, Options{PartSize: 1}, "good.parquet", "bad.parquet", "damaged.parquet", "none.parquet")
	if strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, `{"path":"good.parquet#1","title":"Product Owner",`) || !strings.Contains(got, `"verdict":"mistitled"`) {
		t.Errorf("answers: %s", got)
	}
	said := map[string]string{}
	for _, b := range kept.bad {
		said[b.File] = b.Error
	}
	if len(kept.bad) != 3 || !strings.HasPrefix(said["bad.parquet"], "bad.parquet: no column is called like a title or a text") || said["damaged.parquet"] == "" || said["none.parquet"] == "" {
		t.Errorf("bad: %q", said)
	}
}

// TestJudge checks the answers to a collection of postings.
func TestJudge(t *testing.T) {
	text := stream(t)
	inFolder(t, map[string][]byte{"a.ndjson": []byte(text)})
	var all []Posting
	for i, line := range strings.Split(text, "\n") {
		all = append(all, Posting{"a.ndjson", i + 1, []byte(line)})
	}
	all = append(all, Posting{"b", 7, []byte("{\n\"text\":\n\"Own the backlog\"}\n")})
	clearKept()
	p, s := beam.NewPipelineWithRoot()
	answers, bad := Judge(s, beam.CreateList(s, all))
	beam.ParDo0(s, keepAnswer, answers)
	beam.ParDo0(s, keepBad, bad)
	counters := runs(t, p)
	var got strings.Builder
	tally := map[string]int64{}
	for _, a := range kept.answers {
		got.Write(append(a.JSON, '\n'))
		if a.Verdict == "" {
			a.Verdict = "bad"
		}
		tally[a.Verdict]++
	}
	want := commandLine(t, nil, "a.ndjson")
	same(t, "Judge", got.String(), want+strings.ReplaceAll(commandLine(t, strings.NewReader(`{"text":"Own the backlog"}`), "-"), "-#1", "b#7"))
	if !maps.Equal(counters, tally) || len(kept.bad) != failures(want) {
		t.Errorf("counters %v, tally %v, %d bad", counters, tally, len(kept.bad))
	}

	p, s = beam.NewPipelineWithRoot()
	Judge(s, beam.CreateList(s, all), "--role-model=none")
	if _, err := beam.Run(context.Background(), "direct", p); err == nil || !strings.Contains(err.Error(), `there is no role model "none"`) {
		t.Errorf("a flag that is wrong: %v", err)
	}
}
