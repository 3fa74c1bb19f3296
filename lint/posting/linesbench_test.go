package posting

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

func BenchmarkMakeLines(b *testing.B) {
	sections := english(b)
	var all [][]block
	size := 0
	for _, p := range testcorpus.Rows[realPosting](b, "corpus/postings.jsonl") {
		v, err := decode([]byte(p.Text))
		if err != nil {
			b.Fatal(err)
		}
		_, d := readDocument(new(Memory), "x.md", v.text, "")
		all = append(all, d.blocks)
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, blocks := range all {
			new(splitter).makeLines(blocks, sections)
		}
	}
}
