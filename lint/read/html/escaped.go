package html

import (
	"bytes"
	"encoding/json"

	"github.com/jdlint/jdlint/lint/read/block"
)

// ReadEscaped reads text[i:] as HTML if its markup was stored escaped,
// "&lt;p&gt;", as many exports of applicant tracking systems do, some more than once.
func ReadEscaped(m *block.Memory, text []byte, i int, pre func(w *block.Writer, i, j int)) (block.Document, bool) {
	return readEscaped(m, text, i, pre, 1)
}

// mostEscaped is how many times over markup may be escaped. Each of them is a pass
// over the text, and a few bytes can ask for any number.
const mostEscaped = 4

func readEscaped(m *block.Memory, text []byte, i int, pre func(w *block.Writer, i, j int), times int) (block.Document, bool) {
	if times > mostEscaped || !isEscaped(text[i:]) {
		return block.Document{}, false
	}
	v := unescape(text[i:])
	d, again := readEscaped(m, v.Text, 0, pre, times+1)
	if !again {
		d = Read(m, v.Text, 0, pre)
	}
	d.Trace(&v)
	outer := block.View{Base: i}
	d.Trace(&outer)
	return d, true
}

func isEscaped(text []byte) bool {
	escaped := bytes.Count(text, []byte("&lt;/")) + bytes.Count(text, []byte("&lt;br")) + bytes.Count(text, []byte(";lt;/")) // &amp;lt;/, where "a" is no letter to look for
	return escaped >= 2 && escaped > bytes.Count(text, []byte("</"))
}

// unescape returns a view of a text in which the entities that markup is made of are
// decoded once; others mean the same in text and in markup.
func unescape(text []byte) (v block.View) {
	v.Text = make([]byte, 0, len(text))
	from := 0
	for i := 0; i < len(text); i++ {
		k := bytes.IndexByte(text[i:], '&')
		if k < 0 {
			break
		}
		i += k
		switch name, n := block.EntityName(text[i:]); name {
		case "lt", "gt", "quot", "#34", "apos", "#39", "amp", "#38":
			v.Keep(text, from, i)
			decoded, _ := block.DecodeEntity(name)
			v.Replace(decoded, i, i+n)
			from = i + n
			i = from - 1
		}
	}
	v.Keep(text, from, len(text))
	return v
}

// unquote adds the inside of a JSON string, text[i:j], to a view.
func unquote(v *block.View, text []byte, i, j int) {
	for i < j {
		n := bytes.IndexByte(text[i:j], '\\')
		if n < 0 {
			break
		}
		v.Keep(text, i, i+n)
		i += n
		n = 2
		if i+1 < j && text[i+1] == 'u' {
			n = 6
			if i+12 <= j && text[i+6] == '\\' && text[i+7] == 'u' && text[i+2]|0x20 == 'd' {
				n = 12 // a surrogate pair
			}
		}
		n = min(n, j-i)
		var s string
		if json.Unmarshal([]byte(`"`+string(text[i:i+n])+`"`), &s) == nil {
			v.Replace(s, i, i+n)
		}
		i += n
	}
	v.Keep(text, i, j)
}
