package posting

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// ErrNotText is returned, wrapped, for a file that holds no text: an image, an
// archive, an office document.
var ErrNotText = errors.New("not a text file")

// ErrEmpty is returned, wrapped, for a file without any text.
var ErrEmpty = errors.New("the file is empty")

// A view is text in UTF-8 that was made from other bytes, with runs that lead
// from the text back to those bytes. Views can be made of views: of the
// markup that stands escaped in a text.
type view struct {
	text []byte
	runs []run // nil: the text is the bytes, but for a shift
	base int   // where the text starts in the bytes, if runs is nil
}

// decode makes a view in UTF-8 of a file, with or without byte order mark. Bytes
// that are not valid UTF-8 are read as Windows-1252, one by one, so that files of
// that encoding and files with a few stray bytes both come out right.
func decode(src []byte) (view, error) {
	base := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		base = len("\uFEFF")
	}
	if isBinary(src[base:]) {
		return view{}, ErrNotText
	}
	if utf8.Valid(src[base:]) {
		return view{text: src[base:], base: base}, nil
	}
	var m viewMaker
	m.text = make([]byte, 0, len(src)+len(src)/8)
	for i := base; i < len(src); {
		start := i
		for i < len(src) && src[i] < utf8.RuneSelf {
			i++
		}
		m.keep(src, start, i)
		if i == len(src) {
			break
		}
		if r, n := utf8.DecodeRune(src[i:]); r != utf8.RuneError || n > 1 {
			m.keep(src, i, i+n)
			i += n
			continue
		}
		m.replace(utf8.AppendRune(nil, windows1252(src[i])), i, i+1)
		i++
	}
	return m.view(), nil
}

// isBinary looks at the beginning of a file for what no text contains.
func isBinary(src []byte) bool {
	head := src[:min(len(src), 8000)]
	if bytes.IndexByte(head, 0) >= 0 {
		return true
	}
	for _, magic := range []string{"%PDF-", "PK\x03\x04", "{\\rtf", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "\x1F\x8B", "\xD0\xCF\x11\xE0"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	controls := 0
	for len(head) > 8 {
		// A byte below 32 gets its highest bit by the subtraction; most text has
		// none but line ends.
		x := binary.LittleEndian.Uint64(head)
		if (x-0x2020202020202020)&^x&0x8080808080808080 != 0 {
			controls += countControls(head[:8])
		}
		head = head[8:]
	}
	controls += countControls(head)
	return controls*20 > min(len(src), 8000)
}

func countControls(text []byte) (n int) {
	for _, c := range text {
		n += int(control[c])
	}
	return n
}

// control has a 1 for each byte that no text has: controls but white space and
// escapes.
var control = [256]uint8{
	0x00: 1, 0x01: 1, 0x02: 1, 0x03: 1, 0x04: 1, 0x05: 1, 0x06: 1, 0x07: 1, 0x08: 1, 0x0E: 1, 0x0F: 1,
	0x10: 1, 0x11: 1, 0x12: 1, 0x13: 1, 0x14: 1, 0x15: 1, 0x16: 1, 0x17: 1, 0x18: 1, 0x19: 1, 0x1A: 1, 0x1C: 1, 0x1D: 1, 0x1E: 1, 0x1F: 1,
}

// recode gives the text of a file in UTF-16, which its byte order mark tells, in
// UTF-8; ok is false for other files.
func recode(src []byte) (text []byte, ok bool) {
	if !bytes.HasPrefix(src, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(src, []byte{0xFE, 0xFF}) {
		return src, false
	}
	whole := src[:len(src)&^1] // half a character at the end is none
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(whole)
	return text, err == nil
}

// windows1252 gives the character of a byte of 0x80 and above.
func windows1252(c byte) rune {
	const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	if c >= 0xA0 {
		return rune(c)
	}
	n := int(c) - 0x80
	for _, r := range upper {
		if n == 0 {
			return r
		}
		n--
	}
	return rune(c)
}

// viewMaker builds a view.
type viewMaker struct {
	text []byte
	runs []run
}

// keep takes over src[start:end] as it is.
func (m *viewMaker) keep(src []byte, start, end int) {
	if start < end {
		m.runs = addRun(m.runs, 0, len(m.text), end-start, start, end)
		m.text = append(m.text, src[start:end]...)
	}
}

// replace puts text in the place of the bytes from start to end.
func (m *viewMaker) replace(text []byte, start, end int) {
	if len(text) > 0 {
		m.runs = addRun(m.runs, 0, len(m.text), len(text), start, end)
		m.text = append(m.text, text...)
	}
}

func (m *viewMaker) view() view {
	if m.runs == nil {
		m.runs = []run{}
	}
	return view{text: m.text, runs: m.runs}
}

// trace turns runs that lead into the text of v into runs that lead into the
// bytes v was made of; size is the length of the text the runs belong to.
func (v *view) trace(runs []run, size int) []run {
	if v.runs == nil {
		if v.base != 0 {
			for i := range runs {
				runs[i].src += v.base
				runs[i].end += v.base
			}
		}
		return runs
	}
	out := make([]run, 0, len(runs))
	for i, r := range runs {
		next := size
		if i+1 < len(runs) {
			next = runs[i+1].at
		}
		if next-r.at != r.end-r.src { // stands for its source as a whole
			s := v.span(r.src, r.end)
			out = append(out, run{r.at, s.Start, s.End})
			continue
		}
		for _, inner := range cutRuns(v.runs, len(v.text), r.src, r.end) {
			inner.at += r.at
			out = append(out, inner)
		}
	}
	return out
}

// span gives the bytes that v.text[start:end] was made of.
func (v *view) span(start, end int) Span {
	if v.runs == nil {
		return Span{start + v.base, end + v.base}
	}
	return spanOf(v.runs, len(v.text), start, end)
}
