package title

import "testing"

func TestChangedWords(t *testing.T) {
	tests := []struct{ old, changed, from, to string }{
		{"Product Owner", "Product Manager", "Owner", "Manager"},
		{"Senior Product Owner, Fares", "Senior Product Manager, Fares", "Owner", "Manager"},
		{"PO", "PM", "PO", "PM"},
		{"Product Owner", "Product Owner / Product Manager", "", " / Product Manager"},
		{"Product Owner", "Product Owner", "", ""},
		{"Product Owner (m/w/d)", "Produktmanager (m/w/d)", "Product Owner", "Produktmanager"},
		{"Chef de produit", "Product Owner", "Chef de produit", "Product Owner"},
		{"Owner of Owner", "Owner of Manager", "Owner", "Manager"},
		{"", "x", "", "x"},
	}
	for _, tt := range tests {
		start, end, text := ChangedWords(tt.old, tt.changed)
		if tt.old[start:end] != tt.from || text != tt.to {
			t.Errorf("%q to %q: %q to %q", tt.old, tt.changed, tt.old[start:end], text)
		}
		if got := tt.old[:start] + text + tt.old[end:]; got != tt.changed && tt.old != tt.changed {
			t.Errorf("%q to %q: got %q", tt.old, tt.changed, got)
		}
	}
}
