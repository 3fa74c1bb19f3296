package export

import (
	"slices"
	"strings"
)

// A node is a value of JSON or an element of XML, its fields in order.
type node struct {
	text   string  // of a string, a number or an element without elements
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
func (n *node) at(path string) (text string) {
	n.walk(path, func(value *node) bool {
		text = value.all()
		return text == ""
	})
	return text
}

// has reports whether there is a field at a path, empty or not.
func (n *node) has(path string) bool {
	return !n.walk(path, func(*node) bool { return false })
}

// all returns the content of a node, or that of its items as a list in HTML; ""
// for blanks.
func (n *node) all() string {
	if len(n.items) == 0 {
		return n.content()
	}
	var texts []string
	for i := range n.items {
		if text := n.items[i].content(); text != "" {
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

// content returns the text of a node, or "" for blanks. That of an element with
// elements in it is markup.
func (n *node) content() string {
	text := n.text
	if text == "" && n.mixed {
		var b strings.Builder
		n.markup(&b)
		text = b.String()
	}
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
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

// isText reports whether a node holds a text, or nothing.
func (n *node) isText() bool {
	return len(n.items) == 0 && (n.mixed || n.text != "" || !slices.ContainsFunc(n.fields, func(f field) bool { return f.name != "" && f.name[0] != '@' }))
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
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
