package ignore

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAsGitDoes holds what is left out in trees of folders against git itself:
// .gitignore files in every folder, the repository's own file and the user's.
func TestAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	names := []string{"a", "b", "ab", "a.md", "#b", "x y"}
	folders := []string{"", "a", "b", "a/b", "a/b/ab", "b/a", "x y"}
	lines := func(n int) string {
		var b strings.Builder
		for range rnd.IntN(n) {
			line := pick("", "", "!", "/") + pick("a", "b", "*", "a*", "*.md", "[ab]", `\#b`, "x y", "**/b", "a/**", "b/a", "a/*/ab", "?") + pick("", "", "/", " ", "  ", "\r")
			b.WriteString(pick(line, line, line, "# "+line, "") + "\n")
		}
		return b.String()
	}
	for range 40 {
		dir := t.TempDir()
		if out, err := exec.Command("git", "-C", dir, "init", "--quiet").CombinedOutput(); err != nil {
			t.Skipf("git: %v: %s", err, out)
		}
		user := filepath.Join(t.TempDir(), "ignore")
		files := map[string]string{user: lines(3), filepath.Join(dir, ".git", "info", "exclude"): lines(3)}
		for _, f := range folders {
			files[filepath.Join(dir, f, ".gitignore")] = lines(4)
		}
		for name, text := range files {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var in bytes.Buffer
		var paths []string
		for _, f := range folders {
			for _, name := range names {
				if path := strings.TrimPrefix(f+"/"+name, "/"); !slices.Contains(folders, path) {
					paths = append(paths, path)
					fmt.Fprintf(&in, "%s\x00", path)
				}
			}
		}
		cmd := exec.Command("git", "-C", dir, "-c", "core.excludesFile="+user, "check-ignore", "--no-index", "--verbose", "-z", "--stdin")
		cmd.Stdin = &in
		out, _ := cmd.Output() // ends with 1 when it ignores nothing
		want := map[string]string{}
		for fields := strings.Split(string(out), "\x00"); len(fields) >= 4; fields = fields[4:] {
			if !strings.HasPrefix(fields[2], "!") {
				want[fields[3]] = fields[1] + " " + strings.TrimRight(fields[2], " \r")
			}
		}
		g := &Git{
			Exists:   func(name string) bool { _, err := os.Stat(name); return err == nil },
			ReadFile: os.ReadFile,
			Own: func(root string) (all []Lines) {
				for _, name := range []string{filepath.Join(root, ".git", "info", "exclude"), user} {
					all = append(all, ReadLines(name, []byte(files[name])))
				}
				return all
			},
		}
		for _, path := range paths {
			got := ""
			if m := g.Match(filepath.Join(dir, path), false); m != nil {
				got = fmt.Sprint(m.Line, " ", strings.TrimRight(m.Pattern, " \r"))
			}
			if got != want[path] {
				t.Errorf("%s: %q, git says %q", path, got, want[path])
				for name, text := range files {
					t.Logf("%s: %q", strings.TrimPrefix(name, dir), text)
				}
				return
			}
		}
	}
}

// TestOutsideRepository: without a repository, .gitignore files are files like others.
func TestOutsideRepository(t *testing.T) {
	g := &Git{
		Exists:   func(string) bool { return false },
		ReadFile: func(string) ([]byte, error) { return []byte("*\n"), nil },
	}
	if m := g.Match(filepath.Join(t.TempDir(), "a.md"), false); m != nil {
		t.Errorf("left out by %v", m)
	}
}
