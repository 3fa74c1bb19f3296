package posting

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"no markup", "Use `x`, [a](b) and **c**\n# no heading\n<b>d</b> 3 < 5\n", []string{"Use `x`, [a](b) and **c**", "# no heading", "<b>d</b> 3 < 5"}},
		{"underlined", "Senior Product Owner\n====================\n\nDuties\n------\n• Own it\n", []string{"# Senior Product Owner", "## Duties", "- Own it"}},
		{"entities", "R&amp;D&nbsp;&nbsp;team", []string{"R&D team"}},
		{"old Mac", "One\rTwo\r\rThree", []string{"One", "Two", "Three"}},
		{"columns", "Role:\t\tProduct Owner\nTeam: \t payments", []string{"Role:", "- Product Owner", "Team: payments"}},
		{"colon lines", "What you will do:\nown the product backlog of the payments team\nWhat we ask:", []string{"What you will do:", "own the product backlog of the payments team", "What we ask:"}},
		{"mail", "> You will own the backlog\n> • Write stories", []string{"You will own the backlog", "- Write stories"}},
		{"blank", " \n\t\r\n\u00a0\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := readPlain(new(Memory), []byte(c.text), 0)
			if diff := cmp.Diff(c.want, texts(d.blocks)); diff != "" {
				t.Error(diff)
			}
			checkBlocks(t, []byte(c.text), d.blocks)
		})
	}
}

// TestLists writes lists in all the ways that postings write them, and
// expects the items back, each with its exact place.
func TestLists(t *testing.T) {
	words := []string{"own", "the", "product", "backlog", "roadmap", "Ärger", "“vision”", "R&D", "P&L,", "go-to-market", "(weekly)", "customers’", "50", "sprint", "日本"}
	rapid.Check(t, func(t *rapid.T) {
		sign := rapid.SampledFrom([]string{"- ", "* ", "• ", "•", "· ", "▪\t", "● ", "– ", "1. ", "a) ", "\uf0b7 ", "-\u00a0"}).Draw(t, "sign")
		eol := rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\n\n", "\r\n\r\n"}).Draw(t, "line end")
		gap := rapid.SampledFrom([]string{" ", "  ", "\u00a0", " \u00a0", "\u2009"}).Draw(t, "gap")
		indent := rapid.SampledFrom([]string{"", " ", "  ", "\t", "\u00a0"}).Draw(t, "indent")
		bom := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "byte order mark")
		items := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8), func(s []string) string { return "Do " + strings.Join(s, " ") }), 1, 6).Draw(t, "items")

		var b strings.Builder
		b.WriteString(bom)
		for _, item := range items {
			b.WriteString(indent + sign + strings.ReplaceAll(item, " ", gap) + eol)
		}
		src := []byte(b.String())
		for _, path := range []string{"x.txt", "x.md"} {
			p, err := Read(path, src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Lines) != len(items) {
				t.Fatalf("%s: %d lines, want %d: %+v", path, len(p.Lines), len(items), p.Lines)
			}
			for i, line := range p.Lines {
				s := line.Span()
				if got := string(src[s.Start:s.End]); line.Kind != Bullet || line.Text != items[i] || got != strings.ReplaceAll(items[i], " ", gap) {
					t.Fatalf("%s: line %q from %q, want %q", path, line.Text, got, items[i])
				}
				// Each word stands where it is said to.
				at := 0
				for _, word := range strings.Split(line.Text, " ") {
					s := line.Source(at, at+len(word))
					if got := string(src[s.Start:s.End]); got != word {
						t.Fatalf("%s: word %q of %q is at %q", path, word, line.Text, got)
					}
					at += len(word) + 1
				}
			}
		}
	})
}
