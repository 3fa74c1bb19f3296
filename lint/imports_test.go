package lint_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house has a line for each package of the house, from the ground up: its folder,
// and the packages of the house that it may import. These stand above it, so that
// nothing imports upward. A folder that ends in "/..." stands for all below it.
const house = `
lint/token             -
lint/likeness          lint/token
lint/change            -
lint/internal/...      -
lint/internal/place    -
lint/internal/sentence -
rules/internal/...     lint/token rules/internal/...
rules                  lint/token lint/likeness rules/internal/...
rules/internal/compile rules

lint/posting           rules lint/token
lint/read/block        lint/posting
lint/read/charset      -
lint/read/mail         lint/read/block lint/read/charset
lint/read/html         lint/posting lint/read/block
lint/read/markdown     lint/posting lint/read/block lint/read/html
lint/read/office       lint/posting lint/read/block lint/read/charset
lint/read/...          lint/posting lint/read/block
lint/section           lint/posting lint/read/block lint/token rules
lint/read              lint/posting lint/read/block lint/read/charset lint/read/mail lint/read/html lint/read/markdown lint/read/office lint/read/... lint/section rules
lint/internal/readtest lint/posting lint/read/block

lint/title             lint/token rules
lint/duty              lint/posting lint/token rules
lint/verdict           lint/posting lint/duty rules
lint/finding           lint/posting lint/token lint/title lint/duty lint/verdict lint/internal/place lint/internal/sentence rules
lint                   lint/posting lint/read lint/title lint/duty lint/verdict lint/finding lint/internal/place rules

lint/fingerprint       lint lint/posting
lint/suppress          lint lint/posting lint/read lint/internal/place lint/internal/sentence rules
lint/baseline          lint lint/fingerprint
lint/fix               lint lint/posting lint/read lint/read/office lint/title
lint/score             lint lint/verdict
lint/internal/learn    lint lint/posting lint/read lint/duty lint/likeness lint/score lint/token rules
lint/ignore            -
lint/config            lint/ignore rules
lint/export            lint/posting lint/read/charset lint/read/office rules
lint/book              rules
lint/book/generate     lint/book rules
lint/report            lint lint/posting lint/fingerprint lint/internal/place lint/internal/sentence rules
lint/survey            lint lint/posting lint/title lint/finding lint/report lint/internal/sentence rules
lint/serve             lint lint/posting lint/fix lint/report lint/book rules
lint/serve/backend     lint lint/posting lint/read lint/suppress lint/export lint/fix lint/report lint/serve rules
lint/serve/static      lint/serve lint/serve/backend rules
lint/serve/static/...  lint/serve lint/serve/backend
lint/lsp               lint lint/posting lint/fingerprint lint/suppress lint/fix lint/report lint/internal/place rules
lint/cli               lint lint/ignore lint/posting lint/read lint/title lint/duty lint/fingerprint lint/suppress lint/baseline lint/change lint/fix lint/score lint/config lint/export lint/book lint/report lint/survey lint/serve lint/serve/backend lint/lsp lint/internal/sentence rules
.                      lint/cli
`

// TestImports holds the imports of all packages against the picture of the house.
func TestImports(t *testing.T) {
	allowed := map[string][]string{}
	for line := range strings.Lines(house) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		allowed[fields[0]] = fields[1:]
		for _, name := range fields[1:] {
			if _, ok := allowed[name]; !ok && name != "-" {
				t.Errorf("%s may import %s, which does not stand above it in the table of imports_test.go", fields[0], name)
			}
		}
	}
	for dir, imports := range houseImports(t) {
		row := rowOf(allowed, dir)
		if row == "" {
			t.Errorf("%s has no line in the table of imports_test.go: give it one, below all that it imports", dir)
			continue
		}
		for name, file := range imports {
			if !slices.Contains(allowed[row], rowOf(allowed, name)) {
				t.Errorf("%s imports %s: use what its line in the table of imports_test.go allows, move the code, or, if it still imports nothing upward, allow it there", file, name)
			}
		}
	}
}

// rowOf returns the folder that the line for a package begins with, "" for none.
func rowOf(rows map[string][]string, dir string) string {
	for name := dir; ; name = name[:strings.LastIndexByte(name, '/')] + "/..." {
		if _, ok := rows[name]; ok {
			return name
		}
		if name = strings.TrimSuffix(name, "/..."); !strings.Contains(name, "/") {
			return ""
		}
	}
}

// houseImports returns for each package of the house which others it imports, and a
// file that does so. Tests may import what they like.
func houseImports(t *testing.T) map[string]map[string]string {
	const module, root = "github.com/jdlint/jdlint", ".."
	found := map[string]map[string]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); path != root && (err == nil || name == "testdata" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir // another module, or no package
			}
			return nil
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		path = strings.TrimPrefix(filepath.ToSlash(path), root+"/")
		dir := "."
		if k := strings.LastIndexByte(path, '/'); k >= 0 {
			dir = path[:k]
		}
		if found[dir] == nil {
			found[dir] = map[string]string{}
		}
		for _, i := range file.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if inside, ok := strings.CutPrefix(name, module+"/"); ok {
				found[dir][inside] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestRowOf checks that packages find their lines.
func TestRowOf(t *testing.T) {
	rows := map[string][]string{"a": nil, "a/b/...": nil, "a/b/c": nil}
	for dir, want := range map[string]string{"a": "a", "a/b": "", "a/b/c": "a/b/c", "a/b/d": "a/b/...", "a/b/c/d": "a/b/...", "x": "", "a/x": ""} {
		if got := rowOf(rows, dir); got != want {
			t.Errorf("%s stands in the line of %q, want %q", dir, got, want)
		}
	}
}
