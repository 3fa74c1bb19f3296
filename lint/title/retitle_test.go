package title

import "testing"

func TestRetitle(t *testing.T) {
	p := parser(t)
	tests := []struct {
		from string
		to   Role
		want string
	}{
		{"Senior Product Owner (m/f/d), Payments", pm, "Senior Product Manager (m/f/d), Payments"},
		{"Product Manager", po, "Product Owner"},
		{"PRODUCT MANAGER", po, "PRODUCT OWNER"},
		{"product manager", po, "product owner"},
		{"Product owner, data", pm, "Product manager, data"},
		{"PO", pm, "PM"},
		{"Lead PM of Groups", po, "Lead PO of Groups"},
		{"Product Owners", pm, "Product Managers"},
		{"Produktmanager (m/w/d)", po, "Product Owner (m/w/d)"},
		{"Produktmanager:in (gn)", po, "Product Owner (gn)"},
		{"PRODUKTMANAGER (M/W/D)", po, "PRODUCT OWNER (M/W/D)"},
		{"Produktverantwortlicher", pm, "Produktmanager"},
		{"Chef·fe de produit", po, "Product Owner"},
		{"Head of Product Ownership", pm, "Head of Product Management"},
		{"Head of Product Management", po, "Head of Product Ownership"},
		{"Head of Product", po, "Head of Product Ownership"},
		{"Director, Product, Trust", po, "Director, Product Ownership, Trust"},
		{"VP Product", po, "VP Product Ownership"},
		{"Product Lead, Checkout", po, "Lead Product Owner, Checkout"},
		{"Product Director", po, "Director of Product Ownership"},
		{"CPO", po, "Chief Product Owner"},
		{"APM, Growth", po, "Associate Product Owner, Growth"},
		{"Business Analyst/Product Owner", pm, "Business Analyst/Product Manager"},
		{"Product Manager/Sr. Product Manager", po, "Product Owner/Sr. Product Owner"},
		{"Project/Product Manager", po, "Project Manager / Product Owner"},
		// Both roles: one goes.
		{"Product Manager/Owner, Search", po, "Product Owner, Search"},
		{"Product Manager/Owner, Search", pm, "Product Manager, Search"},
		{"Senior Product Owner / Product Manager (m/w/d)", pm, "Senior Product Manager (m/w/d)"},
		{"Senior Product Owner / Product Manager (m/w/d)", po, "Senior Product Owner (m/w/d)"},
		{"Product Owner (Product Manager)", po, "Product Owner"},
		{"Product Owner (Product Manager), Search", pm, "Product Manager, Search"},
		{"Product Owner (Senior Product Manager level)", po, "Product Owner"},
		// One role: the other joins it.
		{"Senior Product Owner (m/w/d), Payments", both, "Senior Product Owner / Product Manager (m/w/d), Payments"},
		{"PM", both, "PM / PO"},
		// Nothing to do.
		{"Scrum Master", pm, "Scrum Master"},
		{"Product Owner", po, "Product Owner"},
		{"Product Owner", other, "Product Owner"},
	}
	for _, tt := range tests {
		title := p.Parse(tt.from)
		if got := p.Retitle(title, tt.to); got != tt.want {
			t.Errorf("Retitle(%q, %s) = %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
