package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func guardedText(spelling [2]string, pieces ...string) string {
	var out bytes.Buffer
	g := guarded(&out, spelling)
	for _, p := range pieces {
		if n, err := g.Write([]byte(p)); err != nil || n != len(p) {
			panic("a buffer takes all")
		}
	}
	return out.String()
}

func TestGuard(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"a::error::b", "a::error::b"},
		{"std::vector and http://x", "std::vector and http://x"},
		{"::error::b", `:\x3aerror::b`},
		{"  \t::error::b\n::x", "  \t" + `:\x3aerror::b` + "\n" + `:\x3ax`},
		{": :error::", ": :error::"},
		{":\n:error::", ":\n:error::"},
		{"a\r::error::", "a\r" + `:\x3aerror::`},
		{"a ##[error]b", `a ##\x5berror]b`},
		{"a ##vso[task.x]b ##teamcity[x] ###[x]", `a ##vso\x5btask.x]b ##teamcity\x5bx] ###\x5bx]`},
		{"# [x] ## [y] #a[z] ##a-b[c]", "# [x] ## [y] #a[z] ##a-b[c]"},
		{"\u3000\u2003::x::", "\u3000\u2003" + `:\x3ax::`},
		{"::##[x", `:\x3a##\x5bx`},
	}
	for _, tt := range tests {
		if got := guardedText(inText, tt.in); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
		if got := guardedText(inText, strings.Split(tt.in, "")...); got != tt.want {
			t.Errorf("%q byte by byte: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// commands is what must not leave, as the runners look for it.
var commands = regexp.MustCompile(`(?m)(^|\r)[ \t\x{3000}]*::|##[A-Za-z#]*\[`)

func TestGuardLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.StringOfN(rapid.SampledFrom([]rune(":#[a \n\r\t\u3000")), 0, 6, -1)).Draw(t, "pieces")
		whole := strings.Join(pieces, "")
		got := guardedText(inText, pieces...)
		if commands.MatchString(got) {
			t.Fatalf("%q becomes %q", whole, got)
		}
		if back := strings.NewReplacer(`\x3a`, ":", `\x5b`, "[").Replace(got); back != whole {
			t.Fatalf("%q becomes %q", whole, got)
		}
		if !commands.MatchString(whole) && got != whole {
			t.Fatalf("%q becomes %q without need", whole, got)
		}
		if other := guardedText(inText, whole); other != got {
			t.Fatalf("%q in one piece becomes %q, in pieces %q", whole, other, got)
		}
	})
}
