//go:build js

// Command wasm is jdlint in the browser: it does what the page asks for, by the
// built-in rules. Package static builds it.
package main

import (
	"context"
	"net/url"
	"syscall/js"

	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/lint/serve/backend"
)

var version = "devel" // set by the linker

func main() {
	b, err := backend.Builtin(version)
	if err != nil {
		panic(err) // the rules were compiled by the tests
	}
	desk := serve.NewDesk(b.Options())
	// jdlintDo(task, query, text) returns {status, kind, file, body}.
	js.Global().Set("jdlintDo", js.FuncOf(func(_ js.Value, args []js.Value) any {
		query, err := url.ParseQuery(args[1].String())
		if err != nil {
			query = url.Values{}
		}
		text := make([]byte, min(args[2].Length(), serve.MaxSize+1))
		js.CopyBytesToGo(text, args[2])
		a := desk.Do(context.Background(), args[0].String(), query, text)
		body := js.Global().Get("Uint8Array").New(len(a.Body))
		js.CopyBytesToJS(body, a.Body)
		return map[string]any{"status": a.Status, "kind": a.Kind, "file": a.File, "body": body}
	}))
	js.Global().Call("jdlintReady")
	select {} // answers until the page is closed
}
