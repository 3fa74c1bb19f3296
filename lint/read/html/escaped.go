package html

import (
	"bytes"
	"encoding/json"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// ReadEscaped reads text[i:] as HTML if its markup was stored escaped,
// "&lt;p&gt;", as many exports of applicant tracking systems do.
func ReadEscaped(m *block.Memory, text []byte, i int, pre func(w *block.Writer, i, j int)) (block.Document, bool) {
	if !isEscaped(text[i:]) {
		return block.Document{}, false
	}
	v := unescape(text[i:])
	d := Read(m, v.Text, 0, pre)
	d.Trace(&v)
	outer := block.View{Base: i}
	d.Trace(&outer)
	return d, true
}

// isEscaped recognises markup that was stored escaped, "&lt;p&gt;", as many
// exports of applicant tracking systems do.
func isEscaped(text []byte) bool {
	escaped := bytes.Count(text, []byte("&lt;/")) + bytes.Count(text, []byte("&lt;br"))
	return escaped >= 2 && escaped > bytes.Count(text, []byte("</"))
}

// usualRuns is how many runs there is room for at once.
const usualRuns = 2000

// unescape makes a view of a text in which entities are decoded once.
func unescape(text []byte) block.View {
	m := block.ViewBuilder{Text: make([]byte, 0, len(text)), Runs: make([]posting.Run, 0, min(2*bytes.Count(text, []byte{'&'}), usualRuns)+1)}
	from := 0
	for i := 0; i < len(text); {
		k := bytes.IndexByte(text[i:], '&')
		if k < 0 {
			break
		}
		i += k
		name, n := block.EntityName(text[i:])
		var sub string
		switch name {
		case "lt":
			sub = "<"
		case "gt":
			sub = ">"
		case "quot", "#34":
			sub = `"`
		case "#39", "apos":
			sub = "'"
		case "amp", "#38":
			sub = "&"
		default: // others mean the same in text and in markup
			i++
			continue
		}
		m.Keep(text, from, i)
		m.Replace([]byte(sub), i, i+n)
		i += n
		from = i
	}
	m.Keep(text, from, len(text))
	return m.View()
}

// unquote makes a view of the inside of a JSON string, text[i:j].
func unquote(text []byte, i, j int) block.View {
	m := block.ViewBuilder{Text: make([]byte, 0, j-i)}
	for i < j {
		n := bytes.IndexByte(text[i:j], '\\')
		if n < 0 {
			break
		}
		m.Keep(text, i, i+n)
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
			m.Replace([]byte(s), i, i+n)
		}
		i += n
	}
	m.Keep(text, i, j)
	return m.View()
}
