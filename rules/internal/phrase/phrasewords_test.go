package phrase

import (
	"strings"
	"testing"
)

func TestPhraseWords(t *testing.T) {
	g := &Grammar{}
	for entry, want := range map[string]string{
		"Go-to-market": "go to market", "win/loss": "win / loss", "customer's": "customer 's", "isn't": "is n't", "c++": "c + +", "(the)": "( the )",
		"p&l": "p&l", "&": "&", ",": ",", "'s": "'s", "define!": "define!", "zig–zag": "zig zag", "zig — zag": "zig — zag", "a/b!": "a / b!", "größe": "größe", "-": "",
	} {
		words, never := g.Words(entry)
		if got := strings.Join(words, " "); got != want || never != "" {
			t.Errorf("%q: %q, never %q, want %q", entry, got, never, want)
		}
	}
	for entry, want := range map[string]string{"node.js": ".", ":": ":", "stor[y]": "[", "!": "!", strings.Repeat("a", 49): strings.Repeat("a", 49), "u.s.": "."} {
		if words, never := g.Words(entry); never != want {
			t.Errorf("%q: %q, never %q, want never %q", entry, words, never, want)
		}
	}
}
