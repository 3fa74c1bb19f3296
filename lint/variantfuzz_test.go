package lint_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read"
)

// FuzzLineEnds: whatever a text holds, line ends of another system and a byte
// order mark change nothing in the answer.
func FuzzLineEnds(f *testing.F) {
	for name, src := range samples(f) {
		f.Add(name, bytes.ReplaceAll(src, []byte("\r"), nil))
	}
	f.Add("a.md", []byte("# Product Owner\n\n```\n- Own the backlog\n\n> x\n  y\\\nz  \n|a|\n|-|\n"))
	l := linter(f, "strategist")
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		// With many controls it may be no text at all, which goes by their share.
		if !utf8.Valid(src) || bytes.ContainsRune(src, '\ufeff') || bytes.ContainsFunc(src, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			return
		}
		p, err := read.Read(name, src, l.ReadOptions())
		for how, changed := range map[string][]byte{
			"CRLF": bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")),
			"BOM":  append([]byte("\ufeff"), src...),
		} {
			q, err2 := read.Read(name, changed, l.ReadOptions())
			if (err == nil) != (err2 == nil) {
				t.Fatalf("%s: %v, then %v", how, err, err2)
			}
			if err != nil {
				continue
			}
			if want, got := said(l.Check(p)), said(l.Check(q)); want != got {
				t.Errorf("%s changes the answer:\n%s", how, firstDifference(want, got))
			}
		}
	})
}
