package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// Columns are the columns of a table, or the fields of an object, that the user
// names, each by its name or its number, from 1. The zero value leaves all to what
// is known.
type Columns struct {
	Title, ID, URL string
	Text           []string // of several, all but the first get their name as heading
	Facts          posting.Facts
}

// ParseColumns parses what a user says of columns: "title=Role", "text=Body".
func ParseColumns(pairs []string) (Columns, error) {
	var c Columns
	for _, pair := range pairs {
		key, name, ok := strings.Cut(pair, "=")
		key, name = strings.TrimSpace(key), strings.TrimSpace(name)
		if !ok || name == "" {
			return c, fmt.Errorf("%q does not name a column; write title=NAME, text=NAME, id=NAME or url=NAME (or, for a survey, employer=, sector=, country= or date=NAME)", pair)
		}
		var to *string
		switch key {
		case "title":
			to = &c.Title
		case "id":
			to = &c.ID
		case "url":
			to = &c.URL
		case "employer":
			to = &c.Facts.Employer
		case "sector":
			to = &c.Facts.Sector
		case "country":
			to = &c.Facts.Country
		case "date":
			to = &c.Facts.Date
		case "text":
			c.Text = append(c.Text, name)
			continue
		default:
			return c, fmt.Errorf("%q: a posting has a title, a text, an id and a url, for a survey also an employer, a sector, a country and a date, but no %q", pair, key)
		}
		if *to != "" {
			return c, fmt.Errorf("%s is named twice: %s and %s", key, *to, name)
		}
		*to = name
	}
	return c, nil
}

// columns recognises columns and fields by their names.
type columns struct {
	user               Columns
	title, text, other map[string]int // other: sections
	id, url            map[string]int
	facts              *FactReader // nil: nobody asks for them

	labels, values map[string]bool // in objects that are a text with its heading
	skipped        map[string]bool // words in the names of what is no text
	employer       map[string]bool // words in the names of texts about the company
	fillers        map[string]bool // words in names that say nothing
	company        string          // the heading of texts about the company
	kinds          map[string]nameKind
}

func newColumns(known *rules.Exports, user Columns) *columns {
	k := &known.Columns
	return &columns{
		user: user, title: ranks(k.Title), text: ranks(k.Text), other: ranks(k.Sections),
		id: ranks(k.ID), url: ranks(k.URL), labels: setOf(k.Labels), values: setOf(k.Values),
		skipped: setOf(k.Skipped), employer: setOf(k.Company), fillers: setOf(k.Fillers),
		company: known.CompanyHeading, kinds: map[string]nameKind{},
	}
}

func ranks(names []string) map[string]int {
	m := make(map[string]int, 2*len(names))
	for i, n := range names {
		for _, key := range []string{normalName(n), glued(normalName(n))} {
			if m[key] == 0 {
				m[key] = i + 1
			}
		}
	}
	return m
}

func setOf(names []string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[normalName(n)] = true
	}
	return m
}

// glued returns a name without its blanks: "jobdescription" is "job description".
func glued(name string) string { return strings.ReplaceAll(name, " ", "") }

// rank returns how well a name is known, from 1, the best, or 0.
func (c *columns) rank(known map[string]int, name string) int {
	name = normalName(name)
	if r := known[name]; r > 0 {
		return r
	}
	if r := known[glued(name)]; r > 0 {
		return r
	}
	rest := c.withoutFillers(name)
	if r := known[rest]; r > 0 && rest != "" {
		return r + len(known)
	}
	return 0
}

// withoutFillers returns a name without the words that say nothing:
// "external description str" is a description.
func (c *columns) withoutFillers(name string) string {
	words := strings.Fields(name)
	words = slices.DeleteFunc(words, func(w string) bool { return c.fillers[w] })
	return strings.Join(words, " ")
}

// nameKind is what the name of a field says of its text.
type nameKind uint8

const (
	isNone        nameKind = iota + 1
	isText                 // it is the text, or a part that needs no heading
	isSection              // it is the part that the name says
	isLikeSection          // one of the words of the name is that of a part
	isCompany              // it is about the company
	isIgnored              // it is no text of the job
)

// kind returns what a name says.
func (c *columns) kind(name string) nameKind {
	k := c.kinds[name]
	if k == 0 {
		k = c.kindOf(name)
		if len(c.kinds) < 1<<12 {
			c.kinds[name] = k
		}
	}
	return k
}

func (c *columns) kindOf(name string) nameKind {
	plain := normalName(name)
	switch {
	case c.other[plain] > 0 || c.other[glued(plain)] > 0:
		return isSection
	case c.text[plain] > 0 || c.text[glued(plain)] > 0:
		return isText
	}
	words := strings.Fields(plain)
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	rest := c.withoutFillers(plain)
	switch {
	case has(c.skipped):
		return isIgnored
	case has(c.employer):
		return isCompany
	case rest == "":
		return isNone
	case c.text[rest] > 0:
		return isText
	case c.like(name) != "":
		return isLikeSection
	}
	return isNone
}

// like returns the part of a name that is the name of a section: of
// "externalResponsibilitiesList" the responsibilities.
func (c *columns) like(name string) string {
	rest := c.withoutFillers(normalName(name))
	if c.other[rest] > 0 {
		return rest
	}
	words := strings.Fields(rest)
	for i := len(words) - 1; i >= 0; i-- {
		if c.other[words[i]] > 0 && len(words[i]) >= 5 {
			return words[i]
		}
	}
	return ""
}

// isText reports whether a name is that of the text.
func (c *columns) isText(name string) bool { return c.kind(name) == isText }

// isCompany reports whether a name is that of what is about the company.
func (c *columns) isCompany(name string) bool { return c.kind(name) == isCompany }

// ignored reports whether what a field holds is no part of a job, and no job.
func (c *columns) ignored(name string) bool { return c.kind(name) == isIgnored }

// isLabel reports whether a title is the name of a part of a job.
func (c *columns) isLabel(title string) bool {
	k := c.kind(title)
	return k == isText || k == isSection
}

// given reports whether the user says where the text or the title stands.
func (c *columns) given() bool { return c.user.Title != "" || len(c.user.Text) > 0 }

// headers are the columns of a table that matter; -1 is none.
type headers struct {
	title, id, url int
	facts          [4]int
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
	h.title = c.best(plain, c.title)
	h.id, h.url = c.best(plain, c.id), c.best(plain, c.url)
	if c.facts != nil {
		for i, known := range c.facts.known {
			h.facts[i] = c.best(plain, known)
		}
	}
	for i, n := range plain {
		if k := c.kind(n); k == isText || k == isSection {
			h.texts = append(h.texts, i)
		}
	}
	if len(h.texts) == 0 { // names that are known in a part
		for i, n := range plain {
			if k := c.kind(n); k == isLikeSection && i != h.title {
				h.texts = append(h.texts, i)
			}
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
	if c.facts != nil {
		for i, name := range c.facts.named {
			named(name, &h.facts[i])
		}
	}
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
func (c *columns) best(plain []string, known map[string]int) int {
	found, rank := -1, 0
	for i, n := range plain {
		if r := c.rank(known, n); r > 0 && (found < 0 || r < rank) {
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
func (c *columns) record(h *headers, cell func(i int) text) Record {
	title := cell(h.title)
	r := Record{Title: line(mended(title).s), title: title}
	if h.id >= 0 {
		r.ID = line(cell(h.id).s)
	}
	if h.url >= 0 {
		r.URL = line(cell(h.url).s)
	}
	if c.facts != nil {
		for i, to := range factFields(&r.Facts) {
			if at := h.facts[i]; at >= 0 {
				*to = fact(cell(at).s)
			}
		}
	}
	g := gatherer{columns: c}
	for k, i := range h.texts {
		heading := ""
		switch kind := c.kind(h.names[i]); {
		case kind == isText:
		case k > 0, (kind == isSection || kind == isLikeSection) && len(c.user.Text) == 0:
			heading = headingOf(h.names[i])
		}
		g.any(&node{text: cell(i)}, heading, true, maxInside)
	}
	r.setBody(g.body())
	return r
}

// normalName returns the name of a column without what does not matter: case,
// accents, signs, what stands in brackets. "jobTitle", "Job_Title*" and "Job title (public)"
// are the same.
func normalName(s string) string {
	var b strings.Builder
	space, depth := false, 0
	var last rune
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		s = norm.NFD.String(s)
	}
	for _, r := range s {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
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
