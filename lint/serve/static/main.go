// Command static writes the page of package serve as a folder of static files, with
// the engine as WebAssembly: any web server can offer it, and nothing has to be
// installed.
//
//	go run ./lint/serve/static --out DIR
package main

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/serve"
	"github.com/jdlint/jdlint/lint/serve/backend"
	"github.com/jdlint/jdlint/rules"
)

// policy is that of the server of jdlint, which lets the page run WebAssembly, too.
// What only headers can say (frame-ancestors) is left to who offers the folder.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// scripts take the place of those that ask a server.
//
//go:embed transport.js worker.js
var scripts embed.FS

func main() {
	out := flag.String("out", "", "write the page to the folder `DIR`")
	version := flag.String("version", "devel", "the version that reports name")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := write(*out, *version); err != nil {
		fmt.Fprintln(os.Stderr, "static:", err)
		os.Exit(1)
	}
}

func write(dir, version string) error {
	b, err := backend.Builtin(version)
	if err != nil {
		return err
	}
	files := serve.Files()
	if files["index.html"], err = serve.NewDesk(b.Options()).Page(policy); err != nil {
		return err
	}
	for _, name := range []string{"transport.js", "worker.js"} {
		if files[name], err = scripts.ReadFile(name); err != nil {
			return err
		}
	}
	explanations, err := serve.Explanations(b.Set)
	if err != nil {
		return err
	}
	maps.Copy(files, explanations)
	root, err := goSays("env", "GOROOT")
	if err != nil {
		return err
	}
	if files["wasm_exec.js"], err = os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js")); err != nil {
		return fmt.Errorf("the Go that builds has no wasm_exec.js: %w", err)
	}
	if files["jdlint.wasm.gz"], err = engine(version); err != nil {
		return err
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// engine builds the engine and packs it: the same sources give the same bytes. What makes
// it smaller: rules that are packed take 370 kB of what is fetched off, and functions that are
// not written out where they are called 560 kB.
func engine(version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "jdlint-static-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	overlay, err := packedRules(dir)
	if err != nil {
		return nil, err
	}
	module := filepath.Join(dir, "jdlint.wasm")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-overlay", overlay, "-tags", "noprose", "-gcflags=all=-l", "-ldflags", "-s -w -X main.version="+version, "-o", module, "github.com/jdlint/jdlint/lint/serve/static/wasm")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the engine: %w\n%s", err, said)
	}
	code, err := os.ReadFile(module)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(code); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// packedRules writes the packed rules into a folder, and returns the name of a file by
// which go build takes them for the others.
func packedRules(dir string) (overlay string, err error) {
	rulesDir, err := goSays("list", "-f", "{{.Dir}}", "github.com/jdlint/jdlint/rules")
	if err != nil {
		return "", err
	}
	packed, err := rules.Packed()
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "packed.bin")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(rulesDir, "builtin.bin"): file}})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, errors.Join(os.WriteFile(file, packed, 0o644), os.WriteFile(overlay, replace, 0o644))
}

func goSays(args ...string) (string, error) {
	said, err := exec.Command("go", args...).Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(said)), nil
}
