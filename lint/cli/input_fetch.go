package cli

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jdlint/jdlint/lint/posting"
)

// The limits of what is fetched.
const (
	fetchTime  = 20 * time.Second
	fetchSize  = 10 << 20
	fetchHops  = 5
	fetchAgent = "jdlint (+https://github.com/jdlint/jdlint)"
)

// isURL reports whether an argument is an address on the web.
func isURL(arg string) bool {
	head := strings.ToLower(arg[:min(len(arg), len("https://"))])
	return strings.HasPrefix(head, "http://") || head == "https://"
}

// fetcher fetches the pages whose addresses are arguments of the command; no
// other part of the program uses the network.
type fetcher struct {
	offline bool          // refuse
	limit   time.Duration // 0: fetchTime

	// Of tests: how names are looked up and addresses dialled; nil: as usual.
	lookUp func(ctx context.Context, host string) ([]netip.Addr, error)
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
}

// withoutPassword returns an address without the name and password in it: it stands in
// outputs, and in logs that others read.
func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		scheme, _, _ := strings.Cut(address, ":")
		return scheme + "://…" // where a password ends in it, nobody knows
	}
	if u.User == nil {
		return address
	}
	u.User = nil
	return u.String()
}

// fetched is what stood at an address.
type fetched struct {
	body   []byte
	format posting.Format // "" for JSON and XML
}

// get fetches one page, by its address alone: nothing that the page refers to.
func (f *fetcher) get(address string) (page fetched, err error) {
	if f.offline {
		return page, fmt.Errorf("%s: not fetched, because of --offline", withoutPassword(address))
	}
	if page, err = f.fetch(address); err != nil {
		err = fmt.Errorf("%s: %w", withoutPassword(address), fetchError(err))
	}
	return page, err
}

func (f *fetcher) fetch(address string) (page fetched, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(f.limit, fetchTime))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return page, errors.New("not an address") // what is wrong in it may be the password
	}
	request.Header.Set("User-Agent", fetchAgent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, application/json, text/plain, application/xml;q=0.8")
	client := http.Client{Transport: f.transport(request.URL), CheckRedirect: checkRedirect}
	response, err := client.Do(request)
	if err != nil {
		return page, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return page, fmt.Errorf("the server answers %s", response.Status)
	}
	if page.format, err = formatOfType(response.Header.Get("Content-Type")); err != nil {
		return page, err
	}
	if response.ContentLength <= fetchSize { // -1: not known
		page.body, err = io.ReadAll(io.LimitReader(response.Body, fetchSize+1))
	}
	if err == nil && max(response.ContentLength, int64(len(page.body))) > fetchSize {
		err = fmt.Errorf("larger than %d MB: that is no posting", fetchSize>>20)
	}
	return page, err
}

// transport returns what fetches one page: it refuses redirects to addresses inside,
// where whoever answers on the web has no business, unless the first address is inside.
// It connects to what it looked up, so that the answer cannot change in between.
func (f *fetcher) transport(first *url.URL) http.RoundTripper {
	lookUp, dial := f.lookUp, f.dial
	if lookUp == nil {
		lookUp = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	startsInside := sync.OnceValue(func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), fetchTime)
		defer cancel()
		addrs, err := lookUp(ctx, first.Hostname())
		return err == nil && len(addrs) > 0 && !slices.ContainsFunc(addrs, func(a netip.Addr) bool { return !isInside(a) })
	})
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableKeepAlives = true // it fetches one page
	proxies := t.Proxy
	t.Proxy = func(r *http.Request) (*url.URL, error) {
		proxy, err := proxies(r)
		if proxy == nil || err != nil || r.URL.Hostname() == first.Hostname() {
			return proxy, err
		}
		// The proxy connects; what is known of the name here decides.
		addrs, err := lookUp(r.Context(), r.URL.Hostname())
		if err == nil && slices.ContainsFunc(addrs, isInside) && !startsInside() {
			return nil, errInside
		}
		return proxy, nil
	}
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		addrs, err := lookUp(ctx, host)
		if err != nil {
			return nil, err
		}
		isProxy := false
		if proxy, err := proxies(&http.Request{URL: first}); err == nil && proxy != nil {
			isProxy = proxy.Hostname() == host
		}
		if !isProxy && host != first.Hostname() && slices.ContainsFunc(addrs, isInside) && !startsInside() {
			return nil, errInside
		}
		err = errors.New("the name has no address")
		for _, addr := range addrs {
			var c net.Conn
			if c, err = dial(ctx, network, net.JoinHostPort(addr.String(), port)); err == nil {
				return c, nil
			}
		}
		return nil, err
	}
	return t
}

var errInside = errors.New("a redirect to an address inside, of this machine or its network")

// shared is the range of addresses that providers share out inside their networks.
var shared = netip.MustParsePrefix("100.64.0.0/10")

// isInside reports whether an address is none of the web: of this machine, the link or a
// private network.
func isInside(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsPrivate() || a.IsUnspecified() || a.IsMulticast() || shared.Contains(a)
}

// checkRedirect follows a few redirects, and none out of the web or from a
// secure address to one that is not.
func checkRedirect(next *http.Request, via []*http.Request) error {
	switch {
	case len(via) > fetchHops:
		return fmt.Errorf("more than %d redirects", fetchHops)
	case next.URL.Scheme != "http" && next.URL.Scheme != "https":
		return fmt.Errorf("a redirect to %s, which is no page", next.URL.Redacted())
	case next.URL.Scheme == "http" && via[len(via)-1].URL.Scheme == "https":
		return errors.New("a redirect from a secure address to one that is not")
	}
	return nil
}

// formatOfType returns the format of what is served under a media type.
func formatOfType(header string) (posting.Format, error) {
	kind, _, err := mime.ParseMediaType(header)
	if err != nil && kind == "" {
		kind = strings.ToLower(strings.TrimSpace(header))
	}
	switch kind {
	case "text/html", "application/xhtml+xml":
		return posting.HTML, nil
	case "text/plain", "text/markdown", "text/json", "application/json", "application/ld+json", "application/feed+json", "text/xml", "application/xml", "application/rss+xml":
		return "", nil
	case "":
		return "", errors.New("the server does not say what it sends")
	}
	return "", fmt.Errorf("%s is no page that can be read; save it and give the file", kind)
}

// fetchError returns, in plain words, why a page could not be fetched.
func fetchError(err error) error {
	var failed *url.Error
	timeout := errors.Is(err, context.DeadlineExceeded)
	if errors.As(err, &failed) {
		timeout, err = timeout || failed.Timeout(), failed.Err
	}
	name, isName := errors.AsType[*net.DNSError](err)
	_, isCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case isName && name.IsNotFound:
		return fmt.Errorf("there is no server called %s; is the address right?", name.Name)
	case timeout:
		return errors.New("the server did not answer in time")
	case isName:
		return fmt.Errorf("could not find the server %s; is this machine connected?", name.Name)
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("the server takes no connection there; is the address right?")
	case isCertificate:
		return fmt.Errorf("the server does not prove that it is the one of this address: %w", err)
	}
	return fmt.Errorf("could not be fetched: %w", err)
}
