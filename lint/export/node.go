package export

import (
	"slices"
	"strings"
)

// A node is a value of JSON or an element of XML, its fields in order.
type node struct {
	text           // of a string, a number or an element without elements
	fields []field // of an object
	items  []node  // of a list
	mixed  bool    // an element with text between its elements
	spot   *spot   // of an object or an element, where it stands
}

// field is a field of an object. The text between the elements of an XML
// element has no name; the names of attributes begin with "@".
type field struct {
	name  string
	value node
}

// walk calls yield for the values at a path until it returns false, which walk
// returns, too. A path is the name of a field, of a field in it and so on, with
// dots between them; "*" is any field. Lists on the way yield what each of their
// items does; one at the end is one value.
func (n *node) walk(path string, yield func(*node) bool) bool {
	if path == "" {
		return yield(n)
	}
	for i := range n.items {
		if !n.items[i].walk(path, yield) {
			return false
		}
	}
	name, rest, _ := strings.Cut(path, ".")
	for i := range n.fields {
		f := &n.fields[i]
		if f.name != name && (name != "*" || f.name == "" || f.name[0] == '@') {
			continue
		}
		if !f.value.walk(rest, yield) {
			return false
		}
	}
	return true
}

// each is walk, but for a list at the end, of which it yields each item.
func (n *node) each(path string, yield func(*node) bool) bool {
	return n.walk(path, func(value *node) bool {
		if len(value.items) == 0 {
			return yield(value)
		}
		for i := range value.items {
			if !value.items[i].each("", yield) {
				return false
			}
		}
		return true
	})
}

// at returns the first text at a path that holds any, or "".
func (n *node) at(path string) (found text) {
	n.walk(path, func(value *node) bool {
		found = value.all()
		return found.s == ""
	})
	return found
}

// has reports whether there is a field at a path, empty or not.
func (n *node) has(path string) bool {
	return !n.walk(path, func(*node) bool { return false })
}

// all returns the content of a node, or that of its items as a list in HTML; ""
// for blanks.
func (n *node) all() text {
	if len(n.items) == 0 {
		return n.content()
	}
	var texts []text
	for i := range n.items {
		if t := n.items[i].content(); t.s != "" {
			texts = append(texts, t)
		}
	}
	switch len(texts) {
	case 0:
		return text{}
	case 1:
		return texts[0]
	}
	var b textBuilder
	b.WriteString("<ul>")
	for _, t := range texts {
		b.WriteString("\n<li>")
		b.add(asMarkup(t))
		b.WriteString("</li>")
	}
	b.WriteString("\n</ul>")
	return b.text()
}

// content returns the text of a node, or "" for blanks. That of an element with
// elements in it is markup.
func (n *node) content() text {
	t := n.text
	if t.s == "" && n.mixed {
		var b textBuilder
		n.markup(&b)
		t = b.text()
	}
	if strings.TrimSpace(t.s) == "" {
		return text{}
	}
	return t
}

func (n *node) markup(b *textBuilder) {
	b.add(escape(n.text))
	for i := range n.fields {
		f := &n.fields[i]
		switch {
		case f.name == "":
			b.add(escape(f.value.text))
		case f.name[0] != '@':
			b.WriteString("<" + f.name + ">")
			f.value.markup(b)
			b.WriteString("</" + f.name + ">")
		}
	}
}

// isText reports whether a node holds a text, or nothing.
func (n *node) isText() bool {
	return len(n.items) == 0 && (n.mixed || n.s != "" || !slices.ContainsFunc(n.fields, func(f field) bool { return f.name != "" && f.name[0] != '@' }))
}

// hasObjects reports whether there are objects or lists in a list.
func (n *node) hasObjects() bool {
	return slices.ContainsFunc(n.items, func(item node) bool { return !item.isText() })
}

// repeated returns lists of the fields of an object whose names come several times,
// as they do in XML.
func repeated(n *node) map[string][]node {
	seen := make(map[string]int, len(n.fields))
	var lists map[string][]node
	for i := range n.fields {
		f := &n.fields[i]
		first, again := seen[f.name]
		if !again {
			seen[f.name] = i
			continue
		}
		if lists == nil {
			lists = map[string][]node{}
		}
		if lists[f.name] == nil {
			lists[f.name] = []node{n.fields[first].value}
		}
		lists[f.name] = append(lists[f.name], f.value)
	}
	return lists
}

// escape returns text as HTML holds it.
func escape(t text) text { return t.replace("&", "&amp;", "<", "&lt;", ">", "&gt;") }

// asMarkup returns text as HTML holds it, unless it is HTML.
func asMarkup(t text) text {
	if isMarkup(t.s) {
		return t
	}
	return escape(t)
}
