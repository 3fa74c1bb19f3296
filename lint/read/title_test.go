package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

func TestChooseTitle(t *testing.T) {
	const text = "\n\nYou will own the backlog and talk to everybody who has a stake in it, every day of the week, in person or on the phone, as you like it best.\n"
	for _, c := range []struct {
		name, path, text, want string
		from                   posting.TitleFrom
	}{
		{"heading", "x.md", "# Senior Product Owner" + text, "Senior Product Owner", posting.FromHeading},
		{"linked heading", "x.md", "# Product Owner at [Example Ltd](http://example.org)" + text, "Product Owner", posting.FromHeading},
		{"second heading", "x.md", "# Join us\n\n## Product Owner" + text, "Product Owner", posting.FromHeading},
		{"heading below the text", "0001.md", "# Join us" + text + "## Product Owner" + text, "Join us", posting.FromHeading},
		{"bold line", "x.md", "**Product Owner**" + text, "Product Owner", posting.FromHeading},
		{"jobs prefix", "x.md", "# Jobs - Product Owner" + text, "Product Owner", posting.FromHeading},
		{"description prefix", "x.md", "# Job Description: Product Owner" + text, "Product Owner", posting.FromHeading},
		{"label", "x.txt", "Example Ltd\nRole: Product Owner\nPlace: Leeds" + text, "Product Owner", posting.FromLabel},
		{"bold label", "x.md", "**Job title:** Product Owner\n\n**Place:** Leeds" + text, "Product Owner", posting.FromLabel},
		{"label over its value", "x.txt", "Position:\nProduct Owner" + text, "Product Owner", posting.FromLabel},
		{"label in a table", "x.md", "| Place | Leeds |\n|---|---|\n| Job title | Product Owner |" + text, "Product Owner", posting.FromLabel},
		{"French label", "x.txt", "Example SA\nIntitulé du poste : Product Owner" + text, "Product Owner", posting.FromLabel},
		{"first line", "x.txt", "Product Owner (m/w/d)" + text, "Product Owner (m/w/d)", posting.FromFirstLine},
		{"first line at employer", "x.txt", "Product Owner at Example Ltd" + text, "Product Owner", posting.FromFirstLine},
		{"at, but no employer", "x.txt", "Good at talking, Product Owner" + text, "Good at talking, Product Owner", posting.FromFirstLine},
		{"below a menu", "x.txt", "Skip to main content\nJobs\nSign in\nProduct Owner (all genders)\nExample Ltd" + text, "Product Owner (all genders)", posting.FromFirstLine},
		{"file name", "jobs/senior-product-owner.md", "We own things." + text, "Senior Product Owner", posting.FromFileName},
		{"file name before a heading that is none", "product-owner.md", "# Who we are" + text, "Product Owner", posting.FromFileName},
		{"key that is no title", "x.md", "---\nposition: full-time\n---\n# Product Owner" + text, "Product Owner", posting.FromHeading},
		{"page title", "x.html", "<title>Example | Product Owner</title><p>" + text, "Product Owner", posting.FromMarkup},
		{"page title, job first", "x.html", "<title>Product Owner | Example</title><h1>Example</h1>" + text, "Product Owner", posting.FromMarkup},
		{"sign of a heading over HTML", "x.html", "# Product Owner\n\n<p>" + text + "<h2>About us</h2>", "Product Owner", posting.FromHeading},
		{"above the title in other markup", "x.txt", "From: us\n#+TITLE: Product Owner" + text, "Product Owner", posting.FromLabel},
		{"field of reStructuredText", "x.txt", ":title: Product Owner" + text, "Product Owner", posting.FromLabel},
		{"subject", "x.txt", "From: us\nSubject: Fwd: Product Owner" + text, "Product Owner", posting.FromLabel},
		{"AsciiDoc", "x.adoc", "= Product Owner\n:toc:\n\n// a note" + text, "Product Owner", posting.FromHeading},
		{"wiki", "x.txt", "= Product Owner =" + text, "Product Owner", posting.FromHeading},
		{"line of a hiring thread", "x.txt", "Example | Product Owner | Leeds, Britain or near to it | on site | full-time | https://example.org" + text, "Product Owner", posting.FromFirstLine},
		{"twice, for screen readers", "x.html", "<h1><b>Product Owner</b><span>Product Owner</span></h1><p>" + text, "Product Owner", posting.FromHeading},
		{"behind other headings", "x.md", "# ABOUT US Product Owner" + text, "Product Owner", posting.FromHeading},
		{"behind links", "x.md", "# Home / Careers / Product Owner" + text, "Product Owner", posting.FromHeading},
		{"no title in its place", "x.md", "---\ntitle: Careers\n---\n# Product Owner" + text, "Product Owner", posting.FromHeading},
		{"list of roles", "x.md", "---\nroles:\n  - Product Owner\n---\n# Join us" + text, "Product Owner", posting.FromFrontMatter},
		{"list of roles in TOML", "x.md", "+++\nroles = ['Product Owner']\n+++\n# Join us" + text, "Product Owner", posting.FromFrontMatter},
		{"gender in bars", "x.md", "# Product Owner (f | m | d)" + text, "Product Owner (f | m | d)", posting.FromHeading},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read(c.path, []byte(c.text), Options{IsTitle: namesJob, Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			if p.Title.Text != c.want || p.Title.From != c.from {
				t.Errorf("title %+v, want %q from %s", p.Title, c.want, c.from)
			}
			if s := p.Title.Span; c.from != posting.FromFileName && c.text[s.Start:s.End] != c.want {
				t.Errorf("title %q is at %q", p.Title.Text, c.text[s.Start:s.End])
			}
		})
	}
	p, err := Read("x.md", []byte("# A"+text), Options{Title: "  Product\tOwner "})
	if err != nil {
		t.Fatal(err)
	}
	if want := (posting.Title{Text: "Product Owner", From: posting.FromFlag}); p.Title != want {
		t.Errorf("title %+v, want %+v", p.Title, want)
	}
}

func TestTitleOfPath(t *testing.T) {
	for path, want := range map[string]string{
		"senior-product-owner.md": "Senior Product Owner", "jobs/product_manager.markdown": "Product Manager", "a/ProductManager.md": "Product Manager", "SeniorDevOpsEngineer.md": "SeniorDevOpsEngineer",
		"2020-04-16-product-owner.md": "2020", "04-product-owner.md": "Product Owner", "jobs/product-manager/index.html": "Product Manager", "Senior Product Manager, R&D.md": "Senior Product Manager, R&D",
		"-": "", "": "", "0001.md": "", "head-of-product.md": "Head of Product", "senior-po.md": "Senior PO", "index.html": "", `C:\x.md`: `C:\x`, "product-manager.b585309.md": "Product Manager B585309",
	} {
		if want == "2020" {
			want = "Product Owner"
		}
		if got := titleOfPath(path); got != want {
			t.Errorf("titleOfPath(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestJobs(t *testing.T) {
	body := "\n\n- " + strings.Repeat("Own the backlog of the team. ", 10) + "\n\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"two", "# Product Owner" + body + "# Scrum Master" + body, []string{"Product Owner", "Scrum Master"}},
		{"two below a heading", "# Jobs\n\nWe hire.\n\n## Product Owner" + body + "### Duties" + body + "## Role: Scrum Master at Example" + body + "## How to apply\n\nWrite.\n", []string{"Product Owner", "Scrum Master"}},
		{"one", "# Product Owner" + body + "## About the Product Manager" + body + "## Duties" + body, nil},
		{"one in sections", "# Product Owner\n\n## About us" + body + "## Product Manager" + body + "## Scrum Master" + body + "## Duties" + body + "## Benefits" + body, nil},
		{"without a text", "# Product Owner\n# Scrum Master\n" + body, nil},
		{"the same twice", "# Product Owner" + body + "# Product Owner" + body, nil},
		{"said to be one", "---\ntitle: Product Owner\n---\n# Product Owner" + body + "# Scrum Master" + body, nil},
		{"a page of jobs", "---\ntitle: Careers\n---\n# Product Owner" + body + "# Scrum Master" + body, []string{"Product Owner", "Scrum Master"}},
		{"other jobs mentioned", "# Product Owner" + body + "## Working with the Product Manager" + body + "## Why a Scrum Master?" + body, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read("x.md", []byte(c.text), Options{IsTitle: namesJob, Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, job := range p.Jobs {
				got = append(got, job.Text)
				if s := job.Span; c.text[s.Start:s.End] != job.Text {
					t.Errorf("job %q is at %q", job.Text, c.text[s.Start:s.End])
				}
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("jobs %q, want %q", got, c.want)
			}
		})
	}
}

// TestSpelledTitle checks that letters which stand apart are words.
func TestSpelledTitle(t *testing.T) {
	const text = "\n\nYou will own the backlog and talk to everybody who has a stake in it.\n"
	for title, want := range map[string]string{
		"P R O D U C T  O W N E R":                                  "PRODUCT OWNER",
		"P R O D U C T O W N E R":                                   "PRODUCT OWNER", // all gaps are alike
		"P r o d u c t   O w n e r , Parking":                       "Product Owner, Parking",
		"Product Owner A B C":                                       "Product Owner A B C",
		"S E N I O R\u00a0\u00a0P R O D U C T\u00a0\u00a0O W N E R": "SENIOR PRODUCT OWNER",
	} {
		src := "# " + title + text
		p, err := Read("x.md", []byte(src), Options{IsTitle: func(s string) bool { return strings.EqualFold(s, "Product Owner") }, Headings: headings(t)})
		if err != nil {
			t.Fatal(err)
		}
		if p.Title.Text != want || src[p.Title.Span.Start:p.Title.Span.End] != title {
			t.Errorf("%q: title %q at %v, want %q", title, p.Title.Text, p.Title.Span, want)
		}
	}
}

// TestJunk checks that what stands before a title goes, but not the name of a product.
func TestJunk(t *testing.T) {
	f := titleFinder{known: headings(t).Titles, isTitle: func(s string) bool { return strings.HasSuffix(s, "Product Owner") }}
	for title, want := range map[string]string{
		"About us Product Owner": "Product Owner", "We are hiring a Product Owner": "Product Owner", "Apply now: Product Owner": "Product Owner",
		"Jobs Product Owner": "Jobs Product Owner", "JOBS Product Owner": "Product Owner", "About us": "About us", "": "",
	} {
		if got := title[f.afterJunk(title):]; got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}
