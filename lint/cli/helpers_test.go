package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// fake judges by a word: a posting that says "pricing" is mistitled with the
// confidence 0.8, one that says "both" is a hybrid with 0.6,
// others fit; "panic" is a fault of the program.
type fake struct{}

func (fake) Check(p *posting.Posting) *lint.Report {
	r := &lint.Report{Path: p.Path, Title: p.Title.Text, Role: lint.ProductOwner, Level: lint.Mid, RoleModel: "fake", Verdict: lint.Fits, Confidence: 1}
	r.SetPosting(p)
	if bytes.Contains(p.Source, []byte("panic")) {
		panic("a fault")
	}
	f := lint.Finding{Line: 1, Column: 1, Message: "Says pricing.", Help: "Do not."}
	if at := bytes.Index(p.Source, []byte("pricing")); at >= 0 {
		r.Verdict, r.Confidence = lint.Mistitled, 0.8
		f.Rule, f.Severity = "mistitled-posting", lint.Error
		r.Duties = append(r.Duties, lint.Duty{Start: at, End: at + 7, Line: 1, Column: 1, Side: lint.Strategic, Strength: lint.Owned, Category: "pricing", Rule: "pricing.own", Text: "pricing", Role: lint.ProductManager})
	} else if bytes.Contains(p.Source, []byte("both")) {
		r.Verdict, r.Confidence = lint.Hybrid, 0.6
		f.Rule, f.Severity = "hybrid-posting", lint.Warning
	}
	if f.Rule != "" {
		f.Confidence = r.Confidence
		r.Findings = append(r.Findings, f)
	}
	return r
}

// fakeEngine loads the fake, which goes by the role model "fake".
func fakeEngine(model string) (*engine, error) {
	if model != "" && model != "fake" {
		return nil, fmt.Errorf("there is no role model %q", model)
	}
	return &engine{checker: fake{}, model: "fake"}, nil
}

// result is what a run left behind.
type result struct {
	code        int
	out, errOut string
}

// run runs the program with the fake engine.
func run(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	return runCommand(t, Command{load: fakeEngine}, stdin, args...)
}

// realRun runs the program with the real rules.
func realRun(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	return runCommand(t, Command{}, stdin, args...)
}

// runCommand runs the program, and ends the test if that takes longer than any
// work that grows with the size of its input.
func runCommand(t testing.TB, c Command, stdin string, args ...string) result {
	t.Helper()
	var out, errOut bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &out, &errOut
	code := make(chan int, 1)
	go func() { code <- c.Run(args) }()
	select {
	case code := <-code:
		return result{code, out.String(), errOut.String()}
	case <-time.After(2 * time.Minute): // it takes less than a second
		buf := make([]byte, 1<<16)
		t.Fatalf("%q takes too long\n%s", args, buf[:runtime.Stack(buf, true)])
		return result{}
	}
}

// program runs the program in a process of its own, in a folder, with more
// environment. TestMain has put it on the path.
func program(t *testing.T, dir string, env []string, args ...string) result {
	t.Helper()
	cmd := exec.Command("jdlint", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() > exitUnreadable) {
		t.Fatalf("%v: %s", err, errOut.String())
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
}

// printouts is what one run prints, by the name of the format, and what else it
// leaves behind.
type printouts map[string]string

// printed returns what a run prints in several formats at once: the first on
// standard output, the others into files.
func printed(t testing.TB, formats []string, run func(args ...string) result, args ...string) printouts {
	t.Helper()
	dir := t.TempDir()
	args = append(slices.Clone(args), "--format", formats[0])
	for _, format := range formats[1:] {
		args = append(args, "--format", format+"="+filepath.Join(dir, format))
	}
	got := run(args...)
	all := printouts{"exit code": fmt.Sprint(got.code), "standard error": got.errOut, formats[0]: got.out}
	for _, format := range formats[1:] {
		all[format] = readFile(t, filepath.Join(dir, format))
	}
	return all
}

// compare fails the test for each output that differs from that of another run.
func (p printouts) compare(t *testing.T, other printouts, with string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if p[name] != other[name] {
			t.Errorf("%s differs %s", name, with)
		}
	}
}

// root returns the root of the project.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree writes files into a new folder and goes there.
func tree(t testing.TB, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	writeAll(t, dir, files)
	if t, ok := t.(interface{ Chdir(string) }); ok {
		t.Chdir(dir)
	}
}

// writeAll writes files into a folder. A name that ends in a slash is a folder.
func writeAll(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		folder := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			folder = path
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder != path {
			write(t, path, text)
		}
	}
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFile(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// paths returns the paths of an ndjson output, in order.
func paths(t testing.TB, out string) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(out) {
		var r struct{ Path string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, r.Path)
	}
	return all
}

const (
	mistitledOwner = "# Product Owner\n\n## Responsibilities\n\n- Own the pricing and packaging of the product.\n- Carry profit and loss.\n- Size the market and watch competitors.\n- Plan the launch with marketing.\n- Set the product vision and strategy.\n"
	fittingOwner   = "# Product Owner\n\n## Responsibilities\n\n- Own the product backlog.\n- Write user stories with acceptance criteria.\n- Plan the sprints with the team.\n- Accept finished stories.\n"
)
