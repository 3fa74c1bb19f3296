// Package book explains whatever id can stand in an output: verdicts, findings,
// role models, categories of duties and rules. Each has a page; "jdlint explain"
// prints it on a terminal, and the files under rules/docs are made of it. All
// that the pages say comes from the rules.
package book

// Page explains one id.
type Page struct {
	ID    string
	Kind  string // what the id is of: "verdict", "strategic category"
	Name  string // as a reader calls it, "" when it is the id
	Group Group
	Parts []Part
}

// Group is what a page is listed under.
type Group uint8

// The groups, in the order in which they are listed.
const (
	Verdicts Group = iota
	Findings
	Models
	Categories // of the two sides
	OtherJobs  // categories of other jobs, and wordings
	Rules
)

// Heading returns what stands above the pages of a group in a list.
func (g Group) Heading() string { return groups[g].heading }

// Part is a paragraph or a list, or both, under a heading.
type Part struct {
	Heading string // "" for text without one
	Ref     string // id of another page that the text begins with; "" for none
	Text    string
	Items   []Item
}

// Item is an entry of a list.
type Item struct {
	Ref  string // id of the page that it is about; "" for none
	Text string
	// Said is set for a line as a posting may hold it.
	Said bool
}

// Summary is what the page says first.
func (p *Page) Summary() string {
	for _, part := range p.Parts {
		if part.Heading == "" && part.Text != "" {
			return part.Text
		}
	}
	return p.Name
}

// text adds a paragraph, and nothing for an empty one.
func (p *Page) text(heading, text string) {
	if text != "" {
		p.Parts = append(p.Parts, Part{Heading: heading, Text: text})
	}
}

// ref adds a paragraph that begins with the id of another page.
func (p *Page) ref(heading, id, text string) {
	p.Parts = append(p.Parts, Part{Heading: heading, Ref: id, Text: text})
}

// list adds a list, and nothing for an empty one.
func (p *Page) list(heading string, items []Item) {
	if len(items) > 0 {
		p.Parts = append(p.Parts, Part{Heading: heading, Items: items})
	}
}

// texts returns lines as items.
func texts(lines []string) []Item {
	items := make([]Item, len(lines))
	for i, line := range lines {
		items[i] = Item{Text: line}
	}
	return items
}
