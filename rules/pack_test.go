package rules

import (
	"reflect"
	"testing"
)

// TestPacked: packed rules are the same rules, but for what only explanations show.
func TestPacked(t *testing.T) {
	packed, err := Packed()
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > len(builtinRules)*7/10 {
		t.Errorf("%d bytes of %d", len(packed), len(builtinRules))
	}
	got, err := decodeSet(string(packed))
	if err != nil {
		t.Fatal(err)
	}
	want, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range want.Languages() {
		a, b := got.Duties(language), want.Duties(language)
		for i, list := range [][]*Category{a.Categories, a.Others, a.Smells} {
			for k, category := range list {
				other := [][]*Category{b.Categories, b.Others, b.Smells}[i][k]
				for n := range category.Rules {
					r, o := category.Rules[n], other.Rules[n]
					o.Objects, o.Verbs, o.Phrases, o.Duty, o.Not = nil, nil, nil, nil, nil
					if !reflect.DeepEqual(r, o) {
						t.Fatalf("%s: %+v, want %+v", language, r, o)
					}
				}
			}
		}
		x, y := *a.Matcher, *b.Matcher
		if x.rules, y.rules = nil, nil; !reflect.DeepEqual(x, y) || !reflect.DeepEqual(a.Lexicon.kind, b.Lexicon.kind) || !reflect.DeepEqual(a.Likeness.Model, b.Likeness.Model) {
			t.Errorf("%s: the tables differ", language)
		}
	}
}
