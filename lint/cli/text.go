package cli

import (
	"bytes"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
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
	if name, number := cutJob(path); kindOfName(name) != "" {
		return jobText(name, number)
	} else if number > 0 && !exists(path) {
		path = name // the places in one posting of a document are those in all of it
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
	if !isTerminal(c.Stdout) {
		return text
	}
	return cleanLines(text)
}

// cleanLines makes a text safe for the terminal, line by line.
func cleanLines(text []byte) []byte {
	var clean bytes.Buffer
	for line := range bytes.Lines(text) {
		clean.WriteString(report.Clean(string(bytes.TrimRight(line, "\r\n"))) + "\n")
	}
	return clean.Bytes()
}
