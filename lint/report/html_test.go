package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// withoutAssets leaves out what is the same on every page.
func withoutAssets(page []byte) []byte {
	for text, name := range map[string]string{htmlStyle: "style", htmlScript: "script", htmlPolicyInPage(): "policy"} {
		page = bytes.ReplaceAll(page, []byte(text), []byte("("+name+")"))
	}
	return page
}

// htmlPolicyInPage is the policy as it stands in an attribute.
func htmlPolicyInPage() string {
	return strings.NewReplacer("'", "&#39;", "+", "&#43;").Replace(htmlPolicy())
}

func TestHTMLGolden(t *testing.T) {
	var all []*lint.Report
	for _, s := range samples() {
		all = append(all, s.report(t))
	}
	o := Options{Version: "1.2.3", RoleModel: "strategist", Messages: realOptions(t).Messages}
	golden(t, "html", withoutAssets(printed(t, "html", o, all[0])))
	golden(t, "html-many", withoutAssets(printed(t, "html", o, all...)))
	golden(t, "html-hostile", withoutAssets(printed(t, "html", o, hostile().report(t))))
	golden(t, "html-empty", withoutAssets(printed(t, "html", o)))
}

// TestHTMLPolicy checks that the browser lets style and script through: their
// sums must be those that the page names, after all that it went through.
func TestHTMLPolicy(t *testing.T) {
	page := string(printed(t, "html", Options{}, samples()[0].report(t)))
	for _, tag := range []string{"style", "script"} {
		_, rest, ok := strings.Cut(page, "<"+tag+">")
		text, _, ok2 := strings.Cut(rest, "</"+tag+">")
		if !ok || !ok2 {
			t.Fatalf("no <%s>", tag)
		}
		h := sha256.Sum256([]byte(text))
		sum := strings.ReplaceAll(base64.StdEncoding.EncodeToString(h[:]), "+", "&#43;")
		if !strings.Contains(page, tag+"-src &#39;sha256-"+sum+"&#39;") {
			t.Errorf("the policy does not let the %s through", tag)
		}
	}
	for _, from := range []string{"http://", "https://", "//", "url(", "@import"} {
		for name, text := range map[string]string{"style": htmlStyle, "script": htmlScript} {
			if name == "script" && from == "//" {
				continue // comments
			}
			if strings.Contains(text, from) {
				t.Errorf("the %s refers to elsewhere: %s", name, from)
			}
		}
	}
}

// ruleset is a real linter, made once.
func realLinter(t testing.TB) *lint.Linter {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func realOptions(t testing.TB) Options {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return Options{RoleModel: "strategist", Findings: set.Findings, Categories: set.Duties("en").Categories, Messages: set.Messages("en"), Means: func(id string) string {
		for _, c := range set.Duties("en").Categories {
			for _, r := range c.Rules {
				if r.ID == id {
					return r.Means
				}
			}
		}
		return ""
	}}
}

// hostileBits are what breaks out of pages that do not escape.
var hostileBits = []string{
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "'onmouseover='alert(1)", "</style>", "</script>", "</textarea>", "<!--", "-->", "]]>",
	"{{.Title}}", "${alert(1)}", "javascript:alert(1)", "<svg/onload=alert(1)>", "&lt;script&gt;", "&#60;b&#62;", "\u202e", "\u2066", "\x00", "\xff", "<base href=//x>",
	"<a href=\"javascript:alert(1)\">x</a>", "<plaintext>", "<title>", "\\u003cscript\\u003e", "=cmd|' /C calc'!A0", "::error::x", "##vso[task]x", "\u2028", "data:text/html,<b>",
}

// ordinaryBits make a posting of it.
var ordinaryBits = []string{
	"\n\n", "\n- ", "\n", " ", "Own the product backlog", "Set prices and packages", "Define the product vision", "Write user stories", "Research the market and competitors.",
	"## What you will do", "## Requirements", "You will plan the sprints. You will carry the profit and loss.", "As a Product Manager you will", "Support the roadmap", "Ünïcödé 在庫",
}

func hostilePosting(t *rapid.T) string {
	title := rapid.SampledFrom([]string{"Product Owner", "Product Manager", "Senior Product Owner, Fares", "Data Engineer", ""}).Draw(t, "title")
	bit := rapid.OneOf(rapid.SampledFrom(hostileBits), rapid.SampledFrom(ordinaryBits), rapid.SampledFrom(ordinaryBits), rapid.String())
	return "# " + title + rapid.SampledFrom([]string{"", " " + hostileBits[0], hostileBits[1]}).Draw(t, "more") + "\n\n" + strings.Join(rapid.SliceOfN(bit, 0, 30).Draw(t, "bits"), "")
}

// onPage are the elements and attributes that a page is made of.
var (
	pageElements   = strings.Fields("html head meta title style body header p h1 h2 h3 h4 main section article div span svg circle path rect table caption thead tbody tr th td b small ol ul li blockquote del ins mark em a form label input select option footer script")
	pageAttributes = strings.Fields("lang charset http-equiv content name class id aria-label aria-labelledby aria-hidden focusable role viewbox width height cx cy r d preserveaspectratio x y rx scope colspan href target rel data-copy data-verdict hidden for type placeholder autocomplete value tabindex")
)

// checkPage fails when something stands in a page that is not made by its
// templates.
func checkPage(t interface {
	Helper()
	Errorf(string, ...any)
}, page []byte) {
	t.Helper()
	scripts := 0
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if scripts != 1 {
				t.Errorf("the page has %d scripts", scripts)
			}
			return
		case html.CommentToken:
			t.Errorf("a comment: %.80q", z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !slices.Contains(pageElements, token.Data) {
				t.Errorf("an element of the posting: %s", token)
			}
			if token.Data == "script" {
				scripts++
				z.Next()
				if string(z.Raw()) != htmlScript {
					t.Errorf("another script: %.80q", z.Raw())
				}
			}
			for _, a := range token.Attr {
				if !slices.Contains(pageAttributes, strings.ToLower(a.Key)) {
					t.Errorf("an attribute of the posting: %s", token)
				}
				if a.Key == "href" && !strings.HasPrefix(a.Val, "#posting-") && !strings.HasPrefix(a.Val, ruleBase) {
					t.Errorf("a link of the posting: %s", token)
				}
			}
		}
	}
}

// TestHTMLEscapes holds whatever stands in a posting: nothing of it becomes
// markup, and no control or bidirectional character reaches the page.
func TestHTMLEscapes(t *testing.T) {
	l, o := realLinter(t), realOptions(t)
	rapid.Check(t, func(t *rapid.T) {
		text := hostilePosting(t)
		path := rapid.SampledFrom([]string{"jobs/a.md", "-", `"><script>x`, "a\u202eb.md"}).Draw(t, "path")
		reading := l.ReadOptions()
		reading.Format = posting.Markdown
		p, err := read.Read(path, []byte(text), reading)
		if err != nil {
			t.Skip("no posting")
		}
		r := l.Check(p)
		var out bytes.Buffer
		printer, err := New("html", &out, o)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 2).Draw(t, "times") {
			if err := printer.Print(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := printer.Close(); err != nil {
			t.Fatal(err)
		}
		checkPage(t, out.Bytes())
		for _, c := range out.String() {
			if c != '\n' && unsafe(c) || c == '\ufffd' && !strings.Contains(text, "\ufffd") {
				t.Errorf("%U reaches the page", c)
			}
		}
	})
}

// TestMarkedTextIsWhole: the marked text is the text, no more, no less; each
// duty has its sign and its note.
func TestMarkedTextIsWhole(t *testing.T) {
	l, o := realLinter(t), realOptions(t)
	rapid.Check(t, func(t *rapid.T) {
		p, err := read.Read("a.md", []byte(hostilePosting(t)), l.ReadOptions())
		if err != nil {
			t.Skip("no posting")
		}
		r := l.Check(p)
		if err := whole(r, o); err != nil {
			t.Fatal(err)
		}
	})
}

func whole(r *lint.Report, o Options) error {
	blocks, _ := markedText(r, newRulebook(o), "p")
	var got, want strings.Builder
	signs, notes := map[string]int{}, map[string]int{}
	for _, b := range blocks {
		for _, p := range b.Pieces {
			got.WriteString(p.Text)
			for _, s := range p.Signs {
				signs[s.Link]++
			}
		}
		for _, n := range b.Notes {
			notes[n.ID]++
		}
	}
	for i := range r.Posting().Lines {
		if l := &r.Posting().Lines[i]; l.Zone != posting.Furniture {
			want.WriteString(Clean(l.Text))
		}
	}
	letters := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	if letters(got.String()) != letters(want.String()) {
		return fmt.Errorf("the text is not whole:\n got %q\nwant %q", got.String(), want.String())
	}
	duties := 0
	for _, list := range [][]lint.Duty{r.Duties, r.OtherDuties()} {
		for i := range list {
			if k := lineOf(r.Posting(), list[i].Start); k < 0 || r.Posting().Lines[k].Zone != posting.Furniture {
				duties++
			}
		}
	}
	if len(signs) != duties || len(notes) != duties {
		return fmt.Errorf("%d duties, %d signs, %d notes", duties, len(signs), len(notes))
	}
	for id, n := range signs {
		if n != 1 || notes[id] != 1 {
			return fmt.Errorf("%s: %d signs, %d notes", id, n, notes[id])
		}
	}
	return nil
}

func TestMarksStandWhereTheyBelong(t *testing.T) {
	l := realLinter(t)
	p, err := read.Read("a.md", []byte("# Product Owner\n\n## What you will do\n\n- Set prices &amp; discounts\n- Own the **product backlog** &amp; more\n- Eat lunch\n"), l.ReadOptions())
	if err != nil {
		t.Fatal(err)
	}
	blocks, _ := markedText(l.Check(p), newRulebook(realOptions(t)), "p")
	var got []string
	for _, b := range blocks {
		if b.Kind != "item" {
			continue
		}
		line := ""
		for _, piece := range b.Pieces {
			if piece.Marks == "" {
				line += piece.Text
			} else {
				line += "[" + piece.Marks + ": " + piece.Text + "]"
			}
			for _, s := range piece.Signs {
				line += "(" + s.Text + ")"
			}
		}
		got = append(got, line)
	}
	want := []string{"[strategic: Set prices & discounts](S1)", "[tactical: Own the product backlog](T1) & more", "Eat lunch"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		report lint.Report
		want   string
	}{
		{lint.Report{Title: "Product Owner", Role: lint.ProductOwner, Verdict: lint.Fits}, "The posting “Product Owner” has the title that its duties ask for; nothing needs to change."},
		{lint.Report{Role: lint.ProductOwner, Verdict: lint.OtherJob, OtherRole: "project manager"}, "This posting describes mainly the work of another job, project manager. Is that what we are looking for, and what should the posting say then?"},
		{lint.Report{Title: "Cook", Verdict: lint.OutOfScope}, ""},
		{lint.Report{Title: "Chef de produit", Verdict: lint.Unclear, Findings: []lint.Finding{{Rule: "unknown-language"}}}, ""},
	} {
		if got := note(&c.report, newRulebook(realOptions(t))); got != c.want {
			t.Errorf("got %q\nwant %q", got, c.want)
		}
	}
	r := samples()[0].report(t)
	if got := note(r, newRulebook(realOptions(t))); !strings.Contains(got, "5 of its 6 owned duties are that role's") || !strings.Contains(got, "“Senior Product Manager”") {
		t.Errorf("got %q", got)
	}
}

// TestHTMLLimit: a page that would grow too large drops texts, then sheets, then
// rows, but what goes wrong is named as long as that can be, and all are counted.
func TestHTMLLimit(t *testing.T) {
	wrong, fine := samples()[0].report(t), &lint.Report{Path: "fine.md", Title: "Product Owner", Verdict: lint.Fits}
	fine.SetPosting(&posting.Posting{})
	p := newHTML(io.Discard, Options{}).(*htmlPrinter)
	added := func(fill int, r *lint.Report) string {
		p.body.Reset()
		p.body.WriteString(strings.Repeat(" ", fill))
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
		return p.body.String()[fill:]
	}
	if got := added(htmlTexts+1, wrong); !strings.Contains(got, "Wrong title.") || !strings.Contains(got, "too large") || strings.Contains(got, `class="lines"`) {
		t.Errorf("a page of many texts: %s", got)
	}
	if got := added(htmlTexts+1, fine) + added(htmlSheets+1, wrong); got != "" || len(p.rows) != 3 {
		t.Errorf("a page of many sheets: %d rows, %s", len(p.rows), got)
	}

	var out bytes.Buffer
	p.w = &out
	p.body.Reset()
	p.rows, p.quiet = make([]htmlRow, htmlRows), htmlRows
	for _, r := range []*lint.Report{fine, wrong, fine} {
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if n := len(p.rows); n != htmlRows+1 || p.rows[n-1].Verdict != lint.Mistitled {
		t.Errorf("%d rows, the last one %+v", n, p.rows[n-1])
	}
	for _, want := range []string{"<h1>6 postings", "3 mistitled", "1 of the postings at the end", "2 more stand in the table alone", "2 more are counted, but not listed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestChart(t *testing.T) {
	r := &lint.Report{Strategic: lint.Share{Owned: 14, Weak: 1}, Tactical: lint.Share{Weak: 2}}
	for range 14 {
		r.Duties = append(r.Duties, lint.Duty{Side: lint.Strategic, Category: "pricing", Strength: lint.Owned})
	}
	r.Duties = append(r.Duties, lint.Duty{Side: lint.Strategic, Category: "vision", Strength: lint.Weak})
	for range 2 {
		r.Duties = append(r.Duties, lint.Duty{Side: lint.Tactical, Category: "backlog", Strength: lint.Weak, Role: lint.Both})
	}
	c := newChart(r, rulebook{})
	if want := "14 strategic duties and 1 weak one, 0 tactical duties and 2 weak ones"; c.Label != want {
		t.Errorf("got %q, want %q", c.Label, want)
	}
	total := 0
	for _, part := range c.Bar {
		if part.X != total {
			t.Errorf("a gap in the bar: %+v", c.Bar)
		}
		total += part.Of
	}
	if total != barWidth {
		t.Errorf("the bar is %d wide", total)
	}
	if row := c.Sides[0].Rows[0]; len(row.Squares) != maxSquares || row.More != 2 || row.Words() != "14" {
		t.Errorf("got %+v", row)
	}
	if side := c.Sides[1]; side.Whose != "either's work" || side.Rows[0].Words() != "2 weak" {
		t.Errorf("got %+v", side)
	}
	if c := newChart(&lint.Report{}, rulebook{}); c.Sides != nil {
		t.Errorf("a chart of nothing: %+v", c)
	}
}
