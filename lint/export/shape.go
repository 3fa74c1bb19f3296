package export

import (
	"slices"
	"strings"
	"unicode"
)

// A job of no known system is told by its shape: an object with a title beside
// fields that hold its text, in it or in objects and lists in it. What such fields
// are called is data; text in fields of other names counts if it is prose.

const (
	maxTitle     = 300 // bytes; a longer text is none
	maxInside    = 12  // how deep the text of a job may stand in it
	maxRich      = 24  // how deep that of an editor may be
	maxDuplicate = 20  // bytes of letters in which a text and an excerpt of it may differ
	maxCompared  = 32  // texts that the others may be in
)

// shaped returns the record of an object that has the shape of a job.
func (c *columns) shaped(n *node) (Record, bool) { return c.shapedIn(n, 2) }

// shapedIn is shaped for a job whose title stands up to depth deep in it.
func (c *columns) shapedIn(n *node, depth int) (Record, bool) {
	if c.saysOther(n) {
		return Record{}, false
	}
	title, ok := c.titleOf(n)
	if !ok && c.user.Title == "" && depth > 0 {
		title, ok = c.titleInside(n, depth)
	}
	if !ok {
		return Record{}, false
	}
	r := Record{Title: line(mended(title.content()).s), title: title.content()}
	g := gatherer{columns: c, title: title}
	if len(c.user.Text) > 0 {
		for k, name := range c.user.Text {
			value, ok := userField(n, name)
			if !ok {
				return Record{}, false
			}
			heading := ""
			if k > 0 {
				heading = headingOf(name[strings.LastIndexByte(name, '.')+1:])
			}
			before := len(g.parts)
			if !value.isText() && len(value.items) == 0 || value.hasObjects() {
				g.any(value, heading, true, maxInside)
			}
			if len(g.parts) == before {
				g.add(heading, value.all())
			}
			g.named = true
		}
	} else {
		g.object(n, "", false, maxInside)
	}
	r.ID, r.URL = c.nearest(n, c.user.ID, c.id), c.nearest(n, c.user.URL, c.url)
	r.setBody(g.body())
	if len(r.Body) == 0 && !g.named {
		return Record{}, false
	}
	return r, r.Title != "" || len(r.Body) > 0
}

// saysOther reports whether a value says that it is something else than a job.
func (c *columns) saysOther(n *node) bool {
	return n.has("@type") && n.each("@type", func(n *node) bool { return n.s != "JobPosting" })
}

// userField returns the field that the user names, or the value at a path.
func userField(n *node, name string) (value *node, ok bool) {
	plain := normalName(name)
	for i := range n.fields {
		if f := &n.fields[i]; f.name == name || plain != "" && normalName(f.name) == plain {
			return &f.value, true
		}
	}
	if !strings.Contains(name, ".") {
		return nil, false
	}
	n.walk(name, func(v *node) bool { value = v; return false })
	return value, value != nil
}

// titleOf returns the field of an object that holds its title; of several the one
// whose name is known best, of these one that is not empty.
func (c *columns) titleOf(n *node) (title *node, ok bool) {
	if c.user.Title != "" {
		return userField(n, c.user.Title)
	}
	rank := 0
	for i := range n.fields {
		f := &n.fields[i]
		r := c.rank(c.title, f.name)
		if r == 0 {
			continue
		}
		value := f.value.leaf(3)
		if value == nil || len(value.s) > maxTitle {
			continue
		}
		if value.content().s == "" || f.name[0] == '@' {
			r += 2 * len(c.title)
		}
		if title == nil || r < rank {
			title, rank = value, r
		}
	}
	return title, title != nil
}

// leaf returns the first text in a value, depth deep: {"rendered": "Product Owner"}.
func (n *node) leaf(depth int) *node {
	switch {
	case n.isText():
		return n
	case depth == 0:
		return nil
	case len(n.items) == 1:
		return n.items[0].leaf(depth - 1)
	}
	for _, name := range titleLeaves {
		if value := n.member([]string{name}); value != nil {
			return value.leaf(depth - 1)
		}
	}
	return nil
}

// titleLeaves are the fields of a title that is an object itself.
var titleLeaves = []string{"rendered", "plain_text", "text", "value", "en", "en_US", "en-US", "en_GB"}

// titleInside returns the title of a job whose text stands beside the object that
// has the title: {"header": {"jobTitle": …}, "sections": […]}.
func (c *columns) titleInside(n *node, depth int) (title *node, ok bool) {
	for i := range n.fields {
		f := &n.fields[i]
		if len(f.value.fields) == 0 || c.ignored(f.name) || c.isCompany(f.name) {
			continue
		}
		t, ok := c.titleOf(&f.value)
		if !ok || t.content().s == "" || c.isLabel(t.content().s) {
			continue
		}
		if _, whole := c.shapedIn(&f.value, depth-1); whole {
			return nil, false // it is the job, and this what stands around it
		}
		if title == nil {
			title = t
		}
	}
	return title, title != nil
}

// nearest returns the text of the field that the user names or that is known best.
func (c *columns) nearest(n *node, name string, known map[string]int) string {
	if name != "" {
		if value, ok := userField(n, name); ok {
			return line(value.all().s)
		}
		return ""
	}
	found, rank := "", 0
	for i := range n.fields {
		f := &n.fields[i]
		if r := c.rank(known, f.name); r > 0 && (rank == 0 || r < rank) && f.value.content().s != "" {
			found, rank = f.value.content().s, r
		}
	}
	return line(found)
}

// gatherer gathers the texts of a job.
type gatherer struct {
	*columns
	title *node // is no text
	parts []gathered
	named bool // there is a field with the name of a text
}

type gathered struct {
	heading string
	text
}

// add adds a text.
func (g *gatherer) add(heading string, t text) {
	if strings.TrimSpace(t.s) != "" {
		g.parts = append(g.parts, gathered{heading, t})
	}
}

// object gathers the texts in the fields of an object, which stands under a
// heading; inText says that it is called like a text itself.
func (g *gatherer) object(n *node, heading string, inText bool, depth int) {
	if depth == 0 {
		return
	}
	var label *node
	if depth < maxInside {
		if label = g.labelOf(n); label != nil {
			if s := line(label.content().s); !g.isText(s) {
				heading = s
				inText = inText || g.isLabel(s) || g.like(s) != ""
			} else {
				heading, inText = "", true
			}
		}
	}
	again := repeated(n)
	for i := range n.fields {
		f := &n.fields[i]
		value := &f.value
		if value == g.title || value == label || f.name == "" || f.name[0] == '@' {
			continue
		}
		kind := g.kind(f.name)
		if kind == isIgnored {
			continue
		}
		if list, is := again[f.name]; is {
			if list == nil {
				continue // it came with the first
			}
			value, again[f.name] = &node{items: list}, nil
		}
		under := heading
		switch kind {
		case isCompany:
			under = g.company
		case isSection:
			if !sameWord(heading, f.name) {
				under = headingOf(f.name)
			}
		case isLikeSection:
			under = headingOf(g.like(f.name))
		case isNone:
			if value.isText() && !inText && g.withoutFillers(normalName(f.name)) != "" {
				under = headingOf(f.name)
			}
		}
		sure := kind == isText || kind == isSection || inText && (kind != isNone || g.isValue(f.name))
		if depth == maxInside && (kind == isText || kind == isSection) {
			g.named = true
		}
		if label != nil && g.isValue(f.name) {
			under = heading
			sure = sure || inText || isProse(value.all().s) || len(value.items) > 0
		}
		g.any(value, under, sure, depth-1)
	}
}

// isValue reports whether a field holds the text of an object that has a label.
func (g *gatherer) isValue(name string) bool {
	words := strings.Fields(normalName(name))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !g.values[w] && !g.fillers[w] })
}

// sameWord reports whether a heading and a name are forms of one word: of duties
// each is a duty.
func sameWord(heading, name string) bool {
	const stem = 3 // bytes
	heading, name = normalName(heading), normalName(name)
	return len(heading) >= stem && len(name) >= stem && heading[:stem] == name[:stem]
}

// any gathers the texts of a value. One that is not sure to hold any has to be
// prose.
func (g *gatherer) any(value *node, heading string, sure bool, depth int) {
	switch {
	case value.isText():
		text := value.content()
		if nested := parsed(text); nested != nil {
			g.any(nested, heading, sure, depth-1)
		} else if sure || isProse(text.s) {
			g.add(heading, text)
		}
	case value.isRich():
		var b textBuilder
		value.rich(&b, maxRich)
		if text := b.text(); sure || isProse(text.s) {
			g.add(heading, text)
		}
	case len(value.items) == 0:
		g.object(value, heading, sure, depth)
	case !value.hasObjects():
		if text := value.all(); sure || isProseList(value) {
			g.add(heading, text)
		}
	case depth > 0:
		for i := range value.items {
			g.any(&value.items[i], heading, sure, depth-1)
			if len(value.items[i].fields) == 0 {
				heading = "" // once is enough
			}
		}
	}
}

// labelOf returns the field of an object that says what its text is: a short one.
func (g *gatherer) labelOf(n *node) *node {
	if len(n.fields) < 2 {
		return nil
	}
	for i := range n.fields {
		f := &n.fields[i]
		if text := f.value.s; g.labels[normalName(f.name)] && f.value.isText() && strings.TrimSpace(text) != "" && len(text) <= 120 && !hasBlocks(text) && !isProse(text) {
			return &f.value
		}
	}
	return nil
}

// body returns the texts put together.
func (g *gatherer) body() written {
	var b body
	for _, p := range g.unlike() {
		b.add(p.heading, p.text)
	}
	return b.finish()
}

// unlike returns the texts without those that another holds already: the
// description as text and as HTML, an excerpt.
func (g *gatherer) unlike() (kept []gathered) {
	if len(g.parts) < 2 {
		return g.parts
	}
	letters := make([]string, len(g.parts))
	for i, p := range g.parts {
		letters[i] = lettersOf(p.s)
	}
	for i, p := range g.parts {
		short := letters[i]
		if len(short) > 4*maxDuplicate {
			short = short[:len(short)-maxDuplicate]
		}
		again := short == ""
		for k := range g.parts[:min(len(g.parts), maxCompared)] {
			if again || k == i {
				continue
			}
			longer := len(letters[k]) > len(letters[i]) || len(letters[k]) == len(letters[i]) && k < i
			again = longer && strings.Contains(letters[k], short)
		}
		if !again {
			kept = append(kept, p)
		}
	}
	return kept
}

// lettersOf returns the letters and digits of a text without its tags, in lower case.
func lettersOf(s string) string {
	s = unescape(text{s: s}).s
	if isMarkup(s) {
		s = withoutTags(s)
	}
	s = decodeEntities(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// withoutTags returns markup without what stands between "<" and ">".
func withoutTags(s string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		b.WriteString(s[:open])
		shut := strings.IndexByte(s[open:], '>')
		if shut < 0 {
			return b.String()
		}
		s = s[open+shut+1:]
	}
	b.WriteString(s)
	return b.String()
}

// isProse reports whether a text is more than a few words: sentences, or a list in
// HTML.
func isProse(s string) bool {
	if len(s) < 40 {
		return false
	}
	blanks := strings.Count(s, " ")
	if hasBlocks(s) {
		return blanks >= 3
	}
	return blanks >= 7 && strings.Count(s, ",") < blanks/2
}

// isProseList reports whether the texts of a list have three words each, more or less.
func isProseList(n *node) bool {
	texts, words := 0, 0
	for i := range n.items {
		if text := strings.TrimSpace(n.items[i].s); text != "" {
			texts++
			words += len(strings.Fields(text))
		}
	}
	return texts > 0 && words >= 3*texts && words >= 6
}

// hasBlocks reports whether a text has the tags of paragraphs, lists or lines.
func hasBlocks(s string) bool {
	for _, tag := range []string{"<p", "<li", "<ul", "<br", "<div", "<h", "&lt;p", "&lt;li", "&lt;ul", "&lt;br", "&lt;div", "&lt;h"} {
		if strings.Contains(s, tag) {
			return true
		}
	}
	return false
}
