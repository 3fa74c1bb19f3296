package lint

import (
	"slices"

	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// context tells the reader of duties by which nouns the text speaks of the
// person hired.
func (c *checker) context(language string) duty.Context {
	words := c.set.Duties[language].Words.RoleNouns
	switch c.title.Role {
	case title.ProductManager:
		return duty.Context{Self: words["product-manager"], Foreign: words["product-owner"]}
	case title.ProductOwner:
		return duty.Context{Self: words["product-owner"], Foreign: words["product-manager"]}
	}
	return duty.Context{}
}

// ledger enters the sided duties into the report.
func (c *checker) ledger() {
	r := c.report
	r.Duties = make([]Duty, 0, len(c.found.Sided))
	for i := range c.found.Sided {
		d := &c.found.Sided[i]
		entry := c.entry(d)
		entry.Side, entry.Role = Side(d.Rule.Category.Side), c.holder(d.Rule.Category)
		r.Duties = append(r.Duties, entry)
		share := &r.Strategic
		if entry.Side == Tactical {
			share = &r.Tactical
		}
		share.count(&entry)
	}
	slices.Sort(r.Strategic.Categories)
	slices.Sort(r.Tactical.Categories)
}

// otherLedger enters the duties of another job into the report: those that only
// it has or, where the posting names none, those it shares with the two roles.
func (c *checker) otherLedger(job string) {
	for i := range c.found.Others {
		if d := &c.found.Others[i]; d.Rule.Category.ID == job && !d.Weak {
			entry := c.entry(d)
			entry.Category = d.Rule.Category.Name
			c.report.otherDuties = append(c.report.otherDuties, entry)
		}
	}
	if len(c.report.otherDuties) > 0 {
		return
	}
	known := c.otherJob(job)
	for _, d := range c.report.Duties {
		if known != nil && d.Strength == Owned && slices.Contains(known.Overlaps, d.Category) {
			d.Category = known.Name
			c.report.otherDuties = append(c.report.otherDuties, d)
		}
	}
}

// entry makes an entry of a ledger.
func (c *checker) entry(d *duty.Duty) Duty {
	line := &c.posting.Lines[d.Line]
	span := line.Span()
	entry := Duty{
		Start: span.Start, End: span.End, Category: d.Rule.Category.ID, Strength: Owned, Rule: d.Rule.ID,
		Text: line.Text, Mark: line.Source(d.Start, d.End), Why: d.Rule.Category.Why,
	}
	if d.Weak {
		entry.Strength = Weak
	}
	entry.Line, entry.Column = c.places.Of(span.Start)
	return entry
}

// holder says whose work a category is by the role model.
func (c *checker) holder(category *rules.Category) Role {
	role, other := Role(c.model.StrategicTitle), Role(c.model.TacticalTitle)
	if category.Side == rules.Tactical {
		role, other = other, role
	}
	if slices.Contains(c.model.MayHold[string(other)], category.ID) {
		return Both
	}
	return role
}

// count enters a duty. Categories are those of owned duties and, where there
// is no owned one, of weak ones.
func (s *Share) count(d *Duty) {
	if d.Strength == Weak {
		s.Weak++
	} else {
		s.Owned++
	}
	if !slices.Contains(s.Categories, d.Category) {
		s.Categories = append(s.Categories, d.Category)
	}
}

// category gives what the rules say of a category.
func (c *checker) category(id string) *rules.Category {
	for _, d := range c.found.Sided {
		if d.Rule.Category.ID == id {
			return d.Rule.Category
		}
	}
	return &rules.Category{ID: id, Name: id}
}
