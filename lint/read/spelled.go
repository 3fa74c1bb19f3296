package read

import (
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// leastSpelled is how many letters in a row, each a word of its own, tell that a
// text is spelled.
const leastSpelled = 5

// unspelled returns the words of a spelled title, whose letters stand apart: "Product
// Owner" for "P R O D U C T  O W N E R". Wider gaps part the words; where all are
// of one width, isTitle tells.
func unspelled(b block.Block, isTitle func(string) bool) string {
	narrow := len(b.Text) + len(b.Runs)
	gap := func(k int) int { // bytes of the source that the blank at k stands for
		_, size := utf8.DecodeLastRuneInString(b.Text[:k])
		before := posting.SpanOf(b.Runs, len(b.Text), k-size, k)
		after := posting.SpanOf(b.Runs, len(b.Text), k+1, k+2)
		return after.Start - before.End
	}
	for k := 1; k+1 < len(b.Text); k++ {
		if b.Text[k] == ' ' {
			narrow = min(narrow, gap(k))
		}
	}
	var out strings.Builder
	words := strings.Split(b.Text, " ")
	for i, k := 0, 0; i < len(words); i++ {
		out.WriteString(words[i])
		if k += len(words[i]); i+1 < len(words) && (gap(k) > narrow || !isSign(words[i]) || !isSign(words[i+1])) {
			out.WriteByte(' ')
		}
		k++
	}
	text := out.String()
	if isTitle == nil || strings.Contains(text, " ") {
		return text
	}
	for k := range text {
		if parted := text[:k] + " " + text[k:]; k > 0 && isTitle(parted) {
			return parted
		}
	}
	return text
}

// isSign reports whether a word has one character.
func isSign(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return size == len(word)
}

// isSpelled reports whether most words of a text are letters.
func isSpelled(text string) bool {
	if len(text) < 2*leastSpelled-1 || len(text) > 2*block.MaxTitle || !strings.Contains(text[:min(len(text), utf8.UTFMax+1)], " ") {
		return false
	}
	letters, words := 0, 0
	for word := range strings.FieldsSeq(text) {
		words++
		if r, _ := utf8.DecodeRuneInString(word); isSign(word) && block.IsWordRune(r) {
			letters++
		}
	}
	return letters >= leastSpelled && 4*letters >= 3*words
}
