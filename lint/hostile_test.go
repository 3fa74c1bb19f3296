package lint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint/read"
)

// TestHostile checks that the time for a posting grows with its size and no
// faster, whatever it is made of.
func TestHostile(t *testing.T) {
	const size = 1 << 17
	l := linter(t, "strategist")
	for _, piece := range []string{
		"- own the backlog\n", "- ", "* ", "> ", "# Product Owner\n", "Product Manager / ", "you will ", "as well as ", "responsible for ",
		"(", ")", "[", "[a](", "`", "**", "_a_", "<", "<li>", "<div>", "&amp;", "&lt;", "e.g. ", ".", "a.b", ",", "'s ", "\"", ":", ":\n", "|", "•", "1. ", "\t", "\r", "\n", "\x00", "\xff", "é", "e\u0301", "\u202e", "\u00ad", "Ⱥ's ", "🙂", "a",
		"title: Product Owner\n", "---\n", "a\n===\n", "\n\n- You own the product strategy, pricing and ",
	} {
		for _, name := range []string{"x.md", "x.txt", "x.html"} {
			src := []byte("# Product Owner\n\n## Your tasks\n\n" + strings.Repeat(piece, size/len(piece)))
			start := time.Now()
			p, err := read.Read(name, src, l.ReadOptions())
			if err == nil {
				l.Check(p)
			}
			// It takes some hundredths of a second; squared, many seconds.
			if took := time.Since(start); took > time.Minute {
				t.Errorf("%s of %q: %v", name, piece, took)
			}
		}
	}
}
