package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"
)

// editor is one without a screen, which runs "jdlint lsp".
type editor struct {
	*jsonrpc2.Conn
	t         testing.TB
	published chan diagnostics
	early     []diagnostics // that came before they were waited for
	code      chan int      // with which the command ends
}

type diagnostics struct {
	URI         string
	Version     int
	Diagnostics []struct {
		Range struct {
			Start, End struct{ Line, Character int }
		}
		Severity      int
		Code, Message string
		Related       []struct {
			Location struct{ URI string }
			Message  string
		} `json:"relatedInformation"`
	}
}

type (
	object map[string]any
	pipes  struct {
		io.Reader
		io.WriteCloser
	}
)

func newEditor(t testing.TB, folder string, args ...string) *editor {
	t.Helper()
	in, send := io.Pipe()
	receive, out := io.Pipe()
	e := &editor{t: t, published: make(chan diagnostics, 100), code: make(chan int, 1)}
	c := Command{Stdin: in, Stdout: out, Stderr: io.Discard}
	go func() {
		e.code <- c.Run(append([]string{"lsp"}, args...))
		out.Close()
	}()
	e.Conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipes{receive, send}, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError(func(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
			var d diagnostics
			if r.Method == "textDocument/publishDiagnostics" {
				if err := json.Unmarshal(*r.Params, &d); err != nil {
					return nil, err
				}
				e.published <- d
			}
			return nil, nil
		}))
	t.Cleanup(func() { e.Close() })
	var answer any
	if err := e.Call(t.Context(), "initialize", object{"rootUri": fileURI(folder), "capabilities": object{}}, &answer); err != nil {
		t.Fatal(err)
	}
	e.tell("initialized", object{})
	return e
}

func fileURI(name string) string {
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(name), "/")}).String()
}

func (e *editor) tell(method string, params any) {
	e.t.Helper()
	if err := e.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) open(file, text string) diagnostics {
	e.t.Helper()
	e.tell("textDocument/didOpen", object{"textDocument": object{"uri": fileURI(file), "version": 1, "text": text}})
	return e.next(file, 1)
}

// change replaces the whole text.
func (e *editor) change(file string, version int, text string) diagnostics {
	e.t.Helper()
	e.tell("textDocument/didChange", object{"textDocument": object{"uri": fileURI(file), "version": version}, "contentChanges": []object{{"text": text}}})
	return e.next(file, version)
}

func (e *editor) next(file string, version int) diagnostics {
	e.t.Helper()
	is := func(d diagnostics) bool { return d.URI == fileURI(file) && d.Version == version }
	if i := slices.IndexFunc(e.early, is); i >= 0 {
		d := e.early[i]
		e.early = slices.Delete(e.early, i, i+1)
		return d
	}
	for {
		select {
		case d := <-e.published:
			if is(d) {
				return d
			}
			e.early = append(e.early, d)
		case <-time.After(20 * time.Second):
			e.t.Fatalf("%s: no diagnostics of version %d", file, version)
		}
	}
}

// TestEditorSaysWhatCheckSays opens all postings at hand. What the editor is told of
// them is what check says of their folder, at the same places.
func TestEditorSaysWhatCheckSays(t *testing.T) {
	folder := filepath.Join(root(t), "testdata", "postings")
	var out bytes.Buffer
	c := Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: io.Discard}
	c.Run([]string{"--format", "ndjson", folder})
	e := newEditor(t, folder)
	opened := 0
	for line := range bytes.Lines(out.Bytes()) {
		var r struct {
			Path     string
			Findings []struct {
				Rule         string
				Line, Column int
				Start        int
			}
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(r.Path)
		if err != nil || !bytes.Equal(bytes.ToValidUTF8(text, nil), text) || bytes.IndexByte(text, 0) >= 0 {
			continue // no text, or none that an editor would hand on as it is
		}
		opened++
		var want, got []string
		runes := func(line, column int) int { // UTF-16 units in front of a column
			all := strings.Split(strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n"), "\n")
			units := 0
			for _, r := range []rune(strings.TrimPrefix(all[line-1], "\uFEFF"))[:column-1] {
				units++
				if r > 0xFFFF {
					units++
				}
			}
			return units
		}
		for _, f := range r.Findings {
			want = append(want, fmt.Sprintf("%s %d:%d", f.Rule, f.Line-1, runes(f.Line, f.Column)))
		}
		if text = bytes.TrimPrefix(text, []byte("\uFEFF")); strings.HasSuffix(r.Path, ".eml") {
			continue // read from another text: all at its beginning
		}
		for _, d := range e.open(r.Path, string(text)).Diagnostics {
			got = append(got, fmt.Sprintf("%s %d:%d", d.Code, d.Range.Start.Line, d.Range.Start.Character))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-check +lsp):\n%s", r.Path, diff)
		}
	}
	if opened < 30 {
		t.Errorf("only %d postings opened", opened)
	}
}

// TestEditorLatency types into each posting and waits for what is said of it.
func TestEditorLatency(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	folder := filepath.Join(root(t), "testdata", "postings")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	e := newEditor(t, folder)
	var times []time.Duration
	for _, entry := range entries {
		file := filepath.Join(folder, entry.Name())
		text, err := os.ReadFile(file)
		if err != nil || !slices.Contains([]string{".md", ".txt", ".html"}, filepath.Ext(file)) {
			continue
		}
		e.open(file, string(text))
		start := time.Now()
		e.tell("textDocument/didChange", object{"textDocument": object{"uri": fileURI(file), "version": 2}, "contentChanges": []object{{
			"range": object{"start": object{"line": 2, "character": 0}, "end": object{"line": 2, "character": 0}}, "text": "x",
		}}})
		e.next(file, 2)
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	median := times[len(times)/2]
	t.Logf("%d postings: median %v, 95 of 100 within %v, all within %v", len(times), median, times[len(times)*95/100], times[len(times)-1])
	if median > 50*time.Millisecond {
		t.Errorf("%v from a change to what is said of it", median)
	}
}

const wronglyTitled = "# Product Owner\n\n- Set the price of all tickets and passes\n- Own the profit and loss of the product line\n" +
	"- Define the go-to-market strategy for new regions\n- Analyse the market and the competition\n- Own the product vision and strategy\n"

// TestEditorConfiguration changes the configuration beside open postings.
func TestEditorConfiguration(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, other := filepath.Join(dir, "jobs", "owner.md"), filepath.Join(dir, "drafts", "owner.md")
	write(".jdlint.yaml", "ignore: [drafts/**]\n")
	e := newEditor(t, dir)
	want := func(got diagnostics, codes ...string) {
		t.Helper()
		var all []string
		for _, d := range got.Diagnostics {
			all = append(all, fmt.Sprintf("%d %s", d.Severity, d.Code))
		}
		if !slices.Equal(all, codes) {
			t.Errorf("%s: got %q, want %q", got.URI, all, codes)
		}
	}
	want(e.open(file, wronglyTitled), "1 mistitled-posting")
	want(e.open(other, wronglyTitled))

	// The next change of a document finds it out, whatever the editor watches.
	write(".jdlint.yaml", "severity: {mistitled-posting: warning}\n")
	want(e.change(file, 2, wronglyTitled), "2 mistitled-posting")
	want(e.next(other, 1), "2 mistitled-posting")

	// So does a word of the editor, for a file that was not there before.
	write("jobs/.jdlint.yaml", "role_model: inverted\n")
	e.tell("workspace/didChangeWatchedFiles", object{"changes": []any{}})
	want(e.next(file, 2))

	// A mistake in it is told where the posting is, with its place.
	write("jobs/.jdlint.yaml", "role_model: strategist\nrole_modle: x\n")
	e.tell("workspace/didChangeWatchedFiles", object{"changes": []any{}})
	broken := e.next(file, 2)
	want(broken, "2 ")
	if d := broken.Diagnostics[0]; !strings.Contains(d.Message, "Not judged:") || len(d.Related) != 1 || d.Related[0].Location.URI != fileURI(filepath.Join(dir, "jobs", ".jdlint.yaml")) {
		t.Errorf("got %+v", d)
	}
	if err := os.Remove(filepath.Join(dir, "jobs", ".jdlint.yaml")); err != nil {
		t.Fatal(err)
	}
	want(e.change(file, 3, wronglyTitled), "2 mistitled-posting")
}

// TestEditorFormats opens the formats of sites, and what check passes over in folders.
func TestEditorFormats(t *testing.T) {
	dir := t.TempDir()
	e := newEditor(t, dir, "--stdio", "--role-model", "strategist")
	lines := strings.SplitN(wronglyTitled, "\n- ", 2)[1]
	front := "title: Product Owner\n---\n\n- " + lines
	for name, text := range map[string]string{
		"owner.md": wronglyTitled, "owner.txt": wronglyTitled, "owner.mdx": wronglyTitled, "front.md": "---\n" + front, "owner.qmd": "---\n" + front,
		"owner.html":  "<h1>Product Owner</h1><ul><li>" + strings.ReplaceAll(lines, "\n- ", "</li><li>") + "</ul>",
		"owner.astro": "---\n" + front, "owner.adoc": "= Product Owner\n\n* " + strings.ReplaceAll(lines, "\n- ", "\n* "),
		"owner.rst": "Product Owner\n=============\n\n- " + lines, "owner.org": "#+TITLE: Product Owner\n\n- " + lines,
	} {
		if got := e.open(filepath.Join(dir, "jobs", name), text); len(got.Diagnostics) != 1 || got.Diagnostics[0].Code != "mistitled-posting" {
			t.Errorf("%s: %+v", name, got.Diagnostics)
		}
	}
	for _, name := range []string{"CHANGELOG.md", "jobs.json", "owner.py", "node_modules/x/owner.md", ".hidden/owner.md"} {
		if got := e.open(filepath.Join(dir, name), wronglyTitled); len(got.Diagnostics) != 0 {
			t.Errorf("%s: %+v", name, got.Diagnostics)
		}
	}

	// What .gitignore leaves out, from the next change on.
	ignored := filepath.Join(dir, "jobs", "ignored.md")
	if got := e.open(ignored, wronglyTitled); len(got.Diagnostics) != 1 {
		t.Errorf("before .gitignore: %+v", got)
	}
	for name, text := range map[string]string{".gitignore": "ignored.md\n", ".git/HEAD": "ref: refs/heads/main\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := e.change(ignored, 2, wronglyTitled); len(got.Diagnostics) != 0 {
		t.Errorf("behind .gitignore: %+v", got)
	}
	e.tell("textDocument/didOpen", object{"textDocument": object{"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": wronglyTitled}})
	for got := range e.published {
		if got.URI == "untitled:Untitled-1" && len(got.Diagnostics) != 1 {
			t.Errorf("without a file: %+v", got)
		}
		if got.URI == "untitled:Untitled-1" {
			break
		}
	}
	e.Close()
	if code := <-e.code; code != exitFound {
		t.Errorf("exit code %d", code)
	}
}
