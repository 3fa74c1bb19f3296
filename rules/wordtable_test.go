package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWordTableIsAMap compares the table with a map of the same words.
func TestWordTableIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(
			rapid.StringMatching(`[a-c]{1,3}`),
			rapid.StringMatching(`[a-z0-9'&]{1,20}`),
			rapid.Map(rapid.String(), strings.ToLower),
		)
		var table wordTable
		if rapid.Bool().Draw(t, "fitted") {
			table.fit(rapid.IntRange(0, 100).Draw(t, "room"))
		}
		want := map[string]uint64{}
		for _, w := range rapid.SliceOf(word).Draw(t, "words") {
			value := rapid.Uint64Range(1, 1<<60).Draw(t, "value")
			table.set(w, value)
			want[w] = value
		}
		for w, value := range want {
			if got := table.get(w); got != value {
				t.Fatalf("get(%q) = %d, want %d", w, got, value)
			}
		}
		for _, w := range rapid.SliceOf(word).Draw(t, "others") {
			if got := table.get(w); got != want[w] {
				t.Fatalf("get(%q) = %d, want %d", w, got, want[w])
			}
			if got := table.getBytes([]byte(w)); got != want[w] {
				t.Fatalf("getBytes(%q) = %d, want %d", w, got, want[w])
			}
		}
	})
}

func TestWordTableFoldsASCII(t *testing.T) {
	var table wordTable
	table.set("roadmap", 7)
	for _, word := range []string{"roadmap", "Roadmap", "ROADMAP"} {
		if got := table.get(word); got != 7 {
			t.Errorf("get(%q) = %d, want 7", word, got)
		}
	}
	for _, word := range []string{"", "roadma", "roadmaps", "roadmap\x00", "\x00roadmap", "roadmäp"} {
		if got := table.get(word); got != 0 {
			t.Errorf("get(%q) = %d, want 0", word, got)
		}
	}
}

func BenchmarkWordTable(b *testing.B) {
	set, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields("Own the product roadmap and drive quarterly planning with stakeholders across engineering , design and commercial teams")
	x := set.Duties["en"].Lexicon
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range words {
			x.ID(w)
		}
	}
}

func TestPackPlainIsPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Z0-9]{0,20}`).Draw(t, "word")
		before := rapid.StringN(0, 5, 20).Draw(t, "before")
		behind := rapid.StringN(0, 20, 40).Draw(t, "behind")
		got, ok := packPlain(before+word+behind, len(before), len(before)+len(word))
		want, wantOK := pack(word)
		if got != want || ok != wantOK {
			t.Fatalf("packPlain(%q) = %x, %v, want %x, %v", word, got, ok, want, wantOK)
		}
	})
}

// TestPackLettersIsPackPlain checks that words that are cut as they are packed
// are cut where they end and packed as they are elsewhere.
func TestPackLettersIsPackPlain(t *testing.T) {
	isLetter := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
	for text, want := range map[string]int{"Roadmap and so on and on": 7, "responsibilities are": 0, "stakeholdersCreate a": 0, "accountability or so": 14, "o and so on, and on": 1, "short": 0, "P&L and more of that": 0} {
		if _, size, _ := packLetters(text, 0); size != want {
			t.Errorf("packLetters(%q) has the size %d, want %d", text, size, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zA-Z]{0,17}[@-Z\[-z{-~ '&0-9é]{0,2}[a-z .,]{0,20}`).Draw(t, "text")
		i := rapid.IntRange(0, len(text)).Draw(t, "at")
		l, size, inner := packLetters(text, i)
		end := i
		for end < len(text) && isLetter(text[end]) {
			end++
		}
		room := i+maxPacked <= len(text)
		want := room && end > i && end-i < maxPacked && !(text[end] >= 0x80 || text[end] >= '0' && text[end] <= '9' || text[end] == '\'' || text[end] == '&')
		if (size > 0) != want {
			t.Fatalf("packLetters(%q, %d) has the size %d", text, i, size)
		}
		if size == 0 {
			return
		}
		packed, ok := packPlain(text, i, end)
		if size != end-i || !ok || l != packed || inner != strings.ContainsFunc(text[i+1:end], func(r rune) bool { return r <= 'Z' }) {
			t.Fatalf("packLetters(%q, %d) = %x, %d, %v, want %x, %d", text, i, l, size, inner, packed, end-i)
		}
	})
}
