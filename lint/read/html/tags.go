package html

import (
	"bytes"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
)

// LineTag returns the name and the kind of the tag that a line begins with.
func LineTag(s []byte) (name []byte, kind Kind) {
	if len(s) == 0 || s[0] != '<' {
		return nil, Unknown
	}
	_, name, _ = Tag(s)
	if name == nil && OpensTag(s) {
		k := 1
		for k < len(s) && block.IsAlnum(s[k]) {
			k++
		}
		name = lower(s[1:k])
	}
	return name, KindOf(name)
}

// IndexFold returns the index of sep, which begins with no letter, in s, whatever the
// case of either, or -1.
func IndexFold(s []byte, sep string) int {
	for i := 0; ; i++ {
		k := bytes.IndexByte(s[i:], sep[0])
		if k < 0 || i+k+len(sep) > len(s) {
			return -1
		}
		if i += k; strings.EqualFold(string(s[i:i+len(sep)]), sep) {
			return i
		}
	}
}

// OpensTag reports whether s, a line from "<" on, begins a known tag that ends on
// a later line.
func OpensTag(s []byte) bool {
	k := 1
	for k < len(s) && k < maxTagName && block.IsAlnum(s[k]) {
		k++
	}
	if k == 1 || bytes.IndexByte(s[:min(len(s), maxTag)], '>') >= 0 || k < len(s) && !block.IsBlank(s[k]) {
		return false
	}
	return KindOf(lower(s[1:k])) != Unknown
}

// Kind is what an HTML element does to the layout of a text.
type Kind uint8

const (
	Unknown Kind = iota
	Inline       // no more than a wrapper: a, span, em
	Bold
	Break   // br
	Block   // starts on a line of its own
	Heading // h1 to h6
	List
	Item
	Cell
	Pre
	Skip // what stands inside is no text of the posting
)

// KindOf classifies an element by its name in lower case.
func KindOf(name []byte) Kind {
	switch string(name) {
	case "a", "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "o:p", "picture", "q", "s", "samp",
		"small", "source", "span", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return Inline
	case "b", "strong":
		return Bold
	case "br":
		return Break
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return Heading
	case "ul", "ol", "menu", "dir":
		return List
	case "li":
		return Item
	case "td", "th", "dt", "dd":
		return Cell
	case "pre", "xmp", "listing", "plaintext":
		return Pre
	case "script", "style", "template", "noscript", "svg", "math", "nav", "iframe", "object", "canvas", "button", "select", "textarea", "title", "audio", "video", "noframes", "noembed":
		return Skip
	case "address", "article", "aside", "blockquote", "body", "caption", "center", "dialog", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "head", "header",
		"hr", "html", "legend", "link", "main", "meta", "option", "p", "section", "summary", "table", "tbody", "tfoot", "thead", "tr":
		return Block
	}
	return Unknown
}

// Tag reads the tag at the beginning of s, which starts with "<". It returns the
// length of the tag, 0 when there is none, and its name in lower case.
func Tag(s []byte) (n int, name []byte, closing bool) {
	k := 1
	if k < len(s) && s[k] == '/' {
		closing = true
		k++
	}
	first := k
	for k < len(s) && (block.IsAlnum(s[k]) || s[k] == ':' || s[k] == '-') {
		k++
	}
	if k == first || k-first > maxTagName || !block.IsAlpha(s[first]) {
		return 0, nil, false
	}
	name = lower(s[first:k])
	var quote byte
	for limit := min(len(s), maxTag); k < limit; k++ {
		switch c := s[k]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return k + 1, name, closing
		case (c == '"' || c == '\'') && s[k-1] == '=':
			quote = c
		case c == '<':
			return 0, nil, false
		}
	}
	return 0, nil, false
}

const (
	maxTagName = 32
	maxTag     = 4096 // long enough for the attributes that real editors write
)

// lower returns s in lower case, s itself if it is.
func lower(s []byte) []byte {
	for i, c := range s {
		if c >= 'A' && c <= 'Z' {
			out := append([]byte(nil), s...)
			for ; i < len(out); i++ {
				if out[i] >= 'A' && out[i] <= 'Z' {
					out[i] |= 0x20
				}
			}
			return out
		}
	}
	return s
}

// attributes calls yield with the name, in lower case, and the place of the
// value of each attribute of a tag, tag[0] being "<".
func attributes(tag []byte, yield func(name []byte, start, end int) bool) {
	i := 1
	for i < len(tag) && !block.IsBlank(tag[i]) && tag[i] != '>' {
		i++
	}
	for i < len(tag) {
		for i < len(tag) && (block.IsBlank(tag[i]) || tag[i] == '/') {
			i++
		}
		first := i
		for i < len(tag) && !block.IsBlank(tag[i]) && tag[i] != '=' && tag[i] != '>' {
			i++
		}
		name := tag[first:i]
		for i < len(tag) && block.IsBlank(tag[i]) {
			i++
		}
		if i >= len(tag) || tag[i] != '=' {
			if len(name) == 0 {
				i++
			}
			continue
		}
		i++
		for i < len(tag) && block.IsBlank(tag[i]) {
			i++
		}
		if i >= len(tag) {
			return
		}
		var start, end int
		if q := tag[i]; q == '"' || q == '\'' {
			start = i + 1
			end = start
			for end < len(tag) && tag[end] != q {
				end++
			}
			i = end + 1
		} else {
			start, end = i, i
			for end < len(tag) && !block.IsBlank(tag[end]) && tag[end] != '>' {
				end++
			}
			i = end
		}
		if !yield(lower(name), start, min(end, len(tag))) {
			return
		}
	}
}
