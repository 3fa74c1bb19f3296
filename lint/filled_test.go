package lint

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/posting"
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

func TestRepeatedLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &posting.Posting{}
		for _, text := range rapid.SliceOf(rapid.SampledFrom([]string{"", "a", "b", "Own the backlog.", "Own the backlog", "Own the roadmap.", "c"})).Draw(t, "lines") {
			p.Lines = append(p.Lines, posting.Line{Text: text})
		}
		repeated := repeatedLines(p)
		for i := range p.Lines {
			before := false
			for k := range i {
				before = before || p.Lines[k].Text == p.Lines[i].Text
			}
			if repeated[i] != before {
				t.Fatalf("line %d of %v: repeated is %v", i, p.Lines, repeated[i])
			}
		}
	})
}
