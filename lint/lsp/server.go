// Package lsp is the language server of jdlint: an editor opens and changes
// documents, and gets diagnostics, hovers, symbols and code actions. It speaks the
// Language Server Protocol over a pair of streams, and opens no files.
package lsp

import (
	"bufio"
	"cmp"
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
	"sync/atomic"

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
	// Page returns the address of the page about a rule.
	Page func(rule string) string

	Version string // of the program
}

// Document is a document as the editor has it.
type Document struct {
	Path     string // of its file; "" for one that has none yet
	Name     string // its last name
	Root     string // the innermost folder of the workspace that it lies in, or ""
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

// Serve answers a client until it says goodbye or is gone. orderly is true if it
// asked to shut down before, as the protocol has it.
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
	return s.orderly.Load()
}

type server struct {
	o       Options
	ctx     context.Context // of all work; it ends with the connection
	stop    func()
	orderly atomic.Bool
	places  chan struct{} // one for each judgement at a time

	// What the client is like. Nothing else is done before it is known.
	encoding    string
	watches     bool // it can be asked to watch files
	versions    bool // it takes edits of versions of documents
	creates     bool // and those that create files
	initialized bool
	closing     bool // it asked to shut down

	answering sync.WaitGroup // requests that are being answered

	// publishing is held while diagnostics are sent, so that old ones never follow
	// new ones.
	publishing sync.Mutex

	mu        sync.Mutex
	roots     []string             // full paths of the folders of the workspace
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

// Errors of the protocol beside those of JSON-RPC.
var (
	errEarly     = &jsonrpc2.Error{Code: -32002, Message: "initialize comes first"}
	errLate      = &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "this is not the time for it"}
	errCalledOff = &jsonrpc2.Error{Code: -32800, Message: "called off"}
	errOvertaken = &jsonrpc2.Error{Code: -32801, Message: "the document was changed"}
)

// Handle implements jsonrpc2.Handler. It is called for one message after the other;
// what takes time goes on beside it.
func (s *server) Handle(_ context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	switch {
	case req.Method == "exit":
		s.orderly.Store(s.closing)
		s.stop()
	case req.Notif:
		if s.initialized && !s.closing {
			s.notified(conn, req)
		}
	case !s.initialized && req.Method != "initialize":
		s.reply(conn, req, nil, errEarly)
	case s.closing || s.initialized && req.Method == "initialize":
		s.reply(conn, req, nil, errLate)
	case req.Method == "initialize":
		result, err := s.initialize(req)
		s.reply(conn, req, result, err)
	case req.Method == "shutdown":
		s.closing = true
		s.answering.Wait()
		s.reply(conn, req, nil, nil)
	default:
		s.asked(conn, req)
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
	s.setRoots(p.Folders, nil)
	s.initialized = true
	can := p.Capabilities.Workspace
	s.watches = can.WatchedFiles.DynamicRegistration
	s.versions = can.Edit.DocumentChanges
	s.creates = s.versions && slices.Contains(can.Edit.ResourceOperations, "create")
	if slices.Contains(p.Capabilities.General.PositionEncodings, utf8Units) {
		s.encoding = utf8Units
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

func (s *server) setRoots(added, removed []folder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range removed {
		s.roots = slices.DeleteFunc(s.roots, func(root string) bool { return root == pathOf(f.URI) })
	}
	for _, f := range added {
		s.roots = append(s.roots, pathOf(f.URI))
	}
}

// notified does what a notification asks for. One that cannot be understood is
// passed over: there is nobody to tell.
func (s *server) notified(conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if req.Method == "$/cancelRequest" {
		var p struct{ ID jsonrpc2.ID }
		if params(req, &p) == nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			if cancel := s.requests[p.ID]; cancel != nil {
				cancel()
			}
		}
		return
	}
	var p messageParams
	if params(req, &p) != nil {
		return
	}
	switch req.Method {
	case "initialized":
		if s.watches { // else changes are found out with the next one of a document
			go conn.Call(s.ctx, "client/registerCapability", object{"registrations": []object{{
				"id": "configuration", "method": "workspace/didChangeWatchedFiles",
				"registerOptions": object{"watchers": []object{{"globPattern": "**/*.{yaml,yml}"}}},
			}}}, nil)
		}
	case "workspace/didChangeWorkspaceFolders":
		s.setRoots(p.Event.Added, p.Event.Removed)
		s.rejudge(conn)
	case "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration", "textDocument/didSave":
		if s.o.Refresh() {
			s.rejudge(conn)
		}
	case "textDocument/didOpen", "textDocument/didChange":
		if d := s.edit(req.Method, &p); s.o.Refresh() {
			s.rejudge(conn)
		} else if d != nil {
			s.mu.Lock()
			s.start(conn, d)
			s.mu.Unlock()
		}
	case "textDocument/didClose":
		s.mu.Lock()
		defer s.mu.Unlock()
		uri := p.Document.URI
		if d := s.documents[uri]; d != nil {
			d.last.cancel()
			delete(s.documents, uri)
			go s.publish(conn, object{"uri": uri}, nil, func() bool { return s.documents[uri] == nil })
		}
	}
}

// edit opens or changes a document; it returns nil for one that is not open.
func (s *server) edit(method string, p *messageParams) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[p.Document.URI]
	if method == "textDocument/didOpen" {
		if d != nil {
			d.last.cancel()
		}
		d = &document{uri: p.Document.URI, language: p.Document.LanguageID}
		s.documents[d.uri] = d
		p.Changes = []textChange{{Text: p.Document.Text}}
	}
	if d == nil {
		return nil
	}
	d.version = p.Document.Version
	d.text = change(d.text, p.Changes, s.encoding)
	return d
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
	j.Document = Document{Path: pathOf(d.uri), Name: d.uri[strings.LastIndexAny(d.uri, ":/")+1:], Language: d.language, Text: d.text}
	j.Root = s.rootOf(j.Path)
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
		if j.ctx.Err() == nil {
			j.Judgement = s.judge(j.Document)
			s.publish(conn, object{"uri": d.uri, "version": d.version}, s.diagnostics(j), func() bool { return d.last == j && s.documents[d.uri] == d })
		}
	}()
}

// judge judges a document. A fault of the program costs the one document.
func (s *server) judge(d Document) (out Judgement) {
	defer survive(&out.Err)
	if d.Text == nil {
		return Judgement{Err: fmt.Errorf("more than %d MB of text: that is no posting", maxText>>20)}
	}
	return s.o.Judge(d)
}

// survive makes an error of a fault of the program.
func survive(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("jdlint failed on this posting; please report it: %v", fault)
	}
}

// publish sends diagnostics unless they have been overtaken, which current tells; it
// is called with s.mu held.
func (s *server) publish(conn *jsonrpc2.Conn, params object, all []diagnostic, current func() bool) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.mu.Lock()
	is := current()
	s.mu.Unlock()
	if is {
		params["diagnostics"] = append([]diagnostic{}, all...)
		conn.Notify(s.ctx, "textDocument/publishDiagnostics", params)
	}
}

// asked answers a request about a document once that is judged as it is now, unless
// the client calls it off or changes the document first.
func (s *server) asked(conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	answer := map[string]func(*judging, *messageParams) any{
		"textDocument/hover": s.hover, "textDocument/documentSymbol": s.symbols, "textDocument/codeAction": s.actions,
	}[req.Method]
	var p messageParams
	err := params(req, &p)
	if answer == nil {
		err = &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no " + req.Method}
	}
	s.mu.Lock()
	d := s.documents[p.Document.URI]
	if err != nil || d == nil {
		s.mu.Unlock()
		s.reply(conn, req, nil, err)
		return
	}
	j := d.last
	ctx, cancel := context.WithCancel(s.ctx)
	s.requests[req.ID] = cancel
	s.mu.Unlock()
	s.answering.Go(func() {
		result, err := answered(ctx, j, func() any { return answer(j, &p) })
		cancel()
		s.mu.Lock()
		delete(s.requests, req.ID)
		s.mu.Unlock()
		s.reply(conn, req, result, err)
	})
}

// answered waits for a judgement and returns the answer that rests on it; nil where
// there is none.
func answered(ctx context.Context, j *judging, answer func() any) (result any, err error) {
	defer survive(&err)
	select {
	case <-ctx.Done():
	case <-j.done:
	}
	switch {
	case ctx.Err() != nil:
		return nil, errCalledOff
	case j.ctx.Err() != nil:
		return nil, errOvertaken
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
		if name = strings.TrimPrefix(name, "/"); u.Host != "" { // /C:/jobs, and what another machine has
			name = "//" + u.Host + u.Path
		}
	}
	return filepath.FromSlash(name)
}

// rootOf returns the innermost folder of the workspace that a file lies in, or "".
// The caller holds s.mu.
func (s *server) rootOf(path string) (best string) {
	for _, root := range s.roots {
		if rel, err := filepath.Rel(root, path); cmp.Or(root, path) != "" && err == nil && filepath.IsLocal(rel) && len(root) > len(best) {
			best = root
		}
	}
	return best
}
