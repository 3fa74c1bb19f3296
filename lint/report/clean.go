package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Clean returns text of a posting, or a file name, safe to show on a terminal:
// what a terminal would obey (escape sequences, C1 controls, changes of the
// writing direction, invisible tags) and bytes that are no UTF-8 are spelt out
// as \x1b or \u202e; line ends and tabs become blanks; characters of no width
// that web pages scatter (soft hyphens, zero-width blanks, byte order marks)
// go.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(shown(s[i:i+size], r))
		i += size
	}
	return b.String()
}

// clipped returns a title cut to a kilobyte, for places where it is repeated for
// each finding: real ones have a hundred bytes, made-up ones may have a million.
func clipped(s string) string {
	const most = 1000
	if len(s) <= most {
		return s
	}
	end := most
	for !utf8.RuneStart(s[end]) && end > most-utf8.UTFMax {
		end--
	}
	return s[:end] + "…"
}

// isClean reports whether s is ASCII without controls, as most text is.
func isClean(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// shown returns the safe form of one character; raw is its bytes.
func shown(raw string, r rune) string {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f':
		return " "
	case r == 0xa0 || r == 0x2007 || r == 0x202f || r == 0x2028 || r == 0x2029 || r == 0x85:
		return " "
	case r == 0xad || r == 0x200b || r == 0x2060 || r == 0xfeff:
		return ""
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case r < 0x100 && unsafe(r):
		return fmt.Sprintf(`\x%02x`, r)
	case unsafe(r):
		return fmt.Sprintf(`\u%04x`, r)
	}
	return raw
}

// unsafe reports whether a terminal obeys the character rather than showing
// it, or shows nothing where there is something.
func unsafe(r rune) bool {
	switch {
	case r < 0x20, 0x7f <= r && r < 0xa0:
		return true // C0, DEL and C1 controls
	case r == 0x61c, r == 0x200e, r == 0x200f, 0x2028 <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true // marks, line ends and overrides of the writing direction
	case r == 0xfeff, 0xfff9 <= r && r <= 0xfffb, 0xe0000 <= r && r <= 0xe0fff && !(0xe0100 <= r && r <= 0xe01ef):
		return true // byte order mark, interlinear marks, tags and what is shown as nothing, but for variants of letters
	}
	return false
}
