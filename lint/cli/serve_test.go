package cli

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint/serve"
)

func TestHostsOf(t *testing.T) {
	at := func(ip string, port int) *net.TCPAddr { return &net.TCPAddr{IP: net.ParseIP(ip), Port: port} }
	for _, c := range []struct {
		asked string
		at    *net.TCPAddr
		hosts []string
		anyIP bool
		url   string
	}{
		{"127.0.0.1:0", at("127.0.0.1", 4000), []string{"127.0.0.1:4000", "localhost:4000"}, false, "http://127.0.0.1:4000/"},
		{"localhost:0", at("127.0.0.1", 4000), []string{"127.0.0.1:4000", "localhost:4000"}, false, "http://127.0.0.1:4000/"},
		{"[::1]:0", at("::1", 4000), []string{"[::1]:4000", "localhost:4000"}, false, "http://[::1]:4000/"},
		{"127.0.0.1:80", at("127.0.0.1", 80), []string{"127.0.0.1", "127.0.0.1:80", "localhost", "localhost:80"}, false, "http://127.0.0.1:80/"},
		{":4000", at("::", 4000), []string{"localhost:4000"}, true, "http://127.0.0.1:4000/"},
		{"0.0.0.0:4000", at("0.0.0.0", 4000), []string{"localhost:4000"}, true, "http://127.0.0.1:4000/"},
		{"192.168.1.5:4000", at("192.168.1.5", 4000), []string{"192.168.1.5:4000"}, false, "http://192.168.1.5:4000/"},
		{"hr.example:4000", at("192.168.1.5", 4000), []string{"192.168.1.5:4000", "hr.example:4000"}, false, "http://192.168.1.5:4000/"},
	} {
		hosts, anyIP, url := hostsOf(c.asked, c.at)
		slices.Sort(hosts)
		hosts = slices.Compact(hosts)
		if !slices.Equal(hosts, c.hosts) || anyIP != c.anyIP || url != c.url {
			t.Errorf("%s: got %q, %v, %s", c.asked, hosts, anyIP, url)
		}
	}
}

func testPage(t *testing.T) serve.Options {
	t.Helper()
	c := &Command{Stdout: io.Discard, Stderr: io.Discard}
	policy, err := c.newPolicies(newFlags("serve"))
	if err != nil {
		t.Fatal(err)
	}
	k, err := newPageBackend(policy)
	if err != nil {
		t.Fatal(err)
	}
	return k.Options()
}

// TestPageBackendReads takes each kind of file that can be dropped on the page.
func TestPageBackendReads(t *testing.T) {
	k := testPage(t)
	const duties = "- Own the product backlog\n- Write user stories\n- Plan the sprints\n- Accept finished stories\n"
	for name, c := range map[string]struct {
		src   string
		texts []serve.Text
	}{
		"po.md":  {"# Product Owner\n\n" + duties, []serve.Text{{Name: "po.md", Format: "markdown", Source: []byte("# Product Owner\n\n" + duties)}}},
		"po.txt": {"\ufeffProduct Owner\n\n" + duties, []serve.Text{{Name: "po.txt", Source: []byte("Product Owner\n\n" + duties)}}},
		"po.html": {"<title>Product Owner | Fares Ltd</title><h1>Product Owner</h1><ul><li>Own the product backlog<li>Write user stories &amp; more</ul>",
			[]serve.Text{{Name: "po.html", Format: "markdown", Source: []byte("## Product Owner\n\n- Own the product backlog\n- Write user stories & more\n")}}},
		"latin.txt": {"Product Owner\n\n- Pr\xfcfe die Stories\n- Own the backlog\n", []serve.Text{{Name: "latin.txt", Format: "markdown", Source: []byte("## Product Owner\n\n- Prüfe die Stories\n- Own the backlog\n")}}},
		"export.csv": {"Title,Description\nProduct Owner,Own the backlog\nProduct Manager,Set prices\n", []serve.Text{
			{Name: "export.csv#1", Title: "Product Owner", Source: []byte("Own the backlog")}, {Name: "export.csv#2", Title: "Product Manager", Source: []byte("Set prices")}}},
	} {
		got, err := k.Read(t.Context(), name, []byte(c.src))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(got) != len(c.texts) {
			t.Errorf("%s: %d texts", name, len(got))
			continue
		}
		for i, want := range c.texts {
			if got[i].Name != want.Name || got[i].Title != want.Title || got[i].Format != want.Format || strings.TrimSpace(string(got[i].Source)) != strings.TrimSpace(string(want.Source)) {
				t.Errorf("%s: got %+v\nwant %+v", name, got[i], want)
			}
		}
	}
	for name, src := range map[string]string{"broken.docx": "PK\x03\x04word/", "empty.txt": "  \n", "empty.csv": "a,b\n", "program": "\x7fELF\x00\x00"} {
		if texts, err := k.Read(t.Context(), name, []byte(src)); err == nil {
			t.Errorf("%s: read as %+v", name, texts)
		}
	}
}

func TestPageBackendJudges(t *testing.T) {
	o := testPage(t)
	if len(o.Models) < 5 || o.Models[0].ID != "strategist" {
		t.Errorf("models %v", o.Models)
	}
	text := serve.Text{Source: []byte("# Product Owner\n\n- Own the product backlog\n- Write user stories\n- Plan the sprints\n- Accept finished stories\n")}
	for _, m := range o.Models {
		r, err := o.Judge(t.Context(), serve.By{Model: m.ID, Language: "en"}, text)
		if err != nil || r.RoleModel != m.ID {
			t.Errorf("%s: %v, %v", m.ID, r, err)
		}
	}
	if _, err := o.Judge(t.Context(), serve.By{Model: "none", Language: "en"}, text); err == nil {
		t.Error("judged by no role model")
	}
	text.Title = "Cook"
	if r, err := o.Judge(t.Context(), serve.By{Model: "strategist", Language: "en"}, text); err != nil || r.Title != "Cook" {
		t.Errorf("%v, %v", r, err)
	}
}

// TestServe runs the command from its first words to the signal that ends it.
func TestServe(t *testing.T) {
	out, w := io.Pipe()
	var stderr strings.Builder
	c := &Command{Stdout: w, Stderr: &stderr}
	code := make(chan int, 1)
	go func() { code <- c.Run([]string{"serve", "--addr", "127.0.0.1:0"}) }()
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, lines)
	url := strings.TrimSpace(line[strings.Index(line, "http://"):])
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	response.Body.Close()
	if response.StatusCode != 200 || !strings.Contains(string(body), "model-strategist") {
		t.Errorf("%d: %.200s", response.StatusCode, body)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Skip(err) // not on every system can a process be asked to end
	}
	select {
	case got := <-code:
		if got != exitOK || stderr.Len() > 0 {
			t.Errorf("code %d, says %q", got, stderr.String())
		}
	case <-time.After(time.Minute):
		t.Fatal("does not end")
	}
}

func TestServeMisuse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, args := range [][]string{{"posting.md"}, {"--addr", "nowhere"}, {"--addr", l.Addr().String()}, {"--role-model", "none"}, {"--no-such"}} {
		var stderr strings.Builder
		c := &Command{Stdout: io.Discard, Stderr: &stderr}
		if got := c.Run(append([]string{"serve"}, args...)); got != exitMisuse || stderr.Len() == 0 {
			t.Errorf("%q: code %d, says %q", args, got, stderr.String())
		}
	}
}
