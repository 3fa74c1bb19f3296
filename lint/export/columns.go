package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/rules"
)

// Columns are the columns of a table, or the fields of an object, that the user
// names, each by its name or its number, from 1. The zero value leaves all to what
// is known.
type Columns struct {
	Title, ID, URL string
	Text           []string // of several, all but the first get their name as heading
}

// ParseColumns parses what a user says of columns: "title=Role", "text=Body".
func ParseColumns(pairs []string) (Columns, error) {
	var c Columns
	for _, pair := range pairs {
		key, name, ok := strings.Cut(pair, "=")
		key, name = strings.TrimSpace(key), strings.TrimSpace(name)
		if !ok || name == "" {
			return c, fmt.Errorf("%q does not name a column; write title=NAME, text=NAME, id=NAME or url=NAME", pair)
		}
		var to *string
		switch key {
		case "title":
			to = &c.Title
		case "id":
			to = &c.ID
		case "url":
			to = &c.URL
		case "text":
			c.Text = append(c.Text, name)
			continue
		default:
			return c, fmt.Errorf("%q: a posting has a title, a text, an id and a url, but no %q", pair, key)
		}
		if *to != "" {
			return c, fmt.Errorf("%s is named twice: %s and %s", key, *to, name)
		}
		*to = name
	}
	return c, nil
}

// columns recognises columns by their names.
type columns struct {
	user               Columns
	title, text, other map[string]int // other: sections
	id, url            map[string]int
}

func newColumns(known *rules.Columns, user Columns) *columns {
	return &columns{
		user: user, title: ranks(known.Title), text: ranks(known.Text), other: ranks(known.Sections),
		id: ranks(known.ID), url: ranks(known.URL),
	}
}

func ranks(names []string) map[string]int {
	m := make(map[string]int, len(names))
	for i, n := range names {
		if key := normalName(n); m[key] == 0 {
			m[key] = i + 1
		}
	}
	return m
}

// given reports whether the user says where the text or the title stands.
func (c *columns) given() bool { return c.user.Title != "" || len(c.user.Text) > 0 }

// headers are the columns of a table that matter; -1 is none.
type headers struct {
	title, id, url int
	texts          []int
	names          []string // of all columns, for people
}

// find recognises columns. It fails when there is none for the title or none
// for the text; the error names what is missing.
func (c *columns) find(names []string) (headers, error) {
	h := headers{names: names}
	plain := make([]string, len(names))
	for i, n := range names {
		plain[i] = normalName(n)
	}
	h.title = best(plain, c.title)
	h.id, h.url = best(plain, c.id), best(plain, c.url)
	for i, n := range plain {
		if c.text[n] > 0 || c.other[n] > 0 {
			h.texts = append(h.texts, i)
		}
	}
	var err error
	named := func(name string, to *int) {
		if name != "" && err == nil {
			*to, err = c.named(names, plain, name)
		}
	}
	named(c.user.Title, &h.title)
	named(c.user.ID, &h.id)
	named(c.user.URL, &h.url)
	if len(c.user.Text) > 0 {
		h.texts = make([]int, len(c.user.Text))
		for i, name := range c.user.Text {
			named(name, &h.texts[i])
		}
	}
	if err != nil {
		return h, err
	}
	h.texts = slices.DeleteFunc(h.texts, func(i int) bool { return i == h.title })
	switch {
	case h.title < 0 && len(h.texts) == 0:
		return h, errNoHeader
	case h.title < 0:
		return h, errNoTitle
	case len(h.texts) == 0:
		return h, errNoText
	}
	return h, nil
}

// best returns the column whose name stands first in a list; -1 for none.
func best(plain []string, known map[string]int) int {
	found, rank := -1, 0
	for i, n := range plain {
		if r := known[n]; r > 0 && (found < 0 || r < rank) {
			found, rank = i, r
		}
	}
	return found
}

// named returns the column that the user names, by its name or its number.
func (c *columns) named(names, plain []string, name string) (int, error) {
	if i := slices.Index(names, name); i >= 0 {
		return i, nil
	}
	if i := slices.Index(plain, normalName(name)); i >= 0 && normalName(name) != "" {
		return i, nil
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(names) {
		return n - 1, nil
	}
	return -1, fmt.Errorf("there is no column %q", name)
}

// byNumber reports whether the user names all columns by their numbers: then
// there need be no header.
func (u *Columns) byNumber() bool {
	isNumber := func(s string) bool { _, err := strconv.Atoi(s); return s == "" || err == nil }
	for _, t := range u.Text {
		if !isNumber(t) {
			return false
		}
	}
	return u.Title != "" && len(u.Text) > 0 && isNumber(u.Title) && isNumber(u.ID) && isNumber(u.URL)
}

// record returns the record of the cells of a row.
func (c *columns) record(h *headers, cell func(i int) string) Record {
	r := Record{Title: line(cell(h.title))}
	if h.id >= 0 {
		r.ID = line(cell(h.id))
	}
	if h.url >= 0 {
		r.URL = line(cell(h.url))
	}
	var b body
	for k, i := range h.texts {
		heading := ""
		plain := normalName(h.names[i])
		switch {
		case c.text[plain] > 0:
		case k > 0, c.other[plain] > 0 && len(c.user.Text) == 0:
			heading = headingOf(h.names[i])
		}
		b.add(heading, cell(i))
	}
	r.Body, r.Format = b.finish()
	return r
}

// fields returns the record of an object of an unknown system.
func (c *columns) fields(n *node) (Record, bool) {
	var names []string
	var values []*node
	for i := range n.fields {
		if f := &n.fields[i]; f.name != "" {
			names = append(names, f.name)
			values = append(values, &f.value)
		}
	}
	h, err := c.find(names)
	if err != nil {
		return Record{}, false
	}
	r := c.record(&h, func(i int) string { return values[i].all() })
	return r, r.Title != "" || len(r.Body) > 0
}

// normalName returns the name of a column without what does not matter: case, signs,
// what stands in brackets. "jobTitle", "Job_Title*" and "Job title (public)"
// are the same.
func normalName(s string) string {
	var b strings.Builder
	space, depth := false, 0
	var last rune
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(depth-1, 0)
		}
		if depth > 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' {
			space = true
			last = r
			continue
		}
		if r == '’' {
			r = '\''
		}
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			space = true
		}
		last = r
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// headingOf returns the name of a column as a heading: "key_duties" is "Key duties".
func headingOf(s string) string {
	if strings.IndexByte(s, ' ') < 0 {
		s = normalName(s)
	}
	s = strings.Join(strings.Fields(strings.Trim(s, " *:")), " ")
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
