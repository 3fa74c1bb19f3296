package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/lint/suppress"
	"github.com/jdlint/jdlint/rules"
)

// defaultAddr is where the page stands: on this computer alone.
const defaultAddr = "127.0.0.1:7373"

// serve opens the page on which postings are tried out.
func (c *Command) serve(args []string) int {
	f := newFlags("serve")
	addr := f.String("addr", defaultAddr, "answer at `HOST:PORT`; port 0 takes a free one. Any other host than this computer lets others use the page")
	open := f.Bool("open", false, "open the page in the browser")
	model := f.model()
	configFile := f.String("config", "", "use the configuration `FILE`, not the .jdlint.yaml nearest to the working folder")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("serve", f)
	case err != nil:
		return c.misuse("serve", err)
	case f.NArg() > 0:
		return c.misuse("serve", fmt.Errorf("serve takes no files, not %q; drop them on the page", f.Arg(0)))
	}
	w := wishes{}
	if f.Changed("role-model") {
		w.model = model
	}
	if f.Changed("config") {
		w.configFile = configFile
	}
	t, err := c.termsFor(w)
	if err != nil {
		return c.broken(err)
	}
	counter, err := newCounter(t)
	if err != nil {
		return c.broken(err)
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return c.misuse("serve", fmt.Errorf("--addr %s: %w", *addr, listenFault(err)))
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	o := counter.options()
	var url string
	o.Hosts, o.AnyIP, url = hostsOf(*addr, l.Addr().(*net.TCPAddr))
	if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
		c.complain("warning: %s can be reached from other computers; what is typed there passes over the network unencrypted", l.Addr())
	}
	fmt.Fprintf(c.Stdout, "jdlint answers at %s\nNothing that is typed there is stored or sent anywhere. Ctrl+C ends it.\n", url)
	if *open {
		if err := openBrowser(url); err != nil {
			c.complain("the browser could not be started: %v", err)
		}
	}
	if err := serve.Serve(ctx, l, serve.Handler(o)); err != nil {
		c.complain("%v", err)
		return exitUnreadable
	}
	return exitOK
}

// listenFault says why there is no listening at an address.
func listenFault(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return errors.New("something else answers there already, perhaps another jdlint; take another port, or 0 for a free one")
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// hostsOf gives the names under which the page may be asked for, and its
// address. Where it can be reached under many names, only addresses will do:
// they cannot be made to lead elsewhere.
func hostsOf(asked string, at *net.TCPAddr) (hosts []string, anyIP bool, url string) {
	port := fmt.Sprint(at.Port)
	if host, _, err := net.SplitHostPort(asked); err == nil && host != "" {
		if _, err := netip.ParseAddr(host); err != nil {
			hosts = append(hosts, net.JoinHostPort(host, port)) // a name that the user gave
		}
	}
	main := net.JoinHostPort(at.IP.String(), port)
	switch {
	case at.IP.IsUnspecified():
		anyIP = true
		main = net.JoinHostPort("127.0.0.1", port)
		hosts = append(hosts, net.JoinHostPort("localhost", port))
	case at.IP.IsLoopback():
		hosts = append(hosts, main, net.JoinHostPort("localhost", port))
	default:
		hosts = append(hosts, main)
	}
	if at.Port == 80 { // browsers leave it out
		for _, host := range slices.Clone(hosts) {
			name, _, _ := net.SplitHostPort(host)
			hosts = append(hosts, name)
		}
	}
	return hosts, anyIP, "http://" + main + "/"
}

// openBrowser opens an address in the user's browser.
func openBrowser(url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // so that nothing is left of it when it ends
	return nil
}

// counter serves the page: it judges a text by the role model that was chosen
// there, in other things by the terms of the working folder.
type counter struct {
	set      *rules.Set
	first    *engine // of the terms; its role model is the one to begin with
	builtin  *rules.Set
	severity map[string]string
	hasPM    string
	exports  func() (*rules.Exports, error)

	mu      sync.Mutex
	engines map[string]*engine
}

func newCounter(t *termsFor) (*counter, error) {
	s, err := t.settings("posting")
	if err != nil {
		return nil, err
	}
	first, err := t.engine(s)
	if err != nil {
		return nil, err
	}
	k := &counter{first: first, builtin: t.builtin, severity: map[string]string{}, hasPM: s.HasProductManager.Text,
		exports: sync.OnceValues(rules.LoadExports), engines: map[string]*engine{first.model: first}}
	for id, v := range s.Severity {
		k.severity[id] = v.Text
	}
	if t.builtin == nil { // a test's engine
		return k, nil
	}
	k.set, err = t.set(s)
	return k, err
}

func (k *counter) options() serve.Options {
	o := serve.Options{Read: k.read, Judge: k.judge, Report: report.Options{Version: Version()}}
	o.Report.Findings, o.Report.Categories = sayings(k.builtin)
	add := func(m *rules.Model) {
		o.Models = append(o.Models, serve.Model{ID: m.ID, Name: report.Clean(m.Name), Summary: report.Clean(m.Summary)})
	}
	if k.first.roles != nil {
		add(k.first.roles)
	}
	if k.set != nil {
		for _, id := range k.set.Models.IDs() {
			if id != k.first.model {
				add(k.set.Models[id])
			}
		}
	}
	return o
}

// engine gives the engine for a role model, made when it is first asked for.
func (k *counter) engine(model string) (*engine, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e := k.engines[model]; e != nil {
		return e, nil
	}
	if k.set == nil || k.set.Models[model] == nil {
		return nil, fmt.Errorf("there is no role model %q", model)
	}
	e, err := newEngine(k.set, k.set.Models[model].With(k.severity, k.hasPM))
	if err == nil {
		k.engines[model] = e
	}
	return e, err
}

// judge judges a text of the page.
func (k *counter) judge(model string, t serve.Text) (*lint.Report, error) {
	e, err := k.engine(model)
	if err != nil {
		return nil, err
	}
	reading := e.reading
	reading.Title = t.Title
	if t.Format == string(posting.Markdown) {
		reading.Format = posting.Markdown
	}
	name := t.Name
	if name == "" {
		name = "-"
	}
	p, err := readPosting(name, t.Source, reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	r := e.Check(p)
	suppress.Apply(r, e.findings, e.severity)
	return r, nil
}

// maxJobs bounds how many jobs of an export are offered on the page.
const maxJobs = 2000

// read takes the postings out of a file that was dropped on the page.
func (k *counter) read(name string, src []byte) ([]serve.Text, error) {
	kind := export.KindOfName(name)
	if kind == "" {
		kind = export.KindOf(src)
	}
	if kind != "" {
		return k.jobs(name, kind, src)
	}
	t, err := k.text(name, src, k.first.reading)
	if err != nil {
		return nil, withoutPath(err)
	}
	return []serve.Text{t}, nil
}

// jobs takes the postings out of an export.
func (k *counter) jobs(name string, kind export.Kind, src []byte) ([]serve.Text, error) {
	known, err := k.exports()
	if err != nil {
		return nil, err
	}
	var out []serve.Text
	o := export.Options{Known: known, IsTitle: k.first.reading.IsTitle}
	for job, err := range export.Read(bytes.NewReader(src), kind, o) {
		switch {
		case err != nil && job.Index == 0 && len(out) == 0:
			return nil, err
		case err != nil || len(job.Body) == 0:
			continue
		case len(out) == maxJobs:
			return out, nil
		}
		reading := k.first.reading
		reading.Title, reading.Format = job.Title, job.Format
		t, err := k.text("-", job.Body, reading)
		if err != nil {
			continue // one job that cannot be read does not spoil the others
		}
		t.Name, t.Title = fmt.Sprintf("%s#%d", name, job.Index), job.Title
		out = append(out, t)
	}
	return out, nil
}

// text gives a file as a text that can be typed on: what is text already stays
// as it is; of the rest what jdlint sees of it.
func (k *counter) text(name string, src []byte, reading read.Options) (serve.Text, error) {
	p, err := readPosting(name, src, reading)
	if err != nil {
		return serve.Text{}, err
	}
	t := serve.Text{Name: name, Source: bytes.TrimPrefix(p.Source, []byte("\ufeff"))}
	isText := (p.Format == posting.Markdown || p.Format == posting.Plain) && utf8.Valid(src) && bytes.IndexByte(src, 0) < 0
	switch {
	case isText:
		if p.Format == posting.Markdown {
			t.Format = string(posting.Markdown)
		}
		return t, nil
	case !p.Extracted():
		t.Source = serve.Transcript(p)
	}
	t.Format = string(posting.Markdown)
	if p.Title.From == posting.FromMarkup {
		t.Title = p.Title.Text
	}
	return t, nil
}
