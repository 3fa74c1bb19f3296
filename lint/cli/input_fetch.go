package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
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
	offline bool              // refuse
	client  http.RoundTripper // nil: the usual one
	limit   time.Duration     // 0: fetchTime
}

// fetched is what stood at an address.
type fetched struct {
	body   []byte
	format posting.Format // "" for JSON and XML
}

// get fetches one page, by its address alone: nothing that the page refers to.
func (f *fetcher) get(address string) (page fetched, err error) {
	if f.offline {
		return page, fmt.Errorf("%s: not fetched, because of --offline", address)
	}
	if page, err = f.fetch(address); err != nil {
		err = fmt.Errorf("%s: %w", address, fetchError(err))
	}
	return page, err
}

func (f *fetcher) fetch(address string) (page fetched, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(f.limit, fetchTime))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return page, err
	}
	request.Header.Set("User-Agent", fetchAgent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, application/json, text/plain, application/xml;q=0.8")
	client := http.Client{Transport: f.client, CheckRedirect: checkRedirect}
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
	if timeout {
		return errors.New("the server did not answer in time")
	}
	return fmt.Errorf("could not be fetched: %w", err)
}
