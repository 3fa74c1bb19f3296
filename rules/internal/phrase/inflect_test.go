package phrase

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// english returns the grammar of English.
func english(t *testing.T) *Grammar {
	t.Helper()
	data, err := os.ReadFile("../../en/grammar.yaml")
	if err != nil {
		t.Fatal(err)
	}
	g := &Grammar{}
	if err := load.Decode("grammar.yaml", data, g); err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNounForms(t *testing.T) {
	g := english(t)
	for word, want := range map[string]string{
		"roadmap": "roadmaps", "story": "stories", "journey": "journeys", "launch": "launches", "pass": "passes", "box": "boxes", "quiz": "quizes",
		"price": "prices", "okr": "okrs", "push": "pushes", "y": "ys",
	} {
		if got := g.NounForms(word); len(got) != 2 || got[0] != word || got[1] != want {
			t.Errorf("NounForms(%q) = %q, want it and %q", word, got, want)
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
	g := english(t)
	for _, test := range tests {
		forms := g.VerbForms(test.verb)
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

func TestWordSpellings(t *testing.T) {
	g := english(t)
	for word, want := range map[string]string{
		"prioritise": "prioritize", "prioritize": "prioritise", "analyse": "analyze", "organisation": "organization", "behaviour": "behavior", "color": "colour",
		"prioritisation": "prioritization", "monetised": "monetized",
	} {
		if got := g.WordSpellings(word); !slices.Contains(got, want) || got[0] != word {
			t.Errorf("WordSpellings(%q) = %q, want %q among them", word, got, want)
		}
	}
	for _, word := range []string{"roadmap", "our", "rise", "for", "backlog"} {
		if got := g.WordSpellings(word); len(got) != 1 {
			t.Errorf("WordSpellings(%q) = %q, want it alone", word, got)
		}
	}
}
