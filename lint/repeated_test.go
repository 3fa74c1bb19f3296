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
		used.begin(p)
		for range 2 { // which lines were asked about is forgotten
			asked := map[string]int{}
			for i := range p.Lines {
				if rapid.Bool().Draw(t, "passed over") {
					continue
				}
				for range 2 { // a line repeats not itself
					first, said := asked[p.Lines[i].Text]
					if want := said && first != i; used.again(i) != want {
						t.Fatalf("line %d of %v says what line %d says: %v", i, p.Lines, first, !want)
					}
					if !said {
						asked[p.Lines[i].Text] = i
					}
				}
			}
			used.ask()
		}
	})
}
