package cli_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/cli"
)

var updateReadme = flag.Bool("update-readme", false, "write the real outputs into the README")

// TestReadme runs every console block of the README ("$ jdlint ..." and its
// output) and compares what is printed.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	old, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const open, shut = "```console\n", "```\n"
	var fresh strings.Builder
	rest, blocks := string(old), 0
	for {
		before, block, found := strings.Cut(rest, open)
		fresh.WriteString(before)
		if !found {
			break
		}
		block, rest, found = strings.Cut(block, shut)
		if !found {
			t.Fatal("a console block does not end")
		}
		fresh.WriteString(open)
		blocks++
		command, _, _ := strings.Cut(block, "\n")
		command, ok := strings.CutPrefix(command, "$ jdlint ")
		if !ok {
			t.Fatalf("a console block begins with %q, not with $ jdlint", command)
		}
		if _, err := os.Stat(filepath.Join("..", "shared")); err != nil && strings.Contains(command, "../shared/") {
			fresh.WriteString(block + shut) // the labelled postings are not here
			continue
		}
		var out bytes.Buffer
		c := cli.Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Getenv: func(string) string { return "" }}
		c.Run(strings.Fields(command))
		fresh.WriteString("$ jdlint " + command + "\n" + out.String() + shut)
	}
	if blocks == 0 {
		t.Fatal("the README shows no run")
	}
	if *updateReadme {
		if err := os.WriteFile("README.md", []byte(fresh.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(old), fresh.String()); diff != "" {
		t.Errorf("the README shows other outputs than the program prints; go test ./lint/cli -run TestReadme -update-readme mends it (-README +real):\n%s", diff)
	}
}
