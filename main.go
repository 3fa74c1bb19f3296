// Jdlint reads job postings and tells whether the title names the role that
// the duties describe: product manager or product owner.
package main

import (
	"os"

	"github.com/jdlint/jdlint/lint/cli"
)

func main() {
	c := cli.Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(c.Run(os.Args[1:]))
}
