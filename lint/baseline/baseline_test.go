package baseline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// report makes a report with a finding on each of some words of a text.
func report(path, text string, words ...string) *lint.Report {
	r := &lint.Report{Path: path, Title: "Product Owner"}
	r.SetPosting(&posting.Posting{Source: []byte(text)})
	for at := 0; len(words) > 0; words = words[1:] {
		at += strings.Index(text[at:], words[0])
		r.Findings = append(r.Findings, lint.Finding{Rule: "stray-duty", Start: at, End: at + len(words[0])})
		at += len(words[0])
	}
	return r
}

func number(known []bool) int {
	n := 0
	for _, k := range known {
		if k {
			n++
		}
	}
	return n
}

func TestKnown(t *testing.T) {
	var b Baseline
	b.Record("jobs/a.md", report("x", "one two one", "one", "two", "one"))
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		path  string
		r     *lint.Report
		known int
		stale int
	}{
		{"the same", "jobs/a.md", report("elsewhere", "one two one", "one", "two", "one"), 3, 0},
		{"moved", "jobs/a.md", report("x", "zero\n\ntwo one\none", "two", "one", "one"), 3, 0},
		{"one more of a kind", "jobs/a.md", report("x", "one one one", "one", "one", "one"), 2, 1},
		{"fewer", "jobs/a.md", report("x", "one", "one"), 1, 2},
		{"none left", "jobs/a.md", report("x", ""), 0, 3},
		{"another posting", "jobs/b.md", report("x", "one two one", "one", "two", "one"), 0, 0},
	} {
		again, err := Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if got := number(again.Known(tt.path, tt.r)); got != tt.known {
			t.Errorf("%s: %d known, want %d", tt.name, got, tt.known)
		}
		stale := again.Stale(func(string) bool { return true })
		if len(stale) != tt.stale {
			t.Errorf("%s: %d stale, want %d", tt.name, len(stale), tt.stale)
		}
		if pruned := again.Without(stale); pruned.Len() != 3-tt.stale {
			t.Errorf("%s: %d left", tt.name, pruned.Len())
		}
	}
	gone, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(gone.Stale(func(string) bool { return false })); n != 3 {
		t.Errorf("%d stale of a posting that is gone", n)
	}
}

func TestBytesAreInOrder(t *testing.T) {
	var a, b Baseline
	x, y := report("", "one two", "one", "two"), report("", "three", "three")
	a.Record("x.md", x)
	a.Record("y.md", y)
	b.Record("y.md", y)
	b.Record("x.md", x)
	first, err := a.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.Bytes()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v\n%s\n%s", err, first, second)
	}
	if n := bytes.Count(first, []byte("\n    {")); n != 3 {
		t.Errorf("%d lines for 3 findings:\n%s", n, first)
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"": "the file is empty", "x": "line 1", "{\n\"version\":\n}": "line 3", "{}": "does not say its version",
		`{"version": 2}`: "version 2", `{"version": 1, "fingerprint": "v0"}`: "fingerprints",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	var zero Baseline
	if zero.Known("a.md", report("", "one", "one"))[0] || len(zero.Stale(func(string) bool { return false })) != 0 {
		t.Error("the zero value knows something")
	}
	data, err := zero.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(data); err != nil {
		t.Error(err)
	}
}
