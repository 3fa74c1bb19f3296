package lint_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// builtin gives the built-in rules, loaded once.
var builtin = sync.OnceValues(rules.Builtin)

// linter makes a Linter of the built-in rules and one of their role models.
func linter(t testing.TB, model string) *lint.Linter {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	m, ok := set.Models[model]
	if !ok {
		t.Fatalf("there is no role model %q", model)
	}
	return with(t, m)
}

// with makes a Linter of the built-in rules and a role model.
func with(t testing.TB, m *rules.Model) *lint.Linter {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, m)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// checked reads and judges a posting.
func checked(t testing.TB, l *lint.Linter, path string, src []byte) *lint.Report {
	t.Helper()
	p, err := read.Read(path, src, l.ReadOptions())
	if err != nil {
		t.Fatal(err)
	}
	return l.Check(p)
}

// file reads a file of the repository.
func file(t testing.TB, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", "testdata"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// samples returns the postings of the repository, by file name.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, dir := range []string{"postings", "models"} {
		entries, err := os.ReadDir(filepath.Join("..", "testdata", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all[e.Name()] = file(t, dir, e.Name())
		}
	}
	if len(all) < 50 {
		t.Fatalf("only %d postings in testdata", len(all))
	}
	return all
}

// corpus calls f with each real posting, as a file of text under a title.
func corpus(t testing.TB, f func(path string, src []byte)) {
	t.Helper()
	rows := testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus/postings.jsonl")
	for _, row := range rows {
		f(row.ID+".md", []byte("# "+row.Title+"\n\n"+row.Text))
	}
	if len(rows) < 1000 {
		t.Errorf("only %d real postings were read", len(rows))
	}
}
