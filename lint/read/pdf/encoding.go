package pdf

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

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
