package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/cli"
)

// TestHooks runs the hooks that pre-commit finds in the repository, as it
// does: the entry, then the names of files.
func TestHooks(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(projectRoot(t), ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Name, Language, Entry string }
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) == 0 {
		t.Fatalf("%d hooks, error %v", len(hooks), err)
	}
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"po.md": mistitledOwner, "explain": fittingOwner} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, hook := range hooks {
		words := strings.Fields(hook.Entry)
		// "go install ./..." gives the program the name of the module.
		if hook.Language != "golang" || words[0] != "jdlint" {
			t.Errorf("%s: language %s runs %s", hook.ID, hook.Language, words[0])
		}
		for file, want := range map[string]int{"po.md": 1, "explain": 0} {
			var out bytes.Buffer
			c := cli.Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Getenv: func(string) string { return "" }}
			if code := c.Run(append(words[1:len(words):len(words)], file)); code != want {
				t.Errorf("%s %s: code %d\n%s", hook.Entry, file, code, out.String())
			}
		}
	}
}
