package title

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/rules"
)

// parser builds the parser of the built-in titles.
func parser(t testing.TB) *Parser {
	t.Helper()
	titles, err := rules.LoadTitles()
	if err != nil {
		t.Fatal(err)
	}
	return New(titles)
}

const (
	pm    = ProductManager
	po    = ProductOwner
	both  = Both
	other = Other
)

func TestRoleAndLevel(t *testing.T) {
	p := parser(t)
	tests := []struct {
		title string
		role  Role
		level Level
	}{
		// The two roles and their short forms.
		{"Product Manager", pm, Mid},
		{"product owner", po, Mid},
		{"PRODUCT OWNER", po, Mid},
		{"Product-Owner", po, Mid},
		{"Productowner", po, Mid},
		{"senior_product_owner", po, Senior},
		{"PM", pm, Mid},
		{"PO", po, Mid},
		{"po", po, Mid},
		{"Senior PM, Payments", pm, Senior},
		{"APM", pm, Junior},
		{"CPO", pm, Lead},
		{"PM (Growth)", pm, Mid},

		// Gender and inclusion markers.
		{"Product Owner (m/w/d)", po, Mid},
		{"Product Owner (w/m/x/-)", po, Mid},
		{"Product Owner (m|w|d)", po, Mid},
		{"(H/F) Product Owner", po, Mid},
		{"Product Owner H/F/X", po, Mid},
		{"Product Owner (mwd)", po, Mid},
		{"Product Owner (gn)", po, Mid},
		{"Product Owner (all genders)", po, Mid},
		{"Product Owner (M/V)", po, Mid},
		{"Product Owner k/m", po, Mid},
		{"Produktmanager:in", pm, Mid},
		{"Produktmanager*in (gn)", pm, Mid},
		{"Produktmanager_in", pm, Mid},
		{"Produktmanager/-in", pm, Mid},
		{"Produktmanager(in)", pm, Mid},
		{"ProduktmanagerIn", pm, Mid},
		{"Produktverantwortliche(r)", po, Mid},
		{"Produktverantwortliche:r (m/w/d)", po, Mid},
		{"On cherche un·e Chef·fe de produit", pm, Mid},
		{"un.e product owner", po, Mid},

		// Levels.
		{"Junior Product Manager", pm, Junior},
		{"Assoc. Product Manager", pm, Junior},
		{"Product Owner Associate", po, Junior},
		{"Product Manager Intern", pm, Junior},
		{"Intern, Product Management", pm, Junior},
		{"Working Student Product Management", pm, Junior},
		{"Lead Product Manager Intern", pm, Junior},
		{"Sr. Product Owner", po, Senior},
		{"(Senior) Product Owner", po, Senior},
		{"Staff Product Manager", pm, Senior},
		{"Product Manager - Senior", pm, Senior},
		{"Product Manager (Senior)", pm, Senior},
		{"Principal/Senior Product Manager", pm, Senior},
		{"Principal Associate, Cyber Product Owner", po, Mid},
		{"Assistant Vice President, Product Owner", po, Mid},
		{"Group Product Manager", pm, Lead},
		{"Senior Group Technical Product Manager", pm, Lead},
		{"Product Manager - Group", pm, Mid},
		{"Manager, Group Reporting (Product Owner)", po, Mid},
		{"Lead PM of Groups", pm, Lead},
		{"Product Manager, EMEA Lead", pm, Lead},
		{"Product Manager, Lead Generation", pm, Mid},
		{"Lead-to-Cash Product Owner", po, Mid},
		{"Product Manager, Senior Living", pm, Mid},
		{"Product Manager, Staff Scheduling", pm, Mid},
		{"Product Manager I", pm, Junior},
		{"Product Owner II - Claims", po, Mid},
		{"Product Manager III", pm, Senior},
		{"Product Manager 4", pm, Senior},
		{"Product Manager L5", pm, Senior},
		{"Product Manager IC-02", pm, Mid},
		{"Group Product Manager I", pm, Lead},
		{"Associate Product Manager II", pm, Junior},
		{"Product Owner 360", po, Mid},

		// Heads.
		{"Head of Product", pm, Lead},
		{"Global Head of Digital Product", pm, Lead},
		{"Head of Product (Retail)", pm, Lead},
		{"Director, Product", pm, Lead},
		{"Director, Product, Trust", pm, Lead},
		{"VP Product", pm, Lead},
		{"VP, Product Management", pm, Lead},
		{"Vice President of Product", pm, Lead},
		{"Senior Director of Product Management, Cards", pm, Lead},
		{"Product Director", pm, Lead},
		{"Product Lead", pm, Lead},
		{"Product Lead, Checkout", pm, Lead},
		{"Chief Product Officer", pm, Lead},
		{"Chief Product Owner", po, Lead},
		{"Head of Product Ownership", po, Lead},
		{"Director Data Product Ownership", po, Lead},
		{"Head of Product and Design", pm, Lead},
		{"Manager, Product Management", pm, Mid},
		{"Senior Manager, Product", pm, Senior},
		{"Manager of Product", pm, Mid},
		{"Senior Manager, SD-WAN Product", pm, Senior},
		{"Manager, Payments Product", pm, Mid},
		{"Manager - Ads Measurement Product", pm, Mid},
		{"Operations Manager, Payments Product", other, Mid},
		{"Senior Manager, Payments Product Marketing", other, Senior},
		{"Director Product & Client Management", other, Lead},
		{"Director, Product & Client Marketing", other, Lead},
		{"Manager Product and Technology", other, Mid},
		{"Director Product & Client Success", other, Lead},

		// Names of the work.
		{"Product Management - Fraud", pm, Mid},
		{"Loans Product Management Officer", pm, Mid},

		// Domains, teams, places.
		{"Product Manager (Hybrid in San Francisco)", pm, Mid},
		{"Product Manager, Scale", pm, Mid},
		{"Product Manager, Discovery", pm, Mid},
		{"Product Manager - Monetization", pm, Mid},
		{"Product Manager-Monetization", pm, Mid},
		{"Product Manager, Charge Point Management", pm, Mid},
		{"Product Manager, Developer Experience", pm, Mid},
		{"Product Manager | Acme Project Tools", pm, Mid},
		{"31337 - SAP Ariba Product Owner (Travel)", po, Mid},
		{"🚀 Product Owner 🚀", po, Mid},
		{"Product Owner – Remote", po, Mid},
		{"Technical Product Owner, HR Payroll", po, Mid},
		{"Market Product Manager", pm, Mid},
		{"Product Owner\u00a0(Berlin)", po, Mid},
		{"[Role] Global Product Manager", pm, Mid},
		{"Product Manager Needed", pm, Mid},

		// Kin of the product owner.
		{"Feature Owner", po, Mid},
		{"Epic Owner", po, Mid},
		{"Data Product Owner", po, Mid},
		{"Proxy Product Owner", po, Mid},
		{"Product Owner Assistant", po, Junior},

		// Both.
		{"Product Manager/Owner", both, Mid},
		{"Product Owner / Manager (m/w/d)", both, Mid},
		{"Product Owner / Product Manager", both, Mid},
		{"PM/PO", both, Mid},
		{"POPM", both, Mid},
		{"SAFe PO/PM", both, Mid},
		{"Product Owner (Product Manager)", both, Mid},
		{"Product Owner (Senior Product Manager level)", both, Senior},
		{"Chef de Produit - Product Owner", both, Mid},

		{"Product Manager - Product Owner Tools", pm, Mid},
		{"Product Manager, Product Owner", both, Mid},

		// A second job.
		{"Staff Engineer & Product Owner", po, Senior},
		{"Business Analyst/Product Owner", po, Mid},
		{"Product/Project Manager", pm, Mid},
		{"Produkt- und Projektmanager (m/w/d)", pm, Mid},
		{"Developers and Product Managers", pm, Mid},

		// Neighbours.
		{"Production Manager", other, Mid},
		{"Product Marketing Manager", other, Mid},
		{"Marketing Product Manager", other, Mid},
		{"Product Marketing Lead", other, Lead},
		{"Product Designer", other, Mid},
		{"Product Analyst", other, Mid},
		{"Lead Product Analyst", other, Lead},
		{"Product Operations Manager", other, Mid},
		{"Product Lead Engineer", other, Lead},
		{"Data Owner", other, Mid},
		{"Business Process Owner", other, Mid},
		{"Project Manager", other, Mid},
		{"Project Manager (PM)", other, Mid},
		{"Technical Program Manager III", other, Senior},
		{"Scrum Master", other, Mid},
		{"Head of Product Marketing", other, Lead},
		{"Head of Product Pricing", other, Lead},
		{"VP of Product Engineering", other, Lead},
		{"Operations Manager, Product & Engineering", other, Mid},
		{"Program Manager, Product", other, Mid},
		{"Program Manager, Product Data", other, Mid},
		{"Recruiter - Hire Engineers and Product Managers", other, Mid},
		{"Executive Assistant to the Chief Product Officer", other, Junior},
		{"Business Analyst, Product Management", other, Mid},
		{"Product Management Consultant", other, Mid},
		{"Managing Consultant, Consulting Services Product Management", other, Mid},
		{"Senior Analyst, Index Product Management", other, Senior},
		{"Product Owner Coach", other, Mid},
		{"PO Box Clerk", other, Mid},
		{"Nurse", other, Mid},
		{"Product", other, Mid},
		{"Owner", other, Mid},
		{"", other, Mid},
		{"   ", other, Mid},
		{"\xff\xfe", other, Mid},

		// German, French, Dutch, Danish, Spanish, Portuguese.
		{"Senior Produktmanagerin (m/w/d)", pm, Senior},
		{"Leiter Produktmanagement", pm, Lead},
		{"Werkstudent Produktmanagement", pm, Junior},
		{"Produktionsleiter (m/w/d)", other, Mid},
		{"Projektleiter (m/w/d)", other, Mid},
		{"Chef de produit", pm, Mid},
		{"CHEFFE DE PRODUIT DIGITAL", pm, Mid},
		{"Responsable produit", pm, Mid},
		{"Directrice produit", pm, Lead},
		{"Product Owner confirmé", po, Mid},
		{"Product Owner sénior", po, Senior},
		{"Propriétaire de produit", po, Mid},
		{"Proprie\u0301taire de produit", po, Mid}, // accents that stand alone
		{"Chef de projet", other, Mid},
		{"Productmanager", pm, Mid},
		{"Product-eigenaar", po, Mid},
		{"Hoofd Product", pm, Lead},
		{"Produktchef", pm, Mid},
		{"Produktejer", po, Mid},
		{"Jefe/a de producto", pm, Mid},
		{"Gerente de Producto", pm, Mid},
		{"Dueño de producto", po, Mid},
		{"Dueño/a de producto", po, Mid},
		{"Analista de producto", other, Mid},
		{"Gerente de Produto Sênior", pm, Senior},
		{"Product Manager Pleno", pm, Mid},
	}
	for _, tt := range tests {
		got := p.Parse(tt.title)
		if got.Role != tt.role || got.Level != tt.level {
			t.Errorf("Parse(%q) = %s, %s; want %s, %s", tt.title, got.Role, got.Level, tt.role, tt.level)
		}
	}
}

func TestParse(t *testing.T) {
	p := parser(t)
	tests := []Title{
		{
			Text: "Senior Product Owner (m/f/d), Payments", Role: po, Level: Senior,
			Base: "Product Owner", Span: Span{7, 20}, Qualifiers: []string{"Payments"},
		},
		{
			Text: "25 - SAP Concur Product Owner (Travel, Expense)", Role: po, Level: Mid,
			Base: "Product Owner", Span: Span{16, 29}, Qualifiers: []string{"SAP Concur", "Travel", "Expense"},
			Domain: "internal",
		},
		{
			Text: "Head of Product, Los Angeles", Role: pm, Level: Lead,
			Base: "Head of Product", Span: Span{0, 15}, Qualifiers: []string{"Los Angeles"},
		},
		{
			Text: "Product Manager / Owner (m/w/d)", Role: both, Level: Mid,
			Base: "Product Manager / Owner", Span: Span{0, 23}, Slash: true,
		},
		{
			Text: "Product Owner (Product Manager)", Role: both, Level: Mid,
			Base: "Product Owner (Product Manager", Span: Span{0, 30},
		},
		{
			Text: "Staff Engineer & Product Owner", Role: po, Level: Senior,
			Base: "Product Owner", Span: Span{17, 30}, Other: "engineer", Slash: true, Qualifiers: []string{"Engineer"},
		},
		{
			Text: "Business Analyst/Product Owner", Role: po, Level: Mid,
			Base: "Product Owner", Span: Span{17, 30}, Other: "business analyst", Slash: true, Qualifiers: []string{"Business Analyst"},
		},
		{
			Text: "Product Owner, Scrum Master", Role: po, Level: Mid,
			Base: "Product Owner", Span: Span{0, 13}, Other: "scrum master", Qualifiers: []string{"Scrum Master"},
		},
		{
			Text: "Product Manager, Engineer Tools", Role: pm, Level: Mid,
			Base: "Product Manager", Span: Span{0, 15}, Qualifiers: []string{"Engineer Tools"},
		},
		{
			Text: "Project/Product Manager", Role: pm, Level: Mid,
			Base: "Project/Product Manager", Span: Span{0, 23}, Other: "project manager", Slash: true,
		},
		{
			Text: "Proxy Product Owner Data", Role: po, Level: Mid,
			Base: "Product Owner", Span: Span{6, 19}, Proxy: true, Qualifiers: []string{"Data"}, Domain: "technical",
		},
		{
			Text: "Developers and Product Managers", Role: pm, Level: Mid, Base: "Product Managers", Span: Span{15, 31},
			Other: "developer", Slash: true, Plural: true, Several: true, Qualifiers: []string{"Developers"},
		},
		{
			Text: "Produktmanager:in (w/m/d) KI", Role: pm, Level: Mid,
			Base: "Produktmanager:in", Span: Span{0, 17}, Qualifiers: []string{"KI"}, Domain: "technical",
		},
		{
			Text: "Scrum Master (m/w/d) – Wien", Role: other, Level: Mid,
			Base: "Scrum Master", Span: Span{0, 12}, Other: "scrum master", Qualifiers: []string{"Scrum Master", "Wien"},
		},
		{
			Text: "Developer Product Marketing Manager", Role: other, Level: Mid,
			Base: "Product Marketing Manager", Span: Span{10, 35}, Other: "product marketing manager",
			Qualifiers: []string{"Developer Product Marketing Manager"},
		},
		{Text: "Quantum Barista", Role: other, Level: Mid, Qualifiers: []string{"Quantum Barista"}},
	}
	for _, want := range tests {
		if diff := cmp.Diff(want, p.Parse("  "+want.Text+"\n")); diff != "" {
			t.Errorf("Parse(%q), - want, + got:\n%s", want.Text, diff)
		}
	}
}

func TestNeighbourNames(t *testing.T) {
	p := parser(t)
	for title, want := range map[string]string{
		"Senior Project Manager":            "project manager",
		"Programme Manager":                 "program manager",
		"Service Delivery Manager":          "delivery manager",
		"Release Train Engineer (RTE)":      "release manager",
		"Technischer Projektleiter (m/w/d)": "project manager",
		"Cheffe de projet digital":          "project manager",
		"Business Systems Analyst":          "business analyst",
		"Requirements Engineer":             "requirements engineer",
		"Agile Coach":                       "agile coach",
		"PMM, Cloud":                        "product marketing manager",
		"Director, Product Marketing":       "product marketing manager",
		"Product Ops Manager":               "product operations manager",
		"UX/UI Designer":                    "designer",
		"System Owner":                      "data owner",
		"Product Strategist":                "product strategist",
		"Chief of Staff to the CPO":         "executive assistant",
	} {
		if got := p.Parse(title); got.Role != Other || got.Other != want {
			t.Errorf("Parse(%q) = %s, %q; want %q", title, got.Role, got.Other, want)
		}
	}
}

// TestZero makes sure that a parser without words answers too.
func TestZero(t *testing.T) {
	var p Parser
	got := p.Parse(" Product Owner ")
	if got.Role != Other || got.Level != Mid || got.Text != "Product Owner" {
		t.Errorf("the zero Parser says %+v", got)
	}
	if found := p.Find("a Product Owner"); found != nil {
		t.Errorf("the zero Parser finds %v", found)
	}
	if got := p.Retitle(Title{Text: "PO", Role: ProductOwner}, ProductManager); got != "PO" {
		t.Errorf("the zero Parser retitles to %q", got)
	}
}

// TestEveryRuleFires makes sure that words of one language do not hide those
// of another: all titles of the rules are found as what they are.
func TestEveryRuleFires(t *testing.T) {
	titles, err := rules.LoadTitles()
	if err != nil {
		t.Fatal(err)
	}
	p := New(titles)
	for _, lang := range titles.Languages {
		for _, r := range lang.Roles {
			for _, s := range r.Titles {
				if got := p.Parse(s); got.Role != Role(r.Role) {
					t.Errorf("%s: %q is read as %s, the rule says %s", r.At, s, got.Role, r.Role)
				}
			}
		}
		for _, n := range lang.Neighbours {
			for _, list := range [][]string{n.Titles, n.Plural, n.Fields} {
				for _, s := range list {
					if got := p.Parse(s); got.Role != Other || got.Other == "" {
						t.Errorf("%s: %q is read as %s %q, the rule says %q", n.At, s, got.Role, got.Other, n.Name)
					}
				}
			}
		}
	}
}
