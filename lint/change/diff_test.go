package change

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseDiff(t *testing.T) {
	const out = `diff --git a/jobs/a.md b/jobs/a.md
index 1..2 100644
--- a/jobs/a.md
+++ b/jobs/a.md
@@ -3 +3,2 @@ heading
-old
+--- a/not a file
++++ b/neither
@@ -9,2 +10,0 @@
--- looks like a head
-@@ -1 +1 @@
\ No newline at end of file
@@ -20,0 +20 @@
+added
diff --git a/new.md b/new.md
new file mode 100644
--- /dev/null
+++ b/new.md
@@ -0,0 +1,3 @@
+a
+b
+c
diff --git a/gone.md b/gone.md
deleted file mode 100644
--- a/gone.md
+++ /dev/null
@@ -1 +0,0 @@
-a
diff --git a/old name.md b/new name.md
similarity index 90%
rename from old name.md
rename to new name.md
--- a/old name.md	
+++ b/new name.md	
@@ -1 +1 @@
-a
+b
diff --git "a/tab\tq\".md" "b/tab\tq\".md"
--- "a/tab\tq\".md"
+++ "b/tab\tq\".md"
@@ -1 +1 @@
-a
+b
diff --git a/moved.md b/there.md
similarity index 100%
rename from moved.md
rename to there.md
`
	got, err := parseDiff(out)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]*File{
		"jobs/a.md":   {Lines: []Range{{3, 4}, {20, 20}}, Before: []Range{{3, 3}, {9, 10}}, Name: "jobs/a.md"},
		"new.md":      {Whole: true, Lines: []Range{{1, 3}}},
		"new name.md": {Lines: []Range{{1, 1}}, Before: []Range{{1, 1}}, Name: "old name.md", Moved: true},
		"there.md":    {Name: "moved.md", Moved: true},
		"tab\tq\".md": {Lines: []Range{{1, 1}}, Before: []Range{{1, 1}}, Name: "tab\tq\".md"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("- want, + got:\n%s", d)
	}
}

// parseDiff parses a diff that comes a byte at a time.
func parseDiff(text string) (map[string]*File, error) {
	var d diffParser
	for i := range len(text) {
		if _, err := d.Write([]byte{text[i]}); err != nil {
			return nil, err
		}
	}
	return d.files, nil
}

// TestLongLines: what changed is not kept, however much it is.
func TestLongLines(t *testing.T) {
	var d diffParser
	io.WriteString(&d, "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+")
	for range 100 {
		io.WriteString(&d, strings.Repeat("x", maxHead))
	}
	io.WriteString(&d, "\n@@ -5 +6 @@\n-a\n+b\n")
	want := map[string]*File{"a": {Lines: []Range{{1, 1}, {6, 6}}, Before: []Range{{5, 5}}, Name: "a"}}
	if diff := cmp.Diff(want, d.files); diff != "" || cap(d.line) > 2*maxHead {
		t.Errorf("%d bytes kept; - want, + got:\n%s", cap(d.line), diff)
	}
}

func TestTouches(t *testing.T) {
	f := &File{Lines: []Range{{3, 4}}, Before: []Range{{9, 9}}}
	for _, tt := range []struct {
		first, last int
		now, before bool
	}{{1, 2, false, false}, {2, 3, true, false}, {4, 9, true, true}, {5, 8, false, false}, {1, 20, true, true}} {
		if f.Touches(tt.first, tt.last) != tt.now || f.Touched(tt.first, tt.last) != tt.before {
			t.Errorf("%+v", tt)
		}
	}
	if !(&File{Whole: true}).Touches(7, 7) {
		t.Error("a new file")
	}
}

// TestGitThatFails tells users what to do, whatever git has to say.
func TestGitThatFails(t *testing.T) {
	fail := func(answers map[string]string) runner {
		return func(to io.Writer, _ string, args ...string) error {
			for prefix, answer := range answers {
				if strings.HasPrefix(strings.Join(args, " "), prefix) {
					if err, ok := strings.CutPrefix(answer, "!"); ok {
						return errors.New(err)
					}
					_, err := io.WriteString(to, answer)
					return err
				}
			}
			return errors.New("exit status 128")
		}
	}
	if _, err := since(".", "main", func(io.Writer, string, ...string) error { return &exec.Error{Name: "git", Err: exec.ErrNotFound} }); err == nil || !strings.Contains(err.Error(), "no program git") {
		t.Error(err)
	}
	for _, tt := range []struct {
		answers map[string]string
		want    string
	}{
		{map[string]string{"rev-parse --show-toplevel": "!fatal: not a git repository (or any of the parent directories): .git"}, "no git repository here"},
		{map[string]string{"rev-parse --show-toplevel": "!fatal: detected dubious ownership"}, "dubious ownership"},
		{map[string]string{"rev-parse --show-toplevel": "/r\n", "rev-parse --is-shallow": "false\n"}, `no commit or branch "main" in this repository`},
		{map[string]string{"rev-parse --show-toplevel": "/r\n", "rev-parse --is-shallow": "true\n"}, "fetch-depth: 0"},
		{map[string]string{"rev-parse --show-toplevel": "/r\n", "rev-parse --is-shallow": "false\n", "rev-parse --verify": "c0\n"}, "no history in common"},
		{map[string]string{"rev-parse --show-toplevel": "/r\n", "rev-parse --is-shallow": "true\n", "rev-parse --verify": "c0\n"}, "asking git what changed"},
	} {
		if _, err := since(".", "main", fail(tt.answers)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v", tt.answers, err)
		}
	}
}

func FuzzParseDiff(f *testing.F) {
	f.Add("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1 @@\n-a\n-b\n+c\n")
	f.Add("@@ -1 +1 @@\n@@ - + @@\n+++ \"b/\\\n")
	f.Fuzz(func(t *testing.T, text string) {
		files, err := parseDiff(text)
		if err != nil {
			return
		}
		for name, file := range files {
			if name == "" || file == nil {
				t.Errorf("%q: %v", name, file)
			}
			for _, r := range append(file.Lines, file.Before...) {
				if r.Last < r.First {
					t.Errorf("%+v", r)
				}
			}
		}
	})
}
