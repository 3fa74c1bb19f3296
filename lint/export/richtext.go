package export

import "strings"

// Editors of web sites keep a text as a tree of typed nodes, each with a different
// name for the same things: Contentful, ProseMirror, Slate, Portable Text, Editor.js.

var (
	richKinds    = []string{"nodeType", "type", "_type", "tag", "kind", "object"}
	richChildren = []string{"content", "children", "nodes", "blocks", "items"}
	richTexts    = []string{"text", "value"}
)

// isRich reports whether a value is such a tree, or a list of some.
func (n *node) isRich() bool {
	if len(n.items) > 0 {
		for i := range n.items {
			if !n.items[i].isRich() {
				return false
			}
		}
		return true
	}
	kind := n.member(richKinds)
	if kind == nil || kind.s == "" || strings.ContainsAny(kind.s, " /") {
		return false
	}
	if children := n.member(richChildren); children != nil && (len(children.items) > 0 || children.s == "") {
		return true
	}
	data := n.member([]string{"data"})
	return data != nil && (data.member(richTexts) != nil || data.member(richChildren) != nil) || n.member(richTexts) != nil && n.member([]string{"marks"}) != nil
}

// member returns the first field that has one of the names; nil for none.
func (n *node) member(names []string) *node {
	for _, name := range names {
		for i := range n.fields {
			if n.fields[i].name == name {
				return &n.fields[i].value
			}
		}
	}
	return nil
}

// rich writes a tree of typed nodes as HTML, depth deep.
func (n *node) rich(b *textBuilder, depth int) {
	if depth == 0 {
		return
	}
	if len(n.fields) == 0 && len(n.items) == 0 {
		b.add(asMarkup(n.text))
		return
	}
	for i := range n.items {
		n.items[i].rich(b, depth-1)
	}
	if len(n.fields) == 0 {
		return
	}
	kind := ""
	for _, name := range append([]string{"style", "listItem"}, richKinds...) {
		if value := n.member([]string{name}); value != nil {
			kind += " " + strings.ToLower(value.s)
		}
	}
	tag := ""
	switch {
	case strings.Contains(kind, "head") || strings.Contains(kind, " h1") || strings.Contains(kind, " h2") || strings.Contains(kind, " h3") || strings.Contains(kind, " h4"):
		tag = "h3"
	case n.member([]string{"listItem"}) != nil || strings.Contains(kind, "item") || strings.HasSuffix(kind, " li"):
		tag = "li"
	case strings.Contains(kind, "list") || strings.HasSuffix(kind, " ul") || strings.HasSuffix(kind, " ol"):
		tag = "ul"
	case strings.Contains(kind, "paragraph") || strings.Contains(kind, "block") || strings.HasSuffix(kind, " p"):
		tag = "p"
	}
	if tag != "" {
		b.WriteString("<" + tag + ">")
	}
	if text := n.member(richTexts); text != nil && len(text.fields) == 0 {
		b.add(asMarkup(text.text))
	}
	inner := n
	if data := n.member([]string{"data"}); data != nil && len(data.fields) > 0 {
		inner = data
		if text := data.member(richTexts); text != nil {
			b.add(asMarkup(text.text))
		}
	}
	if children := inner.member(richChildren); children != nil {
		for i := range children.items {
			item := &children.items[i]
			if tag == "ul" && len(item.fields) == 0 {
				b.WriteString("<li>")
				b.add(asMarkup(item.text))
				b.WriteString("</li>")
				continue
			}
			item.rich(b, depth-1)
		}
	}
	if tag != "" {
		b.WriteString("</" + tag + ">\n")
	}
}
