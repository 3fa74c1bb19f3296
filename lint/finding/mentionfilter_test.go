package finding

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// filterTest holds the filter of mentions against a search of all lines.
type filterTest struct {
	*Checker
	options read.Options
}

func newFilterTest(t testing.TB) filterTest {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	titles := title.New(set.Titles)
	return filterTest{New(set, set.Messages(rules.DefaultLanguage), set.Models[rules.DefaultModel], titles), read.Options{IsTitle: titles.IsTitle, Headings: set.Headings}}
}

// check checks that the filter passes over no line that calls the person hired
// by a title, and returns how many lines it passes over, and how many there are.
func (c filterTest) check(t rapid.TB, path, text string) (passed, all int) {
	t.Helper()
	p, err := read.Read(path, []byte(text), c.options)
	if err != nil || p.Language != "en" && p.Language != "" {
		return 0, 0
	}
	c.Subject = &Subject{Posting: p, Language: "en"}
	for _, role := range []title.Role{title.ProductManager, title.ProductOwner} {
		filter := c.mentionFilter(role)
		for i := range p.Lines {
			line := &p.Lines[i]
			all++
			if filter.mayMention(line) {
				continue
			}
			passed++
			for _, m := range c.titles.Find(line.Text) {
				if m.Role == role && !m.Short {
					t.Fatalf("the line %q mentions %q", line.Text, line.Text[m.Span.Start:m.Span.End])
				}
			}
		}
	}
	return passed, all
}

func TestMentionFilterMissesNone(t *testing.T) {
	c := newFilterTest(t)
	pieces := []string{"As", "as", "a", "our", "the", "senior", "Technical", "Product", "Owner", "owner", "Product Owner", "product manager", "Product-Owner", "PO", "Manager,", "will", "you'll", "be", "You’ll be a", "(as", "we",
		"need", "role", "of", "is", "responsible", "looking for", "backlogAs a", "teamThe", "é", "ProductOwner", "Product Owner/Manager", "•", "-", "and", "must", "own the backlog."}
	for _, line := range []string{"As a Product Owner", "You'll be the senior Product Owner.", "The Product Owner you'll be", "teamAs a product manager"} {
		c.check(t, "a.txt", line)
	}
	rapid.Check(t, func(t *rapid.T) {
		c.check(t, "a.txt", strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 14).Draw(t, "words"), " "))
	})
}

func TestMentionFilterOnRealPostings(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes it long")
	}
	c := newFilterTest(t)
	passed, all := 0, 0
	for _, row := range testcorpus.Rows[struct{ Text string }](t, "corpus/postings.jsonl") {
		n, of := c.check(t, "a.md", row.Text)
		passed, all = passed+n, all+of
	}
	t.Logf("%d of %d lines are passed over", passed, all)
	if passed*100 < all*92 {
		t.Errorf("only %d of %d lines are passed over", passed, all)
	}
}
