// Generate writes the pages about the rules into the folder that it is given,
// and takes out of it pages of what is no more.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/rules"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: generate FOLDER")
	}
	if err := generate(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func generate(folder string) error {
	set, err := rules.Builtin()
	if err != nil {
		return err
	}
	b, err := book.New(set)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	files := b.Files()
	old, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if _, ok := files[filepath.Base(name)]; !ok {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
