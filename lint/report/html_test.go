package report

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
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

// withoutAssets leaves out what is the same on every page, and spells out what is packed.
func withoutAssets(t *testing.T, page []byte) []byte {
	for text, name := range map[string]string{htmlStyle: "style", htmlScript: "script", htmlPolicyInPage(): "policy"} {
		page = bytes.ReplaceAll(page, []byte(text), []byte("("+name+")"))
	}
	data, head, foot := dataOf(t, page)
	if data == nil {
		return page
	}
	var out bytes.Buffer
	out.Write(head)
	for _, row := range data.Postings {
		fmt.Fprintf(&out, "\n%s", row)
	}
	for _, kind := range [][]string{data.Sheets, data.Texts} {
		for _, piece := range unpacked(t, kind) {
			fmt.Fprintf(&out, "\n--- packed ---\n%s", piece)
		}
	}
	out.Write(foot)
	return out.Bytes()
}

// pageData is what the script of a page reads.
type pageData struct {
	Postings      []json.RawMessage
	Sheets, Texts []string
}

// dataOf returns the data of a page, and what stands before and behind it; nil where
// there is none.
func dataOf(t interface{ Fatal(...any) }, page []byte) (data *pageData, head, foot []byte) {
	const begin, end = `<script type="application/json" id="data">`, "</script>"
	at := bytes.Index(page, []byte(begin))
	if at < 0 {
		return nil, page, nil
	}
	at += len(begin)
	text, _, _ := bytes.Cut(page[at:], []byte(end))
	if err := json.Unmarshal(text, &data); err != nil {
		t.Fatal(err)
	}
	return data, page[:at], page[at+len(text):]
}

// unpacked returns the pieces of bundles as the script does.
func unpacked(t interface{ Fatal(...any) }, bundles []string) (pieces []string) {
	for _, b := range bundles {
		press, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(b)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(press)
		if err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, strings.Split(string(text), "\x00")[1:]...)
	}
	return pieces
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
	golden(t, "html", withoutAssets(t, printed(t, "html", o, all[0])))
	golden(t, "html-many", withoutAssets(t, printed(t, "html", o, all...)))
	golden(t, "html-hostile", withoutAssets(t, printed(t, "html", o, hostile().report(t))))
	golden(t, "html-empty", withoutAssets(t, printed(t, "html", o)))
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
	pageElements   = strings.Fields("html head meta title style body header p h1 h2 h3 h4 main section article div span svg circle path rect text figure figcaption dl dt dd details summary noscript small table caption thead tbody tr th td b small ol ul li blockquote del ins mark em a form label input select option button footer script")
	pageAttributes = strings.Fields("lang charset http-equiv content name class id aria-label aria-labelledby aria-hidden focusable role viewbox width height cx cy r d preserveaspectratio x y rx scope colspan href target rel data-copy hidden for type placeholder autocomplete value tabindex")
)

// checkPage fails when something stands in a page, or is packed into it, that is not
// made by its templates.
func checkPage(t interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}, page []byte) {
	t.Helper()
	data, head, foot := dataOf(t, page)
	if data != nil {
		for _, piece := range append(unpacked(t, data.Sheets), unpacked(t, data.Texts)...) {
			if n := checkMarkup(t, []byte(piece)); n > 0 {
				t.Errorf("%d scripts are packed", n)
			}
		}
	}
	if n := checkMarkup(t, slices.Concat(head, foot)); n != 1 {
		t.Errorf("the page has %d scripts", n)
	}
}

// checkMarkup returns how many scripts stand in a piece of a page.
func checkMarkup(t interface {
	Helper()
	Errorf(string, ...any)
}, page []byte) (scripts int) {
	t.Helper()
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return scripts
		case html.CommentToken:
			t.Errorf("a comment: %.80q", z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !slices.Contains(pageElements, token.Data) {
				t.Errorf("an element of the posting: %s", token)
			}
			if token.Data == "script" && len(token.Attr) == 0 {
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
				if a.Key == "href" && !inPage.MatchString(a.Val) && !strings.HasPrefix(a.Val, ruleBase) {
					t.Errorf("a link of the posting: %s", token)
				}
			}
		}
	}
}

// inPage matches the links within a page.
var inPage = regexp.MustCompile(`^#(posting-[0-9a-f]{1,10}(-[STO][0-9]+)?|mistitled|hybrid|other-role|unclear)$`)

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
		all := out.String()
		if data, _, _ := dataOf(t, out.Bytes()); data != nil {
			all += strings.Join(append(unpacked(t, data.Sheets), unpacked(t, data.Texts)...), "\n")
			for _, raw := range data.Postings {
				var row htmlRow
				if err := json.Unmarshal(raw, &row); err != nil {
					t.Fatal(err)
				}
				all += fmt.Sprint(row)
			}
		}
		for _, c := range all {
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

// TestHTMLLimit: of more postings than a page can hold the texts are left out first,
// those of what fits before the others, then all that is opened, then rows; all
// are counted.
func TestHTMLLimit(t *testing.T) {
	var wrong, fine *lint.Report
	for _, s := range samples() {
		switch s.verdict {
		case lint.Mistitled:
			wrong = s.report(t)
		case lint.Fits:
			fine = s.report(t)
		}
	}
	page := func(prepare func(*htmlPrinter), reports ...*lint.Report) (string, []htmlRow) {
		t.Helper()
		var out bytes.Buffer
		p := newHTML(&out, Options{}).(*htmlPrinter)
		prepare(p)
		for _, r := range reports {
			if err := p.Print(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		data, _, _ := dataOf(t, out.Bytes())
		rows := make([]htmlRow, len(data.Postings))
		for i := range rows {
			if err := json.Unmarshal(data.Postings[i], &rows[i]); err != nil {
				t.Fatal(err)
			}
		}
		return out.String(), rows
	}

	_, rows := page(func(*htmlPrinter) {}, fine, wrong, fine)
	if rows[0].Verdict != "mistitled" || rows[0].Text != 1 || rows[1].Text != packed+1 || rows[2].Text != packed+2 {
		t.Errorf("all fit: %+v", rows)
	}
	_, rows = page(func(p *htmlPrinter) { p.texts.size = maxPack + 1 }, fine, wrong)
	if rows[0].Text != -1 || rows[0].Sheet != 2 || rows[1].Text != 1 {
		t.Errorf("texts of problems fill the page: %+v", rows)
	}
	_, rows = page(func(p *htmlPrinter) { p.sheets.size = maxPack + 1 }, fine, wrong)
	if rows[0].Sheet != -1 || rows[1].Sheet != -1 || rows[0].Text != -1 || rows[1].Text != -1 {
		t.Errorf("sheets fill the page: %+v", rows)
	}
	text, rows := page(func(p *htmlPrinter) { p.rest = make([]*htmlRow, htmlRows); fillRows(p.rest) }, fine, wrong, fine)
	if len(rows) != htmlRows+1 || rows[0].Verdict != "mistitled" {
		t.Errorf("%d rows, the first one %+v", len(rows), rows[0])
	}
	for _, want := range []string{"<h1>1 of 3 postings needs attention", "1 mistitled", "2 more are counted, but not listed"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func fillRows(rows []*htmlRow) {
	for i := range rows {
		rows[i] = &htmlRow{}
	}
}

// TestHTMLTextsHaveRoom: the texts that do not fit what a page of so many postings may
// have are left out, the last ones of what fits first.
func TestHTMLTextsHaveRoom(t *testing.T) {
	p := newHTML(io.Discard, Options{}).(*htmlPrinter)
	p.problems, p.rest = make([]*htmlRow, packed+1), make([]*htmlRow, 3*packed)
	fillRows(p.problems)
	fillRows(p.rest)
	full := strings.Repeat("x", (htmlFewest*htmlEach-htmlCharts-htmlProblem*(packed+1)-htmlOther*3*packed)/4)
	p.texts.bundles, p.restTexts.bundles = []string{full, full}, []string{full, full, full}
	for _, rows := range [][]*htmlRow{p.problems, p.rest} {
		for i, row := range rows {
			row.Text = i + 1
		}
	}
	p.data()
	if p.problems[packed].Text != packed+1 || p.rest[0].Text != 2*packed+1 || p.rest[2*packed-1].Text != 4*packed || p.rest[2*packed].Text != -1 {
		t.Errorf("%d, %d, %d, %d", p.problems[packed].Text, p.rest[0].Text, p.rest[2*packed-1].Text, p.rest[2*packed].Text)
	}
}

// TestHTMLLinksLast: a link to a posting leads to it in the next run, whatever else
// there is then, and though its title was changed.
func TestHTMLLinksLast(t *testing.T) {
	a, b := &lint.Report{Path: "jobs/a.md", Title: "Product Owner"}, &lint.Report{Path: "jobs/b.md"}
	first, next := newHTML(io.Discard, Options{}).(*htmlPrinter), newHTML(io.Discard, Options{Root: "/repo"}).(*htmlPrinter)
	was := first.id(a)
	next.id(b)
	if got := next.id(&lint.Report{Path: "/repo/jobs/a.md", Title: "Product Manager"}); got != was || !inPage.MatchString("#"+was) {
		t.Errorf("the link was %s and is %s", was, got)
	}
	if got := next.id(&lint.Report{Path: "jobs/a.md"}); got == was {
		t.Error("two postings have one link")
	}
}

// TestManyChart: what is odd lies on the wrong side of the line and is counted.
func TestManyChart(t *testing.T) {
	var c manyChart
	add := func(role lint.Role, verdict lint.Verdict, strategic, tactical int) {
		r := &lint.Report{Title: "T", Role: role, Verdict: verdict, Strategic: lint.Share{Owned: strategic}, Tactical: lint.Share{Owned: tactical}}
		for range strategic {
			r.Duties = append(r.Duties, lint.Duty{Side: lint.Strategic, Category: "pricing", Strength: lint.Owned})
		}
		for range tactical {
			r.Duties = append(r.Duties, lint.Duty{Side: lint.Tactical, Category: "backlog", Strength: lint.Owned})
		}
		c.add(r, rulebook{}, "posting-"+r.Title)
	}
	add(lint.ProductOwner, lint.Mistitled, 9, 1)
	add(lint.ProductOwner, lint.Fits, 0, 5)
	add(lint.ProductOwner, lint.Fits, 0, 5)
	add(lint.ProductOwner, lint.Fits, 4, 4)
	add(lint.ProductManager, lint.Fits, 90, 0)
	all := c.Scatters()
	if len(all) != 2 || all[1].Odd != "1 of 4 with more strategic than tactical duties" || all[0].Odd != "0 of 1 with more tactical than strategic duties" {
		t.Fatalf("got %+v", all)
	}
	dots := all[1].Dots
	if len(dots) != 3 || dots[2].Link != "posting-T" || dots[2].Verdict != lint.Mistitled || dots[0].Link != "" || dots[0].R <= dots[1].R {
		t.Errorf("got %+v", dots)
	}
	if x := all[0].Dots[0].X; x != plotLeft+plotSize {
		t.Errorf("90 duties lie at %d", x)
	}
	sides := c.Sides()
	if len(sides) != 2 || sides[0].Categories[0].All != 3 || sides[0].Categories[0].Astray != 2 || sides[1].Categories[0].All != 4 || sides[1].Categories[0].Astray != 0 {
		t.Errorf("got %+v", sides)
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
