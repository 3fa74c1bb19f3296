package posting

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainly is plainEnd, one byte at a time.
func plainly(text []byte, i, from int) int {
	for i < len(text) {
		switch {
		case !special(text[i]):
			i++
		case text[i] == ' ' && i > from && i+1 < len(text) && !special(text[i+1]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// TestPlainEnd checks that eight bytes at a time come to the same as one at a
// time.
func TestPlainEnd(t *testing.T) {
	pieces := []string{" ", "  ", "word", "a", "*", "&", "!", "!!", "é", "–", "\t", "\x00", "\x7f", "long-words-and more of them", "_", "[", "`", " x", "#", "\u00a0"}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "pieces"), ""))
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		i := rapid.IntRange(from, len(text)).Draw(t, "at")
		if got, want := plainEnd(text, i, from), plainly(text, i, from); got != want {
			t.Fatalf("plainEnd(%q, %d, %d) = %d, want %d", text, i, from, got, want)
		}
	})
}

// TestIsBinary checks that controls are counted wherever they stand.
func TestIsBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"text", "a", "\n", "\x01", "\x1f", "\x1b", "é", "\xff", "some more text, "}), 0, 60).Draw(t, "pieces"), ""))
		controls := 0
		for _, c := range text {
			if c < ' ' && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r' && c != 0x1b {
				controls++
			}
		}
		if got, want := isBinary(text), controls*20 > len(text); got != want {
			t.Fatalf("isBinary(%q) = %v with %d controls in %d bytes", text, got, controls, len(text))
		}
	})
}
