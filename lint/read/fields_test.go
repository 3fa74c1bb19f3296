package read

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/posting"
)

const jobPage = `<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "Jobs"},
{"@type": "JobPosting", "title": "Product Owner", "description": "<p>Own the <b>backlog</b></p>", "datePosted": "2024-05-01", "industry": "Rail &amp; ferry",
"hiringOrganization": {"@type": "Organization", "name": "Ostmere"}, "jobLocation": [{"address": {"addressCountry": {"@type": "Country", "name": "DE"}}}]}]}
</script></head><body><h1>Product Owner</h1></body></html>`

func TestFields(t *testing.T) {
	for name, c := range map[string]struct {
		path, text string
		want       map[string]string
	}{
		"YAML": {"a.md", "---\ntitle: Product Owner\ncompany: \"Ostmere: ferries\" # ours\ntags: [a]\nlist:\n  - x\ncountry: DE\n---\n\nOwn the backlog.\n", map[string]string{"title": "Product Owner", "company": "Ostmere: ferries", "country": "DE"}},
		"TOML": {"a.md", "+++\ntitle = \"Product Owner\"\ncompany = 'Ostmere'\n+++\n\nOwn the backlog.\n", map[string]string{"title": "Product Owner", "company": "Ostmere"}},
		"JSON": {"a.md", "{\n  \"title\": \"Product Owner\",\n  \"company\": \"Ostmere\"\n}\n\nOwn the backlog.\n", map[string]string{"title": "Product Owner", "company": "Ostmere"}},
		"none": {"a.md", "# Product Owner\n\ncompany: Ostmere\n", map[string]string{}},
		"page": {"a.html", jobPage, map[string]string{
			"@type": "Country", "title": "Product Owner", "description": "<p>Own the <b>backlog</b></p>", "datePosted": "2024-05-01", "industry": "Rail & ferry",
			"hiringOrganization": "Ostmere", "name": "DE", "addressCountry": "DE",
		}},
	} {
		p, err := Read(c.path, []byte(c.text), Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, maps.Collect(Fields(p))); diff != "" {
			t.Errorf("%s: the fields are others (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzFields(f *testing.F) {
	f.Add("a.html", jobPage)
	f.Add("a.md", "---\ncompany: Ostmere\n---\nOwn the backlog.\n")
	f.Fuzz(func(t *testing.T, path, text string) {
		for _, format := range []posting.Format{posting.HTML, posting.Markdown} {
			for range Fields(&posting.Posting{Path: path, Format: format, Source: []byte(text)}) {
				break // no more are yielded, which would panic
			}
			for name := range Fields(&posting.Posting{Path: path, Format: format, Source: []byte(text)}) {
				if name == "" {
					t.Error("a field has no name")
				}
			}
		}
	})
}
