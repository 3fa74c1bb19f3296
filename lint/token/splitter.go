package token

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Splitter splits lines as Append does and remembers how prose splits each
// piece of text between two blanks, since prose looks at nothing beyond it and
// takes some hundred times as long as remembering does. A piece in which there
// is nothing to split, a word with perhaps a comma or a stop behind it, is not
// put to prose at all. What a Splitter gives does not depend on the lines that
// it was given before. The zero value is ready for use; use one per goroutine.
type Splitter struct {
	known map[string]cuts
	all   []cut // of all known pieces

	pieces []piece  // of a line
	fresh  []string // those that are not known
	text   strings.Builder
	words  []Token
}

// cut is the place of a token in its piece.
type cut struct {
	start, end uint8
	plain      bool
}

// cuts are the tokens of a piece: Splitter.all[first:last].
type cuts struct{ first, last uint32 }

// piece is what is known of a piece of a line.
type piece struct {
	cuts
	bare bool
	new  bool // it was not known when the line came
}

// Bounds of what is remembered: of one piece, and of all.
const (
	maxPiece  = 64 // bytes
	maxPieces = 1 << 14
)

// Append appends the tokens of a line to dst and returns it.
func (s *Splitter) Append(dst []Token, line string) []Token {
	s.learn(line)
	next := 0 // of s.pieces
	for at := 0; at < len(line); {
		end := pieceEnd(line, at)
		if at == end {
			at++
			continue
		}
		known := s.pieces[next]
		next++
		switch piece := line[at:end]; {
		case known.bare:
			dst = appendWords(dst, line, at, end)
		case len(piece) > maxPiece:
			dst = appendAt(dst, piece, at)
		default:
			if known.new {
				known.cuts = s.known[piece]
			}
			for _, c := range s.all[known.first:known.last] {
				dst = append(dst, Token{piece[c.start:c.end], at + int(c.start), at + int(c.end), c.plain})
			}
		}
		at = end + 1
	}
	return dst
}

// appendAt appends the tokens of a piece that stands at a byte of its line.
func appendAt(dst []Token, piece string, at int) []Token {
	from := len(dst)
	dst = Append(dst, piece)
	for i := from; i < len(dst); i++ {
		dst[i].Start += at
		dst[i].End += at
	}
	return dst
}

func pieceEnd(line string, at int) int {
	if n := strings.IndexByte(line[at:], ' '); n >= 0 {
		return at + n
	}
	return len(line)
}

// learn splits the pieces of a line that are not known yet.
func (s *Splitter) learn(line string) {
	if s.known == nil || len(s.known) > maxPieces {
		s.known = make(map[string]cuts, 1024)
		s.all = s.all[:0]
	}
	s.fresh, s.pieces = s.fresh[:0], s.pieces[:0]
	for at := 0; at < len(line); {
		end := pieceEnd(line, at)
		if at == end {
			at++
			continue
		}
		p := piece{bare: bare(line[at:end])}
		if !p.bare && end-at <= maxPiece {
			var ok bool
			if p.cuts, ok = s.known[line[at:end]]; !ok {
				p.new = true
				s.fresh = append(s.fresh, line[at:end])
			}
		}
		s.pieces = append(s.pieces, p)
		at = end + 1
	}
	if len(s.fresh) > 0 {
		slices.Sort(s.fresh)
		s.fresh = slices.Compact(s.fresh)
		s.split()
	}
}

// split asks prose for the fresh pieces, for all plain ones at once.
func (s *Splitter) split() {
	s.text.Reset()
	for _, piece := range s.fresh {
		if plain(piece) {
			s.text.WriteString(piece)
			s.text.WriteByte(' ')
		} else {
			s.remember(piece, 0, Append(nil, piece))
		}
	}
	s.words = Append(s.words[:0], s.text.String())
	at, next := 0, 0
	for _, piece := range s.fresh {
		if !plain(piece) {
			continue
		}
		first := next
		for next < len(s.words) && s.words[next].Start < at+len(piece) {
			next++
		}
		s.remember(piece, at, s.words[first:next])
		at += len(piece) + 1
	}
}

// remember enters the tokens of a piece that stands at a byte of its line.
func (s *Splitter) remember(piece string, at int, tokens []Token) {
	first := uint32(len(s.all))
	for _, t := range tokens {
		s.all = append(s.all, cut{uint8(t.Start - at), uint8(t.End - at), t.Plain})
	}
	s.known[strings.Clone(piece)] = cuts{first, uint32(len(s.all))}
}

// plain reports whether prose drops and rewrites nothing of a piece, so that
// its tokens can be told from those of the pieces beside it: it is in ASCII and
// has no apostrophe.
func plain(piece string) bool {
	for i := 0; i < len(piece); i++ {
		if c := piece[i]; c == '\'' || c == '&' || c >= utf8.RuneSelf || c < ' ' {
			return false
		}
	}
	return true
}

// Bare reports whether there is nothing in a line that prose could split in
// another way than Scan.
func Bare(line string) bool {
	for at := 0; at < len(line); {
		end := pieceEnd(line, at)
		if end > at && !bare(line[at:end]) {
			return false
		}
		at = end + 1
	}
	return true
}

// bare reports whether a piece is a word, letters and digits, or several that
// hyphens or slashes join, with one sign at most behind: prose, too, makes the
// words and the signs of it.
func bare(piece string) bool {
	for i := 0; i < len(piece); i++ {
		if kinds[piece[i]] == alphanumeric {
			continue
		}
		if i == 0 || kinds[piece[i-1]] != alphanumeric {
			return false
		}
		switch piece[i] {
		case '-', '/':
			if i+1 == len(piece) {
				return false
			}
		case ',', '.', ';', ':', '!', '?', ')':
			return i+1 == len(piece)
		default:
			return false
		}
	}
	return true
}
