// Package beam judges postings on Apache Beam: Judge is a transform over a collection
// of them, Files judges files part by part. What judges is the command line itself, so
// the answers are those of "jdlint --input ndjson" to the byte.
package beam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/jdlint/jdlint/lint/cli"
	"github.com/jdlint/jdlint/lint/report"
)

func init() {
	register.DoFn4x1[context.Context, Posting, func(Answer), func(Bad), error](&judgeFn{})
	register.Emitter1[Answer]()
	register.Emitter1[Bad]()
}

// Posting is a record to judge: an object of JSON with "id", "title" and "text" or
// "html". File and Line say where it stands.
type Posting struct {
	File   string
	Line   int
	Record []byte
}

// Answer is what jdlint says to a posting: a line of JSON, without its end.
type Answer struct {
	Verdict string // "" for a posting that could not be judged
	JSON    []byte
}

// Bad is a posting that could not be judged, or a file that could not be read to its
// end: then Line is 0.
type Bad struct {
	File  string `json:"file"`
	Line  int    `json:"line,omitempty"`
	Path  string `json:"path,omitempty"` // the id of the posting, or its file and line
	Error string `json:"error"`
}

// Judge judges a collection of Posting. It returns one of Answer, with an answer to
// each posting, and one of Bad. Flags are those of jdlint ("--role-model=inverted"). How
// many postings got which verdict is counted in the counters of jdlint.
func Judge(s beam.Scope, postings beam.PCollection, flags ...string) (answers, bad beam.PCollection) {
	return beam.ParDo2(s.Scope("jdlint.Judge"), &judgeFn{Flags: flags}, postings)
}

// judgeFn hands the postings of a bundle to one run of jdlint, one by one.
type judgeFn struct {
	Flags []string

	lines   *io.PipeWriter
	posting Posting
	answers chan []byte
	ended   error // once answers is closed
}

// StartBundle starts a run.
func (fn *judgeFn) StartBundle(func(Answer), func(Bad)) {
	fn.Teardown() // a bundle that failed left one behind
	lines, writer := io.Pipe()
	fn.lines, fn.answers = writer, make(chan []byte)
	go func() {
		defer close(fn.answers)
		fn.ended = run(lines, fn.Flags, func(int) (string, int) { return fn.posting.File, fn.posting.Line }, func(answer []byte) error {
			fn.answers <- bytes.Clone(answer)
			return nil
		})
		lines.CloseWithError(io.ErrClosedPipe)
	}()
}

// ProcessElement judges a posting.
func (fn *judgeFn) ProcessElement(ctx context.Context, p Posting, answers func(Answer), bad func(Bad)) error {
	fn.posting = p
	// A line end that is allowed in JSON may be any other blank.
	line := append(bytes.ReplaceAll(p.Record, []byte{'\n'}, []byte{' '}), '\n')
	_, err := fn.lines.Write(line)
	answer, ok := <-fn.answers
	if err != nil || !ok {
		return errors.Join(errors.New("jdlint gave no answer"), fn.ended)
	}
	verdict := verdictOf(answer)
	count(ctx, verdict, 1)
	answers(Answer{verdict, answer})
	if verdict == "" {
		bad(badOf(answer, p.File))
	}
	return nil
}

// FinishBundle ends the run.
func (fn *judgeFn) FinishBundle(func(Answer), func(Bad)) { fn.Teardown() }

// Teardown ends a run that is left.
func (fn *judgeFn) Teardown() {
	if fn.lines == nil {
		return
	}
	fn.lines.Close()
	for range fn.answers {
	}
	fn.lines = nil
}

// run judges the lines of r as "jdlint --input ndjson" does. Place says where the nth
// line stands, from 1; each gets the answers, without line ends, good until it returns.
func run(r io.Reader, flags []string, place func(n int) (string, int), each func([]byte) error) error {
	var said bytes.Buffer
	answers := lineWriter{each: each}
	// An empty line goes ahead, whose answer is left out: otherwise a bad line that
	// comes first might be taken for the beginning of a packed file.
	c := cli.Command{Stdin: io.MultiReader(strings.NewReader("\n"), r), Stdout: &answers, Stderr: &said, Getenv: os.Getenv}
	c.Place = func(n int) (string, int) {
		if n == 1 {
			return "-", n
		}
		return place(n - 1)
	}
	args := append([]string{"check", "--input=ndjson", "--format=ndjson", "--fail-on=never", "--jobs=1"}, flags...)
	const unreadable = 3 // some lines were, which have their answers
	if code := c.Run(append(args, "-")); code != 0 && code != unreadable {
		return fmt.Errorf("exit code %d: %s", code, bytes.TrimSpace(said.Bytes()))
	}
	return answers.err
}

// lineWriter hands on what is written to it line by line, all but the first line.
type lineWriter struct {
	each  func([]byte) error
	begun bool
	rest  []byte
	err   error
}

// Write implements io.Writer.
func (w *lineWriter) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	rest := w.rest
	for w.err == nil {
		line, behind, ok := bytes.Cut(rest, []byte{'\n'})
		if !ok {
			break
		}
		if rest = behind; w.begun {
			w.err = w.each(line)
		}
		w.begun = true
	}
	w.rest = append(w.rest[:0], rest...)
	return len(p), w.err
}

// verdictOf returns the verdict of an answer, or "". Within a text of JSON the
// quotation marks would have backslashes.
func verdictOf(answer []byte) string {
	_, rest, _ := bytes.Cut(answer, []byte(`"verdict":"`))
	verdict, _, _ := bytes.Cut(rest, []byte{'"'})
	return string(verdict)
}

// badOf returns what an answer without a verdict says.
func badOf(answer []byte, file string) Bad {
	var f report.Failure
	if err := json.Unmarshal(answer, &f); err != nil {
		f.Error = err.Error()
	}
	return Bad{file, f.Line, f.Path, f.Error}
}

// count counts verdicts in the counters of the pipeline.
func count(ctx context.Context, verdict string, n int64) {
	if verdict == "" {
		verdict = notJudged
	}
	beam.NewCounter("jdlint", verdict).Inc(ctx, n)
}

// notJudged stands in counters and tallies for postings that could not be judged.
const notJudged = "bad"
