// Compile writes what the rules in a folder come to to a file.
package main

import (
	"fmt"
	"os"

	"github.com/jdlint/jdlint/rules"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: compile FOLDER FILE")
		os.Exit(2)
	}
	data, err := rules.Compile(os.DirFS(os.Args[1]))
	if err == nil {
		err = os.WriteFile(os.Args[2], data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}
