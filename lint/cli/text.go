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
			c.complain("%v", err)
			return exitUnreadable
		}
		w, done := c.buffered()
		_, err = w.Write(c.shown(job))
		return done(exitOK, err)
	}
	d := desk{c: c}
	src, err := d.read(path)
	if err != nil {
		c.complain("%v", plain(path, err))
		return exitUnreadable
	}
	p, err := read.Read(filepath.ToSlash(path), src, read.Options{})
	if err != nil {
		c.complain("%v", named(path, err))
		return exitUnreadable
	}
	w, done := c.buffered()
	_, err = w.Write(c.shown(p.Source))
	return done(exitOK, err)
}

// shown gives a text as it is, but for the terminal, which must not obey it.
func (c *Command) shown(text []byte) []byte {
	if isTerminal(c.Stdout) {
		return cleanLines(text)
	}
	return text
}
