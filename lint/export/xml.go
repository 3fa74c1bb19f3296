package export

import (
	"bytes"
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
	c.in, c.retrace = in, retraceXML
	x := xmlReader{in: in, dec: newXMLDecoder(in), jobs: c}
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

// newXMLDecoder returns what cuts XML into its tokens.
func newXMLDecoder(in *source) *xml.Decoder {
	d := xml.NewDecoder(in)
	d.Entity = xml.HTMLEntity
	// The source is UTF-8, whatever the file says; of the encodings that are
	// not told by their bytes that is right for those of Western Europe.
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// An xmlReader reads XML and hands on the elements that are jobs as they come.
type xmlReader struct {
	in    *source
	dec   *xml.Decoder
	jobs  *collector
	depth int

	tracks bool // texts get their runs
}

// tracked returns characters that were read behind an offset, with their runs.
func (x *xmlReader) tracked(s string, offset int) text {
	raw := string(x.in.between(offset, int(x.dec.InputOffset())))
	const open, shut = "<![CDATA[", "]]>"
	if inside, ok := strings.CutPrefix(raw, open); ok {
		return text{s, decoded(strings.TrimSuffix(inside, shut), offset+len(open), s, cdataPiece)}
	}
	return text{s, decoded(raw, offset, s, xmlPiece)}
}

// retraceXML returns the element at a spot, and reads it again with where its texts stand.
func retraceXML(c *collector, s *spot, from position) *trace {
	return retrace(c.in, s, from, func(raw []byte) (n node, err error) {
		again := newSource(bytes.NewReader(raw))
		x := xmlReader{in: again, dec: newXMLDecoder(again), jobs: &collector{matcher: c.matcher.fresh()}, depth: maxAround, tracks: true}
		t, err := x.dec.Token()
		if start, ok := t.(xml.StartElement); ok && err == nil {
			return x.element(start, 0)
		}
		return n, err
	})
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
		n.fields = append(n.fields, field{"@" + a.Name.Local, node{text: text{s: a.Value}}})
	}
	var characters textBuilder
	elements := false
	flush := func() {
		if len(bytes.TrimSpace(characters.out)) > 0 && elements && !f.gave {
			n.fields = append(n.fields, field{"", node{text: characters.text()}})
			n.mixed = true
		}
		characters = textBuilder{out: characters.out[:0]}
	}
	for {
		start := x.dec.InputOffset()
		t, err := x.dec.Token()
		if err != nil {
			return *n, noEOF(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			if x.tracks {
				characters.add(x.tracked(string(t), int(start)))
			} else {
				characters.out = append(characters.out, t...)
			}
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
				n.text = characters.text()
				return *n, nil
			}
			flush()
			return *n, nil
		}
	}
}
