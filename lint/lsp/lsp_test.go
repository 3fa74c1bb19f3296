package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

type (
	publishParams struct {
		URI         string
		Version     *int
		Diagnostics []diagnostic
	}
	hover struct {
		Contents struct{ Value string }
		Range    extent
	}
)

// client is an editor without a screen.
type client struct {
	*jsonrpc2.Conn
	t         testing.TB
	published chan publishParams
	asked     chan string // methods that the server calls
	ended     chan bool   // what Serve returned
	in        *io.PipeWriter
}

// Handle implements jsonrpc2.Handler.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if req.Method == "textDocument/publishDiagnostics" {
		var p publishParams
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			c.t.Error(err)
		}
		c.published <- p
		return
	}
	c.asked <- req.Method
	conn.Reply(ctx, req.ID, nil)
}

type pipes struct {
	io.Reader
	io.WriteCloser
}

// newClient starts a server and an editor that is connected with it.
func newClient(t testing.TB, o Options) *client {
	toServer, in := io.Pipe()
	fromServer, out := io.Pipe()
	c := &client{t: t, published: make(chan publishParams, 1000), asked: make(chan string, 10), ended: make(chan bool, 1), in: in}
	go func() {
		orderly := Serve(t.Context(), toServer, out, o)
		out.Close()
		c.ended <- orderly
	}()
	c.Conn = jsonrpc2.NewConn(t.Context(), jsonrpc2.NewBufferedStream(pipes{fromServer, in}, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.AsyncHandler(c))
	t.Cleanup(func() { c.Close() })
	return c
}

// options are those of a server that judges by the built-in rules.
func options(t testing.TB) Options {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Judge: func(d Document) Judgement {
			r, err := l.Judge(d.Name, d.Text)
			if err == nil {
				suppress.Apply(r, set.Findings, func(id string) string {
					return set.Findings[slices.IndexFunc(set.Findings, func(f rules.Finding) bool { return f.ID == id })].Severity
				})
			}
			return Judgement{r, err}
		},
		Refresh: func() bool { return false }, Exists: func(string) bool { return false },
		Page: func(rule string) string { return "https://example.com/" + rule }, Version: "v1",
	}
}

// able are the capabilities of an editor that can do all that is used.
var able = object{
	"general":   object{"positionEncodings": []string{"utf-16"}},
	"workspace": object{"workspaceEdit": object{"documentChanges": true, "resourceOperations": []string{"create"}}},
}

// begin opens the session.
func (c *client) begin(capabilities object, folders ...string) (answer struct {
	Capabilities struct{ PositionEncoding string }
}) {
	c.t.Helper()
	var all []folder
	for _, f := range folders {
		all = append(all, folder{f})
	}
	c.call("initialize", object{"processId": nil, "capabilities": capabilities, "workspaceFolders": all}, &answer)
	c.notify("initialized", object{})
	return answer
}

func (c *client) call(method string, params, into any) {
	c.t.Helper()
	if err := c.try(method, params, into); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) try(method string, params, into any) error {
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	return c.Call(ctx, method, params, into)
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.Notify(c.t.Context(), method, params); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) open(uri, text string) {
	c.t.Helper()
	c.notify("textDocument/didOpen", object{"textDocument": object{"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
}

// change sends one change; of the whole text where there is no range.
func (c *client) change(uri string, version int, at *extent, text string) {
	c.t.Helper()
	c.notify("textDocument/didChange", object{"textDocument": object{"uri": uri, "version": version}, "contentChanges": []textChange{{at, text}}})
}

// diagnostics waits for those of a version.
func (c *client) diagnostics(version int) []diagnostic {
	c.t.Helper()
	for {
		select {
		case p := <-c.published:
			if p.Version != nil && *p.Version == version {
				return p.Diagnostics
			}
		case <-time.After(patience):
			c.t.Fatalf("no diagnostics of version %d", version)
		}
	}
}

func codes(all []diagnostic) (out []string) {
	for _, d := range all {
		out = append(out, d.Code)
	}
	return out
}

// wrong is a posting whose title is wrong, on a line with characters of several
// lengths.
const wrong = "# 🙂 Zürich: Senior Product Owner (m/f)\n\n## What you will do\n\n" +
	"- 🙂 Set the price of all tickets and passes\n- Own the profit and loss of the product line\n" +
	"- Define the go-to-market strategy for new regions\n- Analyse the market and the competition\n- Own the product vision and strategy\n"

const uri = "file:///jobs/a%20b/owner.md"

// TestSession opens a posting, changes it, looks at it and takes what is offered.
func TestSession(t *testing.T) {
	for _, encoding := range []string{utf16Units, utf8Units} {
		t.Run(encoding, func(t *testing.T) {
			c := newClient(t, options(t))
			can := object{"general": object{"positionEncodings": []string{"utf-32", encoding}}, "workspace": able["workspace"]}
			if got := c.begin(can).Capabilities.PositionEncoding; got != encoding {
				t.Fatalf("positions in %s, want %s", got, encoding)
			}
			c.open(uri, wrong)
			all := c.diagnostics(1)
			if got := codes(all); !slices.Equal(got, []string{"mistitled-posting"}) {
				t.Fatalf("got %q", got)
			}
			line := strings.SplitN(wrong, "\n", 2)[0]
			title := line[strings.Index(line, "Senior"):]
			_, from, found := strings.Cut(line, title)
			if !found || from != "" {
				t.Fatal("the title ends the line")
			}
			if got, least := all[0].Range.End, unitsOf(line, encoding); got.Line != 0 || got.Character != least {
				t.Errorf("the title ends at %v, want %d", got, least)
			}
			if len(all[0].Related) != 5 || all[0].Severity != 1 || all[0].Description["href"] != "https://example.com/mistitled-posting" {
				t.Errorf("got %+v", all[0])
			}

			// A duty is taken out by a change within a line that has 🙂 in it.
			text := wrong
			price := "Set the price of all tickets and passes"
			at := unitsOf("- 🙂 ", encoding)
			c.change(uri, 2, &extent{point{4, at}, point{4, at + len(price)}}, "Eat ü")
			text = strings.Replace(text, price, "Eat ü", 1)
			all = c.diagnostics(2)
			if len(all) != 1 || len(all[0].Related) != 4 {
				t.Fatalf("got %+v", all)
			}

			var h hover
			c.call("textDocument/hover", object{"textDocument": object{"uri": uri}, "position": point{0, unitsOf(line, encoding) - 3}}, &h)
			for _, part := range []string{"**Wrong title.**", "Duties counted", "go-to-market", "https://example.com/mistitled-posting"} {
				if !strings.Contains(h.Contents.Value, part) {
					t.Errorf("the hover on the title lacks %q: %s", part, h.Contents.Value)
				}
			}
			c.call("textDocument/hover", object{"textDocument": object{"uri": uri}, "position": point{5, 9}}, &h)
			if !strings.Contains(h.Contents.Value, "**profit**: a Product Manager's work (strategic, owned)") || h.Range != (extent{point{5, 2}, point{5, 45}}) {
				t.Errorf("the hover on a duty: %+v", h)
			}
			var none *hover
			c.call("textDocument/hover", object{"textDocument": object{"uri": uri}, "position": point{3, 0}}, &none)
			if none != nil {
				t.Errorf("a hover on an empty line: %+v", none)
			}

			var symbols []symbol
			c.call("textDocument/documentSymbol", object{"textDocument": object{"uri": uri}}, &symbols)
			if len(symbols) != 1 || symbols[0].Detail != "mistitled" || len(symbols[0].Children) != 2 {
				t.Fatalf("got %+v", symbols)
			}
			if zone := symbols[0].Children[1]; zone.Name != "What you will do" || zone.Detail != "duties" || len(zone.Children) != 4 {
				t.Errorf("got %+v", zone)
			}
			nested(t, symbols)

			// What is offered, taken.
			titles := map[string]string{}
			for _, a := range c.offered(all[0].Range) {
				files := a.apply(t, map[string]string{uri: text}, encoding)
				titles[a.Title] = files[uri]
				if other := files["file:///jobs/a%20b/owner-product-manager.md"]; strings.HasPrefix(a.Title, "Move") && !strings.Contains(other, "- Own the profit and loss of the product line\n") {
					t.Errorf("the new posting is %q", other)
				}
			}
			if len(titles) != 3 {
				t.Fatalf("offered %q", titles)
			}
			version := 2
			for title, after := range titles {
				version++
				c.change(uri, version, nil, after)
				got := codes(c.diagnostics(version))
				want := []string(nil)
				switch {
				case strings.HasPrefix(title, "Suppress"): // no reason is written yet
					want = []string{"suppression-without-reason", "mistitled-posting"}
				case strings.HasPrefix(title, "Move"):
					want = []string{"unclear-posting"}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: then %q, want %q", title, got, want)
				}
				if strings.HasPrefix(title, "Suppress") {
					version++
					c.change(uri, version, nil, strings.Replace(after, ":  -->", ": agreed on -->", 1))
					if got := c.diagnostics(version); len(got) > 0 {
						t.Errorf("with a reason still %+v", got)
					}
				}
			}
			c.notify("textDocument/didClose", object{"textDocument": object{"uri": uri}})
			if p := <-c.published; p.Version != nil || len(p.Diagnostics) != 0 {
				t.Errorf("closed: %+v", p)
			}
			c.call("shutdown", nil, nil)
			c.notify("exit", nil)
			if !<-c.ended {
				t.Error("not an orderly end")
			}
		})
	}
}

// nested checks that each symbol lies within the one it is in.
func nested(t *testing.T, all []symbol) {
	t.Helper()
	less := func(a, b point) bool { return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character }
	in := func(a, b extent) bool { return !less(a.Start, b.Start) && !less(b.End, a.End) }
	for _, s := range all {
		if !in(s.Selection, s.Range) || s.Name == "" {
			t.Errorf("%q: %v is not in %v", s.Name, s.Selection, s.Range)
		}
		for _, child := range s.Children {
			if !in(child.Range, s.Range) {
				t.Errorf("%q is not in %q", child.Name, s.Name)
			}
		}
		nested(t, s.Children)
	}
}

// offer is a code action as a client reads it.
type offer struct {
	Title, Kind string
	Edit        struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			Kind, URI    string
			TextDocument struct{ URI string }
			Edits        []textEdit
		}
	}
}

func (c *client) offered(at extent, only ...string) (all []offer) {
	c.t.Helper()
	c.call("textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": at, "context": object{"diagnostics": []any{}, "only": only}}, &all)
	return all
}

// apply makes the edits of a code action.
func (o *offer) apply(t *testing.T, files map[string]string, encoding string) map[string]string {
	edit := func(name string, edits []textEdit) {
		x := newText([]byte(files[name]), encoding)
		var all []lint.Edit
		for _, e := range edits {
			all = append(all, lint.Edit{Start: x.offset(e.Range.Start), End: x.offset(e.Range.End), NewText: e.NewText})
		}
		files[name] = string(fix.Apply(x.source, all))
	}
	for name, edits := range o.Edit.Changes {
		edit(name, edits)
	}
	for _, d := range o.Edit.DocumentChanges {
		if d.Kind == "create" {
			files[d.URI] = ""
			continue
		}
		if _, ok := files[d.TextDocument.URI]; !ok {
			t.Errorf("%s: an edit of %s, which is not there", o.Title, d.TextDocument.URI)
		}
		edit(d.TextDocument.URI, d.Edits)
	}
	return files
}

// TestActionsByClient holds what is offered against what the client can do, and asks for.
func TestActionsByClient(t *testing.T) {
	c := newClient(t, options(t))
	c.begin(object{})
	c.open(uri, wrong)
	title := c.diagnostics(1)[0].Range
	all := c.offered(title)
	if len(all) != 2 || len(all[0].Edit.Changes[uri]) != 1 || len(all[0].Edit.DocumentChanges) != 0 {
		t.Errorf("offered to a client that can do little: %+v", all)
	}

	c = newClient(t, options(t))
	c.begin(able)
	c.open(uri, wrong)
	c.diagnostics(1)
	if all := c.offered(title, "refactor"); len(all) != 1 || all[0].Title != "Move 5 lines to a new posting of a Product Manager" {
		t.Errorf("as refactoring: %+v", all)
	}
	if all := c.offered(title, "source.organizeImports"); len(all) != 0 {
		t.Errorf("as another kind: %+v", all)
	}
	all = c.offered(extent{point{5, 4}, point{5, 4}})
	if len(all) != 1 || all[0].Title != "Move this line to a new posting of a Product Manager" {
		t.Errorf("on a duty: %+v", all)
	}
}

// TestSuppressInFrontMatter suppresses where a comment would break the page.
func TestSuppressInFrontMatter(t *testing.T) {
	_, duties, _ := strings.Cut(wrong, "\n")
	for sign, title := range map[string]string{"---": "title: Product Owner", "+++": `title = "Product Owner"`} {
		for _, end := range []string{"\n", "\r\n"} {
			c := newClient(t, options(t))
			c.begin(able)
			text := strings.ReplaceAll(sign+"\n"+title+"\n"+sign+"\n"+duties, "\n", end)
			c.open(uri, text)
			all := c.diagnostics(1)
			i := slices.IndexFunc(c.offered(all[0].Range), func(o offer) bool { return strings.HasPrefix(o.Title, "Suppress") })
			if i < 0 {
				t.Fatalf("%s: no suppression offered", sign)
			}
			after := c.offered(all[0].Range)[i].apply(t, map[string]string{uri: text}, utf16Units)[uri]
			if !strings.HasPrefix(after, sign+end+"jdlint") || strings.Count(after, "\r") != strings.Count(after, "\n")*(len(end)-1) {
				t.Errorf("got %q", after)
			}
		}
	}
}

// TestSuppressByFormat never offers a comment that would be a text of the page.
func TestSuppressByFormat(t *testing.T) {
	for name, sign := range map[string]string{"a.md": "<!-- ", "a.html": "<!-- ", "a.mdx": "{/* ", "a.adoc": "// ", "a.rst": ".. ", "a.org": "# "} {
		c := newClient(t, options(t))
		c.begin(able)
		text := strings.ReplaceAll(wrong, "# ", map[string]string{"a.adoc": "= "}[name]+"# ")
		if name == "a.html" {
			text = "<h1>Product Owner</h1>\n" + text
		}
		uri := "file:///jobs/" + name
		c.open(uri, text)
		for _, d := range c.diagnostics(1) {
			var all []offer
			c.call("textDocument/codeAction", object{"textDocument": object{"uri": uri}, "range": d.Range, "context": object{}}, &all)
			for _, o := range all {
				if edits := o.Edit.DocumentChanges[0].Edits; strings.HasPrefix(o.Title, "Suppress") && !strings.HasPrefix(edits[0].NewText, sign+"jdlint-disable-next-line ") {
					t.Errorf("%s: offers %q", name, edits[0].NewText)
				}
			}
		}
	}
}

// TestLifecycle tries messages at the wrong time.
func TestLifecycle(t *testing.T) {
	code := func(err error) int64 {
		told, _ := errors.AsType[*jsonrpc2.Error](err)
		if told == nil {
			return 0
		}
		return told.Code
	}
	c := newClient(t, options(t))
	about := object{"textDocument": object{"uri": uri}, "position": point{}}
	if got := code(c.try("textDocument/hover", about, nil)); got != -32002 {
		t.Errorf("before it began: %d", got)
	}
	c.open(uri, wrong) // passed over
	c.begin(able)
	var none *hover
	c.call("textDocument/hover", about, &none)
	if none != nil {
		t.Error("a document opened before it began")
	}
	for method, want := range map[string]int64{
		"initialize": jsonrpc2.CodeInvalidRequest, "textDocument/rename": jsonrpc2.CodeMethodNotFound, "$/what": jsonrpc2.CodeMethodNotFound,
	} {
		if got := code(c.try(method, object{}, nil)); got != want {
			t.Errorf("%s: %d, want %d", method, got, want)
		}
	}
	if got := code(c.try("textDocument/hover", []int{1}, nil)); got != jsonrpc2.CodeInvalidParams {
		t.Errorf("wrong parameters: %d", got)
	}
	c.change("file:///unknown.md", 3, nil, "x")
	c.notify("textDocument/didClose", object{"textDocument": object{"uri": "file:///unknown.md"}})
	c.notify("$/setTrace", object{"value": "off"})
	c.call("shutdown", nil, nil)
	if got := code(c.try("textDocument/hover", about, nil)); got != jsonrpc2.CodeInvalidRequest {
		t.Errorf("after it ended: %d", got)
	}
	c.notify("exit", nil)
	if !<-c.ended {
		t.Error("not an orderly end")
	}

	for name, leave := range map[string]func(*client){
		"exit alone":   func(c *client) { c.notify("exit", nil) },
		"a closed end": func(c *client) { c.in.Close() },
	} {
		c := newClient(t, options(t))
		c.begin(able)
		leave(c)
		if <-c.ended {
			t.Errorf("%s: an orderly end", name)
		}
	}
}

// TestOvertaken holds up a judgement while the document is changed.
func TestOvertaken(t *testing.T) {
	o := options(t)
	judge, begun, let := o.Judge, make(chan string, 100), make(chan struct{})
	o.Judge = func(d Document) Judgement {
		begun <- string(d.Text[:1])
		<-let
		return judge(d)
	}
	c := newClient(t, o)
	c.begin(able)
	c.open(uri, "1"+wrong)
	<-begun
	about := object{"textDocument": object{"uri": uri}, "position": point{}}
	overtaken, err := c.DispatchCall(t.Context(), "textDocument/hover", about)
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n <= 9; n++ {
		c.change(uri, n, &extent{point{}, point{0, 1}}, fmt.Sprint(n))
	}
	off, err := c.DispatchCall(t.Context(), "textDocument/hover", about, jsonrpc2.PickID(jsonrpc2.ID{Str: "off", IsString: true}))
	if err != nil {
		t.Fatal(err)
	}
	c.notify("$/cancelRequest", object{"id": "off"})
	if told, ok := errors.AsType[*jsonrpc2.Error](off.Wait(t.Context(), nil)); !ok || told.Code != -32800 {
		t.Errorf("called off: %v", told)
	}
	close(let)
	if told, ok := errors.AsType[*jsonrpc2.Error](overtaken.Wait(t.Context(), nil)); !ok || told.Code != -32801 {
		t.Errorf("overtaken: %v", told)
	}
	c.diagnostics(9)
	if got := <-begun; got != "9" || len(begun) > 0 || len(c.published) > 0 {
		t.Errorf("version %s was judged; %d more judged, %d published", got, len(begun), len(c.published))
	}
}

// TestBroken sends what is no message, or no good one, and goes on.
func TestBroken(t *testing.T) {
	in, send := io.Pipe()
	receive, out := io.Pipe()
	go Serve(t.Context(), in, out, options(t))
	answers := bufio.NewReader(receive)
	message := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	for _, c := range []struct{ sent, want string }{
		{message("{"), `"code":-32700`},
		{message("[]"), `"code":-32600`},
		{message(`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`), `"code":-32600`},
		{message(`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`), `"code":-32600`},
		{message(`{"jsonrpc":"2.0"}`), `"code":-32600`},
		{message(strings.Repeat("[", 20_000)), `"code":-32700`},
		{message(""), `"code":-32700`},
		{message(strings.Repeat(" ", maxMessage+1)), `"code":-32600`},
		{"content-length:63\nContent-Type: x\n\n" + `{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"a":1}}`, `"id":7`},
		{message(`{"jsonrpc":"2.0","id":8,"method":"textDocument/hover","params":{"textDocument":{"uri":"%zz"}}}`), `"result":null`},
		{message(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"::","text":"\ud800\u0000"}}}`), `"uri":"::"`},
	} {
		go io.WriteString(send, c.sent)
		s := stream{in: answers}
		size, err := s.length()
		if err != nil {
			t.Fatal(err)
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(answers, body); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(body), c.want) {
			t.Errorf("%.80q: got %s, want %s", c.sent, body, c.want)
		}
	}
}

// TestHuge opens what is no posting for its size.
func TestHuge(t *testing.T) {
	c := newClient(t, options(t))
	c.begin(able)
	c.open(uri, strings.Repeat("ä", maxText/2+1))
	if all := c.diagnostics(1); len(all) != 1 || !strings.Contains(all[0].Message, "more than 16 MB") {
		t.Errorf("got %.200v", all)
	}
	c.change(uri, 2, &extent{}, "x")
	c.diagnostics(2)
	c.change(uri, 3, nil, wrong)
	if got := codes(c.diagnostics(3)); !slices.Equal(got, []string{"mistitled-posting"}) {
		t.Errorf("got %q", got)
	}
}

// TestRefresh judges all documents anew when the configuration changes, and watches
// its files where the client can.
func TestRefresh(t *testing.T) {
	o := options(t)
	changed := make(chan bool, 1)
	o.Refresh = func() bool {
		select {
		case is := <-changed:
			return is
		default:
			return false
		}
	}
	c := newClient(t, o)
	c.begin(object{"workspace": object{"didChangeWatchedFiles": object{"dynamicRegistration": true}}}, "file:///jobs")
	if got := <-c.asked; got != "client/registerCapability" {
		t.Errorf("the server asked for %s", got)
	}
	c.open(uri, wrong)
	c.diagnostics(1)
	c.open("file:///jobs/other.md", wrong)
	c.diagnostics(1)
	changed <- true
	c.notify("workspace/didChangeWatchedFiles", object{"changes": []any{}})
	got := []string{(<-c.published).URI, (<-c.published).URI}
	slices.Sort(got)
	if diff := cmp.Diff([]string{uri, "file:///jobs/other.md"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestRoots holds the folder of a document against the folders of the workspace against folders that
// come and go.
func TestRoots(t *testing.T) {
	o := options(t)
	seen := make(chan string, 10)
	o.Judge = func(d Document) Judgement {
		seen <- d.Root + " " + d.Name
		return Judgement{}
	}
	c := newClient(t, o)
	c.begin(able, "file:///jobs", "file:///else")
	want := func(place string) {
		t.Helper()
		if got := <-seen; got != place {
			t.Errorf("got %q, want %q", got, place)
		}
	}
	c.open(uri, wrong)
	want("/jobs owner.md")
	folders := func(added, removed []folder) {
		c.notify("workspace/didChangeWorkspaceFolders", object{"event": object{"added": added, "removed": removed}})
	}
	folders([]folder{{"file:///jobs/a%20b"}}, nil)
	want("/jobs/a b owner.md")
	folders(nil, []folder{{"file:///jobs"}, {"file:///jobs/a%20b"}})
	want(" owner.md")
	c.open("untitled:Untitled-1", wrong)
	want(" Untitled-1")
}

// TestFault survives a fault of the program, and says so.
func TestFault(t *testing.T) {
	o := options(t)
	o.Judge = func(Document) Judgement { panic("what") }
	c := newClient(t, o)
	c.begin(able)
	c.open(uri, wrong)
	if all := c.diagnostics(1); len(all) != 1 || !strings.Contains(all[0].Message, "please report it: what") {
		t.Errorf("got %+v", all)
	}
}

// FuzzServe sends bytes of all kinds behind an opened document.
func FuzzServe(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte(`Content-Length: 90` + "\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"a"}}}`))
	o := options(f)
	body := `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}`
	f.Fuzz(func(t *testing.T, sent []byte) {
		in := io.MultiReader(strings.NewReader(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)), strings.NewReader(string(sent)))
		Serve(t.Context(), in, io.Discard, o)
	})
}
