package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jdlint/jdlint/lint/report"
)

// answered is what the tests look at of an answer.
type answered struct {
	Path, Title, Verdict, Error string
	Line                        int
}

func answers(t testing.TB, out string) []answered {
	t.Helper()
	var all []answered
	for line := range strings.Lines(out) {
		var a answered
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v: %q", err, line)
		}
		all = append(all, a)
	}
	return all
}

// TestStream: each line has its answer, in order, whatever is on it.
func TestStream(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("x", maxLine) + `"}`
	lines := []string{
		"\xef\xbb\xbf" + `{"id":"one","title":"Product Owner","text":"Does pricing."}`,
		`{"id":2,"text":"# Product Owner\n\nIs nice."}`,
		`no json`,
		``,
		`{"id":"html","html":"<h1>Product Owner<\/h1><p>Is nice."}` + "\r",
		`{"id":"panic","text":"panic"}`,
		long,
		`{"title":"Product Owner","text":"Is nice."}`,
		`{"id":"bin","text":"` + strings.Repeat(`\u0000\u0001`, 600) + `"}`,
		`{"id":"-","title":"Product Owner","text":"Is nice."}`,
		`{"id":"last.html","title":"Product Owner","text":"Is nice."}`,
	}
	want := []answered{
		{Path: "one", Title: "Product Owner", Verdict: "mistitled"},
		{Path: "2", Title: "Product Owner", Verdict: "fits"},
		{Path: "-#3", Line: 3, Error: "no JSON: invalid character 'o' in literal null (expecting 'u') (at byte 2)"},
		{Path: "-#4", Line: 4, Error: "an empty line"},
		{Path: "html", Title: "Product Owner", Verdict: "fits"},
		{Path: "panic", Line: 6, Error: "jdlint failed on this posting; please report it: a fault"},
		{Path: "-#7", Line: 7, Error: "longer than 16 MB: that is no posting"},
		{Path: "-#8", Title: "Product Owner", Verdict: "fits"},
		{Path: "bin", Line: 9, Error: "not a text file"},
		{Path: "-", Title: "Product Owner", Verdict: "fits"},
		{Path: "last.html", Title: "Product Owner", Verdict: "fits"},
	}
	in := strings.Join(lines, "\n")
	for _, jobs := range []string{"1", "2", "8"} {
		got := run(t, in, "--input", "ndjson", "--jobs", jobs, "-")
		if got.code != exitUnreadable {
			t.Errorf("code %d", got.code)
		}
		all := answers(t, got.out)
		if len(all) != len(want) {
			t.Fatalf("%d answers to %d lines", len(all), len(want))
		}
		for i := range want {
			w := want[i]
			if w.Line == 0 {
				all[i].Line = 0
			}
			if all[i] != w {
				t.Errorf("%s jobs, line %d: %+v, want %+v", jobs, i+1, all[i], w)
			}
			if w.Error == "" {
				continue
			}
			if said := fmt.Sprintf("jdlint: standard input:%d: %s\n", i+1, w.Error); !strings.Contains(got.errOut, said) {
				t.Errorf("%q is not said in\n%s", said, got.errOut)
			}
		}
	}
}

// TestStreamFollowsTheSchema holds all kinds of answers against it.
func TestStreamFollowsTheSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	got := run(t, "{\"id\":\"a\",\"text\":\"Does pricing.\"}\nx\x1b[31m\n{\"id\":\"\\u001b[2J\",\"text\":1}\n", "--input", "ndjson", "-")
	if strings.ContainsRune(got.out+got.errOut, 0x1b) {
		t.Errorf("%q %q", got.out, got.errOut)
	}
	for line := range strings.Lines(got.out) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// TestStreamFiles reads several files one after the other; one that is missing
// does not stop the others.
func TestStreamFiles(t *testing.T) {
	tree(t, map[string]string{"a.ndjson": `{"id":"a1","text":"Is nice."}` + "\n" + `{"text":"Is nice."}` + "\n", "b.ndjson": `{"id":"b1","text":"Does pricing."}`, "c/d": ""})
	got := run(t, `{"id":"in","text":"Is nice."}`, "--input", "ndjson", "a.ndjson", "none", "-", "c", "b.ndjson")
	var ids []string
	for _, a := range answers(t, got.out) {
		ids = append(ids, a.Path)
	}
	if got.code != exitUnreadable || strings.Join(ids, " ") != "a1 a.ndjson#2 in b1" {
		t.Errorf("%v %+v", ids, got)
	}
	if !strings.Contains(got.errOut, "jdlint: none: there is no such file or folder\n") || !strings.Contains(got.errOut, "jdlint: c: ") {
		t.Errorf("said %s", got.errOut)
	}
}

// TestStreamExitCodes: findings and bad lines show in the exit code as with
// files.
func TestStreamExitCodes(t *testing.T) {
	good, wrong := `{"id":"a","text":"Is nice."}`, `{"id":"b","text":"Does pricing."}`
	for _, tt := range []struct {
		in, args string
		want     int
	}{
		{"", "", exitOK}, {good, "", exitOK}, {good + "\n" + wrong, "", exitFound}, {wrong, "--fail-on never", exitOK}, {wrong + "\nx", "", exitUnreadable},
		{wrong, "--min-confidence 0.9", exitOK}, {wrong, "--format junit", exitFound}, {good, "--title x", exitMisuse}, {good, "--baseline x", exitMisuse}, {good, "--changed-since x", exitMisuse},
		{good, "--columns title=a", exitMisuse},
	} {
		if got := run(t, tt.in, append([]string{"--input", "ndjson", "-"}, strings.Fields(tt.args)...)...); got.code != tt.want {
			t.Errorf("%q %s: code %d, want %d; %s", tt.in, tt.args, got.code, tt.want, got.errOut)
		}
	}
}

// TestStreamAnswersAtOnce asks line by line and waits for each answer: none
// waits in a buffer for a line that comes later.
func TestStreamAnswersAtOnce(t *testing.T) {
	in, ask := io.Pipe()
	hear, out := io.Pipe()
	c := Command{Stdin: in, Stdout: out, Stderr: io.Discard, load: fakeEngine}
	code := make(chan int)
	go func() {
		code <- c.Run([]string{"--input", "ndjson", "--jobs", "3", "-"})
		out.Close()
	}()
	heard := make(chan string)
	go func() {
		lines := bufio.NewScanner(hear)
		for lines.Scan() {
			heard <- lines.Text()
		}
		close(heard)
	}()
	for i := range 50 {
		fmt.Fprintf(ask, "{\"id\":%d,\"text\":\"Is nice.\"}\n", i)
		select {
		case line := <-heard:
			if got := answers(t, line)[0].Path; got != fmt.Sprint(i) {
				t.Fatalf("asked for %d, heard of %s", i, got)
			}
		case <-time.After(2 * time.Minute):
			t.Fatal("no answer")
		}
	}
	ask.Close()
	if got := <-code; got != 0 {
		t.Errorf("code %d", got)
	}
}

// TestStreamIsBounded: what is read is held back by what is answered, in
// bytes, whatever the number of jobs.
func TestStreamIsBounded(t *testing.T) {
	line := []byte(`{"id":"a","title":"Product Owner","text":"` + strings.Repeat("x", 1<<20) + `"}` + "\n")
	var given atomic.Int64
	c := &Command{Stdin: &feed{line: line, lines: 60, given: &given}, load: fakeEngine}
	r, err := c.newRun(newFlags("check"))
	if err != nil {
		t.Fatal(err)
	}
	done, worst := 0, 0
	if err := r.each(pool{jobs: 64}, r.finder.lines([]string{"-"}), func(*outcome) error {
		worst = max(worst, int(given.Load())-done)
		done += len(line)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	// Beside what is in work there is the line that is read, and the buffer.
	if most := maxInFlight + 2*len(line) + 128<<10; worst > most || done != 60*len(line) {
		t.Errorf("%d bytes were in work, more than %d; %d were answered", worst, most, done)
	}
}

// feed returns a line again and again.
type feed struct {
	line  []byte
	lines int
	at    int
	given *atomic.Int64
}

func (f *feed) Read(p []byte) (int, error) {
	if f.lines == 0 {
		return 0, io.EOF
	}
	n := copy(p, f.line[f.at:])
	if f.at += n; f.at == len(f.line) {
		f.at = 0
		f.lines--
	}
	f.given.Add(int64(n))
	return n, nil
}

// closedPipe is closed by its reader after so many bytes.
type closedPipe struct{ after int }

func (p *closedPipe) Write(b []byte) (int, error) {
	if p.after -= len(b); p.after < 0 {
		return 0, &os.PathError{Op: "write", Path: "stdout", Err: syscall.EPIPE}
	}
	return len(b), nil
}

// TestStreamEndsWithItsReader: an endless stream ends, with exit code 0, when
// nobody reads the answers any more.
func TestStreamEndsWithItsReader(t *testing.T) {
	for _, jobs := range []string{"1", "4"} {
		var given atomic.Int64
		in := &feed{line: []byte(`{"id":"a","text":"Does pricing."}` + "\n"), lines: math.MaxInt, given: &given}
		var errOut bytes.Buffer
		c := Command{Stdin: in, Stdout: &closedPipe{after: 1 << 20}, Stderr: &errOut, load: fakeEngine}
		if code := c.Run([]string{"--input", "ndjson", "--jobs", jobs, "-"}); code != exitOK || errOut.Len() > 0 {
			t.Errorf("%s jobs: code %d, %q", jobs, code, errOut.String())
		}
	}
}

// TestPlace checks that the lines of a part of a file are named as those of the file.
func TestPlace(t *testing.T) {
	const line, bom = `{"text":"Own the backlog"}` + "\n", "\ufeff"
	tree(t, map[string]string{"a.ndjson": bom + line + "x\n" + bom + line + line})
	whole := realRun(t, "", "--input", "ndjson", "a.ndjson").out
	var parts string
	for _, part := range []struct {
		text   string
		before int
	}{{bom + line, 0}, {"x\n" + bom + line + line, 1}} {
		var out, errOut bytes.Buffer
		c := Command{Stdin: strings.NewReader(part.text), Stdout: &out, Stderr: &errOut, Place: func(n int) (string, int) { return "a.ndjson", part.before + n }}
		c.Run([]string{"--input", "ndjson", "-"})
		parts += out.String()
	}
	if parts != whole || strings.Count(whole, `"error"`) != 2 || !strings.Contains(whole, `"path":"a.ndjson#4"`) {
		t.Errorf("in parts\n%sas a whole\n%s", parts, whole)
	}
}
