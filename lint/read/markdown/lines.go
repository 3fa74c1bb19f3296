package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// A layout reads text that is laid out by lines: Markdown and plain text. The
// two share everything but markup inside lines, since files called .md hold
// plain text as often as not: bullets of every sign, one duty a line, bold
// lines for headings.
type layout struct {
	w       *block.Writer
	text    []byte
	marked  bool // Markdown: markup inside lines counts
	textile bool
	odd     bool // lines end in other ways than with \n, too
	wrap    int  // the width at which lines were wrapped; 0 for none

	depth     int // of list items
	indents   [block.MaxDepth]int
	lone      bool // the line before was the sign of an item and no more
	single    bool // the paragraph is of one line so far
	inTable   bool
	noFence   bool
	noComment bool            // no HTML comment ends from here on
	unclosed  map[string]bool // elements that nothing ends from here on

	end struct{ from, end, next int } // of the line that was looked at last
}

// textLine is a line without the white space at its ends.
type textLine struct {
	start, end int
	indent     int // columns
	broken     bool
	next       int // where the next line starts
}

func (l *layout) read(i, j int) {
	w := l.w
	l.text = w.Text
	l.odd = hasOddBreaks(l.text[i:j])
	l.wrap = l.wrapWidth(i, j)
	var prev textLine // the line before, while it may go on
	for i < j {
		t := l.line(i, j)
		i = t.next
		if t.start == t.end {
			w.End()
			l.inTable = false
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
		before := prev
		prev = textLine{}
		c := l.text[t.start]
		switch {
		case l.marked && c == '<':
			if next, ok := l.html(t, j); ok {
				i = next
				continue
			}
		case c == '`' || l.marked && c == '~':
			if next, ok := l.fence(t, j); ok {
				i = next
				continue
			}
		case l.marked && c == '[' && isDefinition(l.text[t.start:t.end]):
			continue
		}
		if ruler := rulerOf(l.text[t.start:t.end]); ruler != 0 {
			if w.Open && before.next > 0 && w.Kind == block.Paragraph {
				l.underline(ruler)
			}
			w.End()
			continue
		}
		if level, at := l.heading(t); level > 0 {
			end := t.end
			for end > at && l.text[end-1] == '#' {
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
		if at, ok := l.item(t, j); ok {
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
		case before.next > 0 && w.Open && l.goesOn(before, t):
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
	if len(w.Out) == w.Start || len(w.Out)-w.Start > block.MaxTitle {
		return
	}
	switch {
	case ruler == '=':
		w.Kind, w.Level = block.Heading, 1
	case ruler == '-' && l.single && w.Out[len(w.Out)-1] != '.':
		w.Kind, w.Level = block.Heading, 2
	}
}

// begin starts a block of its own, in which nothing is bold yet.
func (l *layout) begin(kind block.Kind, level int) {
	l.w.Begin(kind, level)
	l.w.Bold = 0
}

// content writes what stands in a line and gives the place to read on: the
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
// one another, each a block of its own, and gives the place of the last one.
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

// comment gives the length of the HTML comment at text[at:], 0 if it does not
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
// gives the place after it. Inline tags are left to the paragraph.
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

// blankLine gives the start of the first blank line from i on.
func (l *layout) blankLine(i, j int) int {
	for i < j {
		t := l.line(i, j)
		if t.start == t.end {
			return i
		}
		i = t.next
	}
	return j
}

// fence reads the line that opens or closes a block of code. A block that
// names its language is code and skipped; one that does not is text that
// somebody wanted to keep its lines.
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
	if n == len(s) || l.noFence {
		return t.next, true
	}
	for i := t.next; i < j; {
		u := l.line(i, j)
		i = u.next
		if u.end-u.start >= 3 && l.text[u.start] == s[0] && l.text[u.start+1] == s[0] && l.text[u.start+2] == s[0] {
			return i, true
		}
	}
	l.noFence = true
	return t.next, true
}

// heading gives the level of a heading and where its text starts.
func (l *layout) heading(t textLine) (level, at int) {
	s := l.text[t.start:t.end]
	if l.textile {
		if len(s) > 4 && s[0] == 'h' && s[1] >= '1' && s[1] <= '6' && s[2] == '.' && s[3] == ' ' {
			return int(s[1] - '0'), t.start + 4
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
	if (n > 1 || len(l.w.Pieces) == 0 && !l.w.Open && bytes.IndexByte(s, '#') == bytes.LastIndexByte(s, '#')) && (block.StartsLetter(s[n:]) || s[n] == '*') {
		return n, t.start + n
	}
	return 0, 0
}

// item gives the place after the sign of a list item.
func (l *layout) item(t textLine, j int) (int, bool) {
	if l.textile {
		at := t.start
		for at < t.end && (l.text[at] == '*' || l.text[at] == '#') {
			at++
		}
		if at > t.start && at < t.end && l.text[at] == ' ' {
			return block.SkipBlanks(l.text, at, t.end), true
		}
	}
	faint := l.depth > 0 || t.indent > 0
	if !faint && l.text[t.start] == 'o' && t.end-t.start > 2 && l.text[t.start+1] == ' ' && t.next < j {
		// One "o" may be a word; two lines in a row are a list.
		u := l.line(t.next, j)
		faint = u.end-u.start > 2 && l.text[u.start] == 'o' && l.text[u.start+1] == ' '
	}
	return block.ListSign(l.text, t.start, t.end, faint)
}

// nest gives the depth of a list item by its indent.
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

// isRow says whether a line is a row of a table.
func (l *layout) isRow(t textLine, j int) bool {
	s := l.text[t.start:t.end]
	bar := bytes.IndexByte(s, '|')
	if bar < 0 {
		return false
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
		l.piece(l.w.Item(at, k), k)
		l.w.End()
		at = k + 1
	}
	l.w.Bold = 0
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

// rulerOf gives the character of a line that is drawn: "=====", "* * *".
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

// isDefinition recognises "[name]: https://..."
func isDefinition(s []byte) bool {
	k := bytes.Index(s, []byte("]: "))
	return k > 0 && bytes.IndexByte(s[:k], ' ') < 0 && (bytes.HasPrefix(s[k+3:], []byte("http")) || bytes.HasPrefix(s[k+3:], []byte("/")) || bytes.HasPrefix(s[k+3:], []byte("<http")))
}

// goesOn says whether line t goes on with what line prev began: whether the
// break between them is there only because the line was full.
func (l *layout) goesOn(prev, t textLine) bool {
	w := l.w
	if w.Empty() {
		return true
	}
	if w.AllBold() && w.Bold == 0 {
		return false // a bold line is a heading
	}
	if w.Bold > 0 {
		return true // in the middle of bold text
	}
	last := l.text[l.lastIn(prev)]
	first, isLower := l.firstOf(t)
	if w.Kind == block.Bullet && t.indent > l.indents[max(l.depth, 1)-1] {
		return !prev.broken && (last != ':' || isLower)
	}
	if last == ':' || prev.broken && l.wrap == 0 {
		return false
	}
	if first == '*' || first == '_' {
		if tail := l.text[t.end-1]; tail == first || tail == ':' {
			return false
		}
	}
	ends := last == '.' || last == '!' || last == '?' || last == ';'
	width := characters(l.text[prev.start:prev.end])
	if isLower && !ends && !l.startsKey(t) {
		// A list without signs may be in lower case throughout.
		startedLower := w.Kind == block.Paragraph && startsLower(w.Out[w.Start:])
		return l.wrap > 0 || (width >= 35 || last == ',') && !startedLower
	}
	if l.wrap == 0 {
		return false
	}
	word := bytes.IndexByte(l.text[t.start:t.end], ' ')
	if word < 0 {
		word = t.end - t.start
	}
	return width+1+characters(l.text[t.start:t.start+word]) > l.wrap && width <= l.wrap+wrapSlack
}

// wrapSlack is by how many columns the width may be more than what was seen.
const wrapSlack = 5

// startsKey recognises "location: Berlin" and "requirements:".
func (l *layout) startsKey(t textLine) bool {
	k := t.start
	for k < t.end && (block.IsAlnum(l.text[k]) || l.text[k] == '_' || l.text[k] == '-') {
		k++
	}
	return k > t.start && k < t.end && l.text[k] == ':' && (k+1 == t.end || block.IsBlank(l.text[k+1]))
}

func startsLower(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsLower(r)
}

// lastIn gives the place of the last character of a line that is no closing
// markup.
func (l *layout) lastIn(t textLine) int {
	k := t.end - 1
	for k > t.start && (l.text[k] == '*' || l.text[k] == '_' || l.text[k] == '"' || l.text[k] == ')') {
		k--
	}
	return k
}

// firstOf gives the first byte of a line, and whether its first letter is in
// lower case, past opening markup and brackets.
func (l *layout) firstOf(t textLine) (first byte, isLower bool) {
	k := t.start
	for k < t.end-1 && (l.text[k] == '*' || l.text[k] == '_' || l.text[k] == '(' || l.text[k] == '"' || l.text[k] == '[') {
		k++
	}
	r, _ := utf8.DecodeRune(l.text[k:t.end])
	return l.text[t.start], unicode.IsLower(r) || r == '&' || r == '/'
}

// wrapWidth finds out whether the lines were wrapped at a width, as editors
// and mail do: then lines go on in lower case right where they are about to
// become too long, and hardly any is longer.
func (l *layout) wrapWidth(i, j int) int {
	const widest = 120
	width, wrapped, long, all := 0, 0, 0, 0
	var prev textLine
	for i < j {
		t := l.line(i, j)
		i = t.next
		if t.start == t.end {
			prev = textLine{}
			continue
		}
		all++
		n := t.end - t.start
		if n > widest {
			if n > utf8.UTFMax*widest || isWider(l.text[t.start:t.end], widest) {
				long++
			}
		}
		if prev.next > 0 && prev.end-prev.start >= 50 {
			if c := l.text[t.start]; c >= 'a' && c <= 'z' {
				if m := characters(l.text[prev.start:prev.end]) + prev.indent; m <= widest {
					wrapped++
					width = max(width, m)
				}
			}
		}
		prev = t
	}
	if wrapped < 3 || long*5 > wrapped {
		return 0
	}
	return width
}

// isWider says whether a text in UTF-8 has more than n characters.
func isWider(text []byte, n int) bool {
	for _, c := range text {
		if utf8.RuneStart(c) {
			if n--; n < 0 {
				return true
			}
		}
	}
	return false
}

// characters counts the characters of text in UTF-8.
func characters(text []byte) (n int) {
	for _, c := range text {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// line finds the line that starts at i.
func (l *layout) line(i, j int) textLine {
	var t textLine
	end, next := l.lineEnd(i)
	if end >= j || next > j && l.text[end] != '\r' {
		end = j
	}
	t.next = min(next, j)
	k := i
	for k < end {
		c := l.text[k]
		switch {
		case c == ' ':
			t.indent++
			k++
			continue
		case c == '\t':
			t.indent += 4 - t.indent%4
			k++
			continue
		case block.IsBlank(c):
			k++
			continue
		case c == 0xC2 || c >= 0xE1 && c <= 0xEF:
			r, n := utf8.DecodeRune(l.text[k:end])
			if m := block.MeaningOf(r); m == block.Blank || m == block.Gone {
				k += n
				if m == block.Blank {
					t.indent++
				}
				continue
			}
		}
		break
	}
	t.start = k
	t.end = block.TrimBlanks(l.text, k, end)
	if t.end > t.start {
		t.broken = end-t.end >= 2 && l.text[t.end] == ' ' && l.text[t.end+1] == ' ' || l.text[t.end-1] == '\\'
	}
	return t
}

// lineEnd gives where the line that begins at i ends, and where the next one
// begins. It is asked for the same line again where markup stops within it.
func (l *layout) lineEnd(i int) (end, next int) {
	if l.end.from <= i && i <= l.end.end && l.end.next > 0 {
		return l.end.end, l.end.next
	}
	end, next = len(l.text), len(l.text)
	if !l.odd {
		if k := bytes.IndexByte(l.text[i:], '\n'); k >= 0 {
			end, next = i+k, i+k+1
		}
	} else {
	scan:
		for k := i; k < len(l.text); k++ {
			switch c := l.text[k]; {
			case c >= '\n' && c <= '\r':
				end, next = k, k+1
				if c == '\r' && k+1 < len(l.text) && l.text[k+1] == '\n' {
					next++
				}
				break scan
			case c == 0xE2 && k+2 < len(l.text) && l.text[k+1] == 0x80 && l.text[k+2]|1 == 0xA9:
				end, next = k, k+3
				break scan
			}
		}
	}
	l.end.from, l.end.end, l.end.next = i, end, next
	return end, next
}

// hasOddBreaks says whether lines end in s in other ways than with \n and \r\n.
func hasOddBreaks(s []byte) bool {
	if bytes.IndexByte(s, '\v') >= 0 || bytes.IndexByte(s, '\f') >= 0 || bytes.Contains(s, []byte("\u2028")) || bytes.Contains(s, []byte("\u2029")) {
		return true
	}
	for {
		k := bytes.IndexByte(s, '\r')
		if k < 0 {
			return false
		}
		if k+1 == len(s) || s[k+1] != '\n' {
			return true
		}
		s = s[k+2:]
	}
}
