package cli

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestNoProse holds the program without prose, as it runs in the browser, against the
// one with it: no answer changes.
func TestNoProse(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	binary := filepath.Join(t.TempDir(), "jdlint")
	if out, err := exec.Command("go", "build", "-tags", "noprose", "-o", binary, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	args := []string{"--format", "ndjson", "--fail-on", "never", "../../testdata"}
	without, err := exec.Command(binary, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	if with := realRun(t, "", args...); with.out != string(without) || len(without) < 10_000 {
		t.Errorf("%d bytes with prose and %d without differ", len(with.out), len(without))
	}
}
