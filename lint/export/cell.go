package export

import (
	"strings"

	"github.com/jdlint/jdlint/lint/read/charset"
)

// The texts of cells and fields come through many hands, which print lists of
// programs into them, escape their line breaks, join lines with "|", or read UTF-8
// as Windows-1252.

// parsed returns the value that a text is as JSON, or as Python prints lists; nil
// for other texts.
func parsed(whole text) *node {
	s := strings.TrimSpace(whole.s)
	if len(s) < 4 || s[0] != '[' && s[0] != '{' || s[len(s)-1] != ']' && s[len(s)-1] != '}' {
		return nil
	}
	p := printed{text: s}
	if whole.runs != nil {
		start := strings.Index(whole.s, s)
		p.whole = whole.cut(start, start+len(s))
	}
	n, ok := p.value(0)
	if !ok || p.at != len(s) || len(n.items) == 0 && len(n.fields) == 0 {
		return nil
	}
	return &n
}

// printed is a text that is being read as a value.
type printed struct {
	text  string
	whole text // with its runs, if somebody asked
	at    int
	parts int
}

const maxPrintedNest = 20

// next returns the next character behind blanks and the signs that stand between
// values, or 0 at the end.
func (p *printed) next() byte {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[p.at]) >= 0 {
		p.at++
	}
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *printed) value(depth int) (n node, ok bool) {
	if p.parts++; p.parts > maxParts || depth > maxPrintedNest {
		return n, false
	}
	switch c := p.next(); c {
	case '[', '(':
		for p.at++; ; {
			if c := p.next(); c == ']' || c == ')' {
				p.at++
				return n, true
			}
			item, ok := p.value(depth + 1)
			if !ok {
				return n, false
			}
			n.items = append(n.items, item)
		}
	case '{':
		for p.at++; ; {
			if p.next() == '}' {
				p.at++
				return n, true
			}
			key, ok := p.value(depth + 1)
			if !ok || key.s == "" {
				return n, false
			}
			value, ok := p.value(depth + 1)
			if !ok {
				return n, false
			}
			n.fields = append(n.fields, field{key.s, value})
		}
	case '"', '\'':
		n.text, ok = p.quoted(c)
		return n, ok
	case 0:
		return n, false
	}
	from := p.at
	for p.at < len(p.text) && (p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z' || strings.IndexByte("0123456789.+-_", p.text[p.at]) >= 0) {
		p.at++
	}
	switch word := p.text[from:p.at]; word {
	case "null", "None", "nan", "NaN":
		return n, true
	case "true", "True", "false", "False":
		n.s = word
		return n, true
	default:
		n.s = word
		return n, word != "" && strings.IndexByte("0123456789.+-", word[0]) >= 0
	}
}

// quoted reads a string in quotation marks of one kind.
func (p *printed) quoted(mark byte) (text, bool) {
	var b textBuilder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == mark:
			p.at++
			return b.text(), true
		case c == '\\' && p.at+1 < len(p.text):
			from := p.at
			p.at++
			is := p.text[p.at : p.at+1]
			switch e := p.text[p.at]; e {
			case 'n':
				is = "\n"
			case 't':
				is = "\t"
			case 'r':
				is = ""
			case 'u', 'x':
				digits := map[byte]int{'u': 4, 'x': 2}[e]
				r, n := hex(p.text[p.at+1:], digits)
				if n != digits {
					return text{}, false
				}
				p.at += n
				if low, n := rune(0), 0; r >= 0xD800 && r < 0xDC00 && strings.HasPrefix(p.text[p.at+1:], `\u`) {
					if low, n = hex(p.text[p.at+3:], 4); n == 4 && low >= 0xDC00 && low < 0xE000 {
						r = 0x10000 + (r-0xD800)<<10 + low - 0xDC00
						p.at += 6
					}
				}
				is = string(r)
			}
			b.addFor(is, p.part(from, p.at+1))
		default:
			b.addFor(p.text[p.at:p.at+1], p.part(p.at, p.at+1))
		}
	}
	return text{}, false
}

// part returns a part of the text, with its runs if somebody asked.
func (p *printed) part(start, end int) text {
	if p.whole.runs == nil {
		return text{}
	}
	return p.whole.cut(start, end)
}

// hex reads up to a number of hexadecimal digits and says how many there were.
func hex(s string, digits int) (r rune, n int) {
	for n < digits && n < len(s) {
		k := strings.IndexByte("0123456789abcdef", s[n]|0x20)
		if k < 0 || s[n] < '0' {
			break
		}
		r = r<<4 | rune(k)
		n++
	}
	return r, n
}

// cleaned returns a text with its line breaks as such, and without what reading UTF-8
// as Windows-1252 makes of its signs.
func cleaned(t text) text {
	for range 2 { // some were read so twice
		t = mended(t)
	}
	s := t.s
	if strings.IndexByte(s, '\n') >= 0 || isMarkup(s) {
		return t
	}
	if strings.Count(s, `\n`) >= 2 && strings.Count(s, `\`) <= 2*strings.Count(s, `\n`) {
		return t.replace(`\r\n`, "\n", `\n`, "\n")
	} else if strings.Count(s, " | ") >= 2 {
		return t.replace(" | ", "\n")
	} else {
		for _, sign := range []string{"|", " / "} {
			if parts := strings.Count(s, sign) + 1; parts > 3 && len(strings.Fields(s)) >= 4*parts {
				return t.replace(sign, "\n")
			}
		}
	}
	return t
}

// mended returns a text in which signs of UTF-8 that were read as Windows-1252
// ("â€¢") are what they were.
func mended(t text) text {
	var b textBuilder
	from := 0
	for m := range charset.AllMisread(t.s, 0) {
		b.add(t.cut(from, m.Start))
		b.addFor(m.Text, t.cut(m.Start, m.End))
		from = m.End
	}
	if from == 0 {
		return t
	}
	b.add(t.cut(from, len(t.s)))
	return b.text()
}
