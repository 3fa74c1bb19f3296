package rules

import (
	"testing"
	"testing/fstest"
)

func builtinNotPostings(t *testing.T) *notPostings {
	t.Helper()
	n, err := loadNotPostings(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNotPostingsTitle(t *testing.T) {
	n := builtinNotPostings(t)
	for title, want := range map[string]bool{
		"Product Manager Levels":                        true,
		"Product Manager career ladder":                 true,
		"Product Manager – Interview Guide":             true,
		"Interview guide: Product Owner":                true,
		"🎉 Product career framework":                    true,
		"Getting started as a Product Owner":            true,
		"Product Owner onboarding checklist":            true,
		"Leitfaden: Product Owner":                      true,
		"Product Manager":                               false,
		"Product Manager, Onboarding":                   false,
		"Product Owner - Interviews":                    false,
		"Product Manager - Frameworks & APIs":           false,
		"Product Owner (Interview Scheduling)":          false,
		"Policyholder Product Owner":                    false,
		"Product Manager, Step-Ladders":                 false,
		"Senior Product Manager, Handbooks and Guides":  false,
		"Product Owner, Levels of Assurance, Public ID": false,
		"": false,
	} {
		if got := n.Title(title); (got != "") != want {
			t.Errorf("Title(%q) = %q", title, got)
		}
	}
}

func TestNotPostingsPlaces(t *testing.T) {
	n := builtinNotPostings(t)
	for name, want := range map[string]bool{"02-onboarding": true, "Interview Guides": true, "interview_questions": true, "career-ladders": true, "jobs": false, "agents": false, "42": false} {
		if got := n.Folder(name); (got != "") != want {
			t.Errorf("Folder(%q) = %q", name, got)
		}
	}
	for name, want := range map[string]bool{"AGENTS.md": true, "product-owner.agent.md": true, "po.prompt.md": true, "LICENSE": true, "agent.md": false, "README.md": false, "product-owner.md": false} {
		if got := n.File(name); (got != "") != want {
			t.Errorf("File(%q) = %q", name, got)
		}
	}
	for word, want := range map[string]bool{"Level": true, "PM3": true, "level:": true, "Growth": false} {
		if got := n.Step(word); got != want {
			t.Errorf("Step(%q) = %v", word, got)
		}
	}
	var none *notPostings
	if none.File("AGENTS.md")+none.Folder("onboarding")+none.OthersFolder("vendor")+none.Title("levels") != "" || none.InstructionKey("tools") {
		t.Error("nil knows of something")
	}
}

func TestNotPostingsCapitals(t *testing.T) {
	_, err := loadNotPostings(fstest.MapFS{"not-postings.yaml": {Data: []byte("files: [AGENTS.md]\n")}})
	if err == nil {
		t.Error("a name in capitals, which never fits, is no error")
	}
}
