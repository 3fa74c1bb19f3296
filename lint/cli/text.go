package cli

import (
	"path/filepath"

	"github.com/jdlint/jdlint/lint/read"
)

// text prints the text of a file as jdlint sees it: the one that the offsets
// in its answers point into.
func (c *Command) text(f *flags) func() error {
	return func() error {
		if f.NArg() != 1 {
			return usagef("text takes one file, or - for standard input")
		}
		text, err := c.textOf(f.Arg(0))
		if err != nil {
			return unreadableError{err}
		}
		c.out.Write(c.forTerminal(text))
		return nil
	}
}

// textOf returns the text of a file, or of a job of an export.
func (c *Command) textOf(path string) ([]byte, error) {
	if text, ok, err := jobText(path); ok {
		return text, err
	}
	src, err := c.readFile(path)
	if err != nil {
		return nil, readError(path, err)
	}
	p, err := read.Read(filepath.ToSlash(path), src, read.Options{})
	if err != nil {
		return nil, inputError(path, err)
	}
	return p.Source, nil
}

// forTerminal returns a text as it is, but for the terminal, which must not obey it.
func (c *Command) forTerminal(text []byte) []byte {
	if isTerminal(c.Stdout) {
		return cleanLines(text)
	}
	return text
}
