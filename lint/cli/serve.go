package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"syscall"

	"github.com/jdlint/jdlint/lint/serve"
)

// defaultAddr can be reached from this computer alone.
const defaultAddr = "127.0.0.1:7373"

// serve opens the page on which postings are tried out.
func (c *Command) serve(f *flags) func() error {
	addr := f.String("addr", defaultAddr, "answer at `HOST:PORT`; port 0 takes a free one. Any other host than this computer lets others use the page")
	open := f.Bool("open", false, "open the page in the browser")
	f.addModel()
	f.addLang()
	f.String("config", "", "use the configuration `FILE`, not the .jdlint.yaml nearest to the working folder")
	return func() error {
		if f.NArg() > 0 {
			return usagef("serve takes no files, not %q; drop them on the page", f.Arg(0))
		}
		p, err := c.newPolicies(f)
		if err != nil {
			return err
		}
		page, err := newPageBackend(p)
		if err != nil {
			return err
		}
		l, err := net.Listen("tcp", *addr)
		if err != nil {
			return usagef("--addr %s: %w", *addr, listenFault(err))
		}
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
		defer stop()
		o := page.Options()
		at := l.Addr().(*net.TCPAddr)
		var url string
		o.Hosts, o.AnyIP, url = hostsOf(*addr, at)
		if !at.IP.IsLoopback() {
			c.logf("warning: %s can be reached from other computers; what is typed there passes over the network unencrypted", at)
		}
		fmt.Fprintf(c.Stdout, "jdlint answers at %s\nNothing that is typed there is stored or sent anywhere. Ctrl+C ends it.\n", url)
		if *open {
			if err := openBrowser(url); err != nil {
				c.logf("the browser could not be started: %v", err)
			}
		}
		if err := serve.Serve(ctx, l, serve.Handler(o)); err != nil {
			return unreadableError{err}
		}
		return nil
	}
}

// listenFault returns, in plain words, why an address cannot be listened at.
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

// hostsOf returns the names under which the page may be asked for, and its
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
