package title

import "testing"

func TestIsTitle(t *testing.T) {
	p := parser(t)
	for _, s := range []string{
		"Product Manager", "Senior Product Owner (m/w/d)", "Head of Product", "Director, Product Management - Platform", "Sr. Product Manager, Payments", "product owner",
		"Product Manager for growth and retention", "Customer Journey Expert (Product Manager) - Credit Risk", "Software engineer - backend/full-stack (Acme)", "IT Business Analyst",
		"Requirements Engineer", "Level 2: Product Manager II", "Chef de produit H/F", "Scrum Master", "Product Owner - Checkout", "Senior PM", "Project Manager", "Director, Product Marketing",
	} {
		if !p.IsTitle(s) {
			t.Errorf("%q is a title", s)
		}
	}
	for _, s := range []string{
		"", "Provide product management leadership", "Objective #1: Own or steward the product vision and lead product development", "The Product Manager role", "About the Product Owner",
		"As a Product Manager, you will be responsible for:", "Product Management team handbook", "What our product managers do", "How should you work with your Product Manager?",
		"Product managers (PMs) are accountable for", "Join our team as a Product Owner!", "Platform Integration and PM Collaboration", "Build expertise around product management",
		"Product Owner Responsibilities", "Your role as Product Owner", "5+ years of experience as product manager", "Wir suchen einen Product Owner", "Product vision", "Skip to main content",
		"We want a Product Owner. You own the backlog", "Product Management",
	} {
		if p.IsTitle(s) {
			t.Errorf("%q is no title", s)
		}
	}
}
