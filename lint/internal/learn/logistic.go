package main

import "math"

// problem asks for the logistic regression of answers on features, with the square
// of the weights as their price.
type problem struct {
	rows     [][]int32 // the features of each example
	yes      []bool
	weight   []float64
	features int
	strength float64 // how much a miss costs against the square of the weights
}

// rounds is how often the weights are improved; with more of them nothing changes
// that is written.
const rounds = 400

// solve returns the weights of the features and of every line. It goes down the
// slope, each weight by a step as long as its curvature allows at most, and keeps
// some of its speed (Nesterov's method; it begins anew where that leads up).
// Products are rounded before they are added, so that no machine adds otherwise.
func (p *problem) solve() (w []float64, base float64) {
	n := p.features // the last weight is that of every line
	w = make([]float64, n+1)
	ahead, slope, curve := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
	for j := range curve {
		curve[j] = 1
	}
	for i, row := range p.rows {
		most := float64(p.strength*p.weight[i]) * float64(len(row)+1) / 4
		for _, j := range row {
			curve[j] += most
		}
		curve[n] += most
	}
	speed := 1.0
	for range rounds {
		copy(slope, ahead)
		for i, row := range p.rows {
			sum := ahead[n]
			for _, j := range row {
				sum += ahead[j]
			}
			miss := 1 / (1 + math.Exp(-sum))
			if p.yes[i] {
				miss--
			}
			miss = float64(miss*p.strength) * p.weight[i]
			for _, j := range row {
				slope[j] += miss
			}
			slope[n] += miss
		}
		up := 0.0
		next := (1 + math.Sqrt(1+float64(4*speed*speed))) / 2
		for j := range w {
			moved := ahead[j] - slope[j]/curve[j]
			step := moved - w[j]
			up += float64(slope[j] * step)
			w[j] = moved
			ahead[j] = moved + float64((speed-1)/next*step)
		}
		speed = next
		if up > 0 {
			copy(ahead, w)
			speed = 1
		}
	}
	return w[:n], w[n]
}
