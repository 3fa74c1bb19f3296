package posting

import (
	"testing"

	"pgregory.net/rapid"
)

// drawRuns makes a text with runs of both sorts.
func drawRuns(t *rapid.T) (text string, runs []Run) {
	n := rapid.IntRange(1, 6).Draw(t, "runs")
	src := rapid.IntRange(0, 5).Draw(t, "start")
	for range n {
		piece := rapid.StringMatching(`[a-z]{1,5}`).Draw(t, "piece")
		size := len(piece)
		if rapid.Bool().Draw(t, "whole") {
			size = rapid.IntRange(1, 9).Draw(t, "size")
		}
		runs = append(runs, Run{len(text), src, src + size})
		text += piece
		src += size + rapid.IntRange(0, 3).Draw(t, "gap")
	}
	return text, runs
}

// TestAppendRuns: a part of a text stands where it stood in the whole.
func TestAppendRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, runs := drawRuns(t)
		start := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		end := rapid.IntRange(start+1, len(text)).Draw(t, "to")
		part := AppendRuns(nil, runs, len(text), start, end)
		if part[0].At != 0 {
			t.Fatalf("part begins at %d", part[0].At)
		}
		for i := start; i < end; i++ {
			a, b := sourceOf(runs, len(text), i)
			c, d := sourceOf(part, end-start, i-start)
			// A whole run that was cut may look as if it agreed byte by byte;
			// what it stands for stays the same then, too.
			if c < a || d > b {
				t.Fatalf("%q[%d] stands at %d:%d, in %q[%d:%d] at %d:%d; runs %v, part %v", text, i, a, b, text, start, end, c, d, runs, part)
			}
		}
		if got, want := SpanOf(part, end-start, 0, end-start), SpanOf(runs, len(text), start, end); got != want {
			t.Fatalf("span of the part %v, of the whole %v", got, want)
		}
	})
}

func TestSpanOf(t *testing.T) {
	// "a&b c" from "a&amp;b\r\n  c"
	runs := []Run{{0, 0, 1}, {1, 1, 6}, {2, 6, 7}, {3, 7, 11}, {4, 11, 12}}
	for _, c := range []struct {
		start, end int
		want       Span
	}{{0, 5, Span{0, 12}}, {1, 2, Span{1, 6}}, {0, 2, Span{0, 6}}, {2, 4, Span{6, 11}}, {4, 5, Span{11, 12}}, {3, 3, Span{}}} {
		if got := SpanOf(runs, 5, c.start, c.end); got != c.want {
			t.Errorf("span of [%d:%d] is %v, want %v", c.start, c.end, got, c.want)
		}
	}
	var line Line
	if got := line.Span(); got != (Span{}) {
		t.Errorf("span of the zero line is %v", got)
	}
}
