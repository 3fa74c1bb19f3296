package pdf

import "math"

// path is what is being drawn, as far as it may be the dot before a list item:
// browsers draw those instead of writing them.
type path struct {
	left, bottom, right, top float64
	parts, curves, lines     int
}

func (p *path) add(m matrix, x, y float64) {
	x, y = m.apply(x, y)
	if p.parts+p.curves+p.lines == 0 {
		*p = path{left: x, right: x, bottom: y, top: y}
	}
	p.left, p.right = min(p.left, x), max(p.right, x)
	p.bottom, p.top = min(p.bottom, y), max(p.top, y)
}

// trace obeys the operators that draw.
func (d *drawing) trace(op word, args []any) {
	p := &d.path
	switch op {
	case "m":
		p.add(d.ctm, arg(args, 0), arg(args, 1))
		p.parts++
	case "c", "v", "y":
		for i := 0; i+1 < len(args); i += 2 {
			p.add(d.ctm, arg(args, i), arg(args, i+1))
		}
		p.curves++
	case "l", "re":
		p.lines++
	case "f", "F", "f*", "b", "b*", "B", "B*":
		d.dot("•")
		*p = path{}
	case "s", "S":
		d.dot("◦")
		*p = path{}
	case "n":
		*p = path{}
	}
}

// dot writes down the sign of a list item if the path is a small circle.
func (d *drawing) dot(sign string) {
	const least, most, far = 1.5, 8, 1e6 // points
	p := &d.path
	width, height := p.right-p.left, p.top-p.bottom
	if p.parts != 1 || p.curves < 4 || p.lines > 0 || d.artifact > 0 || d.left.glyphs <= 0 ||
		!(width > least && width < most && math.Abs(width-height) < 0.15*width && math.Abs(p.left) < far && math.Abs(p.bottom) < far) {
		return
	}
	size := width / 0.31 // of the text that it stands before, and a third of it above the base line
	d.put(glyph{X: p.left, Y: (p.bottom+p.top)/2 - 0.34*size, Width: width, Size: size, Text: sign})
}
