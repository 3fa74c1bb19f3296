package section

import (
	"testing"

	"github.com/jdlint/jdlint/rules"
)

func headings(t testing.TB) *rules.Headings {
	t.Helper()
	known, err := rules.LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// english returns what is known of the sections of English postings.
func english(t testing.TB) *rules.Sections {
	t.Helper()
	sections, err := headings(t).In("en")
	if err != nil {
		t.Fatal(err)
	}
	return sections
}

type realPosting struct{ ID, Text, Lang, Title string }

func newSplitter(t testing.TB) *Splitter {
	t.Helper()
	return &Splitter{zoneTracker: zoneTracker{phraseFinder: phraseFinder{vocabulary: headings(t).Vocabulary}}}
}
