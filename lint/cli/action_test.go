package cli

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// action is what the tests need of action.yml.
type action struct {
	Inputs map[string]struct {
		Default string `yaml:"default"`
	} `yaml:"inputs"`
	Runs struct {
		Steps []struct {
			Shell string            `yaml:"shell"`
			Env   map[string]string `yaml:"env"`
			Run   string            `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"runs"`
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	if err := yaml.Unmarshal([]byte(readFile(t, filepath.Join(root(t), "action.yml"))), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestActionInputs checks that inputs reach the script in variables and no
// other way, and that none is forgotten.
func TestActionInputs(t *testing.T) {
	a := readAction(t)
	var passed []string
	for _, step := range a.Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("an expression stands in the script: %s", step.Run)
		}
		for name, value := range step.Env {
			input := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`).FindStringSubmatch(value)
			if input == nil {
				t.Errorf("%s is %q, no input", name, value)
				continue
			}
			if want := "JDLINT_" + strings.ToUpper(strings.ReplaceAll(input[1], "-", "_")); name != want {
				t.Errorf("the input %s is in %s, not %s", input[1], name, want)
			}
			passed = append(passed, input[1])
		}
	}
	for name := range a.Inputs {
		if !slices.Contains(passed, name) {
			t.Errorf("the input %s is passed nowhere", name)
		}
	}
	for _, name := range passed {
		if _, ok := a.Inputs[name]; !ok {
			t.Errorf("there is no input %s", name)
		}
	}
}

// runner runs the action as a runner of GitHub does, in a repository of its
// own.
type runner struct {
	workspace, temp, summary, output string
	env                              []string
}

type actionRun struct {
	code                 int
	log, summary, output string
}

func newRunner(t *testing.T, files map[string]string) *runner {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("needs bash")
	}
	dir := t.TempDir()
	r := &runner{
		workspace: filepath.Join(dir, "work space"), temp: filepath.Join(dir, "temp"),
		summary: filepath.Join(dir, "summary"), output: filepath.Join(dir, "output"),
	}
	writeAll(t, r.workspace, files)
	if err := os.MkdirAll(r.temp, 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

// run runs the action with the inputs; those not given have their defaults.
func (r *runner) run(t *testing.T, inputs map[string]string) actionRun {
	t.Helper()
	for _, name := range []string{r.summary, r.output} {
		write(t, name, "")
	}
	a := readAction(t)
	step := a.Runs.Steps[0]
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
	cmd.Dir = r.workspace
	cmd.Env = append(os.Environ(),
		"GITHUB_ACTION_PATH="+root(t), "GITHUB_WORKSPACE="+r.workspace, "RUNNER_TEMP="+r.temp,
		"GITHUB_STEP_SUMMARY="+r.summary, "GITHUB_OUTPUT="+r.output, "GITHUB_ACTIONS=true", "CI=true")
	cmd.Env = append(cmd.Env, r.env...)
	for name, value := range step.Env {
		input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
		given, ok := inputs[input]
		if !ok {
			given = a.Inputs[input].Default
		}
		cmd.Env = append(cmd.Env, name+"="+given)
	}
	log, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	got := actionRun{code: cmd.ProcessState.ExitCode(), log: string(log)}
	for name, into := range map[string]*string{r.summary: &got.summary, r.output: &got.output} {
		*into = readFile(t, name)
	}
	left, err := os.ReadDir(r.temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, error %v", left, err)
	}
	return got
}

// TestAction builds the program as the action does where no release is named.
func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	t.Parallel()
	r := newRunner(t, map[string]string{"jobs/po.md": mistitledOwner, "jobs/fits.md": fittingOwner, "a place/owner.md": fittingOwner})
	got := r.run(t, nil)
	if got.code != 1 || !strings.Contains(got.log, "::error file=jobs/po.md,line=1,") || strings.Contains(got.log, "fits.md") {
		t.Errorf("with no inputs: %+v", got)
	}
	if got.output != "exit-code=1\n" || !strings.Contains(got.summary, "| Posting |") || !strings.Contains(got.summary, "rules/docs/mistitled-posting.md") {
		t.Errorf("with no inputs: output %q, summary\n%s", got.output, got.summary)
	}
}

// TestActionWithInputs hands the inputs to the program.
func TestActionWithInputs(t *testing.T) {
	t.Parallel()
	inputs := quickRelease(t)
	r := newRunner(t, map[string]string{"jobs/po.md": mistitledOwner, "jobs/fits.md": fittingOwner, "a place/owner.md": fittingOwner})
	got := r.run(t, with(inputs, map[string]string{"fail-on": "never", "paths": " jobs \n\n a place/*.md\r\n", "format": "sarif=out.sarif\njunit=out.xml", "role-model": "inverted", "summary": "false"}))
	if got.code != 0 || got.output != "exit-code=0\n" || got.summary != "" {
		t.Errorf("with inputs: %+v", got)
	}
	for _, name := range []string{"out.sarif", "out.xml"} {
		if info, err := os.Stat(filepath.Join(r.workspace, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}

	got = r.run(t, with(inputs, map[string]string{"format": "text", "working-directory": "a place"}))
	if got.code != 0 || strings.Contains(got.log, "::") || !strings.Contains(got.log, "Product Owner") {
		t.Errorf("text: %+v", got)
	}
	got = r.run(t, with(inputs, map[string]string{"format": "rdjson", "working-directory": "a place", "paths": "../jobs"}))
	if !strings.Contains(got.log, `"path":"jobs/`) {
		t.Errorf("in a folder names are not those of the repository: %+v", got)
	}
	write(t, filepath.Join(r.workspace, ".jdlint.yaml"), "fail_on: never\n")
	for isolated, want := range map[string]int{"false": 0, "true": 1} {
		if got := r.run(t, with(inputs, map[string]string{"isolated": isolated})); got.code != want {
			t.Errorf("isolated %s: %+v", isolated, got)
		}
	}
	for input, want := range map[string]string{"paths": "names nothing to check", "summary": "true or false", "isolated": "true or false"} {
		got := r.run(t, map[string]string{input: ""})
		if got.code != 2 || !strings.Contains(got.log, "::error::jdlint: ") || !strings.Contains(got.log, want) || got.output != "exit-code=2\n" {
			t.Errorf("%s empty: %+v", input, got)
		}
	}
}

// TestActionWithHostileInputs gives each input what a shell would obey, and what
// would be a flag.
func TestActionWithHostileInputs(t *testing.T) {
	t.Parallel()
	inputs := quickRelease(t)
	r := newRunner(t, map[string]string{"jobs/po.md": fittingOwner})
	for input := range readAction(t).Inputs {
		if input == "download" {
			continue
		}
		for _, hostile := range []string{"$(touch pwned)`touch pwned`\"; touch pwned; \"'; touch pwned; '", "--version"} {
			if got := r.run(t, with(inputs, map[string]string{input: hostile})); got.code == 0 {
				t.Errorf("%s %q: %+v", input, hostile, got)
			}
			if _, err := os.Stat(filepath.Join(r.workspace, "pwned")); err == nil {
				t.Fatalf("%s %q was obeyed", input, hostile)
			}
		}
	}
}

// TestActionRelease takes the program from a release, made as releases are made.
func TestActionRelease(t *testing.T) {
	testtime.Slow(t, "builds a release")
	t.Parallel()
	releases := t.TempDir()
	inputs := fromRelease(t, releases)
	script := filepath.Join(root(t), ".github", "release.sh")
	if out, err := exec.Command(script, filepath.Join(releases, releaseVersion), runtime.GOOS+"/"+runtime.GOARCH).CombinedOutput(); err != nil {
		t.Fatalf("release.sh: %v\n%s", err, out)
	}
	r := newRunner(t, map[string]string{"jobs/po.md": mistitledOwner})
	if got := r.run(t, inputs); got.code != 1 || !strings.Contains(got.log, "::error file=jobs/po.md") {
		t.Errorf("%+v", got)
	}
	if got := r.run(t, with(inputs, map[string]string{"version": "v9.9.9"})); got.code != 2 || !strings.Contains(got.log, "could not download") {
		t.Errorf("a release that is not there: %+v", got)
	}
	archives, err := filepath.Glob(filepath.Join(releases, releaseVersion, "jdlint_*.tar.gz"))
	if err != nil || len(archives) != 1 {
		t.Fatal(archives, err)
	}
	write(t, archives[0], readFile(t, archives[0])+"\x00")
	if got := r.run(t, inputs); got.code != 2 || !strings.Contains(got.log, "checksum") {
		t.Errorf("a changed archive: %+v", got)
	}
}

const releaseVersion = "v1.2.3"

// fromRelease returns the inputs that let the action download the program from a
// folder of releases.
func fromRelease(t *testing.T, releases string) (inputs map[string]string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell that knows the paths")
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("needs curl")
	}
	return map[string]string{"version": releaseVersion, "download": "file://" + releases}
}

// with returns inputs with others added.
func with(inputs, others map[string]string) map[string]string {
	inputs = maps.Clone(inputs)
	maps.Copy(inputs, others)
	return inputs
}

// quickRelease returns the inputs for a release whose program starts the one that
// the tests have at hand, so that nothing is built.
func quickRelease(t *testing.T) (inputs map[string]string) {
	t.Helper()
	releases := t.TempDir()
	inputs = fromRelease(t, releases)
	const program = "#!/bin/sh\nexec jdlint \"$@\"\n"
	var archive bytes.Buffer
	z := gzip.NewWriter(&archive)
	w := tar.NewWriter(z)
	err := w.WriteHeader(&tar.Header{Name: "jdlint", Mode: 0o755, Size: int64(len(program))})
	if err == nil {
		_, err = io.WriteString(w, program)
	}
	if err = errors.Join(err, w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("jdlint_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	dir := filepath.Join(releases, releaseVersion)
	err = errors.Join(os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, name), archive.Bytes(), 0o644),
		os.WriteFile(filepath.Join(dir, "checksums.txt"), fmt.Appendf(nil, "%x  %s\n", sha256.Sum256(archive.Bytes()), name), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}
