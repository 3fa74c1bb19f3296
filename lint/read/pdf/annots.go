package pdf

import "strings"

// annotations draws what stands on a page in fields of a form and in boxes of text.
func (d *drawing) annotations(page pageNode, m matrix) {
	const most, hidden, noView = 1 << 12, 1 << 1, 1 << 5
	annots := d.array(page.dict["Annots"])
	for _, v := range annots[:min(len(annots), most)] {
		about := d.dict(v)
		kind := d.name(about["Subtype"])
		if kind != "Widget" && kind != "FreeText" || int(d.number(about["F"]))&(hidden|noView) != 0 {
			continue
		}
		before := len(d.page.Glyphs)
		look := d.value(d.dict(about["AP"])["N"])
		if states, ok := look.(dict); ok {
			look = d.value(states[d.name(about["AS"])])
		}
		if s, ok := look.(stream); ok {
			d.state = state{ctm: d.fit(s.dict, about["Rect"]).mul(m), scale: 1}
			d.form(s, d.dict(page.resources), 0)
		}
		if len(d.page.Glyphs) == before { // the look is left to the reader
			d.fill(about, m)
		}
	}
}

// fill writes the text of a field into its box.
func (d *drawing) fill(field dict, m matrix) {
	value := d.value(field["V"])
	if value == nil {
		value = d.value(d.dict(field["Parent"])["V"])
	}
	s, _ := value.(text)
	box, ok := d.box(field["Rect"])
	if !ok || s == "" {
		return
	}
	d.spend(len(s))
	const size, pitch = 10, 12
	x, y := m.apply(box[0], box[3])
	if height := box[3] - box[1]; height < 2*pitch { // one line, in the middle
		y += pitch - height/2 - 0.35*size
	}
	for line := range strings.FieldsFuncSeq(textString(string(s)), func(c rune) bool { return c == '\r' || c == '\n' }) {
		y -= pitch
		if at := (matrix{a: 1, d: 1, e: x, f: y}); isFinite(at) && d.left.glyphs > 0 {
			d.put(glyph{X: x, Y: y, Width: min(box[2]-box[0], size*widthIn(metrics()["Helvetica"], line)), Size: size, Text: line})
		}
	}
}

// fit returns the matrix that moves the box of a form into a rectangle.
func (d *drawing) fit(form dict, rect any) matrix {
	from, ok1 := d.box(form["BBox"])
	to, ok2 := d.box(rect)
	if !ok1 || !ok2 {
		return identity
	}
	if a := d.array(form["Matrix"]); len(a) == 6 {
		m := matrix{d.number(a[0]), d.number(a[1]), d.number(a[2]), d.number(a[3]), d.number(a[4]), d.number(a[5])}
		x0, y0 := m.apply(from[0], from[1])
		x1, y1 := m.apply(from[2], from[3])
		from = [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
	}
	scale := func(i int) float64 {
		if size := from[i+2] - from[i]; size > 0 {
			return (to[i+2] - to[i]) / size
		}
		return 1
	}
	m := matrix{a: scale(0), d: scale(1)}
	m.e, m.f = to[0]-from[0]*m.a, to[1]-from[1]*m.d
	return m
}

// box reads a rectangle from its lower left to its upper right corner.
func (f *file) box(v any) (box [4]float64, ok bool) {
	a := f.array(v)
	if len(a) != 4 {
		return box, false
	}
	for i := range a {
		box[i] = f.number(a[i])
	}
	return [4]float64{min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])}, true
}

// apply returns where the matrix maps a place to.
func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}
