package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
)

// goesOn reports whether line t goes on with what line prev began: whether the
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
		startedLower := w.Kind == block.Paragraph && startsLower(w.Pending())
		return l.wrap > 0 || w.Kind == block.Bullet && bytes.IndexByte(l.text[prev.start:prev.end], '\t') < 0 || (width >= 35 || last == ',') && !startedLower
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

// lastIn returns the place of the last character of a line that is no closing
// markup.
func (l *layout) lastIn(t textLine) int {
	k := t.end - 1
	for k > t.start && (l.text[k] == '*' || l.text[k] == '_' || l.text[k] == '"' || l.text[k] == ')') {
		k--
	}
	return k
}

// firstOf returns the first byte of a line, and whether its first letter is in
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
// become too long, and hardly any is longer. It notes as well whether nearly all lines
// end in white space, as those of some programs do, where it breaks none, and how many
// begin with an "o".
func (l *layout) wrapWidth(i, j int) int {
	const widest = 120
	width, wrapped, long, all, broken := 0, 0, 0, 0, 0
	var prev textLine
	for i < j {
		t := l.line(i, j)
		i = t.next
		if t.start == t.end {
			prev = textLine{}
			continue
		}
		all++
		if l.text[t.start] == 'o' && t.end-t.start > 2 && l.text[t.start+1] == ' ' {
			l.hollow++
		}
		if t.broken {
			broken++
		}
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
	l.padded = all >= fewLines && broken*10 >= all*9
	if wrapped < 3 || long*5 > wrapped {
		return 0
	}
	return width
}

// fewLines is how many lines tell nothing about how all are written.
const fewLines = 5

// isWider reports whether a text in UTF-8 has more than n characters.
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
