package posting

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkBlocks holds blocks against the laws of clean text and of offsets.
func checkBlocks(t testing.TB, src []byte, blocks []block) {
	t.Helper()
	last := 0
	for _, b := range blocks {
		if b.text == "" || b.text != strings.Join(strings.FieldsFunc(b.text, func(r rune) bool { return meaningOf(r) == blank || r < 0x80 && isBlank(byte(r)) }), " ") {
			t.Fatalf("text is not clean: %q", b.text)
		}
		if !utf8.ValidString(b.text) {
			t.Fatalf("text is not valid UTF-8: %q", b.text)
		}
		checkRuns(t, src, b.text, b.runs)
		s := spanOf(b.runs, len(b.text), 0, len(b.text))
		if s.Start < last {
			t.Fatalf("block %q at %d overlaps the one before, which ends at %d", b.text, s.Start, last)
		}
		last = s.End
	}
}

func checkRuns(t testing.TB, src []byte, text string, runs []run) {
	t.Helper()
	if len(runs) == 0 || runs[0].at != 0 {
		t.Fatalf("the runs of %q do not begin at 0: %v", text, runs)
	}
	for i, r := range runs {
		next := len(text)
		if i+1 < len(runs) {
			next = runs[i+1].at
			if runs[i+1].src < r.end {
				t.Fatalf("the runs of %q overlap: %v", text, runs[i:i+2])
			}
		}
		if r.at >= next || r.src >= r.end || r.src < 0 || r.end > len(src) {
			t.Fatalf("impossible run %v, next at %d, in %q", r, next, text)
		}
		// The source may be in another encoding, or escaped.
		if got, want := string(src[r.src:r.end]), text[r.at:next]; len(got) == len(want) && got != want && utf8.ValidString(got) && utf8.Valid(src) {
			if strings.TrimSpace(want) == "" && strings.TrimSpace(got) == "" {
				continue
			}
			if words := strings.Fields(got); strings.Join(words, " ") == strings.TrimSpace(want) || html.UnescapeString(got) == want {
				continue
			}
			t.Fatalf("run %v: source %q, text %q", r, got, want)
		}
	}
}

// sameLetters says whether a is b but for markup: whether b's letters and
// digits all stand in a, in order.
func sameLetters(a, b string) bool {
	for _, r := range b {
		if !isWordRune(r) {
			continue
		}
		k := strings.IndexRune(a, r)
		if k < 0 {
			return false
		}
		a = a[k+utf8.RuneLen(r):]
	}
	return true
}

// texts gives the texts of blocks, marked by their kind: "# " and so on.
func texts(blocks []block) []string {
	var out []string
	for _, b := range blocks {
		mark := ""
		switch b.kind {
		case headingBlock:
			mark = strings.Repeat("#", b.level) + " "
		case bulletBlock:
			mark = strings.Repeat("-", b.level) + " "
		case cellBlock:
			mark = "| "
		}
		if b.bold {
			mark = "!" + mark
		}
		out = append(out, mark+b.text)
	}
	return out
}
