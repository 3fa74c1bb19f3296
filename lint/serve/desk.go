// Package serve is the page on which a recruiter tries a posting out: text in,
// verdict out, as one types. It runs on the recruiter's own computer; nothing
// is stored, logged or sent anywhere.
package serve

import (
	"bytes"
	"context"
	_ "embed" // for a template
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

//go:embed page/suggestions.html
var suggestionsText string

var suggestionsTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("suggestions").Parse(suggestionsText))
})

// Text is a posting as the page holds it.
type Text struct {
	Name   string // of the file it came from, "" for none
	Title  string // where the text has none
	Format string // "markdown" if that is known, "" to find out
	Source []byte

	Word Word // of the Word file that it was read from; zero for others
}

// Word is a posting in a Word file, which can be given another title.
type Word struct {
	Title string `json:"title"`
	Part  int    `json:"part"` // the number of the posting in the file from 1, 0 for one alone
}

// Model is a role model to choose.
type Model struct{ ID, Name, Summary string }

// Language is a language to choose.
type Language struct{ ID, Name string }

// By is what a text is judged by: the id of a role model, and the language (ISO
// 639-1) to word the answer in.
type By struct{ Model, Language string }

// Options say what the page works with. All but Support, Retitle, Rules, Hosts and
// AnyIP are needed.
type Options struct {
	// Read takes the postings out of a file. Its errors are shown to the user.
	// It gives up when the context ends: nobody waits for the answer then.
	Read func(ctx context.Context, name string, src []byte) ([]Text, error)
	// Judge judges a text. Its errors are shown to the user. It is called
	// concurrently, and gives up like Read.
	Judge func(ctx context.Context, by By, t Text) (*lint.Report, error)

	// Retitle gives a posting of a Word file another title. Its errors are shown to the user.
	Retitle func(ctx context.Context, file string, src []byte, w Word) ([]byte, error)

	// Report returns the texts of reports in a language.
	Report func(language string) report.Options

	// Support returns a line in the language of a posting that makes a duty of a
	// category one that supports its owner, "" for none.
	Support func(language, category, owner string) string

	Rules *rules.Set // what the explanations are about

	Models    []Model    // the one to begin with first
	Languages []Language // that answers are worded in, the one to begin with first

	// Hosts are the names, with port, that requests may be addressed to;
	// AnyIP allows every address that is no name as well.
	Hosts []string
	AnyIP bool
}

// MaxSize is how many bytes a posting or file may have.
const MaxSize = 10 << 20

// Desk does what the page asks for, whatever way it asks: the server hands on
// requests, the folder of static files has a Desk in the browser.
type Desk struct{ o Options }

// NewDesk returns a Desk.
func NewDesk(o Options) *Desk { return &Desk{o} }

// Answer is what a Desk answers.
type Answer struct {
	Status int    // of HTTP
	Kind   string // the media type of Body
	Body   []byte
	File   string // the name to save Body under, "" for what the page shows
}

// Do does a task for the page: one of [tasks]. What is known of the
// text is in the query. It answers whatever is sent.
func (d *Desk) Do(ctx context.Context, task string, q url.Values, text []byte) Answer {
	do := tasks[task]
	answer, err := guarded(func() (any, error) {
		if len(text) > MaxSize {
			return nil, requestError{413, fmt.Sprintf("Larger than %d MB: that is no posting.", MaxSize>>20)}
		}
		if do == nil {
			return nil, requestError{404, "The page asks for what there is not."}
		}
		by, err := d.by(q)
		if err != nil {
			return nil, err
		}
		return do(d, ctx, Text{Name: q.Get("name"), Title: strings.TrimSpace(q.Get("title")), Format: q.Get("format"), Source: text}, by, q)
	})
	var refused requestError
	switch {
	case errors.As(err, &refused):
		return refusal(refused.status, refused.text)
	case err != nil:
		return refusal(422, sentence(err))
	}
	if file, ok := answer.(savedFile); ok {
		return Answer{200, file.kind, file.body, file.name}
	}
	return jsonAnswer(200, answer)
}

// tasks are what the page asks for.
var tasks = map[string]func(*Desk, context.Context, Text, By, url.Values) (any, error){
	"judge": (*Desk).judge, "line": (*Desk).line, "read": (*Desk).read, "verdict": (*Desk).verdict, "report": (*Desk).report, "retitle": (*Desk).retitle,
}

func refusal(status int, text string) Answer {
	return jsonAnswer(status, map[string]string{"error": text})
}

func jsonAnswer(status int, answer any) Answer {
	b, err := json.Marshal(answer)
	if err != nil {
		return Answer{Status: 500, Kind: "text/plain; charset=utf-8", Body: []byte("The answer could not be written.")}
	}
	return Answer{Status: status, Kind: "application/json", Body: b}
}

// requestError is why a request is refused, in a sentence for the user.
type requestError struct {
	status int
	text   string
}

func (e requestError) Error() string { return e.text }

// savedFile is an answer that the browser saves as a file.
type savedFile struct {
	name, kind string
	body       []byte
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

// by returns what a request asks to be judged by: the first of the role models and
// of the languages where it names none.
func (d *Desk) by(q url.Values) (By, error) {
	by := By{q.Get("model"), q.Get("lang")}
	if by.Model == "" {
		by.Model = d.o.Models[0].ID
	}
	if by.Language == "" {
		by.Language = d.o.Languages[0].ID
	}
	if !slices.ContainsFunc(d.o.Models, func(m Model) bool { return m.ID == by.Model }) {
		return by, requestError{400, "There is no such role model."}
	}
	if !slices.ContainsFunc(d.o.Languages, func(l Language) bool { return l.ID == by.Language }) {
		return by, requestError{400, "There is no such language."}
	}
	return by, nil
}

// read answers with the texts that a file holds.
func (d *Desk) read(ctx context.Context, t Text, _ By, _ url.Values) (any, error) {
	texts, err := d.o.Read(ctx, path.Base(t.Name), t.Source)
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
		Word   Word   `json:"word,omitzero"`
	}
	out := make([]entry, len(texts))
	for i, t := range texts {
		out[i] = entry{t.Name, t.Title, t.Format, strings.ToValidUTF8(string(t.Source), "\ufffd"), t.Word}
	}
	return map[string]any{"postings": out}, nil
}

// report answers with the report to keep or to send: one file.
func (d *Desk) report(ctx context.Context, t Text, by By, _ url.Values) (any, error) {
	rep, err := d.o.Judge(ctx, by, t)
	if err != nil {
		return nil, err
	}
	if t.Name == "" {
		rep.Path = "pasted text, " + time.Now().Format("2 January 2006, 15:04")
	}
	o := d.o.Report(by.Language)
	o.RoleModel = rep.RoleModel
	var b bytes.Buffer
	p, err := report.New("html", &b, o)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(p.Print(rep), p.Close()); err != nil {
		return nil, err
	}
	return savedFile{"jdlint-report.html", "text/html; charset=utf-8", b.Bytes()}, nil
}

// retitle answers with a Word file that was sent, under the title of the request.
func (d *Desk) retitle(ctx context.Context, t Text, _ By, q url.Values) (any, error) {
	part, _ := strconv.Atoi(q.Get("part")) // none: one posting alone
	name := path.Base(t.Name)
	if d.o.Retitle == nil || part < 0 {
		return nil, requestError{404, "The page asks for what there is not."}
	}
	out, err := d.o.Retitle(ctx, name, t.Source, Word{t.Title, part})
	if err != nil {
		return nil, fmt.Errorf("the file is not changed: %w", err)
	}
	return savedFile{name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", out}, nil
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
	Marks       []mark            `json:"marks"`
	Quiet       []passage         `json:"quiet"` // in which nothing counts
}

// modelVerdict is the verdict under a role model.
type modelVerdict struct {
	ID      string       `json:"id"`
	Verdict lint.Verdict `json:"verdict"`
	Name    string       `json:"name"`
}

// verdict answers with the verdict alone, for a row of a table.
func (d *Desk) verdict(ctx context.Context, t Text, by By, _ url.Values) (any, error) {
	r, err := d.o.Judge(ctx, by, t)
	if err != nil {
		return nil, err
	}
	return map[string]any{"verdict": r.Verdict, "title": report.Clean(r.Title), "line": report.VerdictLine(r), "says": report.Clean(r.Summary), "suggested": report.Clean(r.SuggestedTitle)}, nil
}

// maxForAll is the size in bytes up to which a posting is judged by all role
// models, and with each suggestion taken, at each change.
const maxForAll = 256 << 10

// judge answers with what the page shows of a posting.
func (d *Desk) judge(ctx context.Context, t Text, by By, _ url.Values) (any, error) {
	rep, err := d.o.Judge(ctx, by, t)
	if err != nil {
		return nil, err
	}
	o := d.o.Report(by.Language)
	o.RoleModel, o.Page = rep.RoleModel, explanation
	a := answer{Verdict: rep.Verdict, Title: report.Clean(rep.Title), Line: report.VerdictLine(rep), Says: report.VerdictSaid(rep), Suggestions: []revision{}}
	if a.Parts, err = report.Sheet(rep, o); err != nil {
		return nil, err
	}
	a.Marks, a.Quiet = marked(rep, t, o)
	if len(t.Source) > maxForAll {
		return a, nil
	}
	for _, m := range d.o.Models {
		other, err := d.o.Judge(ctx, By{m.ID, by.Language}, t)
		if err != nil {
			return nil, err
		}
		a.Models = append(a.Models, modelVerdict{m.ID, other.Verdict, report.VerdictName(other.Verdict)})
	}
	suggestions := d.suggestions(ctx, rep, t, by)
	for _, s := range suggestions {
		a.Suggestions = append(a.Suggestions, s.Revision)
	}
	var b strings.Builder
	if err := suggestionsTemplate().Execute(&b, suggestions); err != nil {
		return nil, err
	}
	a.Parts["suggestions"] = b.String()
	return a, nil
}

// explanation returns the address of the page about an id, seen from the page.
func explanation(id string) string { return explainFolder + url.PathEscape(id) + ".html" }

// explainFolder is where the page has its explanations.
const explainFolder = "explain/"
