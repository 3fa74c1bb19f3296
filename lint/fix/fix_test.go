package fix

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
)

func TestEdits(t *testing.T) {
	r := &lint.Report{Findings: []lint.Finding{
		{Edits: []lint.Edit{{Start: 10, End: 12}, {Start: 20, End: 22}}},
		{Edits: []lint.Edit{{Start: 1, End: 2}, {Start: 21, End: 25}}}, // overlaps: out as a whole
		{Edits: []lint.Edit{{Start: 5, End: 6}}},
	}}
	got := Edits(r)
	if len(got) != 3 || got[0].Start != 5 || got[1].Start != 10 || got[2].Start != 20 {
		t.Errorf("%+v", got)
	}
}

func TestDiff(t *testing.T) {
	before := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\r\n18"
	after := "1\nX\n3\n4\n5\n6\n7\n8\nX\n10\n11\n12\n13\n14\n15\n16\nX\r\nX"
	want := `--- a/n
+++ b/n
@@ -1,5 +1,5 @@
 1
-2
+X
 3
 4
 5
@@ -6,7 +6,7 @@
 6
 7
 8
-9
+X
 10
 11
 12
@@ -14,5 +14,5 @@
 14
 15
 16
` + "-17\r\n-18\n\\ No newline at end of file\n+X\r\n+X\n\\ No newline at end of file\n"
	if got := string(Diff("n", []byte(before), []byte(after))); got != want {
		t.Errorf("%s", got)
	}
}

// TestDiffApplies hands diffs to git, which has to make of the old text the new.
func TestDiffApplies(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	dir := t.TempDir()
	line := rapid.SampledFrom([]string{"a", "b", "b", "c\r", ""})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "lines")
		end := rapid.SampledFrom([]string{"\n", ""}).Draw(t, "end")
		var before, after []byte
		for i := range n {
			old := line.Draw(t, "line")
			now := old
			if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
				now = "new"
			}
			nl := "\n"
			if i == n-1 {
				old, now, nl = old+"z", now+"z", end
			}
			before, after = append(before, old+nl...), append(after, now+nl...)
		}
		if bytes.Equal(before, after) {
			return
		}
		name := filepath.Join(dir, "f")
		if err := os.WriteFile(name, before, 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("git", "apply", "--unsafe-paths", "--whitespace=nowarn", "-")
		cmd.Dir = dir
		cmd.Stdin = bytes.NewReader(Diff("f", before, after))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, Diff("f", before, after))
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, after) {
			t.Fatalf("%v: %q, want %q", err, got, after)
		}
	})
}

// TestDiffQuotesNames checks that no name of a file ends a line of a patch.
func TestDiffQuotesNames(t *testing.T) {
	for name, want := range map[string]string{
		"jobs/a b.md":  "--- a/jobs/a b.md\n+++ b/jobs/a b.md\n",
		"nl\ntab\t.md": `--- "a/nl\012tab\011.md"` + "\n" + `+++ "b/nl\012tab\011.md"` + "\n",
		"\u202edm.md":  `--- "a/\342\200\256dm.md"` + "\n" + `+++ "b/\342\200\256dm.md"` + "\n",
		`q"\.md`:       `--- "a/q\"\\.md"` + "\n" + `+++ "b/q\"\\.md"` + "\n",
	} {
		if got := string(Diff(name, []byte("a\n"), []byte("b\n"))); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q in front", name, got, want)
		}
	}
}
