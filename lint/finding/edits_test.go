package finding_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
)

const strategicDuties = "\n- Set the price of all tickets and passes\n- Own the profit and loss of the product line\n" +
	"- Define the go-to-market strategy for new regions\n- Analyse the market and the competition\n- Own the product vision and strategy\n"

const tacticalDuties = "\n- Own and prioritise the product backlog\n- Write user stories with acceptance criteria\n- Plan the sprints with the developers\n- Accept finished stories\n"

// TestEdits writes down what becomes of the text before the duties.
func TestEdits(t *testing.T) {
	l := linter(t)
	tests := []struct{ name, path, before, after, duties string }{
		{"heading", "a.md", "# Product Owner\n", "# Product Manager\n", strategicDuties},
		{"both heading and front matter", "a.md", "---\ntitle: Lead Product Owner\n---\n\n# Lead Product Owner\n", "---\ntitle: Lead Product Manager\n---\n\n# Lead Product Manager\n", strategicDuties},
		{"quoted", "a.md", "---\ntitle: 'Product Owner: it''s fares'\n---\n", "---\ntitle: 'Product Manager: it''s fares'\n---\n", strategicDuties},
		{"escaped", "a.md", "---\ntitle: \"Fares \\u0026 Tolls Product Owner\"\n---\n", "---\ntitle: \"Fares \\u0026 Tolls Product Manager\"\n---\n", strategicDuties},
		{"bold", "a.md", "# **Product Owner**, Fares\n", "# **Product Manager**, Fares\n", strategicDuties},
		{"markup between", "a.md", "# Product *Owner*\n", "# Product *Manager*\n", strategicDuties},
		{"label", "a.txt", "Role: Product Owner\n", "Role: Product Manager\n", strategicDuties},
		{"mention", "a.md", "# Product Owner\n\nAs a Product Owner you will travel. You work with other Product Owners.\n", "# Product Manager\n\nAs a Product Manager you will travel. You work with other Product Owners.\n", strategicDuties},
		{"wrapped mention", "a.md", "# Product Owner\n\nYou will not be bored with us, because as a product\nowner you will travel.\n", "# Product Manager\n\nYou will not be bored with us, because as a product\nmanager you will travel.\n", strategicDuties},
		{"colleague", "a.md", "# Product Owner\n\nYou work with the Product Owner of the sister team.\n", "# Product Manager\n\nYou work with the Product Owner of the sister team.\n", strategicDuties},
		{"the text is right", "a.md", "# Product Owner\n\nAs a Product Manager you will travel.\n", "# Product Manager\n\nAs a Product Manager you will travel.\n", strategicDuties},
		{"the title is right", "a.md", "# Product Owner\n\nAs a Product Manager you will travel.\n", "# Product Owner\n\nAs a Product Owner you will travel.\n", tacticalDuties},
		{"HTML", "a.html", "<h1>Product&nbsp;Owner &amp; more</h1>\n", "<h1>Product&nbsp;Manager &amp; more</h1>\n", strategicHTML},
		{"Windows-1252", "a.md", "# Product Owner, Caf\xe9\n", "# Product Manager, Caf\xe9\n", strategicDuties},
		{"BOM and CRLF", "a.md", "\uFEFF# Product Owner\r\n", "\uFEFF# Product Manager\r\n", strategicDuties},
		{"file name", "product-owner.md", "", "", strategicDuties},
		{"nothing to mend", "a.md", "# Product Owner\n", "# Product Owner\n", tacticalDuties},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := judged(t, l, tt.path, []byte(tt.before+tt.duties))
			got := string(fix.Apply(r.Posting().Source, editsOf(r)))
			if got != tt.after+tt.duties {
				t.Errorf("%q, want %q", strings.TrimSuffix(got, tt.duties), tt.after)
			}
		})
	}
}

const strategicHTML = "<ul><li>Set the price of all tickets and passes</li><li>Own the profit and loss of the product line</li>" +
	"<li>Define the go-to-market strategy for new regions</li><li>Analyse the market and the competition</li><li>Own the product vision and strategy</li></ul>"

func editsOf(r *lint.Report) []lint.Edit {
	var all []lint.Edit
	for i := range r.Findings {
		all = append(all, r.Findings[i].Edits...)
	}
	return all
}

// TestEditsOfRealPostings holds the law of edits on real texts: they are
// sorted, apart and small, and after them the posting gives itself the title
// that was suggested, under which it is no longer mistitled.
func TestEditsOfRealPostings(t *testing.T) {
	l := linter(t)
	mistitled, mended := 0, 0
	for _, row := range testcorpus.Rows[struct{ ID, Title, Text string }](t, "corpus/postings.jsonl") {
		src := []byte("---\ntitle: " + yamlText(row.Title) + "\n---\n" + row.Text)
		p, err := read.Read(row.ID+".md", src, l.ReadOptions())
		if err != nil {
			continue
		}
		r := l.Check(p)
		edits := editsOf(r)
		at := 0
		for _, e := range edits {
			if e.Start < at || e.End <= e.Start || e.End > len(src) || bytes.ContainsAny(src[e.Start:e.End], "\r\n<>\"") || strings.ContainsAny(e.NewText, "\r\n<>\"") {
				t.Errorf("%s: %+v on %q", row.ID, e, src[e.Start:min(e.End, len(src))])
			}
			at = e.End
		}
		if r.Verdict != lint.Mistitled {
			continue
		}
		mistitled++
		if len(edits) == 0 {
			continue
		}
		mended++
		after, err := read.Read(row.ID+".md", fix.Apply(src, edits), l.ReadOptions())
		if err != nil {
			t.Errorf("%s: %v", row.ID, err)
			continue
		}
		if again := l.Check(after); again.Title != r.SuggestedTitle || again.Verdict == lint.Mistitled {
			t.Errorf("%s: %q became %q, suggested was %q; it is %s", row.ID, r.Title, again.Title, r.SuggestedTitle, again.Verdict)
		}
	}
	t.Logf("%d of %d mistitled postings mended", mended, mistitled)
	if mended < mistitled*9/10 {
		t.Errorf("only %d of %d mistitled postings can be mended", mended, mistitled)
	}
}

// yamlText writes a title as front matter would.
func yamlText(title string) string { return "'" + strings.ReplaceAll(title, "'", "''") + "'" }
