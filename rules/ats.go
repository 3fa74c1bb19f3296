package rules

import (
	"io/fs"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// Exports is what is known of files that hold many jobs: those of applicant
// tracking systems and job boards, and spreadsheets.
type Exports struct {
	Systems  []System `yaml:"systems"`
	Lists    []string `yaml:"lists"`    // fields that hold a list of jobs
	Elements []string `yaml:"elements"` // elements of XML that are a job
	Wrappers []string `yaml:"wrappers"` // fields that a job may stand in
	Columns  columns  `yaml:"columns"`

	// CompanyHeading stands above text that all postings of a company share.
	CompanyHeading string `yaml:"company_heading"`
}

// System says where an applicant tracking system keeps what a posting is made
// of. Fields of fields are written with dots; "*" is any field.
type System struct {
	Key         string `yaml:"system"`
	Name        string `yaml:"name"`
	Signs       []Text `yaml:"signs"` // each a line of fields that a job has
	List        []Text `yaml:"list"`
	Element     string `yaml:"element"`
	Title       []Text `yaml:"title"`
	ID          []Text `yaml:"id"`
	URL         []Text `yaml:"url"`
	Parts       []Part `yaml:"parts"`
	Boilerplate []Text `yaml:"boilerplate"` // classes of HTML elements
	Help        string `yaml:"help"`        // how to get the texts
	At          Pos
}

// Part is a part of the text of a posting.
type Part struct {
	Text    []Text `yaml:"text"`    // of several fields the first that holds anything
	Heading string `yaml:"heading"` // the field with its heading
	Called  string `yaml:"called"`  // its heading, where there is no field with one
	Each    string `yaml:"each"`    // the list that Text and Heading stand in
	At      Pos
}

// columns names the columns of spreadsheets by what they hold, in any of the
// languages.
type columns struct {
	Title    []string `yaml:"title"` // best first
	Text     []string `yaml:"text"`
	Sections []string `yaml:"sections"` // texts that get their column as heading
	ID       []string `yaml:"id"`
	URL      []string `yaml:"url"`

	// What stands beside the text, see posting.Facts.
	Employer []string `yaml:"employer"`
	Sector   []string `yaml:"sector"`
	Country  []string `yaml:"country"`
	Date     []string `yaml:"date"`

	// Of objects that are a text with its heading: {"name": "Tasks", "value": "…"}.
	Labels []string `yaml:"labels"`
	Values []string `yaml:"values"`

	// Words in names.
	Skipped []string `yaml:"skipped"` // what the field holds is no text of a job
	Company []string `yaml:"company"` // it is about the company
	Fillers []string `yaml:"fillers"` // they say nothing
}

// LoadExports reads what is built in of exports. It takes a few milliseconds:
// call it when there is one to read.
func LoadExports() (*Exports, error) { return loadExports(files) }

func loadExports(fsys fs.FS) (*Exports, error) {
	var e Exports
	if err := decodeFile(fsys, "ats.yaml", &e); err != nil {
		return nil, err
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	return &e, nil
}

// check refuses systems that could not be recognised or not be read.
func (e *Exports) check() error {
	seen := map[string]bool{}
	for i := range e.Systems {
		s := &e.Systems[i]
		switch {
		case s.Key == "" || s.Name == "":
			return load.ErrorAt(s.At, "a system needs a key and a name")
		case seen[s.Key]:
			return load.ErrorAt(s.At, "the system %q stands here twice", s.Key)
		case len(s.Signs) == 0:
			return load.ErrorAt(s.At, "%s: without signs it is never recognised", s.Key)
		case len(s.Parts) == 0:
			return load.ErrorAt(s.At, "%s: without parts its postings have no text", s.Key)
		}
		seen[s.Key] = true
		for _, p := range s.Parts {
			if len(p.Text) == 0 {
				return load.ErrorAt(p.At, "%s: a part needs the field of its text", s.Key)
			}
		}
	}
	if len(e.Columns.Title) == 0 || len(e.Columns.Text) == 0 {
		return load.ErrorAt(Pos{File: "ats.yaml", Line: 1, Column: 1}, "columns need a title and a text")
	}
	return nil
}
