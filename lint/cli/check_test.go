package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestExitCodes(t *testing.T) {
	tree(t, map[string]string{
		"fits.md": "# Product Owner\n\nIs nice.\n", "wrong.md": "# Product Owner\n\nDoes pricing.\n", "both.md": "# Product Owner\n\nDoes both.\n",
		"bin.md": "\x00\x01\x02\x03" + strings.Repeat("\x00\xff", 600),
	})
	tests := []struct {
		args string
		want int
	}{
		{"fits.md", 0},
		{"wrong.md", 1},
		{"both.md", 0},
		{"--fail-on warning both.md", 1},
		{"--fail-on info both.md", 1},
		{"--fail-on never wrong.md both.md", 0},
		{"--min-confidence 0.8 wrong.md", 1},
		{"--min-confidence 0.81 wrong.md", 0},
		{"--fail-on warning --min-confidence 0.7 both.md", 0},
		{"none.md", 3},
		{"none.md wrong.md", 3},
		{"bin.md fits.md", 3},
		{"check wrong.md", 1},
	}
	for _, tt := range tests {
		if got := run(t, "", strings.Fields(tt.args)...); got.code != tt.want {
			t.Errorf("%s: code %d, want %d; %s%s", tt.args, got.code, tt.want, got.out, got.errOut)
		}
	}
}

func TestMissingFilesDoNotStopTheOthers(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n", "z.md": "# Product Owner\n", "empty/": ""})
	got := run(t, "", "--format", "ndjson", "a.md", "none.md", "empty", "x*.md", "z.md")
	if got.code != exitUnreadable || !slices.Equal(paths(t, got.out), []string{"a.md", "z.md"}) {
		t.Errorf("%+v", got)
	}
	want := `jdlint: none.md: there is no such file or folder
jdlint: empty: no postings in this folder (looked for ` + strings.Join(foundExtensions, ", ") + `, and text without an extension)
jdlint: x*.md: no posting matches this pattern
`
	if got.errOut != want {
		t.Errorf("said\n%s\nwant\n%s", got.errOut, want)
	}
}

func TestFaultCostsOnePosting(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n", "b.md": "# Product Owner\n\npanic\n", "c.md": "# Product Owner\n"})
	got := run(t, "", "--format", "ndjson", "--jobs", "3", ".")
	if got.code != exitUnreadable || !slices.Equal(paths(t, got.out), []string{"a.md", "c.md"}) || got.errOut != "jdlint: b.md: jdlint failed on this posting; please report it: a fault\n" {
		t.Errorf("%+v", got)
	}
}

func TestMistypedCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	got := run(t, "", "explian", "pricing")
	if got.code != exitUnreadable || !strings.Contains(got.errOut, "explian: there is no such file or folder; did you mean the command explain?") {
		t.Errorf("%+v", got)
	}
}

func TestFolders(t *testing.T) {
	tree(t, map[string]string{
		"jobs/b.md": "# Product Owner\n", "jobs/a.txt": "Product Owner\n", "jobs/C.HTML": "<h1>Product Owner</h1>", "jobs/d.htm": "<h1>Product Owner</h1>",
		"jobs/e.markdown": "# Product Owner\n", "jobs/plain": "Product Owner\n", "jobs/program": "\x7fELF\x00\x00", "jobs/logo.png": "x", "jobs/x.go": "x",
		"jobs/.hidden.md": "x", "jobs/.git/x.md": "x", "jobs/node_modules/x.md": "x", "jobs/sub/vendor/x.md": "x", "jobs/sub/f.md": "# Product Owner\n",
		"jobs/sub/deep/g.md": "# Product Owner\n",
	})
	want := []string{"jobs/C.HTML", "jobs/a.txt", "jobs/b.md", "jobs/d.htm", "jobs/e.markdown", "jobs/plain", "jobs/sub/deep/g.md", "jobs/sub/f.md"}
	for _, jobs := range []string{"1", "2", "7"} {
		got := run(t, "", "--format", "ndjson", "--jobs", jobs, "jobs")
		if got.code != 0 || !slices.Equal(paths(t, got.out), want) {
			t.Errorf("jobs %s: code %d, %v\n%s", jobs, got.code, paths(t, got.out), got.errOut)
		}
	}
	globs := map[string][]string{
		"jobs/*.md":        {"jobs/b.md"},
		"jobs/**/*.md":     {"jobs/b.md", "jobs/sub/deep/g.md", "jobs/sub/f.md"},
		"jobs/{a,b}.*":     {"jobs/a.txt", "jobs/b.md"},
		"jobs/[dx].*":      {"jobs/d.htm"},
		"jobs/*.{png,htm}": {"jobs/d.htm"},
		"jobs/.git/*.md":   {"jobs/.git/x.md"},
		"jobs/sub/**":      {"jobs/sub/deep/g.md", "jobs/sub/f.md"},
		"jobs/p*":          {"jobs/plain"},
	}
	for glob, want := range globs {
		if got := run(t, "", "--format", "ndjson", glob); !slices.Equal(paths(t, got.out), want) {
			t.Errorf("%s: %v, want %v; %s", glob, paths(t, got.out), want, got.errOut)
		}
	}
	// A folder that the user names is read, whatever it is called.
	if got := run(t, "", "--format", "ndjson", "jobs/.git", "jobs/node_modules"); len(paths(t, got.out)) != 2 {
		t.Errorf("%+v", got)
	}
	// A file that several arguments name comes once.
	if got := run(t, "", "--format", "ndjson", "jobs/b.md", "./jobs/b.md", "jobs/*.md"); len(paths(t, got.out)) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestLinks(t *testing.T) {
	tree(t, map[string]string{"jobs/a.md": "# Product Owner\n", "far/b.md": "# Product Owner\n", ".git/": ""})
	for from, to := range map[string]string{"jobs/loop": ".", "jobs/up": "..", "jobs/far": "../far", "jobs/b.md": "../far/b.md", "jobs/gone.md": "nowhere", "jobs/self.md": "self.md"} {
		if err := os.Symlink(to, from); err != nil {
			t.Skip(err)
		}
	}
	want := []string{"jobs/a.md", "jobs/b.md"}
	if got := run(t, "", "--format", "ndjson", "jobs/**"); got.code != 0 || !slices.Equal(paths(t, got.out), want) {
		t.Errorf("%v, want %v; %s", paths(t, got.out), want, got.errOut)
	}
	// In a folder, a posting that is a link to nowhere is a posting lost.
	lost := "jdlint: jobs/gone.md: this link leads nowhere\njdlint: jobs/self.md: this link leads nowhere\n"
	if got := run(t, "", "--format", "ndjson", "jobs"); got.code != exitUnreadable || got.errOut != lost || !slices.Equal(paths(t, got.out), want) {
		t.Errorf("%v, want %v; %s", paths(t, got.out), want, got.errOut)
	}
	// So is one that leads out of the folder to what does not belong to it: it is not read.
	if err := os.Remove(".git"); err != nil {
		t.Fatal(err)
	}
	for _, arg := range []string{"jobs", "jobs/*.md"} {
		if got := run(t, "", "--format", "ndjson", arg); got.code != exitUnreadable || !strings.Contains(got.errOut, "jobs/b.md: a link that leads out of the folder named") || !slices.Equal(paths(t, got.out), want[:1]) {
			t.Errorf("%s: %v; %s", arg, paths(t, got.out), got.errOut)
		}
	}
	// A link that the user names is followed.
	if got := run(t, "", "--format", "ndjson", "jobs/b.md"); got.code != 0 || len(paths(t, got.out)) != 1 {
		t.Errorf("%+v", got)
	}
	if got := run(t, "", "--format", "ndjson", "jobs/far"); got.code != 0 || !slices.Equal(paths(t, got.out), []string{"jobs/far/b.md"}) {
		t.Errorf("%+v", got)
	}
}

func TestForbiddenFile(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("nothing is forbidden here")
	}
	tree(t, map[string]string{"a.md": "x"})
	if err := os.Chmod("a.md", 0); err != nil {
		t.Fatal(err)
	}
	if got := run(t, "", "a.md"); got.code != exitUnreadable || !strings.Contains(got.errOut, "a.md: not allowed to read it") {
		t.Errorf("%+v", got)
	}
}

func TestStandardInput(t *testing.T) {
	got := run(t, "Does pricing.\n", "--format", "ndjson", "--title", "Product Owner", "-")
	var r struct{ Path, Title, Verdict string }
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		t.Fatalf("%v: %+v", err, got)
	}
	if got.code != exitFound || r.Path != "-" || r.Title != "Product Owner" || r.Verdict != "mistitled" {
		t.Errorf("%+v", got)
	}
}

func TestTooLarge(t *testing.T) {
	tree(t, nil)
	f, err := os.Create("big.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(maxSize + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if got := run(t, "", "big.md"); got.code != exitUnreadable || !strings.Contains(got.errOut, "big.md: larger than") {
		t.Errorf("%+v", got)
	}
	var out, errOut bytes.Buffer
	c := Command{Stdin: io.LimitReader(zeros{}, maxSize+1), Stdout: &out, Stderr: &errOut, load: fakeEngine}
	if code := c.Run([]string{"-"}); code != exitUnreadable || !strings.Contains(errOut.String(), "larger than") {
		t.Errorf("code %d, %s", code, errOut.String())
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestJobsDoNotShow runs the same on many files with any number of jobs.
func TestJobsDoNotShow(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		text := "# Product Owner\n\n" + strings.Repeat("Is nice.\n", i%17*50)
		switch i % 5 {
		case 1:
			text += "Does pricing.\n"
		case 2:
			text += "Does both.\n"
		}
		files[fmt.Sprintf("jobs/%03d.md", i)] = text
	}
	tree(t, files)
	fakeRun := func(args ...string) result { return run(t, "", args...) }
	var first printouts
	for _, jobs := range []string{"1", "2", "3", "16", "500"} {
		got := printed(t, []string{"text", "table", "json", "ndjson"}, fakeRun, "jobs", "none.md", "jobs/0*.md", "--jobs", jobs)
		if first == nil {
			first = got
		}
		first.compare(t, got, "with "+jobs+" jobs")
	}
}

func TestColorAlways(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\npricing\n"})
	if got := run(t, "", "a.md"); strings.Contains(got.out, "\x1b") {
		t.Error("colour where no terminal is")
	}
	if got := run(t, "", "--color", "always", "a.md"); !strings.Contains(got.out, "\x1b[") {
		t.Error("no colour")
	}
}

func TestHostileNames(t *testing.T) {
	tree(t, nil)
	name := "a\x1b[31m.md"
	if err := os.WriteFile(filepath.Join(".", name), []byte("# Product Owner\n"), 0o644); err != nil {
		t.Skip(err)
	}
	got := run(t, "", ".", "no\x1b[2Jne")
	if strings.Contains(got.out+got.errOut, "\x1b") || !strings.Contains(got.out, `a\x1b[31m.md`) || !strings.Contains(got.errOut, `no\x1b[2Jne`) {
		t.Errorf("%+v", got)
	}
}

// TestMistakesFoundLate: mistakes in a configuration file that is met on the way
// end the run, each on a line of its own.
func TestMistakesFoundLate(t *testing.T) {
	tree(t, map[string]string{"jobs/a.md": "# Product Owner\n", "jobs/sub/.jdlint.yaml": "fail_on: bad\nmin_confidence: 7\n", "jobs/sub/b.md": "# Product Owner\n"})
	for _, args := range [][]string{{"jobs"}, {"fix", "jobs"}, {"baseline", "jobs"}} {
		got := run(t, "", args...)
		if got.code != exitMisuse || strings.Count(got.errOut, "\n") != 2 || strings.Count(got.errOut, "jdlint: jobs/sub/.jdlint.yaml:") != 2 {
			t.Errorf("%q: %+v", args, got)
		}
	}
}
