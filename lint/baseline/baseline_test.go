package baseline

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
		stale := again.Stale()
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
	gone.Exists = func(string) bool { return false }
	if n := len(gone.Stale()); n != 3 {
		t.Errorf("%d stale of a posting that is gone", n)
	}
}

// TestMoved: a posting is known where it is moved to, with what else was recorded left
// alone, and is recorded there from then on.
func TestMoved(t *testing.T) {
	record := func(paths ...string) *Baseline {
		var b Baseline
		for _, path := range paths {
			b.Record(path, report("", "one two", "one", "two"))
		}
		return &b
	}
	for _, tt := range []struct {
		name     string
		recorded []string
		there    []string // beside those that are checked
		checked  []string
		known    []int
		renamed  []Renamed
	}{
		{"a folder", []string{"a/x.md", "a/y.md"}, nil, []string{"b/y.md", "b/x.md"}, []int{2, 2}, []Renamed{{"a/y.md", "b/y.md"}, {"a/x.md", "b/x.md"}}},
		{"a file", []string{"a/x.md", "a/y.md"}, []string{"a/y.md"}, []string{"a/z.md"}, []int{2}, []Renamed{{"a/x.md", "a/z.md"}}},
		{"a copy", []string{"a/x.md"}, []string{"a/x.md"}, []string{"b/x.md"}, []int{0}, nil},
		{"two for one", []string{"a/x.md"}, nil, []string{"b/x.md", "c/x.md"}, []int{2, 0}, []Renamed{{"a/x.md", "b/x.md"}}},
		{"the one of many names that ends alike", []string{"a/x/index.md", "a/y/index.md"}, nil, []string{"b/y/index.md"}, []int{2}, []Renamed{{"a/y/index.md", "b/y/index.md"}}},
		{"jobs of an export", []string{"jobs.json#1", "jobs.json#2"}, []string{"jobs.json#1", "jobs.json#2"}, []string{"jobs.json#2", "jobs.json#3"}, []int{2, 2}, nil},
		{"an export", []string{"old.json#2"}, nil, []string{"new.json#2"}, []int{2}, []Renamed{{"old.json#2", "new.json#2"}}},
	} {
		b := record(tt.recorded...)
		b.Exists = func(path string) bool { return slices.Contains(tt.there, path) }
		for i, path := range tt.checked {
			for time := range 2 { // an editor asks again
				if got := number(b.Known(path, report("", "one two", "one", "two"))); got != tt.known[i] {
					t.Errorf("%s: %d known of %s, want %d, asked %d times before", tt.name, got, path, tt.known[i], time)
				}
			}
		}
		if !slices.Equal(b.Renamed(), tt.renamed) {
			t.Errorf("%s: renamed %v, want %v", tt.name, b.Renamed(), tt.renamed)
		}
		for _, r := range tt.renamed {
			data, err := b.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			again, err := Read(data)
			if err != nil {
				t.Fatal(err)
			}
			if got := number(again.Known(r.Path, report("", "one two", "one", "two"))); got != 2 {
				t.Errorf("%s: %d known of %s, recorded anew", tt.name, got, r.Path)
			}
		}
	}
	b := record("a.md", "b.md")
	b.Exists = func(path string) bool { return path != "a.md" }
	if got := number(b.Known("b.md", report("", "one two two", "one", "two", "two"))); got != 2 {
		t.Errorf("%d known of a posting with a finding more, which one had that is gone", got)
	}
}

// TestManyMoved takes no more than a bounded time for each posting.
func TestManyMoved(t *testing.T) {
	const n = 3000
	var b Baseline
	r := report("", "one two", "one", "two")
	for i := range n {
		b.Record(fmt.Sprintf("old/%d/index.md", i), r)
	}
	b.Exists = func(string) bool { return false }
	began := time.Now()
	for i := range n {
		if got := number(b.Known(fmt.Sprintf("new/%d/index.md", i), r)); got != 2 {
			t.Fatalf("%d known of posting %d", got, i)
		}
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("%v", took)
	}
	t.Log(time.Since(began))
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
	if zero.Known("a.md", report("", "one", "one"))[0] || len(zero.Stale()) != 0 {
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
