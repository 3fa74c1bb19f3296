package cli

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// readLines returns all lines; those that are too long come as "LONG".
func readLines(t interface{ Fatal(...any) }, l *lineReader) []string {
	var all []string
	for {
		line, err := l.next()
		switch err {
		case nil:
			all = append(all, string(line))
		case errLongLine:
			all = append(all, "LONG")
		case io.EOF:
			return all
		default:
			t.Fatal(err)
		}
	}
}

func TestLineReader(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"a\n", []string{"a"}},
		{"a\r\nb\r\n", []string{"a", "b"}},
		{"\n\na\n", []string{"", "", "a"}},
		{"\r\n\r", []string{"", "\r"}},
		{"1234567890\n1234567890\r\n12345678901\n12345678901\r\nz", []string{"1234567890", "1234567890", "LONG", "LONG", "z"}},
		{"12345678901", []string{"LONG"}},
		{strings.Repeat("x", 1000) + "\na", []string{"LONG", "a"}},
	}
	for _, tt := range tests {
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(tt.in), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.in))} {
			if got := readLines(t, newLineReader(r, 10)); !slices.Equal(got, tt.want) {
				t.Errorf("%s %q: %q, want %q", name, tt.in, got, tt.want)
			}
		}
	}
}

// TestLineReaderLaw compares with what splitting the whole gives, for lines
// around the size of the buffer.
func TestLineReaderLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const longest = 300 << 10
		var src bytes.Buffer
		var want []string
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			n := rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(128<<10-3, 128<<10+3), rapid.IntRange(longest-2, longest+2)).Draw(t, "bytes")
			line := strings.Repeat("x", n)
			src.WriteString(line + rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end"))
			if n > longest {
				line = "LONG"
			}
			want = append(want, line)
		}
		if got := readLines(t, newLineReader(&src, longest)); !slices.Equal(got, want) {
			t.Fatalf("%d lines, want %d", len(got), len(want))
		}
	})
}

// TestLineReaderError: what was read before an error is no line.
func TestLineReaderError(t *testing.T) {
	l := newLineReader(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(io.ErrUnexpectedEOF)), 10)
	if line, err := l.next(); string(line) != "a" || err != nil {
		t.Errorf("%q %v", line, err)
	}
	if line, err := l.next(); line != nil || err != io.ErrUnexpectedEOF {
		t.Errorf("%q %v", line, err)
	}
}
