package token

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// texts gives the texts of tokens.
func texts(tokens []Token) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, t.Text)
	}
	return out
}

func TestAppend(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"nothing", "", ""},
		{"blanks", "  \t ", ""},
		{"words", "Own the backlog", "Own the backlog"},
		{"a sentence", "Own the backlog.", "Own the backlog ."},
		{"glued sentences", "the backlog.Write stories", "the backlog . Write stories"},
		{"a comma", "define, own", "define , own"},
		{"brackets and a slash", "sign-off (UAT/QA)", "sign off ( UAT / QA )"},
		{"two roles", "PM/PO", "PM / PO"},
		{"hyphens between words", "go-to-market plan", "go to market plan"},
		{"hyphens that do not break", "go\u2011to\u2010market plan", "go to market plan"},
		{"a hyphen as a bullet", "- own", "- own"},
		{"a hyphen before a word", "-own", "- own"},
		{"a hyphen behind a word", "short- and long-term", "short - and long term"},
		{"two hyphens", "roadmap--backlog", "roadmap - - backlog"},
		{"a dash", "roadmap – backlog", "roadmap – backlog"},
		{"joined by an ampersand", "P&L and R&D", "P&L and R&D"},
		{"a loose ampersand", "P & L", "P & L"},
		{"a genitive", "the team's backlog", "the team 's backlog"},
		{"a curly genitive", "the team’s backlog", "the team ’s backlog"},
		{"a plural genitive", "customers' needs", "customers ' needs"},
		{"will", "you'll own", "you 'll own"},
		{"are", "we’re hiring", "we ’re hiring"},
		{"not", "you don't own", "you do n't own"},
		{"not, curly", "you don’t own", "you do n’t own"},
		{"cannot", "cannot", "cannot"},
		{"double quotes", `the "vision" of`, `the " vision " of`},
		{"curly double quotes", "the “vision” of", "the “ vision ” of"},
		{"curly single quotes", "the ‘vision’ of", "the ‘ vision ’ of"},
		{"numbers", "100,000 users by 2027", "100 , 000 users by 2027"},
		{"money", "$100 (net)", "$ 100 ( net )"},
		{"letters and digits", "B2B Q4 v2.0", "B2B Q4 v2 . 0"},
		{"signs of languages", "C++/C#", "C + + / C #"},
		{"accents", "naïve café", "naïve café"},
		{"accents as marks", "cafe\u0301 nai\u0308ve", "cafe\u0301 nai\u0308ve"},
		{"other scripts", "产品 backlog Владелец", "产品 backlog Владелец"},
		{"a bullet sign without a blank", "•Own the roadmap", "• Own the roadmap"},
		{"a middle dot", "roadmap·backlog", "roadmap · backlog"},
		{"stars", "**Lead** the team", "* * Lead * * the team"},
		{"underscores", "_Lead_ the team", "_ Lead _ the team"},
		{"emoticons", "backlog :) :-)", "backlog : ) : - )"},
		{"an address", "a@b.com https://x.io/y?z", "a @ b . com https : / / x . io / y ? z"},
		{"entities that were left", "P&amp;L", "P&amp ; L"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := strings.Fields(test.want)
			got := Append(nil, test.line)
			if diff := cmp.Diff(want, texts(got), equateEmpty); diff != "" {
				t.Errorf("Append(%q), - want, + got:\n%s", test.line, diff)
			}
			checkLaws(t, test.line, got)
		})
	}
}

var equateEmpty = cmp.Transformer("fields", func(s []string) string { return strings.Join(s, " ") })

// TestAppendKeeps checks that tokens are added to those that are there.
func TestAppendKeeps(t *testing.T) {
	got := Append(Append(nil, "own it"), "now")
	if want := []string{"own", "it", "now"}; !slices.Equal(texts(got), want) {
		t.Errorf("got %q, want %q", texts(got), want)
	}
	buf := make([]Token, 0, 8)
	if got := Append(buf, "own it"); &got[0] != &buf[:1][0] {
		t.Error("Append did not use the room that it was given")
	}
}

// TestFaultsOfProse has the lines which prose v2.0.0 gets wrong when it is
// handed them as they are. No word may be lost and nothing may panic.
func TestFaultsOfProse(t *testing.T) {
	tests := []struct {
		name, line string
		words      []string // that must each stand in one token, signs around allowed for
	}{
		{"a piece that begins with 's and goes on is dropped", "the 'strategy' of", []string{"the", "strategy", "of"}},
		{"the same with 'm", "the 'market' is 'mature'", []string{"the", "market", "is", "mature"}},
		{"the same with 're", "'requirements' and 'releases'", []string{"requirements", "and", "releases"}},
		{"the same with 'll", "'llama' models", []string{"llama", "models"}},
		{"the same with n't", "n'tell them", []string{"n", "tell", "them"}},
		{"the same in curly quotes", "the ‘strategy’ of", []string{"the", "strategy", "of"}},
		{"glued behind a clitic", "the team'sbacklog it'sown", []string{"the", "team", "sbacklog", "it", "sown"}},
		{"quotes within quotes", "\"'sprint' 'stories'\"", []string{"sprint", "stories"}},
		{"invalid UTF-8 before 's", "the team\xff's backlog", []string{"the", "team", "s", "backlog"}},
		{"invalid UTF-8 and nothing else", "\xff's", []string{"s"}},
		{"half a rune before 'll", "you\xe2\x80'll own", []string{"you", "ll", "own"}},
		{"a rune that grows in lower case", "Ⱥ's backlog", []string{"Ⱥ", "s", "backlog"}},
		{"many runes that grow", "ȺȺȺȺ's backlog ȾȾ'll", []string{"ȺȺȺȺ", "backlog", "ȾȾ"}},
		{"a rune that shrinks in lower case", "İstanbul's team, 5 K's", []string{"İstanbul", "team", "K"}},
		{"no split at a slash", "the PM/PO owns it", []string{"PM", "PO", "owns"}},
		{"no split at a bullet", "•Own the backlog•Write stories", []string{"Own", "backlog", "Write"}},
		{"no split at stars", "**Lead** the _team_", []string{"Lead", "team"}},
		{"an entity that prose replaces", "the team&rsquo;s backlog", []string{"backlog", "s"}},
		{"white space that is no blank", "own\tthe\u00a0backlog\u2003now", []string{"own", "the", "backlog", "now"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Append(nil, test.line)
			checkLaws(t, test.line, got)
			for _, word := range test.words {
				n := 0
				for _, text := range texts(got) {
					if strings.Trim(text, "'‘’") == word {
						n++
					}
				}
				if n == 0 {
					t.Errorf("%q is lost: %q", word, texts(got))
				}
			}
		})
	}
}

// TestRuns checks that the time grows with the length of the line and no
// faster, in the runs of signs that prose takes quadratic time for.
func TestRuns(t *testing.T) {
	for _, sign := range []string{"(", ")", ".", "'", "\"", "[", "$", "'s", "n't", "a.", ".a", "-", "•", "Ⱥ", "\xff", " ", "( ", ")) "} {
		line := "own " + strings.Repeat(sign, 1<<20/len(sign)) + " backlog"
		start := time.Now()
		got := Append(nil, line)
		// Linear takes some hundredths of a second, quadratic minutes.
		if took := time.Since(start); took > time.Minute {
			t.Errorf("1 MB of %q took %v", sign, took)
		}
		if len(got) < 2 || got[0].Text != "own" || got[len(got)-1].Text != "backlog" {
			t.Errorf("1 MB of %q: the words around it are lost", sign)
		}
	}
}

// TestScanAgrees checks that the scanner that looks ahead sees the words that
// prose gives: what it does not see is never read.
func TestScanAgrees(t *testing.T) {
	for _, line := range []string{
		"Own the backlog.", "the backlog.Write stories", "sign-off (UAT/QA)", "P&L, R&D & more", "**Lead** •Own PM/PO",
		"the team's backlog", "you'll own", "the 'strategy' of", "the ‘strategy’ of", "“vision”", "$100 (net) 1,000", ":) e.g. U.S. sales", "\xff x",
	} {
		if diff := cmp.Diff(Append(nil, line), Scan(nil, line)); diff != "" {
			t.Errorf("%q, - Append, + Scan:\n%s", line, diff)
		}
	}
}
