package finding_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// linter returns a Linter of the built-in rules.
func linter(t testing.TB) *lint.Linter {
	t.Helper()
	l, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// linterOf returns a Linter of the built-in rules and one of their role models.
func linterOf(t testing.TB, model string) *lint.Linter {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, set.Models[model])
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// judged reads and judges a posting.
func judged(t testing.TB, l *lint.Linter, name string, src []byte) *lint.Report {
	t.Helper()
	r, err := l.Judge(name, src)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
