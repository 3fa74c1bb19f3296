// Jdlint-beam judges the postings in files with Apache Beam: on this machine, or on the
// cluster that Beam's own flags name. See lint/docs/scale.md.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/direct"

	jdlint "github.com/jdlint/jdlint/lint/beam"
	"github.com/jdlint/jdlint/lint/report"
)

var (
	output  = flag.String("output", "", "the folder to write to, which must be new or empty: answers-*.ndjson, tally.csv and bad.ndjson")
	size    = flag.Int64("part", 16, "how many megabytes of a file are judged at once")
	columns = flag.String("columns", "", "the columns of tables and Parquet files, as title=NAME,text=NAME,id=NAME")
	flags   = flag.String("jdlint", "", "flags of jdlint, such as \"--role-model=inverted --isolated\"")
)

func init() {
	register.Function2x1(tallyLine)
	register.Function1x2(badLine)
}

func tallyLine(verdict string, n int64) string { return fmt.Sprintf("%s,%d", verdict, n) }

// badLine returns a Bad as a line of JSON that is safe to show.
func badLine(b jdlint.Bad) (string, error) {
	b.File, b.Path, b.Error = report.Clean(b.File), report.Clean(b.Path), report.Clean(b.Error)
	line, err := json.Marshal(b)
	return string(line), err
}

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: jdlint-beam --output DIR [--runner RUNNER] FILE...\nFILE is of records (.ndjson, .jsonl), a table (.csv, .tsv), either packed (.gz, .zst), or Parquet.")
		flag.PrintDefaults()
	}
	flag.Parse()
	log.SetupLogging("warn", "text") // it describes the whole pipeline otherwise
	beam.Init()                      // on a worker it does not return
	if err := judge(flag.Args()); err != nil {
		fmt.Fprintf(os.Stderr, "jdlint-beam: %s\n", report.Clean(err.Error()))
		os.Exit(2)
	}
}

// judge builds the pipeline and runs it.
func judge(patterns []string) error {
	if len(patterns) == 0 || *output == "" || *size < 1 {
		flag.Usage()
		return errors.New("name files, and the folder to write to with --output")
	}
	var names []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			found = []string{pattern} // opening it brings out what is wrong
		}
		names = append(names, found...)
	}
	if err := os.MkdirAll(*output, 0o777); err != nil {
		return err
	}
	if there, err := os.ReadDir(*output); err != nil || len(there) > 0 {
		return errors.Join(err, fmt.Errorf("%s is not empty: name a new folder", *output))
	}
	o := jdlint.Options{Output: *output, PartSize: *size << 20, Flags: strings.Fields(*flags)}
	if *columns != "" {
		o.Columns = strings.Split(*columns, ",")
	}
	p, s := beam.NewPipelineWithRoot()
	tally, bad := jdlint.Files(s, names, o)
	textio.Write(s, filepath.Join(*output, "tally.csv"), beam.ParDo(s, tallyLine, tally))
	textio.Write(s, filepath.Join(*output, "bad.ndjson"), beam.ParDo(s, badLine, bad))
	_, err := beam.Run(context.Background(), cmp.Or(*runners.Runner, "direct"), p)
	return err
}
