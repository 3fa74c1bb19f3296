package token

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestVocabularyIsAMap compares a vocabulary with a map of the same words.
func TestVocabularyIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(
			rapid.StringMatching(`[a-c]{1,3}`),
			rapid.StringMatching(`[a-z0-9'&]{1,20}`),
			rapid.Map(rapid.StringN(1, -1, MaxWord), func(s string) string { return string(fold(nil, s)) }),
		)
		v := &Vocabulary{}
		want := map[string]ID{}
		for _, w := range rapid.SliceOf(word).Draw(t, "words") {
			if len(w) > MaxWord {
				continue
			}
			id := v.Add(w)
			if before, is := want[w]; is && id != before || !is && int(id) != v.Size()-1 {
				t.Fatalf("Add(%q) = %d, before %d", w, id, before)
			}
			want[w] = id
		}
		again := NewVocabulary(slices.Clone(v.Words()))
		more := v.Clone()
		more.Add("another-word")
		for w, id := range want {
			for _, v := range []*Vocabulary{v, again, more} {
				if got := v.ID(w); got != id || v.Words()[id] != w {
					t.Fatalf("ID(%q) = %d, want %d, of %q", w, got, id, v.Words()[id])
				}
			}
		}
		for _, w := range rapid.SliceOf(word).Draw(t, "others") {
			id := want[w]
			if id == Unknown && w != "" && strings.Trim(w, "0123456789") == "" {
				id = Number
			}
			if got, got2 := v.ID(w), again.ID(w); got != id || got2 != id {
				t.Fatalf("ID(%q) = %d and %d, want %d", w, got, got2, id)
			}
		}
	})
}

func TestVocabularyFolds(t *testing.T) {
	v := &Vocabulary{}
	roadmap, café, will, and := v.Add("roadmap"), v.Add("Café"), v.Add("’ll"), v.Add("and")
	for word, want := range map[string]ID{
		"roadmap": roadmap, "Roadmap": roadmap, "ROADMAP": roadmap, "café": café, "CAFÉ": café, "cafe\u0301": café, "'LL": will, "’ll": will,
		"": 0, "roadma": 0, "roadmaps": 0, "roadmap\x00": 0, "\x00roadmap": 0, "roadmäp": 0, "cafe": 0, "Rgadmap": 0, "[oadmap": 0, "2027": Number, "20a7": 0, strings.Repeat("1", 99): Number, strings.Repeat("a", 99): 0, "&": 0,
	} {
		if got := v.ID(word); got != want {
			t.Errorf("ID(%q) = %d, want %d", word, got, want)
		}
	}
	if got := v.At("R & D", 2); got.ID != and || got.End != 3 {
		t.Errorf("& is %+v for a heading, want the word and, %d", got, and)
	}
	if got := v.Add("2027"); got <= Number || v.ID("2027") != got {
		t.Errorf("a number that is added is %d", got)
	}
}

// TestAt has words as headings and small words of languages are written.
func TestAt(t *testing.T) {
	v := &Vocabulary{}
	for text, want := range map[string]string{
		"you'll do": "you'll", "You’LL": "You’LL", "don't.": "don't", "l'équipe": "l'équipe", "owners' needs": "owners", "P&L": "P", "& more": "&", "'s": "", "- own": "", "": "", "naïve,": "naïve", "5+": "5", "\xff": "", "産品 x": "産品",
	} {
		if got := v.At(text, 0); got.In(text) != want {
			t.Errorf("At(%q) is %q, want %q", text, got.In(text), want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	line := "Own the product backlog: refine, prioritise and accept stories (incl. acceptance criteria) with the team; don't lose sight of the P&L."
	v := vocabulary()
	for name, scan := range map[string]func([]Token, string) []Token{"prose": v.Prose, "scan": v.Scan} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			var dst []Token
			for b.Loop() {
				dst = scan(dst[:0], line)
			}
		})
	}
}

// TestVocabularyIsFull checks that a word for which there is no number is an error.
func TestVocabularyIsFull(t *testing.T) {
	v := &Vocabulary{words: make([]string, maxID), slots: make([]slot, 1<<22)}
	if id := v.Add("roadmap"); id != maxID || v.ID("roadmap") != maxID || v.Err() != nil {
		t.Errorf("the last number is %d, %v", id, v.Err())
	}
	if id := v.Add("vision"); id != Unknown || v.Err() == nil {
		t.Errorf("one word too many has the number %d, %v", id, v.Err())
	}
}

// TestVocabularyReportsOneHash checks that a word that has the hash of another one
// is an error.
func TestVocabularyReportsOneHash(t *testing.T) {
	v := &Vocabulary{}
	for _, same := range []string{"Roadmap", "roadmap", "café", "Cafe\u0301"} {
		v.Add(same)
	}
	if err := v.Err(); err != nil {
		t.Errorf("%v, although no two words differ", err)
	}
	v.Add("ctm1qlo5hdgga")
	v.Add("Qcswnwevrzq1o")
	for _, v := range []*Vocabulary{v, v.Clone()} {
		if err := v.Err(); err == nil || !strings.Contains(err.Error(), `"ctm1qlo5hdgga" and "Qcswnwevrzq1o" have the same hash`) {
			t.Errorf("%v, for two words of one hash", err)
		}
	}
}
