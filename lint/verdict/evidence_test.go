package verdict

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/posting"
)

func TestLineSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []posting.Line
		for _, text := range rapid.SliceOf(rapid.SampledFrom([]string{"", "a", "b", "Own the backlog.", "Own the backlog", "Own the roadmap.", "c"})).Draw(t, "lines") {
			lines = append(lines, posting.Line{Text: text})
		}
		set := newLineSet(lines)
		first := map[string]int{}
		for i := range lines {
			if rapid.Bool().Draw(t, "passed over") {
				continue
			}
			for range 2 { // a line does not repeat itself
				before, asked := first[lines[i].Text]
				if want := asked && before != i; set.repeats(i) != want {
					t.Fatalf("line %d of %v repeats line %d: %v", i, lines, before, !want)
				}
				if !asked {
					first[lines[i].Text] = i
				}
			}
		}
	})
}
