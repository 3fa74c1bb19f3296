package pdf

import (
	"bytes"
	"math"
	"strings"
)

// matrix maps x, y to a*x+c*y+e, b*x+d*y+f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// mul returns the matrix that does m first, then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// page draws a page.
func (f *file) page(p pageNode) page {
	box, ok := f.box(p.box)
	if !ok {
		box = [4]float64{0, 0, 612, 792}
	}
	width, height := box[2]-box[0], box[3]-box[1]
	m := matrix{a: 1, d: 1, e: -box[0], f: -box[1]}
	switch int(f.number(p.rotate)) % 360 {
	case 90, -270:
		m = m.mul(matrix{b: -1, c: 1, f: width})
		width, height = height, width
	case 180, -180:
		m = m.mul(matrix{a: -1, d: -1, e: width, f: height})
	case 270, -90:
		m = m.mul(matrix{b: 1, c: -1, e: height})
		width, height = height, width
	}
	out := page{Width: width, Height: height}
	var content []byte
	switch v := f.value(p.dict["Contents"]).(type) {
	case stream:
		content = f.data(v)
	case array:
		for _, part := range v[:min(len(v), 1<<12)] {
			if s, ok := f.value(part).(stream); ok {
				content = append(append(content, f.data(s)...), '\n')
			}
		}
	}
	d := drawing{file: f, page: &out}
	d.state = state{ctm: m, scale: 1}
	d.draw(content, f.dict(p.resources), 0)
	for len(d.open) > 0 { // damage
		d.endMark()
	}
	d.annotations(p, m)
	return out
}

// state is the graphics state, as far as it matters to text.
type state struct {
	ctm       matrix
	font      *font
	size      float64
	charSpace float64
	wordSpace float64
	scale     float64 // horizontal
	leading   float64
	rise      float64
}

// drawing draws the content of a page.
type drawing struct {
	*file
	page *page
	state
	line, text matrix
	stack      []state
	path       path
	marks
}

const (
	maxForms   = 8 // forms inside each other
	maxStates  = 1 << 10
	maxArgs    = 64
	maxCovered = 1 << 14 // glyphs that one text stands for
)

// draw obeys the operators of a content.
func (d *drawing) draw(content []byte, resources dict, forms int) {
	d.spend(len(content))
	p := parser{src: content}
	var args []any
	fonts := map[name]*font{} // of these resources
	depth := len(d.stack)
	for {
		v, ok := p.next()
		if !ok {
			break
		}
		op, is := v.(word)
		if !is {
			if len(args) < maxArgs {
				args = append(args, v)
			}
			continue
		}
		if d.left.steps--; d.left.steps <= 0 || d.left.glyphs <= 0 {
			break
		}
		if d.left.steps%4096 == 0 {
			d.goOn()
		}
		if op == "BI" {
			p.skipImage()
		} else {
			d.obey(op, args, resources, fonts, forms)
		}
		clear(args)
		args = args[:0]
	}
	if len(d.stack) > depth {
		d.state = d.stack[depth]
		d.stack = d.stack[:depth]
	}
}

// skipImage passes over a picture that stands in the content.
func (p *parser) skipImage() {
	for {
		k := bytes.Index(p.src[p.at:], []byte("EI"))
		if k < 0 {
			p.at = len(p.src)
			return
		}
		p.at += k + len("EI")
		if isSpace(p.src[p.at-3]) && (p.at >= len(p.src) || isSpace(p.src[p.at])) {
			return
		}
	}
}

// arg returns the i-th argument as a number.
func arg(args []any, i int) float64 {
	if i >= len(args) {
		return 0
	}
	n, _ := args[i].(float64)
	return n
}

func matrixOf(args []any) matrix {
	return matrix{arg(args, 0), arg(args, 1), arg(args, 2), arg(args, 3), arg(args, 4), arg(args, 5)}
}

func (d *drawing) obey(op word, args []any, resources dict, fonts map[name]*font, forms int) {
	switch op {
	case "q":
		if len(d.stack) < maxStates {
			d.stack = append(d.stack, d.state)
		}
	case "Q":
		if n := len(d.stack); n > 0 {
			d.state = d.stack[n-1]
			d.stack = d.stack[:n-1]
		}
	case "cm":
		if len(args) == 6 {
			d.ctm = matrixOf(args).mul(d.ctm)
		}
	case "BT":
		d.line, d.text = identity, identity
	case "Tf":
		if len(args) == 2 {
			n, _ := args[0].(name)
			font, ok := fonts[n]
			if !ok {
				font = d.fontOf(d.dict(resources["Font"])[n])
				fonts[n] = font
			}
			d.font, d.size = font, arg(args, 1)
		}
	case "Tc":
		d.charSpace = arg(args, 0)
	case "Tw":
		d.wordSpace = arg(args, 0)
	case "Tz":
		d.scale = arg(args, 0) / 100
	case "TL":
		d.leading = arg(args, 0)
	case "Ts":
		d.rise = arg(args, 0)
	case "Td":
		d.move(arg(args, 0), arg(args, 1))
	case "TD":
		d.leading = -arg(args, 1)
		d.move(arg(args, 0), arg(args, 1))
	case "Tm":
		if len(args) == 6 {
			d.line = matrixOf(args)
			d.text = d.line
		}
	case "T*":
		d.move(0, -d.leading)
	case "Tj":
		d.showArg(args, 0)
	case "'":
		d.move(0, -d.leading)
		d.showArg(args, 0)
	case "\"":
		d.wordSpace, d.charSpace = arg(args, 0), arg(args, 1)
		d.move(0, -d.leading)
		d.showArg(args, 2)
	case "TJ":
		if len(args) > 0 {
			a, _ := args[0].(array)
			for _, v := range a {
				switch v := v.(type) {
				case text:
					d.show(string(v))
				case float64:
					d.advance(-v / 1000 * d.size * d.scale)
				}
			}
		}
	case "BMC", "BDC":
		d.beginMark(args, resources)
	case "EMC":
		d.endMark()
	case "Do":
		if len(args) == 1 && forms < maxForms {
			n, _ := args[0].(name)
			d.form(d.dict(resources["XObject"])[n], resources, forms)
		}
	default:
		d.trace(op, args)
	}
}

// form draws what is drawn as a whole, such as a stamped page.
func (d *drawing) form(v any, resources dict, forms int) {
	s, ok := d.value(v).(stream)
	if kind := d.name(s.dict["Subtype"]); !ok || kind != "Form" && kind != "" {
		return
	}
	saved, line, txt := d.state, d.line, d.text
	if a := d.array(s.dict["Matrix"]); len(a) == 6 {
		values := make([]any, 6)
		for i := range a {
			values[i] = d.number(a[i])
		}
		d.ctm = matrixOf(values).mul(d.ctm)
	}
	if own := d.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	d.draw(d.data(s), resources, forms+1)
	d.state, d.line, d.text = saved, line, txt
}

func (d *drawing) move(x, y float64) {
	d.line = matrix{a: 1, d: 1, e: x, f: y}.mul(d.line)
	d.text = d.line
}

func (d *drawing) advance(x float64) {
	d.text = matrix{a: 1, d: 1, e: x}.mul(d.text)
}

func (d *drawing) showArg(args []any, i int) {
	if i < len(args) {
		s, _ := args[i].(text)
		d.show(string(s))
	}
}

// show draws a string.
func (d *drawing) show(s string) {
	if d.font == nil {
		return
	}
	for len(s) > 0 && d.left.steps > 0 {
		d.left.steps--
		c := d.font.next(s)
		s = s[c.size:]
		m := matrix{a: d.size * d.scale, d: d.size, f: d.rise}.mul(d.text).mul(d.ctm)
		x := c.width*d.size + d.charSpace
		if c.space {
			x += d.wordSpace
		}
		x *= d.scale
		// Text that runs up or down the margin is a stamp.
		level := math.Abs(m.b) <= 0.2*math.Abs(m.a) && m.a > 0
		if level && d.artifact == 0 && d.left.glyphs > 0 && isFinite(m) {
			d.put(glyph{X: m.e, Y: m.f, Width: c.width * m.a, Size: math.Abs(m.d), Bold: d.font.bold, Text: c.text})
		}
		d.advance(x)
	}
}

// put writes a glyph down, unless other text stands for it.
func (d *drawing) put(g glyph) {
	switch {
	case d.replaced > 0:
		if len(d.covered) < maxCovered {
			d.covered = append(d.covered, g)
		}
	case g.Text != "":
		d.left.glyphs--
		d.page.Glyphs = append(d.page.Glyphs, g)
	}
}

func isFinite(m matrix) bool {
	sum := m.a + m.d + m.e + m.f
	return !math.IsNaN(sum) && !math.IsInf(sum, 0) && math.Abs(m.e) < 1e6 && math.Abs(m.f) < 1e6
}

// spell writes ligatures as the letters that they stand for.
func spell(s string) string {
	if !strings.ContainsAny(s, "ﬀﬁﬂﬃﬄﬅﬆ") {
		return s
	}
	return strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st").Replace(s)
}
