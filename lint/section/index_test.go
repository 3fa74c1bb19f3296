package section

import (
	"testing"

	"github.com/jdlint/jdlint/rules"
	"pgregory.net/rapid"
)

// What an index tells of a word is what cutting the text there and looking the
// word up tells.
func TestIndexAgrees(t *testing.T) {
	sections := english(t)
	pieces := []string{"What you'll do", "Responsibilities", "RESPONSIBILITIES", "SkillsYou", "R&D", "don’t", "naïve", "é", "o", "5+", "2024", " ", " - ", "– ", "•", ". ", "; ", ":",
		"\xff", "’", "'", "a-very-long-name-that-no-table-of-words-can-hold", "Donaudampfschifffahrtsgesellschaftskapitänin", "About the role"}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces") {
			text += p
		}
		var x index
		x.read("the index of another text", sections)
		x.read(text, sections)
		if got, want := x.signs, countSigns(text); got != want {
			t.Fatalf("signs of %q: %+v, want %+v", text, got, want)
		}
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		to := rapid.IntRange(from, len(text)).Draw(t, "to")
		x.narrow(from, to)
		part, inPart := text[from:to], phraser{known: sections, index: x}
		without := phraser{known: sections}
		for i := range len(part) {
			j := wordAt(part, i)
			if got := inPart.end(part, i); got != j {
				t.Fatalf("%q: the word at %d ends at %d, want %d", part, i, got, j)
			}
			if got, want := inPart.id(part, i, j), without.id(part, i, j); got != want {
				t.Fatalf("%q: the word %q is %d, want %d", part, part[i:j], got, want)
			}
			for _, in := range []rules.Place{rules.InHeading, rules.WholeHeading, rules.Opener, rules.Anywhere} {
				if got, want := inPart.longest(part, i, in), without.longest(part, i, in); got != want {
					t.Fatalf("%q: the longest phrase at %d is %+v, want %+v", part, i, got, want)
				}
			}
		}
		for _, in := range []rules.Place{rules.Opener, rules.Anywhere} {
			for i := 0; i < len(part); i++ {
				next := inPart.nextStart(part, i, in)
				for k := i; k < next; {
					j := wordAt(part, k)
					if j > k && without.longest(part, k, in).words > 0 {
						t.Fatalf("%q: from %d on a phrase starts at %d, not at %d", part, i, k, next)
					}
					k = max(j, k+1)
				}
				i = max(wordAt(part, i), i)
			}
		}
	})
}

func TestLongTextsGoWithoutIndex(t *testing.T) {
	var x index
	text := string(make([]byte, maxIndexed+1)) + " – Own the backlog; "
	x.read(text, &rules.Sections{})
	if x.has(text) || x.signs != countSigns(text) {
		t.Errorf("a text of %d bytes has an index", len(text))
	}
}
