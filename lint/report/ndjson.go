package report

import (
	"io"

	"github.com/jdlint/jdlint/lint"
)

// ndjsonPrinter prints one JSON object a line, one line a report.
type ndjsonPrinter struct {
	w    io.Writer
	enc  encoder
	line []byte
}

func newNDJSON(w io.Writer) *ndjsonPrinter { return &ndjsonPrinter{w: w} }

func (p *ndjsonPrinter) Print(r *lint.Report) error {
	p.line = append(appendReport(p.line[:0], r), '\n')
	_, err := p.w.Write(p.line)
	return err
}

// Fail prints the answer to a line of a stream that could not be judged.
func (p *ndjsonPrinter) Fail(f *Failure) error {
	line, err := p.enc.encode(f)
	if err != nil {
		return err
	}
	_, err = p.w.Write(line)
	return err
}

func (p *ndjsonPrinter) Close() error { return nil }
