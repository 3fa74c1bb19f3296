package phrase

import (
	"slices"
	"strings"
	"testing"
)

func TestPlural(t *testing.T) {
	for word, want := range map[string]string{
		"roadmap": "roadmaps", "story": "stories", "journey": "journeys", "launch": "launches", "pass": "passes", "box": "boxes", "quiz": "quizes",
		"price": "prices", "okr": "okrs", "push": "pushes", "y": "ys", "": "",
	} {
		if got := Plural(word); got != want {
			t.Errorf("plural(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestVerbForms(t *testing.T) {
	tests := []struct{ verb, s, ing, ed string }{
		{"own", "owns", "owning", "owned"},
		{"define", "defines", "defining", "defined"},
		{"prioritise", "prioritises", "prioritising", "prioritised"},
		{"carry", "carries", "carrying", "carried"},
		{"play", "plays", "playing", "played"},
		{"oversee/oversaw/overseen", "oversees", "overseeing", "oversaw overseen"},
		{"plan", "plans", "planning", "planned"},
		{"groom", "grooms", "grooming", "groomed"},
		{"label", "labels", "labelling labeling", "labelled labeled"},
		{"launch", "launches", "launching", "launched"},
		{"assess", "assesses", "assessing", "assessed"},
		{"fix", "fixes", "fixing", "fixed"},
		{"review", "reviews", "reviewing", "reviewed"},
		{"write/wrote/written", "writes", "writing", "wrote written"},
		{"set/set", "sets", "setting", "set"},
		{"tie", "ties", "tying", "tied"},
		{"free", "frees", "freeing", "freed"},
		{"specify", "specifies", "specifying", "specified"},
	}
	for _, test := range tests {
		forms := VerbForms(test.verb)
		base, _, _ := strings.Cut(test.verb, "/")
		want := func(f Form, words string) {
			for _, word := range strings.Fields(words) {
				got, ok := forms[word]
				if !ok || got&f == 0 {
					t.Errorf("verbForms(%q): %q is missing or of another form; has %v", test.verb, word, forms)
				}
			}
		}
		want(Base, base)
		want(S, test.s)
		want(Ing, test.ing)
		want(Ed, test.ed)
	}
}

func TestSpellings(t *testing.T) {
	for word, want := range map[string]string{
		"prioritise": "prioritize", "prioritize": "prioritise", "analyse": "analyze", "organisation": "organization", "behaviour": "behavior", "color": "colour",
		"prioritisation": "prioritization", "monetised": "monetized",
	} {
		if got := Spellings(word); !slices.Contains(got, want) || got[0] != word {
			t.Errorf("spellings(%q) = %q, want %q among them", word, got, want)
		}
	}
	for _, word := range []string{"roadmap", "our", "rise", "for", "backlog"} {
		if got := Spellings(word); len(got) != 1 {
			t.Errorf("spellings(%q) = %q, want it alone", word, got)
		}
	}
}
