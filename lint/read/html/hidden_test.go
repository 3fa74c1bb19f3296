package html

import (
	"bytes"
	"testing"
)

// TestNestedMedia reads a style sheet whose blocks do not end: the time must not grow
// with the square of their number.
func TestNestedMedia(t *testing.T) {
	var s styleSheet
	s.read(append(bytes.Repeat([]byte("@media all{"), 200_000), ".a{display:none}"...))
	if !s.hides([]byte("p"), ".a") || s.hides([]byte("p"), ".b") {
		t.Errorf("hidden are %v", s.hidden)
	}
}
