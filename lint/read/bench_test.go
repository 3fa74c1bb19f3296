package read

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
)

// benchText is a posting in Markdown of about 4 kB.
func benchText() []byte {
	var b strings.Builder
	b.WriteString("---\ntitle: Senior Product Owner (m/w/d)\nlocation: Leeds\n---\n\n# Senior Product Owner\n\nWe make **payments** simple for [shops](https://example.org/shops) of all sizes. Our teams sit in Leeds and Gdańsk.\n\n")
	for i, section := range []string{"What you’ll do", "What you bring", "What we offer"} {
		fmt.Fprintf(&b, "## %s\n\n", section)
		for k := range 8 {
			fmt.Fprintf(&b, "- Own the backlog of team %d, keep it in order and see that *each* item has acceptance criteria\n  that the team & the stakeholders understand (%d of them)\n", k, i)
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

func benchHTML() []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><title>Senior Product Owner | Example</title><script>var a = 1;</script></head><body><nav><a href=\"/\">Home</a></nav><h1>Senior Product Owner</h1>\n")
	for _, section := range []string{"What you&rsquo;ll do", "What you bring", "What we offer"} {
		fmt.Fprintf(&b, "<h2 class=\"section\">%s</h2>\n<ul>\n", section)
		for k := range 8 {
			fmt.Fprintf(&b, "  <li class=\"item\">Own the backlog of team %d, keep it in order &amp; see that <b>each</b> item has acceptance criteria&nbsp;that the team and the stakeholders understand</li>\n", k)
		}
		b.WriteString("</ul>\n")
	}
	b.WriteString("</body></html>")
	return []byte(b.String())
}

func benchRead(b *testing.B, path string, src []byte, o Options) {
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(path, src, o); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadMarkdown(b *testing.B) { benchRead(b, "x.md", benchText(), Options{}) }

func BenchmarkReadPlain(b *testing.B) {
	benchRead(b, "x.txt", benchText(), Options{Format: posting.Plain})
}

func BenchmarkReadHTML(b *testing.B) { benchRead(b, "x.html", benchHTML(), Options{}) }

// BenchmarkReadCorpus reads all real postings, one after the other.
func BenchmarkReadCorpus(b *testing.B) {
	rows := testcorpus.Rows[corpusRow](b, "corpus/postings.jsonl")
	var files [][]byte
	size := 0
	for i := range rows {
		files = append(files, rows[i].file())
		size += len(files[i])
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range files {
			if _, err := Read("x.md", src, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
