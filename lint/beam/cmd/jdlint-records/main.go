// Jdlint-records writes the rows of Parquet files and of tables (CSV, packed or not) as
// records, one on a line, for "jdlint --input ndjson -".
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	jdlint "github.com/jdlint/jdlint/lint/beam"
	"github.com/jdlint/jdlint/lint/report"
)

func main() {
	columns := pflag.StringSlice("columns", nil, "the columns, as `title=NAME,text=NAME,id=NAME`; text may come several times")
	pflag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: jdlint-records [--columns title=NAME,text=NAME] FILE... | jdlint --input ndjson -")
		pflag.PrintDefaults()
	}
	pflag.Parse()
	if pflag.NArg() == 0 {
		pflag.Usage()
		os.Exit(2)
	}
	status := 0
	out := bufio.NewWriterSize(os.Stdout, 64<<10)
	for _, name := range pflag.Args() {
		if err := jdlint.Records(out, name, *columns, warn); err != nil {
			warn(err.Error())
			status = 3
		}
	}
	if err := out.Flush(); err != nil {
		warn(err.Error())
		status = 3
	}
	os.Exit(status)
}

func warn(text string) { fmt.Fprintf(os.Stderr, "jdlint-records: %s\n", report.Clean(text)) }
