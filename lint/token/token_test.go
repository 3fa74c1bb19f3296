package token

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// texts returns the tokens of a line as they stand in it.
func texts(line string, tokens []Token) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, t.In(line))
	}
	return out
}

func TestTokens(t *testing.T) {
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
			v := &Vocabulary{}
			for way, got := range map[string][]Token{"scanned": v.Scan(nil, test.line), "by prose": v.Prose(nil, test.line)} {
				if got := strings.Join(texts(test.line, got), " "); got != test.want {
					t.Errorf("%q, %s: %q, want %q", test.line, way, got, test.want)
				}
				checkLaws(t, test.line, got)
			}
		})
	}
}

// TestKeepsTokens checks that tokens are appended to those that are there.
func TestKeepsTokens(t *testing.T) {
	v := &Vocabulary{}
	for _, add := range []func([]Token, string) []Token{v.Scan, v.Prose} {
		if got := add(add(nil, "own it"), "now"); len(got) != 3 || got[2].End != 3 {
			t.Errorf("%v", got)
		}
		buf := make([]Token, 0, 8)
		if got := add(buf, "own it"); &got[0] != &buf[:1][0] {
			t.Error("the room that was given is not used")
		}
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
			v := &Vocabulary{}
			for _, got := range [][]Token{v.Prose(nil, test.line), atOnce(v, test.line)} {
				checkLaws(t, test.line, got)
				all := texts(test.line, got)
				for _, word := range test.words {
					if !slices.ContainsFunc(all, func(text string) bool { return strings.Trim(text, "'‘’") == word }) {
						t.Errorf("%q is lost: %q", word, all)
					}
				}
			}
		})
	}
}

// TestRuns checks that the time does not grow faster than the line in the runs of
// signs that prose takes quadratic time for, and that no word is lost.
func TestRuns(t *testing.T) {
	v := &Vocabulary{}
	for _, sign := range []string{"(", ")", ".", "'", "\"", "[", "$", "'s", "n't", "a.", ".a", "-", "•", "Ⱥ", "\xff", " ", "( ", ")) "} {
		testtime.Linear(t, fmt.Sprintf("splitting a run of %q", sign), 1<<13, func(size int) func() {
			line := "own " + strings.Repeat(sign, size/len(sign)) + " backlog"
			if words := texts(line, v.Prose(nil, line)); len(words) < 2 || words[0] != "own" || words[len(words)-1] != "backlog" {
				t.Errorf("%d bytes of %q: the words around it are lost", size, sign)
			}
			var tokens []Token
			return func() { tokens = v.Prose(tokens[:0], line) }
		})
	}
}
