package report

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
)

func TestQuote(t *testing.T) {
	tests := []struct {
		name, text, mark string
		width            int
		want, carets     string
	}{
		{"plain", "Own the roadmap now", "Own the roadmap", 40, "Own the roadmap now", "^^^^^^^^^^^^^^^"},
		{"indented", "\t  - Own the backlog", "the backlog", 40, "- Own the backlog", "      ^^^^^^^^^^^"},
		{"tab", "a\tOwn it", "Own", 40, "a   Own it", "    ^^^"},
		{"wide", "在庫 Own it", "Own", 40, "在庫 Own it", "     ^^^"},
		{"wide mark", "own 在庫 now", "在庫", 40, "own 在庫 now", "    ^^^^"},
		{"combining", "re\u0301sume\u0301 own it", "own", 40, "re\u0301sume\u0301 own it", "       ^^^"},
		{"emoji", "👩‍👩‍👧 own it", "own", 40, "👩‍👩‍👧 own it", "   ^^^"},
		{"escape", "\x1b[31mown it", "own", 40, `\x1b[31mown it`, "        ^^^"},
		{"bidi", "a\u202eown it", "own", 40, `a\u202eown it`, "       ^^^"},
		{"soft hyphen", "back\u00adlog own", "own", 40, "backlog own", "        ^^^"},
		{"nbsp", "a\u00a0own", "own", 40, "a own", "  ^^^"},
		{"cut right", "own the roadmap of all of our many products", "own", 20, "own the roadmap of…", "^^^"},
		{"cut left", "in the years to come you will own it", "own it", 20, "…you will own it", "          ^^^^^^"},
		{"cut both", "in the years to come you will own it with all your might and main", "own", 20, "…will own it…", "      ^^^"},
		{"mark too long", strings.Repeat("abcde ", 20), strings.Repeat("abcde ", 19), 20, "abcde abcde abcde …", "^^^^^^^^^^^^^^^^^^"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := strings.Index(tt.text, tt.mark)
			got := quote(tt.text, at, at+len(tt.mark), tt.width)
			if got.text != tt.want || got.carets != tt.carets {
				t.Errorf("got\n%s|\n%s|\nwant\n%s|\n%s|", got.text, got.carets, tt.want, tt.carets)
			}
		})
	}
}

// TestQuoteFits: whatever the text, the excerpt fits the width, carets stand
// under the text, and there are some.
func TestQuoteFits(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abc de\t\x1b\u202e界e\u0301👩‍\u00ad\u200b")), 1, 200, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		start := rapid.IntRange(0, len(s)-1).Draw(t, "start")
		end := rapid.IntRange(start+1, len(s)).Draw(t, "end")
		width := rapid.IntRange(20, 60).Draw(t, "width")
		e := quote(s, start, end, width)
		if got := columns(e.text); got > width {
			t.Fatalf("%d columns in %d: %q", got, width, e.text)
		}
		if got := len(e.carets); got > width {
			t.Fatalf("%d carets in %d columns", got, width)
		}
	})
}

func TestExcerptOf(t *testing.T) {
	src := []byte("first\r\n  - Own the roadmap\r\nlast")
	p := &posting.Posting{Source: src}
	e, ok := excerptOf(p, posting.Span{Start: 11, End: 26}, posting.Span{Start: 11, End: 14}, 40)
	if !ok || e.text != "- Own the roadmap" || e.carets != "  ^^^" {
		t.Errorf("got %q %v", e, ok)
	}
	for _, bad := range []posting.Span{{}, {Start: -1, End: 3}, {Start: 5, End: 2}, {Start: 30, End: 99}} {
		if e, ok := excerptOf(p, bad, bad, 40); ok {
			t.Errorf("%v gives %q", bad, e)
		}
	}
	if _, ok := excerptOf(nil, posting.Span{Start: 0, End: 1}, posting.Span{}, 40); ok {
		t.Error("an excerpt of no posting")
	}
}

// TestExcerptFromLines quotes text of HTML as a reader sees it.
func TestExcerptFromLines(t *testing.T) {
	src := []byte("<html><body><h1>Product Owner</h1><ul><li>Own <b>pricing &amp; packaging</b> of the plan</li></ul></body></html>")
	p, err := read.Read("x.html", src, read.Options{})
	if err != nil || p == nil || len(p.Lines) == 0 {
		t.Skipf("HTML is not read yet: %v", err)
	}
	at := strings.Index(string(src), "pricing")
	span := posting.Span{Start: at, End: at + len("pricing &amp; packaging")}
	e, ok := excerptOf(p, span, span, 60)
	if !ok || e.text != "Own pricing & packaging of the plan" || e.carets != "    ^^^^^^^^^^^^^^^^^^^" {
		t.Errorf("got %q %v", e, ok)
	}
}

// TestLongLine: an excerpt of a line of megabytes costs no more than one of a
// short line.
func TestLongLine(t *testing.T) {
	src := []byte(strings.Repeat("own the backlog and ", 1<<20))
	p := &posting.Posting{Source: src}
	began := time.Now()
	for i := range 1000 {
		at := 20 * i * 1000
		if _, ok := excerptOf(p, posting.Span{Start: at, End: at + 15}, posting.Span{}, 80); !ok {
			t.Fatal("no excerpt")
		}
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("1000 excerpts took %v", took)
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"  one   two ", 10, "one two"},
		{"one two three", 8, "one two|three"},
		{"abcdefghij", 4, "abcd|efgh|ij"},
		{"在庫管理 界", 4, "在庫|管理|界"},
		{"界", 1, "界"},
	}
	for _, tt := range tests {
		if got := strings.Join(Wrap(tt.text, tt.width), "|"); got != tt.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	if got := cut("Product Owner", 8); got != "Product…" {
		t.Errorf("cut: %q", got)
	}
	if got := cutLeft("a/b/owner.md", 9); got != "…owner.md" {
		t.Errorf("cutLeft: %q", got)
	}
	if got := cutLeft("short", 9); got != "short" {
		t.Errorf("cutLeft: %q", got)
	}
}
