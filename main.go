// Jdlint reads job postings and tells whether the title names the role that
// the duties describe: product manager or product owner.
package main

import (
	"os"
	"runtime/debug"

	"github.com/jdlint/jdlint/lint/cli"
)

// gcPercent lets the heap grow to some tens of megabytes before it is swept:
// what lives from one posting to the next is small, and sweeping often would
// take longer than judging.
const gcPercent = 200

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	c := cli.Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(c.Run(os.Args[1:]))
}
