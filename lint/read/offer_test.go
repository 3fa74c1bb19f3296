package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// namesOwner takes for titles what the tests below call one.
func namesOwner(s string) bool {
	switch strings.TrimPrefix(s, "Senior ") {
	case "Product Owner", "Product Manager":
		return true
	}
	return false
}

func TestNoPosting(t *testing.T) {
	headings, err := rules.LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	const duties = "\n## Responsibilities\n\n- Own the backlog of the shop.\n- Write the stories for the team.\n"
	const text = "\n## How we plan\n\nThe owners of our products and the teams meet every Monday in the morning.\n"
	for name, test := range map[string]struct {
		src  string
		want bool
	}{
		"a posting":                         {"# Product Owner\n" + duties, false},
		"a posting without headings":        {"# Senior Product Owner\n\nYou own the backlog of the shop.\n", false},
		"a title that goes on":              {"# Product Owner, Infrastructure as Code\n" + text, false},
		"a title behind a bar":              {"# Jobs | Product Owner\n" + text, false},
		"a job with a name of its own":      {"# Chief Whisperer of Backlogs\n" + duties, false},
		"only how to apply":                 {"# Chief Whisperer of Backlogs\n\n## How to apply\n\nSend us your papers.\n", false},
		"an unknown language":               {"# Il nostro team di prodotto\n\nI responsabili dei prodotti e le persone del team si incontrano con il cliente per che la nostra impresa sia più forte ogni anno.\n", false},
		"a title that opens the duties":     {"# What you will do\n\n- Own the backlog of the shop.\n", false},
		"another script":                    {"# 產品\n" + text, false},
		"neither title nor headings":        {"Our product work is about to grow. You will own the backlog and write the stories for two teams in the city.\n", false},
		"a page about the work":             {"# Product management here\n" + text, true},
		"a title that is a heading":         {"# Product Management Areas of Ownership\n\nThe shop belongs to the team of Maria, and the tolls to that of Jon.\n", true},
		"several people":                    {"# Product Owners\n" + text, true},
		"a ladder":                          {"# Product Manager Levels\n" + duties, true},
		"an interview guide":                {"---\ntitle: 'Interview guide: Product Owner'\n---\n" + duties, true},
		"instructions":                      {"---\nname: product-owner\ndescription: Use this when a backlog needs care.\ntools: Read, Write\nmodel: large\n---\nYou are a Product Owner.\n" + duties, true},
		"a posting that lists tools":        {"---\ntitle: Product Owner\ntools: Jira, Miro\nmode: remote\n---\n" + duties, false},
		"a posting that tells where to sit": {"---\ntitle: Product Owner\nlocation: remote\nmodel: hybrid\n---\n" + duties, false},
	} {
		p, err := Read("page.md", []byte(test.src), Options{IsTitle: namesOwner, Headings: headings})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if (p.NoPosting != "") != test.want {
			t.Errorf("%s: NoPosting is %q (title %q, language %q)", name, p.NoPosting, p.Title.Text, p.Language)
		}
	}
}

func TestUntitled(t *testing.T) {
	headings, err := rules.LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	const duties = "\n## Responsibilities\n\n- Own the backlog of the shop.\n- Write the stories for the team.\n"
	const apply = "\n## How to apply\n\nSend us your papers. Come and join Parkwell!\n"
	for name, test := range map[string]struct {
		src  string
		want posting.Untitled
	}{
		"a title":                        {"# Product Owner\n" + duties, posting.Titled},
		"the title of another job":       {"# Barista\n" + duties + apply, posting.Titled},
		"the heading of a section":       {"# What you will do\n\n- Own the backlog of the shop.\n", posting.NoTitle},
		"in French":                      {"## Vos missions\n\n- Vous gérez le backlog de la boutique avec les équipes.\n- Vous rédigez les stories pour les développeurs.\n", posting.NoTitle},
		"a word that leads to titles":    {"# Careers\n" + duties, posting.NoTitle},
		"what a program writes":          {"---\ntitle: Untitled document\n---\n" + duties, posting.NoTitle},
		"nothing but a list":             {"- Own the backlog of the shop\n- Write the stories for the team\n", posting.DoubtfulTitle},
		"the company":                    {"# Parkwell\n" + duties + apply, posting.DoubtfulTitle},
		"the file":                       {"We are about to grow. You will own the backlog and write the stories for two teams.\n", posting.DoubtfulTitle},
		"a page that is no posting":      {"# Overview\n\n## Steps\n\nThe certificate is made on Monday.\n", posting.Titled},
		"a heading, and a text of terms": {"# About us\n\n## Benefits\n\nThe shop is near the lake, and the coffee is free.\n", posting.DoubtfulTitle},
	} {
		p, err := Read("page.md", []byte(test.src), Options{IsTitle: namesOwner, Headings: headings})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p.Untitled != test.want {
			t.Errorf("%s: Untitled is %v, want %v (title %q, language %q)", name, p.Untitled, test.want, p.Title.Text, p.Language)
		}
	}
}

func TestLadder(t *testing.T) {
	job := func(s string) string { return strings.TrimPrefix(s, "Senior ") }
	for _, test := range []struct {
		jobs string
		want bool
	}{
		{"PO|Senior PO|Senior Senior PO|PO", true},
		{"PO|Senior PO|PO|Coach", true},
		{"PO|Senior PO", false},
		{"PO, Maps|PO, Tolls|PO, Bridges", false},
		{"PO|Senior PO|PO|Coach|Clerk|Cook", false},
		{"", false},
	} {
		var jobs []posting.Title
		for _, s := range strings.Split(test.jobs, "|") {
			jobs = append(jobs, posting.Title{Text: s})
		}
		if got := isLadder(jobs, job); got != test.want {
			t.Errorf("%s: %v", test.jobs, got)
		}
		if isLadder(jobs, nil) {
			t.Errorf("%s: a ladder, and nothing is known of jobs", test.jobs)
		}
	}
}

// TestNoPostingZero checks that without the rules nothing is passed over.
func TestNoPostingZero(t *testing.T) {
	p, err := Read("page.md", []byte("# Product Manager Levels\n\nText.\n"), Options{})
	if err != nil || p.NoPosting != "" {
		t.Errorf("NoPosting %q, error %v", p.NoPosting, err)
	}
}
