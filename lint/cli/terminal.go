package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Widths of output, in columns.
const (
	plainWidth = 100 // where no terminal is
	maxWidth   = 120 // longer lines are hard to read
)

// isTerminal reports whether the writer is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width returns the number of columns to fill.
func (c *Command) width() int {
	f, ok := c.Stdout.(*os.File)
	if !ok {
		return plainWidth
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns <= 0 {
		return plainWidth
	}
	return min(columns, maxWidth)
}

// color decides whether to colour; how is the value of --color.
func (c *Command) color(how string) bool {
	switch how {
	case "always":
		return true
	case "never":
		return false
	}
	return isTerminal(c.Stdout) && c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb"
}

// newProgress shows progress where nobody minds: on a terminal that a result of
// the format on standard output does not run over meanwhile. count is as in progress.
func (c *Command) newProgress(format string, count func() int) *progress {
	if !c.quiet && isTerminal(c.Stderr) && (format == "text" || format == "" || !isTerminal(c.Stdout)) {
		return newProgress(c.Stderr, progressAfter, progressEvery, count)
	}
	return nil
}
