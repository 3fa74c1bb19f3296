package cli

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// drafts lists what a run left behind beside its results.
func drafts(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(".*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSeveralFormats(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\nDoes pricing.\n", "b.md": "# Product Owner\n\nDoes both.\n"})
	got := run(t, "", "--format", "json=out.json", "--format", "ndjson", "--format=checkstyle=out.xml", "a.md", "b.md")
	if got.code != exitFound || got.errOut != "" || len(paths(t, got.out)) != 2 {
		t.Errorf("%+v", got)
	}
	if out := readFile(t, "out.json"); !json.Valid([]byte(out)) || strings.Count(out, `"path"`) != 2 {
		t.Errorf("out.json: %s", out)
	}
	if out := readFile(t, "out.xml"); xml.Unmarshal([]byte(out), new(struct{})) != nil || strings.Count(out, "<error ") != 2 {
		t.Errorf("out.xml: %s", out)
	}
	if left := drafts(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	// Files only: nothing on standard output.
	if got := run(t, "", "--format", "text=out.txt", "--color", "always", "a.md"); got.out != "" || strings.Contains(readFile(t, "out.txt"), "\x1b") {
		t.Errorf("%+v", got)
	}
}

// TestFormatsSayTheSame runs each format alone and beside all others.
func TestFormatsSayTheSame(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\nDoes pricing.\n", "b.md": "# Product Owner\n\nDoes both.\n"})
	all := []string{"a.md", "b.md"}
	names := newFlags("check").addFormats().known
	for _, name := range names {
		all = append(all, "--format", name+"=all."+name)
	}
	run(t, "", all...)
	for _, name := range names {
		if alone := run(t, "", "--format", name, "a.md", "b.md"); alone.out != readFile(t, "all."+name) || alone.out == "" {
			t.Errorf("%s differs:\n%s\n%s", name, alone.out, readFile(t, "all."+name))
		}
	}
}

func TestFilesAreWrittenWhole(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\nDoes pricing.\n", "out.csv": "old", "real/x": "old"})
	if err := os.Chmod("out.csv", 0o640); err != nil {
		t.Fatal(err)
	}
	// A run that ends early leaves what was there.
	if got := run(t, "", "--format", "csv=out.csv", "--format", "json=none/x", "a.md"); got.code != exitMisuse || readFile(t, "out.csv") != "old" {
		t.Errorf("%+v, %s", got, readFile(t, "out.csv"))
	}
	if left := drafts(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := run(t, "", "--format", "csv=out.csv", "a.md"); got.code != exitFound || !strings.HasPrefix(readFile(t, "out.csv"), `"path"`) {
		t.Errorf("%+v, %s", got, readFile(t, "out.csv"))
	}
	if info, err := os.Stat("out.csv"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	// A link stays a link.
	if err := os.Symlink("real/x", "link"); err != nil {
		t.Skip(err)
	}
	run(t, "", "--format", "csv=link", "a.md")
	if info, err := os.Lstat("link"); err != nil || info.Mode()&os.ModeSymlink == 0 || !strings.HasPrefix(readFile(t, "real/x"), `"path"`) {
		t.Errorf("%v, %v, %s", info, err, readFile(t, "real/x"))
	}
}

func TestDevicesAreWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no devices")
	}
	tree(t, map[string]string{"a.md": "# Product Owner\n"})
	if got := run(t, "", "--format", "csv="+os.DevNull, "a.md"); got.code != exitOK || got.errOut != "" {
		t.Errorf("%+v", got)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%v, %v", info, err)
	}
	if _, err := os.Stat("/dev/full"); err == nil {
		if got := run(t, "", "--format", "csv=/dev/full", "a.md"); got.code != exitUnreadable || !strings.Contains(got.errOut, "/dev/full: no space left") {
			t.Errorf("%+v", got)
		}
	}
}

// TestOutputThatFails closes standard output early, or finds the disk full: a
// reader that has seen enough is no mistake, and a file must be whole.
func TestOutputThatFails(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\nDoes pricing.\n"})
	for _, tt := range []struct {
		err  error
		code int
		said bool
	}{{syscall.EPIPE, exitFound, false}, {syscall.ENOSPC, exitUnreadable, true}} {
		for _, args := range [][]string{{"--format", "ndjson", "a.md"}, {"--format", "ndjson", "--format", "json=out.json", "a.md"}} {
			var errOut bytes.Buffer
			c := Command{Stdin: strings.NewReader(""), Stdout: failing{tt.err}, Stderr: &errOut, load: fakeEngine}
			if code := c.Run(args); code != tt.code || (errOut.Len() > 0) != tt.said {
				t.Errorf("%v, %q: code %d, %q", tt.err, args, code, errOut.String())
			}
		}
		if !json.Valid([]byte(readFile(t, "out.json"))) {
			t.Errorf("%v: the file is not whole", tt.err)
		}
		os.Remove("out.json")
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "stdout", Err: f.err}
}
