package pdf

import "strings"

// font is a font: what its codes stand for and how wide they are.
type font struct {
	bold    bool
	wide    bool // codes have two bytes
	chars   [256]string
	widths  map[int]float64  // in units of the font size
	other   float64          // width of the other codes
	metrics map[rune]float64 // of characters, for codes without a width
	table   *cmap            // nil: chars
}

// char is one code of a string.
type char struct {
	size  int // bytes of the code
	text  string
	width float64
	space bool // word spacing is for it
}

// next reads the code at the beginning of s, which is not empty.
func (f *font) next(s string) char {
	code, size := int(s[0]), 1
	switch {
	case f.wide && f.table != nil && len(f.table.sizes) > 0:
		size = f.table.size(s)
		code = 0
		for i := range size {
			code = code<<8 | int(s[i])
		}
	case f.wide && len(s) > 1:
		size = 2
		code = code<<8 | int(s[1])
	}
	c := char{size: size, space: size == 1 && code == ' '}
	known := false
	if f.table != nil {
		c.text, known = f.table.text(code)
	}
	if !known && !f.wide {
		c.text = f.chars[code]
	}
	w, ok := f.widths[code]
	if !ok {
		w = f.other
		if !f.wide && f.other == 0 {
			w = widthIn(f.metrics, c.text)
		}
	}
	c.width = w
	return c
}

// fontOf reads a font of the resources, once for each.
func (f *file) fontOf(v any) *font {
	r, indirect := v.(ref)
	if indirect {
		if known, ok := f.fonts[int(r)]; ok {
			return known
		}
	}
	d := f.dict(v)
	if d == nil {
		return nil
	}
	out := f.readFont(d)
	if indirect {
		f.fonts[int(r)] = out
	}
	return out
}

func (f *file) readFont(d dict) *font {
	out := &font{widths: map[int]float64{}}
	base := strings.ToLower(string(f.name(d["BaseFont"])))
	kind := f.name(d["Subtype"])
	if s, ok := f.value(d["ToUnicode"]).(stream); ok {
		data := f.data(s)
		f.spend(len(data))
		out.table = readCmap(data)
	}
	about := f.dict(d["FontDescriptor"])
	if kind == "Type0" {
		out.wide = true
		below := dict(nil)
		if a := f.array(d["DescendantFonts"]); len(a) > 0 {
			below = f.dict(a[0])
		}
		about = f.dict(below["FontDescriptor"])
		f.wideWidths(out, below)
		encoding := string(f.name(d["Encoding"]))
		if out.table == nil && (strings.Contains(encoding, "UCS2") || strings.Contains(encoding, "UTF16")) {
			out.table = &cmap{direct: true}
		}
	} else {
		f.simpleWidths(out, d, about, kind)
		f.encoding(out, d, base, kind == "Type3")
	}
	const forceBold = 1 << 18
	for _, sign := range []string{"bold", "black", "heavy", "semibold", "demi"} {
		out.bold = out.bold || strings.Contains(base, sign)
	}
	flags := int(f.number(about["Flags"]))
	out.bold = out.bold || flags&forceBold != 0 || f.number(about["FontWeight"]) >= 600
	if !out.wide && d["Widths"] == nil {
		out.metrics = metricsOf(base, out.bold, flags)
	}
	return out
}

func (f *file) simpleWidths(out *font, d, about dict, kind name) {
	unit := 0.001
	if kind == "Type3" {
		unit = 1
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			unit = f.number(m[0])
		}
	}
	out.other = f.number(about["MissingWidth"]) * unit
	first := int(f.number(d["FirstChar"]))
	widths := f.array(d["Widths"])
	f.spend(len(widths))
	for i, w := range widths {
		if code := first + i; code >= 0 && code < 256 {
			out.widths[code] = f.number(w) * unit
		}
	}
}

// wideWidths reads the widths of a font with many characters: "c [w1 w2]" and
// "c1 c2 w".
func (f *file) wideWidths(out *font, d dict) {
	out.other = 1
	if v, ok := f.value(d["DW"]).(float64); ok {
		out.other = v / 1000
	}
	const most = 1 << 16
	w := f.array(d["W"])
	for i := 0; i+1 < len(w) && len(out.widths) < most; {
		first := int(min(max(f.number(w[i]), 0), most))
		if list := f.array(w[i+1]); list != nil {
			f.spend(len(list)) // many may name the same list
			for k, v := range list {
				out.widths[first+k] = f.number(v) / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last := int(min(max(f.number(w[i+1]), -1), most))
		f.spend(8 * max(last-first, 0)) // ten bytes may give the widths of all codes, again and again
		for code := first; code <= last && len(out.widths) < most; code++ {
			out.widths[code] = f.number(w[i+2]) / 1000
		}
		i += 3
	}
}
