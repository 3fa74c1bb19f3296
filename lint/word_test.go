package lint_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/internal/testtime"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	readhtml "github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/markdown"
)

// TestWordOfCorpus checks that a real posting gets the same verdict as a Word file: its
// lines as they are, each a paragraph, and its headings, lists and bold lines as Word
// has them, with its title and without.
func TestWordOfCorpus(t *testing.T) {
	l := linter(t, "strategist")
	rows := testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus/postings.jsonl")
	rows = append(rows, testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus-2/postings.jsonl")...)
	every := testtime.Size(8, 1)
	for i, row := range rows {
		if i%every != 0 {
			continue
		}
		for what, text := range map[string]string{"": row.Text, "titled ": "# " + row.Title + "\n\n" + row.Text} {
			src := []byte(text)
			sameInWord := func(how, name string, word []byte) {
				t.Helper()
				as, in := checked(t, l, name, src), checked(t, l, name, word)
				if p := in.Posting(); p.Format != posting.Docx || len(p.Parts) > 0 {
					t.Errorf("%s: read as %s in %d parts", row.ID, p.Format, len(p.Parts))
				}
				if as.Verdict != in.Verdict {
					t.Errorf("%s%s: %s (%q) as text, %s (%q) as %s in a Word file; %s", what, row.ID,
						as.Verdict, as.Posting().Title.Text, in.Verdict, in.Posting().Title.Text, how, firstDifference(said(as), said(in)))
				}
			}
			var lines strings.Builder
			for line := range strings.Lines(text) {
				lines.WriteString(readtest.Para("", readtest.TextRun(html.EscapeString(strings.TrimRight(line, "\r\n")))))
			}
			sameInWord("lines", "-", readtest.Docx(t, lines.String()))
			if !strings.Contains(text, "</") {
				sameInWord("blocks", "posting.md", wordOf(t, src))
			}
		}
	}
}

// wordOf makes a Word file of a text in Markdown.
func wordOf(t *testing.T, src []byte) []byte {
	var m block.Memory
	d, escaped := readhtml.ReadEscaped(&m, src, 0, markdown.ReadLines)
	if !escaped {
		d = markdown.Read(&m, src, 0)
	}
	var body strings.Builder
	for _, b := range d.Blocks {
		run, properties := readtest.TextRun, ""
		if b.Bold {
			run = readtest.BoldRun
		}
		switch b.Kind {
		case block.Heading:
			properties = fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, b.Level)
		case block.Bullet:
			properties = fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="3"/></w:numPr>`, b.Level-1)
		}
		body.WriteString(readtest.Para(properties, run(html.EscapeString(b.Text))))
	}
	return readtest.Docx(t, body.String())
}
