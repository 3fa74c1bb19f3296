// Jdlint reads job postings and tells whether the title names the role that
// the duties describe: product manager or product owner.
package main

import (
	"os"
	"runtime/debug"
	"time"

	"github.com/jdlint/jdlint/lint/cli"
)

// How much the heap may grow, in percent, before it is swept: at the start, and
// when the start is over. A run over a few postings ends before it has to sweep;
// in a longer one what lives from one posting to the next is most of the heap.
const (
	gcPercentAtStart = 400
	gcPercent        = 60
	start            = 30 * time.Millisecond
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercentAtStart)
		time.AfterFunc(start, func() { debug.SetGCPercent(gcPercent) })
	}
	c := cli.Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(c.Run(os.Args[1:]))
}
