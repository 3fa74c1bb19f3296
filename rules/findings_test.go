package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFilled(t *testing.T) {
	fill := []string{"{title}", "Owner {role}", "{role}", "PO", "{list}", ""}
	for text, want := range map[string]string{
		"":                             "",
		"no place":                     "no place",
		"{role}":                       "PO",
		"The {title} is a {role}.":     "The Owner {role} is a PO.", // what is filled in is not filled again
		"{list}{list}x":                "x",
		"{nothing} and { and {title":   "{nothing} and { and {title",
		"{{role}}":                     "{PO}",
		"ends in {":                    "ends in {",
		"{title}, {role}, {unknown} …": "Owner {role}, PO, {unknown} …",
	} {
		if got := filled(text, fill); got != want {
			t.Errorf("filled(%q) = %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"{title}", "{role}", "{", "}", "{list}", "a ", "é"})).Draw(t, "text"), "")
		if got, want := filled(text, fill), strings.NewReplacer(fill...).Replace(text); got != want {
			t.Fatalf("filled(%q) = %q, want %q", text, got, want)
		}
	})
}
