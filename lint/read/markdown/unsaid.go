package markdown

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// What Markdown and the generators of sites leave out of a page is not said.

// comments are the comments of site generators: how they begin and end.
var comments = []struct{ open, end string }{
	{"{/*", "*/}"},                    // MDX
	{"{{/*", "*/}}"},                  // Hugo
	{"{{- /*", "*/ -}}"},              // the same, without the blanks around
	{"{#", "#}"},                      // Jinja, Nunjucks, Twig
	{"{% comment", "endcomment"},      // Liquid
	{"{%- comment", "endcomment"},     // the same, without the blanks around
	{"{%comment", "endcomment"},       //
	{"{%-comment", "endcomment"},      //
	{"{{< comment", "/comment"},       // Hugo, as themes have it
	{"{{% comment", "/comment"},       //
	{"{::comment", "{:/"},             // kramdown
	{"{{!--", "--}}"},                 // Handlebars
	{"{% # ", "%}"}, {"{%- # ", "%}"}, // Liquid, in a line
}

// templateComment returns the length of the comment of a site generator at
// text[at:], or 0.
func (l *layout) templateComment(at int) int {
	s := l.text[at:]
	for _, c := range comments {
		if len(s) < len(c.open) || string(s[:len(c.open)]) != c.open || l.unclosed[c.open] {
			continue
		}
		k := bytes.Index(s[len(c.open):], []byte(c.end))
		if k < 0 {
			if l.unclosed == nil {
				l.unclosed = make(map[string]bool)
			}
			l.unclosed[c.open] = true
			continue
		}
		n := len(c.open) + k + len(c.end)
		if c.end[len(c.end)-1] != '}' { // the rest of the tag
			if k := bytes.IndexByte(s[n:min(len(s), n+16)], '}'); k >= 0 {
				n += k + 1
				if n < len(s) && s[n] == '}' {
					n++
				}
			}
		}
		return n
	}
	return 0
}

// hiddenEnd returns the place behind an element that is not said, whose start tag is
// text[i:k], or 0 if it is said or ends on another line.
func (l *layout) hiddenEnd(i, k, j int, name string) int {
	key := "<" + name
	if l.unclosed[key] {
		return 0
	}
	end := html.HiddenEnd(l.text, i, k, j)
	if end < 0 {
		if l.unclosed == nil {
			l.unclosed = make(map[string]bool)
		}
		l.unclosed[key] = true
	}
	return max(end, 0)
}

// struckOut returns the length of "~~text~~" at the beginning of s, or 0.
func struckOut(s []byte) int {
	if len(s) < 5 || s[2] == '~' || block.IsBlank(s[2]) {
		return 0
	}
	k := bytes.Index(s[2:], []byte("~~"))
	if k <= 0 || block.IsBlank(s[2+k-1]) {
		return 0
	}
	return 2 + k + 2
}

// maxStruck is how many bytes are struck out at once where that goes over lines.
const maxStruck = 2000

// struckLines returns the length of "~~text~~" at text[at:] that goes over the end of
// its line, within a paragraph, or 0.
func (l *layout) struckLines(at int) int {
	s := l.text[at:min(len(l.text), at+maxStruck)]
	for _, end := range []string{"\n\n", "\n\r\n", "\n- ", "\n* ", "\n#"} {
		if k := bytes.Index(s, []byte(end)); k >= 0 {
			s = s[:k]
		}
	}
	n := struckOut(s)
	if n == 0 || bytes.IndexByte(s[:n], '\n') < 0 {
		return 0
	}
	return n
}

// maxMark is how many bytes the mark of a footnote has at most.
const maxMark = 64

// footnoteMark returns the length of "[^1]" at the beginning of s, or 0.
func footnoteMark(s []byte) int {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return 0
	}
	k := bytes.IndexAny(s[2:min(len(s), maxMark)], "] ")
	if k <= 0 || s[2+k] != ']' {
		return 0
	}
	return 2 + k + 1
}

// isFootnote reports whether a line that begins with the mark of a footnote is its
// text: "[^1]: In Europe."
func isFootnote(s []byte) bool {
	n := footnoteMark(s)
	return n < len(s) && s[n] == ':'
}

// footnoteEnd returns where the text goes on behind a footnote: what is indented
// below its first line belongs to it.
func (l *layout) footnoteEnd(t textLine, j int) int {
	end := t.next
	for i := t.next; i < j; {
		u := l.line(i, j)
		i = u.next
		switch {
		case u.start == u.end:
		case u.indent < 2:
			return end
		default:
			end = u.next
		}
	}
	return end
}

// isAbbreviation recognises "*[P&L]: profit and loss".
func isAbbreviation(s []byte) bool {
	return bytes.HasPrefix(s, []byte("*[")) && bytes.Contains(s[:min(len(s), maxMark)], []byte("]:"))
}

// isModule recognises the imports and exports of MDX.
func isModule(s []byte) bool {
	if rest, ok := bytes.CutPrefix(s, []byte("import ")); ok {
		return bytes.HasPrefix(rest, []byte{'{'}) || bytes.HasPrefix(rest, []byte{'"'}) || bytes.HasPrefix(rest, []byte{'\''}) || bytes.Contains(rest, []byte(" from '")) || bytes.Contains(rest, []byte(" from \""))
	}
	rest, ok := bytes.CutPrefix(s, []byte("export "))
	if !ok {
		return false
	}
	for _, word := range []string{"const ", "let ", "var ", "default ", "function ", "async ", "class ", "{", "* "} {
		if bytes.HasPrefix(rest, []byte(word)) {
			return word != "default " || bytes.ContainsAny(rest, "({=") || bytes.IndexByte(rest[len(word):], ' ') < 0
		}
	}
	return false
}
