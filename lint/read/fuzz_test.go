package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
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

func FuzzRST(f *testing.F) {
	f.Add([]byte(".. comment\n\n   of two\n\n=====\nTitle\n=====\n\n:field: a\n\nb\n~\n\n* c\n  d\n\n  #. e\n\n.. note:: f\n   :g: h\n\n   i\n\n::\n\n  j\n\n| k\n`l <m>`_ :n:`o` |p| *q* **r**\n\n+---+\n| s |\n+---+\n"))
	f.Add([]byte("T\n=\n\n.. _a:\n.. jdlint-disable-file x: y\n..\n\n==== ====\nb    c\n==== ====\nd    e\n==== ====\n\nf\n  g\n"))
	fuzzReader(f, "x.rst", markdown.ReadRST)
}

func FuzzOrg(f *testing.F) {
	f.Add([]byte("#+TITLE: a\n# b\n* TODO [#A] c :tag:\n:PROPERTIES:\n:d: e\n:END:\n- f :: g\n  + h\n    1) i\n#+BEGIN_SRC j\nk\n#+END_SRC\n| l | m |\n|---+---|\n[[n][o]] *p* /q/ =r= ~s~\n** t\nDEADLINE: <2026-01-01>\n"))
	f.Add([]byte("* a\n#+begin_quote\n* b\n:END:\n#+title:\n- [ ] c\n- [X]\n\\\\ [fn:1] d\n"))
	fuzzReader(f, "x.org", markdown.ReadOrg)
}

// FuzzAstro and FuzzTOML read what stands in code and in a file of fields before the text,
// and FuzzFrontMatter what stands between fences.
func FuzzAstro(f *testing.F) {
	f.Add([]byte("---\nimport A from '../a.astro';\nconst title = \"b\";\nexport const prerender = true;\n---\n<A title={title} c=\"d\">\n<h1>{e}</h1>\n{f.map((g) => <li>{g}</li>)}\n<style>h{}</style></A>\n"))
	f.Add([]byte("---\nconst a = `---\n${b}`\n---\n<Fragment set:html={c} />{/* d */}<p>e{\"}\"}"))
	fuzzReader(f, "x.astro", readHTML)
}

func FuzzTOML(f *testing.F) {
	f.Add([]byte("title = \"a\"\ndescription = '''\n# b\n- c\n'''\n[job]\nduties = [\"d\", \n 'e', # f\n]\nwhen = 2026-01-01\n[[job.more]]\ntext = \"\"\"g\\\n h\\u00e9\"\"\"\n"))
	f.Add([]byte("a.b.\"c\" = {d = 1, e = [[]]}\nf = \"\\U0010FFFF\\x\"\n= g\n[h\n"))
	fuzzReader(f, "x.toml", markdown.ReadPlain)
}

func FuzzFrontMatter(f *testing.F) {
	f.Add([]byte("---\ntitle: &a b\nalso: *a\nduties: >-\n  c\n\n  d\nlist:\n  - {title: e, text: \"f\\n\"}\n  - |2+\n     g\n? h\n: i\n<<: {j: k}\n...\nl"))
	f.Add([]byte("+++\ntitle = 'a'\n[extra]\nb = ['''\nc''']\n+++\nd"))
	f.Add([]byte("{\"title\": \"a\", \"b\": {\"role\": \"c\\u00e9\\ud83d\\ude00\", \"d\": [\"e\"]}}\n\nf"))
	f.Add([]byte("\ufeff---\r\ntitle: !!binary a\r\n\"b\": 'c''d'\r\n--- \r\n# e"))
	fuzzReader(f, "x.md", markdown.Read)
}

func FuzzTextile(f *testing.F) { fuzzReader(f, "x.textile", markdown.ReadTextile) }

func FuzzPlain(f *testing.F) { fuzzReader(f, "x.txt", markdown.ReadPlain) }

func FuzzHTML(f *testing.F) {
	fuzzReader(f, "x.html", readHTML)
}
