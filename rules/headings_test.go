package rules

import "testing"

func TestLoadHeadings(t *testing.T) {
	h, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	for l := range h.sections {
		s, err := h.In(l)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(l, len(s.kinds), len(s.marks), len(s.edges))
	}
}
func BenchmarkIn(b *testing.B) {
	for b.Loop() {
		h, err := LoadHeadings()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := h.In("en"); err != nil {
			b.Fatal(err)
		}
	}
}
