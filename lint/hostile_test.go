package lint_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// TestHostile checks that the time for a posting grows with its size and no
// faster, whatever it is made of.
func TestHostile(t *testing.T) {
	l := linter(t, "strategist")
	for _, piece := range []string{
		"- own the backlog\n", "- ", "* ", "> ", "# Product Owner\n", "Product Manager / ", "you will ", "as well as ", "responsible for ",
		"(", ")", "[", "[a](", "`", "**", "_a_", "<", "<li>", "<div>", "&amp;", "&lt;", "e.g. ", ".", "a.b", ",", "'s ", "\"", ":", ":\n", "|", "•", "1. ", "\t", "\r", "\n", "\x00", "\xff", "é", "e\u0301", "\u202e", "\u00ad", "Ⱥ's ", "🙂", "a",
		"title: Product Owner\n", "---\n", "a\n===\n", "\n\n- You own the product strategy, pricing and ",
	} {
		for _, name := range []string{"x.md", "x.txt", "x.html"} {
			testtime.Linear(t, name+" of "+strconv.Quote(piece), testtime.Size(1<<12, 1<<15), func(size int) func() {
				src := []byte("# Product Owner\n\n## Your tasks\n\n" + strings.Repeat(piece, size/len(piece)))
				return func() { _, _ = l.Judge(name, src) }
			})
		}
	}
}

// TestComesToAnEnd reads words that are glued to signs which parts of the program
// could cut in different places, so that one waits for another to go on.
func TestComesToAnEnd(t *testing.T) {
	l := linter(t, "strategist")
	try := func(t interface{ Fatalf(string, ...any) }, text string) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = l.Judge("a.md", []byte("# Product Owner\n\n"+text))
		}()
		select {
		case <-done:
		case <-time.After(time.Minute): // it takes less than a millisecond
			t.Fatalf("%q does not come to an end", text)
		}
	}
	try(t, "AA\ufffd&\u0489ASupport the roadmap")
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
		"A", "AA", "Support the roadmap", "Product Owner", "own", " ", ".", "&", "'", "’", "-", "7", "\u0489", "\u0301", "\u0bf9", "\ufffd", "é", "🙂", "\u00ad",
	}), 1, 100)
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			try(t, strings.Join(pieces.Draw(t, "pieces"), ""))
		}
	})
}
