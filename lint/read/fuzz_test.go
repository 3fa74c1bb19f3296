package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/markdown"
)

// seeds are texts with something of everything.
func seeds(f *testing.F) {
	for _, c := range readtest.LayoutCases {
		f.Add([]byte(c.Text))
	}
	for _, s := range []string{
		"---\nduties:\n- a\n- \"b\"\ntasks: [\"\", 'c']\nx: |\n  d e f g h i j k l m n\n---\no", "+++\nduties = \nx = \"\"\"a b c d e f g h i j k\"\"\"\n+++\nl",
		"---\ntitle: 'a''b'\nx:\n  - title: |\n      c\n---\n# d", "+++\ntitle = \"a\"\n[b]\nrole='c'\n+++\nd",
		"<html><head><title>a | b</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"JobPosting\"],\"title\":\"a\\u00e9\",\"description\":\"<p>b\\n\"}]}</script><meta property=og:title content='c'></head><body><nav>d</nav><ul><li>e<br>f</ul><pre>g\n- h</pre><td>i",
		"&lt;p&gt;a&amp;nbsp;b&lt;/p&gt;&lt;ul&gt;&lt;li&gt;c&lt;/li&gt;", "a\x92b \xe2\x80", "\xff\xfea\x00\n\x00b\x00\xd8", "\xfe\xff\x00a\xd8\x3d\xde\x00", "\xef\xbb\xbfa\rb\vc\u2028d", "\u2022 a\no B\no C\n1. d\n(iv) e\n",
	} {
		f.Add([]byte(s))
	}
}

// fuzzReader feeds any bytes to a reader and holds the blocks against the laws.
func fuzzReader(f *testing.F, path string, read func(*block.Memory, []byte, int) block.Document) {
	seeds(f)
	known := headings(f)
	var used Memory
	f.Fuzz(func(t *testing.T, src []byte) {
		sameInUsedMemory(t, &used, known, path, string(src))
		file := src
		src, _ = recode(file)
		v, err := decode(src)
		if err != nil {
			return
		}
		d := read(new(block.Memory), v.Text, 0)
		readtest.CheckBlocks(t, v.Text, d.Blocks)
		d.Trace(&v)
		readtest.CheckBlocks(t, src, d.Blocks)

		p, err := Read(path, file, Options{Headings: known, IsTitle: func(s string) bool { return strings.Contains(s, "a") }})
		if err != nil {
			return
		}
		for _, title := range append(p.Jobs, p.Title) {
			if s := title.Span; s.Start < 0 || s.End < s.Start || s.End > len(p.Source) {
				t.Fatalf("title %+v lies outside of the source", title)
			}
		}
		for i := range p.Lines {
			if s := p.Lines[i].Span(); s.Start < 0 || s.End <= s.Start || s.End > len(p.Source) {
				t.Fatalf("line %+v lies outside of the source", p.Lines[i])
			}
		}
	})
}

func FuzzMarkdown(f *testing.F) { fuzzReader(f, "x.md", markdown.Read) }

func FuzzASCIIDoc(f *testing.F) { fuzzReader(f, "x.adoc", markdown.ReadASCIIDoc) }

func FuzzTextile(f *testing.F) { fuzzReader(f, "x.textile", markdown.ReadTextile) }

func FuzzPlain(f *testing.F) { fuzzReader(f, "x.txt", markdown.ReadPlain) }

func FuzzHTML(f *testing.F) {
	fuzzReader(f, "x.html", func(m *block.Memory, text []byte, i int) block.Document {
		return html.Read(m, text, i, markdown.ReadLines)
	})
}
