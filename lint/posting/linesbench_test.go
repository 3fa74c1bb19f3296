package posting

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/beside"
	"github.com/jdlint/jdlint/rules"
)

func BenchmarkMakeLines(b *testing.B) {
	known, err := rules.LoadHeadings()
	if err != nil {
		b.Fatal(err)
	}
	var all [][]block
	size := 0
	for _, p := range readJSONLines[realPosting](b, beside.Path(b, "corpus/postings.jsonl")) {
		v, err := decode([]byte(p.Text))
		if err != nil {
			b.Fatal(err)
		}
		_, d := readDocument("x.md", v.text, "")
		all = append(all, d.blocks)
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, blocks := range all {
			if _, err := makeLines(blocks, known, "en"); err != nil {
				b.Fatal(err)
			}
		}
	}
}
