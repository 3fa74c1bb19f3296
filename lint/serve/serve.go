//go:build !js

package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// Limits of what is taken in, and of how long it may take.
const (
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
	h := &handler{desk: NewDesk(o), files: Files(), limit: limit, explanations: sync.OnceValues(func() (map[string][]byte, error) { return Explanations(o.Rules) }), light: make(places, jobs), heavy: make(places, max(1, min(jobs/2, maxHeavy))), uploads: make(places, maxUploads)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", h.page)
	mux.HandleFunc("GET /{file}", h.file)
	mux.HandleFunc("GET /"+explainFolder+"{file}", h.explain)
	for task := range tasks {
		mux.HandleFunc("POST /"+task, h.answer(task))
	}
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
