package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

const host = "127.0.0.1:7373"

// realOptions judge with the built-in rules.
func realOptions(t testing.TB) Options {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	linters := map[string]*lint.Linter{}
	o := Options{Hosts: []string{host, "localhost:7373"}, Rules: set}
	o.Report = func(language string) (texts report.Options) {
		texts.SetTexts(set, language)
		return texts
	}
	o.Support = func(language, category, owner string) string { return set.Messages(language).Support(category, owner) }
	o.Languages = []Language{{"en", "English"}}
	for _, id := range set.Models.IDs() {
		m := set.Models[id]
		o.Models = append(o.Models, Model{id, m.Name, m.Summary})
		if linters[id], err = lint.New(set, m); err != nil {
			t.Fatal(err)
		}
	}
	read := func(model string, t Text) (*posting.Posting, error) {
		reading := linters[model].ReadOptions()
		reading.Title = t.Title
		return read.Read(t.Name, t.Source, reading)
	}
	o.Judge = func(_ context.Context, by By, t Text) (*lint.Report, error) {
		p, err := read(by.Model, t)
		if err != nil {
			return nil, err
		}
		return linters[by.Model].Check(p), nil
	}
	o.Read = func(_ context.Context, name string, src []byte) ([]Text, error) {
		p, err := read("strategist", Text{Name: name, Source: src})
		if err != nil {
			return nil, err
		}
		return []Text{{Name: name, Source: Transcript(p), Format: "markdown"}}, nil
	}
	return o
}

// TestExplanations: the page has an explanation for all that its answers link to, and for all
// that the explanations link to.
func TestExplanations(t *testing.T) {
	h := Handler(realOptions(t))
	answer := judged(t, h, nil, "# Rockstar Product Owner\n\nYou own the backlog. Agile ninja wanted.\n\n"+wrong)
	links := []string{"explain/index.html"}
	for _, verdict := range []lint.Verdict{lint.Fits, lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.OutOfScope} {
		links = append(links, "explain/"+string(verdict)+".html")
	}
	hrefs := func(text string) (all []string) {
		for z := html.NewTokenizer(strings.NewReader(text)); z.Next() != html.ErrorToken; {
			for _, a := range z.Token().Attr {
				if a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					all = append(all, a.Val)
				}
			}
		}
		return all
	}
	for _, part := range answer.Parts {
		links = append(links, hrefs(part)...)
	}
	seen := map[string]bool{}
	for len(links) > 0 {
		link := links[0]
		links = links[1:]
		if seen[link] {
			continue
		}
		seen[link] = true
		w := ask(h, "GET", "/"+link, "")
		if w.Code != 200 {
			t.Errorf("%s: %d", link, w.Code)
		}
		for _, next := range hrefs(w.Body.String()) {
			if up, ok := strings.CutPrefix(next, "../"); ok {
				links = append(links, up)
			} else {
				links = append(links, "explain/"+next)
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d pages", len(seen))
	}
}

// ask sends a request as the page does.
func ask(h http.Handler, method, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/octet-stream")
		r.Header.Set("Origin", "http://"+host)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func hostName(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

const wrong = `# Senior Product Owner, Bridge Tolls

## What you will do

- Define the vision and the strategy of our toll products
- Set prices and packages for lorries and commuters
- Carry the profit and loss of the line
- Research the market and keep track of competitors
- Keep the backlog of the payments team in order
`

func TestRefused(t *testing.T) {
	h := Handler(realOptions(t))
	for name, c := range map[string]struct {
		method, path, body string
		change             []func(*http.Request)
		status             int
	}{
		"the page":                 {"GET", "/", "", nil, 200},
		"by the other name":        {"GET", "/", "", []func(*http.Request){hostName("localhost:7373")}, 200},
		"typed into the bar":       {"GET", "/", "", []func(*http.Request){header("Sec-Fetch-Site", "none")}, 200},
		"another name":             {"GET", "/", "", []func(*http.Request){hostName("evil.example:7373")}, 421},
		"another port":             {"GET", "/", "", []func(*http.Request){hostName("127.0.0.1:80")}, 421},
		"no name":                  {"GET", "/", "", []func(*http.Request){hostName("")}, 421},
		"a script of another site": {"GET", "/page.js", "", []func(*http.Request){header("Sec-Fetch-Site", "cross-site")}, 403},
		"another port's page":      {"GET", "/", "", []func(*http.Request){header("Sec-Fetch-Site", "same-site")}, 403},
		"judge":                    {"POST", "/judge", wrong, nil, 200},
		"judge from elsewhere":     {"POST", "/judge", wrong, []func(*http.Request){header("Sec-Fetch-Site", "cross-site")}, 403},
		"another origin":           {"POST", "/judge", wrong, []func(*http.Request){header("Origin", "http://evil.example")}, 403},
		"no origin":                {"POST", "/judge", wrong, []func(*http.Request){header("Origin", "null")}, 403},
		"origin of another name":   {"POST", "/judge", wrong, []func(*http.Request){header("Origin", "http://localhost:7373")}, 403},
		"a form":                   {"POST", "/judge", wrong, []func(*http.Request){header("Content-Type", "text/plain")}, 415},
		"judge by GET":             {"GET", "/judge", "", nil, 404},
		"page by POST":             {"POST", "/", "", nil, 405},
		"put":                      {"PUT", "/judge", wrong, nil, 405},
		"delete":                   {"DELETE", "/report", "", nil, 405},
		"no model":                 {"POST", "/judge?model=none", wrong, nil, 400},
		"too large":                {"POST", "/judge", strings.Repeat("x", MaxSize+1), nil, 413},
		"too large a file":         {"POST", "/read?name=x.md", strings.Repeat("x", MaxSize+1), nil, 413},
		"nothing":                  {"POST", "/judge", "", nil, 422},
		"no text":                  {"POST", "/judge", "\x00\x01\x02\xff\xfe\x00\x00", nil, 422},
		"a template":               {"GET", "/index.html", "", nil, 404},
		"out of the folder":        {"GET", "/..%2fserve.go", "", nil, 404},
		"a folder":                 {"GET", "/.", "", nil, 307}, // to /
		"unknown":                  {"GET", "/none.css", "", nil, 404},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(h, c.method, c.path, c.body, c.change...)
			if w.Code != c.status {
				t.Errorf("got %d, want %d: %.200s", w.Code, c.status, w.Body)
			}
			if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("policy %q", csp)
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
				"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store"} {
				if got := w.Header().Get(name); got != want {
					t.Errorf("%s: %q", name, got)
				}
			}
			if w.Header().Get("Access-Control-Allow-Origin") != "" {
				t.Error("other sites may read the answer")
			}
		})
	}
}

func TestAnyAddress(t *testing.T) {
	o := Options{Hosts: []string{"localhost:80"}, AnyIP: true}
	for name, want := range map[string]bool{"192.168.1.5:80": true, "[::1]:80": true, "10.0.0.1": true, "localhost:80": true, "evil.example:80": false, "": false, "1.2.3.4.evil.example:80": false} {
		if got := o.allows(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// TestPageNeedsNothing checks that the page asks for its own files only, and
// that all of them are there.
func TestPageNeedsNothing(t *testing.T) {
	h := Handler(realOptions(t))
	page := ask(h, "GET", "/", "").Body.Bytes()
	found := 0
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		for _, a := range z.Token().Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("the policy forbids %s=%q", a.Key, a.Val)
			}
			if a.Key != "src" && a.Key != "href" || strings.HasPrefix(a.Val, "#") {
				continue
			}
			found++
			if w := ask(h, "GET", "/"+a.Val, ""); w.Code != 200 || w.Body.Len() == 0 {
				t.Errorf("%s: %d", a.Val, w.Code)
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d files", found)
	}
	for name := range Files() {
		if !strings.HasSuffix(name, ".js") || name == "keep.js" { // which keeps what the user asks it to
			continue
		}
		text := ask(h, "GET", "/"+name, "").Body.String()
		for _, from := range []string{"http://", "https://", "eval(", "localStorage", "sessionStorage", "document.cookie", "sendBeacon"} {
			if strings.Contains(text, from) {
				t.Errorf("%s: %s", name, from)
			}
		}
	}
}

func judged(t testing.TB, h http.Handler, query url.Values, text string) answer {
	t.Helper()
	w := ask(h, "POST", "/judge?"+query.Encode(), text)
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != 200 {
		t.Fatalf("%d: %v: %.300s", w.Code, err, w.Body)
	}
	return a
}

func TestJudge(t *testing.T) {
	h := Handler(realOptions(t))
	a := judged(t, h, nil, wrong)
	if a.Verdict != lint.Mistitled || a.Title != "Senior Product Owner, Bridge Tolls" || !strings.HasPrefix(a.Says, "Wrong title. ") || a.Line != "Wrong title." {
		t.Errorf("got %+v", a)
	}
	for _, part := range []string{"verdict", "chart", "text", "changes", "note", "suggestions"} {
		if a.Parts[part] == "" {
			t.Errorf("no part %q", part)
		}
	}
	verdicts := map[string]lint.Verdict{}
	for _, m := range a.Models {
		verdicts[m.ID] = m.Verdict
	}
	if len(verdicts) != len(realOptions(t).Models) || verdicts["strategist"] != lint.Mistitled || verdicts["inverted"] != lint.Fits {
		t.Errorf("verdicts %v", verdicts)
	}
	if b := judged(t, h, url.Values{"model": {"inverted"}}, wrong); b.Verdict != lint.Fits {
		t.Errorf("inverted: %s", b.Verdict)
	}
	if b := judged(t, h, url.Values{"title": {"Cook"}}, wrong); b.Verdict != lint.OutOfScope || b.Title != "Cook" {
		t.Errorf("as a cook: %s, %q", b.Verdict, b.Title)
	}
}

// TestSuggestions takes each suggestion: what it promises must come true.
func TestSuggestions(t *testing.T) {
	h := Handler(realOptions(t))
	a := judged(t, h, nil, wrong)
	if len(a.Suggestions) != 1 { // without its lines it would say too little
		t.Fatalf("%d suggestions", len(a.Suggestions))
	}
	retitled := a.Suggestions[0]
	if !strings.HasPrefix(retitled.Text, "# Senior Product Manager, Bridge Tolls\n") || retitled.Title != "" {
		t.Errorf("got %.60q, %q", retitled.Text, retitled.Title)
	}
	if b := judged(t, h, nil, retitled.Text); b.Verdict != lint.Fits {
		t.Errorf("retitled: %s", b.Verdict)
	}
	if strings.Contains(a.Parts["suggestions"], "Too little") || !strings.Contains(a.Parts["suggestions"], "Then: The title fits.") {
		t.Errorf("suggestions: %s", a.Parts["suggestions"])
	}
	more := "- Write user stories and acceptance criteria\n- Plan the sprints with the team\n- Accept finished work\n"
	both := judged(t, h, nil, wrong+more)
	moved := both.Suggestions[len(both.Suggestions)-1]
	if want := "# Senior Product Owner, Bridge Tolls\n\n## What you will do\n\n- Keep the backlog of the payments team in order\n" + more; moved.Text != want {
		t.Errorf("got %q", moved.Text)
	}
	if b := judged(t, h, nil, moved.Text); b.Verdict != lint.Fits {
		t.Errorf("lines taken out: %s", b.Verdict)
	}
	// A title that stands beside the text is changed there.
	_, body, _ := strings.Cut(wrong, "\n")
	b := judged(t, h, url.Values{"title": {"Product Owner"}}, body)
	if len(b.Suggestions) < 1 || b.Suggestions[0].Title != "Product Manager" || b.Suggestions[0].Text != body {
		t.Errorf("got %+v", b.Suggestions)
	}
	// What fits needs no mending.
	if c := judged(t, h, nil, retitled.Text); len(c.Suggestions) != 0 || strings.TrimSpace(c.Parts["suggestions"]) != "" {
		t.Errorf("suggestions for what fits: %+v", c.Suggestions)
	}
}

func TestReportIsSaved(t *testing.T) {
	h := Handler(realOptions(t))
	w := ask(h, "POST", "/report?model=career", wrong)
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment;") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	for _, part := range []string{"<!doctype html>", "pasted text, ", "“career”", "Senior Product Owner, Bridge Tolls"} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the report lacks %q", part)
		}
	}
	w = ask(h, "POST", "/report?name=tolls.md", wrong)
	if !strings.Contains(w.Body.String(), ">tolls.md<") {
		t.Error("the report does not name the file")
	}
}

func TestRead(t *testing.T) {
	h := Handler(realOptions(t))
	w := ask(h, "POST", "/read?name=../../etc/tolls.html", "<html><title>x</title><nav><a href=/>Home</a></nav><h1>Product Owner</h1><p>One &amp; two. Three.</p><ul><li>Own the backlog</li><li>Write stories</li></ul></html>")
	var got struct {
		Postings []struct{ Name, Title, Format, Text string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || len(got.Postings) != 1 {
		t.Fatalf("%v: %s", err, w.Body)
	}
	if p := got.Postings[0]; p.Name != "tolls.html" || !strings.Contains(p.Text, "## Product Owner\n\nOne & two. Three.\n\n- Own the backlog\n- Write stories\n") {
		t.Errorf("got %+v", p)
	}
}

// TestFaults: a fault of the program costs the answer, not the page, and tells
// nothing of the posting.
func TestFaults(t *testing.T) {
	o := realOptions(t)
	o.Judge = func(context.Context, By, Text) (*lint.Report, error) { panic("secret posting") }
	o.Read = func(context.Context, string, []byte) ([]Text, error) {
		return nil, errors.New("broken \x1b[31m<b>file")
	}
	h := Handler(o)
	for _, path := range []string{"/judge", "/report"} {
		w := ask(h, "POST", path, wrong)
		if w.Code != 422 || strings.Contains(w.Body.String(), "secret") || !strings.Contains(w.Body.String(), "please report it") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	w := ask(h, "POST", "/read?name=x", "x")
	if w.Code != 422 || w.Header().Get("Content-Type") != "application/json" || strings.Contains(w.Body.String(), "\x1b") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	o.Read = func(context.Context, string, []byte) ([]Text, error) { return nil, nil }
	if w := ask(Handler(o), "POST", "/read?name=x", "x"); w.Code != 422 {
		t.Errorf("an empty file: %d", w.Code)
	}
}

// TestNothingGetsOut: whatever stands in a posting, in its title and in its
// name, no part of the answer has markup of it.
func TestNothingGetsOut(t *testing.T) {
	h := Handler(realOptions(t))
	bits := []string{"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "' onfocus='x", "</textarea>", "</style>", "{{.}}", "<!--", "<iframe src=x>", "\u202e",
		"\n- Own the backlog", "\n- Set prices", "\n- Define the vision", "\n- Write user stories ", "\n\n", "As a Product Manager you will", "\n- Research the market and competitors"}
	known := strings.Fields("div p span svg circle path rect table caption thead tbody tr th td b h3 h4 small section ol ul li blockquote del ins mark em a button")
	rapid.Check(t, func(t *rapid.T) {
		bit := rapid.SampledFrom(bits)
		text := "# Product Owner" + bit.Draw(t, "title") + "\n" + strings.Join(rapid.SliceOf(bit).Draw(t, "text"), "")
		q := url.Values{"name": {bit.Draw(t, "name") + ".md"}}
		if rapid.Bool().Draw(t, "titled") {
			q.Set("title", "Product Owner "+bit.Draw(t, "given"))
		}
		w := ask(h, "POST", "/judge?"+q.Encode(), text)
		if w.Code != 200 {
			t.Skip("no posting")
		}
		var a answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		for name, part := range a.Parts {
			for z := html.NewTokenizer(strings.NewReader(part)); ; {
				kind := z.Next()
				if kind == html.ErrorToken {
					break
				}
				token := z.Token()
				if kind == html.CommentToken || kind != html.TextToken && !slices.Contains(known, token.Data) {
					t.Fatalf("%s: %s", name, token)
				}
				for _, attr := range token.Attr {
					if strings.HasPrefix(attr.Key, "on") || attr.Key == "style" || attr.Key == "src" {
						t.Fatalf("%s: %s", name, token)
					}
				}
			}
		}
	})
}

// TestTranscript: the verdict on a page is that on its transcript, where the
// title is given.
func TestTranscript(t *testing.T) {
	o := realOptions(t)
	page := "<h1>Senior Product Owner</h1><h2>What you will do</h2><ul><li>Define the vision of our products</li><li>Set prices and packages</li>" +
		"<li>Carry the profit and loss. You also own the <b>go-to-market</b> strategy.</li><li>Research the market</li></ul><h2>Benefits</h2><p>Dental &amp; vision.</p>"
	r, err := o.Judge(t.Context(), By{"strategist", "en"}, Text{Name: "a.html", Source: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	text := Transcript(r.Posting())
	again, err := o.Judge(t.Context(), By{"strategist", "en"}, Text{Name: "a.md", Source: text})
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != lint.Mistitled || again.Verdict != r.Verdict || again.Strategic.Owned != r.Strategic.Owned {
		t.Errorf("%s, %d; %s, %d:\n%s", r.Verdict, r.Strategic.Owned, again.Verdict, again.Strategic.Owned, text)
	}
}

func TestServeEnds(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := realOptions(t)
	o.Hosts = []string{l.Addr().String()}
	started, release := make(chan struct{}), make(chan struct{})
	judge := o.Judge
	o.Judge = func(ctx context.Context, m By, text Text) (*lint.Report, error) {
		select {
		case <-started:
		default:
			close(started)
			<-release
		}
		return judge(ctx, m, text)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, Handler(o)) }()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Post("http://"+l.Addr().String()+"/judge", "application/octet-stream", strings.NewReader(wrong))
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-started
	stop() // while a posting is being judged
	time.Sleep(20 * time.Millisecond)
	close(release)
	if got := <-answered; !strings.Contains(got, `"mistitled"`) {
		t.Errorf("what runs does not come to its end: %.100s", got)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("does not end")
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("still answers")
	}
}

// TestHugeIsAnswered: a posting of 300,000 characters is answered, without the
// other role models. BenchmarkJudge says what an ordinary one takes.
func TestHugeIsAnswered(t *testing.T) {
	huge := wrong + strings.Repeat("- Keep the backlog of the payments team in order\n", 6_000)
	if a := judged(t, Handler(realOptions(t)), nil, huge); a.Models != nil {
		t.Errorf("%d bytes: judged by the other models, too", len(huge))
	}
}

func BenchmarkJudge(b *testing.B) {
	h := Handler(realOptions(b))
	for b.Loop() {
		judged(b, h, nil, wrong)
	}
}

// TestMarks: marks stand at the words in UTF-16 code units, where scripts find them.
func TestMarks(t *testing.T) {
	h := Handler(realOptions(t))
	text := strings.Replace(wrong, "- Set prices", "- 🚢 Überall: ä 🚢\n- Set prices", 1) + "\n## What you bring\n\n- Five years of it\n- English\n"
	a := judged(t, h, url.Values{"format": {"markdown"}}, text)
	units := utf16.Encode([]rune(text))
	of := func(p place) string { return string(utf16.Decode(units[p.Start:p.End])) }
	signs := map[string]string{}
	for _, m := range a.Marks {
		signs[m.Sign] = of(m.Line)
		if !strings.Contains(of(m.Line), of(m.place)) || m.Reason == "" || m.Topic == "" {
			t.Errorf("got %+v", m)
		}
	}
	if signs["S2"] != "Set prices and packages for lorries and commuters" || signs["T1"] != "Keep the backlog of the payments team in order" {
		t.Errorf("got %q", signs)
	}
	if len(a.Quiet) != 1 || of(a.Quiet[0].place) != "What you bring\n\n- Five years of it\n- English" || a.Quiet[0].Zone != "Requirements" {
		t.Errorf("quiet: %+v", a.Quiet)
	}
}

// TestWays takes what is offered for a line: what it promises must come true.
func TestWays(t *testing.T) {
	h := Handler(realOptions(t))
	text := wrong + "- Write user stories and acceptance criteria\n- Plan the sprints with the team\n- Accept finished work\n"
	a := judged(t, h, nil, text)
	n := slices.IndexFunc(a.Marks, func(m mark) bool { return m.Category == "pricing" })
	var got struct{ Ways []way }
	if w := ask(h, "POST", "/line?n="+strconv.Itoa(n), text); json.Unmarshal(w.Body.Bytes(), &got) != nil || len(got.Ways) != 2 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if support := got.Ways[0]; support.Line != "Support the Product Manager in pricing and packaging" || !strings.Contains(support.Revision.Text, "\n- "+support.Line+"\n") {
		t.Errorf("got %+v", support)
	}
	for _, w := range got.Ways {
		if strings.Contains(w.Revision.Text, "Set prices") {
			t.Errorf("%s: the line is left", w.ID)
		}
		if b := judged(t, h, nil, w.Revision.Text); b.Verdict != w.Then || b.Line != w.Said {
			t.Errorf("%s: %s, not %s", w.ID, b.Verdict, w.Then)
		}
	}
	for _, n := range []string{"", "-1", "x", "999"} {
		if w := ask(h, "POST", "/line?n="+n, text); w.Code != 400 {
			t.Errorf("line %q: %d", n, w.Code)
		}
	}
}
