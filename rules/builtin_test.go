package rules

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSnapshotsAreUpToDate fails when a file of rules, or the code that compiles
// them, was changed without "go generate".
func TestSnapshotsAreUpToDate(t *testing.T) {
	want, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != snapshots {
		t.Fatal("rules/builtin.bin is out of date; run: go generate ./rules")
	}
	again, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, again) {
		t.Fatal("the same files come to other snapshots a second time")
	}
}

// TestSnapshotsEqualTheFiles compares each part that is read from a snapshot
// with what its files come to.
func TestSnapshotsEqualTheFiles(t *testing.T) {
	parts := 0
	record := func(key string, v reflect.Value) {
		parts++
		r := newSnapshotReader(string(writeSnapshot(nil, v)))
		got := reflect.New(v.Type())
		r.value(got.Elem())
		if r.rest != "" {
			t.Errorf("%s: %d bytes of the snapshot are left", key, len(r.rest))
		}
		leaveOut(v.Interface())
		all := cmp.Exporter(func(reflect.Type) bool { return true })
		if diff := cmp.Diff(v.Interface(), got.Elem().Interface(), all); diff != "" {
			t.Errorf("%s: the files (-) and the snapshot (+) differ:\n%.2000s", key, diff)
		}
	}
	if _, err := builtinSet(record); err != nil {
		t.Fatal(err)
	}
	if parts < 8 {
		t.Errorf("there are %d parts only", parts)
	}
}

// leaveOut empties what snapshots leave out.
func leaveOut(part any) {
	switch p := part.(type) {
	case *Duties:
		p.Lexicon.Vocabulary, p.Lexicon.verbs, p.Matcher.rules = nil, nil, nil
	case *Sections:
		p.Vocabulary = nil
	}
}

// TestBuiltinLinksRules checks that the rules of the matcher are those of the
// categories, not copies, whether they come from snapshots or files.
func TestBuiltinLinksRules(t *testing.T) {
	fast, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	slow, err := builtinSet(func(string, reflect.Value) {})
	if err != nil {
		t.Fatal(err)
	}
	for language, d := range fast.Duties {
		n := 0
		for _, categories := range d.groups() {
			for _, c := range categories {
				for i := range c.Rules {
					r := d.Matcher.rules[n]
					if r.Rule != &c.Rules[i] || r.Category != c {
						t.Fatalf("%s: rule %d of the matcher is %s, want %s", language, n, r.Rule.ID, c.Rules[i].ID)
					}
					if want := slow.Duties[language].Matcher.rules[n]; r.Rule.ID != want.Rule.ID || r.Verbs != want.Verbs {
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

func BenchmarkBuiltin(b *testing.B) {
	b.Run("snapshots", func(b *testing.B) {
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
			set, err := builtinSet(func(string, reflect.Value) {})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := set.Headings.In("en"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sum", func(b *testing.B) {
		for b.Loop() {
			sourcesSum()
		}
	})
}
