package cli

import (
	"errors"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/read"
)

// text prints the text of a file as jdlint sees it: the one that the offsets
// in its answers point into.
func (c *Command) text(args []string) int {
	f := newFlags("text")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("text", f)
	case err != nil:
		return c.misuse("text", err)
	case f.NArg() != 1:
		return c.misuse("text", errors.New("text takes one file, or - for standard input"))
	}
	path := f.Arg(0)
	if job, ok, err := c.jobText(path); ok {
		if err != nil {
			c.logf("%v", err)
			return exitUnreadable
		}
		w, done := c.buffered()
		_, err = w.Write(c.forTerminal(job))
		return done(exitOK, err)
	}
	d := judge{c: c}
	src, err := d.readFile(path)
	if err != nil {
		c.logf("%v", readError(path, err))
		return exitUnreadable
	}
	p, err := read.Read(filepath.ToSlash(path), src, read.Options{})
	if err != nil {
		c.logf("%v", inputError(path, err))
		return exitUnreadable
	}
	w, done := c.buffered()
	_, err = w.Write(c.forTerminal(p.Source))
	return done(exitOK, err)
}

// forTerminal returns a text as it is, but for the terminal, which must not obey it.
func (c *Command) forTerminal(text []byte) []byte {
	if isTerminal(c.Stdout) {
		return cleanLines(text)
	}
	return text
}
