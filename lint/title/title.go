// Package title reads job titles: which of the two roles a title names, at
// what level, and what else stands in it. What the words mean comes from
// rules.Titles; this package knows no role words of its own.
package title

import "strings"

// Role is what a title names.
type Role string

// The roles of a title.
const (
	ProductManager Role = "product-manager"
	ProductOwner   Role = "product-owner"
	Both           Role = "both"  // declares both roles
	Other          Role = "other" // neither, or nothing known
)

// Sister returns the other one of the two roles; what is neither of them is
// returned as it is.
func (r Role) Sister() Role {
	switch r {
	case ProductManager:
		return ProductOwner
	case ProductOwner:
		return ProductManager
	}
	return r
}

// Level is the seniority that a title names.
type Level string

// The levels, lowest first. A title that names none is Mid.
const (
	Junior Level = "junior"
	Mid    Level = "mid"
	Senior Level = "senior"
	Lead   Level = "lead"
)

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Title is a job title, read.
type Title struct {
	Text  string // as given, without white space around it
	Role  Role
	Level Level

	// Base is what names the role, as written, and Span its place in Text.
	// For a Role of Both it reaches from the first role to the second. Both
	// are empty when nothing in the title names a known role.
	Base string
	Span Span

	// Other is the standard name of a neighbouring role: the one that the
	// title names when Role is Other, else a second one beside the role
	// ("Staff Engineer & Product Owner").
	Other string

	Slash   bool // two roles stand side by side, joined by "/", "&" or "and"
	Proxy   bool // a stand-in without the right to decide: "Proxy Product Owner"
	Plural  bool // names several people: "Associate Product Owners"
	Several bool // lists different jobs: "Developers and Product Managers"

	// Domain is the kind of product where the title tells (a kind of the
	// domains in rules), else "".
	Domain string

	// Qualifiers are what else stands in the title, in order: domain, team,
	// place, other roles.
	Qualifiers []string
}

// Parse reads a title. It looks at the first hundred words or so; no title
// of a real posting is longer.
func (p *Parser) Parse(s string) Title {
	t := Title{Text: strings.TrimSpace(s), Role: Other, Level: Mid}
	var r reading
	r.read(p, t.Text)
	r.decide(&t)
	return t
}

// Mention is a place in running text that names one of the two roles.
type Mention struct {
	Span   Span
	Role   Role
	Plural bool // "Product Owners"
	Short  bool // initials, "PO"
}
