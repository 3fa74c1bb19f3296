package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Repository returns the source of a posting without what stands behind a colon:
// postings of one repository resemble each other.
func Repository(source string) string {
	name, _, _ := strings.Cut(source, ":")
	return name
}

// Closed reports whether a source is set aside, to measure on what nobody reads or
// learns from: where the SHA-256 of its name begins with 0 to 5. It is meant for
// sources that are not among those that the rules were written with.
func Closed(source string) bool { return sha256.Sum256([]byte(source))[0]>>4 <= 5 }

// Source returns the posting of a row as a file of Markdown, and the length in
// bytes of the front matter before its text.
func (r *Row) Source(text string) (src []byte, head int) {
	title := r.Title
	if len(r.Swap) == 2 {
		title, text = retitle(title, r.Swap[0], r.Swap[1]), retitle(text, r.Swap[0], r.Swap[1])
	}
	front := "---\ntitle: " + quote(title) + "\n---\n\n"
	return []byte(front + text), len(front)
}

// File returns the name of the row's posting.
func (r *Row) File() string { return fmt.Sprintf("%04d.md", r.N) }

// quote writes a JSON string and escapes no more than JSON demands.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(s) // never fails: a string
	return strings.TrimSuffix(b.String(), "\n")
}

// nouns are what a manager and an owner do.
var nouns = map[string]string{"manager": "management", "owner": "ownership"}

// roleWord finds the words that name one of the two roles: the first group
// holds that behind "product", the second the last letter of PM and PO.
var roleWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i:product (management|manager|ownership|owner))|P([MO])`)
})

// retitle changes the role that a text names: product manager(s), product
// management and PM(s) into product owner(s), product ownership and PO(s), or
// back. Upper case stays.
func retitle(text, from, to string) string {
	replacements := map[string]string{from: to, nouns[from]: nouns[to], from[:1]: to[:1]}
	var b strings.Builder
	done := 0
	for _, m := range roleWord().FindAllStringSubmatchIndex(text, -1) {
		start, end, plural := m[2], m[3], "sS"
		if start < 0 { // PM and PO stand alone
			start, end, plural = m[4], m[5], "s"
			if !boundary(text[:m[0]], text[m[0]:]) {
				continue
			}
		}
		word, rest := text[start:end], text[end:]
		replacement, ok := replacements[strings.ToLower(word)]
		if rest != "" && strings.IndexByte(plural, rest[0]) >= 0 {
			rest = rest[1:]
		}
		if !ok || !boundary(word, rest) {
			continue
		}
		b.WriteString(text[done:start] + likeCase(replacement, word))
		done = end
	}
	return b.String() + text[done:]
}

// boundary reports whether a word begins or ends between a and b.
func boundary(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return (a != "" && isWord(last)) != (b != "" && isWord(first))
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// likeCase returns a word in the case of the one that it replaces.
func likeCase(word, like string) string {
	switch {
	case len(like) > 1 && strings.ToUpper(like) == like:
		return strings.ToUpper(word)
	case 'A' <= like[0] && like[0] <= 'Z':
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}
