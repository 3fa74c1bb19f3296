package lint_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// said writes down what must not depend on how a posting is laid out: the
// verdict and the ledger, without places.
func said(r *lint.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v %s %q\n", r.Role, r.Level, r.Verdict, r.Confidence, r.OtherRole, normal(r.SuggestedTitle))
	for _, d := range r.Duties {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", d.Side, d.Category, d.Strength, d.Rule, normal(d.Text))
	}
	var findings []string
	for _, f := range r.Findings {
		findings = append(findings, f.Rule)
	}
	slices.Sort(findings)
	fmt.Fprintf(&b, "%v\n", findings)
	return b.String()
}

// normal writes a text in one way of the many that Unicode has for it.
func normal(s string) string {
	return norm.NFC.String(strings.NewReplacer("\u00a0", " ", "\u2011", "-", "\u00ad", "", "\u200b", "", "’", "'", "‘", "'", "–", "-", "−", "-").Replace(s))
}

// variants are changes of a posting that change nothing in what it says. A
// variant that a posting has no place for gives nil.
var variants = []struct {
	name   string
	change func(name string, src []byte) []byte
}{
	{"CRLF", func(_ string, src []byte) []byte {
		return bytes.ReplaceAll(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	}},
	{"LF", func(_ string, src []byte) []byte { return bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")) }},
	{"BOM", func(_ string, src []byte) []byte {
		return append([]byte("\xef\xbb\xbf"), bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))...)
	}},
	{"UTF-16", func(_ string, src []byte) []byte {
		if !utf8.Valid(src) {
			return nil
		}
		out := []byte{0xff, 0xfe}
		for _, unit := range utf16.Encode([]rune(strings.TrimPrefix(string(src), "\uFEFF"))) {
			out = binary.LittleEndian.AppendUint16(out, unit)
		}
		return out
	}},
	{"no BOM", func(_ string, src []byte) []byte { return bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")) }},
	{"one trailing space", eachLine(func(line string) string {
		if line == "" {
			return line
		}
		return line + " "
	})},
	{"trailing tab", eachLine(func(line string) string {
		if line == "" {
			return line
		}
		return line + "\t"
	})},
	{"no line end at the end", func(_ string, src []byte) []byte { return bytes.TrimRight(src, "\r\n") }},
	{"more empty lines", func(name string, src []byte) []byte {
		if strings.HasPrefix(string(src), "---") || strings.HasPrefix(string(src), "+++") {
			return nil // front matter is no text
		}
		return bytes.ReplaceAll(src, []byte("\n\n"), []byte("\n\n\n"))
	}},
	{"NBSP for blanks within lines", func(name string, src []byte) []byte { return nbsp(name, src) }},
	{"NFD", func(_ string, src []byte) []byte {
		if bytes.Contains(src, []byte("Ã ")) {
			return nil // half a character that was read in another encoding
		}
		return norm.NFD.Bytes(src)
	}},
	{"NFC", func(_ string, src []byte) []byte { return norm.NFC.Bytes(src) }},
	{"curly apostrophes", func(_ string, src []byte) []byte { return apostrophes.ReplaceAll(src, []byte("$1’$2")) }},
	{"straight apostrophes", func(_ string, src []byte) []byte { return bytes.ReplaceAll(src, []byte("’"), []byte("'")) }},
	{"hyphens that do not break", func(_ string, src []byte) []byte { return hyphens.ReplaceAll(src, []byte("$1\u2011$2")) }},
	{"soft hyphens", eachLine(func(line string) string {
		if len(line) < 40 || strings.Contains(line, "<") {
			return line // it may be a key of YAML, or markup
		}
		return longWords.ReplaceAllString(line, "$1\u00ad$2")
	})},
	{"zero-width spaces", eachLine(func(line string) string {
		if strings.Contains(line, "<") {
			return line // markup
		}
		return blanks.ReplaceAllString(line, "$1 \u200b$2")
	})},
}

// writings are changes of writing that change nothing in what a posting says, each
// with the signs of it that a posting may hold already.
var writings = []struct {
	name, signs string
	change      func(name string, src []byte) []byte
}{
	{"en dashes in compounds", "–−", outOfMarkup(func(line string) string { return hyphens.ReplaceAllString(line, "$1–$2") })},
	{"minus signs in compounds", "–−", outOfMarkup(func(line string) string { return hyphens.ReplaceAllString(line, "$1−$2") })},
	{"ligatures", "ﬀﬁﬂﬃﬄ", outOfMarkup(func(line string) string { return ligatures.Replace(line) })},
	{"two trailing spaces", "", eachLine(func(line string) string {
		if line == "" {
			return line
		}
		return line + "  "
	})},
	{"NBSP around lines", "\u00a0", outOfMarkup(func(line string) string {
		if line == "" {
			return line
		}
		return "\u00a0" + line + "\u00a0"
	})},
	{"line separators", "\u2028", func(_ string, src []byte) []byte { return bytes.ReplaceAll(src, []byte("\n"), []byte("\u2028")) }},
	{"hollow bullets", "", bulletsAs("o ")},
	{"bullets", "•", bulletsAs("• ")},
	{"bullets in another encoding", "•â", bulletsAs("â€¢ ")},
	{"UTF-8 read as Windows-1252", "ÃÂâ", misread},
}

// misread returns a text in UTF-8 as programs have it that take it for Windows-1252.
func misread(_ string, src []byte) []byte {
	var b []byte
	for _, c := range src {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// ligatures are characters that programs of layout write for the letters.
var ligatures = strings.NewReplacer("ffi", "ﬃ", "ffl", "ﬄ", "ff", "ﬀ", "fi", "ﬁ", "fl", "ﬂ")

// outOfMarkup changes the lines of a text that hold no tags and no addresses.
func outOfMarkup(change func(string) string) func(string, []byte) []byte {
	return eachLine(func(line string) string {
		if strings.ContainsAny(line, "<&") || strings.Contains(line, "://") {
			return line
		}
		return change(line)
	})
}

// bulletsAs gives list items another sign.
func bulletsAs(sign string) func(string, []byte) []byte {
	return eachLine(func(line string) string { return items.ReplaceAllString(line, "${1}"+sign+"$2") })
}

// Only text below the head of a file is changed by these: addresses and markup
// stay as they are, as no line with a sign of markup matches.
var (
	apostrophes = regexp.MustCompile(`(?m)([a-z])'([a-z])`)
	hyphens     = regexp.MustCompile(`([a-z])-([a-z])`)
	longWords   = regexp.MustCompile(`([a-z]{4})([a-z]{4})`)
	items       = regexp.MustCompile(`^( *)[-*•] ([A-Za-z*])`)
	blanks      = regexp.MustCompile(`([a-z]) ([a-z])`)
)

// eachLine changes the lines of a text behind its front matter.
func eachLine(change func(string) string) func(string, []byte) []byte {
	return func(_ string, src []byte) []byte {
		lines := strings.SplitAfter(string(src), "\n")
		front := frontMatter(lines)
		for i := front; i < len(lines); i++ {
			text := strings.TrimRight(lines[i], "\r\n")
			lines[i] = change(text) + lines[i][len(text):]
		}
		return []byte(strings.Join(lines, ""))
	}
}

// frontMatter returns the number of lines that the front matter of a file takes.
func frontMatter(lines []string) int {
	mark := strings.TrimSpace(lines[0])
	if mark != "---" && mark != "+++" {
		return 0
	}
	for i := 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == mark {
			return i + 1
		}
	}
	return 0
}

// nbsp puts no-break spaces between the words of bullets and paragraphs.
func nbsp(name string, src []byte) []byte {
	if filepath.Ext(name) == ".html" || bytes.Contains(src, []byte("Ã ")) { // with that blank an "à" that was read in another encoding
		return nil
	}
	return eachLine(func(line string) string {
		// What makes the layout stays: signs and the blank behind them, and
		// lines that are indented or hold tags, in which blanks are layout as
		// well.
		head := strings.IndexFunc(line, isLetter)
		if head < 0 || strings.HasPrefix(line, " ") || strings.ContainsAny(line, "#<&") {
			return line
		}
		if at := strings.IndexByte(line[head:], ' '); head == 0 && at < 3 {
			head = max(at+1, 0) // "a) ", "1. "
		}
		return line[:head] + strings.ReplaceAll(line[head:], " ", "\u00a0")
	})(name, src)
}

// TestVariants checks that the answer does not depend on how the file was
// saved.
func TestVariants(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		o := original{Linter: l, name: name, src: src}
		for _, v := range variants {
			o.unchanged(t, v.name, v.change(name, src))
		}
	}
}

// original is a posting that is changed in ways that change nothing in what it
// says.
type original struct {
	*lint.Linter
	name   string
	src    []byte
	answer string // of the linter, once it was asked for
}

// unchanged checks that a posting means the same after a change.
func (o *original) unchanged(t *testing.T, how string, changed []byte) {
	t.Helper()
	if changed == nil || bytes.Equal(changed, o.src) {
		return
	}
	if o.answer == "" {
		o.answer = said(checked(t, o.Linter, o.name, o.src))
	}
	r := checked(t, o.Linter, o.name, changed)
	checkLaws(t, r)
	if got := said(r); got != o.answer {
		t.Errorf("%s: %s changes the answer:\n%s", o.name, how, firstDifference(o.answer, got))
	}
}

// firstDifference returns the lines in which two texts begin to differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			other := "-"
			if i < len(g) {
				other = g[i]
			}
			return "  before: " + w[i] + "\n  after:  " + other
		}
	}
	return "  after:  " + strings.Join(g[len(w):], "\n")
}

// TestVariantsOfCorpus does the same with some of the real postings; each takes a
// dozen readings.
func TestVariantsOfCorpus(t *testing.T) {
	l := linter(t, "strategist")
	n, every := 0, testtime.Size(16, 4)
	corpus(t, func(path string, src []byte) {
		if n++; n%every != 0 {
			return
		}
		o := original{Linter: l, name: path, src: src}
		for _, v := range variants {
			o.unchanged(t, v.name, v.change(path, src))
		}
	})
}

// TestWritingsOfCorpus checks that the answer on a real posting does not depend on
// which of the signs that mean the same it is written with.
func TestWritingsOfCorpus(t *testing.T) {
	l := linter(t, "strategist")
	corpus(t, func(path string, src []byte) {
		o := original{Linter: l, name: path, src: src}
		for _, w := range writings {
			if !bytes.ContainsAny(src, w.signs) {
				o.unchanged(t, w.name, w.change(path, src))
			}
		}
	})
}
