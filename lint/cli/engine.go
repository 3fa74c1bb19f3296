package cli

import (
	"errors"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// checker judges one posting; it is safe for concurrent use.
type checker interface {
	Check(*posting.Posting) *lint.Report
}

// engine is what the commands judge with.
type engine struct {
	checker
	model string // id of the role model
}

// engine loads the built-in rules and the role model, which is named by its id
// or by a file; "" means the default.
func (c *Command) engine(model string) (*engine, error) {
	if c.load != nil {
		return c.load(model)
	}
	return nil, errors.New("the engine is not wired")
}

// book gives what can be explained.
func (c *Command) book() (*book, error) {
	return nil, errors.New("the engine is not wired")
}

// suite gives the rules that the arguments name, or the built-in ones.
func (c *Command) suite(args []string) (*suite, error) {
	return nil, errors.New("the engine is not wired")
}
