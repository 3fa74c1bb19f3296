package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/rules"
)

// known is what is built in.
func known(t testing.TB) *rules.Exports {
	t.Helper()
	e, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// shared finds a folder beside the repository, and skips without it.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("without the samples")
	}
	return path
}

func TestSamplesTable(t *testing.T) {
	root := shared(t, "samples/ats")
	filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, _ := os.ReadFile(path)
		kind := export.KindOf(src)
		if kind == "" {
			fmt.Println("--", path)
			return nil
		}
		rel, _ := filepath.Rel(root, path)
		for r, err := range export.Read(bytes.NewReader(src), kind, export.Options{Known: known(t)}) {
			if err != nil {
				fmt.Println(rel, "ERR", err, errors.Is(err, export.ErrNoTexts))
				continue
			}
			fmt.Printf("%s#%d %s | %s | %s | %s | %d %s\n", rel, r.Index, r.System, r.Title, r.ID, r.URL, len(r.Body), r.Format)
			if strings.Contains(rel, os.Getenv("SHOW")) && os.Getenv("SHOW") != "" {
				fmt.Printf("%.3000s\n", r.Body)
			}
		}
		return nil
	})
}
