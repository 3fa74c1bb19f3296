package browsertest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var buildStatic = sync.OnceValues(func() (dir string, err error) {
	dir = filepath.Join(filepath.Dir(program), "static")
	cmd := exec.Command("go", "run", "./lint/serve/static", "--out", dir)
	cmd.Dir = "../../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return dir, nil
})

// staticPage returns the folder of static files.
func staticPage(t testing.TB) string {
	t.Helper()
	dir, err := buildStatic()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestStatic holds the page without a server against the one with it: the same answers
// to the byte, for all postings of the tests.
func TestStatic(t *testing.T) {
	dir := staticPage(t)
	if info, err := os.Stat(filepath.Join(dir, "jdlint.wasm.gz")); err != nil || info.Size() > 4<<20 {
		t.Errorf("the engine: %v, %d bytes", err, info.Size())
	}
	s := httptest.NewServer(http.FileServer(http.Dir(dir)))
	b := newTab(t)
	b.allow(s.URL)
	started := time.Now()
	b.run(chromedp.Navigate(s.URL), chromedp.WaitVisible(css("#posting")))
	b.fill(wrong)
	b.verdict("mistitled")
	t.Logf("the first verdict is there %.1f s after the page was asked for", time.Since(started).Seconds())
	b.barriers("static")
	s.Close() // once loaded it needs no server
	var names []string
	err := filepath.WalkDir(postings, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil || len(names) < 10 {
		t.Fatalf("%d postings: %v", len(names), err)
	}
	for _, path := range names {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		q := url.Values{"name": {filepath.Base(path)}}
		response, err := http.Post(home+"judge?"+q.Encode(), "application/octet-stream", bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		got := eval[string](b, fmt.Sprintf(`import('./transport.js').then(({ ask }) => ask('judge', { name: %q }, Uint8Array.from(atob(%q), (c) => c.charCodeAt(0)))).then((r) => r.text())`, filepath.Base(path), base64.StdEncoding.EncodeToString(text)))
		if got != string(want) {
			t.Errorf("%s: the page says %.300s\nthe program %.300s", path, got, want)
		}
	}
	t.Logf("%d postings", len(names))
}

// TestStaticAsFile: opened as a file, the page says what to do.
func TestStaticAsFile(t *testing.T) {
	dir := staticPage(t)
	b := newTab(t)
	b.allow("file:")
	b.expect("")
	b.run(chromedp.Navigate(fileURL(filepath.Join(dir, "index.html"))), chromedp.WaitVisible(css("body")))
	b.until("document.body.innerText.includes('web server')")
}
