package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// What all tests share: the program, running, and the browser.
var (
	program string // the binary
	home    string // address of the page
	browser context.Context
	axe     string // source of axe-core, which looks for barriers
	shots   string // folder for pictures
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "browsertest:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	source, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		return 0, fmt.Errorf("AXE must name axe.min.js; run .ci/browser: %w", err)
	}
	axe = string(source)
	dir, err := os.MkdirTemp("", "jdlint-browsertest-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if shots = os.Getenv("SHOTS"); shots == "" {
		shots = dir
	}
	program = filepath.Join(dir, "jdlint")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = "../../.."
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building jdlint: %w\n%s", err, out)
	}
	server, address, err := start()
	if err != nil {
		return 0, err
	}
	defer func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
	}()
	home = address
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.WindowSize(1280, 900))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	var end context.CancelFunc
	browser, end = chromedp.NewContext(allocator)
	defer end()
	if err := chromedp.Do(browser); err != nil {
		return 0, fmt.Errorf("starting the browser: %w", err)
	}
	return m.Run(), nil
}

// start runs jdlint serve at a free port.
func start() (*exec.Cmd, string, error) {
	server := exec.Command(program, "serve", "--addr", "127.0.0.1:0")
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := server.Start(); err != nil {
		return nil, "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	at := strings.Index(line, "http://")
	if err != nil || at < 0 {
		return nil, "", fmt.Errorf("jdlint serve says %q: %w", line, err)
	}
	return server, strings.TrimSpace(line[at:]), nil
}

// tab is a tab of the browser that keeps watch: any error on the console, any
// fault of a script and any request to elsewhere fails the test.
type tab struct {
	context.Context
	t testing.TB

	mu      sync.Mutex
	allowed []string // addresses that may be asked for, by their beginning
	expects []string // parts of errors that are no surprise
}

func newTab(t testing.TB) *tab {
	t.Helper()
	b := &tab{t: t, allowed: []string{home, "blob:" + home, "data:", "about:"}}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithListener(func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			b.fault("a script failed: %s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if kind := string(e.Type); kind == "error" || kind == "warning" {
				b.fault("console: %s %s", kind, e.Args[0].Value)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
				b.fault("log: %s (%s)", e.Entry.Text, e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			b.request(e.Request.URL)
		}
	}))
	if err := chromedp.Do(ctx); err != nil { // starts the tab, which a time limit must not
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, time.Minute)
	b.Context = limited
	t.Cleanup(func() { stop(); cancel() })
	send(b, log.Enable, cdp.Empty{})
	send(b, network.Enable, network.EnableParams{})
	return b
}

// send sends a command of the protocol.
func send[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	answer, err := chromedp.Call(b, command, params)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer
}

func (b *tab) fault(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, part := range b.expects {
		if strings.Contains(text, part) {
			return
		}
	}
	b.t.Error(text)
}

func (b *tab) request(address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, start := range b.allowed {
		if strings.HasPrefix(address, start) {
			return
		}
	}
	b.t.Errorf("asks for %s", address)
}

func (b *tab) allow(start string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.allowed = append(b.allowed, start)
}

func (b *tab) expect(part string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expects = append(b.expects, part)
}

func (b *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval returns the value of an expression of the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	if err != nil {
		b.t.Fatalf("%v, of %.200s", err, expression)
	}
	return value
}

// until waits for an expression to become true.
func (b *tab) until(expression string) {
	b.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if eval[bool](b, expression) {
			return
		}
		if time.Now().After(end) {
			b.t.Fatalf("never came true: %s\nthe page shows: %.600s", expression, eval[string](b, "document.body.innerText"))
		}
	}
}

// verdict waits for a verdict to be shown.
func (b *tab) verdict(want string) {
	b.t.Helper()
	b.until(fmt.Sprintf("!document.getElementById('answer').hidden && document.querySelector('[data-part=verdict] .verdict').classList.contains(%q)", want))
}

// screen sets the size of the window and the colours asked for.
func (b *tab) screen(width int64, scheme string) {
	b.t.Helper()
	send(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600})
	send(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// shoot keeps a picture of the whole page.
func (b *tab) shoot(name string) {
	b.t.Helper()
	picture, err := chromedp.Run(b, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(shots, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
	if wide := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
		b.t.Errorf("%s: the page is %d pixels wider than the window", name, wide)
	}
}

// barriers lets axe-core look for what keeps people out.
func (b *tab) barriers(where string) {
	b.t.Helper()
	type violation struct {
		ID    string `json:"id"`
		Help  string `json:"help"`
		Nodes []struct {
			HTML           string `json:"html"`
			FailureSummary string `json:"failureSummary"`
		} `json:"nodes"`
	}
	eval[int](b, axe+";0")
	found := eval[[]violation](b, "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => ({html: n.html.slice(0, 300), failureSummary: n.failureSummary}))})))")
	for _, v := range found {
		for _, n := range v.Nodes {
			b.t.Errorf("%s: %s: %s\n%s\n%s", where, v.ID, v.Help, n.HTML, n.FailureSummary)
		}
	}
}

func fileURL(path string) string { return (&url.URL{Scheme: "file", Path: path}).String() }
