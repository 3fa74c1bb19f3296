// Compile writes the snapshots of the built-in rules to a file.
package main

import (
	"fmt"
	"os"

	"github.com/jdlint/jdlint/rules"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compile FILE")
		os.Exit(2)
	}
	data, err := rules.Compile()
	if err == nil {
		err = os.WriteFile(os.Args[1], data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}
