package duty

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// TestWordsTakenAreWordsScanned checks that the words of a line as they were
// looked up when the posting was read are those that the line is split into.
func TestWordsTakenAreWordsScanned(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	duties := set.Duties["en"]
	taken, scanned := New(duties), New(duties)
	pieces := []string{"Own the roadmap", "P&L", "R&D", "R & D", "don't", "you’re", "can’t", "owner's", "owners' ", "naïve", "é", "-", " - ", "– ", "sign-off", "(UAT/QA)", ". ", ": ", "; ",
		"• ", " ", "\t", "\u00a0", "5+", "’21", "'21", "\xff", "&", "'", "’", "stakeholdersCreate", "Define", "as well as", "Requirements\n\n", "\n- ", "\n", "c++", "e.g. ", "x_y", "3rd",
		"averyveryverylongwordindeed", "Responsibilities:\n\n- "}
	lines := 0
	rapid.Check(t, func(t *rapid.T) {
		text := "# Product Owner\n\nOwn the P&L, and don't sign off.\n\n"
		for _, p := range rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces") {
			text += p
		}
		p, err := read.Read("a.md", []byte(text), read.Options{Headings: set.Headings})
		if err != nil || p.Language != "" && p.Language != "en" {
			return
		}
		if p.Lexicon != duties.Lexicon {
			t.Fatal("the words were not looked up where the duties are")
		}
		for i := range p.Lines {
			line := &p.Lines[i]
			lines++
			taken.text, scanned.text = line.Text, line.Text
			taken.takeWords(line)
			scanned.tokens, scanned.words = token.Scan(scanned.tokens[:0], line.Text), scanned.words[:0]
			scanned.identify()
			if len(taken.tokens) != len(scanned.tokens) {
				t.Fatalf("%q: taken %v, scanned %v", line.Text, taken.tokens, scanned.tokens)
			}
			for k := range taken.tokens {
				if taken.tokens[k] != scanned.tokens[k] || taken.words[k] != scanned.words[k] {
					t.Fatalf("%q: taken %v (%d), scanned %v (%d)", line.Text, taken.tokens[k], taken.words[k], scanned.tokens[k], scanned.words[k])
				}
			}
		}
	})
	if lines == 0 {
		t.Error("no line was read")
	}
}
