package oracletest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/read/charset"
)

// goldmarkBlocks returns the letters of the paragraphs, list items, headings and cells of
// a text, without what is struck out, footnotes, code, pictures and addresses.
func goldmarkBlocks(src []byte) (blocks []string) {
	doc := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote)).Parser().Parse(text.NewReader(src))
	var b strings.Builder
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock, *extast.FootnoteList, *extast.Strikethrough, *ast.Image, *ast.RawHTML, *ast.AutoLink, *extast.FootnoteLink:
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *extast.TableCell:
			if !entering {
				if s := letters(b.String()); s != "" {
					blocks = append(blocks, s)
				}
				b.Reset()
			}
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(src))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteString("\n")
				}
			}
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return blocks
}

var entities = regexp.MustCompile(`&#?\w+;`)

// letters returns the letters and digits of a text, and where its lines end.
func letters(s string) string {
	s = entities.ReplaceAllString(s, "")
	return strings.Trim(strings.Map(func(r rune) rune {
		if r == '\n' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s), "\n")
}

// explained are signs that jdlint reads otherwise than CommonMark does, since what is
// called Markdown is plain text as often as not: HTML and templates are markup, what is
// escaped is decoded, "o ", "a) " and the like are bullets, indented text is no code.
var explained = regexp.MustCompile(`<[a-zA-Z/!]|&lt;|&#|&amp;|\{[{%#:]|\\[^\n]|^(---|\+\+\+)|(?m)^[\t ]*([a-z]|[ivx]+)[.)]?[\t ]|\n\n(    |\t)`)

// TestMarkdownOfPostings reads real postings as goldmark does: the same letters in the same
// order, and no paragraph or item goes on in another.
func TestMarkdownOfPostings(t *testing.T) {
	postings := map[string][]byte{}
	files, err := filepath.Glob("../../../testdata/postings/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		if postings[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	shared, _ := os.ReadFile("../../../../shared/corpus/postings.jsonl") // where it is at hand
	for line := range bytes.Lines(shared) {
		var row struct{ ID, Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		postings[row.ID+".md"] = []byte(row.Text)
	}
	same, left, differ := 0, 0, 0
	for name, src := range postings {
		switch {
		case explained.Match(src):
			left++
		case agrees(t, name, src):
			same++
		default:
			differ++
		}
	}
	t.Logf("%d postings are read as goldmark reads them, %d hold what is explained, %d differ", same, left, differ)
}

// TestMarkdownMarks reads what writers of Markdown may write and real postings seldom have.
func TestMarkdownMarks(t *testing.T) {
	for _, src := range []string{
		"- Own the backlog and\nkeep it\n- Write stories\n  and test them\n\nNext",
		"Own the [roadmap] and [our plan][], not [this]\n\n[roadmap]: https://example.org\n[Our plan]: <https://example.org/a> 'Plan'",
		"Own ~~the price and~~ the backlog\n\nOwn ~~the price\nand the market~~ it",
		"Own the roadmap[^1] and the plan[^note].\n\n[^1]: In Europe.\n[^note]: And Asia\n    and Africa.\n\nNext",
		"1. Own it\n2. Test it\n   daily\n\n> Quoted\n> twice\n\n- [ ] Do\n- [x] Done",
		"Product Owner\n=============\n\nDuties\n------\n\n*Own* __it__ `now`\\\nand then",
		"| Duty | Who |\n|---|:-:|\n| Own **it** | you |\n",
		"Own [the *plan*](https://example.org \"a (b)\") ![logo](x.png) and <https://example.org> it",
	} {
		agrees(t, src, []byte(src))
	}
}

// mended returns a text without the characters that were read as Windows-1252, which
// are no matter of Markdown: jdlint mends them before it looks for marks.
func mended(src []byte) []byte {
	var out []byte
	end := 0
	for m := range charset.AllMisread(string(src), 0) {
		out = append(append(out, src[end:m.Start]...), m.Text...)
		end = m.End
	}
	return append(out, src[end:]...)
}

// agrees reports whether goldmark and jdlint read the same of a text.
func agrees(t *testing.T, name string, src []byte) bool {
	p, err := read.Read("posting.md", src, read.Options{})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return false
	}
	own, starts := "", map[int]bool{} // of our blocks
	for i := range p.Lines {
		starts[len(own)] = true
		own += letters(p.Lines[i].Text)
	}
	want := ""
	for _, block := range goldmarkBlocks(mended(src)) {
		if !starts[len(want)] {
			t.Errorf("%s: %q goes on in another block", name, block)
			return false
		}
		want += strings.ReplaceAll(block, "\n", "")
	}
	if own == want {
		return true
	}
	k := 0
	for k < len(own) && k < len(want) && own[k] == want[k] {
		k++
	}
	k = max(k-15, 0)
	t.Errorf("%s:\n jdlint   %q\n goldmark %q", name, own[k:min(k+60, len(own))], want[k:min(k+60, len(want))])
	return false
}
