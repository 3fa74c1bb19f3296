package export

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// A matcher recognises jobs by their fields.
type matcher struct {
	known    *rules.Exports
	lists    map[string]bool // the fields that hold lists of jobs
	elements map[string]bool // the elements of XML that are jobs
	columns  *columns
}

func newMatcher(o *Options) *matcher {
	m := &matcher{known: o.Known, lists: map[string]bool{}, elements: map[string]bool{}, columns: newColumns(o.Known, o.Columns)}
	if o.Facts {
		m.columns.facts = NewFactReader(o.Known, o.Columns)
	}
	for _, name := range o.Known.Lists {
		m.lists[name] = true
	}
	for _, name := range o.Known.Elements {
		m.elements[strings.ToLower(name)] = true
	}
	for _, s := range o.Known.Systems {
		for _, l := range s.List {
			m.lists[l.Value] = true
		}
		m.elements[strings.ToLower(s.Element)] = true
	}
	return m
}

const maxWrap = 3 // wrappers around a job

// record returns the record of a value that is a job; element is its name in XML.
// What the user says of columns counts more than what is known of systems.
func (m *matcher) record(n *node, element string) (Record, *rules.System, bool) {
	r, s, ok := m.unwrapped(n, element, maxWrap)
	if ok && m.columns.facts != nil {
		r.Facts = m.columns.facts.in(n)
	}
	return r, s, ok
}

// unwrapped is record for a value in which the job may stand wrapped up to depth times.
func (m *matcher) unwrapped(n *node, element string, depth int) (Record, *rules.System, bool) {
	if len(n.fields) == 0 {
		return Record{}, nil, false
	}
	if !m.columns.given() {
		for i := range m.known.Systems {
			if s := &m.known.Systems[i]; isOf(s, n, element) {
				r := m.recordOf(s, n)
				if len(r.Body) == 0 { // a system changes, and writes several kinds of files
					if other, ok := m.columns.shaped(n); ok {
						r.Body, r.Format, r.bodyRuns = other.Body, other.Format, other.bodyRuns
					}
				}
				return r, s, true
			}
		}
	}
	if r, ok := m.columns.shaped(n); ok {
		return r, nil, true
	}
	if depth > 0 {
		for i := range n.fields {
			if f := &n.fields[i]; slices.Contains(m.known.Wrappers, f.name) && len(f.value.fields) > 0 {
				if r, s, ok := m.unwrapped(&f.value, element, depth-1); ok {
					return r, s, true
				}
			}
		}
	}
	return Record{}, nil, false
}

// looks reports whether a value looks like a job.
func (m *matcher) looks(n *node, element string) bool {
	_, _, ok := m.record(n, element)
	return ok
}

// isOf reports whether a value is a job of a system, which writes either JSON or
// XML: whether it has all the fields that one line of signs names, and their
// values where the line has some.
func isOf(s *rules.System, n *node, element string) bool {
	return strings.EqualFold(s.Element, element) && slices.ContainsFunc(s.Signs, func(line rules.Text) bool {
		for sign := range strings.FieldsSeq(line.Value) {
			path, value, valued := strings.Cut(sign, "=")
			if !valued && !n.has(path) || valued && n.each(path, func(n *node) bool { return n.s != value }) {
				return false
			}
		}
		return true
	})
}

// recordOf puts a job of a system together.
func (m *matcher) recordOf(s *rules.System, n *node) Record {
	title := first(n, s.Title)
	r := Record{System: s.Name, Title: line(title.s), title: title, ID: line(first(n, s.ID).s), URL: line(first(n, s.URL).s)}
	var b body
	for _, p := range s.Parts {
		add := func(n *node) bool {
			heading := p.Called
			if p.Heading != "" {
				if given := n.at(p.Heading).s; given != "" {
					heading = given
				}
			}
			b.add(heading, first(n, p.Text))
			return true
		}
		if p.Each == "" {
			add(n)
		} else {
			n.each(p.Each, add)
		}
	}
	for _, class := range s.Boilerplate {
		b.moveDown(class.Value, m.known.CompanyHeading)
	}
	r.setBody(b.finish())
	return r
}

// first returns the text at the first path that holds any, or "".
func first(n *node, paths []rules.Text) text {
	for _, p := range paths {
		if text := n.at(p.Value); text.s != "" {
			return text
		}
	}
	return text{}
}

// line returns a field without markup as a single line.
func line(s string) string {
	return strings.Join(strings.Fields(decodeEntities(s)), " ")
}
