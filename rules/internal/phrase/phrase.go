// Package phrase turns the phrases of rules into the words that they stand for, and
// makes the forms of words.
package phrase

import (
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
)

// A phrase is written as a recruiter would write it, with a few signs:
//
//	roadmap          the word, its plural and its other spelling
//	user|job story   either word
//	[product] vision the word in brackets may be missing
//	@product vision  any word of the list "product" in words.yaml
//	stories ~ team   up to three words between; ~5 up to five
//	it!              the word as it stands, without plural
//
// A hyphen separates words: "go-to-market" is found however it is written.

// Piece is one element of a phrase: a set of words, or a gap.
type Piece struct {
	Words []string // base forms; a trailing "!" asks for the exact form
	Gap   int      // up to so many words between; 0: no gap
}

// MaxVariants bounds what one phrase may expand to, so that a slip in a file
// of rules cannot exhaust the memory.
const MaxVariants = 512

// What else bounds the work on a phrase.
const (
	maxText  = 2000 // bytes
	maxWords = 2000 // that may stand in one place
)

// Apart returns the text of a phrase with blanks around its brackets.
func Apart(text string) string {
	if !strings.ContainsAny(text, "[]") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "[", " [ "), "]", " ] ")
}

// Expand turns the text of a phrase into the plain sequences it stands for.
func (g *Grammar) Expand(text string, lists map[string][]string, at load.Pos) ([][]Piece, error) {
	if len(text) > maxText {
		return nil, load.ErrorAt(at, "a phrase of %d bytes; no duty is told by more than %d", len(text), maxText)
	}
	variants := [][]Piece{nil}
	var before [][]Piece
	open := false
	for _, field := range strings.Fields(Apart(text)) {
		switch {
		case field == "[":
			if open {
				return nil, load.ErrorAt(at, "phrase %q: a bracket stands inside brackets; write two phrases", text)
			}
			open, before = true, variants
			continue
		case field == "]":
			if !open {
				return nil, load.ErrorAt(at, "phrase %q: ] without [", text)
			}
			open = false
			variants = append(append([][]Piece{}, before...), variants...)
			continue
		}
		alternatives, err := g.alternatives(field, text, lists, at)
		if err != nil {
			return nil, err
		}
		var next [][]Piece
		for _, v := range variants {
			for _, alt := range alternatives {
				next = append(next, append(append([]Piece{}, v...), alt...))
			}
		}
		if variants = next; len(variants) > MaxVariants {
			return nil, load.ErrorAt(at, "phrase %q stands for more than %d sequences; split it", text, MaxVariants)
		}
	}
	if open {
		return nil, load.ErrorAt(at, "phrase %q: [ without ]", text)
	}
	for _, v := range variants {
		if len(v) == 0 || v[0].Gap > 0 || v[len(v)-1].Gap > 0 {
			return nil, load.ErrorAt(at, "phrase %q needs a word at both ends", text)
		}
	}
	return variants, nil
}

// alternatives returns the sequences that one field of a phrase stands for.
// Single words share one piece; an alternative of several words ("go-to-market",
// an entry of a list) is a sequence of its own.
func (g *Grammar) alternatives(field, text string, lists map[string][]string, at load.Pos) ([][]Piece, error) {
	if rest, ok := strings.CutPrefix(field, "~"); ok {
		width := 3
		if rest != "" {
			n, err := strconv.Atoi(rest)
			if err != nil || n < 1 || n > 9 {
				return nil, load.ErrorAt(at, "phrase %q: after ~ comes a number from 1 to 9", text)
			}
			width = n
		}
		return [][]Piece{{{Gap: width}}}, nil
	}
	var single Piece
	var sequences [][]Piece
	add := func(entry string) error {
		words, never := g.Words(entry)
		if never != "" {
			return load.ErrorAt(at, "phrase %q: %q is never found in a line: stops end a sentence, and longer words than %d bytes are not looked up", text, never, token.MaxWord)
		}
		if len(words) == 1 {
			single.Words = append(single.Words, words[0])
			return nil
		}
		var sequence []Piece
		for _, w := range words {
			sequence = append(sequence, Piece{Words: []string{w}})
		}
		sequences = append(sequences, sequence)
		return nil
	}
	for _, alt := range strings.Split(field, "|") {
		name, isList := strings.CutPrefix(alt, "@")
		switch entries, known := lists[name]; {
		case alt == "":
			return nil, load.ErrorAt(at, "phrase %q: a word is missing beside |", text)
		case !isList:
			if err := add(alt); err != nil {
				return nil, err
			}
		case !known:
			return nil, load.ErrorAt(at, "phrase %q: there is no list %q%s", text, name, load.Hint(name, lists))
		default:
			for _, entry := range entries {
				if err := add(entry); err != nil {
					return nil, err
				}
			}
		}
	}
	if len(single.Words) > maxWords {
		return nil, load.ErrorAt(at, "phrase %q: %d words may stand in one place; make it less than %d", text, len(single.Words), maxWords)
	}
	if len(single.Words) > 0 {
		sequences = append(sequences, []Piece{single})
	}
	return sequences, nil
}
