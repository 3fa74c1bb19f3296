package rules

import "testing"

func TestTitlePlaces(t *testing.T) {
	known, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	p := known.Titles
	for label, want := range map[string]bool{"Role": true, "Job title": true, "Intitulé du poste": true, "Stelle": true, "Place": false, "": false} {
		if p.IsLabel(label) != want {
			t.Errorf("label %q: %v", label, !want)
		}
	}
	for key, want := range map[string]titleKey{"title": MainTitleKey, "jobTitle": MainTitleKey, "job_title": MainTitleKey, "job-title": MainTitleKey, "position": OtherTitleKey, "layout": NoTitleKey} {
		if got := p.Key(key); got != want {
			t.Errorf("key %q: %v, want %v", key, got, want)
		}
	}
	if len(p.Employers()) == 0 {
		t.Error("no word stands before an employer")
	}
	for title, want := range map[string]bool{"Careers": true, "Untitled document": true, "Barista": false} {
		if p.IsNoTitle(title) != want {
			t.Errorf("%q is no title: %v", title, !want)
		}
	}
	if !p.BeforeEmployer("Join") || p.BeforeEmployer("the") {
		t.Error("employers are named behind “the”, not behind “Join”")
	}
	if !p.IsEmployer("GmbH") || p.IsEmployer("Owner") {
		t.Error("a company's name ends in “Owner”, not in “GmbH”")
	}
	if !p.IsSite("Careers") || p.IsSite("Job") {
		t.Error("a site's name ends in “Job”, not in “Careers”")
	}
	p = nil
	if p.IsNoTitle("Careers") || p.BeforeEmployer("at") || p.IsEmployer("GmbH") || p.IsSite("Jobs") || p.IsLabel("Role") || p.Key("title") != NoTitleKey || p.Employers() != nil {
		t.Error("nil knows a place")
	}
}
