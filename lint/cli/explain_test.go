package cli

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/book"
)

// TestPage prints a page with all that a page can hold.
func TestPage(t *testing.T) {
	var out strings.Builder
	printPage(&out, &book.Page{ID: "tolls", Kind: "category", Name: "bridges and tolls", Parts: []book.Part{
		{Text: "Collects what the bridges of the county are worth to who crosses them."},
		{Heading: "Category", Ref: "bridges", Text: "strategic"},
		{Heading: "See", Ref: "roads"},
		{Heading: "Empty"},
		{Heading: "Counts", Items: []book.Item{{Text: "Set\x1b the toll."}, {Ref: "tolls.set", Text: "Sets a toll for each kind of cart."}}},
	}}, 40)
	want := `tolls (category): bridges and tolls

Collects what the bridges of the
county are worth to who crosses them.

Category
  bridges, strategic

See
  roads

Counts
  - Set\x1b the toll.
  - tolls.set: Sets a toll for each kind
    of cart.
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
