package section

import (
	"slices"
	"testing"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
	"pgregory.net/rapid"
)

// What an index tells of a word is what cutting the text there and looking the
// word up tells, and the tokens of a line are those of its text.
func TestIndexAgrees(t *testing.T) {
	sections := english(t)
	v := sections.Vocabulary
	pieces := []string{"What you'll do", "Responsibilities", "RESPONSIBILITIES", "SkillsYou", "R&D", "don’t", "naïve", "é", "o", "5+", "2024", " ", " - ", "– ", "•", ". ", "; ", ":",
		"\xff", "’", "'", "a-very-long-name-that-no-table-of-words-can-hold", "Donaudampfschifffahrtsgesellschaftskapitänin", "About the role"}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces") {
			text += p
		}
		var x index
		x.read("the index of another text", v)
		x.read(text, v)
		if got, want := x.signs, countSigns(text); got != want {
			t.Fatalf("signs of %q: %+v, want %+v", text, got, want)
		}
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		to := rapid.IntRange(from, len(text)).Draw(t, "to")
		part := text[from:to]
		if got, want := x.appendLine(nil, text, from, to, v), v.Scan(nil, part); !slices.Equal(got, want) {
			t.Fatalf("%q[%d:%d] has the tokens %v, want %v", text, from, to, got, want)
		}
		x.narrow(from, to)
		inPart, without := phraseFinder{sections, v, x}, phraseFinder{known: sections, vocabulary: v}
		for i := range len(part) {
			at := v.At(part, i)
			j := int(at.End)
			if got := inPart.end(part, i); got != j {
				t.Fatalf("%q: the word at %d ends at %d, want %d", part, i, got, j)
			}
			if got, want := inPart.id(part, i, j), without.id(part, i, j); got != want || j > i && got != at.ID {
				t.Fatalf("%q: the word %q is %d, want %d and %d", part, part[i:j], got, want, at.ID)
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
					j := without.end(part, k)
					if j > k && without.longest(part, k, in).words > 0 {
						t.Fatalf("%q: from %d on a phrase starts at %d, not at %d", part, i, k, next)
					}
					k = max(j, k+1)
				}
				i = max(without.end(part, i), i)
			}
		}
	})
}

// countSigns counts the signs in a text.
func countSigns(text string) (n signs) {
	for i := range len(text) {
		n.count(text, i)
	}
	return n
}

func TestIndexOfNothing(t *testing.T) {
	var x index
	if _, ok := x.at("", 0); ok {
		t.Error("there is a word in nothing")
	}
	if got := x.appendLine(nil, "own it", 0, 6, &token.Vocabulary{}); len(got) != 2 {
		t.Errorf("a line of a text that is not indexed has the tokens %v", got)
	}
}
