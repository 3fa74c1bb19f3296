package pdf

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
)

// The values of PDF: nil, bool, float64 for all numbers, and these.
type (
	name   string
	text   string // the bytes of a string
	array  []any
	dict   map[name]any
	word   string // an operator, or a keyword such as "obj"
	ref    int    // the number of an object
	stream struct {
		dict
		object     int // its number
		generation int // known where the file is encrypted
		start, end int // of the raw data in the file; those in a stream have none
	}
)

// maxDepth bounds how deep values may nest; real files need about ten.
const maxDepth = 64

// A parser reads values and operators.
type parser struct {
	src   []byte
	at    int
	depth int
	refs  bool // "1 0 R" is a reference: not in the content of pages
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (p *parser) skipSpace() {
	for p.at < len(p.src) {
		c := p.src[p.at]
		switch {
		case isSpace(c):
			p.at++
		case c == '%':
			for p.at < len(p.src) && p.src[p.at] != '\n' && p.src[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

// next reads a value or an operator; ok is false at the end. What cannot be
// read is passed over.
func (p *parser) next() (v any, ok bool) {
	p.skipSpace()
	if p.at >= len(p.src) {
		return nil, false
	}
	c := p.src[p.at]
	switch {
	case c == '/':
		return p.name(), true
	case c == '(':
		return p.literal(), true
	case c == '<':
		if p.at+1 < len(p.src) && p.src[p.at+1] == '<' {
			p.at += 2
			return p.dict(), true
		}
		return p.hex(), true
	case c == '[':
		p.at++
		return p.array(), true
	case c == '>' && p.at+1 < len(p.src) && p.src[p.at+1] == '>':
		p.at += 2
		return word(">>"), true
	case isDelimiter(c):
		p.at++
		return word(c), true
	}
	start := p.at
	for p.at < len(p.src) && !isSpace(p.src[p.at]) && !isDelimiter(p.src[p.at]) {
		p.at++
	}
	token := p.src[start:p.at]
	if c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
		if n, ok := number(token); ok {
			if p.refs && n >= 0 && n == float64(int(n)) {
				if p.reference() {
					return ref(n), true
				}
			}
			return n, true
		}
	}
	switch string(token) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	return word(token), true
}

// number reads a number; some writers put down "--5" or "1.2.3".
func number(s []byte) (float64, bool) {
	if len(s) > 32 {
		return 0, false
	}
	for len(s) > 1 && s[0] == '-' && s[1] == '-' {
		s = s[1:]
	}
	for _, c := range s {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(string(s), 64)
	return n, err == nil
}

// reference passes over "0 R" behind the number of an object.
func (p *parser) reference() bool {
	k := p.at
	for k < len(p.src) && isSpace(p.src[k]) {
		k++
	}
	first := k
	for k < len(p.src) && p.src[k] >= '0' && p.src[k] <= '9' && k-first < 6 {
		k++
	}
	if k == first {
		return false
	}
	gap := k
	for k < len(p.src) && isSpace(p.src[k]) {
		k++
	}
	if k == gap || k >= len(p.src) || p.src[k] != 'R' || k+1 < len(p.src) && !isSpace(p.src[k+1]) && !isDelimiter(p.src[k+1]) {
		return false
	}
	p.at = k + 1
	return true
}

func (p *parser) name() name {
	p.at++
	start := p.at
	escaped := false
	for p.at < len(p.src) && !isSpace(p.src[p.at]) && !isDelimiter(p.src[p.at]) {
		escaped = escaped || p.src[p.at] == '#'
		p.at++
	}
	s := p.src[start:p.at]
	if !escaped {
		return name(s)
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return name(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func (p *parser) hex() text {
	p.at++
	var digits []byte
	for p.at < len(p.src) {
		c := p.src[p.at]
		p.at++
		if c == '>' {
			break
		}
		if hexDigit(c) >= 0 {
			digits = append(digits, c)
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	hex.Decode(out, digits) // there are no others among them
	return text(out)
}

func (p *parser) literal() text {
	p.at++
	var out []byte
	for depth := 1; p.at < len(p.src); {
		c := p.src[p.at]
		p.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text(out)
			}
		case '\\':
			if p.at >= len(p.src) {
				return text(out)
			}
			c = p.src[p.at]
			p.at++
			switch k := strings.IndexByte("nrtbf", c); {
			case k >= 0:
				c = "\n\r\t\b\f"[k]
			case c == '\r':
				if p.at < len(p.src) && p.src[p.at] == '\n' {
					p.at++
				}
				continue
			case c == '\n':
				continue
			case c >= '0' && c <= '7':
				n := int(c - '0')
				for k := 0; k < 2 && p.at < len(p.src) && p.src[p.at] >= '0' && p.src[p.at] <= '7'; k++ {
					n = 8*n + int(p.src[p.at]-'0')
					p.at++
				}
				c = byte(n)
			}
		}
		out = append(out, c)
	}
	return text(out)
}

func (p *parser) array() array {
	if p.depth >= maxDepth {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	var out array
	for {
		v, ok := p.next()
		if !ok {
			return out
		}
		if w, is := v.(word); is {
			if w == "]" {
				return out
			}
			if w == "endobj" || w == "endstream" {
				p.at -= len(w)
				return out
			}
			continue
		}
		out = append(out, v)
	}
}

func (p *parser) dict() dict {
	if p.depth >= maxDepth {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	out := dict{}
	for {
		k, ok := p.next()
		if !ok {
			return out
		}
		key, is := k.(name)
		if !is {
			switch w, _ := k.(word); w {
			case ">>":
				return out
			case "endobj", "stream", "endstream":
				p.at -= len(w)
				return out
			}
			continue
		}
		v, ok := p.next()
		if !ok {
			return out
		}
		if w, is := v.(word); is {
			if w == ">>" {
				return out
			}
			continue
		}
		out[key] = v
	}
}

// object reads the object behind "1 0 obj"; a stream with the place of its
// data. length finds the length that a reference leads to, -1 for unknown.
func (p *parser) object(num int, length func(any) int) any {
	v, ok := p.next()
	if !ok {
		return nil
	}
	d, is := v.(dict)
	if !is {
		if _, is := v.(word); is {
			return nil
		}
		return v
	}
	p.skipSpace()
	if !bytes.HasPrefix(p.src[p.at:], []byte("stream")) {
		return d
	}
	p.at += len("stream")
	if p.at < len(p.src) && p.src[p.at] == '\r' {
		p.at++
	}
	if p.at < len(p.src) && p.src[p.at] == '\n' {
		p.at++
	}
	s := stream{dict: d, object: num, start: p.at}
	if n := length(d["Length"]); n >= 0 && n <= len(p.src)-s.start {
		k := s.start + n
		for k < len(p.src) && isSpace(p.src[k]) && k < s.start+n+4 {
			k++
		}
		if bytes.HasPrefix(p.src[k:], []byte("endstream")) {
			s.end = s.start + n
			p.at = k
			return s
		}
	}
	// The length is wrong or not known yet.
	n := bytes.Index(p.src[s.start:], []byte("endstream"))
	if n < 0 {
		n = len(p.src) - s.start
	}
	s.end = s.start + n
	p.at = s.end
	return s
}
