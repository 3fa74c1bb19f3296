package score

import "testing"

func TestRetitle(t *testing.T) {
	tests := []struct{ text, from, to, want string }{
		{"Product Manager", "manager", "owner", "Product Owner"},
		{"PRODUCT MANAGER and product managers", "manager", "owner", "PRODUCT OWNER and product owners"},
		{"Head of Product Management", "manager", "owner", "Head of Product Ownership"},
		{"PM, PMs, PMO, SPM, PM's, a_PM", "manager", "owner", "PO, POs, PMO, SPM, PO's, a_PM"},
		{"pm and Pm stay", "manager", "owner", "pm and Pm stay"},
		{"Project Manager", "manager", "owner", "Project Manager"},
		{"product managerial, Product Managers2", "manager", "owner", "product managerial, Product Managers2"},
		{"Product Owner (PO), product ownership", "owner", "manager", "Product Manager (PM), product management"},
		{"byproduct manager", "manager", "owner", "byproduct owner"},
		{"product  manager", "manager", "owner", "product  manager"},
		{"Product Manager:in ÄPM PMé", "manager", "owner", "Product Owner:in ÄPM PMé"},
		{"product managerS", "manager", "owner", "product ownerS"},
		{"Product manager", "manager", "owner", "Product owner"},
		{"", "manager", "owner", ""},
		{"product", "manager", "owner", "product"},
		{"product manager product manager", "manager", "owner", "product owner product owner"},
		{"PMPM PM", "manager", "owner", "PMPM PO"},
	}
	for _, tt := range tests {
		if got := retitle(tt.text, tt.from, tt.to); got != tt.want {
			t.Errorf("retitle(%q, %s, %s) = %q, want %q", tt.text, tt.from, tt.to, got, tt.want)
		}
	}
}

func TestSource(t *testing.T) {
	row := Row{N: 7, Title: "A \"B\" \\ \t\x01 é Product Manager", Swap: []string{"manager", "owner"}}
	src, head := row.Source("The PM owns it.")
	want := "---\ntitle: \"A \\\"B\\\" \\\\ \\t\\u0001 é Product Owner\"\n---\n\nThe PO owns it."
	if string(src) != want {
		t.Errorf("got\n%s\nwant\n%s", src, want)
	}
	if got := string(src[head:]); got != "The PO owns it." {
		t.Errorf("the text begins at %q", got)
	}
	if got := row.File(); got != "0007.md" {
		t.Errorf("file %q", got)
	}
}
