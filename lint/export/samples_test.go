package export_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

// TestSamples reads real exports. A file that lists jobs without their texts
// has to say so.
func TestSamples(t *testing.T) {
	root := testcorpus.Path(t, "samples/ats")
	const noTexts = "ERROR no texts"
	want := map[string][]string{
		"ashby/abhibattula__openai.json":                                  {"Technical Program Manager, Compute Infrastructure", "Research Engineer"},
		"ashby/michaeldinhmai__ashby.json":                                {"Open Application", "Software Engineer, Product (all levels)"},
		"ashby/omoji-personal__careerkit__ashby.json":                     {"Senior Technical Recruiter", "Senior Site Reliability Engineer"},
		"greenhouse/abhibattula__stripe.json":                             {"Account Executive, AI Sales (Grower)", "Account Executive, Billing"},
		"greenhouse/michaeldinhmai__greenhouse.json":                      {"Field Marketing Specialist", "Mid Market Account Executive"},
		"greenhouse/omoji-personal__careerkit__greenhouse.json":           {"Customer Data Scientist - Experimentation", "Emerging Account Executive (India)"},
		"indeed-xml/sample-from-talroo-and-indeed-docs.xml":               {"Software Engineer"},
		"lever/abhibattula__palantir.json":                                {"Administrative Business Partner", "Administrative Business Partner - Security"},
		"lever/michaeldinhmai__lever.json":                                {"Account Executive, North America SMB - India", "Account Manager - Singapore"},
		"lever/omoji-personal__careerkit__lever.json":                     {"(1099 Contract) Nonprofit Salesforce Consultant: Enterprise Project Manager", "(1099 Contract) Salesforce for Nonprofits: Solution Architect"},
		"personio/omoji-personal__careerkit__personio.xml":                {noTexts},
		"personio/sample-cdata-and-escaped.xml":                           {"Lagerhelfer (m/w/d)", "Head of Regulatory Reporting (m/w/d)"},
		"pinpoint/omoji-personal__careerkit__pinpoint.json":               {"Enterprise Applications Architect", "CRM Program Consultant"},
		"recruitee/michaeldinhmai__recruitee.json":                        {"Customer Success Engineer Tel Aviv", "Customer Success Engineer Dubai", "Office Manager Chicago"},
		"recruitee/omoji-personal__careerkit__recruitee.json":             {"(Senior) Financial Accountant (f/m/d) - Berlin/Brandenburg Region, Germany", "Partner Development Representative (f/m/d) - Berlin, Germany"},
		"smartrecruiters/abhibattula__detail.json":                        {"Sr. Manager"},
		"smartrecruiters/abhibattula__sample_list.json":                   {noTexts},
		"smartrecruiters/michaeldinhmai__detail.json":                     {""}, // its title was cut out of the sample
		"smartrecruiters/michaeldinhmai__page0.json":                      {noTexts},
		"smartrecruiters/omoji-personal__careerkit__smartrecruiters.json": {noTexts},
		"teamtailor/Tonttu84__teamtailor.json":                            {"Business Intelligence Analyst"},
		"teamtailor/omoji-personal__careerkit__teamtailor.json":           {noTexts},
		"workable/abhibattula__workable_sample.json":                      {noTexts},
		"workable/michaeldinhmai__workable.json":                          {"Account Executive (Partner First) - APAC", "Account Executive - UK&I / Northern Europe"},
		"workable/omoji-personal__careerkit__workable.json":               {noTexts},
		"workday/omoji-personal__careerkit__workday.json":                 {noTexts},
	}
	got := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || export.KindOfName(path) == "" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		kind := export.KindOf(src)
		if kind != export.KindOfName(path) {
			t.Errorf("%s: by its beginning it is %q", name, kind)
		}
		records, err := readAll(t, string(src), kind, export.Options{})
		for _, r := range records {
			got[name] = append(got[name], r.Title)
			if len(r.Body) < 40 || !utf8.Valid(r.Body) {
				t.Errorf("%s#%d: the text is %q", name, r.Index, r.Body)
			}
			if r.System == "" || r.ID == "" && r.Title != "" {
				t.Errorf("%s#%d: system %q, id %q", name, r.Index, r.System, r.ID)
			}
			if strings.Contains(string(r.Body), "&lt;p") || strings.Contains(string(r.Body), "&amp;lt;") {
				t.Errorf("%s#%d: escapes are left", name, r.Index)
			}
		}
		if err != nil {
			got[name] = append(got[name], noTexts)
			if !isNoTexts(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
}
