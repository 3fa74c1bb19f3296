//go:build !js

package serve

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
)

// guard refuses what does not come from the page itself, and tells browsers
// what the page may do: run its own script, and nothing else.
func guard(o Options, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		switch {
		case !o.allows(r.Host):
			http.Error(w, "This page answers only under its own address.", http.StatusMisdirectedRequest)
		case !sameOrigin(r):
			http.Error(w, "This page does not answer to other sites.", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// allows reports whether a request may be addressed to a host. A site whose
// name was made to lead to this computer is turned away here: the browser
// takes it for that site.
func (o Options) allows(host string) bool {
	if slices.Contains(o.Hosts, host) {
		return true
	}
	if !o.AnyIP {
		return false
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	_, err = netip.ParseAddr(name)
	return err == nil
}

// sameOrigin reports whether a request comes from the page itself, from the
// address bar, or from a program that is no browser.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" || origin == "http://"+r.Host
}
