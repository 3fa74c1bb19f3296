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

func compile(t testing.TB, list ...string) Patterns {
	t.Helper()
	var ps Patterns
	for _, text := range list {
		p, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		ps = append(ps, p)
	}
	return ps
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		patterns string // with | between
		path     string
		want     bool
	}{
		{"drafts", "drafts/a.md", true},
		{"drafts", "jobs/drafts/a.md", true},
		{"drafts/", "drafts", false}, // a file
		{"drafts/", "jobs/drafts/x/a.md", true},
		{"/drafts/", "jobs/drafts/a.md", false},
		{"jobs/drafts", "jobs/drafts/a.md", true},
		{"jobs/drafts", "old/jobs/drafts/a.md", false},
		{"*.txt", "jobs/a.txt", true},
		{"*.txt", "jobs/a.txt/b.md", true},
		{"jobs/*.md", "jobs/x/a.md", false},
		{"jobs/**/a.md", "jobs/a.md", true},
		{"jobs/**/a.md", "jobs/x/y/a.md", true},
		{"jobs/**", "jobs/x/a.md", true},
		{"jobs/**", "jobs", false},
		{"**/drafts/*.md", "a/b/drafts/c.md", true},
		{"a{b,c}.md", "ab.md", false},
		{"a{b,c}.md", "a{b,c}.md", true},
		{"[a-c].md", "b.md", true},
		{"[!a-c].md", "b.md", false},
		{`\!a.md`, "!a.md", true},
		{"*.md|!keep.md", "x/keep.md", false},
		{"*.md|!keep.md", "x/lose.md", true},
		{"drafts/|!keep.md", "drafts/keep.md", true}, // its folder is out already
		{"*.md|!keep.md|keep.md", "keep.md", true},
		{"a.md ", "a.md", true},
		{"Product Owner.md", "jobs/Product Owner.md", true},
	}
	for _, tt := range tests {
		if _, got := compile(t, strings.Split(tt.patterns, "|")...).Match(tt.path, false); got != tt.want {
			t.Errorf("%s on %s: %t", tt.patterns, tt.path, got)
		}
	}
}

func TestPatternsThatCannotMatch(t *testing.T) {
	for text, want := range map[string]string{
		"": "empty", "/": "empty", "!": "empty", "./jobs": `write "/jobs"`, "../jobs": "can never match",
		"jobs//a.md": "can never match", "jobs/../a.md": "can never match", "[a": "not a pattern", `a\`: "not a pattern", "[z-a].md": "[z-a]",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestPatternsAsGitDoes holds the patterns against git itself.
func TestPatternsAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	dir := t.TempDir()
	if out, err := exec.Command("git", "-C", dir, "init", "--quiet").CombinedOutput(); err != nil {
		t.Skipf("git: %v: %s", err, out)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	path := func() string {
		var parts []string
		for range 1 + rnd.IntN(3) {
			parts = append(parts, pick("a", "b", "ab", "a.md", "b.md", "{a}", "x"))
		}
		return strings.Join(parts, "/")
	}
	piece := func() string { return pick("a", "b", "*", "**", "?", "a*", "*.md", "[ab]", "[!a]", "{a}", "ab", "x") }
	sets, differ := 0, 0
	for sets < 150 {
		var list []string
		for range 1 + rnd.IntN(3) {
			var parts []string
			for range 1 + rnd.IntN(3) {
				parts = append(parts, piece())
			}
			text := strings.Join(parts, "/") + pick("", "", "/")
			if len(list) > 0 {
				text = pick("", "!") + text
			}
			list = append(list, pick("", "", "/")+text)
			if last := &list[len(list)-1]; strings.HasPrefix(*last, "/!") {
				*last = "!/" + (*last)[2:]
			}
		}
		sets++
		ps := compile(t, list...)
		if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		paths := map[string]bool{}
		for range 30 {
			paths[path()] = true
		}
		var in bytes.Buffer
		for p := range paths {
			fmt.Fprintf(&in, "%s\n", p)
		}
		cmd := exec.Command("git", "-C", dir, "-c", "core.quotePath=false", "check-ignore", "--no-index", "--stdin")
		cmd.Stdin = &in
		out, _ := cmd.Output() // ends with 1 when it ignores nothing
		ignored := strings.Split(strings.TrimSpace(string(out)), "\n")
		for p := range paths {
			_, got := ps.Match(p, false)
			if want := slices.Contains(ignored, p); got != want {
				t.Errorf("%q on %s: %t, git says %t", list, p, got, want)
				if differ++; differ > 10 {
					return
				}
			}
		}
	}
}
