package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
)

// A layout reads text that is laid out by lines: Markdown and plain text. The
// two share everything but markup inside lines, since files called .md hold
// plain text as often as not: bullets of every sign, one duty a line, bold
// lines for headings.
type layout struct {
	w           *block.Writer
	text        []byte
	marked      bool // Markdown: markup inside lines counts
	textile     bool
	asciidoc    bool
	rst         bool                           // reStructuredText
	org         bool                           // Org
	otherBreaks bool                           // lines end in other ways than with \n, too
	wrap        int                            // the width at which lines were wrapped; 0 for none
	hollow      int                            // lines that begin with an "o", which may be a word; where several do, it is a bullet
	padded      bool                           // nearly all lines end in white space
	seen        struct{ begin, end, next int } // the line that was looked at last

	depth     int // of list items
	indents   [block.MaxDepth]int
	lone      bool // the line before was the sign of an item and no more
	single    bool // the paragraph is of one line so far
	within    bool // what comes next stands within a line
	inTable   bool
	at        block.At // the cell that was read last
	noFence   bool
	pasted    bool            // most of the text stands between fences
	noComment bool            // no HTML comment ends from here on
	unclosed  map[string]bool // elements that nothing ends from here on
	refs      map[string]bool // what links may be called whose addresses stand elsewhere, in lower case
}

func (l *layout) read(i, j int) {
	w := l.w
	l.text = w.Text
	l.seen.next = 0
	l.otherBreaks = hasOtherBreaks(l.text[i:j])
	l.wrap = l.wrapWidth(i, j)
	l.findDefinitions(i, j)
	var prev textLine // the line before, while it may go on
	for i < j {
		t := l.line(i, j)
		i = t.next
		if t.start == t.end {
			w.End()
			l.inTable, l.within = false, false
			prev = textLine{}
			continue
		}
		if l.text[t.start] == '>' {
			for t.start < t.end && l.text[t.start] == '>' {
				t.start = block.SkipBlanks(l.text, t.start+1, t.end)
			}
			if t.start == t.end {
				w.End()
				prev = textLine{}
				continue
			}
		}
		if l.asciidoc || l.rst || l.org {
			if next, ok := l.aside(t, j); ok {
				i = next
				w.End()
				prev = textLine{}
				continue
			}
		}
		before := prev
		prev = textLine{}
		c := l.text[t.start]
		switch {
		case l.marked && c == '<':
			if next, ok := l.html(t, j); ok {
				i = next
				continue
			}
		case l.marked && c == '{':
			if n := l.templateComment(t.start); n > 0 {
				w.End()
				i = t.start + n
				continue
			}
		case l.marked && (c == 'i' || c == 'e') && isModule(l.text[t.start:t.end]):
			w.End()
			i = l.blankLine(t.start, j)
			continue
		case l.marked && c == '*' && isAbbreviation(l.text[t.start:t.end]):
			w.End()
			continue
		case c == '`' || l.marked && c == '~':
			if next, ok := l.fence(t, j); ok {
				i = next
				continue
			}
		case l.marked && c == '[' && footnoteMark(l.text[t.start:t.end]) > 0 && isFootnote(l.text[t.start:t.end]):
			w.End()
			i = l.footnoteEnd(t, j)
			continue
		case l.marked && c == '[' && isDefinition(l.text[t.start:t.end]):
			continue
		}
		if ruler := rulerOf(l.text[t.start:t.end]); ruler != 0 || l.rst && isAdornment(l.text[t.start:t.end]) {
			if w.Open && before.next > 0 && w.Kind == block.Paragraph {
				l.underline(ruler)
			}
			w.End()
			continue
		}
		if level, at := l.heading(t); level > 0 {
			end := t.end
			for end > at && l.text[end-1] == l.text[t.start] {
				end--
			}
			if end == at || !block.IsBlank(l.text[end-1]) {
				end = t.end // "C#" keeps its sign
			}
			l.begin(block.Heading, level)
			i = l.content(at, end, t, j)
			w.End()
			l.depth = 0
			continue
		}
		if l.marked && l.isRow(t, j) {
			l.row(t)
			continue
		}
		if at, ok := l.item(t); ok {
			level := l.nest(t.indent)
			if at >= t.end {
				l.lone = true
				w.End()
				continue
			}
			l.begin(block.Bullet, level)
			i = l.content(at, t.end, t, j)
			l.lone = false
			prev = t
			continue
		}
		switch {
		case l.lone:
			l.lone = false
			l.begin(block.Bullet, max(l.depth, 1))
		case before.next > 0 && w.Open && (l.within || l.goesOn(before, t)):
			l.within = false
			w.Space(before.end, t.start)
			l.single = false
		default:
			l.begin(block.Paragraph, 0)
			l.single = true
			if t.indent == 0 {
				l.depth = 0
			}
		}
		i = l.content(t.start, t.end, t, j)
		prev = t
	}
	w.End()
	w.Bold = 0
}

// underline makes a heading of the paragraph above a ruler, unless the ruler
// merely stands below a text.
func (l *layout) underline(ruler byte) {
	w := l.w
	text := w.Pending()
	if len(text) == 0 || len(text) > block.MaxTitle {
		return
	}
	switch {
	case ruler == '=':
		w.Kind, w.Level = block.Heading, 1
	case (ruler == '-' || l.rst) && l.single && text[len(text)-1] != '.':
		w.Kind, w.Level = block.Heading, 2
	}
}

// begin starts a block of its own, in which nothing is bold yet.
func (l *layout) begin(kind block.Kind, level int) {
	l.w.Begin(kind, level)
	l.w.Bold = 0
}

// content writes what stands in a line and returns the place to read on: the
// next line, or what follows if markup in the line reaches over its end.
func (l *layout) content(at, end int, t textLine, j int) int {
	at = l.columns(at, end)
	if !l.marked {
		l.w.Plain(at, end)
		return t.next
	}
	if t.broken && end > at && l.text[end-1] == '\\' {
		end--
	}
	for at < end {
		at = l.inline(at, end)
		if at >= end {
			break
		}
		if l.text[at] == '~' { // struck out, over several lines
			l.within = true
			return at + l.struckLines(at)
		}
		if l.text[at] == '{' { // a comment over several lines
			if n := l.templateComment(at); n > 0 {
				return at + n
			}
		}
		// An HTML comment or an element that is a block.
		if bytes.HasPrefix(l.text[at:end], []byte("<!--")) {
			if n := l.comment(at, j); n > 0 {
				if at+n > end { // over several lines
					return at + n
				}
				at += n
				continue
			}
			l.w.Add(at, at+1)
			at++
			continue
		}
		to := l.blankLine(t.next, j)
		l.embedded(at, to)
		return to
	}
	return t.next
}

// columns writes all but the last of the pieces of a line that tabs part from
// one another, each a block of its own, and returns the place of the last one.
// Texts that lost their line breaks often keep the tabs of their lists.
func (l *layout) columns(at, end int) int {
	if l.w.Kind == block.Heading {
		return at
	}
	tabs := bytes.Count(l.text[at:end], []byte{'\t'})
	for k := at; tabs > 0; {
		n := bytes.IndexByte(l.text[k:end], '\t')
		if n < 0 {
			break
		}
		k += n
		after := block.SkipBlanks(l.text, k, end)
		r, _ := utf8.DecodeRune(l.text[after:end])
		sign, isItem := block.ListSign(l.text, after, end, true)
		before := l.text[k-1]
		if k > at && (isItem || unicode.IsUpper(r) && (tabs > 1 || before < utf8.RuneSelf && block.IsPunct(before) && before != ',')) {
			l.piece(at, k)
			l.begin(block.Bullet, max(l.depth, 1))
			if isItem {
				after = sign
			}
			at = after
		}
		k = after
	}
	return at
}

// piece writes a part of a line that holds no more than inline markup.
func (l *layout) piece(at, end int) {
	for l.marked && at < end {
		if at = l.inline(at, end); at < end {
			l.embedded(at, end)
			return
		}
	}
	l.w.Plain(at, end)
}

// fence reads the line that opens or closes a block of code, which is skipped. One
// that names no language and has most of the text is what somebody pasted.
func (l *layout) fence(t textLine, j int) (next int, ok bool) {
	s := l.text[t.start:t.end]
	if len(s) < 3 || s[1] != s[0] || s[2] != s[0] {
		return 0, false
	}
	n := 3
	for n < len(s) && s[n] == s[0] {
		n++
	}
	if bytes.IndexByte(s[n:], s[0]) >= 0 { // ```code``` in a line
		return 0, false
	}
	l.w.End()
	if l.noFence || l.pasted {
		return t.next, true
	}
	for i := t.next; i < j; {
		u := l.line(i, j)
		i = u.next
		if u.end-u.start >= 3 && l.text[u.start] == s[0] && l.text[u.start+1] == s[0] && l.text[u.start+2] == s[0] {
			if l.pasted = n == len(s) && 2*(u.start-t.next) > j; l.pasted {
				return t.next, true
			}
			return i, true
		}
	}
	l.noFence = true
	return t.next, true
}

// heading returns the level of a heading and where its text starts.
func (l *layout) heading(t textLine) (level, at int) {
	s := l.text[t.start:t.end]
	if l.textile {
		if len(s) > 4 && s[0] == 'h' && s[1] >= '1' && s[1] <= '6' {
			if k := 2 + attributes(s[2:]); k+1 < len(s) && s[k] == '.' && s[k+1] == ' ' {
				return int(s[1] - '0'), t.start + k + 2
			}
		}
		return 0, 0
	}
	if l.org {
		return l.orgHeading(t)
	}
	if s[0] == '=' {
		n := len(s) - len(bytes.TrimLeft(s, "="))
		if n <= 6 && n+1 < len(s) && s[n] == ' ' && block.StartsLetter(s[n+1:]) { // AsciiDoc, wikis
			return n, t.start + n + 1
		}
		return 0, 0
	}
	if s[0] != '#' || !l.marked {
		return 0, 0
	}
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n > 6 || n == len(s) {
		return 0, 0
	}
	if after := block.SkipBlanks(s, n, len(s)); after > n {
		return n, t.start + after
	}
	// Without the blank: "##What you will do", but no "#hashtag".
	if (n > 1 || l.w.First() && bytes.IndexByte(s, '#') == bytes.LastIndexByte(s, '#')) && (block.StartsLetter(s[n:]) || s[n] == '*') {
		return n, t.start + n
	}
	return 0, 0
}

// attributes returns the length of what Textile says of an element behind its name:
// "(#id)", "{color:red}", "[en]", "<>".
func attributes(s []byte) (n int) {
	for n < len(s) {
		end := map[byte]byte{'(': ')', '{': '}', '[': ']', '<': '<', '>': '>', '=': '='}[s[n]]
		k := bytes.IndexByte(s[n:min(len(s), n+maxMark)], end)
		if end == 0 || k < 0 {
			break
		}
		n += k + 1
	}
	return n
}

// item returns the place after the sign of a list item.
func (l *layout) item(t textLine) (int, bool) {
	if l.textile {
		at := t.start
		for at < t.end && (l.text[at] == '*' || l.text[at] == '#') {
			at++
		}
		if at > t.start && at < t.end && l.text[at] == ' ' {
			return block.SkipBlanks(l.text, at, t.end), true
		}
	}
	if c := l.text[t.start]; l.asciidoc && (c == '*' || c == '.') {
		at := t.start
		for at < t.end && l.text[at] == c {
			at++
		}
		if at < t.end && l.text[at] == ' ' {
			return block.SkipBlanks(l.text, at, t.end), true
		}
	}
	return block.ListSign(l.text, t.start, t.end, l.depth > 0 || t.indent > 0 || l.hollow > 1)
}

// nest returns the depth of a list item by its indent.
func (l *layout) nest(indent int) int {
	for l.depth > 0 && l.indents[l.depth-1] > indent {
		l.depth--
	}
	if l.depth == 0 || l.indents[l.depth-1]+1 < indent && l.depth < block.MaxDepth {
		l.indents[l.depth] = indent
		l.depth++
	}
	return l.depth
}

// isRow reports whether a line is a row of a table.
func (l *layout) isRow(t textLine, j int) bool {
	s := l.text[t.start:t.end]
	bar := bytes.IndexByte(s, '|')
	if bar < 0 {
		return false
	}
	if !l.inTable {
		l.at = block.At{}
	}
	if l.inTable || bar == 0 && bytes.IndexByte(s[1:], '|') > 0 {
		l.inTable = true
		return true
	}
	if t.next < j {
		u := l.line(t.next, j)
		l.inTable = isDelimiterRow(l.text[u.start:u.end])
	}
	return l.inTable
}

// row writes the cells of a row of a table.
func (l *layout) row(t textLine) {
	if isDelimiterRow(l.text[t.start:t.end]) {
		return
	}
	at := t.start
	if l.text[at] == '|' {
		at++
	}
	l.at = l.at.NextRow()
	for at < t.end {
		k := at
		for k < t.end && l.text[k] != '|' {
			if l.text[k] == '\\' {
				k++
			}
			k++
		}
		k = min(k, t.end)
		l.begin(block.Cell, 0)
		l.at = l.at.Next()
		l.w.Cell = l.at
		l.piece(l.w.Item(at, k), k)
		l.w.End()
		at = k + 1
	}
	l.w.Bold, l.w.Cell = 0, block.At{}
}

func isDelimiterRow(s []byte) bool {
	dash, bar := false, false
	for _, c := range s {
		switch c {
		case '-':
			dash = true
		case '|':
			bar = true
		case ':', ' ', '\t', '+':
		default:
			return false
		}
	}
	return dash && bar
}

// rulerOf returns the character of a line that is drawn: "=====", "* * *".
func rulerOf(s []byte) byte {
	c := s[0]
	switch c {
	case '=', '-', '_', '*', '~', '#', '.', '+':
	default:
		return 0
	}
	n := 0
	for _, d := range s {
		switch {
		case d == c:
			n++
		case d != ' ' && d != '\t':
			return 0
		}
	}
	if n >= 3 || n == 2 && c == '=' {
		return c
	}
	return 0
}

// findDefinitions notes the names of links whose addresses stand in lines of their own.
func (l *layout) findDefinitions(i, j int) {
	if !l.marked || !bytes.Contains(l.text[i:j], []byte("]: ")) {
		return
	}
	l.refs = map[string]bool{}
	for i < j {
		t := l.line(i, j)
		i = t.next
		if s := l.text[t.start:t.end]; len(s) > 0 && s[0] == '[' && isDefinition(s) {
			l.refs[strings.ToLower(string(s[1:bytes.IndexByte(s, ']')]))] = true
		}
	}
}

// isDefinition recognises "[name]: https://...", and the comment "[//]: # (...)".
func isDefinition(s []byte) bool {
	k := bytes.Index(s, []byte("]: "))
	return k > 0 && bytes.IndexByte(s, ']') == k && (bytes.HasPrefix(s[k+3:], []byte("http")) || bytes.HasPrefix(s[k+3:], []byte("# ")) || bytes.HasPrefix(s[k+3:], []byte("<>")) || bytes.HasPrefix(s[k+3:], []byte("/")) || bytes.HasPrefix(s[k+3:], []byte("<http")))
}
