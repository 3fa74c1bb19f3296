package markdown

import "bytes"

// aside recognises a line of AsciiDoc that is no text: a comment, an attribute, or
// what opens a block of comments or code. It returns where the text goes on.
func (l *layout) aside(t textLine, j int) (next int, ok bool) {
	s := l.text[t.start:t.end]
	switch c := s[0]; {
	case len(s) >= 4 && (c == '/' || c == '-' || c == '.' || c == '+') && len(bytes.TrimLeft(s, string(c))) == 0:
		return l.fenced(t, j), true
	case bytes.HasPrefix(s, []byte("//")), string(s) == "+":
		return t.next, true
	case c == '[' && s[len(s)-1] == ']' && bytes.IndexByte(s, '(') < 0: // what follows is of a style
		return t.next, true
	case c == ':':
		k := bytes.IndexByte(s[1:], ':') + 1
		if k > 1 && bytes.IndexByte(s[:k], ' ') < 0 && (k+1 == len(s) || s[k+1] == ' ') {
			return t.next, true
		}
	}
	return 0, false
}

// fenced returns where the text goes on behind the block that a line opens: behind
// the next line like it, or behind the line itself where there is none.
func (l *layout) fenced(t textLine, j int) int {
	fence := string(l.text[t.start:t.end])
	if l.unclosed[fence] {
		return t.next
	}
	for i := t.next; i < j; {
		u := l.line(i, j)
		if i = u.next; string(l.text[u.start:u.end]) == fence {
			return i
		}
	}
	if l.unclosed == nil {
		l.unclosed = make(map[string]bool)
	}
	l.unclosed[fence] = true
	return t.next
}
