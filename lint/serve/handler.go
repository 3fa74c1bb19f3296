package serve

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
)

//go:embed page
var pageFiles embed.FS

// templates are parsed when the page is first asked for.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/*.html"))
})

// handler answers requests.
type handler struct {
	o     Options
	limit time.Duration // of a request

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
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, "index.html", h.o.Models); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	send(w, http.StatusOK, "text/html; charset=utf-8", b.Bytes())
}

// file answers with a style sheet, a script or an example.
func (h *handler) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	kind := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}[path.Ext(name)]
	text, err := pageFiles.ReadFile("page/" + name)
	if name == "sheet.css" {
		text, err = []byte(report.SheetStyle), nil
	}
	if kind == "" || err != nil {
		http.NotFound(w, r)
		return
	}
	send(w, http.StatusOK, kind, text)
}

// requestError is why a request is refused, in a sentence for the user.
type requestError struct {
	status int
	text   string
}

func (e requestError) Error() string { return e.text }

// savedPage is an answer that the browser saves as a file.
type savedPage []byte

// answer handles requests that send a text: it answers with what task makes of
// it, when there is a place for that.
func (h *handler) answer(task func(ctx context.Context, t Text, model string) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		t, err := readText(w, r)
		var answer any
		if err == nil {
			place := h.judging(t.Source)
			if place.take(r.Context()) != nil {
				return
			}
			answer, err = guarded(func() (any, error) {
				defer place.give()
				model, err := h.modelID(r.URL.Query().Get("model"))
				if err != nil {
					return nil, err
				}
				return task(r.Context(), t, model)
			})
		}
		var refused requestError
		switch {
		case errors.As(err, &refused):
			sendJSON(w, refused.status, map[string]string{"error": refused.text})
		case err != nil:
			sendJSON(w, http.StatusUnprocessableEntity, map[string]string{"error": sentence(err)})
		default:
			if page, ok := answer.(savedPage); ok {
				w.Header().Set("Content-Disposition", `attachment; filename="jdlint-report.html"`)
				send(w, http.StatusOK, "text/html; charset=utf-8", page)
				return
			}
			sendJSON(w, http.StatusOK, answer)
		}
	}
}

// readText takes the text out of a request: it is the body; what is known of it
// is in the query.
func readText(w http.ResponseWriter, r *http.Request) (Text, error) {
	// A form of another site could send no such content without asking first.
	if r.Header.Get("Content-Type") != "application/octet-stream" {
		return Text{}, requestError{http.StatusUnsupportedMediaType, "Send the text as application/octet-stream."}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxSize))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return Text{}, requestError{http.StatusRequestEntityTooLarge, fmt.Sprintf("Larger than %d MB: that is no posting.", MaxSize>>20)}
	case err != nil:
		return Text{}, requestError{http.StatusBadRequest, "The text did not arrive."}
	}
	q := r.URL.Query()
	return Text{Name: q.Get("name"), Title: strings.TrimSpace(q.Get("title")), Format: q.Get("format"), Source: body}, nil
}

// guarded runs a task; a fault of the program costs the answer, not the page.
func guarded(task func() (any, error)) (answer any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = errors.New("jdlint failed on this posting; please report it")
		}
	}()
	return task()
}

// sentence makes a sentence of an error.
func sentence(err error) string {
	s := report.Clean(err.Error())
	if s == "" {
		return "That did not work."
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func sendJSON(w http.ResponseWriter, status int, answer any) {
	b, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, "The answer could not be written.", http.StatusInternalServerError)
		return
	}
	send(w, status, "application/json", b)
}

func send(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(body)
}

// modelID returns the id of the role model that a request asks for: the first
// one where it names none.
func (h *handler) modelID(asked string) (string, error) {
	for _, m := range h.o.Models {
		if m.ID == asked || asked == "" {
			return m.ID, nil
		}
	}
	return "", requestError{http.StatusBadRequest, "There is no such role model."}
}

// read answers with the texts that a file holds.
func (h *handler) read(ctx context.Context, t Text, _ string) (any, error) {
	texts, err := h.o.Read(ctx, path.Base(t.Name), t.Source)
	if err != nil {
		return nil, err
	}
	if len(texts) == 0 {
		return nil, errors.New("there is no posting in this file")
	}
	type entry struct {
		Name   string `json:"name"`
		Title  string `json:"title"`
		Format string `json:"format"`
		Text   string `json:"text"`
	}
	out := make([]entry, len(texts))
	for i, t := range texts {
		out[i] = entry{t.Name, t.Title, t.Format, strings.ToValidUTF8(string(t.Source), "\ufffd")}
	}
	return map[string]any{"postings": out}, nil
}

// report answers with the report to keep or to send: one file.
func (h *handler) report(ctx context.Context, t Text, model string) (any, error) {
	rep, err := h.o.Judge(ctx, model, t)
	if err != nil {
		return nil, err
	}
	if t.Name == "" {
		rep.Path = "pasted text, " + time.Now().Format("2 January 2006, 15:04")
	}
	o := h.o.Report
	o.RoleModel = rep.RoleModel
	var b bytes.Buffer
	p, err := report.New("html", &b, o)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(p.Print(rep), p.Close()); err != nil {
		return nil, err
	}
	return savedPage(b.Bytes()), nil
}

// answer is what the page shows of a posting.
type answer struct {
	Verdict     lint.Verdict      `json:"verdict"`
	Title       string            `json:"title"`
	Line        string            `json:"line"` // the verdict in a few words
	Says        string            `json:"says"` // for the live region
	Parts       map[string]string `json:"parts"`
	Models      []modelVerdict    `json:"models"`
	Suggestions []revision        `json:"suggestions"` // what the buttons of the part "suggestions" do
}

// modelVerdict is the verdict under a role model.
type modelVerdict struct {
	ID      string       `json:"id"`
	Verdict lint.Verdict `json:"verdict"`
	Name    string       `json:"name"`
}

// maxForAll is the size in bytes up to which a posting is judged by all role
// models, and with each suggestion taken, at each change.
const maxForAll = 256 << 10

// judge answers with what the page shows of a posting.
func (h *handler) judge(ctx context.Context, t Text, model string) (any, error) {
	rep, err := h.o.Judge(ctx, model, t)
	if err != nil {
		return nil, err
	}
	o := h.o.Report
	o.RoleModel = rep.RoleModel
	a := answer{Verdict: rep.Verdict, Title: report.Clean(rep.Title), Line: report.VerdictLine(rep), Says: report.VerdictSaid(rep), Suggestions: []revision{}}
	if a.Parts, err = report.Sheet(rep, o); err != nil {
		return nil, err
	}
	if len(t.Source) > maxForAll {
		return a, nil
	}
	for _, m := range h.o.Models {
		other, err := h.o.Judge(ctx, m.ID, t)
		if err != nil {
			return nil, err
		}
		a.Models = append(a.Models, modelVerdict{m.ID, other.Verdict, report.VerdictName(other.Verdict)})
	}
	suggestions := h.suggestions(ctx, rep, t, model)
	for _, s := range suggestions {
		a.Suggestions = append(a.Suggestions, s.Revision)
	}
	var b strings.Builder
	if err := templates().ExecuteTemplate(&b, "suggestions.html", suggestions); err != nil {
		return nil, err
	}
	a.Parts["suggestions"] = b.String()
	return a, nil
}
