package place

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestOf holds places against those that are counted from the beginning, whatever
// was asked before.
func TestOf(t *testing.T) {
	var x Index // used again, so that one source must leave nothing for the next
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "own the backlog", "é", "\xff", "\n", "\r\n", "\r", "\u2028", "🙂"})).Draw(t, "source"), "")
		if rapid.Bool().Draw(t, "mark") {
			source = "\uFEFF" + source
		}
		x.Begin([]byte(source))
		for _, offset := range rapid.SliceOf(rapid.IntRange(0, len(source))).Draw(t, "offsets") {
			if offset < len(source) && !utf8.RuneStart(source[offset]) {
				continue // within a character
			}
			line, start := 1, 0
			for i := range offset {
				if c := source[i]; c == '\n' || c == '\r' && (i+1 == len(source) || source[i+1] != '\n') {
					line, start = line+1, i+1
				}
			}
			column := 1 + utf8.RuneCountInString(strings.TrimPrefix(source[start:offset], "\uFEFF"))
			if gotLine, gotColumn := x.Of(offset); gotLine != line || gotColumn != column {
				t.Fatalf("%q: byte %d stands in %d:%d, want %d:%d", source, offset, gotLine, gotColumn, line, column)
			}
			if x.Line(offset) != line || x.Start(line) != start || x.End(line) < start || line > x.Lines() {
				t.Fatalf("%q: line %d of byte %d begins at %d, ends at %d of %d lines", source, x.Line(offset), offset, x.Start(line), x.End(line), x.Lines())
			}
		}
	})
}
