package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"syscall"
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

// TestRedirectsInside checks by names of the test's own that a page on the web leads to
// no address inside, whatever the way; a page inside may.
func TestRedirectsInside(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte("here"))
	}))
	defer server.Close()
	names := map[string][]string{
		"public.example": {"93.184.216.34"}, "other.example": {"2606:2800:220:1::1"}, "both.example": {"93.184.216.34", "10.0.0.1"},
		"inside.example": {"10.0.0.1"}, "loop.example": {"::1"}, "mapped.example": {"::ffff:127.0.0.1"}, "link.example": {"fe80::1"}, "meta.example": {"169.254.169.254"}, "shared.example": {"100.64.1.1"},
	}
	f := fetcher{
		lookUp: func(_ context.Context, host string) (all []netip.Addr, err error) {
			if a, err := netip.ParseAddr(host); err == nil {
				return []netip.Addr{a}, nil
			}
			for _, a := range names[host] {
				all = append(all, netip.MustParseAddr(a))
			}
			return all, nil
		},
		dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}
	for _, tt := range []struct {
		from, to string
		refused  bool
	}{
		{"public.example", "other.example", false}, {"public.example", "public.example", false},
		{"public.example", "inside.example", true}, {"public.example", "both.example", true}, {"public.example", "loop.example", true},
		{"public.example", "mapped.example", true}, {"public.example", "link.example", true}, {"public.example", "meta.example", true},
		{"public.example", "shared.example", true}, {"public.example", "127.0.0.1", true}, {"public.example", "[::1]", true}, {"public.example", "0.0.0.0", true},
		{"both.example", "inside.example", true}, {"inside.example", "loop.example", false}, {"127.0.0.1", "10.1.2.3", false},
	} {
		page, err := f.get("http://" + tt.from + "/?to=http://" + tt.to + "/")
		if refused := err != nil && strings.Contains(err.Error(), "a redirect to an address inside"); refused != tt.refused || !refused && string(page.body) != "here" {
			t.Errorf("%s to %s: %q, %v", tt.from, tt.to, page.body, err)
		}
	}
}

// TestPasswordsAreNotPrinted fetches pages by addresses with passwords.
func TestPasswordsAreNotPrinted(t *testing.T) {
	asked := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, asked, _ = r.BasicAuth()
		if r.URL.Path == "/none" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte("Product Owner\n\nDoes pricing.\n"))
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	tree(t, nil)
	for _, path := range []string{"/job", "/none"} {
		for _, format := range newFlags("check").addFormats().known {
			asked = ""
			if got := run(t, "", "--format", format, "http://editor:s3cret@"+host+path); strings.Contains(got.out+got.errOut, "s3cret") || asked != "s3cret" {
				t.Errorf("%s, %s: asked with %q: %+v", path, format, asked, got)
			}
		}
	}
	for _, args := range [][]string{
		{"--offline", "http://editor:s3cret@" + host}, {"http://editor:s3cret/@" + host}, {"http://editor:s3cret%@" + host}, {"http://editor:s3cret@127.0.0.1:1"}, {"fix", "http://editor:s3cret@" + host},
	} {
		if got := run(t, "", args...); got.code == exitOK || strings.Contains(got.out+got.errOut, "s3cret") {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

// TestFetchErrors checks that people are told in words why a page cannot be had.
func TestFetchErrors(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler()) // its certificate nobody knows
	defer server.Close()
	for want, err := range map[string]error{
		"there is no server called jobs.example; is the address right?":              &net.DNSError{Name: "jobs.example", IsNotFound: true},
		"could not find the server jobs.example; is this machine connected?":         &net.DNSError{Name: "jobs.example"},
		"the server takes no connection there; is the address right?":                &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED},
		"the server does not prove that it is the one of this address: tls: failed ": nil,
		"the server did not answer in time":                                          context.DeadlineExceeded,
	} {
		f := fetcher{dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if err != nil {
				return nil, err
			}
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}}
		f.lookUp = func(context.Context, string) ([]netip.Addr, error) { return []netip.Addr{netip.IPv6Loopback()}, nil }
		if name, ok := errors.AsType[*net.DNSError](err); ok {
			f.lookUp = func(context.Context, string) ([]netip.Addr, error) { return nil, name }
		}
		if _, got := f.get("https://jobs.example/1"); got == nil || !strings.HasPrefix(got.Error(), "https://jobs.example/1: "+want) {
			t.Errorf("%v, want %s", got, want)
		}
	}
}
