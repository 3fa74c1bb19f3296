package html

import "bytes"

// JobFields calls yield for the fields with a text of the first JobPosting of schema.org
// in a page, and for those in them; an object with a name goes by the name of its field
// as well: "hiringOrganization" is what it is called.
func JobFields(text []byte, yield func(name, value string) bool) {
	for at := 0; ; {
		k := bytes.Index(text[at:], []byte("ld+json"))
		if k < 0 {
			return
		}
		at += k
		begin, end := bytes.IndexByte(text[at:], '>'), bytes.Index(text[at:], []byte("</script"))
		if begin < 0 || end < begin {
			return
		}
		s := script{text: text, at: at + begin + 1, end: at + end}
		at += end
		root := s.value(0)
		if job := s.posting(&root); job != nil {
			s.fields(job, yield)
			return
		}
	}
}

// posting returns the first JobPosting in a value; nil without one.
func (s *script) posting(v *scriptValue) *scriptValue {
	if t := s.field(v, "@type"); t != nil && s.isJobPosting(t) {
		return v
	}
	for k := range v.items {
		if job := s.posting(&v.items[k]); job != nil {
			return job
		}
	}
	return nil
}

// fields calls yield for the fields in a value, and reports whether more are wanted.
func (s *script) fields(v *scriptValue, yield func(name, value string) bool) bool {
	for k := range v.items {
		f := &v.items[k]
		named := f
		if f.kind == '{' {
			named = s.field(f, "name")
		}
		if named != nil && named.kind == '"' && s.nameOf(f) != "" && !yield(s.nameOf(f), s.clean(named).Text) {
			return false
		}
		if !s.fields(f, yield) {
			return false
		}
	}
	return true
}
