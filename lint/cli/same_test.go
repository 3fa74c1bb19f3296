package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/report"
)

// TestMainProgram is the program itself, for tests that need a process of its
// own.
func TestMainProgram(t *testing.T) {
	args := os.Getenv("JDLINT_ARGS")
	if args == "" {
		t.Skip("for other tests")
	}
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(c.Run(strings.Split(args, "\n")))
}

// program runs the program in a process of its own, in a folder, with more
// environment.
func program(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestMainProgram$")
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), env...), "JDLINT_ARGS="+strings.Join(args, "\n"))
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() > exitUnreadable {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestSameBytes: the same postings give the same bytes, each time, by any
// number of jobs, in any language and time zone.
func TestSameBytes(t *testing.T) {
	dir := root(t)
	runs := 20
	if testing.Short() {
		runs = 4
	}
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			args := []string{"--format", format, "testdata/postings", "testdata/broken", "none.md"}
			var first string
			t.Chdir(dir)
			for i := range runs {
				got := realRun(t, "", append(args, "--jobs", fmt.Sprint(1+i%8))...)
				all := fmt.Sprintf("%d\n%s\n%s", got.code, got.out, got.errOut)
				if first == "" {
					first = all
				}
				if all != first {
					t.Fatalf("run %d, with %d jobs, differs", i+1, 1+i%8)
				}
			}
			here := program(t, dir, nil, args...)
			for _, env := range []string{"LC_ALL=C", "LC_ALL=tr_TR.UTF-8", "LANG=de_DE", "TZ=Asia/Tokyo", "TZ=America/New_York", "GOMAXPROCS=1", "GOMAXPROCS=7", "TERM=dumb", "COLUMNS=40", "NO_COLOR=1", "HOME=/nowhere"} {
				if got := program(t, dir, []string{env}, args...); got != here {
					t.Errorf("%s makes a difference", env)
				}
			}
		})
	}
}

// TestSameInUsedRooms: what a posting is read into makes no difference, whether it
// is new or others were read into it. A printer that keeps its reports keeps what
// they are made of.
func TestSameInUsedRooms(t *testing.T) {
	t.Chdir(root(t))
	for _, format := range []string{"ndjson", "json"} {
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
	base := fmt.Sprint(read(program(t, dir, nil, "--format", "ndjson", "testdata/postings")))
	for _, tt := range []struct{ dir, arg string }{
		{filepath.Join(dir, "testdata"), "postings"}, {filepath.Join(dir, "testdata", "postings"), "."}, {filepath.Join(dir, "lint"), "../testdata/postings"},
		{dir, "./testdata//postings/"}, {t.TempDir(), filepath.Join(dir, "testdata", "postings")},
	} {
		if got := fmt.Sprint(read(program(t, tt.dir, nil, "--format", "ndjson", tt.arg))); got != base {
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
