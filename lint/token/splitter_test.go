package token

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestSplitterRemembersWhatAppendSays gives one Splitter many lines: each must
// come out as if it was the first, and where prose sees the line as it sees
// its pieces, as from Append.
func TestSplitterRemembersWhatAppendSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var used Splitter
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			line := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
			got := used.Append(nil, line)
			checkLaws(t, line, got)
			if first := new(Splitter).Append(nil, line); !slices.Equal(got, first) {
				t.Fatalf("%q: %v after other lines, %v as the first", line, got, first)
			}
		}
	})
}

// TestSplitterOfRealLines compares the three ways on all real lines: prose at
// once, prose piece by piece, and the scanner that looks at lines first.
func TestSplitterOfRealLines(t *testing.T) {
	var s Splitter
	n, unlike, unscanned := 0, 0, 0
	lines(t, func(line string) {
		n++
		want := Append(nil, line)
		if got := s.Append(nil, line); !slices.Equal(got, want) {
			unlike++
			if unlike < 5 {
				t.Logf("%q:\nat once %v\npieces  %v", line, want, got)
			}
		}
		if !slices.Equal(Scan(nil, line), want) {
			unscanned++
			if unscanned < 10 {
				t.Logf("%q:\nprose %v\nscan  %v", line, want, Scan(nil, line))
			}
		}
	})
	t.Logf("%d lines: %d differ from prose at once, %d from the scanner", n, unlike, unscanned)
	if 1000*unlike > n || 200*unscanned > n {
		t.Errorf("of %d lines %d differ between prose at once and piece by piece, %d between prose and the scanner", n, unlike, unscanned)
	}
}

// TestBarePieces checks that prose makes of pieces that are not put to it what
// the Splitter makes of them.
func TestBarePieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.OneOf(
			rapid.StringMatching(`[A-Za-z0-9]{1,12}[,.;:!?)]?`),
			rapid.StringMatching(`[A-Z][a-z]{1,2}\.`),
			rapid.StringMatching(`[A-Za-z0-9]{1,6}([-/][A-Za-z0-9]{1,6}){1,3}[,.;:!?)]?`),
			rapid.StringMatching(`[0-9xXDoO]{1,2}[-/][0-9xXDoOpP]{1,2}[)]?`),
			rapid.SampledFrom([]string{"xD", "8D", "xDD", "XDD", "8)", "cannot", "gonna", "nt", "ll.", "re,", "m:", "x)", "D:", "o)"}),
		).Draw(t, "piece")
		if !bare(piece) {
			t.Fatalf("%q is not bare", piece)
		}
		if got, want := new(Splitter).Append(nil, piece), Append(nil, piece); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, from prose %v", piece, got, want)
		}
	})
}

// TestBareLines checks that a line that is bare is split by prose as by Scan.
func TestBareLines(t *testing.T) {
	for line, want := range map[string]bool{
		"": true, "own the cross-functional roadmap, and/or it.": true, "Q1-Q4: plan!": true, "go  on": true, "P&L": false, "it's": false, "(UAT)": false, "x-": false, "a,b": false, "é": false,
	} {
		if got := Bare(line); got != want {
			t.Errorf("Bare(%q) = %v", line, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"own", "the", "P&L", "roadmap,", "cross-functional", "and/or", "8)", "don't", "(UAT)", "", "Q1-Q4:", "it.", "e.g.", "a,b", "-", "x-", "/y", "é", "3rd;", "go!",
		}), 0, 8).Draw(t, "words"), " ")
		if !Bare(line) {
			return
		}
		if got, want := Scan(nil, line), new(Splitter).Append(nil, line); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, by prose %v", line, got, want)
		}
		if got, want := Scan(nil, line), Append(nil, line); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, by prose at once %v", line, got, want)
		}
	})
}

func TestSplitterForgets(t *testing.T) {
	var s Splitter
	for i := range 3 * maxPieces {
		s.Append(nil, strings.Repeat("a-b", i%20)+" ("+strings.Repeat("x", i/20%60)+string(rune('a'+i%26)))
		if len(s.known) > maxPieces+2 {
			t.Fatalf("%d pieces are remembered", len(s.known))
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	line := "Own the product backlog: refine, prioritise and accept stories (incl. acceptance criteria) with the team; don't lose sight of the P&L."
	for _, way := range []struct {
		name   string
		append func([]Token, string) []Token
	}{{"prose", Append}, {"remembered", new(Splitter).Append}, {"scan", Scan}} {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			var dst []Token
			for b.Loop() {
				dst = way.append(dst[:0], line)
			}
		})
	}
}
