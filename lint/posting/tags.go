package posting

// tagKind says what an HTML element does to the layout of a text.
type tagKind uint8

const (
	unknownTag tagKind = iota
	inlineTag          // no more than a wrapper: a, span, em
	boldTag
	breakTag   // br
	blockTag   // starts on a line of its own
	headingTag // h1 to h6
	listTag
	itemTag
	cellTag
	preTag
	skipTag // what stands inside is no text of the posting
)

// tagKindOf classifies an element by its name in lower case.
func tagKindOf(name []byte) tagKind {
	switch string(name) {
	case "a", "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "o:p", "picture", "q", "s", "samp",
		"small", "source", "span", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return inlineTag
	case "b", "strong":
		return boldTag
	case "br":
		return breakTag
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return headingTag
	case "ul", "ol", "menu", "dir":
		return listTag
	case "li":
		return itemTag
	case "td", "th", "dt", "dd":
		return cellTag
	case "pre", "textarea", "xmp", "listing", "plaintext":
		return preTag
	case "script", "style", "template", "noscript", "svg", "math", "nav", "iframe", "object", "canvas", "button", "select", "title", "audio", "video", "noframes", "noembed":
		return skipTag
	case "address", "article", "aside", "blockquote", "body", "caption", "center", "dialog", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "head", "header",
		"hr", "html", "legend", "link", "main", "meta", "option", "p", "section", "summary", "table", "tbody", "tfoot", "thead", "tr":
		return blockTag
	}
	return unknownTag
}

// tag reads the tag at the beginning of s, which starts with "<". It gives the
// length of the tag, 0 when there is none, and its name in lower case.
func tag(s []byte) (n int, name []byte, closing bool) {
	k := 1
	if k < len(s) && s[k] == '/' {
		closing = true
		k++
	}
	first := k
	for k < len(s) && (isAlnum(s[k]) || s[k] == ':' || s[k] == '-') {
		k++
	}
	if k == first || k-first > maxTagName || !isAlpha(s[first]) {
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

// lower gives s in lower case, s itself if it is.
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
	for i < len(tag) && !isBlank(tag[i]) && tag[i] != '>' {
		i++
	}
	for i < len(tag) {
		for i < len(tag) && (isBlank(tag[i]) || tag[i] == '/') {
			i++
		}
		first := i
		for i < len(tag) && !isBlank(tag[i]) && tag[i] != '=' && tag[i] != '>' {
			i++
		}
		name := tag[first:i]
		for i < len(tag) && isBlank(tag[i]) {
			i++
		}
		if i >= len(tag) || tag[i] != '=' {
			if len(name) == 0 {
				i++
			}
			continue
		}
		i++
		for i < len(tag) && isBlank(tag[i]) {
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
			for end < len(tag) && !isBlank(tag[end]) && tag[end] != '>' {
				end++
			}
			i = end
		}
		if !yield(lower(name), start, min(end, len(tag))) {
			return
		}
	}
}
