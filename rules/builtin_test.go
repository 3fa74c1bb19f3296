package rules

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// allFiles holds the files of rules.
var allFiles = os.DirFS(".")

// TestCompiledIsUpToDate fails when a file of rules, or the code that compiles
// them, was changed without "go generate".
func TestCompiledIsUpToDate(t *testing.T) {
	want, err := Compile(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != builtinRules {
		t.Fatal("rules/builtin.bin is out of date; run: go generate ./rules")
	}
	again, err := Compile(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, again) {
		t.Fatal("the same files come to other bytes a second time")
	}
}

// TestCompiledSize holds the size of the compiled rules, every change of which is
// kept in the history of the repository: what is needed for every start and English,
// and as much again as a quarter of it for each further language.
func TestCompiledSize(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if most := 7<<18 + (len(set.Languages())-1)*(7<<16); len(builtinRules) > most {
		t.Errorf("the compiled rules have %d bytes, want at most %d", len(builtinRules), most)
	}
}

// TestCompiledEqualsTheFiles compares all that is read from the compiled rules
// with what the files come to.
func TestCompiledEqualsTheFiles(t *testing.T) {
	got, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	want, err := loadSet(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	opaque := cmp.FilterValues(func(a, b any) bool { return reflect.TypeOf(a).Kind() == reflect.Func }, cmp.Ignore())
	exported := cmp.Exporter(func(reflect.Type) bool { return true })
	forgotten := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".verbs" || p.Last().String() == ".made" }, cmp.Ignore()) // while phrases are compiled
	if diff := cmp.Diff(want, got, exported, opaque, forgotten); diff != "" {
		t.Errorf("the files (-) and the compiled rules (+) differ:\n%.3000s", diff)
	}
	for _, language := range want.Headings.written() {
		a, err := want.Headings.In(language)
		if err != nil {
			t.Fatal(err)
		}
		b, err := got.Headings.In(language)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]any{a.kinds, a.own, a.english}, []any{b.kinds, b.own, b.english}, exported); diff != "" {
			t.Errorf("%s: the files (-) and the compiled headings (+) differ:\n%.2000s", language, diff)
		}
	}
}

// TestCompiledCutShort checks that compiled rules of which a part is missing are
// an error.
func TestCompiledCutShort(t *testing.T) {
	for _, n := range []int{1, 10, 1000, len(builtinRules) / 2, len(builtinRules) - 1} {
		if _, err := decodeSet(builtinRules[:n]); err == nil {
			t.Errorf("%d bytes of the compiled rules are read without an error", n)
		}
	}
}

// TestBuiltinLinksRules checks that the rules of the matcher are those of the
// categories, not copies.
func TestBuiltinLinksRules(t *testing.T) {
	compiled, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := loadSet(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []*Set{compiled, loaded} {
		for _, language := range set.Languages() {
			d := set.Duties(language)
			n := 0
			for _, categories := range d.groups() {
				for _, c := range categories {
					for i := range c.Rules {
						r := d.Matcher.rules[n]
						if r.Rule != &c.Rules[i] || r.Category != c {
							t.Fatalf("%s: rule %d of the matcher is %s, want %s", language, n, r.Rule.ID, c.Rules[i].ID)
						}
						if want := loaded.Duties(language).Matcher.rules[n]; r.Rule.ID != want.Rule.ID || r.Verbs != want.Verbs {
							t.Fatalf("%s: rule %d is %s (%b) and from the files %s (%b)", language, n, r.Rule.ID, r.Verbs, want.Rule.ID, want.Verbs)
						}
						n++
					}
				}
			}
			if n != len(d.Matcher.rules) || n == 0 {
				t.Errorf("%s: the matcher has %d rules, the categories %d", language, len(d.Matcher.rules), n)
			}
		}
	}
}

func BenchmarkBuiltin(b *testing.B) {
	b.Run("compiled", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			set, err := Builtin()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := set.Headings.In("en"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("files", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := loadSet(allFiles); err != nil {
				b.Fatal(err)
			}
		}
	})
}
