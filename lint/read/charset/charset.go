// Package charset decodes text in other encodings than UTF-8, and finds the names of
// encodings in texts.
package charset

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Lookup returns the encoding of a name, such as "Shift_JIS"; nil for a name that is
// not known, and for that of UTF-8, which needs no decoding.
func Lookup(name string) encoding.Encoding {
	name = string(bytes.ToLower(bytes.TrimSpace([]byte(name))))
	if name == "" || name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" {
		return nil
	}
	return lookup(name)
}

// Decode returns a text in UTF-8 whose encoding has a name; ok is false for a name
// that is not known.
func Decode(src []byte, name string) (text []byte, ok bool) {
	e := Lookup(name)
	if e == nil {
		return nil, false
	}
	text, err := e.NewDecoder().Bytes(src)
	return text, err == nil
}

// declared is how far from the beginning a text says how it is encoded, in bytes.
const declared = 4096

// Named returns the name of the encoding that the declaration of an XML file or a
// <meta> element of a page gives, or "". That of UTF-16 cannot be true of a text in
// which it is found.
func Named(text []byte) string {
	name := named(text)
	if len(name) > 4 && bytes.EqualFold([]byte(name[:5]), []byte("utf-1")) {
		return ""
	}
	return name
}

func named(text []byte) string {
	head := text[:min(len(text), declared)]
	if start := bytes.TrimLeft(head, " \t\r\n"); bytes.HasPrefix(start, []byte("<?xml")) {
		if end := bytes.Index(start, []byte("?>")); end > 0 {
			if name := valueOf(start[:end], "encoding"); name != "" {
				return name
			}
		}
	}
	for lower := bytes.ToLower(head); ; {
		k := bytes.Index(lower, []byte("<meta"))
		if k < 0 {
			return ""
		}
		lower = lower[k+len("<meta"):]
		end := bytes.IndexByte(lower, '>')
		if end < 0 {
			return ""
		}
		if name := valueOf(lower[:end], "charset"); name != "" {
			return name
		}
	}
}

// valueOf returns what stands behind a key and "=", in quotation marks or not.
func valueOf(text []byte, key string) string {
	k := bytes.Index(text, []byte(key))
	if k < 0 {
		return ""
	}
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(text[k+len(key):], " \t\r\n"), []byte("="))
	if !ok {
		return ""
	}
	rest = bytes.TrimLeft(rest, " \t\r\n\"'")
	n := 0
	for n < len(rest) && n < 40 && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' || rest[n] >= '0' && rest[n] <= '9' || bytes.IndexByte([]byte("-_.:"), rest[n]) >= 0) {
		n++
	}
	return string(rest[:n])
}

// UTF16 returns the decoder of a text in UTF-16, which its byte order mark tells, or
// that every other byte at its beginning is zero; nil for other texts.
func UTF16(head []byte) *encoding.Decoder {
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case len(head) < 8:
		return nil
	}
	for order, first := range map[unicode.Endianness]int{unicode.LittleEndian: 1, unicode.BigEndian: 0} {
		is := true
		for i := 0; i < 8; i++ {
			is = is && (head[i] == 0) == (i%2 == first)
		}
		if is {
			return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()
		}
	}
	return nil
}
