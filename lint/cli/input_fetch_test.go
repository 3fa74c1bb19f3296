package cli

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestSlowServer checks that a server cannot hold the program up, neither
// before its answer nor in it.
func TestSlowServer(t *testing.T) {
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drops" {
			w.Header().Set("Content-Type", "text/html")
			for range 1000 {
				if _, err := w.Write([]byte("<p>")); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				select {
				case <-stop:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}
		<-stop
	}))
	defer server.Close()
	defer close(stop)
	f := fetcher{limit: 100 * time.Millisecond}
	for _, path := range []string{"/never", "/drops"} {
		start := time.Now()
		_, err := f.get(server.URL + path)
		if err == nil || !strings.Contains(err.Error(), "in time") {
			t.Errorf("%s: %v", path, err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: %v", path, took)
		}
	}
}

func TestIsURL(t *testing.T) {
	for arg, want := range map[string]bool{
		"https://x.example/a?b": true, "HTTP://x": true, "http:/x": false, "ftp://x": false, "file:///etc/passwd": false, "httpx.md": false, "": false, "https": false, "jobs/https://x": false,
	} {
		if isURL(arg) != want {
			t.Errorf("isURL(%q) is %v", arg, !want)
		}
	}
}

func TestUnsafeRedirect(t *testing.T) {
	from, _ := http.NewRequest("GET", "https://x.example/a", nil)
	to, _ := http.NewRequest("GET", "http://x.example/b", nil)
	if checkRedirect(to, []*http.Request{from}) == nil {
		t.Error("a redirect to an insecure address is followed")
	}
	if err := checkRedirect(from, []*http.Request{to}); err != nil {
		t.Error(err)
	}
}
