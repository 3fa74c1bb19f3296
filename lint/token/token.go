// Package token defines what a word is, for phrases of rules and lines of
// postings alike: where it begins and ends, and its number in a Vocabulary.
//
// A word is a run of letters and digits. An ampersand between letters joins
// ("P&L" is one word), a hyphen between letters parts and is no sign
// ("sign-off" is two words), and what an apostrophe ties to a word is a word of
// its own: "team|'s", "you|'ll", "do|n't". All else but white space is a sign of
// one character. Headings and the small words of languages know contractions as
// a whole, "you'll"; see Vocabulary.At.
//
// Vocabulary.Scan cuts so by itself. Vocabulary.Prose lets the library prose cut
// first, and cuts its tokens again, since it leaves "PM/PO" and "•Own" in one
// piece. What is left of prose then are its contractions, and these differ from
// those of Scan in such as "don'ts" alone: over all real postings, samples and
// test data no byte of the output changes without prose. The laws of this
// package hold the one against the other.
package token

import (
	"unicode"
	"unicode/utf8"
)

// Token is a word or a sign of a text.
type Token struct {
	Start, End int32 // bytes of the text, half open
	ID         ID
	Kind       Kind
}

// In returns the token as it stands in its text.
func (t *Token) In(text string) string { return text[t.Start:t.End] }

// Kind is a set of properties of a token.
type Kind uint8

// The properties.
const (
	Sign  Kind = 1 << iota // no word
	Plain                  // letters and digits of ASCII, with nothing beside it that may belong to it; At gives the same
	Mixed                  // other than small letters of ASCII may stand behind the first letter
)

// Scan appends the words and signs of a text to dst and returns it. A byte that
// is not UTF-8 is a sign.
func (v *Vocabulary) Scan(dst []Token, text string) []Token { return v.scan(dst, text, 0, len(text)) }

// scan is Scan for text[start:end], where words end even if letters follow.
func (v *Vocabulary) scan(dst []Token, text string, start, end int) []Token {
	text = text[:end]
	for at := start; at < len(text); {
		stop, kind := at+1, Sign
		var id ID
		switch class := classes[text[at]]; {
		case class == blank:
			at++
			continue
		case class == alphanumeric:
			if stop, id, kind = v.plain(text, at); stop == at {
				stop, kind, _ = cut(text, at, start, end)
				id = v.ID(text[at:stop])
			}
		case class == sign && text[at] != '-':
			id = v.find(newHash.add(text[at]))
		default:
			var ok bool
			if stop, kind, ok = cut(text, at, start, end); !ok {
				at = stop
				continue
			}
			id = v.ID(text[at:stop])
		}
		dst = append(dst, Token{int32(at), int32(stop), id, kind})
		at = stop
	}
	return dst
}

// At returns the word at text[i] as headings and the small words of languages
// are written: an apostrophe between letters belongs to it, and "&" is the word
// "and". Where no word begins, its End is i.
func (v *Vocabulary) At(text string, i int) Token {
	t := Token{Start: int32(i), End: int32(i), Kind: Mixed}
	if i >= len(text) {
		return t
	}
	switch classes[text[i]] {
	case blank, sign:
		return t
	case alphanumeric:
		if stop, id, kind := v.plain(text, i); stop > i {
			return Token{int32(i), int32(stop), id, kind}
		}
	}
	if text[i] == '&' {
		t.End, t.ID = t.End+1, v.and
	} else if stop := contractionEnd(text, i); stop > i {
		t.End, t.ID = int32(stop), v.ID(text[i:stop])
	}
	return t
}

// Whole returns the word that At returns where a token of Scan begins. Nearly always
// it is the token, and need not be looked up again.
func (v *Vocabulary) Whole(text string, t Token) Token {
	if t.Kind&Sign == 0 && contractionEnd(text, int(t.Start)) == int(t.End) {
		return t
	}
	return v.At(text, int(t.Start))
}

// plain returns the end of the word that begins with the letter or digit of ASCII
// at text[at], with its number and kind, if it has nothing else and nothing behind it
// may belong to it, and at if not.
func (v *Vocabulary) plain(text string, at int) (stop int, id ID, kind Kind) {
	sum, behind := newHash.add(small[text[at]]), byte(allSmall)
	for stop = at + 1; stop < len(text); stop++ {
		c := text[stop]
		s := small[c]
		if s == 0 {
			if classes[c] == joining {
				return at, Unknown, 0
			}
			break
		}
		sum = sum.add(s)
		behind &= c
	}
	if id = v.find(sum); id == Unknown {
		id = unlessNumber(id, text[at:stop])
	}
	if at == 0 || classes[text[at-1]] != joining {
		kind = Plain
	}
	if behind != allSmall {
		kind |= Mixed
	}
	return stop, id, kind
}

// allSmall has the bits that all small letters have, but no capital and no digit.
const allSmall = 'a' & 'z'

// cut returns the end and the kind of the word or sign at text[at]. It is not ok
// for what is neither: white space beyond ASCII, a hyphen between letters.
func cut(text string, at, start, end int) (stop int, kind Kind, ok bool) {
	r, size := utf8.DecodeRuneInString(text[at:end])
	stop = at + size
	switch {
	case letter(r):
		return wordEnd(text, at, end), Mixed, true
	case apostrophe(r) && letterBefore(text, at):
		if last := lettersEnd(text, stop, end); last > stop {
			return last, Mixed, true
		}
	case unicode.IsSpace(r),
		hyphen(r) && at > start && stop < end && letterBefore(text, at) && LetterAt(text, stop):
		return stop, 0, false
	}
	return stop, Sign, true
}

// wordEnd returns the end of the word that begins with the letter at text[at].
func wordEnd(text string, at, end int) int {
	for i := at; ; i++ {
		i = lettersEnd(text, i, end)
		switch r, size := utf8.DecodeRuneInString(text[i:end]); {
		case apostrophe(r):
			return notEnd(text, at, i, i+size, end)
		case r != '&' || i+1 == end || !LetterAt(text, i+1):
			return i
		}
	}
}

// notEnd returns the end of the word text[at:i] that an apostrophe,
// text[i:after], follows: behind "n't" if that is the word, before it if the word
// ends so ("do|n't"), and else before the apostrophe.
func notEnd(text string, at, i, after, end int) int {
	switch {
	case text[i-1]|0x20 != 'n', after >= end, text[after]|0x20 != 't', after+1 < end && LetterAt(text, after+1):
		return i
	case i-1 == at:
		return after + 1
	}
	return i - 1
}

// contractionEnd returns the end of the word at text[i], with what apostrophes
// tie to it.
func contractionEnd(text string, i int) int {
	stop := lettersEnd(text, i, len(text))
	for stop > i {
		r, size := utf8.DecodeRuneInString(text[stop:])
		if !apostrophe(r) || !LetterAt(text, stop+size) {
			break
		}
		stop = lettersEnd(text, stop+size, len(text))
	}
	return stop
}

// lettersEnd returns the end of the letters and digits that text[i:end] begins
// with.
func lettersEnd(text string, i, end int) int {
	for i < end {
		if classes[text[i]] == alphanumeric {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:end])
		if !letter(r) {
			break
		}
		i += size
	}
	return i
}

// LetterAt reports whether a letter, an accent or a digit stands at text[i].
func LetterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return letter(r)
}

func letterBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return letter(r)
}

// letter reports whether a character belongs to words: a letter, an accent, a
// digit.
func letter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return classes[r] == alphanumeric
	case r == utf8.RuneError, punctuation(r):
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// punctuation reports whether a character is of the general punctuation of Unicode,
// as most signs beyond ASCII are.
func punctuation(r rune) bool { return r >= 0x2000 && r < 0x2070 }

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// hyphen reports whether a character is a hyphen, or what is typed for one between
// letters: an en dash, a minus sign.
func hyphen(r rune) bool {
	return r == '-' || r == '\u2010' || r == '\u2011' || r == '–' || r == '−'
}

// class is what a byte is of a word.
type class uint8

const (
	alphanumeric class = iota
	blank
	joining // may belong to the word before it: what is beyond ASCII, apostrophes, ampersands
	sign
)

// classes has the class of each byte, small the letters and digits in small letters
// and 0 for all else.
var classes, small = func() (of [256]class, small [256]byte) {
	for c := range of {
		switch {
		case c >= 'A' && c <= 'Z':
			small[c] = byte(c) | 0x20
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			small[c] = byte(c)
		case c == ' ' || c >= '\t' && c <= '\r':
			of[c] = blank
		case c >= utf8.RuneSelf || c == '\'' || c == '&':
			of[c] = joining
		default:
			of[c] = sign
		}
	}
	return of, small
}()
