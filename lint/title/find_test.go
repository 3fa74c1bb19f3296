package title

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/rules"
)

func TestFind(t *testing.T) {
	p := parser(t)
	type found struct {
		Text   string
		Role   Role
		Plural bool
		Short  bool
	}
	tests := []struct {
		text string
		want []found
	}{
		{"As a Product Owner you will own the backlog.", []found{{"Product Owner", po, false, false}}},
		{"Our product managers and POs agree.", []found{{"product managers", pm, true, false}, {"POs", po, true, true}}},
		{"Als Produktmanager:in gestaltest du", []found{{"Produktmanager:in", pm, false, false}}},
		{"the lead product owner", []found{{"product owner", po, false, false}}},
		{"work with Product Marketing Managers", nil},
		{"the product marketing manager and the marketing product manager", nil},
		{"product management is product ownership", nil},
		{"meet at 5 PM or 5:30 PM", nil},
		{"Write to PO Box 12", nil},
		{"the pm of the country", nil},
		{"the PM decides", []found{{"PM", pm, false, true}}},
		{"production owner, productowner", []found{{"productowner", po, false, false}}},
		{"product. Manager", []found{{"product. Manager", pm, false, false}}},
		{"product, manager", nil},
		{"a\u00a0Product\u00a0Owner", []found{{"Product\u00a0Owner", po, false, false}}},
		{"PM/PO", []found{{"PM", pm, false, true}, {"PO", po, false, true}}},
		{"Product Manager/Owner", []found{{"Product Manager/Owner", both, false, false}}},
		{"le propriétaire de produit", []found{{"propriétaire de produit", po, false, false}}},
		{"", nil},
	}
	for _, tt := range tests {
		var got []found
		for _, m := range p.Find(tt.text) {
			got = append(got, found{tt.text[m.Span.Start:m.Span.End], m.Role, m.Plural, m.Short})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Find(%q), - want, + got:\n%s", tt.text, diff)
		}
	}
}

// TestFindAgrees compares with a search for the plain words: Find may only
// leave out what belongs to a longer phrase.
func TestFindAgrees(t *testing.T) {
	p := parser(t)
	plainly, found := 0, 0
	for _, row := range testcorpus.Rows[labelled](t, "corpus/postings.jsonl") {
		text := row.Text
		plainly += strings.Count(strings.ToLower(text), "product owner")
		for _, m := range p.Find(text) {
			if strings.Contains(strings.ToLower(text[m.Span.Start:m.Span.End]), "product owner") {
				found++
			}
		}
	}
	t.Logf("%d of %d", found, plainly)
	if plainly-found > 8*plainly/100 {
		t.Errorf("found %d of %d product owners", found, plainly)
	}
}

// TestNameWordsMissNoName holds the words of names against Find on texts made of
// the words of titles.
func TestNameWordsMissNoName(t *testing.T) {
	titles, err := rules.LoadTitles()
	if err != nil {
		t.Fatal(err)
	}
	const own = "language: en\nroles:\n  - role: product-owner\n    titles: [3D Captain, 4x4]\n    becomes: Product Manager\n"
	if err := titles.Add("own.yaml", []byte(own)); err != nil {
		t.Fatal(err)
	}
	p := New(titles)
	for text, want := range map[string]int{"As a 3D Captain you will": 1, "As a 4x4 you will": 1, "the 13D Captain": 0} {
		if got := p.Find(text); len(got) != want {
			t.Errorf("%q: %v, want %d", text, got, want)
		}
	}
	var phrases []string
	for _, words := range titles.Languages {
		for _, r := range words.Roles {
			phrases = append(phrases, r.Titles...)
		}
		for _, n := range words.Neighbours {
			phrases = append(phrases, n.Titles...)
		}
	}
	words := map[Role]*NameWords{ProductManager: p.NameWords(ProductManager), ProductOwner: p.NameWords(ProductOwner)}
	piece := rapid.OneOf(rapid.SampledFrom(phrases), rapid.SampledFrom([]string{"as a", "the", "Chefs", "s", ":in", "/-in", "-", "our", "12", "é", "will"}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", "-", "/", ", "}).Draw(t, "between"))
		for _, m := range p.Find(text) {
			for role, words := range words {
				if !m.Short && (m.Role == role || m.Role == Both) && words.In(text)&IsName == 0 {
					t.Fatalf("%q names a %s at %v, and lacks words of its names", text, role, m.Span)
				}
			}
		}
	})
	for _, text := range []string{"Own the backlog and order it.", "You talk to product customers every week.", "owner of a product", "product", ""} {
		if words[ProductOwner].In(text)&IsName != 0 {
			t.Errorf("%q has the words of a name", text)
		}
	}
}
