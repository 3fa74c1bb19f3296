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
	elements := x.jobs.matcher.elements
	for {
		t, err := x.dec.Token()
		if err == io.EOF {
			if x.depth > 0 {
				return errCutOff
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if x.depth == 0 || !elements[t.Name.Local] {
				if x.depth++; x.depth > maxNest {
					return fmt.Errorf("nested more than %d deep", maxNest)
				}
				continue
			}
			n, err := x.element(t)
			if err != nil {
				return err
			}
			r, system, ok := x.jobs.matcher.record(&n, t.Name.Local)
			if ok {
				err = x.jobs.add(r, system)
			} else {
				err = x.jobs.stranger()
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			x.depth--
		}
		x.in.progress(x.dec.InputOffset())
	}
}

// element reads an element up to its end.
func (x *xmlReader) element(start xml.StartElement) (node, error) {
	var n node
	if err := x.in.part(); err != nil {
		return n, err
	}
	if x.depth++; x.depth > maxNest {
		return n, fmt.Errorf("nested more than %d deep", maxNest)
	}
	defer func() { x.depth-- }()
	for _, a := range start.Attr {
		n.fields = append(n.fields, field{"@" + a.Name.Local, node{text: a.Value}})
	}
	var text strings.Builder
	elements := false
	flush := func() {
		if s := text.String(); strings.TrimSpace(s) != "" && elements {
			n.fields = append(n.fields, field{"", node{text: s}})
			n.mixed = true
		}
		text.Reset()
	}
	for {
		t, err := x.dec.Token()
		if err != nil {
			return n, noEOF(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			elements = true
			flush()
			n.mixed = n.mixed || isTagName(t.Name.Local)
			child, err := x.element(t)
			if err != nil {
				return n, err
			}
			n.fields = append(n.fields, field{t.Name.Local, child})
		case xml.EndElement:
			if !elements {
				n.text = text.String()
				return n, nil
			}
			flush()
			return n, nil
		}
	}
}
