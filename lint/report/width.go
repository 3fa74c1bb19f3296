package report

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// columns is the width of clean text on a terminal.
func columns(s string) int { return displaywidth.String(s) }

// cut shortens clean text to width columns, after a word if that leaves half of them; an
// ellipsis stands for the rest.
func cut(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	head := displaywidth.TruncateString(s, width-1, "")
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 && s[len(head)] != ' ' {
		head = head[:i]
	}
	return strings.TrimRight(head, " ") + "…"
}

// cutLeft shortens clean text from its start, which suits paths: the file
// name says more than the folder.
func cutLeft(s string, width int) string {
	total := columns(s)
	if total <= width {
		return s
	}
	g := displaywidth.StringGraphemes(s)
	rest := s
	for total > width-1 && g.Next() {
		total -= g.Width()
		rest = rest[len(g.Value()):]
	}
	if i := strings.IndexByte(rest, '/'); i > 0 { // no piece of a folder's name
		rest = rest[i:]
	}
	return "…" + rest
}

// Wrap breaks clean text between words into lines of at most width columns.
// A word that is wider than a line is broken.
func Wrap(s string, width int) []string {
	var lines []string
	line, used := "", 0
	flush := func() {
		if used > 0 {
			lines = append(lines, line)
		}
		line, used = "", 0
	}
	words := strings.Fields(s)
	for i := 0; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) && words[i+1] == "%" { // stays with its number
			i, word = i+1, word+" %"
		}
		w := columns(word)
		if used > 0 && used+1+w > width {
			flush()
		}
		for w > width {
			head := displaywidth.TruncateString(word, width, "")
			if head == "" { // a single character wider than the line
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
			w -= columns(head)
		}
		if word == "" {
			continue
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += w
	}
	flush()
	return lines
}
