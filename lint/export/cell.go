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
func parsed(text string) *node {
	text = strings.TrimSpace(text)
	if len(text) < 4 || text[0] != '[' && text[0] != '{' || text[len(text)-1] != ']' && text[len(text)-1] != '}' {
		return nil
	}
	p := printed{text: text}
	n, ok := p.value(0)
	if !ok || p.at != len(text) || len(n.items) == 0 && len(n.fields) == 0 {
		return nil
	}
	return &n
}

// printed is a text that is being read as a value.
type printed struct {
	text  string
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
			if !ok || key.text == "" {
				return n, false
			}
			value, ok := p.value(depth + 1)
			if !ok {
				return n, false
			}
			n.fields = append(n.fields, field{key.text, value})
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
		n.text = word
		return n, true
	default:
		n.text = word
		return n, word != "" && strings.IndexByte("0123456789.+-", word[0]) >= 0
	}
}

// quoted reads a string in quotation marks of one kind.
func (p *printed) quoted(mark byte) (string, bool) {
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		switch {
		case c == mark:
			p.at++
			return b.String(), true
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			switch e := p.text[p.at]; e {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
			case 'u', 'x':
				digits := map[byte]int{'u': 4, 'x': 2}[e]
				r, n := hex(p.text[p.at+1:], digits)
				if n != digits {
					return "", false
				}
				p.at += n
				if low, n := rune(0), 0; r >= 0xD800 && r < 0xDC00 && strings.HasPrefix(p.text[p.at+1:], `\u`) {
					if low, n = hex(p.text[p.at+3:], 4); n == 4 && low >= 0xDC00 && low < 0xE000 {
						r = 0x10000 + (r-0xD800)<<10 + low - 0xDC00
						p.at += 6
					}
				}
				b.WriteRune(r)
			default:
				b.WriteByte(e)
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", false
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
func cleaned(s string) string {
	for range 2 { // some were read so twice
		s = mended(s)
	}
	if strings.IndexByte(s, '\n') >= 0 || isMarkup(s) {
		return s
	}
	if strings.Count(s, `\n`) >= 2 && strings.Count(s, `\`) <= 2*strings.Count(s, `\n`) {
		s = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n").Replace(s)
	} else if strings.Count(s, " | ") >= 2 {
		s = strings.ReplaceAll(s, " | ", "\n")
	} else {
		for _, sign := range []string{"|", " / "} {
			if parts := strings.Count(s, sign) + 1; parts > 3 && len(strings.Fields(s)) >= 4*parts {
				return strings.ReplaceAll(s, sign, "\n")
			}
		}
	}
	return s
}

// mended returns a text in which signs of UTF-8 that were read as Windows-1252
// ("â€¢") are what they were.
func mended(s string) string {
	var b strings.Builder
	from := 0
	for m := range charset.AllMisread(s, 0) {
		b.WriteString(s[from:m.Start])
		b.WriteString(m.Text)
		from = m.End
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}
