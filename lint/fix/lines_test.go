package fix

import "testing"

func TestWholeLines(t *testing.T) {
	for _, c := range []struct{ before, duty, after, left string }{
		{"a\n- ", "Set prices", "\nb", "a\nb"},
		{"a\n  • ", "Set prices", ".\r\nb", "a\nb"},
		{"a\n12. ", "Set prices", "", "a\n"},
		{"We eat. ", "You set prices.", " We sleep.\n", "We eat.  We sleep.\n"},
		{"", "Set prices\n  and packages", "\nb", "b"},
	} {
		src := c.before + c.duty + c.after
		start, end := wholeLines([]byte(src), len(c.before), len(c.before)+len(c.duty))
		if got := src[:start] + src[end:]; got != c.left {
			t.Errorf("%q: got %q, want %q", src, got, c.left)
		}
	}
}
