// Package serve is the page on which a recruiter tries a posting out: text in,
// verdict out, as one types. It runs on the recruiter's own computer; nothing
// is stored, logged or sent anywhere.
package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"runtime"
	"time"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
)

// Text is a posting as the page holds it.
type Text struct {
	Name   string // of the file it came from, "" for none
	Title  string // where the text has none
	Format string // "markdown" if that is known, "" to find out
	Source []byte
}

// Model is a role model to choose.
type Model struct{ ID, Name, Summary string }

// Options say what the page works with. Read, Judge and Models are needed.
type Options struct {
	// Read takes the postings out of a file. Its errors are shown to the user.
	// It gives up when the context ends: nobody waits for the answer then.
	Read func(ctx context.Context, name string, src []byte) ([]Text, error)
	// Judge judges a text by the role model of that id. Its errors are shown
	// to the user. It is called concurrently, and gives up like Read.
	Judge func(ctx context.Context, model string, t Text) (*lint.Report, error)

	Models []Model // the one to begin with first
	Report report.Options

	// Hosts are the names, with port, that requests may be addressed to;
	// AnyIP allows every address that is no name as well.
	Hosts []string
	AnyIP bool
}

// Limits of what is taken in, and of how long it may take.
const (
	MaxSize      = 10 << 20 // bytes of a posting or file
	handlerTime  = 10 * time.Second
	headerTime   = 5 * time.Second
	transferTime = 30 * time.Second
	idleTime     = 2 * time.Minute
	graceTime    = 3 * time.Second
	maxHeader    = 16 << 10 // bytes

	// A light request is a text of no more bytes; few real postings have more.
	maxLight = 32 << 10
	// What a client may ask for that is not light takes so many places at most, so
	// that those who type do not wait for files, nor for files made to do harm.
	maxUploads = 8 // which are being sent, judged or answered
	maxHeavy   = 2 // which are being judged
)

// Handler answers the requests of the page.
func Handler(o Options) http.Handler { return newHandler(o, handlerTime) }

// newHandler returns a Handler that lets no request take longer than limit.
func newHandler(o Options, limit time.Duration) http.Handler {
	jobs := runtime.GOMAXPROCS(0)
	h := &handler{o: o, limit: limit, light: make(places, jobs), heavy: make(places, max(1, min(jobs/2, maxHeavy))), uploads: make(places, maxUploads)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", h.page)
	mux.HandleFunc("GET /{file}", h.file)
	mux.HandleFunc("POST /judge", h.answer(h.judge))
	mux.HandleFunc("POST /read", h.answer(h.read))
	mux.HandleFunc("POST /report", h.answer(h.report))
	return guard(o, h.limitUploads(http.TimeoutHandler(mux, limit, "That took too long.")))
}

// Serve answers requests on a listener until the context ends; then it lets
// those that run come to an end.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: transferTime, WriteTimeout: transferTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), graceTime)
	defer cancel()
	err := s.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	return err
}
