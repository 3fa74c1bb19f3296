package html

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// A script holds data as JSON, with the faults that pages have and browsers or search
// engines forgive: line breaks in strings, commas behind the last value, comments.
type script struct {
	text    []byte
	at, end int
	values  int
}

// scriptValue is a value of JSON.
type scriptValue struct {
	kind       byte         // '{', '[', '"', or 0 for numbers and the like
	start, end int          // of a string, without its quotation marks
	key        posting.Span // of a field of an object, with its quotation marks
	items      []scriptValue
}

// What is read of a script at most.
const (
	maxScriptValues = 1 << 16
	maxScriptNest   = 64
)

// next returns the next sign behind white space and comments; 0 at the end.
func (s *script) next() byte {
	for s.at < s.end {
		rest := s.text[s.at:s.end]
		until := ""
		switch c := rest[0]; {
		case block.IsBlank(c) || c == ',':
			s.at++
			continue
		case bytes.HasPrefix(rest, []byte("<!--")), bytes.HasPrefix(rest, []byte("-->")), bytes.HasPrefix(rest, []byte("//")):
			until = "\n"
		case bytes.HasPrefix(rest, []byte("/*")):
			until = "*/"
		default:
			return c
		}
		k := bytes.Index(rest, []byte(until))
		if k < 0 {
			break
		}
		s.at += k + len(until)
	}
	s.at = s.end
	return 0
}

// value reads the next value; of a broken one what is whole.
func (s *script) value(depth int) (v scriptValue) {
	if s.values++; s.values > maxScriptValues || depth > maxScriptNest {
		s.at = s.end
		return v
	}
	switch c := s.next(); c {
	case '"':
		v.kind = c
		v.start, v.end = s.quoted()
	case '[':
		v.kind = c
		for s.at++; s.next() != ']' && s.at < s.end; {
			from := s.at
			v.items = append(v.items, s.value(depth+1))
			if s.at == from {
				s.at++
			}
		}
		s.at++
	case '{':
		v.kind = c
		for s.at++; s.next() != '}' && s.at < s.end; {
			if s.next() != '"' {
				s.at++
				continue
			}
			start, end := s.quoted()
			if s.next() == ':' {
				s.at++
			}
			from := s.at
			f := s.value(depth + 1)
			f.key = posting.Span{Start: start - 1, End: min(end+1, s.end)}
			v.items = append(v.items, f)
			if s.at == from && s.next() != '}' {
				s.at++
			}
		}
		s.at++
	default:
		for s.at < s.end && !block.IsBlank(s.text[s.at]) && bytes.IndexByte([]byte(`,:]}"`), s.text[s.at]) < 0 {
			s.at++
		}
	}
	s.at = min(s.at, s.end)
	return v
}

// quoted reads a string and returns the place of its inside. One without end goes to
// the end of the script, but for its last byte.
func (s *script) quoted() (start, end int) {
	start = s.at + 1
	for s.at++; s.at < s.end; s.at++ {
		switch s.text[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return start, s.at - 1
		}
	}
	s.at = s.end
	return start, max(start, s.end-1)
}

// nameOf returns the name of a field.
func (s *script) nameOf(f *scriptValue) string {
	if f.key.End-f.key.Start < 2 {
		return ""
	}
	return string(s.text[f.key.Start+1 : f.key.End-1])
}

// field returns the field of an object with a name; nil without it.
func (s *script) field(v *scriptValue, name string) *scriptValue {
	for k := range v.items {
		if f := &v.items[k]; f.key.End-f.key.Start == len(name)+2 && string(s.text[f.key.Start+1:f.key.End-1]) == name {
			return f
		}
	}
	return nil
}

// clean returns the text of a string.
func (s *script) clean(v *scriptValue) block.Block {
	var view block.View
	unquote(&view, s.text, v.start, v.end)
	return block.CleanDecoded(s.text, string(view.Text), v.start, v.end)
}
