// Package sentence writes numbers and lists as English sentences have them.
package sentence

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// List returns words joined by commas and, before the last, by a conjunction:
// "a, b and c". Semicolons part names that hold a comma or the conjunction
// themselves: "a and b; c; and d".
func List(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	for _, w := range words {
		if strings.Contains(w, ", ") || strings.Contains(w, " "+conjunction+" ") {
			return strings.Join(words[:last], "; ") + "; " + conjunction + " " + words[last]
		}
	}
	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

// Number returns 12345 as 12,345.
func Number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count returns a number with its noun: "1 duty", "12 duties".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Capital returns text with a capital letter first.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
