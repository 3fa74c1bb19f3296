package title

import "unicode/utf8"

// ChangedWords returns the words of old, as a range of bytes, that differ in
// another text, and what takes their place there. It cuts no words, and the range
// is empty when the texts are alike.
func ChangedWords(old, changed string) (start, end int, text string) {
	if old == changed {
		return 0, 0, ""
	}
	most := min(len(old), len(changed))
	for start < most && old[start] == changed[start] {
		start++
	}
	for start > 0 && (start < len(old) && isWordByte(old[start]) || start < len(changed) && isWordByte(changed[start])) && isWordByte(old[start-1]) {
		start--
	}
	tail := 0
	for tail < most-start && old[len(old)-1-tail] == changed[len(changed)-1-tail] {
		tail++
	}
	for tail > 0 && isWordByte(old[len(old)-tail]) && (tail < len(old) && isWordByte(old[len(old)-tail-1]) || tail < len(changed) && isWordByte(changed[len(changed)-tail-1])) {
		tail--
	}
	return start, len(old) - tail, changed[start : len(changed)-tail]
}

// isWordByte reports whether a byte belongs to a word.
func isWordByte(c byte) bool {
	return c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
