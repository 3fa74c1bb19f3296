package export

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// A FactReader finds the facts of postings among fields, by their names. It is safe
// for concurrent use.
type FactReader struct {
	columns *columns
	known   [4]map[string]int // as in factFields
	named   [4]string         // by the user
}

// NewFactReader returns a reader that knows the names of fields, those that the user
// says first.
func NewFactReader(known *rules.Exports, user Columns) *FactReader {
	k := &known.Columns
	r := &FactReader{columns: newColumns(known, user), known: [4]map[string]int{ranks(k.Employer), ranks(k.Sector), ranks(k.Country), ranks(k.Date)}}
	for i, name := range factFields(&user.Facts) {
		r.named[i] = *name
	}
	return r
}

// factFields returns the fields of facts in their order.
func factFields(f *posting.Facts) [4]*string {
	return [4]*string{&f.Employer, &f.Sector, &f.Country, &f.Date}
}

const (
	maxFact     = 200 // bytes; a longer text is none
	maxFactNest = 3   // how deep facts stand in a job: "location": {"address": {"country": "DE"}}
)

// fact returns a text as a fact.
func fact(s string) string {
	if s = line(s); len(s) > maxFact || !utf8.ValidString(s) {
		return ""
	}
	return s
}

// Fields returns the facts among fields, each with its name and its text.
func (r *FactReader) Fields(fields iter.Seq2[string, string]) posting.Facts {
	var n node
	for name, value := range fields {
		n.fields = append(n.fields, field{name, node{text: text{s: value}}})
	}
	return r.in(&n)
}

// Line returns the facts in an object of JSON; none where it cannot be read.
func (r *FactReader) Line(object []byte) posting.Facts {
	var fields map[string]json.RawMessage
	if json.Unmarshal(object, &fields) != nil {
		return posting.Facts{}
	}
	for name, value := range fields { // a text may have megabytes
		if len(value) > 20*maxFact {
			delete(fields, name)
		}
	}
	small, _ := json.Marshal(fields) // in the order of the names
	j := newJSONReader(bytes.NewReader(small), &collector{matcher: &matcher{columns: r.columns}})
	n, err := j.value(maxAround+1, "", -1)
	if err != nil {
		return posting.Facts{}
	}
	return r.in(&n)
}

// in returns the facts in a job: of several fields with a fact the one whose name is
// known best, of those that stand less deep.
func (r *FactReader) in(n *node) (f posting.Facts) {
	for i, to := range factFields(&f) {
		if name := r.named[i]; name != "" {
			if value, ok := userField(n, name); ok {
				*to = r.leaf(value)
			}
			continue
		}
		for depth := 0; depth <= maxFactNest && *to == ""; depth++ {
			best := len(r.known[i]) * 3
			r.at(n, depth, func(f *field) {
				if rank := r.columns.rank(r.known[i], f.name); rank > 0 && rank < best {
					if value := r.leaf(&f.value); value != "" {
						*to, best = value, rank
					}
				}
			})
		}
	}
	return f
}

// at calls yield for the fields that stand so deep in a value. Of a list only the first
// item counts.
func (r *FactReader) at(n *node, depth int, yield func(*field)) {
	if len(n.items) > 0 {
		n = &n.items[0]
	}
	for i := range n.fields {
		if f := &n.fields[i]; depth > 0 {
			r.at(&f.value, depth-1, yield)
		} else {
			yield(f)
		}
	}
}

// leaf returns the text of a field that holds a fact: its own, or that of the field
// which is called like a name in it.
func (r *FactReader) leaf(n *node) string {
	if len(n.items) > 0 {
		n = &n.items[0]
	}
	if n.isText() {
		return fact(strings.TrimSpace(n.content().s))
	}
	for i := range n.fields {
		if f := &n.fields[i]; r.columns.labels[normalName(f.name)] && f.value.isText() {
			return fact(f.value.content().s)
		}
	}
	return ""
}
