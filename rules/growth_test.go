package rules

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jdlint/jdlint/lint/token"
)

// manyRules makes rules with n objects, each of them a phrase of its own, next
// to words as real rules have them.
func manyRules(tb testing.TB, n int) *Duties {
	tb.Helper()
	var b strings.Builder
	b.WriteString("category: much\nside: strategic\nname: much\nmeans: much\nwhy: much\nrules:\n")
	for i := range n {
		fmt.Fprintf(&b, "- id: much.r%d\n  means: it\n  objects: [thing%d ~ part%d, the|our place%d]\n  duty: [Own thing%d part%d.]\n", i, i, i%97, i, i, i%97)
	}
	words, err := fs.ReadFile(allFiles, "en/words.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	d, err := LoadDuties(fstest.MapFS{"words.yaml": {Data: words}, "duties/much.yaml": {Data: []byte(b.String())}}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// BenchmarkRules shows that the time a line takes hardly grows with the number
// of rules.
func BenchmarkRules(b *testing.B) {
	line := strings.Fields("Own thing7 of any part7 and our place3 together with the team that builds and runs the product for all customers")
	for _, n := range []int{10, 100, 1000, 10000} {
		d := manyRules(b, n)
		words := make([]token.ID, len(line))
		for i, w := range line {
			words[i] = d.Lexicon.ID(w)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			finder := d.Matcher.Finder()
			var hits *Hits
			for b.Loop() {
				hits = finder.Find(words)
			}
			if len(hits[Sided]) != 2 {
				b.Fatalf("%d hits, want 2", len(hits[Sided]))
			}
		})
	}
}

// BenchmarkCompile shows what it takes to compile a team's own rules.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 10000} {
		d := manyRules(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				again := *d
				if err := again.compile(&token.Vocabulary{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
