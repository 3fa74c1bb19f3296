// Growth draws how jdlint grows with the size of a posting, the number of
// files and the number of rules: it reads the output of the benchmarks and
// writes a chart as SVG.
//
//	go test -run '^$' -bench '^Benchmark(Size|Files|Rules)$' ./lint ./lint/cli ./rules | go run ./lint/internal/growth > lint/docs/growth.svg
package main

import (
	"log"
	"os"
)

func main() {
	results, err := parse(os.Stdin)
	if err == nil {
		err = draw(os.Stdout, panels(results))
	}
	if err != nil {
		log.Fatal(err)
	}
}
