package markdown

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/read/html"
)

// comment returns the length of the HTML comment at text[at:], 0 if it does not
// end.
func (l *layout) comment(at, j int) int {
	if l.noComment {
		return 0
	}
	k := bytes.Index(l.text[at:j], []byte("-->"))
	if k < 0 {
		l.noComment = true
		return 0
	}
	return k + len("-->")
}

// html reads a line that begins with a tag, and those that belong to it, and
// returns the place after it. Inline tags are left to the paragraph.
func (l *layout) html(t textLine, j int) (next int, ok bool) {
	s := l.text[t.start:t.end]
	if bytes.HasPrefix(s, []byte("<!--")) {
		if n := l.comment(t.start, j); n > 0 {
			return t.start + n, true
		}
		return 0, false
	}
	if bytes.HasPrefix(s, []byte("<!")) || bytes.HasPrefix(s, []byte("<?")) {
		return t.next, true
	}
	name, kind := html.LineTag(s)
	if n, _, closing := html.Tag(s); n > 0 && !closing {
		if end := l.hiddenEnd(t.start, t.start+n, j, string(name)); end > t.end || end > 0 && kind >= html.Block {
			l.w.End()
			return end, true
		}
	}
	switch kind {
	case html.Unknown, html.Inline, html.Bold, html.Break:
		return 0, false
	case html.Skip, html.Pre:
		// These go on over blank lines.
		from := t.start
		if !l.unclosed[string(name)] {
			if k := html.IndexFold(l.text[from:j], "</"+string(name)); k >= 0 {
				from += k
			} else {
				if l.unclosed == nil {
					l.unclosed = make(map[string]bool)
				}
				l.unclosed[string(name)] = true
			}
		}
		next = l.blankLine(from, j)
	default:
		for next = l.blankLine(t.start, j); next < j; {
			// A list with blank lines between its items is one list.
			u := l.line(next, j)
			for u.start == u.end && u.next < j {
				u = l.line(u.next, j)
			}
			if _, kind := html.LineTag(l.text[u.start:u.end]); kind < html.Block || kind > html.Cell {
				break
			}
			next = l.blankLine(u.start, j)
		}
	}
	l.w.End()
	l.w.Bold = 0
	l.embedded(t.start, next)
	l.w.End()
	return next, true
}
