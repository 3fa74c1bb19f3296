package section

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read/block"
)

func BenchmarkMakeLines(b *testing.B) {
	sections := english(b)
	var all [][]block.Block
	size := 0
	for _, p := range testcorpus.Rows[realPosting](b, "corpus/postings.jsonl") {
		all = append(all, blocksOf(p.Text))
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, blocks := range all {
			newSplitter(b).makeLines(blocks, sections)
		}
	}
}
