package report

import (
	"bytes"
	"io"
)

// jsonWriter writes a JSON document piece by piece. After an error it writes
// nothing more and keeps the error.
type jsonWriter struct {
	w   io.Writer
	enc encoder
	err error
}

// raw writes JSON as it stands.
func (j *jsonWriter) raw(s string) {
	if j.err == nil {
		_, j.err = io.WriteString(j.w, s)
	}
}

// value writes a value as JSON, without anything that a terminal obeys.
func (j *jsonWriter) value(v any) {
	if j.err != nil {
		return
	}
	line, err := j.enc.encode(v)
	if err != nil {
		j.err = err
		return
	}
	_, j.err = j.w.Write(bytes.TrimSuffix(line, []byte("\n")))
}

// elements writes the elements of a list, each on a line of its own.
type elements struct {
	*jsonWriter
	n int
}

func (l *elements) add(v any) {
	if l.n++; l.n > 1 {
		l.raw(",")
	}
	l.raw("\n")
	l.value(v)
}

func (l *elements) end() {
	if l.n > 0 {
		l.raw("\n")
	}
	l.raw("]")
}
