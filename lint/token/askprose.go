//go:build !noprose

package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// maxProse bounds the text without blanks that prose is asked for, in bytes: it
// takes quadratic time for runs of brackets and dots.
const maxProse = 100

// askProse returns the tokens that prose makes of a text without blanks, or none
// where it cannot be asked: it panics on invalid UTF-8 and on letters whose lower
// case has another length, and rewrites "&rsquo;".
func askProse(text string) (tokens []string) {
	if len(text) > maxProse || strings.Contains(text, "&rsquo;") {
		return nil
	}
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError || utf8.RuneLen(unicode.ToLower(r)) != size {
			return nil
		}
	}
	doc, err := prose.NewDocument(text, prose.WithTagging(false), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	for _, t := range doc.Tokens() {
		tokens = append(tokens, t.Text)
	}
	return tokens
}
