package export

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

func known(t testing.TB) *rules.Exports {
	t.Helper()
	k, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestFacts(t *testing.T) {
	want := posting.Facts{Employer: "Ostmere", Sector: "Transport", Country: "DE", Date: "2024-05-01"}
	const text = "Own the backlog, write the user stories, plan the sprints and accept what is done."
	for name, c := range map[string]struct {
		kind    Kind
		columns Columns
		text    string
	}{
		"columns":       {CSV, Columns{}, "title,description,company,industry,country,date posted\nProduct Owner,\"" + text + "\",Ostmere,Transport,DE,2024-05-01\n"},
		"German":        {CSV, Columns{}, "Titel;Beschreibung;Arbeitgeber;Branche;Land;Veröffentlicht am\nProduct Owner;\"" + text + "\";Ostmere;Transport;DE;2024-05-01\n"},
		"named":         {CSV, Columns{Facts: posting.Facts{Employer: "who", Sector: "NACE", Country: "5", Date: "Stand"}}, "title,description,who,NACE,place,Stand\nProduct Owner,\"" + text + "\",Ostmere,Transport,DE,2024-05-01\n"},
		"fields inside": {JSON, Columns{}, `[{"title": "Product Owner", "description": "` + text + `", "company": {"id": 7, "name": "Ostmere"}, "industry": {"label": "Transport"}, "location": {"address": {"country": "DE"}}, "publishedAt": "2024-05-01"}]`},
		"schema.org":    {JSON, Columns{}, `{"@type": "JobPosting", "title": "Product Owner", "description": "` + text + `", "hiringOrganization": {"@type": "Organization", "name": "Ostmere"}, "industry": "Transport", "jobLocation": [{"address": {"addressCountry": "DE"}}], "datePosted": "2024-05-01"}`},
		"XML":           {XML, Columns{}, "<jobs><job><title>Product Owner</title><company>Ostmere</company><description>" + text + "</description><industry>Transport</industry><country>DE</country><pubDate>2024-05-01</pubDate></job></jobs>"},
	} {
		for _, wanted := range []bool{true, false} {
			n := 0
			for rec, err := range Read(strings.NewReader(c.text), c.kind, Options{Known: known(t), Columns: c.columns, Facts: wanted}) {
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				n++
				want := want
				if !wanted {
					want = posting.Facts{}
				}
				if diff := cmp.Diff(want, rec.Facts); diff != "" {
					t.Errorf("%s: the facts are others (-want +got):\n%s", name, diff)
				}
			}
			if n != 1 {
				t.Errorf("%s: %d jobs", name, n)
			}
		}
		if c.kind == JSON {
			object := strings.Trim(c.text, "[]")
			if diff := cmp.Diff(want, NewFactReader(known(t), Columns{}).Line([]byte(object))); diff != "" {
				t.Errorf("%s: the facts of a line are others (-want +got):\n%s", name, diff)
			}
		}
	}
}

func FuzzFacts(f *testing.F) {
	r := NewFactReader(known(f), Columns{Facts: posting.Facts{Date: "a.b"}})
	f.Add([]byte(`{"company": {"name": "Ostmere"}, "a": {"b": [1]}, "location": [{"country": "DE"}]}`))
	f.Add([]byte(`{"company": [[[[{}]]]], "industry": null}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		facts := r.Line(line)
		for _, s := range factFields(&facts) {
			if len(*s) > maxFact || !utf8.ValidString(*s) || strings.ContainsAny(*s, "\n\r\t") {
				t.Errorf("%q is no fact", *s)
			}
		}
	})
}
