package export

import "strings"

// A node is a value of JSON or an element of XML, its fields in order.
type node struct {
	text   string  // of a string, a number or an element without elements
	fields []field // of an object
	items  []node  // of a list
	mixed  bool    // an element with text between its elements
}

// field is a field of an object. The text between the elements of an XML
// element has no name; the names of attributes begin with "@".
type field struct {
	name  string
	value node
}

// path is the name of a field, of a field in it and so on.
type path []string

func parsePath(s string) path {
	if s == "" {
		return nil
	}
	return strings.Split(s, ".")
}

// each gives all nodes at a path; lists on the way give each of their items.
// It stops when yield returns false, which it returns.
func (n *node) each(p path, yield func(*node) bool) bool {
	if len(n.items) > 0 {
		for i := range n.items {
			if !n.items[i].each(p, yield) {
				return false
			}
		}
		return true
	}
	if len(p) == 0 {
		return yield(n)
	}
	for i := range n.fields {
		f := &n.fields[i]
		if f.name != p[0] && (p[0] != "*" || f.name == "" || f.name[0] == '@') {
			continue
		}
		if !f.value.each(p[1:], yield) {
			return false
		}
	}
	return true
}

// at gives the first text at a path that holds any. A list of texts is a list
// in HTML.
func (n *node) at(p path) string {
	if len(p) == 0 {
		return n.all()
	}
	for i := range n.items {
		if text := n.items[i].at(p); text != "" {
			return text
		}
	}
	for i := range n.fields {
		f := &n.fields[i]
		if f.name != p[0] && (p[0] != "*" || f.name == "" || f.name[0] == '@') {
			continue
		}
		if text := f.value.at(p[1:]); text != "" {
			return text
		}
	}
	return ""
}

// all is the content of a node, or that of its items; "" for blanks.
func (n *node) all() string {
	if len(n.items) == 0 {
		if text := n.content(); strings.TrimSpace(text) != "" {
			return text
		}
		return ""
	}
	var texts []string
	for i := range n.items {
		if text := n.items[i].content(); strings.TrimSpace(text) != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	var b strings.Builder
	b.WriteString("<ul>")
	for _, text := range texts {
		if !isMarkup(text) {
			text = escape(text)
		}
		b.WriteString("\n<li>" + text + "</li>")
	}
	b.WriteString("\n</ul>")
	return b.String()
}

// has reports whether there is a field at a path, empty or not.
func (n *node) has(p path) bool {
	if len(p) == 0 {
		return true
	}
	for i := range n.items {
		if n.items[i].has(p) {
			return true
		}
	}
	for i := range n.fields {
		if f := &n.fields[i]; f.name == p[0] && f.value.has(p[1:]) {
			return true
		}
	}
	return false
}

// content is the text of a node. That of an element with elements in it is
// markup.
func (n *node) content() string {
	if len(n.fields) == 0 || n.text != "" {
		return n.text
	}
	if !n.mixed {
		return ""
	}
	var b strings.Builder
	n.markup(&b)
	return b.String()
}

func (n *node) markup(b *strings.Builder) {
	b.WriteString(escape(n.text))
	for i := range n.fields {
		f := &n.fields[i]
		switch {
		case f.name == "":
			b.WriteString(escape(f.value.text))
		case f.name[0] != '@':
			b.WriteString("<" + f.name + ">")
			f.value.markup(b)
			b.WriteString("</" + f.name + ">")
		}
	}
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
