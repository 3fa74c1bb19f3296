package main

import (
	_ "embed" // for the template
	"fmt"
	"io"
	"math"
	"text/template"
)

// panel is a chart of one measure over one size.
type panel struct {
	Title, Unit, Axis string
	Series            []series
}

type series struct {
	Name   string
	Points []point
}

type point struct {
	X, Y  float64
	Label string // of X
}

// panels returns the results as charts. Each shows a cost for each unit of what
// grows, so that a level line means: in proportion.
func panels(results []result) []panel {
	pick := func(name, variant, unit string, from float64, scale func(size float64) float64) (all []point) {
		for _, r := range results {
			if r.name == name && r.variant == variant && r.size >= from {
				all = append(all, point{r.size, r.values[unit] / scale(r.size), r.label})
			}
		}
		return all
	}
	perKB := func(kb float64) float64 { return 1e3 * kb }
	thousands := func(float64) float64 { return 1e3 }
	asItIs := func(float64) float64 { return 1 }
	return []panel{
		{"Time for each KB of a posting", "µs", "size of the posting", []series{{"", pick("Size", "", "ns/op", 1, perKB)}}},
		{"Memory taken for each KB of a posting", "KB", "size of the posting", []series{{"", pick("Size", "", "B/op", 1, perKB)}}},
		{"Time for a line", "µs", "rules", []series{{"", pick("Rules", "", "ns/op", 1, thousands)}}},
		// For a few files it is the start of the program that takes the time.
		{"Time for each file", "µs", "files", []series{
			{"1 job", pick("Files", "jobs-1", "µs/file", 100, asItIs)}, {"2 jobs", pick("Files", "jobs-2", "µs/file", 100, asItIs)},
		}},
		{"Heap at the end of the run", "MB", "files", []series{
			{"1 job", pick("Files", "jobs-1", "heap-MB", 1, asItIs)}, {"2 jobs", pick("Files", "jobs-2", "heap-MB", 1, asItIs)},
		}},
	}
}

//go:embed chart.svg.tmpl
var chart string

// draw writes the panels as one SVG.
func draw(w io.Writer, all []panel) error {
	return template.Must(template.New("").Funcs(template.FuncMap{"number": number}).Parse(chart)).Execute(w, all)
}

// Place returns where the panel of a number stands in the chart, in pixels.
func (p panel) Place(i int) string { return fmt.Sprintf("%d,%d", i%3*320, i/3*270) }

// extent returns the first and last sizes and the distance of the lines behind the
// curves: the next larger step of 1, 2 or 5 that makes about three.
func (p panel) extent() (first, last, step, top float64) {
	first = math.Inf(1)
	for _, s := range p.Series {
		for _, pt := range s.Points {
			first, last, top = min(first, pt.X), max(last, pt.X), max(top, pt.Y)
		}
	}
	unit := math.Pow(10, math.Floor(math.Log10(top/3)))
	for _, n := range []float64{1, 2, 5, 10} {
		if step = n * unit; top/3 <= step {
			break
		}
	}
	return first, last, step, step * math.Ceil(top/step*1.02)
}

// Lines returns the values of the lines behind the curves.
func (p panel) Lines() (all []float64) {
	first, last, step, top := p.extent()
	if first >= last || step == 0 {
		return nil // one size makes no curve, and neither does nothing
	}
	for v := 0.0; v <= top*1.001; v += step {
		all = append(all, v)
	}
	return all
}

// X returns where a size stands in the panel, in pixels.
func (p panel) X(size float64) float64 {
	first, last, _, _ := p.extent()
	return math.Round(10*(52+244*math.Log(size/first)/math.Log(last/first))) / 10
}

// Y returns where a value stands in the panel, in pixels.
func (p panel) Y(value float64) float64 {
	_, _, _, top := p.extent()
	return math.Round(10*(220-174*value/top)) / 10
}

// number returns a value with as many digits as matter.
func number(v float64) string {
	if v >= 10 || v == math.Trunc(v) {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2g", v)
}
