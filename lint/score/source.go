package score

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Source gives the bytes of the posting that a row speaks of, as a file of
// Markdown, and the length of the head before its text.
func (r *Row) Source(text string) (src []byte, head int) {
	title := r.Title
	if len(r.Swap) == 2 {
		title, text = retitle(title, r.Swap[0], r.Swap[1]), retitle(text, r.Swap[0], r.Swap[1])
	}
	front := "---\ntitle: " + quote(title) + "\n---\n\n"
	return []byte(front + text), len(front)
}

// File is the name of the row's posting.
func (r *Row) File() string { return fmt.Sprintf("%04d.md", r.N) }

// quote writes a JSON string and escapes no more than JSON demands.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ':
			if i := strings.IndexRune("\n\r\t\b\f", r); i >= 0 {
				b.WriteByte('\\')
				b.WriteByte("nrtbf"[i])
			} else {
				fmt.Fprintf(&b, `\u%04x`, r)
			}
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// nouns gives what a manager and an owner do.
var nouns = map[string]string{"manager": "management", "owner": "ownership"}

// retitle changes the role that a text speaks of: product manager(s), product
// management and PM(s) into product owner(s), product ownership and PO(s), or
// back. Upper case stays.
func retitle(text, from, to string) string {
	text = replaceAfterProduct(text, from, to)
	text = replaceAfterProduct(text, nouns[from], nouns[to])
	return replaceShort(text, from[0]-'a'+'A', to[0]-'a'+'A')
}

// replaceAfterProduct replaces the word from, or its plural, behind "product".
func replaceAfterProduct(text, from, to string) string {
	const before = "product "
	var b strings.Builder
	done := 0
	for i := len(before); i+len(from) <= len(text); i++ {
		word := text[i : i+len(from)]
		if !foldEqual(word, from) || !foldEqual(text[i-len(before):i], before) {
			continue
		}
		rest := text[i+len(from):]
		if !boundary(word, rest) && !(len(rest) > 0 && rest[0]|0x20 == 's' && boundary(rest[:1], rest[1:])) {
			continue
		}
		b.WriteString(text[done:i])
		b.WriteString(likeCase(to, word))
		done = i + len(from)
		i = done - 1
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// replaceShort replaces the second letter of "PM" and "PMs" standing alone.
func replaceShort(text string, from, to byte) string {
	out := []byte(text)
	for i := 0; i+1 < len(text); i++ {
		if text[i] != 'P' || text[i+1] != from || !boundary(text[:i], text[i:]) {
			continue
		}
		rest := text[i+2:]
		if boundary(text[:i+2], rest) || len(rest) > 0 && rest[0] == 's' && boundary(rest[:1], rest[1:]) {
			out[i+1] = to
		}
	}
	return string(out)
}

// foldEqual compares with a word of lower-case ASCII letters and blanks.
func foldEqual(s, lower string) bool {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// boundary reports whether a word begins or ends between a and b.
func boundary(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return (a != "" && isWord(last)) != (b != "" && isWord(first))
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// likeCase writes a word as the one it replaces is written.
func likeCase(word, like string) string {
	switch {
	case len(like) > 1 && strings.ToUpper(like) == like:
		return strings.ToUpper(word)
	case 'A' <= like[0] && like[0] <= 'Z':
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}
