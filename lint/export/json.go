package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// readJSON reads values of JSON, one or several behind each other.
func readJSON(r io.Reader, c *collector) error {
	j := newJSONReader(r, c)
	for {
		j.given = 0
		n, err := j.value(0, true)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = j.single(&n)
		}
		if err != nil {
			return j.explain(err)
		}
		j.in.progress(j.dec.InputOffset())
	}
}

// readLines reads lines that are a value of JSON each. A broken one costs no
// other.
func readLines(r io.Reader, c *collector) error {
	in := newSource(r)
	lines := bufio.NewReaderSize(in, 64<<10)
	at := 0
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return err
		}
		at += len(line)
		in.progress(int64(at))
		if len(bytes.TrimSpace(line)) > 0 {
			fault := readLine(line, c)
			if fault != nil && fault != errStop {
				fault = fmt.Errorf("line %d: %w", number, fault)
				if c.found > 0 || number > 1 {
					fault = c.fail(fault)
				}
			}
			if fault != nil {
				return fault
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

func readLine(line []byte, c *collector) error {
	j := newJSONReader(bytes.NewReader(line), c)
	j.oneLine = true
	n, err := j.value(0, false)
	if err == nil {
		if _, more := j.dec.Token(); more != io.EOF {
			err = errors.New("more than one value on the line")
		}
	}
	if err == nil {
		return j.single(&n)
	}
	return j.explain(err)
}

// A jsonReader reads JSON and hands on the jobs in it as they come.
type jsonReader struct {
	dec   *json.Decoder
	in    *source
	jobs  *collector
	depth int
	given int // jobs given so far

	oneLine bool // what is read is a line of something larger
}

func newJSONReader(r io.Reader, c *collector) *jsonReader {
	in := newSource(r)
	j := &jsonReader{dec: json.NewDecoder(in), in: in, jobs: c}
	j.dec.UseNumber()
	return j
}

// maxAround is how deep a list of jobs may stand in other objects.
const maxAround = 6

// value reads the next value. Around jobs, lists that are called like lists of
// jobs are given job by job and are no part of the value.
func (j *jsonReader) value(around int, isAround bool) (node, error) {
	t, err := j.dec.Token()
	if err != nil {
		return node{}, err
	}
	return j.rest(t, around, isAround)
}

// rest reads the rest of a value that begins with t.
func (j *jsonReader) rest(t json.Token, around int, isAround bool) (node, error) {
	if err := j.in.part(); err != nil {
		return node{}, err
	}
	switch t := t.(type) {
	case string:
		return node{text: t}, nil
	case json.Number:
		return node{text: t.String()}, nil
	case bool:
		return node{text: fmt.Sprint(t)}, nil
	case json.Delim:
		if j.depth++; j.depth > maxNest {
			return node{}, fmt.Errorf("nested more than %d deep", maxNest)
		}
		defer func() { j.depth-- }()
		isAround = isAround && around <= maxAround
		if t == '[' {
			if isAround && around == 0 {
				return node{}, j.list(around)
			}
			return j.items(around, isAround)
		}
		return j.object(around, isAround)
	}
	return node{}, nil // null
}

func (j *jsonReader) items(around int, isAround bool) (n node, err error) {
	for j.dec.More() {
		item, err := j.value(around+1, isAround)
		if err != nil {
			return n, noEOF(err)
		}
		n.items = append(n.items, item)
	}
	_, err = j.dec.Token()
	return n, noEOF(err)
}

func (j *jsonReader) object(around int, isAround bool) (n node, err error) {
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return n, noEOF(err)
		}
		name, _ := key.(string)
		t, err := j.dec.Token()
		if err != nil {
			return n, noEOF(err)
		}
		if t == json.Delim('[') && isAround && j.jobs.matcher.lists[name] {
			if err := j.list(around + 1); err != nil {
				return n, noEOF(err)
			}
			continue
		}
		value, err := j.rest(t, around+1, isAround)
		if err != nil {
			return n, noEOF(err)
		}
		n.fields = append(n.fields, field{name, value})
	}
	_, err = j.dec.Token()
	return n, noEOF(err)
}

// list reads a list of jobs, behind its bracket.
func (j *jsonReader) list(around int) error {
	for j.dec.More() {
		before := j.given
		n, err := j.value(around+1, true)
		if err != nil {
			return noEOF(err)
		}
		j.in.progress(j.dec.InputOffset())
		if j.given > before {
			continue // they stood in lists of its own
		}
		is, err := j.job(&n)
		if err != nil {
			return err
		}
		if !is {
			if err := j.jobs.stranger(); err != nil {
				return err
			}
		}
	}
	_, err := j.dec.Token()
	return noEOF(err)
}

// single takes a value that is a job itself.
func (j *jsonReader) single(n *node) error {
	if j.given > 0 {
		return nil
	}
	is, err := j.job(n)
	if err == nil && !is && len(n.fields) > 0 {
		err = j.jobs.stranger()
	}
	return err
}

func (j *jsonReader) job(n *node) (bool, error) {
	r, system, ok := j.jobs.matcher.record(n, "")
	if !ok {
		return false, nil
	}
	j.given++
	return true, j.jobs.add(r, system)
}

var errCutOff = errors.New("it ends in the middle")

// isPlain reports whether an error is to be shown as it is, without the place
// where it came up.
func isPlain(err error) bool {
	return err == errStop || errors.Is(err, ErrTooLarge) || errors.Is(err, ErrNoJobs) || errors.Is(err, ErrNoTexts)
}

// noEOF returns an error for the end of the file in the middle of a value.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// explain returns an error that says where and why the text is no JSON.
func (j *jsonReader) explain(err error) error {
	if isPlain(err) {
		return err
	}
	offset := j.dec.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = max(syntax.Offset-1, 0)
	}
	if err == io.ErrUnexpectedEOF {
		err = errCutOff
		offset = int64(j.in.total)
	}
	line, column := j.in.place(offset)
	if j.oneLine {
		return fmt.Errorf("no JSON from byte %d on: %w", offset+1, err)
	}
	return fmt.Errorf("no JSON from line %d, byte %d on: %w", line, column, err)
}
