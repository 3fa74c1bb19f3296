package export

import (
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// A matcher recognises jobs by their fields.
type matcher struct {
	systems  []system
	lists    map[string]bool
	elements map[string]bool
	wrappers map[string]bool
	columns  *columns
	heading  string // of boilerplate
}

// system is a rules.System with its paths taken apart.
type system struct {
	*rules.System
	signs          [][]sign
	title, id, url []path
	parts          []part
}

// sign is a field that a job of a system has, with its value if that matters.
type sign struct {
	path  path
	value string
}

type part struct {
	each    path
	text    []path
	heading path
	called  string
}

func (s *sink) matcher() *matcher {
	if s.match == nil {
		s.match = newMatcher(s.options)
	}
	return s.match
}

func newMatcher(o *Options) *matcher {
	known := o.Known
	m := &matcher{
		lists: map[string]bool{}, elements: map[string]bool{}, wrappers: map[string]bool{},
		columns: newColumns(&known.Columns, o.Columns), heading: known.CompanyHeading,
	}
	for _, name := range known.Lists {
		m.lists[name] = true
	}
	for _, name := range known.Elements {
		m.elements[name] = true
	}
	for _, name := range known.Wrappers {
		m.wrappers[name] = true
	}
	for i := range known.Systems {
		m.systems = append(m.systems, newSystem(&known.Systems[i]))
		for _, l := range known.Systems[i].List {
			m.lists[l.Value] = true
		}
		if e := known.Systems[i].Element; e != "" {
			m.elements[e] = true
		}
	}
	return m
}

func newSystem(r *rules.System) system {
	s := system{System: r, title: paths(r.Title), id: paths(r.ID), url: paths(r.URL)}
	for _, line := range r.Signs {
		var all []sign
		for _, word := range strings.Fields(line.Value) {
			name, value, _ := strings.Cut(word, "=")
			all = append(all, sign{parsePath(name), value})
		}
		s.signs = append(s.signs, all)
	}
	for _, p := range r.Parts {
		s.parts = append(s.parts, part{parsePath(p.Each), paths(p.Text), parsePath(p.Heading), p.Called})
	}
	return s
}

func paths(list []rules.Text) []path {
	var out []path
	for _, t := range list {
		out = append(out, parsePath(t.Value))
	}
	return out
}

// record makes a record of a value that is a job; element is its name in XML.
// What the user says of columns goes before what is known of systems.
func (m *matcher) record(n *node, element string) (Record, *rules.System, bool) {
	return m.unwrapped(n, element, 0)
}

const maxWrap = 3 // wrappers around a job

func (m *matcher) unwrapped(n *node, element string, depth int) (Record, *rules.System, bool) {
	if len(n.fields) == 0 {
		return Record{}, nil, false
	}
	if !m.columns.given() {
		for i := range m.systems {
			if s := &m.systems[i]; s.knows(n, element) {
				return s.record(n, m.heading), s.System, true
			}
		}
	}
	if r, ok := m.columns.fields(n); ok {
		return r, nil, true
	}
	if depth < maxWrap {
		for i := range n.fields {
			if f := &n.fields[i]; m.wrappers[f.name] && len(f.value.fields) > 0 {
				if r, s, ok := m.unwrapped(&f.value, element, depth+1); ok {
					return r, s, true
				}
			}
		}
	}
	return Record{}, nil, false
}

// knows reports whether a value is a job of the system, which writes either
// JSON or XML.
func (s *system) knows(n *node, element string) bool {
	if s.Element != element {
		return false
	}
	for _, all := range s.signs {
		ok := true
		for _, sign := range all {
			if sign.value == "" {
				ok = n.has(sign.path)
			} else {
				ok = !n.each(sign.path, func(n *node) bool { return n.text != sign.value })
			}
			if !ok {
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// record puts a job together.
func (s *system) record(n *node, companyHeading string) Record {
	r := Record{System: s.Name, Title: line(first(n, s.title)), ID: line(first(n, s.id)), URL: line(first(n, s.url))}
	var b body
	for _, p := range s.parts {
		if p.each == nil {
			p.add(n, &b)
			continue
		}
		n.each(p.each, func(item *node) bool {
			p.add(item, &b)
			return true
		})
	}
	for _, class := range s.Boilerplate {
		b.moveDown(class.Value, companyHeading)
	}
	r.Body, r.Format = b.finish()
	return r
}

func (p *part) add(n *node, b *body) {
	heading := p.called
	if p.heading != nil {
		if given := n.at(p.heading); given != "" {
			heading = given
		}
	}
	b.add(heading, first(n, p.text))
}

func first(n *node, list []path) string {
	for _, p := range list {
		if text := n.at(p); text != "" {
			return text
		}
	}
	return ""
}

// line makes a single line without markup of a field.
func line(s string) string {
	s = decodeEntities(s)
	return strings.Join(strings.Fields(s), " ")
}
