package lint

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/title"
)

// teller holds what a line tells by its words against what a search of it finds.
type teller struct {
	*Linter
	calls *checker
}

func newTeller(t testing.TB) teller {
	l := linter(t)
	return teller{l, &checker{Linter: l, tells: map[roleIn]*tells{}}}
}

// check checks that mayCall says no to no line that calls the hire by a title,
// and gives how many lines it says no to, and how many there are.
func (l teller) check(t rapid.TB, path, text string) (no, all int) {
	t.Helper()
	p, err := read.Read(path, []byte(text), l.Reading())
	if err != nil || p.Language != "en" && p.Language != "" {
		return 0, 0
	}
	l.calls.posting = p
	for _, role := range []title.Role{title.ProductManager, title.ProductOwner} {
		tells := l.calls.tellsOf(role, &l.set.Duties["en"].Words.Calls)
		for i := range p.Lines {
			line := &p.Lines[i]
			all++
			if tells.mayCall(line) {
				continue
			}
			no++
			for _, m := range l.titles().Find(line.Text) {
				if m.Role == role && !m.Short && l.calls.meansHire(line.Text, m) {
					t.Fatalf("the line %q calls the hire %q", line.Text, line.Text[m.Span.Start:m.Span.End])
				}
			}
		}
	}
	return no, all
}

func TestMayCallMissesNoCall(t *testing.T) {
	l := newTeller(t)
	pieces := []string{"As", "as", "a", "our", "the", "senior", "Technical", "Product", "Owner", "owner", "Product Owner", "product manager", "Product-Owner", "PO", "Manager,", "will", "you'll", "be", "You’ll be a", "(as", "we",
		"need", "role", "of", "is", "responsible", "looking for", "backlogAs a", "teamThe", "é", "ProductOwner", "Product Owner/Manager", "•", "-", "and", "must", "own the backlog."}
	for _, line := range []string{"As a Product Owner", "You'll be the senior Product Owner.", "The Product Owner you'll be", "teamAs a product manager"} {
		l.check(t, "a.txt", line)
	}
	rapid.Check(t, func(t *rapid.T) {
		l.check(t, "a.txt", strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 14).Draw(t, "words"), " "))
	})
}

func TestMayCallOnRealPostings(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes it long")
	}
	l := newTeller(t)
	no, all := 0, 0
	for _, row := range testcorpus.Rows[struct{ Text string }](t, "corpus/postings.jsonl") {
		n, of := l.check(t, "a.md", row.Text)
		no, all = no+n, all+of
	}
	t.Logf("%d of %d lines may call nobody", no, all)
	if no*100 < all*92 {
		t.Errorf("only %d of %d lines are passed over", no, all)
	}
}
