package pdf

import "unicode/utf16"

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
