package export

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readXML reads a feed of XML. Entities of its own are not expanded, so that
// no feed can blow up.
func readXML(r io.Reader, c *collector) error {
	in := newSource(r)
	c.in = in
	x := xmlReader{in: in, dec: xml.NewDecoder(in), jobs: c}
	x.dec.Entity = xml.HTMLEntity
	// The source is UTF-8, whatever the file says; of the encodings that are
	// not told by their bytes that is right for those of Western Europe.
	x.dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	err := x.read()
	if err == nil || isPlain(err) {
		return err
	}
	line, column := x.dec.InputPos()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		if err = errors.New(syntax.Msg); syntax.Msg == "unexpected EOF" {
			err = errCutOff
		}
	}
	return fmt.Errorf("no XML from line %d, byte %d on: %w", line, column, err)
}

// An xmlReader reads XML and hands on the elements that are jobs as they come.
type xmlReader struct {
	in    *source
	dec   *xml.Decoder
	jobs  *collector
	depth int
}

func (x *xmlReader) read() error {
	for {
		start := x.dec.InputOffset()
		t, err := x.dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := t.(xml.StartElement); ok {
			before := x.jobs.given
			n, err := x.element(t, start)
			if err := x.jobs.rest(&n, t.Name.Local, x.jobs.given > before, err != nil); err != nil {
				return err
			}
			if err != nil {
				return err
			}
		}
		x.in.progress(x.dec.InputOffset())
	}
}

// element reads an element, which begins at an offset, up to its end. Jobs in it are handed on as soon as it is
// clear that they are some, and are no part of it. Of an element that is broken it
// returns what is whole.
func (x *xmlReader) element(start xml.StartElement, offset int64) (node, error) {
	if err := x.in.part(); err != nil {
		return node{}, err
	}
	if x.depth++; x.depth > maxNest {
		return node{}, fmt.Errorf("nested more than %d deep", maxNest)
	}
	defer func() { x.depth-- }()
	f := frame{}
	n := &f.value
	at := &spot{index: -1, start: int(offset)}
	n.spot = at
	defer func() { at.end = int(x.dec.InputOffset()) }()
	for _, a := range start.Attr {
		n.fields = append(n.fields, field{"@" + a.Name.Local, node{text: a.Value}})
	}
	var text strings.Builder
	elements := false
	flush := func() {
		if s := text.String(); strings.TrimSpace(s) != "" && elements && !f.gave {
			n.fields = append(n.fields, field{"", node{text: s}})
			n.mixed = true
		}
		text.Reset()
	}
	for {
		start := x.dec.InputOffset()
		t, err := x.dec.Token()
		if err != nil {
			return *n, noEOF(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			elements = true
			flush()
			n.mixed = n.mixed || isTextTag(t.Name.Local)
			before := x.jobs.given
			child, err := x.element(t, start)
			gave := x.jobs.given > before
			name := t.Name.Local
			if err != nil {
				if !gave && !x.jobs.matcher.looks(&child, name) {
					n.fields = append(n.fields, field{name, child})
				}
				return *n, err
			}
			if x.depth > maxAround {
				n.fields = append(n.fields, field{name, child})
				continue
			}
			f.listed = x.jobs.matcher.elements[strings.ToLower(name)]
			if err := x.jobs.item(&f, field{name, child}, gave); err != nil {
				return *n, err
			}
			if f.gave {
				x.in.progress(x.dec.InputOffset())
			}
		case xml.EndElement:
			if !elements {
				n.text = text.String()
				return *n, nil
			}
			flush()
			return *n, nil
		}
	}
}
