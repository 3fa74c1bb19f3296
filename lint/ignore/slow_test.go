package ignore

import (
	"strings"
	"testing"
	"time"
)

// TestPatternsAreNotSlow tries what makes matchers that step back slow: a pull
// request may bring its own configuration.
func TestPatternsAreNotSlow(t *testing.T) {
	path := strings.Repeat("a/", 100) + "a"
	for _, text := range []string{strings.Repeat("**/", 30) + "b", strings.Repeat("**/a/", 30) + "b", strings.Repeat("*a", 40) + "b", strings.Repeat("**/*a*", 20) + "b"} {
		began := time.Now()
		compile(t, text).Match(path, false)
		compile(t, text).Match(strings.Repeat("a", 5000), false)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %v", text, took)
		}
	}
}
