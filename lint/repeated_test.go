package lint

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/posting"
)

func TestRepeatedLines(t *testing.T) {
	var used repeated
	rapid.Check(t, func(t *rapid.T) {
		p := &posting.Posting{}
		for _, text := range rapid.SliceOf(rapid.SampledFrom([]string{"", "a", "b", "Own the backlog.", "Own the backlog", "Own the roadmap.", "c"})).Draw(t, "lines") {
			p.Lines = append(p.Lines, posting.Line{Text: text})
		}
		repeated := used.lines(p)
		for i := range p.Lines {
			before := false
			for k := range i {
				before = before || p.Lines[k].Text == p.Lines[i].Text
			}
			if repeated[i] != before {
				t.Fatalf("line %d of %v: repeated is %v", i, p.Lines, repeated[i])
			}
		}
	})
}
