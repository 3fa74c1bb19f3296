// Package readtest holds what the tests of several readers share: the laws that
// blocks obey, and makers of Word and PDF files.
package readtest

import (
	"context"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// CheckBlocks holds blocks against the laws of clean text and of offsets.
func CheckBlocks(t testing.TB, src []byte, blocks []block.Block) {
	t.Helper()
	last := 0
	for _, b := range blocks {
		if b.Text == "" || b.Text != strings.Join(strings.FieldsFunc(b.Text, func(r rune) bool { return block.MeaningOf(r) == block.Blank || r < 0x80 && block.IsBlank(byte(r)) }), " ") {
			t.Fatalf("text is not clean: %q", b.Text)
		}
		if !utf8.ValidString(b.Text) {
			t.Fatalf("text is not valid UTF-8: %q", b.Text)
		}
		checkRuns(t, src, b.Text, b.Runs)
		s := b.Span()
		if s.Start < last {
			t.Fatalf("block %q at %d overlaps the one before, which ends at %d", b.Text, s.Start, last)
		}
		last = s.End
	}
}

func checkRuns(t testing.TB, src []byte, text string, runs []posting.Run) {
	t.Helper()
	if len(runs) == 0 || runs[0].At != 0 {
		t.Fatalf("the runs of %q do not begin at 0: %v", text, runs)
	}
	for i, r := range runs {
		next := len(text)
		if i+1 < len(runs) {
			next = runs[i+1].At
			if runs[i+1].Start < r.End {
				t.Fatalf("the runs of %q overlap: %v", text, runs[i:i+2])
			}
		}
		if r.At >= next || r.Start >= r.End || r.Start < 0 || r.End > len(src) {
			t.Fatalf("impossible run %v, next at %d, in %q", r, next, text)
		}
		// The source may be in another encoding, or escaped.
		if got, want := string(src[r.Start:r.End]), text[r.At:next]; len(got) == len(want) && got != want && utf8.ValidString(got) && utf8.Valid(src) {
			if strings.TrimSpace(want) == "" && strings.TrimSpace(got) == "" {
				continue
			}
			want = strings.ReplaceAll(want, "Ã", "à") // half a character that was read in another encoding is as long as the whole
			if words := strings.Fields(strings.ReplaceAll(got, "Ã", "à")); strings.Join(words, " ") == strings.TrimSpace(want) || html.UnescapeString(got) == want {
				continue
			}
			t.Fatalf("run %v: source %q, text %q", r, got, want)
		}
	}
}

// SameLetters reports whether a is b but for markup: whether b's letters and
// digits all stand in a, in order.
func SameLetters(a, b string) bool {
	for _, r := range b {
		if !block.IsWordRune(r) {
			continue
		}
		k := strings.IndexRune(a, r)
		if k < 0 {
			return false
		}
		a = a[k+utf8.RuneLen(r):]
	}
	return true
}

// Texts returns the texts of blocks, marked by their kind: "# " and so on.
func Texts(blocks []block.Block) []string {
	var out []string
	for _, b := range blocks {
		mark := ""
		switch b.Kind {
		case block.Heading:
			mark = strings.Repeat("#", b.Level) + " "
		case block.Bullet:
			mark = strings.Repeat("-", b.Level) + " "
		case block.Cell:
			mark = "| "
		}
		if b.Bold {
			mark = "!" + mark
		}
		out = append(out, mark+b.Text)
	}
	return out
}

// LayoutCases says for each text which blocks it has.
var LayoutCases = []struct {
	Name, Text string
	Want       []string
}{
	{"headings", "# One\n\n## Two ##\n###Three\n#### C#\n", []string{"# One", "## Two", "### Three", "#### C#"}},
	{"first heading without a blank", "#Product Owner\n#hiring #remote\n", []string{"# Product Owner", "#hiring #remote"}},
	{"hashtag later", "Own it.\n\n#LI-Remote", []string{"Own it.", "#LI-Remote"}},
	{"setext", "Product Owner\n=============\nDuties\n------\ntext", []string{"# Product Owner", "## Duties", "text"}},
	{"rulers", "One.\n\n---\n\nTwo.\n\n* * *\n\n=====\nThree.\n_____\n", []string{"One.", "Two.", "Three."}},
	{"ruler below a paragraph", "First line.\nSecond line.\n---\nThird.", []string{"First line.", "Second line.", "Third."}},
	{"signs", "- a b\n* c\n+ d\n• e\n·f\n▪ g\n● h\n◦ i\n– j\n— k\n1. l\n2) m\na) n\nb. o\n(iii) p\n✓ q\n► r\n-s\n–Own\n 5. t",
		[]string{"- a b", "- c", "- d", "- e", "- f", "- g", "- h", "- i", "- j", "- k", "- l", "- m", "- n", "- o", "- p", "- q", "- r", "- s", "- Own", "- t"}},
	{"no signs", "-- no\n3.5 years\n2024. was\nI. am\n–5 degrees\n+1 for us\n$5 a day\nA. Smith\n", []string{"-- no", "3.5 years", "2024. was", "I. am", "–5 degrees", "+1 for us", "$5 a day", "A. Smith"}},
	{"hollow bullets", "• One\no Two\no Three\n\no Product Owner trabalha", []string{"- One", "- Two", "- Three", "- Product Owner trabalha"}},
	{"the letter o alone", "o Product Owner trabalha com o time.", []string{"o Product Owner trabalha com o time."}},
	{"two hollow bullets", "o Own the backlog\no Write stories", []string{"- Own the backlog", "- Write stories"}},
	{"symbol font", "\uf0b7 Own the backlog\n\uf0a7\tWrite stories", []string{"- Own the backlog", "- Write stories"}},
	{"sign alone on its line", "•\nOwn the backlog\n•\n\nWrite stories\nAnd so on", []string{"- Own the backlog", "- Write stories", "And so on"}},
	{"tasks", "- [ ] Own the backlog\n- [x] Write stories", []string{"- Own the backlog", "- Write stories"}},
	{"depth", "- a\n  - b\n    - c\n  - d\n- e\n\n\t- f", []string{"- a", "-- b", "--- c", "-- d", "- e", "-- f"}},
	{"wrapped bullets", "- Own the backlog and\n  keep it in order\n- Write stories for the\n  Platform team.\n  Test them, too\nWhat we offer", []string{"- Own the backlog and keep it in order", "- Write stories for the Platform team. Test them, too", "What we offer"}},
	{"lines without signs", "Own the product roadmap\nWrite user stories\nTalk to customers", []string{"Own the product roadmap", "Write user stories", "Talk to customers"}},
	{"in lower case, too", "You will\n\nown the product roadmap for the whole platform\nwrite user stories for it\n", []string{"You will", "own the product roadmap for the whole platform", "write user stories for it"}},
	{"a line that goes on", "You will own the backlog of the payments team and\nkeep it in order.\nNext.", []string{"You will own the backlog of the payments team and keep it in order.", "Next."}},
	{"hard break", "Location: Berlin  \nworking hours as you like, all of them or none\\\nat all", []string{"Location: Berlin", "working hours as you like, all of them or none", "at all"}},
	{"bold lines", "**What you'll do**\nOwn the backlog.\n__Why us__\n***Both***\n**Not** all of it\n**Colon**:", []string{"!What you'll do", "Own the backlog.", "!Why us", "!Both", "Not all of it", "!Colon:"}},
	{"bold over two lines", "**Own the backlog\nand the roadmap**\nmore", []string{"!Own the backlog and the roadmap", "more"}},
	{"emphasis", "*Own* the _backlog_ and **the** ***roadmap***, 2 * 3, snake_case_name, Mitarbeiter*innen, free*", []string{"Own the backlog and the roadmap, 2 * 3, snake_case_name, Mitarbeiter*innen, free*"}},
	{"inline bullets stay", "Own the backlog * Write stories * Test them", []string{"Own the backlog * Write stories * Test them"}},
	{"escapes", `cost\-driven, R\&D, 1\. not \*bold\*, C:\path`, []string{"cost-driven, R&D, 1. not *bold*, C:\\path"}},
	{"links", "Read [our handbook](https://example.org/a_(b) \"title\") or [that][ref], ![logo](x.png)see [ [1] ](u) <https://example.org> [not a link] (really)\n\n[ref]: https://example.org",
		[]string{"Read our handbook or that, see [1] [not a link] (really)"}},
	{"image in a link", "# [![logo](a.png)](b) Title", []string{"# Title"}},
	{"bold link", "**[Own](u) it**", []string{"!Own it"}},
	{"code", "Use `jira` ~~daily~~\n\n```yaml\na: b\n```\n\n```\nNo text\n```\n\nDo it", []string{"Use jira", "Do it"}},
	{"pasted between fences", "Here:\n\n```\nOwn the backlog\nof the shop\n```", []string{"Here:", "Own the backlog", "of the shop"}},
	{"struck out over lines", "Own ~~the price\nand the market~~ it\n\nOwn ~~it\n\nor~~ not", []string{"Own it", "Own it", "or not"}},
	{"shortcut references", "Own the [roadmap] and [our plan][], not [this]\n\n[roadmap]: https://example.org\n[Our plan]: https://example.org", []string{"Own the roadmap and our plan, not [this]"}},
	{"lazy lines of items", "- Own it\nand test it\n- Write stories", []string{"- Own it and test it", "- Write stories"}},
	{"struck out", "Own ~~and sell~~ <del>or</del> <s>and</s> it\n\n- ~~Sell~~\n- a ~~ b ~~ c", []string{"Own it", "- a b c"}},
	{"hidden", "Own <span hidden>and sell</span> it\n\n<div style=\"display: none\">\n\n- Sell\n\n</div>\n\nLast <s>never ends", []string{"Own it", "Last never ends"}},
	{"comments of site generators", "{% comment %}\nSell\n\n- it\n{% endcomment %}\n{{/* Sell */}}\n\nOwn {# or sell #} it {/* or\nnot */} now\n\n{%- comment -%}Sell{%- endcomment -%}\n\n{::comment}\nSell\n{:/comment}\n\n[//]: # (Sell)\n\n{/* never ends", []string{"Own it", "now", "{/* never ends"}},
	{"modules", "import X from './x'\nexport const a = {\n  b: 'Sell',\n}\n\nOwn it\n\nexport taxes from France\n\nimport goods", []string{"Own it", "export taxes from France", "import goods"}},
	{"footnotes", "Own the roadmap[^1] and more[^long-name].\n\n[^1]: Sell it.\n    And sell.\n\n[^ no]\n\n*[P&L]: profit and loss\n\nLast", []string{"Own the roadmap and more.", "[^ no]", "Last"}},
	{"code that does not end", "```js\nOwn the backlog", []string{"Own the backlog"}},
	{"comments", "<!-- one\n\n- two -->\n\nOwn <!-- secretly --> the backlog.\n\nA <!-- never ends", []string{"Own the backlog.", "A <!-- never ends"}},
	{"comment over lines in a line", "Own <!-- a\nb --> it", []string{"Own", "it"}},
	{"table", "| Duty | Who |\n|:---|---:|\n| Own the **backlog** | you \\| me |\n\nName | Value\n--- | ---\nRole | Product Owner\n\nA | B", []string{"| Duty", "| Who", "| Own the backlog", "| you | me", "| Name", "| Value", "| Role", "| Product Owner", "A | B"}},
	{"list in a cell", "| Duty |\n|---|\n| • Own it<br>• Test it |", []string{"| Duty", "- Own it", "- Test it"}},
	{"quotes", "> Own the backlog\n> - Write stories\n>\n> > deep", []string{"Own the backlog", "- Write stories", "deep"}},
	{"template tags", "{% include head.html %}\n# {{ page.title }} Owner {: .big}\n{{< figure >}}", []string{"# Owner"}},
	{"placeholders", "Work in the <team name> at <Company>, 3 < 5", []string{"Work in the <team name> at <Company>, 3 < 5"}},
	{"inline tags", "<b>Duties</b>\n\n<span class=\"x\">Own</span> the <em>back</em>log<br/>and<br>more", []string{"!Duties", "Own the backlog", "and", "more"}},
	{"html blocks", "Before\n<div class=\"a\">\n<h2>Duties</h2>\n<ul>\n<li>Own the\n  backlog</li>\n\n<li>Write <b>stories</b></li>\n</ul>\n</div>\n\nAfter\n", []string{"Before", "## Duties", "- Own the backlog", "- Write stories", "After"}},
	{"html behind text", "**About**<ul><li>Own it</li><li>Test it</li></ul>\n\nNext", []string{"!About", "- Own it", "- Test it", "Next"}},
	{"script", "<script>\nvar a = 1;\n\nvar b;\n</script>\nText", []string{"Text"}},
	{"script without an end", "<style>\nText", []string{"Text"}},
	{"tag over two lines", "Read <a href=\"x\"\n target=_blank>this</a> now", []string{"Read this now"}},
	{"white space", "a\u00a0\u00a0b\t c \u200bd\u00ade  \u2003f\r\n\r\ng\rh\vi\u2028j", []string{"a b c de f", "g", "h", "i", "j"}},
	{"entities", "R&amp;D &lt;b&gt; &quot;x&quot; it&#39;s &eacute;t&#233; &amp;amp; &amp;nbsp;a&nbsp;&nbsp;b &copy &unknown; AT&T", []string{"R&D <b> \"x\" it's été & a b &copy &unknown; AT&T"}},
	{"tabs part items", "Duties\tOwn the backlog\tWrite stories, test\tthem\n1.\tOne\n•\tTwo\nLocation:\tBerlin\nown\tthe Product", []string{"Duties", "- Own the backlog", "- Write stories, test them", "- One", "- Two", "Location:", "- Berlin", "own the Product"}},
	{"keys", "location: Berlin\nwe are a company of many people in a big city\nrequirements:\n  - patience\n", []string{"location: Berlin", "we are a company of many people in a big city", "requirements:", "- patience"}},
}

// CheckReader holds a reader against the laws and compares the text that
// it gives, and the blocks in the way of texts.
func CheckReader(t *testing.T, read func(context.Context, []byte) (block.Extracted, error), src []byte, want ...string) block.Extracted {
	t.Helper()
	x, err := read(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	CheckExtract(t, &x)
	if diff := cmp.Diff(want, Texts(x.Document.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	return x
}

// CheckExtract holds what a reader extracts against the laws.
func CheckExtract(t testing.TB, x *block.Extracted) {
	t.Helper()
	CheckBlocks(t, x.Text, x.Document.Blocks)
	for _, b := range x.Document.Blocks {
		s := b.Span()
		if string(x.Text[s.Start:s.End]) != b.Text {
			t.Fatalf("block %q stands for %q", b.Text, x.Text[s.Start:s.End])
		}
		if strings.Contains(b.Text, "\n") {
			t.Fatalf("block of several lines: %q", b.Text)
		}
	}
	for i, p := range x.Places {
		if p.Start < 0 || p.Start >= len(x.Text) || p.Number < 1 || i > 0 && (p.Start <= x.Places[i-1].Start || p.Number <= x.Places[i-1].Number && x.Unit == posting.ByParagraph) {
			t.Fatalf("place %d is %+v of %d bytes", i, p, len(x.Text))
		}
	}
}
