package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// plainEnd returns the end of the text from i on that is to be taken over as it
// is: no special character but blanks between words, one at a time. A blank at
// from is none of those.
func plainEnd(text []byte, i, from int) int {
	for i < len(text) {
		switch {
		case !block.Special(text[i]):
			i++
		case text[i] == ' ' && i > from && i+1 < len(text) && !block.Special(text[i+1]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// inline writes text[i:j], the content of one line of Markdown, without its
// markup. It stops early at an HTML tag that is not a mere wrapper, and returns
// the place it has come to.
//
// Emphasis is not matched in pairs as CommonMark has it: markers are dropped
// where they can be markers, since those that real files leave unbalanced
// should not show either. A star that stands alone between blanks stays: in
// texts that lost their line breaks it is a bullet.
func (l *layout) inline(i, j int) int {
	w := l.w
	links := findLinks(w.Text, i, j, l.refs)
	from := i
	drop := func(k, n int) {
		w.Add(from, k)
		i = k + n
		from = i
	}
	for i < j {
		c := w.Text[i]
		if len(links) > 0 && links[0].Start < i { // swallowed by other markup
			links = links[1:]
			continue
		}
		if k := plainEnd(w.Text[:j], i, from); k > i {
			i = k
			continue
		}
		switch c {
		case '\\':
			if i+1 < j && block.IsPunct(w.Text[i+1]) {
				drop(i, 1)
				i++ // what was escaped is text
				continue
			}
		case '*', '_':
			n := 1
			for i+n < j && w.Text[i+n] == c {
				n++
			}
			if l.isEmphasis(i, i+n, j, c) {
				drop(i, n)
				if n >= 2 {
					w.Bold = 1 - min(w.Bold, 1)
				}
				continue
			}
			i += n
			continue
		case '`':
			drop(i, 1)
			continue
		case '~':
			if i+1 < j && w.Text[i+1] == '~' {
				n := struckOut(w.Text[i:j])
				if n == 0 && l.struckLines(i) > 0 {
					drop(i, 0)
					return i
				}
				drop(i, max(2, n))
				continue
			}
		case '[', ']', '!':
			if n := footnoteMark(w.Text[i:j]); n > 0 {
				drop(i, n)
				continue
			}
			if len(links) > 0 && links[0].Start == i {
				n := links[0].End - i
				links = links[1:]
				drop(i, n)
				continue
			}
		case '{':
			if n := l.templateComment(i); n > 0 {
				if i+n > j { // over several lines
					drop(i, 0)
					return i
				}
				drop(i, n)
				continue
			}
			if n := templateTag(w.Text[i:j]); n > 0 {
				drop(i, n)
				continue
			}
		case '<':
			if n := autolink(w.Text[i:j]); n > 0 {
				drop(i, n)
				continue
			}
			if !l.noComment && bytes.HasPrefix(w.Text[i:j], []byte("<!--")) {
				if k := bytes.Index(w.Text[i:j], []byte("-->")); k >= 0 {
					drop(i, k+3)
				} else {
					drop(i, 0)
					return i
				}
				continue
			}
			n, name, closing := html.Tag(w.Text[i:j])
			if n == 0 {
				if !html.OpensTag(w.Text[i:j]) {
					break
				}
				drop(i, 0)
				return i // a tag over several lines
			}
			if end := l.hiddenEnd(i, i+n, j, string(name)); end > 0 && !closing {
				drop(i, end-i)
				continue
			}
			switch html.KindOf(name) {
			case html.Unknown:
				if !closing && bytes.IndexByte(w.Text[i:i+n], '=') < 0 {
					break // a placeholder such as <team name>
				}
				drop(i, n)
				continue
			case html.Inline:
				drop(i, n)
				continue
			case html.Bold:
				drop(i, n)
				w.Bold = 1
				if closing {
					w.Bold = 0
				}
				continue
			case html.Break:
				drop(i, n)
				w.Space(i-n, i)
				w.BreakLine()
				i = w.Item(i, j)
				from = i
				continue
			default:
				drop(i, 0)
				return i
			}
		default:
			n, what, sub := w.Peek(i, j)
			if what == block.AsIs {
				i += n
				continue
			}
			drop(i, n)
			switch what {
			case block.Blank:
				w.Space(i-n, i)
			case block.Replaced:
				w.Put(sub, i-n, i)
			}
			continue
		}
		i++
	}
	w.Add(from, j)
	return j
}

// isEmphasis reports whether the run of stars or underscores text[i:k] marks
// emphasis, in a line that ends at j.
func (l *layout) isEmphasis(i, k, j int, c byte) bool {
	w := l.w
	before, after := rune(' '), rune(' ')
	if i > 0 {
		before, _ = utf8.DecodeLastRune(w.Text[max(i-utf8.UTFMax, 0):i])
	}
	if k < j {
		after, _ = utf8.DecodeRune(w.Text[k:j])
	}
	inWord := block.IsWordRune(before) && block.IsWordRune(after)
	switch {
	case c == '_':
		if inWord || block.IsSpaceRune(before) && block.IsSpaceRune(after) {
			return false
		}
		return k-i <= 3 // longer ones are fields to fill in
	case k-i >= 2:
		return true
	case block.IsSpaceRune(before) && block.IsSpaceRune(after):
		return false
	case inWord: // a gender star, or the end of emphasis: "*e*mployé"
		if w.Emphasis {
			w.Emphasis = false
			return true
		}
		return false
	case block.IsSpaceRune(after): // an end, or the star of a footnote
		was := w.Emphasis
		w.Emphasis = false
		return was
	case w.Emphasis:
		w.Emphasis = false
		return true
	}
	w.Emphasis = true
	return true
}

// findLinks returns the pieces of text[i:j] that belong to the markup of links
// and images, in order: what is left is the text of the links. refs are the names of
// links whose addresses stand elsewhere. One pass with two stacks keeps it linear.
func findLinks(text []byte, i, j int, refs map[string]bool) []posting.Span {
	s := text[i:j]
	k := bytes.IndexByte(s, '[')
	if k < 0 || bytes.IndexByte(s[k:], ']') < 0 {
		return nil
	}
	var square, round []int
	partner := map[int]int{} // of each bracket that opens, where it closes
	for k := i; k < j; k++ {
		switch text[k] {
		case '\\':
			k++
		case '[':
			square = append(square, k)
		case ']':
			if n := len(square); n > 0 {
				partner[square[n-1]] = k
				square = square[:n-1]
			}
		case '(':
			round = append(round, k)
		case ')':
			if n := len(round); n > 0 {
				partner[round[n-1]] = k
				round = round[:n-1]
			}
		}
	}
	var out []posting.Span
	ends := map[int]int{} // of the tails of links, by their starts
	for k := i; k < j; k++ {
		if end, ok := ends[k]; ok {
			out = append(out, posting.Span{Start: k, End: end})
			k = end - 1
			continue
		}
		if text[k] != '[' {
			continue
		}
		closing, ok := partner[k]
		if !ok {
			continue
		}
		end := linkEnd(text, closing+1, j, partner)
		if end == 0 && closing-k < maxMark && refs[strings.ToLower(string(text[k+1:closing]))] {
			end = closing + 1
		}
		if end == 0 {
			continue
		}
		if k > i && text[k-1] == '!' && (len(out) == 0 || out[len(out)-1].End < k) {
			out = append(out, posting.Span{Start: k - 1, End: end}) // an image
			k = end - 1
			continue
		}
		out = append(out, posting.Span{Start: k, End: k + 1})
		ends[closing] = end
	}
	return out
}

// linkEnd returns where the address or the reference ends that begins at text[k],
// behind the text of a link; 0 if there is none.
func linkEnd(text []byte, k, j int, partner map[int]int) int {
	switch {
	case k >= j:
	case text[k] == '(':
		if end, ok := partner[k]; ok {
			return end + 1
		}
	case text[k] == '[':
		if n := bytes.IndexByte(text[k:min(j, k+199)], ']'); n >= 0 {
			return k + n + 1
		}
	}
	return 0
}

// autolink returns the length of a link such as <https://example.org>.
func autolink(s []byte) int {
	if !bytes.HasPrefix(s, []byte("<http")) && !bytes.HasPrefix(s, []byte("<mailto:")) {
		return 0
	}
	for k := 1; k < len(s) && k < 2048; k++ {
		switch c := s[k]; {
		case c == '>':
			return k + 1
		case block.IsBlank(c) || c == '<':
			return 0
		}
	}
	return 0
}

// templateTag returns the length of a tag of a site generator: {{ page.title }},
// {% include x %}, {: .class}.
func templateTag(s []byte) int {
	if len(s) < 4 {
		return 0
	}
	var end string
	switch s[1] {
	case '{':
		end = "}}"
	case '%':
		end = "%}"
	case ':':
		end = "}"
	default:
		return 0
	}
	limit := min(len(s), 1024)
	k := bytes.Index(s[2:limit], []byte(end))
	if k < 0 {
		return 0
	}
	return 2 + k + len(end)
}
