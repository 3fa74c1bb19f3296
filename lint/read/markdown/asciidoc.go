package markdown

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/read/block"
)

// aside recognises a line of AsciiDoc, reStructuredText or Org that is no text: a
// comment, an attribute, or what opens a block of comments or code. It returns where
// the text goes on.
func (l *layout) aside(t textLine, j int) (next int, ok bool) {
	s := l.text[t.start:t.end]
	switch c := s[0]; {
	case l.rst && c == '.' && (string(s) == ".." || bytes.HasPrefix(s, []byte(".. "))):
		if bytes.Contains(s, []byte("::")) || bytes.HasPrefix(s, []byte(".. _")) {
			return t.next, true // a directive: what it holds is text
		}
		return l.below(t, j), true
	case l.org && c == '#' && len(s) > 1 && (s[1] == '+' || s[1] == ' '):
		return t.next, !isOrgTitle(s)
	case l.org && string(s) == ":PROPERTIES:":
		for i := t.next; i < j; {
			u := l.line(i, j)
			if i = u.next; string(l.text[u.start:u.end]) == ":END:" {
				return i, true
			}
		}
		return t.next, true
	case l.org, l.rst && c != ':':
		return 0, false
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

// below returns where the lines end that stand below one, indented further.
func (l *layout) below(t textLine, j int) int {
	i := t.next
	for i < j {
		u := l.line(i, j)
		if u.start < u.end && u.indent <= t.indent {
			break
		}
		i = u.next
	}
	return i
}

// isAdornment reports whether a line is what stands under a heading in
// reStructuredText.
func isAdornment(s []byte) bool {
	return len(s) >= 3 && bytes.IndexByte([]byte("^\"'`:;,!$%&@|"), s[0]) >= 0 && len(bytes.TrimLeft(s, string(s[:1]))) == 0
}

const orgTitle = "#+title:"

// isOrgTitle reports whether a line of Org gives the title of the text.
func isOrgTitle(s []byte) bool {
	return len(s) > len(orgTitle) && bytes.EqualFold(s[:len(orgTitle)], []byte(orgTitle))
}

// orgHeading returns the level of a heading of Org, and where its text begins.
func (l *layout) orgHeading(t textLine) (level, at int) {
	s := l.text[t.start:t.end]
	if isOrgTitle(s) {
		return 1, t.start + block.SkipBlanks(s, len(orgTitle), len(s))
	}
	n := len(s) - len(bytes.TrimLeft(s, "*"))
	if n == 0 || n > block.MaxDepth || t.indent > 0 || n+1 >= len(s) || s[n] != ' ' {
		return 0, 0
	}
	return min(n, 6), t.start + block.SkipBlanks(s, n, len(s))
}
