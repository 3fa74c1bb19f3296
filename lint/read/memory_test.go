package read

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testtime"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
	"pgregory.net/rapid"
)

// story says all that can be seen of a posting, words and places included.
func story(p *posting.Posting, err error) string {
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	fmt.Fprintln(&b, p.Title, p.Language, p.Format, p.Jobs, p.NoPosting)
	for i := range p.Lines {
		l := &p.Lines[i]
		fmt.Fprintln(&b, l.Text, l.Kind, l.Zone, l.Span(), l.Source(len(l.Text)/2, len(l.Text)))
		for _, t := range l.Tokens {
			fmt.Fprintln(&b, t, t.In(l.Text))
		}
	}
	return b.String()
}

// sameInUsedMemory reads a posting into memory that others were read into, and
// into new one.
func sameInUsedMemory(t rapid.TB, m *Memory, known *rules.Headings, path, text string) {
	o := Options{Headings: known, IsTitle: func(s string) bool { return strings.Contains(s, "Product") }}
	want := story(Read(path, []byte(text), o))
	o.Memory = m
	if got := story(Read(path, []byte(text), o)); got != want {
		t.Fatalf("%s in used memory:\n%s\nin new memory:\n%s", path, got, want)
	}
}

func TestUsedMemoryLeavesNoTrace(t *testing.T) {
	known := headings(t)
	pieces := []string{
		"# Product Owner\n", "\n", "- Own the backlog\n", "- Set the price of it; • define the vision\n", "What you will do:\n", "Requirements", "Responsibilities You will lead",
		"the team.We build", "Product Vision Define the roadmap", " Own the P&amp;L", "<ul><li>Own the roadmap</li></ul>", "&lt;p&gt;Benefits&lt;/p&gt;", "Du verantwortest das Backlog und die Strategie des Teams. ",
		"Vous êtes responsable de la vision du produit. ", "---\ntitle: Product Manager\n---\n", strings.Repeat("We are a company of people. ", 30), "\xff", "\xef\xbb\xbf",
	}
	rapid.Check(t, func(t *rapid.T) {
		var m Memory
		for range rapid.IntRange(1, 4).Draw(t, "postings") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
			sameInUsedMemory(t, &m, known, rapid.SampledFrom([]string{"a.md", "a.txt", "a.html"}).Draw(t, "path"), text)
		}
	})
}

func TestUsedMemoryOfRealPostings(t *testing.T) {
	known := headings(t)
	var m Memory
	for i, row := range testcorpus.Rows[realPosting](t, "corpus/postings.jsonl") {
		if i%testtime.Size(12, 1) != 0 {
			continue
		}
		sameInUsedMemory(t, &m, known, "x.md", row.Text)
		sameInUsedMemory(t, &m, known, "x.txt", row.Text)
	}
}

func TestMemoryOfAHugePostingIsNotKept(t *testing.T) {
	known := headings(t)
	long := strings.Repeat("Own the backlog. ", 2*(1<<18)/16)
	for path, src := range map[string]string{
		"a.txt": long, "a.html": "<p>" + long, "a.md": strings.Repeat("- Own it\n", (1<<13)+1),
		"a.rtf": `{\rtf1 ` + strings.Repeat(`Own it.\par `, (1<<13)+1) + "}",
	} {
		var m Memory
		if _, err := Read(path, []byte(src), Options{Memory: &m, Headings: known}); err != nil {
			t.Fatal(path, err)
		}
		if reflect.ValueOf(&m).Elem().IsZero() {
			t.Errorf("%s: the memory was not used", path)
		}
		m.Trim()
		if !reflect.ValueOf(&m).Elem().IsZero() {
			t.Errorf("%s: memory is kept", path)
		}
	}
}
