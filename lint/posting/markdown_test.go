package posting

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pgregory.net/rapid"
)

// layoutCases says for each text which blocks it has.
var layoutCases = []struct {
	name, text string
	want       []string
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
	{"code", "Use `jira` ~~daily~~\n\n```yaml\na: b\n```\n\n```\nKept text\n```", []string{"Use jira daily", "Kept text"}},
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

func TestMarkdown(t *testing.T) {
	for _, c := range layoutCases {
		t.Run(c.name, func(t *testing.T) {
			d := readMarkdown(new(Memory), []byte(c.text), 0)
			if diff := cmp.Diff(c.want, texts(d.blocks)); diff != "" {
				t.Error(diff)
			}
			checkBlocks(t, []byte(c.text), d.blocks)
		})
		t.Run(c.name+" with CRLF", func(t *testing.T) {
			text := strings.ReplaceAll(strings.ReplaceAll(c.text, "\r\n", "\n"), "\n", "\r\n")
			d := readMarkdown(new(Memory), []byte(text), 0)
			if diff := cmp.Diff(c.want, texts(d.blocks)); diff != "" {
				t.Error(diff)
			}
			checkBlocks(t, []byte(text), d.blocks)
		})
	}
}

func TestMarkdownWrapped(t *testing.T) {
	// Lines wrapped at one width go on whatever they begin with.
	text := `You will own the roadmap of our payments product together with the
Platform team, and you will be the one who decides what is built and
what is not built. You will talk to customers every single week, with
Sales and alone. You will find out what they need and what they would
pay for, and you will write it down so that all of us can read it and
learn from it.

- Own the backlog of the payments team, keep it in order and see that the
Team understands each of the items in it well enough to start on it
- Write stories
Short line
Another short line
`
	want := []string{
		"You will own the roadmap of our payments product together with the Platform team, and you will be the one who decides what is built and what is not built. You will talk to customers every single week, with Sales and alone. You will find out what they need and what they would pay for, and you will write it down so that all of us can read it and learn from it.",
		"- Own the backlog of the payments team, keep it in order and see that the Team understands each of the items in it well enough to start on it",
		"- Write stories",
		"Short line",
		"Another short line",
	}
	d := readMarkdown(new(Memory), []byte(text), 0)
	if diff := cmp.Diff(want, texts(d.blocks)); diff != "" {
		t.Error(diff)
	}
	checkBlocks(t, []byte(text), d.blocks)
}

func TestTextile(t *testing.T) {
	text := "h2. Duties\n\n* Own the *backlog*\n** Write stories\n# First\n"
	d := readTextile(new(Memory), []byte(text), 0)
	want := []string{"## Duties", "- Own the backlog", "- Write stories", "- First"}
	if diff := cmp.Diff(want, texts(d.blocks)); diff != "" {
		t.Error(diff)
	}
	checkBlocks(t, []byte(text), d.blocks)
}

// plainly is plainEnd, one byte at a time.
func plainly(text []byte, i, from int) int {
	for i < len(text) {
		switch {
		case !special(text[i]):
			i++
		case text[i] == ' ' && i > from && i+1 < len(text) && !special(text[i+1]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// TestPlainEnd checks that eight bytes at a time come to the same as one at a
// time.
func TestPlainEnd(t *testing.T) {
	pieces := []string{" ", "  ", "word", "a", "*", "&", "!", "!!", "é", "–", "\t", "\x00", "\x7f", "long-words-and more of them", "_", "[", "`", " x", "#", "\u00a0"}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "pieces"), ""))
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		i := rapid.IntRange(from, len(text)).Draw(t, "at")
		if got, want := plainEnd(text, i, from), plainly(text, i, from); got != want {
			t.Fatalf("plainEnd(%q, %d, %d) = %d, want %d", text, i, from, got, want)
		}
	})
}
