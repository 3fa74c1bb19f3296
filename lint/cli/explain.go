package cli

import (
	"fmt"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/rules"
)

// explain tells what an id that stands in the output means.
func (c *Command) explain(args []string) int {
	f := newFlags("explain")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("explain", f)
	case err != nil:
		return c.misuse("explain", err)
	case f.NArg() != 1:
		return c.misuse("explain", fmt.Errorf("explain takes one id, not %d; \"jdlint rules\" lists them", f.NArg()))
	}
	_, b, err := builtinBook()
	if err != nil {
		return c.fail(err)
	}
	id := f.Arg(0)
	explained, ok := b.Page(id)
	if !ok {
		return c.misuse("explain", fmt.Errorf("nothing is called %q%s", id, didYouMean("", id, b.IDs())))
	}
	w, done := c.buffered()
	p := pagePrinter{w: w, width: c.width()}
	p.print(&explained)
	return done(exitOK, nil)
}

// builtinBook returns the built-in rules and the book about them.
func builtinBook() (*rules.Set, *book.Book, error) {
	set, err := rules.Builtin()
	if err != nil {
		return nil, nil, err
	}
	b, err := book.New(set)
	return set, b, err
}
