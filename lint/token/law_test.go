package token

import (
	"slices"
	"strings"
	"sync"
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
// they stand in order, apart, and what stands outside of them is white space or a
// hyphen between letters. So no letter and no digit is lost or told twice.
func checkLaws(t failer, line string, tokens []Token) {
	t.Helper()
	at := 0
	for _, tok := range append(tokens[:len(tokens):len(tokens)], Token{Start: int32(len(line)), End: int32(len(line))}) {
		if int(tok.Start) < at || tok.End < tok.Start || int(tok.End) > len(line) {
			t.Fatalf("%q: token %+v lies outside or overlaps the one before, which ends at %d", line, tok, at)
		}
		text := tok.In(line)
		if text == "" && int(tok.Start) < len(line) {
			t.Fatalf("%q: empty token %+v", line, tok)
		}
		for i, r := range line[at:tok.Start] {
			switch {
			case unicode.IsSpace(r):
			case strings.ContainsRune("-\u2010\u2011–−", r) && at+i > 0 && at+i+utf8.RuneLen(r) < len(line):
			default:
				t.Fatalf("%q: %q at byte %d is in no token", line, r, at+i)
			}
		}
		if word := strings.TrimLeft(text, "'’"); strings.ContainsFunc(word, unicode.IsSpace) {
			t.Fatalf("%q: white space within token %+v", line, tok)
		}
		if utf8.ValidString(line) && !utf8.ValidString(text) {
			t.Fatalf("%q: token %+v cuts a character in two", line, tok)
		}
		at = int(tok.End)
	}
}

// pieces are what postings and the faults of prose are made of.
var pieces = []string{
	"own", "the", "backlog", "Strategy", "PM", "P&L", "team", "don", "n", "t", "s", "ll", "re", "m", "e.g", "A.B", "Dr", "2027", "1,000", "naïve", "e\u0301",
	"Ⱥ", "İ", "K", "产品", "\xff", "\xe2\x80", "\u00ad", "\u200b", "\ufeff", "\u202e", "\x00",
	" ", "  ", "\t", "\u00a0", "\n", "'", "’", "‘", "\"", "“", "'s", "n't", "'ll", "&rsquo;", "&", "(", ")", "[", "]", ".", ",", ";", ":", "!", "?", "$", "-", "\u2010", "\u2011", "–", "/", "•", "*", "_", ":)", ":-)", "(-_-)", "¯\\(ツ)/¯",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLine(t, ofPieces(t)) })
}

func TestLawsOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLine(t, rapid.String().Draw(t, "line")) })
}

func ofPieces(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
}

// vocabulary has some of the words of the lines that are checked.
var vocabulary = sync.OnceValue(func() *Vocabulary {
	v := &Vocabulary{}
	for _, word := range append(pieces, "and", "owners", "’s", "you'll", "don't", "p&l", "2027") {
		if word != "" && !strings.ContainsFunc(word, unicode.IsSpace) {
			v.Add(word)
		}
	}
	return v
})

// checkLine holds the tokens of a line against the laws: those of Scan, those of
// Prose, and the one against the other.
func checkLine(t failer, line string) {
	t.Helper()
	v := vocabulary()
	scanned, cut := v.Scan(nil, line), v.Prose(nil, line)
	checkLaws(t, line, scanned)
	checkLaws(t, line, cut)
	if !ProseDiffers(line) {
		whole := atOnce(v, line)
		if !samePlaces(scanned, cut) || !samePlaces(scanned, whole) {
			t.Fatalf("%q:\nscanned        %q\nby prose       %q\nprose at once  %q", line, texts(line, scanned), texts(line, cut), texts(line, whole))
		}
	}
	for _, tok := range append(scanned, cut...) {
		if id := v.ID(tok.In(line)); tok.ID != id {
			t.Fatalf("%q: %q has the number %d in the line, %d alone", line, tok.In(line), tok.ID, id)
		}
	}
	for _, tok := range scanned {
		if at := v.At(line, int(tok.Start)); tok.Kind&Plain != 0 && at != tok {
			t.Fatalf("%q: the word %+v is %+v for a heading", line, tok, at)
		}
		if whole, at := v.Whole(line, tok), v.At(line, int(tok.Start)); whole != at {
			t.Fatalf("%q: the word %+v is %+v as a whole, want %+v", line, tok, whole, at)
		}
		small := func(r rune) bool { return r >= 'a' && r <= 'z' }
		text := tok.In(line)
		if tok.Kind&(Mixed|Sign) == 0 && strings.TrimLeftFunc(text[1:], small) != "" {
			t.Fatalf("%q: the word %+v is mixed", line, tok)
		}
		ascii := strings.TrimFunc(text, func(r rune) bool { return small(r) || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' }) == ""
		beside := " " + line + " "
		if before, behind := classes[beside[tok.Start]], classes[beside[tok.End+1]]; (tok.Kind&Plain != 0) != (ascii && before != joining && behind != joining && behind != alphanumeric) {
			t.Fatalf("%q: the word %+v is plain, or is not", line, tok)
		}
	}
}

// atOnce returns the tokens of a line that prose is given as a whole, cut again.
func atOnce(v *Vocabulary, line string) (tokens []Token) {
	at := 0
	for _, word := range askProse(line) {
		start, end, ok := find(line, at, word)
		if !ok {
			break
		}
		tokens = v.scan(v.scan(tokens, line, at, start), line, start, end)
		at = end
	}
	return v.scan(tokens, line, at, len(line))
}

func samePlaces(a, b []Token) bool {
	return slices.EqualFunc(a, b, func(a, b Token) bool { return a.Start == b.Start && a.End == b.End })
}

// TestProseIsAsked checks that Prose reports how prose parts words, where it does
// so in another way than Scan.
func TestProseIsAsked(t *testing.T) {
	for line, want := range map[string]string{
		"the do's and don'ts": "the do 's and do n 'ts",
		"we isn‘t it":         "we is n ‘ t it",
		"you can'tt":          "you ca n 'tt",
	} {
		v := &Vocabulary{}
		if got := strings.Join(texts(line, v.Prose(nil, line)), " "); got != want {
			t.Errorf("%q: %q, by prose %q", line, got, want)
		}
		if got := strings.Join(texts(line, v.Scan(nil, line)), " "); got == want {
			t.Errorf("%q: Scan gives %q, too, so that this line shows nothing of prose", line, got)
		}
	}
	if got := askProse("Don't"); !slices.Equal(got, []string{"Do", "n't"}) {
		t.Errorf("prose makes %q of Don't", got)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"", "Own the backlog.", "the 'strategy' of", "the team\xff's", "Ⱥ's", "((((....))))", "PM/PO •Own **Lead**", "P&L & R&D", "sign-off (UAT/QA)", "don't &rsquo;s",
		"¯\\(ツ)/¯ :-)", "U.S. e.g. Dr.", "\"'sprint' 'll\"", "own\tthe\u00a0backlog", "a\u00adb\u200bc", "\x00\x01-\x02", strings.Repeat("a", 101) + "'s",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) { checkLine(t, line) })
}
