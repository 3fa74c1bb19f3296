package html_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/markdown"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"layout", "<h1>Product\n Owner</h1><div>Intro <b>bold</b></div><h2>Duties</h2><ul><li>Own it<ul><li>Deep</li></ul></li><li><p>Test it</p></ul><p>End", []string{"# Product Owner", "Intro bold", "## Duties", "- Own it", "-- Deep", "- Test it", "End"}},
		{"left out", "<head><title>T</title><style>a{}</style></head><script>if (a<b) {}</script><nav><a>Menu</a></nav><svg><text>x</text></svg><!-- c -->Text<button>Apply</button>", []string{"Text"}},
		{"struck out", "<p>Own <del>and sell</del> it<s>!</s></p><ul><li><strike>Sell</strike><li style='text-decoration: line-through'>Sell<li>Test</ul><s>not closed", []string{"Own it", "- Test", "not closed"}},
		{"hidden by attributes", "<p>Own it</p><div hidden><div>Sell</div></div><p aria-hidden=true>Sell<p>Test <span class=\"a hidden b\">it</span> <i hidden=''>x</i></p><dialog>Sell</dialog><dialog open>Say</dialog>", []string{"Own it", "Test it", "Say"}},
		{"hidden by styles", "<p style='display:none'>Sell</p><p style='FONT-SIZE: 0px'>Sell</p><p style='position:absolute;left:-9999px'>Sell</p><p style='left:-9999px'>Own</p><p style='font-size:0.9em'>it</p><p style='max-height:0;overflow:hidden'>Sell</p>", []string{"Own", "it"}},
		{"hidden within others", "<style>.off li, #x > p.a {display:none} .tabs li{display:none} .tabs li.on{display:block}</style><ul class=off><li>Sell</ul><ul><li>Own</ul><div id=x><p class=a>Sell</p><p>it</p></div><p class=a>now</p><ul class=tabs><li>and<li class=on>here</ul>", []string{"- Own", "it", "now", "- and", "- here"}},
		{"white on white", "<p style='color:#fff;background:white'>Sell</p><p style='color:red;background:blue'>Own</p><p style='color:white'>it</p>", []string{"Own", "it"}},
		{"white on a white page", "<p style='color: #FFFFFF'>Sell</p><p>Own <font color=white>and sell</font> it</p>", []string{"Own it"}},
		{"hidden by the style sheet", "<style>/* a */ .a, li.b {display:none} @media print {.c{display:none}} @media (max-width: 9em) {.c{display:none}} .tab{display:none} .tab.on{display:block} #d{visibility:hidden}</style><p class='x a'>Sell</p><p class=b>Own</p><ul><li class=b>Sell</ul><p class=c>it</p><p class=tab>all</p><p id=d>Sell</p>", []string{"Own", "it", "all"}},
		{"hidden on all screens", "<style>@media screen {.a{display:none}}</style><p class=a>Sell</p><p title=\"a hidden b\">Own</p><p title=\"x\" hidden>Sell</p>", []string{"Own"}},
		{"all hidden until a script runs", "<div style='visibility:hidden'><p>" + strings.Repeat("Own it. ", 30) + "</div>", []string{strings.TrimSpace(strings.Repeat("Own it. ", 30))}},
		{"for screen readers", "<style>.sr-only{position:absolute;left:-9999px}</style><p><span aria-hidden=true>Own</span><span class=sr-only>Own it</span></p>", []string{"Own it"}},
		{"marks of footnotes", "<p>Own the roadmap<sup>1</sup> and the price<sup><a href='#n'>[2]</a></sup>, on the 1<sup>st</sup>, E=mc<sup>x</sup></p>", []string{"Own the roadmap and the price, on the 1st, E=mcx"}},
		{"a form to fill in", "<p>Own it</p><textarea>Sell</textarea>", []string{"Own it"}},
		{"comments of site generators", "<p>Own {% comment %}and sell{% endcomment %}it</p>{%- comment -%}<p>Sell</p>{%- endcomment -%}<p>{% comment %} never ends", []string{"Own it", "{% comment %} never ends"}},
		{"menu that does not end", "<nav><p>Text</p><nav>", []string{"Text"}},
		{"bold lines", "<p><strong>Duties</strong></p><p><b>Own</b> it</p><strong>One<br></strong>two<br/><b>Three</b>", []string{"!Duties", "Own it", "!One", "two", "!Three"}},
		{"breaks", "<p>One<br>Two<BR/>\n three</p><h1>Product<br>Owner</h1>", []string{"One", "Two", "three", "# Product Owner"}},
		{"entities", "<p>R&amp;D &nbsp; it&rsquo;s &#8211; &eacute;t&eacute; &lt;b&gt; &amp;amp; a&shy;b &hellip;</p>", []string{"R&D it’s – été <b> & ab …"}},
		{"bullets without lists", "<p>• Own it<br>• Test it<br>- Write it</p><p>·<span>&nbsp;&nbsp; </span>Plan it</p><div>Duties\n• a b\n• c d</div>", []string{"- Own it", "- Test it", "- Write it", "- Plan it", "Duties", "- a b", "- c d"}},
		{"tables", "<table><tr><th>Role</th><td>Product <i>Owner</i></td></tr></table><dl><dt>Team</dt><dd>Data</dd></dl>", []string{"| Role", "| Product Owner", "| Team", "| Data"}},
		{"pre", "<pre>Duties\n- Own it\n- Test it</pre>x", []string{"Duties", "- Own it", "- Test it", "x"}},
		{"numbers of headings stay", "<h2>1. Duties</h2>", []string{"## 1. Duties"}},
		{"unknown elements", "<app-root><my-text>Own it</my-text></app-root>", []string{"Own it"}},
		{"broken", "<p>Own <b>it</i></p></div></li></ul><li>a<li>b<p", []string{"Own it", "- a", "- b"}},
		{"nothing", "<div><br></div>", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := html.Read(new(block.Memory), []byte(c.text), 0, markdown.ReadLines)
			if diff := cmp.Diff(c.want, readtest.Texts(d.Blocks)); diff != "" {
				t.Error(diff)
			}
			readtest.CheckBlocks(t, []byte(c.text), d.Blocks)
		})
	}
}

func TestHTMLSpans(t *testing.T) {
	src := []byte("\xef\xbb\xbf<ul><li>Own the <b>P&amp;L</b> &ndash; all of&nbsp;\n it</li></ul>")
	p, err := read.Read("x.html", src, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	line := p.Lines[0]
	if want := "Own the P&L – all of it"; line.Text != want {
		t.Fatalf("text %q, want %q", line.Text, want)
	}
	for word, want := range map[string]string{
		"Own":         "Own",
		"P&L":         "P&amp;L",
		"&":           "&amp;",
		"–":           "&ndash;",
		"the P&L – a": "the <b>P&amp;L</b> &ndash; a",
		"of it":       "of&nbsp;\n it",
		line.Text:     "Own the <b>P&amp;L</b> &ndash; all of&nbsp;\n it",
	} {
		at := strings.Index(line.Text, word)
		s := line.Source(at, at+len(word))
		if got := string(src[s.Start:s.End]); got != want {
			t.Errorf("%q stands at %q, want %q", word, got, want)
		}
	}
}

func TestEscapedHTML(t *testing.T) {
	src := "---\ntitle: x\n---\n&lt;h2&gt;Duties&lt;/h2&gt;&lt;ul class=&quot;a&quot;&gt;&lt;li&gt;Own R&amp;amp;D&amp;nbsp;it&#39;s&lt;/li&gt;&lt;/ul&gt;"
	p, err := read.Read("x.md", []byte(src), read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Lines) != 2 || p.Lines[1].Text != "Own R&D it's" || p.Lines[1].Kind != posting.Bullet {
		t.Fatalf("lines %+v", p.Lines)
	}
	s := p.Lines[1].Span()
	if got, want := src[s.Start:s.End], "Own R&amp;amp;D&amp;nbsp;it&#39;s"; got != want {
		t.Errorf("span %q, want %q", got, want)
	}
}

func TestStructuredData(t *testing.T) {
	page := func(data string) string {
		return "<html><head><title>Page</title><meta property='og:title' content=\"Shared &amp; Co\"><script type=\"application/ld+json\">" + data + "</script></head><body><h1>Heading</h1></body></html>"
	}
	for _, c := range []struct{ name, data, want, source string }{
		{"object", `{"@type": "JobPosting", "title": "Product Owner"}`, "Product Owner", "Product Owner"},
		{"type last", `{"title": "Product Owner", "@type": "JobPosting"}`, "Product Owner", "Product Owner"},
		{"array", `[{"@type": "Person", "title": "Dr"}, {"@type": ["Thing", "JobPosting"], "title": "Product Owner"}]`, "Product Owner", "Product Owner"},
		{"graph", `{"@graph": [{"@type": "WebPage", "title": "No"}, {"hiringOrganization": {"@type": "Organization", "title": "No"}, "@type": "JobPosting", "title": "Product Owner"}]}`, "Product Owner", "Product Owner"},
		{"escapes", `{"@type": "JobPosting", "title": "Product &amp; Growth Owner \u00e9 \"x\""}`, `Product & Growth Owner é "x"`, `Product &amp; Growth Owner \u00e9 \"x\"`},
		{"broken", `{"@type": "JobPosting", "title": `, "Shared & Co", "Shared &amp; Co"},
		{"no job", `{"@type": "WebPage", "title": "No"}`, "Shared & Co", "Shared &amp; Co"},
		{"deep", strings.Repeat(`[`, 50000), "Shared & Co", "Shared &amp; Co"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := page(c.data)
			p, err := read.Read("x.html", []byte(src), read.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := src[p.Title.Span.Start:p.Title.Span.End]
			if p.Title.Text != c.want || got != c.source || p.Title.From != posting.FromMarkup {
				t.Errorf("title %+v at %q, want %q at %q", p.Title, got, c.want, c.source)
			}
		})
	}
}

// TestDescription reads pages that show their text by script only.
func TestDescription(t *testing.T) {
	src := `<html><script type="application/ld+json">{"@type":"JobPosting","title":"PO","description":"<ul><li>Own the \"backlog\"<\/li>\n<li>R&amp;D \u00e9t\u00e9 \ud83d\ude00 ok<\/li><\/ul>"}</script><body><div id=app>Loading</div></body></html>`
	p, err := read.Read("x.html", []byte(src), read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range p.Lines {
		s := line.Span()
		got = append(got, line.Text, src[s.Start:s.End])
	}
	want := []string{`Own the "backlog"`, `Own the \"backlog\"`, "R&D été 😀 ok", `R&amp;D \u00e9t\u00e9 \ud83d\ude00 ok`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTag(t *testing.T) {
	for s, want := range map[string]int{
		"<b>": 3, "</b >x": 5, "<a href='>'>": 12, "<a href=x>": 10, "<br/>": 5, "< b>": 0, "<": 0, "<3>": 0, "<b": 0, "<b <i>": 0, "<h1\n>": 5,
		"<" + strings.Repeat("a", 40) + ">": 0,
	} {
		if n, _, _ := html.Tag([]byte(s)); n != want {
			t.Errorf("tag(%q) is %d bytes long, want %d", s, n, want)
		}
	}
}

// TestEscapedManyTimes bounds the passes over text that is escaped more often than
// anybody does: a few bytes can ask for any number.
func TestEscapedManyTimes(t *testing.T) {
	once := func(times int) string { return "&" + strings.Repeat("amp;", times-1) + "lt;/p>" }
	pre := func(*block.Writer, int, int) {}
	for times, want := range map[int]int{1: 0, 4: 0, 40: 2 * 36} {
		d, ok := html.ReadEscaped(new(block.Memory), []byte("Own the roadmap"+once(times)+"Own the price"+once(times)), 0, pre)
		if !ok || len(d.Blocks) == 0 {
			t.Fatalf("%d times: not read as escaped: %v", times, d)
		}
		if got := strings.Count(d.Blocks[0].Text, "amp;"); got > want || times > 4 && got == 0 {
			t.Errorf("escaped %d times, read to %q", times, d.Blocks[0].Text)
		}
	}
}
