// Package lsp is the language server of jdlint: an editor opens and changes
// documents, and gets diagnostics, hovers, symbols and code actions. It speaks the
// Language Server Protocol over a pair of streams, and opens no files.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/jdlint/jdlint/lint"
)

// Options say what the server works with. All are needed but Version.
type Options struct {
	// Judge judges a document. It is called concurrently.
	Judge func(Document) Judgement
	// Refresh reads anew what changed of the configuration, and reports whether
	// anything did. It is called for each change of a document.
	Refresh func() bool
	// Exists reports whether there is a file of this name.
	Exists func(name string) bool
	// Page returns the address of the page about a rule, "" for none.
	Page func(rule string) string

	Version string // of the program
}

// Document is a document as the editor has it.
type Document struct {
	Path string // of its file; "" for one that has none yet
	// Below is the path from the folder of the workspace that it lies in, with
	// slashes; its name where it lies in none.
	Below    string
	Language string // as the editor calls it, such as "markdown"
	Text     []byte
}

// Judgement is what came of a document: neither report nor error for one that is no
// posting, or left out.
type Judgement struct {
	Report *lint.Report
	Err    error
}

// maxText is how many bytes of a document are kept. Longer ones are no postings.
const maxText = 16 << 20

var errLongText = fmt.Errorf("more than %d MB of text: that is no posting", maxText>>20)

// Serve answers a client until it says goodbye or is gone. orderly is true if it
// said so before, as the protocol asks.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) (orderly bool) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{
		o: o, ctx: ctx, stop: stop, documents: map[string]*document{}, requests: map[jsonrpc2.ID]context.CancelFunc{},
		places: make(chan struct{}, runtime.GOMAXPROCS(0)), encoding: utf16Units,
	}
	pipe := &stream{in: bufio.NewReaderSize(in, maxHeader), out: out}
	conn := jsonrpc2.NewConn(ctx, pipe, s, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	<-conn.DisconnectNotify()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phase == ended
}

// phase is how far a client has come.
type phase int

const (
	fresh phase = iota
	working
	closing // it asked to shut down
	ended   // and said goodbye
)

type server struct {
	o      Options
	ctx    context.Context // of all work; it ends with the connection
	stop   func()
	places chan struct{} // one for each judgement at a time

	answering sync.WaitGroup // requests that are being answered

	// publishing is held while diagnostics are sent, so that old ones never follow
	// new ones.
	publishing sync.Mutex

	mu        sync.Mutex
	phase     phase
	encoding  string
	roots     []string // full paths of the folders of the workspace
	watches   bool     // the client can be asked to watch files
	can       editCapabilities
	documents map[string]*document // by URI
	requests  map[jsonrpc2.ID]context.CancelFunc
}

// document is an open document.
type document struct {
	uri, language string
	version       int
	text          []byte // nil: too long to be kept
	last          *judging
	busy          sync.Mutex // held while it is judged
}

// judging is the work on one version of a document.
type judging struct {
	Document
	uri      string
	version  int
	encoding string
	ctx      context.Context // ends when it is overtaken
	cancel   func()
	done     chan struct{} // closed behind the judgement, or when it is given up
	Judgement
}

// Handle implements jsonrpc2.Handler. It is called for one message after the other;
// what takes time goes on beside it.
func (s *server) Handle(_ context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	s.mu.Lock()
	phase := s.phase
	s.mu.Unlock()
	switch {
	case req.Method == "exit":
		s.setPhase(ended, closing)
		s.stop()
	case req.Notif:
		if phase == working {
			s.notified(conn, req)
		}
	case phase == fresh && req.Method != "initialize":
		s.reply(conn, req, nil, &jsonrpc2.Error{Code: -32002, Message: "initialize comes first"})
	case phase == closing || phase == working && req.Method == "initialize":
		s.reply(conn, req, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "this is not the time for " + req.Method})
	case req.Method == "initialize":
		result, err := s.initialize(req)
		s.reply(conn, req, result, err)
	case req.Method == "shutdown":
		s.setPhase(closing, working)
		s.answering.Wait()
		s.reply(conn, req, nil, nil)
	default:
		s.asked(conn, req)
	}
}

// setPhase moves on to a phase from the one before it.
func (s *server) setPhase(to, from phase) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.phase == from {
		s.phase = to
	}
}

func (s *server) reply(conn *jsonrpc2.Conn, req *jsonrpc2.Request, result any, err error) {
	if err == nil {
		conn.Reply(s.ctx, req.ID, result) // it fails when the client is gone
		return
	}
	told, ok := err.(*jsonrpc2.Error)
	if !ok {
		told = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
	}
	conn.ReplyWithError(s.ctx, req.ID, told)
}

// params reads the parameters of a message.
func params(req *jsonrpc2.Request, into any) error {
	if req.Params == nil {
		return nil
	}
	if err := json.Unmarshal(*req.Params, into); err != nil {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return nil
}

func (s *server) initialize(req *jsonrpc2.Request) (any, error) {
	var p initializeParams
	if err := params(req, &p); err != nil {
		return nil, err
	}
	if len(p.Folders) == 0 && p.RootURI != "" {
		p.Folders = []folder{{p.RootURI}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase = working
	s.watches = p.Capabilities.Workspace.WatchedFiles.DynamicRegistration
	s.can = p.Capabilities.Workspace.Edit
	if slices.Contains(p.Capabilities.General.PositionEncodings, utf8Units) {
		s.encoding = utf8Units
	}
	for _, f := range p.Folders {
		s.roots = append(s.roots, pathOf(f.URI))
	}
	return object{
		"serverInfo": object{"name": "jdlint", "version": s.o.Version},
		"capabilities": object{
			"positionEncoding":       s.encoding,
			"textDocumentSync":       object{"openClose": true, "change": 2, "save": true}, // 2: in parts
			"hoverProvider":          true,
			"documentSymbolProvider": true,
			"codeActionProvider":     object{"codeActionKinds": []string{quickFix, extract}},
			"workspace":              object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

// notified does what a notification asks for. One that cannot be understood is
// passed over: there is nobody to tell.
func (s *server) notified(conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	switch req.Method {
	case "initialized":
		s.watch(conn)
	case "$/cancelRequest":
		var p struct {
			ID jsonrpc2.ID `json:"id"`
		}
		if params(req, &p) == nil {
			s.mu.Lock()
			cancel := s.requests[p.ID]
			s.mu.Unlock()
			if cancel != nil {
				cancel()
			}
		}
	case "workspace/didChangeWorkspaceFolders":
		var p foldersParams
		if params(req, &p) == nil {
			s.mu.Lock()
			for _, f := range p.Event.Removed {
				s.roots = slices.DeleteFunc(s.roots, func(root string) bool { return root == pathOf(f.URI) })
			}
			for _, f := range p.Event.Added {
				s.roots = append(s.roots, pathOf(f.URI))
			}
			s.mu.Unlock()
			s.rejudge(conn)
		}
	case "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration", "textDocument/didSave":
		if s.o.Refresh() {
			s.rejudge(conn)
		}
	case "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose":
		var p documentParams
		if params(req, &p) == nil {
			s.take(conn, req.Method, &p)
		}
	}
}

// watch asks the client to tell of changes of what a configuration may name.
func (s *server) watch(conn *jsonrpc2.Conn) {
	if !s.watches {
		return // then they are found out with the next change of a document
	}
	go conn.Call(s.ctx, "client/registerCapability", object{"registrations": []object{{
		"id": "configuration", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": object{"watchers": []object{{"globPattern": "**/*.{yaml,yml}"}}},
	}}}, nil)
}

// take notes what a message says of a document, and has it judged.
func (s *server) take(conn *jsonrpc2.Conn, method string, p *documentParams) {
	changed := method != "textDocument/didClose" && s.o.Refresh()
	s.mu.Lock()
	uri := p.Document.URI
	d := s.documents[uri]
	switch {
	case method == "textDocument/didOpen":
		if d != nil && d.last != nil {
			d.last.cancel()
		}
		d = &document{uri: uri, language: p.Document.LanguageID, version: p.Document.Version}
		d.setText(change(nil, []textChange{{Text: p.Document.Text}}, s.encoding))
		s.documents[uri] = d
	case d == nil:
	case method == "textDocument/didChange":
		d.version = p.Document.Version
		if d.text != nil || slices.ContainsFunc(p.Changes, func(c textChange) bool { return c.Range == nil }) {
			d.setText(change(d.text, p.Changes, s.encoding))
		}
	default:
		d.last.cancel()
		delete(s.documents, uri)
		go s.publish(conn, uri, nil, nil, func() bool { return s.documents[uri] == nil })
		d = nil
	}
	if d != nil && !changed {
		s.start(conn, d)
	}
	s.mu.Unlock()
	if changed {
		s.rejudge(conn)
	}
}

func (d *document) setText(text []byte, ok bool) {
	if d.text = text; !ok {
		d.text = nil
	}
}

// rejudge judges all documents anew.
func (s *server) rejudge(conn *jsonrpc2.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		s.start(conn, d)
	}
}

// start begins to judge a document as it is now, in the place of what is being done
// for it. The caller holds s.mu.
func (s *server) start(conn *jsonrpc2.Conn, d *document) {
	if d.last != nil {
		d.last.cancel()
	}
	j := &judging{uri: d.uri, version: d.version, encoding: s.encoding, done: make(chan struct{})}
	j.Document = Document{Path: pathOf(d.uri), Language: d.language, Text: d.text}
	j.Below = s.below(d.uri, j.Path)
	j.ctx, j.cancel = context.WithCancel(s.ctx)
	d.last = j
	go func() {
		defer close(j.done)
		d.busy.Lock() // one version after the other; most never get their turn
		defer d.busy.Unlock()
		select {
		case <-j.ctx.Done():
			return
		case s.places <- struct{}{}:
		}
		defer func() { <-s.places }()
		if j.ctx.Err() != nil {
			return
		}
		j.Judgement = s.judge(j.Document)
		s.publish(conn, d.uri, &j.version, s.diagnostics(j), func() bool { return d.last == j && s.documents[d.uri] == d })
	}()
}

// judge judges a document. A fault of the program costs the one document.
func (s *server) judge(d Document) (out Judgement) {
	defer func() {
		if fault := recover(); fault != nil {
			out = Judgement{Err: fmt.Errorf("jdlint failed on this posting; please report it: %v", fault)}
		}
	}()
	if d.Text == nil {
		return Judgement{Err: errLongText}
	}
	return s.o.Judge(d)
}

// publish sends diagnostics unless they have been overtaken, which current tells; it
// is called with s.mu held.
func (s *server) publish(conn *jsonrpc2.Conn, uri string, version *int, all []diagnostic, current func() bool) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.mu.Lock()
	is := current()
	s.mu.Unlock()
	if is {
		conn.Notify(s.ctx, "textDocument/publishDiagnostics", publishParams{uri, version, append([]diagnostic{}, all...)})
	}
}

// asked answers a request about a document once that is judged as it is now, unless
// the client calls it off or changes the document first.
func (s *server) asked(conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	answer := map[string]func(*judging, *documentParams) any{
		"textDocument/hover": s.hover, "textDocument/documentSymbol": s.symbols, "textDocument/codeAction": s.actions,
	}[req.Method]
	var p documentParams
	err := params(req, &p)
	if answer == nil {
		err = &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no " + req.Method}
	}
	if err != nil {
		s.reply(conn, req, nil, err)
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.mu.Lock()
	var j *judging
	if d := s.documents[p.Document.URI]; d != nil {
		j = d.last
	}
	s.requests[req.ID] = cancel
	s.mu.Unlock()
	s.answering.Go(func() {
		defer cancel()
		result, err := wait(ctx, j, func() any { return answer(j, &p) })
		s.mu.Lock()
		delete(s.requests, req.ID)
		s.mu.Unlock()
		s.reply(conn, req, result, err)
	})
}

// wait returns an answer that rests on a judgement; nil where there is none.
func wait(ctx context.Context, j *judging, answer func() any) (result any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("jdlint failed; please report it: %v", fault)
		}
	}()
	if j == nil {
		return nil, nil
	}
	select {
	case <-ctx.Done():
	case <-j.done:
	}
	switch {
	case ctx.Err() != nil:
		return nil, &jsonrpc2.Error{Code: -32800, Message: "called off"}
	case j.ctx.Err() != nil:
		return nil, &jsonrpc2.Error{Code: -32801, Message: "the document was changed"}
	case j.Report == nil:
		return nil, nil
	}
	return answer(), nil
}

// pathOf returns the file that a URI names, "" for one that names none.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	name := u.Path
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, "/") // of /C:/jobs
		if u.Host != "" {
			name = "//" + u.Host + u.Path
		}
	}
	return filepath.FromSlash(name)
}

// below returns the path of a document from the innermost folder of the workspace
// that it lies in.
func (s *server) below(uri, path string) string {
	best := filepath.Base(path)
	if path == "" {
		best = uri[strings.LastIndexAny(uri, ":/")+1:]
	}
	length := 0
	for _, root := range s.roots {
		if rel, err := filepath.Rel(root, path); root != "" && path != "" && err == nil && filepath.IsLocal(rel) && len(root) > length {
			best, length = filepath.ToSlash(rel), len(root)
		}
	}
	return best
}
