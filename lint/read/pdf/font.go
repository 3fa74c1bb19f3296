package pdf

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"golang.org/x/text/encoding/charmap"
)

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
	for i, w := range f.array(d["Widths"]) {
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
		first := int(f.number(w[i]))
		if list := f.array(w[i+1]); list != nil {
			for k, v := range list {
				out.widths[first+k] = f.number(v) / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last := min(int(f.number(w[i+1])), first+most)
		for code := first; code <= last && len(out.widths) < most; code++ {
			out.widths[code] = f.number(w[i+2]) / 1000
		}
		i += 3
	}
}

// encoding fills in what the codes of a simple font stand for. Fonts whose glyphs are
// drawn one by one may number them.
func (f *file) encoding(out *font, d dict, base string, drawn bool) {
	symbol := false
	for _, sign := range []string{"symbol", "wingdings", "dingbats", "webdings"} {
		symbol = symbol || strings.Contains(base, sign)
	}
	table := charmap.Windows1252
	var differences array
	switch v := f.value(d["Encoding"]).(type) {
	case name:
		symbol = false
		if v == "MacRomanEncoding" {
			table = charmap.Macintosh
		}
	case dict:
		if f.name(v["BaseEncoding"]) == "MacRomanEncoding" {
			table = charmap.Macintosh
		}
		differences = f.array(v["Differences"])
	}
	for code := range out.chars {
		switch {
		case symbol && code > ' ':
			out.chars[code] = string(rune(0xF000 + code)) // marks list items
		case code >= ' ':
			out.chars[code] = string(table.DecodeByte(byte(code)))
		}
	}
	if table == charmap.Windows1252 && f.value(d["Encoding"]) != name("WinAnsiEncoding") {
		// In the standard encoding of PostScript quotes are curly.
		out.chars['\''], out.chars['`'] = "’", "‘"
	}
	if strings.Contains(base, "cmsy") { // TeX's font of symbols
		out.chars[15] = "•"
	}
	code := 0
	for _, v := range differences {
		switch v := f.value(v).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				if s := glyphText(string(v)); s != "" {
					out.chars[code] = s
				} else if drawn && strings.TrimLeft(string(v), letters) == strconv.Itoa(code) {
					out.chars[code] = cmp.Or(texChars[code], out.chars[code])
					if code == 15 && len(differences) == 2 { // alone, from the font of symbols
						out.chars[code] = "•"
					}
				} else if !symbol {
					out.chars[code] = ""
				}
			}
			code++
		}
	}
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// texChars are characters that the fonts of TeX have where others have none.
var texChars = map[int]string{
	11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl", 16: "“", 17: "”", 21: "–", 22: "—", 27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl", '`': "‘", '\'': "’", 136: "•",
}

// cmap is a table of what the codes of a font stand for.
type cmap struct {
	chars  map[int]string
	ranges []cmapRange
	sizes  []codeRange
	direct bool // codes are those of Unicode
}

type cmapRange struct {
	low, high int
	base      []uint16
}

// codeRange are codes of some size in bytes.
type codeRange struct {
	size      int
	low, high string
}

// size returns the number of bytes of the code at the beginning of s.
func (m *cmap) size(s string) int {
	for _, c := range m.sizes {
		if len(s) < c.size {
			continue
		}
		in := true
		for i := range c.size {
			in = in && c.low[i] <= s[i] && s[i] <= c.high[i]
		}
		if in {
			return c.size
		}
	}
	return min(m.sizes[0].size, len(s))
}

func (m *cmap) text(code int) (string, bool) {
	if m.direct {
		return string(rune(code)), true
	}
	if s, ok := m.chars[code]; ok {
		return s, s != ""
	}
	for i := range m.ranges {
		if r := &m.ranges[i]; r.low <= code && code <= r.high && len(r.base) > 0 {
			units := append([]uint16(nil), r.base...)
			units[len(units)-1] += uint16(code - r.low)
			s := spell(string(utf16.Decode(units)))
			if len(m.chars) < 1<<17 {
				m.chars[code] = s
			}
			return s, true
		}
	}
	if len(m.chars) < 1<<17 {
		m.chars[code] = "" // not to be looked for again
	}
	return "", false
}

// units reads UTF-16.
func units(s string) []uint16 {
	if len(s) == 1 {
		return []uint16{uint16(s[0])}
	}
	var out []uint16
	for i := 0; i+1 < len(s) && i < 64; i += 2 {
		out = append(out, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return out
}

func codeOf(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 4; i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

// readCmap reads a table from codes to Unicode; nil when it says nothing.
func readCmap(data []byte) *cmap {
	m := &cmap{chars: map[int]string{}}
	p := parser{src: data}
	var args []any
	const most = 1 << 16
	for {
		v, ok := p.next()
		if !ok {
			break
		}
		op, is := v.(word)
		if !is {
			if len(args) < 1<<12 {
				args = append(args, v)
			}
			continue
		}
		at := func(i int) string { s, _ := args[i].(text); return string(s) }
		switch op {
		case "begincodespacerange", "beginbfchar", "beginbfrange":
			args = args[:0]
			continue
		case "endcodespacerange":
			for i := 0; i+1 < len(args) && len(m.sizes) < 16; i += 2 {
				if low, high := at(i), at(i+1); len(low) == len(high) && len(low) > 0 && len(low) <= 4 {
					m.sizes = append(m.sizes, codeRange{len(low), low, high})
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(args) && len(m.chars) < most; i += 2 {
				m.chars[codeOf(at(i))] = spell(string(utf16.Decode(units(at(i + 1)))))
			}
		case "endbfrange":
			for i := 0; i+2 < len(args) && len(m.ranges) < 1<<12; i += 3 {
				low, high := codeOf(at(i)), codeOf(at(i+1))
				if list, ok := args[i+2].(array); ok {
					for k, v := range list {
						if s, ok := v.(text); ok && low+k <= high && len(m.chars) < most {
							m.chars[low+k] = spell(string(utf16.Decode(units(string(s)))))
						}
					}
					continue
				}
				m.ranges = append(m.ranges, cmapRange{low, high, units(at(i + 2))})
			}
		}
		args = args[:0]
	}
	if len(m.chars) == 0 && len(m.ranges) == 0 {
		return nil
	}
	return m
}

// glyphText returns the text of a glyph by its name: "eacute", "uni00E9",
// "f_i", "a.alt".
func glyphText(glyph string) string {
	if k := strings.IndexByte(glyph, '.'); k > 0 {
		glyph = glyph[:k]
	}
	if s, ok := glyphNamed(glyph); ok {
		return s
	}
	if parts := strings.Split(glyph, "_"); len(parts) > 1 && len(parts) < 8 {
		out := ""
		for _, part := range parts {
			out += glyphText(part)
		}
		return out
	}
	for _, prefix := range []string{"uni", "u"} {
		code, ok := strings.CutPrefix(glyph, prefix)
		if !ok || len(code) < 4 || len(code) > 6 {
			continue
		}
		if n, err := strconv.ParseUint(code, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
			return spell(string(rune(n)))
		}
	}
	if len(glyph) == 1 {
		return glyph
	}
	return ""
}

// textString decodes a string outside of pages, such as the title.
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xFE\xFF"):
		text, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().String(s)
		return spell(text)
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(s[3:], "")
	}
	const from = 0x80
	named := []rune("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u009F€") // in the encoding of PDF
	out := make([]rune, 0, len(s))
	for i := range len(s) {
		c := rune(s[i])
		if k := int(c) - from; k >= 0 && k < len(named) {
			c = named[k]
		}
		out = append(out, c)
	}
	return spell(string(out))
}
