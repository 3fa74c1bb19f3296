//go:build !js

package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"time"
	"unicode/utf8"
)

// handler answers requests.
type handler struct {
	desk  *Desk
	files map[string][]byte
	limit time.Duration // of a request

	explanations func() (map[string][]byte, error)

	light, heavy places // for requests that are being judged
	uploads      places // for those that send more than a light one
}

// places are how many may do something at a time.
type places chan struct{}

// take waits for a place until the context ends.
func (p places) take(ctx context.Context) error {
	select {
	case p <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p places) give() { <-p }

// limitUploads has requests that send much wait for a place, which they keep until
// they are answered: what they hold in memory does not grow with their number.
func (h *handler) limitUploads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength < 0 || r.ContentLength > maxLight {
			ctx, cancel := context.WithTimeout(r.Context(), h.limit)
			err := h.uploads.take(ctx)
			cancel()
			if err != nil {
				http.Error(w, "Too many files are being read just now. Try again.", http.StatusServiceUnavailable)
				return
			}
			defer h.uploads.give()
		}
		next.ServeHTTP(w, r)
	})
}

// judging returns the places for a text: files that have to be unpacked may cost
// much more than their size.
func (h *handler) judging(src []byte) places {
	if len(src) <= maxLight && utf8.Valid(src) && bytes.IndexByte(src, 0) < 0 && !bytes.Contains(src[:min(len(src), 1<<10)], []byte("%PDF-")) {
		return h.light
	}
	return h.heavy
}

func (h *handler) page(w http.ResponseWriter, _ *http.Request) {
	page, err := h.desk.Page("")
	if err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	send(w, http.StatusOK, "text/html; charset=utf-8", page)
}

// file answers with a style sheet, a script or an example.
func (h *handler) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	kind := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}[path.Ext(name)]
	text, ok := h.files[name]
	if kind == "" || !ok {
		http.NotFound(w, r)
		return
	}
	send(w, http.StatusOK, kind, text)
}

// explain answers with the explanation of an id.
func (h *handler) explain(w http.ResponseWriter, r *http.Request) {
	pages, err := h.explanations()
	page, ok := pages[explainFolder+r.PathValue("file")]
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	send(w, http.StatusOK, "text/html; charset=utf-8", page)
}

// answer handles requests for a task: it answers when there is a place for that.
func (h *handler) answer(task string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := readText(w, r)
		if err != nil {
			sendAnswer(w, refusal(err.status, err.text))
			return
		}
		place := h.judging(text)
		if place.take(r.Context()) != nil {
			return
		}
		defer place.give()
		sendAnswer(w, h.desk.Do(r.Context(), task, r.URL.Query(), text))
	}
}

// readText takes the text out of a request: it is the body.
func readText(w http.ResponseWriter, r *http.Request) ([]byte, *requestError) {
	// A form of another site could send no such content without asking first.
	if r.Header.Get("Content-Type") != "application/octet-stream" {
		return nil, &requestError{http.StatusUnsupportedMediaType, "Send the text as application/octet-stream."}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxSize))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, &requestError{http.StatusRequestEntityTooLarge, fmt.Sprintf("Larger than %d MB: that is no posting.", MaxSize>>20)}
	case err != nil:
		return nil, &requestError{http.StatusBadRequest, "The text did not arrive."}
	}
	return body, nil
}

func sendAnswer(w http.ResponseWriter, a Answer) {
	if a.File != "" {
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.File}))
	}
	send(w, a.Status, a.Kind, a.Body)
}

func send(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(body)
}
