package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

// readJSON reads values of JSON, one or several behind each other.
func readJSON(r io.Reader, c *collector) error {
	j := newJSONReader(r, c)
	for {
		before := c.given
		n, err := j.value(0, "", -1)
		if err == io.EOF {
			return nil
		}
		if err := c.rest(&n, "", c.given > before, err != nil); err != nil {
			return err
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
		begin := in.at(at)
		at += len(line)
		in.progress(int64(at))
		if len(bytes.TrimSpace(line)) > 0 {
			fault := readLine(line, begin, c)
			if fault != nil && fault != errStop && !c.over {
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

// readLine reads a line of a file, which begins there.
func readLine(line []byte, begin position, c *collector) error {
	j := newJSONReader(bytes.NewReader(line), c)
	j.oneLine = true
	j.in.begin = begin
	j.in.last.position = begin
	before := c.given
	n, err := j.value(0, "", -1)
	if err == nil {
		if _, more := j.dec.Token(); more != io.EOF {
			err = errors.New("more than one value on the line")
		}
	}
	if err == nil {
		return c.rest(&n, "", c.given > before, false)
	}
	return j.explain(err)
}

// A jsonReader reads JSON and hands on the jobs in it as they come.
type jsonReader struct {
	dec   *json.Decoder
	in    *source
	jobs  *collector
	depth int
	spot  *spot // of the object or list that is being read

	oneLine bool // what is read is a line of something larger
	tracks  bool // texts get their runs
}

// retraceJSON returns the object at a spot, and reads it again with where its texts stand.
func retraceJSON(c *collector, s *spot, from position) *trace {
	return retrace(c.in, s, from, func(raw []byte) (node, error) {
		j := newJSONReader(bytes.NewReader(raw), &collector{matcher: c.matcher.fresh()})
		j.tracks = true
		return j.value(maxAround+1, "", -1)
	})
}

// runs returns the runs of a string, behind an offset.
func (j *jsonReader) runs(offset int, s string) []posting.Run {
	raw := string(j.in.between(offset, int(j.dec.InputOffset())))
	k := strings.IndexByte(raw, '"') // behind blanks, and the sign between values
	return decoded(raw[k+1:len(raw)-1], offset+k+1, s, jsonPiece)
}

func newJSONReader(r io.Reader, c *collector) *jsonReader {
	in := newSource(r)
	c.in, c.retrace = in, retraceJSON
	j := &jsonReader{dec: json.NewDecoder(in), in: in, jobs: c}
	j.dec.UseNumber()
	return j
}

// maxAround is how deep jobs may stand in other objects and lists.
const maxAround = 8

// value reads the next value, which stands around deep in the field of a name, or in a
// list at an index.
// Jobs in it are handed on as soon as it is clear that they are some, and are no
// part of the value. Of a value that is broken it returns what is whole.
func (j *jsonReader) value(around int, name string, index int) (node, error) {
	start := int(j.dec.InputOffset())
	t, err := j.dec.Token()
	if err != nil {
		return node{}, err
	}
	if err := j.in.part(); err != nil {
		return node{}, err
	}
	switch t := t.(type) {
	case string:
		n := node{text: text{s: t}}
		if j.tracks {
			n.runs = j.runs(start, t)
		}
		return n, nil
	case json.Number:
		return node{text: text{s: t.String()}}, nil
	case bool:
		return node{text: text{s: fmt.Sprint(t)}}, nil
	case json.Delim:
		if j.depth++; j.depth > maxNest {
			return node{}, fmt.Errorf("nested more than %d deep", maxNest)
		}
		at := &spot{parent: j.spot, name: name, index: index, start: int(j.dec.InputOffset()) - 1}
		j.spot = at
		defer func() {
			j.depth--
			j.spot = at.parent
			at.end = int(j.dec.InputOffset())
		}()
		if t == '[' {
			return j.items(around, name)
		}
		n, err := j.object(around)
		n.spot = at
		return n, err
	}
	return node{}, nil // null
}

// items reads the rest of a list.
func (j *jsonReader) items(around int, name string) (node, error) {
	f := frame{listed: around == 0 || j.jobs.matcher.lists[name], outermost: around == 0}
	for i := 0; j.dec.More(); i++ {
		before := j.jobs.given
		item, err := j.value(around+1, "", i)
		gave := j.jobs.given > before
		if err != nil {
			if !gave && !j.jobs.matcher.looks(&item, "") {
				f.value.items = append(f.value.items, item)
			}
			return f.value, noEOF(err)
		}
		if around > maxAround {
			f.value.items = append(f.value.items, item)
			continue
		}
		if err := j.jobs.item(&f, field{"", item}, gave); err != nil {
			return f.value, err
		}
		if f.gave {
			j.in.progress(j.dec.InputOffset())
		}
	}
	_, err := j.dec.Token()
	return f.value, noEOF(err)
}

// object reads the rest of an object.
func (j *jsonReader) object(around int) (n node, err error) {
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return n, noEOF(err)
		}
		name, _ := key.(string)
		before := j.jobs.given
		value, err := j.value(around+1, name, -1)
		if j.jobs.given == before {
			n.fields = append(n.fields, field{name, value})
		}
		if err != nil {
			return n, noEOF(err)
		}
	}
	_, err = j.dec.Token()
	return n, noEOF(err)
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
	at := j.in.at(int(offset))
	if j.oneLine {
		return fmt.Errorf("no JSON from byte %d on: %w", offset+1, err)
	}
	return fmt.Errorf("no JSON from line %d, byte %d on: %w", at.lines+1, at.bytes+1, err)
}
