package sentence

import (
	"strings"
	"testing"
)

func TestSentence(t *testing.T) {
	for got, want := range map[string]string{
		List(nil, "and"):                             "",
		List([]string{"a"}, "and"):                   "a",
		List(strings.Fields("a b"), "or"):            "a or b",
		List([]string{"a and b", "c", "d"}, "and"):   "a and b; c; and d",
		List([]string{"a and b", "c"}, "or"):         "a and b or c",
		List(strings.Fields("a b c"), "and"):         "a, b and c",
		Number(7) + " " + Number(123):                "7 123",
		Number(1234) + " " + Number(1234567):         "1,234 1,234,567",
		Count(1, "duty", "duties"):                   "1 duty",
		Count(0, "duty", "duties"):                   "0 duties",
		Count(2000, "duty", "duties"):                "2,000 duties",
		Capital("") + Capital("über") + Capital("A"): "ÜberA",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
