package beam

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateDocs = flag.Bool("update-docs", false, "write the real outputs into the documentation")

var (
	shell = regexp.MustCompile("(?ms)^```shell\n(.*?)^```$")
	file  = regexp.MustCompile("(?ms)^```[a-z]+ (\\S+)\n(.*?)^```$")
)

// TestDocs runs the commands behind "$" in the blocks of scale.md that have "shell"
// behind their fence, and compares what they print.
func TestDocs(t *testing.T) {
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("builds the programs, and needs a shell")
	}
	name, err := filepath.Abs("../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", bin, "./cmd/...", "github.com/jdlint/jdlint")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	files := map[string][]byte{}
	for _, m := range file.FindAllStringSubmatch(string(page), -1) {
		files[m[1]] = []byte(m[2])
	}
	_, files["jobs.parquet"] = tables(t)
	inFolder(t, files)
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	runs := 0
	fresh := shell.ReplaceAllStringFunc(string(page), func(block string) string {
		var real strings.Builder
		for line := range strings.Lines(block) {
			command, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				continue
			}
			out, _ := exec.Command("sh", "-c", command).CombinedOutput() // what they end with, the page says
			real.WriteString(line + string(out))
			runs++
		}
		return "```shell\n" + real.String() + "```"
	})
	if *updateDocs {
		if err := os.WriteFile(name, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(page), fresh); diff != "" {
		t.Errorf("scale.md shows other outputs than are printed; -update-docs mends it (-page +real):\n%s", diff)
	}
	if runs == 0 {
		t.Error("no command is shown")
	}
}
