package read

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

// TestScripts reads pages that hold their posting in a script, with the faults that
// pages have; the lines lead to their places in the script.
func TestScripts(t *testing.T) {
	const items = `<ul><li>Own the P&amp;L</li><li>Set \"pricing\" for \u00e9very ticket</li></ul>`
	ld := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	next := func(json string) string {
		return `<script id="__NEXT_DATA__" type="application/json">` + json + `</script>`
	}
	for name, script := range map[string]string{
		"whole":              ld(`{"@type": "JobPosting", "title": "Product Owner", "description": "` + items + `"}`),
		"line breaks":        ld("{\"@type\": \"JobPosting\", \"title\": \"Product Owner\", \"description\": \"" + strings.ReplaceAll(items, "</li>", "</li>\n\t") + "\"}"),
		"a comment":          ld("<!--\n{\"@type\": \"JobPosting\", \"title\": \"Product Owner\", \"description\": \"" + items + "\"}\n//-->"),
		"CDATA":              ld("//<![CDATA[\n{\"@type\": \"JobPosting\", \"title\": \"Product Owner\", \"description\": \"" + items + "\"}\n//]]>"),
		"a comma at the end": ld(`[{"@type": ["JobPosting",], "title": "Product Owner", "description": "` + items + `",},]`),
		"an address as type": ld(`{"@type": "http://schema.org/JobPosting", "title": "Product Owner", "description": "` + items + `"};`),
		"cut off":            ld(`{"@type": "JobPosting", "title": "Product Owner", "description": "` + items + `", "x": [{"a": 1`),
		"a list":             ld(`{"@type": "JobPosting", "title": "Product Owner", "description": "We.", "responsibilities": ["Own the P&L", "Set \"pricing\" for \u00e9very ticket"]}`),
		"a graph":            ld(`{"@graph": [{"@type": "Organization", "description": "We build."}, {"@type": "jobposting", "title": "Product Owner", "responsibilities": "` + items + `"}]}`),
		"data":               next(`{"props": {"pageProps": {"company": {"name": "P", "description": "<p>We set the prices of everything, everywhere and for all.</p>"}, "job": {"id": 1, "jobTitle": "Product Owner", "tasks": "` + items + `", "similarJobs": [{"title": "B", "description": "<p>Care for all of the people that come to us each day.</p>"}]}}}}`),
		"data with lists":    next(`{"props": {"job": {"title": "Product Owner", "duties": ["Own the P&L", "Set \"pricing\" for \u00e9very ticket", "Be there for all of the people that come here"]}}}`),
	} {
		t.Run(name, func(t *testing.T) {
			src := []byte(`<!doctype html><html><head><title>Careers</title>` + script + `</head><body><div id="root"></div></body></html>`)
			p, err := Read("x.html", src, Options{IsTitle: namesJob, Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			if p.Title.Text != "Product Owner" {
				t.Errorf("title %q", p.Title.Text)
			}
			var found []string
			for i := range p.Lines {
				l := &p.Lines[i]
				if l.Kind == posting.Bullet && !strings.HasPrefix(l.Text, "Be there") {
					found = append(found, l.Text)
					s := l.Span()
					if at := string(src[s.Start:s.End]); at[:3] != l.Text[:3] || at[len(at)-1] != l.Text[len(l.Text)-1] {
						t.Errorf("%q stands in %q", l.Text, at)
					}
				}
			}
			if got := strings.Join(found, "|"); got != `Own the P&L|Set "pricing" for évery ticket` {
				t.Errorf("lines %q", got)
			}
		})
	}
}

// FuzzScript feeds any text to the reader of the scripts of a page.
func FuzzScript(f *testing.F) {
	f.Add(`{"@type": "JobPosting", "title": "a", "description": "<p>b\u00e9", "responsibilities": ["c", "d"],}`)
	f.Add(`<!-- [{"props": {"title": "a", "text": "` + strings.Repeat("a b ", 30) + `", "list": ["a` + strings.Repeat(" b", 40) + `"]}}, /* x */ // y`)
	f.Fuzz(func(t *testing.T, script string) {
		for _, kind := range []string{"application/json", "application/ld+json"} {
			src := []byte(`<html><body><script type="` + kind + `">` + script + `</script></body></html>`)
			p, err := Read("x.html", src, Options{IsTitle: func(s string) bool { return strings.Contains(s, "a") }})
			if err != nil {
				continue
			}
			for i := range p.Lines {
				if s := p.Lines[i].Span(); s.Start < 0 || s.End <= s.Start || s.End > len(src) {
					t.Fatalf("line %+v lies outside of the page", p.Lines[i])
				}
			}
		}
	})
}
