package token

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// failer is what the laws report to: a test, a fuzz target or a property.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkLaws holds the tokens of a line against what every caller relies on:
// they stand in order, apart, each is the text of its place, and what stands
// outside of them is white space or a hyphen between letters. So no letter and
// no digit is lost or told twice.
func checkLaws(t failer, line string, tokens []Token) {
	t.Helper()
	at := 0
	for _, tok := range append(tokens[:len(tokens):len(tokens)], Token{Start: len(line), End: len(line)}) {
		if tok.Start < at || tok.End < tok.Start || tok.End > len(line) {
			t.Fatalf("%q: token %+v lies outside or overlaps the one before, which ends at %d", line, tok, at)
		}
		if tok.Text != line[tok.Start:tok.End] {
			t.Fatalf("%q: token %+v stands where the line says %q", line, tok, line[tok.Start:tok.End])
		}
		if tok.Text == "" && tok.Start < len(line) {
			t.Fatalf("%q: empty token %+v", line, tok)
		}
		for i, r := range line[at:tok.Start] {
			switch {
			case unicode.IsSpace(r):
			case (r == '-' || r == '\u2010' || r == '\u2011') && at+i > 0 && at+i+utf8.RuneLen(r) < len(line):
			default:
				t.Fatalf("%q: %q at byte %d is in no token", line, r, at+i)
			}
		}
		if word := strings.TrimLeft(tok.Text, "'’"); strings.ContainsFunc(word, unicode.IsSpace) {
			t.Fatalf("%q: white space within token %+v", line, tok)
		}
		if utf8.ValidString(line) && !utf8.ValidString(tok.Text) {
			t.Fatalf("%q: token %+v cuts a character in two", line, tok)
		}
		at = tok.End
	}
}

// words gives the words of tokens that hang on no apostrophe: prose cuts clitics
// off in its own way, and only it knows "do n't" from "don 't".
func words(line string, tokens []Token) []string {
	inWord := func(r rune) bool { return letter(r) || apostrophe(r) }
	var out []string
	for _, t := range tokens {
		before := line[len(strings.TrimRightFunc(line[:t.Start], inWord)):t.Start]
		after := line[t.End : len(line)-len(strings.TrimLeftFunc(line[t.End:], inWord))]
		if r, _ := utf8.DecodeRuneInString(t.Text); letter(r) && !strings.ContainsFunc(before+t.Text+after, apostrophe) {
			out = append(out, t.Text)
		}
	}
	return out
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

// pieces are what postings and the faults of prose are made of.
var pieces = []string{
	"own", "the", "backlog", "Strategy", "PM", "P&L", "team", "don", "n", "t", "s", "ll", "re", "m", "e.g", "A.B", "Dr", "2027", "1,000", "naïve", "e\u0301",
	"Ⱥ", "İ", "K", "产品", "\xff", "\xe2\x80", "\u00ad", "\u200b", "\ufeff", "\u202e", "\x00",
	" ", "  ", "\t", "\u00a0", "\n", "'", "’", "‘", "\"", "“", "'s", "n't", "'ll", "&rsquo;", "&", "(", ")", "[", "]", ".", ",", ";", ":", "!", "?", "$", "-", "\u2010", "\u2011", "–", "/", "•", "*", "_", ":)", ":-)", "(-_-)", "¯\\(ツ)/¯",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
		both(t, line)
	})
}

func TestLawsOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { both(t, rapid.String().Draw(t, "line")) })
}

// both holds the tokens of Append and of Scan against the laws.
func both(t failer, line string) {
	t.Helper()
	checkLaws(t, line, Append(nil, line))
	checkLaws(t, line, Scan(nil, line))
	if a, s := strings.Join(words(line, Append(nil, line)), " "), strings.Join(words(line, Scan(nil, line)), " "); a != s && !strings.ContainsAny(line, "'’‘") {
		t.Fatalf("%q: prose sees the words %q, the scanner %q", line, a, s)
	}
}

func FuzzAppend(f *testing.F) {
	for _, s := range []string{
		"", "Own the backlog.", "the 'strategy' of", "the team\xff's", "Ⱥ's", "((((....))))", "PM/PO •Own **Lead**", "P&L & R&D", "sign-off (UAT/QA)", "don't &rsquo;s",
		"¯\\(ツ)/¯ :-)", "U.S. e.g. Dr.", "\"'sprint' 'll\"", "own\tthe\u00a0backlog", "a\u00adb\u200bc", "\x00\x01-\x02", strings.Repeat("a", 101) + "'s",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) { both(t, line) })
}
