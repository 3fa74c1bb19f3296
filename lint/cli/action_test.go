package cli_test

import (
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

func projectRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func readAction(t *testing.T) action {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(projectRoot(t), "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
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
	for name, text := range files {
		name = filepath.Join(r.workspace, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(r.temp, 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

// run runs the action with the inputs; those not given have their defaults.
func (r *runner) run(t *testing.T, inputs map[string]string) actionRun {
	t.Helper()
	for _, name := range []string{r.summary, r.output} {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := readAction(t)
	step := a.Runs.Steps[0]
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
	cmd.Dir = r.workspace
	cmd.Env = append(os.Environ(),
		"GITHUB_ACTION_PATH="+projectRoot(t), "GITHUB_WORKSPACE="+r.workspace, "RUNNER_TEMP="+r.temp,
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
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		*into = string(data)
	}
	left, err := os.ReadDir(r.temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, error %v", left, err)
	}
	return got
}

const (
	mistitledOwner = "# Product Owner\n\n## Responsibilities\n\n- Own the pricing and packaging of the product.\n- Carry profit and loss.\n- Size the market and watch competitors.\n- Plan the launch with marketing.\n- Set the product vision and strategy.\n"
	fittingOwner   = "# Product Owner\n\n## Responsibilities\n\n- Own the product backlog.\n- Write user stories with acceptance criteria.\n- Plan the sprints with the team.\n- Accept finished stories.\n"
)

func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	r := newRunner(t, map[string]string{"jobs/po.md": mistitledOwner, "jobs/fits.md": fittingOwner, "a place/owner.md": fittingOwner})

	got := r.run(t, nil)
	if got.code != 1 || !strings.Contains(got.log, "::error file=jobs/po.md,line=1,") || strings.Contains(got.log, "fits.md") {
		t.Errorf("with no inputs: %+v", got)
	}
	if got.output != "exit-code=1\n" || !strings.Contains(got.summary, "| Posting |") || !strings.Contains(got.summary, "rules/docs/mistitled-posting.md") {
		t.Errorf("with no inputs: output %q, summary\n%s", got.output, got.summary)
	}

	got = r.run(t, map[string]string{"fail-on": "never", "paths": " jobs \n\n a place/*.md\r\n", "format": "sarif=out.sarif\njunit=out.xml", "role-model": "inverted", "summary": "false"})
	if got.code != 0 || got.output != "exit-code=0\n" || got.summary != "" {
		t.Errorf("with inputs: %+v", got)
	}
	for _, name := range []string{"out.sarif", "out.xml"} {
		if info, err := os.Stat(filepath.Join(r.workspace, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}

	got = r.run(t, map[string]string{"format": "text", "working-directory": "a place"})
	if got.code != 0 || strings.Contains(got.log, "::") || !strings.Contains(got.log, "Product Owner") {
		t.Errorf("text: %+v", got)
	}
}

// release makes a release of the program as releases are made, in a folder that
// the action can download it from.
func release(t *testing.T, version string) (download string) {
	t.Helper()
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("builds the program")
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("needs curl")
	}
	releases := t.TempDir()
	script := filepath.Join(projectRoot(t), ".github", "release.sh")
	if out, err := exec.Command(script, filepath.Join(releases, version), runtime.GOOS+"/"+runtime.GOARCH).CombinedOutput(); err != nil {
		t.Fatalf("release.sh: %v\n%s", err, out)
	}
	return releases
}

// TestActionRelease takes the program from a release.
func TestActionRelease(t *testing.T) {
	releases := release(t, "v1.2.3")
	inputs := map[string]string{"version": "v1.2.3", "download": "file://" + releases}

	r := newRunner(t, map[string]string{"jobs/po.md": fittingOwner})
	pwned := filepath.Join(r.workspace, "pwned")
	for input := range readAction(t).Inputs {
		if input == "download" {
			continue
		}
		// What a shell would obey, and what would be a flag.
		for _, hostile := range []string{"$(touch pwned)", "`touch pwned`\"; touch pwned; \"'; touch pwned; '", "--version"} {
			with := maps.Clone(inputs)
			with[input] = hostile
			if got := r.run(t, with); got.code == 0 {
				t.Errorf("%s %q: %+v", input, hostile, got)
			}
			if _, err := os.Stat(pwned); err == nil {
				t.Fatalf("%s %q was obeyed", input, hostile)
			}
		}
	}
	for input, want := range map[string]string{"paths": "names nothing to check", "summary": "true or false"} {
		got := r.run(t, map[string]string{input: ""})
		if got.code != 2 || !strings.Contains(got.log, "::error::jdlint: ") || !strings.Contains(got.log, want) || got.output != "exit-code=2\n" {
			t.Errorf("%s empty: %+v", input, got)
		}
	}

	r = newRunner(t, map[string]string{"jobs/po.md": mistitledOwner})
	if got := r.run(t, inputs); got.code != 1 || !strings.Contains(got.log, "::error file=jobs/po.md") {
		t.Errorf("%+v", got)
	}
	inputs["version"] = "v9.9.9"
	if got := r.run(t, inputs); got.code != 2 || !strings.Contains(got.log, "could not download") {
		t.Errorf("a release that is not there: %+v", got)
	}
	inputs["version"] = "v1.2.3"
	archives, err := filepath.Glob(filepath.Join(releases, "v1.2.3", "jdlint_*"))
	if err != nil || len(archives) != 1 {
		t.Fatal(archives, err)
	}
	data, err := os.ReadFile(archives[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(archives[0], append(data, 0), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := r.run(t, inputs); got.code != 2 || !strings.Contains(got.log, "checksum") {
		t.Errorf("a changed archive: %+v", got)
	}
}
