package cli

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/read"
)

// TestHooks runs the hooks that pre-commit finds in the repository, as it
// does: the entry, then the names of files.
func TestHooks(t *testing.T) {
	var hooks []struct{ ID, Name, Language, Entry, Files string }
	if err := yaml.Unmarshal([]byte(readFile(t, filepath.Join(root(t), ".pre-commit-hooks.yaml"))), &hooks); err != nil || len(hooks) == 0 {
		t.Fatalf("%d hooks, error %v", len(hooks), err)
	}
	// All that is read, but for what most repositories have for other purposes (package.json,
	// pyproject.toml): of these, a hook with files of its own gets what they say.
	files := regexp.MustCompile(hooks[0].Files)
	for _, ext := range slices.Concat(read.Extensions(), export.Extensions()) {
		want := !slices.Contains(append(export.Extensions(), ".toml", ".doc", ".msg", ".pages"), ext)
		if files.MatchString("jobs/a"+ext) != want {
			t.Errorf("%s: the hook takes it: %v", ext, !want)
		}
	}
	tree(t, map[string]string{"po.md": mistitledOwner, "explain": fittingOwner})
	for _, hook := range hooks {
		words := strings.Fields(hook.Entry)
		// "go install ./..." gives the program the name of the module.
		if hook.Language != "golang" || words[0] != "jdlint" {
			t.Errorf("%s: language %s runs %s", hook.ID, hook.Language, words[0])
		}
		for file, want := range map[string]int{"po.md": 1, "explain": 0} {
			if got := realRun(t, "", append(words[1:len(words):len(words)], file)...); got.code != want {
				t.Errorf("%s %s: %+v", hook.Entry, file, got)
			}
		}
	}
}
