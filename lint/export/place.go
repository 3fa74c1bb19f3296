package export

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
)

// A position is a place in a file. Lines end in LF, CRLF or CR, and what is counted
// is what stands before the place.
type position struct {
	lines, characters, bytes int  // the last two on the line of the place
	cr                       bool // a carriage return is the last that was passed
}

// pass moves a position behind some text.
func (p *position) pass(text []byte) {
	if p.cr && len(text) > 0 && text[0] == '\n' { // of the same line end
		text = text[1:]
	}
	p.cr = false
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\r')
		if end < 0 {
			p.passLines(text)
			return
		}
		p.passLines(text[:end])
		p.lines, p.characters, p.bytes = p.lines+1, 0, 0
		if text = text[end+1:]; len(text) == 0 {
			p.cr = true
		} else if text[0] == '\n' {
			text = text[1:]
		}
	}
}

// passLines is pass for text without carriage returns.
func (p *position) passLines(text []byte) {
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		p.lines, p.characters, p.bytes = p.lines+n, 0, 0
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	p.characters += utf8.RuneCount(text)
	p.bytes += len(text)
}

// locationOf returns the range between two positions.
func locationOf(from, to position) posting.Location {
	return posting.Location{
		Line: from.lines + 1, Column: from.characters + 1, Byte: from.bytes + 1,
		EndLine: to.lines + 1, EndColumn: to.characters + 1, EndByte: to.bytes + 1,
	}
}

// A spot is the place of an object or a list of JSON, or of an element of XML.
type spot struct {
	parent     *spot
	name       string // of the field, or
	index      int    // in the list, -1 in an object
	start, end int    // offsets in the source
}

// pointer returns the JSON Pointer to a spot.
func (s *spot) pointer() string {
	if s == nil || s.parent == nil {
		return ""
	}
	step := strconv.Itoa(s.index)
	if s.index < 0 {
		step = strings.NewReplacer("~", "~0", "/", "~1").Replace(s.name)
	}
	return s.parent.pointer() + "/" + step
}

// location returns where something stands in the file that is being read.
func (c *collector) location(s *spot) posting.Location {
	if s == nil || c.in == nil {
		return locationOf(position{}, position{})
	}
	from := c.in.at(s.start)
	return locationOf(from, c.in.at(s.end))
}
