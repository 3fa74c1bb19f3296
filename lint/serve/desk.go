package serve

import (
	"bytes"
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

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
)

//go:embed page
var pageFiles embed.FS

// templates are parsed when the page is first asked for.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/*.html"))
})

// desk answers requests.
type desk struct {
	o    Options
	busy chan struct{} // a place for each posting that is being judged
}

func (d *desk) page(w http.ResponseWriter, _ *http.Request) {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, "index.html", d.o.Models); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(b.Bytes())
}

// file returns the style sheets and scripts.
func (d *desk) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	kind := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}[path.Ext(name)]
	text, err := pageFiles.ReadFile("page/" + name)
	if name == "sheet.css" {
		text, err = []byte(report.SheetStyle()), nil
	}
	if kind == "" || err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(text)
}

// text takes the posting out of a request: the text is the body, what is known
// of it stands in the address. It answers and gives false when it cannot.
func (d *desk) text(w http.ResponseWriter, r *http.Request) (t Text, ok bool) {
	// A form of another site could send no such content without asking first.
	if r.Header.Get("Content-Type") != "application/octet-stream" {
		fail(w, http.StatusUnsupportedMediaType, "Send the text as application/octet-stream.")
		return t, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxSize))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("Larger than %d MB: that is no posting.", MaxSize>>20))
		return t, false
	case err != nil:
		fail(w, http.StatusBadRequest, "The text did not arrive.")
		return t, false
	}
	q := r.URL.Query()
	return Text{Name: q.Get("name"), Title: strings.TrimSpace(q.Get("title")), Format: q.Get("format"), Source: body}, true
}

// model returns the role model that a request asks for.
func (d *desk) model(w http.ResponseWriter, r *http.Request) (id string, ok bool) {
	id = r.URL.Query().Get("model")
	for _, m := range d.o.Models {
		if m.ID == id || id == "" {
			return m.ID, true
		}
	}
	fail(w, http.StatusBadRequest, "There is no such role model.")
	return "", false
}

// work runs a task when there is a place for it. A fault of the program costs
// the answer, not the page.
func (d *desk) work(w http.ResponseWriter, r *http.Request, task func() (any, error)) {
	select {
	case d.busy <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	defer func() { <-d.busy }()
	answer, err := guarded(task)
	if err != nil {
		fail(w, http.StatusUnprocessableEntity, sentence(err))
		return
	}
	send(w, http.StatusOK, answer)
}

func guarded[T any](task func() (T, error)) (answer T, err error) {
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

func fail(w http.ResponseWriter, status int, text string) {
	send(w, status, map[string]string{"error": text})
}

func send(w http.ResponseWriter, status int, answer any) {
	b, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, "The answer could not be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(b)
}

// read answers with the texts that a file holds.
func (d *desk) read(w http.ResponseWriter, r *http.Request) {
	t, ok := d.text(w, r)
	if !ok {
		return
	}
	d.work(w, r, func() (any, error) {
		texts, err := d.o.Read(path.Base(t.Name), t.Source)
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
	})
}

// report answers with the report to keep or to send: one file.
func (d *desk) report(w http.ResponseWriter, r *http.Request) {
	t, ok := d.text(w, r)
	if !ok {
		return
	}
	model, ok := d.model(w, r)
	if !ok {
		return
	}
	page, err := guarded(func() ([]byte, error) {
		rep, err := d.o.Judge(model, t)
		if err != nil {
			return nil, err
		}
		if t.Name == "" {
			rep.Path = "pasted text, " + time.Now().Format("2 January 2006, 15:04")
		}
		var b bytes.Buffer
		o := d.o.Report
		o.RoleModel = rep.RoleModel
		p, err := report.New("html", &b, o)
		if err == nil {
			err = p.Print(rep)
		}
		if err == nil {
			err = p.Close()
		}
		return b.Bytes(), err
	})
	if err != nil {
		fail(w, http.StatusUnprocessableEntity, sentence(err))
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="jdlint-report.html"`)
	w.Write(page)
}

// answer is what the page shows of a posting.
type answer struct {
	Verdict lint.Verdict      `json:"verdict"`
	Title   string            `json:"title"`
	Line    string            `json:"line"` // the verdict in a few words
	Says    string            `json:"says"` // for the live region
	Parts   map[string]string `json:"parts"`
	Models  []modelVerdict    `json:"models"`
	Ways    []change          `json:"ways"` // what the buttons of the part "ways" do
}

// modelVerdict is the verdict under a role model.
type modelVerdict struct {
	ID      string       `json:"id"`
	Verdict lint.Verdict `json:"verdict"`
	Name    string       `json:"name"`
}

// ordinary is the size in bytes up to which a posting is judged by all role
// models, and in all ways of mending it, at each change.
const ordinary = 256 << 10

func (d *desk) judge(w http.ResponseWriter, r *http.Request) {
	t, ok := d.text(w, r)
	if !ok {
		return
	}
	model, ok := d.model(w, r)
	if !ok {
		return
	}
	d.work(w, r, func() (any, error) {
		rep, err := d.o.Judge(model, t)
		if err != nil {
			return nil, err
		}
		o := d.o.Report
		o.RoleModel = rep.RoleModel
		a := answer{Verdict: rep.Verdict, Title: report.Clean(rep.Title), Line: report.VerdictLine(rep.Verdict), Says: report.VerdictSaid(rep), Ways: []change{}}
		if a.Parts, err = report.Sheet(rep, o); err != nil {
			return nil, err
		}
		if len(t.Source) > ordinary {
			return a, nil
		}
		for _, m := range d.o.Models {
			other, err := d.o.Judge(m.ID, t)
			if err != nil {
				return nil, err
			}
			a.Models = append(a.Models, modelVerdict{m.ID, other.Verdict, report.VerdictName(other.Verdict)})
		}
		ways := d.ways(rep, t, model)
		for _, way := range ways {
			a.Ways = append(a.Ways, way.Change)
		}
		var b strings.Builder
		if err := templates().ExecuteTemplate(&b, "ways.html", ways); err != nil {
			return nil, err
		}
		a.Parts["ways"] = b.String()
		return a, nil
	})
}
