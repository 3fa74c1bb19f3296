package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/rules"
)

const mistitled = `# Product Owner

- Set the price of all tickets and passes
- Own the profit and loss of the product line
- Define the go-to-market strategy for new regions
- Analyse the market and the competition
- Own the product vision and strategy
`

func TestMisuseOfCommandsForCI(t *testing.T) {
	tree(t, map[string]string{
		"a.md": mistitled, "bad/.jdlint.yaml": "role_model: profti\n", "bad/a.md": "x\n", "files/.jdlint.yaml": "titles: none.yaml\n", "files/a.md": "x\n",
		"folder/.jdlint.yaml": "rules: none\n", "folder/a.md": "x\n", "models/.jdlint.yaml": "models: m.yaml\n", "models/m.yaml": "id: x\nextends: profti\n", "models/a.md": "x\n",
		"good/.jdlint.yaml": "fail_on: never\n", "good/sub/.jdlint.yaml": "fail_on: nevr\n", "good/sub/a.md": mistitled, "good/a.md": mistitled,
	})
	tests := []struct{ args, want string }{
		{"baseline", "nothing to record"},
		{"baseline --jobs 0 a.md", "--jobs must lie between 1 and 1024"},
		{"baseline --prune a.md", "reading the baseline: .jdlint-baseline.json: there is no such file or folder"},
		{"baseline --baseline none/x.json a.md", "writing none/x.json"},
		{"fix", "nothing to fix"},
		{"fix -", "standard input cannot be changed"},
		{"fix --min-confidence 2 a.md", "between 0 and 1"},
		{"init a b", "init takes one folder"},
		{"config", "name the posting"},
		{"schema all", "there are config, output, survey, rule and model"},
		{"completion tcsh", "bash, zsh or fish"},
		{"--config none.yaml a.md", "there is no file none.yaml"},
		{"--changed-since --x a.md", "takes a branch, tag or commit"},
		{"bad", `bad/.jdlint.yaml:1:13: there is no role model "profti", and no file of that name; built in are`},
		{"./files", "files/.jdlint.yaml:1:9: files/none.yaml: there is no such file or folder"},
		{"folder", "folder/.jdlint.yaml:1:8: rules: there is no folder folder/none"},
		{"models", `models/m.yaml:1:1: extends: there is no built-in role model "profti"; did you mean "profit"?`},
		{"good", `good/sub/.jdlint.yaml:1:10: fail_on must be one of error, warning, info, never, not "nevr"; did you mean "never"?`},
		{"fix good/sub", "good/sub/.jdlint.yaml:1:10"},
		{"baseline good", "good/sub/.jdlint.yaml:1:10"},
		{"config good/sub/a.md", "good/sub/.jdlint.yaml:1:10"},
	}
	for _, tt := range tests {
		got := realRun(t, "", strings.Fields(tt.args)...)
		if got.code != exitMisuse || !strings.Contains(filepath.ToSlash(got.errOut), tt.want) {
			t.Errorf("%s: code %d, said %q, want %q", tt.args, got.code, got.errOut, tt.want)
		}
		if got.out != "" {
			t.Errorf("%s: printed %q", tt.args, got.out)
		}
	}
}

// TestStarter holds what init writes to what is read: it changes nothing, and
// what it shows as comments is right when the signs are taken away.
func TestStarter(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := fillStarterConfig(set, rules.DefaultModel)
	tree(t, map[string]string{".jdlint.yaml": text, "a.md": mistitled})
	if got := realRun(t, "", "--format", "csv", "a.md"); got.code != exitFound || got.errOut != "" {
		t.Errorf("%+v", got)
	}
	var open strings.Builder
	keys := false
	for line := range strings.Lines(text) {
		rest, comment := strings.CutPrefix(line, "# ")
		key, _, isKey := strings.Cut(strings.TrimSpace(rest), ":")
		switch {
		case key == "yaml-language-server": // for editors
		case !comment:
			keys = false
			open.WriteString(line)
		case isKey && !strings.Contains(key, " ") && rest[0] != ' ', keys && (rest[0] == ' ' || strings.HasPrefix(rest, "- ")):
			keys = true
			open.WriteString(rest)
		}
	}
	opened := strings.ReplaceAll(open.String(), "extends: ../.jdlint.yaml\n", "")
	for _, key := range []string{"min_confidence:", "severity:", "stray-duty:", "ignore:", "overrides:", "organisation:", "titles:", "rules:", "models:"} {
		if !strings.Contains(opened, key) {
			t.Errorf("%s is not shown in\n%s", key, opened)
		}
	}
	loader := config.Loader{ReadFile: func(string) ([]byte, error) { return []byte(opened), nil }, Exists: func(n string) bool { return filepath.Base(n) == config.Name }, Abs: filepath.Abs}
	for _, f := range set.Findings {
		loader.Rules = append(loader.Rules, f.ID)
	}
	if _, err := loader.For("a.md"); err != nil {
		t.Errorf("%v\n%s", err, opened)
	}
}

// TestFixLeavesTheRestAlone checks what no script can see.
func TestFixLeavesTheRestAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs links and modes")
	}
	tree(t, map[string]string{"real/a.md": mistitled, "jobs/": ""})
	if err := os.Symlink("../real/a.md", "jobs/a.md"); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod("real/a.md", 0o640); err != nil {
		t.Fatal(err)
	}
	if got := realRun(t, "", "fix", "jobs/a.md"); got.code != exitOK || !strings.Contains(got.out, "retitled “Product Owner” to “Product Manager” (1 place)") {
		t.Fatalf("%+v", got)
	}
	if info, err := os.Lstat("jobs/a.md"); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	info, err := os.Stat("real/a.md")
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	text, err := os.ReadFile("real/a.md")
	if err != nil || string(text) != strings.Replace(mistitled, "Owner", "Manager", 1) {
		t.Errorf("%q %v", text, err)
	}
	for _, dir := range []string{"real", "jobs"} {
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%v in %s: %v", left, dir, err)
		}
	}
}

// TestJobsDoNotShowInCI runs everything at once with any number of jobs.
func TestJobsDoNotShowInCI(t *testing.T) {
	files := map[string]string{
		".jdlint.yaml":     "ignore: ['*7.md']\noverrides: [{files: '/jobs/1*', severity: {mistitled-posting: warning}}, {files: '/jobs/2*', role_model: inverted}]\n",
		"sub/.jdlint.yaml": "extends: ../.jdlint.yaml\nrole_model: profit\n",
	}
	for i := range 40 {
		text := strings.Replace(mistitled, "Product Owner", fmt.Sprintf("Product Owner, Team %d", i), 1)
		if i%3 == 0 {
			text = "<!-- jdlint-disable-file mistitled-posting: it is so -->\n" + text
		}
		files[fmt.Sprintf("jobs/%d.md", i)] = text
		files[fmt.Sprintf("sub/%d.txt", i)] = text
	}
	tree(t, files)
	if got := realRun(t, "", "baseline", "jobs/1.md", "jobs/2.md", "jobs/4.md"); got.code != exitOK {
		t.Fatal(got)
	}
	args := []string{"--format", "ndjson", "--baseline", ".jdlint-baseline.json", "jobs/7.md", "jobs", "sub"}
	want := realRun(t, "", append(args, "--jobs", "1")...)
	if want.code != exitFound || !strings.Contains(want.errOut, "hides") || !strings.Contains(want.errOut, "left out") {
		t.Fatalf("%d, %s", want.code, want.errOut)
	}
	for _, jobs := range []string{"2", "7", "50"} {
		if d := cmp.Diff(want, realRun(t, "", append(args, "--jobs", jobs)...), cmp.AllowUnexported(result{})); d != "" {
			t.Errorf("%s jobs: %s", jobs, d)
		}
	}
}

// TestRequestsInPlainTextAreNoText checks that a request with a reason that
// reads like a duty is not counted as one, and keeps all places as they are.
func TestRequestsInPlainTextAreNoText(t *testing.T) {
	tree(t, map[string]string{
		"a.txt": "<!-- jdlint-disable-file mistitled-posting: own the backlog, write user stories, plan the sprints -->\n" + mistitled[2:],
		"b.txt": strings.Repeat(" ", len("<!-- jdlint-disable-file mistitled-posting: own the backlog, write user stories, plan the sprints -->")) + "\n" + mistitled[2:],
	})
	a, b := realRun(t, "", "--format", "ndjson", "a.txt"), realRun(t, "", "--format", "ndjson", "--fail-on", "never", "b.txt")
	cut := func(s string) string {
		_, s, _ = strings.Cut(s, `"title"`)
		s, _, _ = strings.Cut(s, `"findings"`)
		return s
	}
	if a.code != exitOK || !strings.Contains(a.out, `"findings":[]`) || cut(a.out) != cut(b.out) {
		t.Errorf("%+v\n%+v", a, b)
	}
}
