package main

import (
	"fmt"
	"html"
	"io"
	"math"
)

// Sizes of the chart, in pixels.
const (
	width, height  = 960, 560
	columns        = 3
	panelW, panelH = width / columns, 270
	left, right    = 52, 24 // of the axes in a panel
	top, bottom    = 46, 50
)

// style follows the reader's choice of light or dark.
const style = `<style>
svg{font:12px system-ui,sans-serif;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--a:#0969da;--b:#bc4c00;background:#fff}
@media(prefers-color-scheme:dark){svg{--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--a:#4493f8;--b:#db6d28;background:#0d1117}}
text{fill:var(--soft)}.t{fill:var(--ink);font-weight:600;font-size:13px}.g{stroke:var(--line);stroke-width:1}
.s0{stroke:var(--a)}.s1{stroke:var(--b)}path{fill:none;stroke-width:2}circle.s0,text.s0{fill:var(--a);stroke:none}circle.s1,text.s1{fill:var(--b);stroke:none}
</style>
`

// draw writes the panels as one SVG.
func draw(w io.Writer, all []panel) error {
	p := &pen{w: w}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="How jdlint grows: a level line means in proportion">`+"\n", width, height)
	p.printf(style)
	for i := range all {
		p.panel(&all[i], i%columns*panelW, i/columns*panelH)
	}
	for i, note := range []string{"A level line means:", "twice the input takes twice the time.", "", "Drawn from go test -bench", "by lint/internal/growth."} {
		p.printf(`<text x="%d" y="%d">%s</text>`+"\n", 2*panelW+left-30, panelH+top+40+18*i, note)
	}
	p.printf("</svg>\n")
	return p.err
}

// pen writes until something fails.
type pen struct {
	w   io.Writer
	err error
}

func (p *pen) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *pen) panel(c *panel, x, y int) {
	p.printf(`<g transform="translate(%d,%d)">`+"\n", x, y)
	defer p.printf("</g>\n")
	p.printf(`<text class="t" x="%d" y="24">%s</text>`+"\n", left-30, html.EscapeString(c.title))
	p.printf(`<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", (left+panelW-right)/2, panelH-10, html.EscapeString(c.axis))
	highest, first, last := 0.0, math.Inf(1), 0.0
	for _, s := range c.series {
		for _, pt := range s.points {
			highest, first, last = max(highest, pt.y), min(first, pt.x), max(last, pt.x)
		}
	}
	if highest == 0 || first >= last {
		return
	}
	step := round(highest / 3)
	limit := step * math.Ceil(highest/step*1.02)
	px := func(v float64) float64 {
		return left + (panelW-left-right)*math.Log(v/first)/math.Log(last/first)
	}
	py := func(v float64) float64 { return panelH - bottom - (panelH-top-bottom)*v/limit }
	for v := 0.0; v <= limit*1.001; v += step {
		p.printf(`<line class="g" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", left, panelW-right, py(v), py(v), left-6, py(v)+4, number(v))
	}
	p.printf(`<text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n", left-6, py(limit)-10, html.EscapeString(c.unit))
	for i, s := range c.series {
		p.line(s, i, px, py, i == 0)
	}
}

// line draws a series; labelled has the sizes below the axis as well.
func (p *pen) line(s series, n int, px, py func(float64) float64, labelled bool) {
	path := ""
	for i, pt := range s.points {
		path += fmt.Sprintf("%c%.1f %.1f", "ML"[min(i, 1)], px(pt.x), py(pt.y))
	}
	p.printf(`<path class="s%d" d="%s"/>`+"\n", n, path)
	for _, pt := range s.points {
		p.printf(`<circle class="s%d" cx="%.1f" cy="%.1f" r="3"><title>%s: %s</title></circle>`+"\n", n, px(pt.x), py(pt.y), pt.label, number(pt.y))
		if labelled {
			p.printf(`<text x="%.1f" y="%d" text-anchor="middle" font-size="11">%s</text>`+"\n", px(pt.x), panelH-bottom+18, pt.label)
		}
	}
	if s.name != "" {
		p.printf(`<text class="s%d" x="%d" y="24" text-anchor="end">%s</text>`+"\n", n, panelW-right-(1-n)*44, html.EscapeString(s.name))
	}
}

// round gives the next larger step of 1, 2 or 5.
func round(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{1, 2, 5} {
		if v <= n*unit {
			return n * unit
		}
	}
	return 10 * unit
}

// number writes a value with as many digits as tell something.
func number(v float64) string {
	if v >= 10 || v == math.Trunc(v) {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2g", v)
}
