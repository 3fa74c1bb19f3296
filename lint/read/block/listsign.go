package block

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// ListSign returns the place after the sign of a list item and the white space
// behind it, if text[i:j] begins with one. inList says that the line before
// is an item, too, or that the line is indented: then fainter signs count.
func ListSign(text []byte, i, j int, inList bool) (int, bool) {
	if i >= j {
		return i, false
	}
	c := text[i]
	k := i
	switch {
	case c == '-' || c == '*' || c == '+':
		k++
		if after, ok := afterSign(text, k, j); ok {
			return taskBox(text, after, j), true
		}
		// "-Own the backlog", "-**Own** the backlog"
		if c == '-' && k < j && (IsAlpha(text[k]) || text[k] >= utf8.RuneSelf && StartsLetter(text[k:j]) || text[k] == '*') {
			return k, true
		}
	case c == 'o':
		// The hollow bullet of word processors, when it is a letter.
		if k+1 < j && text[k+1] == '\t' || k+2 < j && text[k+1] == ' ' && text[k+2] == ' ' {
			return afterSign(text, k+1, j)
		}
		if inList && k+2 < j && text[k+1] == ' ' {
			return k + 2, true
		}
	case IsDigit(c):
		for k < j && IsDigit(text[k]) && k-i < 3 {
			k++
		}
		if k < j && (text[k] == '.' || text[k] == ')') {
			if after, ok := afterSign(text, k+1, j); ok {
				return after, true
			}
			if text[k] == '.' && k+1 < j && text[k+1] >= 'A' && text[k+1] <= 'Z' {
				return k + 1, true
			}
			if after := afterOutline(text, k, j); after > k {
				return after, true
			}
		}
	case c == '(':
		for k++; k < j && IsAlnum(text[k]) && k-i <= 3; k++ {
		}
		if k > i+1 && k < j && text[k] == ')' && (IsDigit(text[i+1]) || k == i+2 || isRoman(text[i+1:k])) {
			return afterSign(text, k+1, j)
		}
	case IsAlpha(c):
		for k < j && IsAlpha(text[k]) && k-i < 4 {
			k++
		}
		if k < j && (k == i+1 || isRoman(text[i:k])) && (text[k] == ')' || text[k] == '.' && c >= 'a' && k+1 < j) {
			return afterSign(text, k+1, j)
		}
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRune(text[i:j])
		k += n
		if next, m := utf8.DecodeRune(text[k:j]); next == 0xFE0F { // "show as emoji"
			k += m
		}
		switch signOf(r) {
		case clearSign:
			after, _ := afterSign(text, k, j)
			return after, true
		case faintSign:
			if after, ok := afterSign(text, k, j); ok {
				return after, true
			}
			if (r == '–' || r == '—') && k < j && text[k] >= 'A' && text[k] <= 'Z' {
				return k, true
			}
		}
	}
	return i, false
}

// afterOutline returns the place after an outline number whose first part ends with
// the dot text[k], "1.2" or "1.2.1.", and the white space behind it; k if it is none.
// A capital or a sign of markup must follow: "2.5 million users" have no number.
func afterOutline(text []byte, k, j int) int {
	at := k
	for parts := 0; at+1 < j && text[at] == '.' && IsDigit(text[at+1]) && parts < MaxDepth; parts++ {
		at++
		for digits := 0; at < j && IsDigit(text[at]) && digits < 2; digits++ {
			at++
		}
	}
	if at > k && at < j && (text[at] == '.' || text[at] == ')') {
		at++
	}
	after := SkipBlanks(text, at, j)
	if at == k || after == at || after == j {
		return k
	}
	if r, _ := utf8.DecodeRune(text[after:j]); !unicode.IsUpper(r) && r != '*' {
		return k
	}
	return after
}

type sign uint8

const (
	noSign    sign = iota
	clearSign      // a bullet, whatever follows
	faintSign      // a bullet, if white space follows
)

func signOf(r rune) sign {
	switch r {
	case '•', '·', '‣', '⁃', '∙', '▪', '▫', '■', '□', '●', '○', '◦', '◆', '◇', '◉', '❖', '►', '▶', '▸', '▹', '➢', '➤', '➔', '➜', '✓', '✔', '✅', '☑', '☐', '⚫', '⚪', '🔹', '🔸', '🔷', '🔶', '👉', '￭', 'ㆍ', '・', '⦁', '⮚', '➣':
		return clearSign
	case '–', '—', '−', '―', '→', '⇒', '»', '›', '\uFFFD', '¤', '§', '†', '✦', '★', '✨', '⭐':
		return faintSign
	}
	if 0xF000 <= r && r <= 0xF0FF { // symbol fonts of word processors
		return clearSign
	}
	return noSign
}

// afterSign skips the white space that must follow a sign, unless the line
// ends there.
func afterSign(text []byte, k, j int) (int, bool) {
	after := SkipBlanks(text, k, j)
	return after, after > k || after >= j
}

// SkipBlanks skips white space, however written, from k on.
func SkipBlanks(text []byte, k, j int) int {
	for k < j {
		c := text[k]
		switch {
		case IsBlank(c):
			k++
		case c == '&' && bytes.HasPrefix(text[k:j], []byte("&nbsp;")):
			k += len("&nbsp;")
		case c == 0xC2 || c >= 0xE1 && c <= 0xEF:
			r, n := utf8.DecodeRune(text[k:j])
			if m := MeaningOf(r); m != Blank && m != Gone {
				return k
			}
			k += n
		default:
			return k
		}
	}
	return k
}

// TrimBlanks returns the end of text[i:j] without white space.
func TrimBlanks(text []byte, i, j int) int {
	for j > i {
		c := text[j-1]
		if IsBlank(c) {
			j--
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeLastRune(text[max(i, j-utf8.UTFMax):j])
		if m := MeaningOf(r); m != Blank && m != Gone {
			break
		}
		j -= n
	}
	return j
}

// taskBox skips the box of a task list: "- [ ] Own the backlog".
func taskBox(text []byte, k, j int) int {
	if k+3 < j && text[k] == '[' && text[k+2] == ']' && (text[k+1] == ' ' || text[k+1]|0x20 == 'x') {
		return SkipBlanks(text, k+3, j)
	}
	return k
}

func isRoman(s []byte) bool {
	for _, c := range s {
		if c |= 0x20; c != 'i' && c != 'v' && c != 'x' {
			return false
		}
	}
	return true
}
