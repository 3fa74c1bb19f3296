package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

// texts are of letters of one to four bytes, and of all line ends.
var texts = rapid.StringOfN(rapid.SampledFrom([]rune("aB \täß–“語\u0301🙂𝔘\n\n\r\u2028\ufeff")), 0, 60, -1)

// linesOf cuts a text as the protocol does, each line without its end, and returns
// the ends, too.
func linesOf(s string) (lines, ends []string) {
	for {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return append(lines, s), append(ends, "")
		}
		end := s[i : i+1]
		if strings.HasPrefix(s[i:], "\r\n") {
			end = "\r\n"
		}
		lines, ends = append(lines, s[:i]), append(ends, end)
		s = s[i+len(end):]
	}
}

// unitsOf counts a text by another way than the server does.
func unitsOf(s, encoding string) int {
	if encoding == utf8Units {
		return len(s)
	}
	return len(utf16.Encode([]rune(s)))
}

// TestPoints holds each place of random texts against a count that cuts lines and
// encodes them.
func TestPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := texts.Draw(t, "text")
		encoding := rapid.SampledFrom([]string{utf8Units, utf16Units}).Draw(t, "encoding")
		x := newText([]byte(source), encoding)
		lines, ends := linesOf(source)
		offset := 0
		for n, line := range lines {
			for i := range line + "." { // the end of the line, too
				want := point{n, unitsOf(line[:i], encoding)}
				if got := x.point(offset + i); got != want {
					t.Fatalf("byte %d of %q is at %v, want %v", offset+i, source, got, want)
				}
				if got := x.offset(want); got != offset+i {
					t.Fatalf("%v of %q is byte %d, want %d", want, source, got, offset+i)
				}
			}
			if got := x.offset(point{n, unitsOf(line, encoding) + rapid.IntRange(1, 1<<31).Draw(t, "beyond")}); got != offset+len(line) {
				t.Fatalf("behind line %d of %q is byte %d, want %d", n, source, got, offset+len(line))
			}
			offset += len(line) + len(ends[n])
		}
		if got := x.offset(point{len(lines) + 3, 0}); got != len(source) {
			t.Fatalf("behind %q is byte %d", source, got)
		}
	})
}

// TestChanges makes random changes as an editor describes them, and as it makes them
// itself.
func TestChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := texts.Draw(t, "text")
		encoding := rapid.SampledFrom([]string{utf8Units, utf16Units}).Draw(t, "encoding")
		want := source
		var changes []textChange
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			var at []int // bytes at which the points of the text lie
			var points []point
			lines, ends := linesOf(want)
			offset := 0
			for n, line := range lines {
				for i := range line + "." {
					at, points = append(at, offset+i), append(points, point{n, unitsOf(line[:i], encoding)})
				}
				offset += len(line) + len(ends[n])
			}
			from := rapid.IntRange(0, len(at)-1).Draw(t, "from")
			to := rapid.IntRange(from, len(at)-1).Draw(t, "to")
			fresh := texts.Draw(t, "new")
			changes = append(changes, textChange{&extent{points[from], points[to]}, fresh})
			want = want[:at[from]] + fresh + want[at[to]:]
		}
		if got := change([]byte(source), changes, encoding); string(got) != want {
			t.Fatalf("%q became %q, want %q", source, got, want)
		}
	})
}

// FuzzChange takes ranges that no editor would send.
func FuzzChange(f *testing.F) {
	f.Add("ä\r\n🙂b", 0, 1, 7, -2, "x")
	f.Fuzz(func(t *testing.T, source string, line, character, endLine, endCharacter int, fresh string) {
		for _, encoding := range []string{utf8Units, utf16Units} {
			got := change([]byte(source), []textChange{{&extent{point{line, character}, point{endLine, endCharacter}}, fresh}}, encoding)
			if !strings.Contains(string(got), fresh) || len(got) > len(source)+len(fresh) {
				t.Errorf("%q became %q", source, got)
			}
		}
	})
}
