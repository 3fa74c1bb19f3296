package book

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

func builtin(t *testing.T) (*rules.Set, *Book) {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(set)
	if err != nil {
		t.Fatal(err)
	}
	return set, b
}

// TestDocs checks that the files under rules/docs are what the rules say now.
func TestDocs(t *testing.T) {
	_, b := builtin(t)
	folder := filepath.Join("..", "..", "rules", "docs")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := b.Files()
	stale := 0
	for _, e := range entries {
		want, ok := files[e.Name()]
		if !ok {
			t.Errorf("%s is about nothing that there is", e.Name())
			stale++
			continue
		}
		delete(files, e.Name())
		got, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s (-file +rules):\n%s", e.Name(), cmp.Diff(string(got), want))
			stale++
		}
	}
	for name := range files {
		t.Errorf("%s is missing", name)
		stale++
	}
	if stale > 0 {
		t.Error("run: go generate ./...")
	}
}

// TestEverythingIsExplained looks for the page of every id that can stand in
// an output.
func TestEverythingIsExplained(t *testing.T) {
	set, b := builtin(t)
	var ids []string
	for _, v := range []lint.Verdict{lint.Fits, lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.OutOfScope} {
		ids = append(ids, string(v))
		if !slices.Contains(b.Verdicts(), string(v)) {
			t.Errorf("%s is no verdict of the guide", v)
		}
	}
	for _, f := range set.Findings {
		ids = append(ids, f.ID)
	}
	ids = append(ids, set.Models.IDs()...)
	for _, language := range set.Languages() {
		for _, c := range AllCategories(set.Duties(language)) {
			ids = append(ids, c.ID)
			for _, r := range c.Rules {
				ids = append(ids, r.ID)
			}
		}
	}
	known := b.IDs()
	for _, id := range ids {
		if !slices.Contains(known, id) {
			t.Errorf("%s is not explained", id)
		}
	}
	for _, p := range b.Pages() {
		if len(p.Parts) < 2 || p.Summary() == "" || p.Kind == "" {
			t.Errorf("%s says next to nothing: %+v", p.ID, p)
		}
		for _, part := range p.Parts {
			for _, item := range append(part.Items, Item{Ref: part.Ref}) {
				if item.Ref != "" && !slices.Contains(known, item.Ref) {
					t.Errorf("%s speaks of %s, which has no page", p.ID, item.Ref)
				}
			}
		}
	}
}

// TestNames checks that each page is a file of its own on every system.
func TestNames(t *testing.T) {
	_, b := builtin(t)
	for _, id := range b.IDs() {
		if strings.ContainsFunc(id, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.')
		}) || strings.EqualFold(File(id), Index) {
			t.Errorf("%q is no name for a file everywhere", id)
		}
	}
}

func TestMarkdown(t *testing.T) {
	p := Page{ID: "tolls", Kind: "category", Name: "bridges | tolls", Parts: []Part{
		{Text: "Collects <what> is *due*."},
		{Heading: "Category", Ref: "bridges", Text: "strategic"},
		{Heading: "Counts", Items: []Item{{Text: "# Set the [toll]."}, {Ref: "tolls.set", Text: "Sets a toll."}}},
	}}
	want := made + `# tolls

*category*: bridges \| tolls

Collects &lt;what> is \*due\*.

## Category

[bridges](bridges.md), strategic

## Counts

- \# Set the \[toll\].
- [tolls.set](tolls.set.md): Sets a toll.

` + "`jdlint explain tolls` prints this page. [All pages](README.md)\n"
	if diff := cmp.Diff(want, p.Markdown()); diff != "" {
		t.Error(diff)
	}
}

func TestReadable(t *testing.T) {
	got := readable([]string{"competitive|fair price", "pricing ~2 tool|team|engine|page|data", "a [and|&] b"})
	if want := []string{"competitive/fair price", "pricing tool/team/engine/page/…", "a and/& b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
