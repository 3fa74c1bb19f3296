package export

import (
	"html"
	"regexp"
	"strings"
	"sync"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/jdlint/jdlint/lint/posting"
)

// A body puts the text of a posting together from parts.
type body struct{ parts []bodyPart }

type bodyPart struct {
	heading string
	text
	markup bool
}

// add adds a part; one without text is left out.
func (b *body) add(heading string, t text) {
	t = cleaned(unescape(t))
	if strings.TrimSpace(t.s) == "" {
		return
	}
	b.parts = append(b.parts, bodyPart{line(heading), t, isMarkup(t.s)})
}

// finish returns the whole: HTML as soon as one part is, else text.
func (b *body) finish() written {
	markup, empty := false, true
	for i := range b.parts {
		markup = markup || b.parts[i].markup
		empty = empty && isBlank(&b.parts[i])
	}
	if empty {
		return written{}
	}
	var out textBuilder
	for i, p := range b.parts {
		if i > 0 {
			out.WriteString("\n")
		}
		switch {
		case !markup && p.heading != "":
			out.WriteString(strings.TrimRight(p.heading, " :") + ":\n\n")
		case markup && p.heading != "":
			out.WriteString("<h2>" + escape(text{s: p.heading}).s + "</h2>\n")
		}
		t := p.trimmed("\r\n")
		if markup && !p.markup {
			out.WriteString("<p>")
			out.add(escape(t).replace("\n", "<br>\n"))
			out.WriteString("</p>\n")
			continue
		}
		out.add(t)
		out.WriteString("\n")
	}
	format := posting.Format("")
	if markup {
		format = posting.HTML
	}
	return written{out.out, format, out.runs}
}

// written is the text of a posting, and where it stands in the file if somebody asked.
type written struct {
	text   []byte
	format posting.Format
	runs   []posting.Run
}

// isBlank reports whether a part shows nothing: "<p>&nbsp;</p>".
func isBlank(p *bodyPart) bool {
	if !p.markup {
		return strings.TrimSpace(p.s) == ""
	}
	z := nethtml.NewTokenizer(strings.NewReader(p.s))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return true
		case nethtml.TextToken:
			if strings.TrimSpace(html.UnescapeString(string(z.Raw()))) != "" {
				return false
			}
		}
	}
}

// moveDown moves the element of a class to the end, under a heading, unless
// nothing were left above.
func (b *body) moveDown(class, heading string) {
	for i := range b.parts {
		p := &b.parts[i]
		if !p.markup || !strings.Contains(p.s, class) {
			continue
		}
		start, end := findElement(p.s, class)
		var rest textBuilder
		rest.add(p.cut(0, start))
		rest.add(p.cut(end, len(p.s)))
		if start == end || isBlank(&bodyPart{text: rest.text(), markup: true}) {
			continue
		}
		moved := p.cut(start, end)
		p.text = rest.text()
		b.parts = append(b.parts, bodyPart{heading, moved, true})
		return
	}
}

// findElement finds the first element with a class in a text; an element that does
// not end is none.
func findElement(text, class string) (from, to int) {
	z := nethtml.NewTokenizer(strings.NewReader(text))
	at, start, depth := 0, -1, 0
	name := ""
	for {
		kind := z.Next()
		from := at
		at += len(z.Raw())
		switch kind {
		case nethtml.ErrorToken:
			return 0, 0
		case nethtml.StartTagToken:
			tag, more := z.TagName()
			switch {
			case start < 0 && more && hasClass(z, class):
				start, depth, name = from, 1, string(tag)
			case start >= 0 && string(tag) == name:
				depth++
			}
		case nethtml.EndTagToken:
			if tag, _ := z.TagName(); start >= 0 && string(tag) == name {
				if depth--; depth == 0 {
					return start, at
				}
			}
		}
	}
}

func hasClass(z *nethtml.Tokenizer, class string) bool {
	found := false
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if string(key) == "class" {
			for _, c := range strings.Fields(string(value)) {
				found = found || c == class
			}
		}
	}
	return found
}

// isMarkup reports whether a text is HTML: it has a tag of it.
func isMarkup(s string) bool { return hasTag(s, "<", ">") }

// hasTag looks for a tag between what opens and what closes one.
func hasTag(s, open, shut string) bool {
	for {
		k := strings.Index(s, open)
		if k < 0 {
			return false
		}
		s = s[k+len(open):]
		rest := strings.TrimPrefix(s, "/")
		n := 0
		for n < len(rest) && n < 12 && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' || rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		if n == 0 || n == 12 {
			continue
		}
		behind := rest[n:]
		ends := strings.HasPrefix(behind, shut) || strings.HasPrefix(behind, "/") || strings.HasPrefix(behind, " ") || strings.HasPrefix(behind, "\n")
		if ends && isTagName(rest[:n]) && strings.Contains(behind[:min(len(behind), 4096)], shut) {
			return true
		}
	}
}

// isTagName reports whether a word is the name of an element that texts are made
// of.
func isTagName(name string) bool {
	switch atom.Lookup([]byte(strings.ToLower(name))) {
	case atom.P, atom.Br, atom.Div, atom.Span, atom.Ul, atom.Ol, atom.Li, atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.A,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead,
		atom.Section, atom.Article, atom.Body, atom.Html, atom.Head, atom.Font, atom.Hr, atom.Img, atom.Blockquote, atom.Pre,
		atom.Dl, atom.Dt, atom.Dd, atom.Center, atom.Small, atom.Figure, atom.Iframe, atom.Header, atom.Footer, atom.Main, atom.Strike, atom.Sup, atom.Sub:
		return true
	}
	return false
}

// isTextTag reports whether an element of XML is markup in a text. Feeds have fields
// that are called like the parts of a page.
func isTextTag(name string) bool {
	switch atom.Lookup([]byte(strings.ToLower(name))) {
	case atom.Section, atom.Article, atom.Body, atom.Html, atom.Head, atom.Header, atom.Footer, atom.Main:
		return false
	}
	return isTagName(name)
}

// unescape decodes markup that was stored escaped, even twice:
// "&amp;lt;p&amp;gt;".
func unescape(t text) text {
	for range 3 {
		s := t.s
		if isMarkup(s) || !(hasTag(s, "&lt;", "&gt;") || hasTag(s, "&amp;lt;", "&amp;gt;") || hasTag(s, "&#60;", "&#62;") || hasTag(s, "&#x3C;", "&#x3E;")) {
			break
		}
		t = t.unescaped()
	}
	return t
}

// entities finds entities with their semicolon.
var entities = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`&[a-zA-Z0-9#]{1,31};`) })

// decodeEntities decodes the entities of a field that is no markup. They need
// their semicolon there: "R&D" and "Q&REG" are none.
func decodeEntities(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return entities().ReplaceAllStringFunc(s, html.UnescapeString)
}
