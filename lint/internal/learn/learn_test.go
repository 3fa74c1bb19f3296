package main

import (
	"math"
	"testing"
)

// TestSolve compares with the answer of a problem that can be worked out: one
// feature that stands in a share of the rows that are yes.
func TestSolve(t *testing.T) {
	p := problem{features: 2, strength: 1000}
	for i := range 100 {
		row := []int32{0}
		if i%2 == 0 {
			row = []int32{1}
		}
		p.rows = append(p.rows, row)
		p.yes = append(p.yes, i%2 == 0 && i%8 != 0 || i%2 == 1 && i%10 == 1)
		p.weight = append(p.weight, 1)
	}
	w, base := p.solve()
	for feature, share := range []float64{0.2, 0.74} { // 10 of 50, 37 of 50
		if got := 1 / (1 + math.Exp(-w[feature]-base)); math.Abs(got-share) > 0.01 {
			t.Errorf("rows with feature %d are yes with %.3f, not %.3f", feature, got, share)
		}
	}
	again, _ := p.solve()
	if again[0] != w[0] || again[1] != w[1] {
		t.Error("a second run gives other weights")
	}
}

// TestNumbered leaves out what is rare, and what a line says twice counts once.
func TestNumbered(t *testing.T) {
	number, runs := numbered([]example{{runs: []string{"a", "b", "b", "b"}}, {runs: []string{"a"}}, {runs: []string{"a", "c"}}})
	if len(runs) != 1 || runs[0] != "a" || len(number) != 1 {
		t.Errorf("%v %v", number, runs)
	}
}
