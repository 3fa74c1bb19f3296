package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

func TestUnknownFormat(t *testing.T) {
	_, err := New("xml", &bytes.Buffer{}, Options{})
	if err == nil || !strings.Contains(err.Error(), "ndjson") {
		t.Errorf("got %v, want an error that names the formats", err)
	}
}

// TestNothingRaw prints hostile postings in every format: what a terminal
// would obey must not come out.
func TestNothingRaw(t *testing.T) {
	fixed := hostile().report(t)
	for _, format := range Formats() {
		for _, n := range []int{1, 3} {
			reports := make([]*lint.Report, n)
			for i := range reports {
				reports[i] = fixed
			}
			checkSafe(t, format, printed(t, format, Options{RoleModel: "\x1b[1m"}, reports...))
		}
	}
	text := rapid.OneOf(
		rapid.String(),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab \t\r\n\x00\x1b\x7f\u0085\u009b\u00ad\u061c\u200b\u200d\u202e\u2028\u2069\ufeff\U000e0041e\u0301界👩‍👩‍👧")), 0, 60, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 60), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		src := text.Draw(t, "source")
		r := &lint.Report{
			Path: text.Draw(t, "path"), Title: text.Draw(t, "title"), Verdict: lint.Mistitled, Role: lint.ProductOwner,
			Summary: text.Draw(t, "summary"),
		}
		r.SetPosting(&posting.Posting{Source: []byte(src)})
		for range rapid.IntRange(0, 3).Draw(t, "duties") {
			start := rapid.IntRange(-1, len(src)+1).Draw(t, "start")
			end := rapid.IntRange(start-1, len(src)+1).Draw(t, "end")
			r.Duties = append(r.Duties, lint.Duty{
				Start: start, End: end, Line: 1, Column: 1, Side: lint.Strategic, Strength: lint.Owned, Category: text.Draw(t, "category"),
				Rule: text.Draw(t, "rule"), Text: src, Why: text.Draw(t, "why"), Mark: posting.Span{Start: start + 1, End: end - 1},
			})
			r.Findings = append(r.Findings, lint.Finding{
				Start: start, End: end, Line: 1, Column: 1, Severity: lint.Error, Rule: text.Draw(t, "rule"),
				Message: text.Draw(t, "message"), Help: text.Draw(t, "help"),
			})
		}
		for _, format := range Formats() {
			for _, reports := range [][]*lint.Report{{r}, {r, r}} {
				var out bytes.Buffer
				p, err := New(format, &out, Options{Width: rapid.IntRange(1, 130).Draw(t, "width"), RoleModel: text.Draw(t, "model")})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range reports {
					if err := p.Print(r); err != nil {
						t.Fatal(err)
					}
				}
				if err := p.Close(); err != nil {
					t.Fatal(err)
				}
				checkSafe(t, format, out.Bytes())
				if format == "json" && !json.Valid(out.Bytes()) {
					t.Fatalf("no JSON: %s", out.Bytes())
				}
			}
		}
	})
}

type fataler interface{ Fatalf(string, ...any) }

func checkSafe(t fataler, format string, out []byte) {
	if !utf8.Valid(out) {
		t.Fatalf("%s: invalid UTF-8 in %q", format, out)
	}
	for _, r := range string(out) {
		if r != '\n' && unsafe(r) {
			t.Fatalf("%s: raw %U in %q", format, r, out)
		}
	}
	if found := commands.Find(out); found != nil && format != "github" {
		t.Fatalf("%s: the command %q in %q", format, found, out)
	}
}

// TestColorOnlyPaints takes the colours off again: nothing else may differ.
func TestColorOnlyPaints(t *testing.T) {
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, format := range []string{"text", "table"} {
		for _, n := range []int{1, len(samples())} {
			var reports []*lint.Report
			for _, s := range samples()[:n] {
				reports = append(reports, s.report(t))
			}
			plain := printed(t, format, Options{}, reports...)
			painted := printed(t, format, Options{Color: true}, reports...)
			if bytes.Equal(plain, painted) {
				t.Errorf("%s: no colour", format)
			}
			if got := escapes.ReplaceAll(painted, nil); !bytes.Equal(got, plain) {
				t.Errorf("%s: colour changes the text:\n%s", format, got)
			}
		}
	}
}

// TestWidth holds every format for people to the width asked for.
func TestWidth(t *testing.T) {
	var reports []*lint.Report
	for _, s := range samples() {
		reports = append(reports, s.report(t))
	}
	for _, width := range []int{60, 76, 80, 100, 120} {
		outs := [][]byte{printed(t, "text", Options{Width: width}, reports...)}
		for _, r := range reports {
			outs = append(outs, printed(t, "text", Options{Width: width}, r))
		}
		if width >= 80 {
			outs = append(outs, printed(t, "table", Options{Width: width}, reports...))
		}
		for _, out := range outs {
			for line := range strings.Lines(string(out)) {
				if got := columns(strings.TrimSuffix(line, "\n")); got > width {
					t.Errorf("width %d: %d columns: %s", width, got, line)
				}
			}
		}
	}
}

func TestEmptyListsAreLists(t *testing.T) {
	for _, format := range []string{"json", "ndjson"} {
		if out := printed(t, format, Options{}, &lint.Report{}); bytes.Contains(out, []byte("null")) {
			t.Errorf("%s: %s", format, out)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("gone") }

func TestWriteErrorsComeBack(t *testing.T) {
	for _, format := range Formats() {
		p, err := New(format, brokenPipe{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = p.Print(samples()[0].report(t))
		if err == nil {
			err = p.Close()
		}
		if err == nil {
			t.Errorf("%s: the error is lost", format)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	var reports []*lint.Report
	for range 100 {
		for _, s := range samples() {
			reports = append(reports, s.report(b))
		}
	}
	for _, format := range Formats() {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				printed(b, format, Options{}, reports...)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(reports)), "µs/posting")
		})
	}
}

// TestEvidenceIsWhatTheMessageNames checks that of many categories the most
// frequent are quoted, each by its first line, in the order of the source.
func TestEvidenceIsWhatTheMessageNames(t *testing.T) {
	var duties []*lint.Duty
	for i, category := range strings.Fields("roadmap vision metrics discovery market market discovery vision pricing market") {
		duties = append(duties, &lint.Duty{Start: 10 * i, Category: category})
	}
	var got []string
	for _, d := range telling(duties) {
		got = append(got, fmt.Sprint(d.Category, " ", d.Start))
	}
	if want := "vision 10, discovery 30, market 40"; strings.Join(got, ", ") != want {
		t.Errorf("quoted are %v, want %s", got, want)
	}
	if telling(nil) != nil {
		t.Error("something is quoted of no duties")
	}
}
