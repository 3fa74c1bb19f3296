package read

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/posting"
)

// word makes a Word file of lines of Markdown: headings, list items and bold lines.
func word(t testing.TB, text string) []byte {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		level := len(line) - len(strings.TrimLeft(line, "#"))
		item, isItem := strings.CutPrefix(line, "- ")
		fat, isFat := strings.CutPrefix(line, "**")
		switch {
		case line == "":
		case level > 0:
			b.WriteString(readtest.Para(fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, level), readtest.TextRun(line[level+1:])))
		case isItem:
			b.WriteString(readtest.Para(readtest.ListItem, readtest.TextRun(item)))
		case isFat:
			b.WriteString(readtest.Para("", readtest.BoldRun(strings.TrimSuffix(fat, "**"))))
		default:
			b.WriteString(readtest.Para("", readtest.TextRun(line)))
		}
	}
	return readtest.Docx(t, b.String())
}

// TestParts: a document is split where titles that are set alike have duties of their
// own, and nowhere else.
func TestParts(t *testing.T) {
	const (
		own   = "- Own the backlog\n- Write user stories\n- Accept the work\n"
		price = "- Set the prices\n- Own the roadmap\n- Plan the launch\n"
		asks  = "- Five years of experience\n- Good English\n"
	)
	// job is a posting whose title and headings begin with signs.
	job := func(title, headings, duties string) string {
		return title + "\n" + headings + "Responsibilities\n" + duties + headings + "Requirements\n" + asks
	}
	long := strings.Repeat("We are a company of many people. ", 4)
	for name, c := range map[string]struct {
		text, want string // the titles of the parts
	}{
		"headings over headings":       {job("# Product Owner", "## ", own) + job("# Product Manager", "## ", price), "Product Owner, Product Manager"},
		"all headings on one level":    {job("# Product Owner", "# ", own) + job("# Product Manager", "# ", price), "Product Owner, Product Manager"},
		"without other headings":       {"# Product Owner\n" + own + "# Product Manager\n" + price, "Product Owner, Product Manager"},
		"bold":                         {job("**Product Owner**", "**", own) + job("**Product Manager**", "**", price), "Product Owner, Product Manager"},
		"lines alone":                  {job("Product Owner", "**", own) + job("Product Manager", "**", price), "Product Owner, Product Manager"},
		"labels":                       {job("Job title: Product Owner", "**", own) + job("Job title: Product Manager", "**", price), "Product Owner, Product Manager"},
		"numbers":                      {job("# 1. Product Owner", "## ", own) + job("# 2. Product Manager", "## ", price), "Product Owner, Product Manager"},
		"numbers of positions":         {job("# Position 1: Product Owner", "## ", own) + job("# Position 2: Product Manager", "## ", price), "Product Owner, Product Manager"},
		"below a heading":              {"# Open positions\n" + long + "\n" + job("## Product Owner", "### ", own) + job("## Scrum Master", "### ", own) + job("## Product Manager", "### ", price), "Product Owner, Scrum Master, Product Manager"},
		"the same title":               {job("# Product Owner", "## ", own) + job("# Product Owner", "## ", price), "Product Owner, Product Owner"},
		"the title at each page":       {job("# Product Owner", "## ", own) + "# Product Owner\n" + asks + long, ""},
		"one posting":                  {job("# Product Owner", "## ", own), ""},
		"colleagues, bold":             {"# Product Owner\n## Responsibilities\n" + own + "## Your team\n**Product Manager**\nOwns the strategy\n**Scrum Master**\nCoaches\n## Requirements\n" + asks, ""},
		"colleagues, with their work":  {"# Product Owner\n## Who does what\n### Product Owner\n" + own + "### Product Manager\n" + price, ""},
		"whom one reports to":          {"**Product Owner**\nReports to\nProduct Manager\n**Responsibilities**\n" + own + "**Requirements**\n" + asks, ""},
		"similar jobs":                 {job("# Product Owner", "## ", own) + "## Similar jobs\n" + job("### Product Manager", "#### ", price) + job("### Scrum Master", "#### ", own), ""},
		"other work in between":        {job("# Product Owner", "## ", own) + "## Similar jobs\n" + job("### Scrum Master", "#### ", own) + job("# Product Manager", "## ", price), "Product Owner, Product Manager"},
		"a title that nobody knows":    {job("# Product Owner", "## ", own) + job("# Wizard of Growth", "## ", price) + job("# Product Manager", "## ", price), "? Product Owner, Product Manager"},
		"a first one that nobody does": {job("# Wizard of Growth", "## ", price) + job("# Product Owner", "## ", own) + job("# Product Manager", "## ", price), "? Product Owner, Product Manager"},
		"one without duties":           {job("# Product Owner", "## ", own) + "# Scrum Master\n" + long + "\n" + job("# Product Manager", "## ", price), "? Product Owner, Scrum Master, Product Manager"},
		"a career ladder":              {job("# Junior Product Owner", "## ", own) + job("# Product Owner", "## ", own) + job("# Senior Product Owner", "## ", own), "? Junior Product Owner, Product Owner, Senior Product Owner"},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{IsTitle: namesJob, Headings: headings(t), Job: func(s string) string { return s[strings.Index(s, "Product"):] }}
			if name != "a career ladder" {
				o.Job = nil
			}
			src := word(t, c.text)
			p := mustRead(t, "x.docx", src, o)
			var titles []string
			for _, job := range p.Jobs {
				titles = append(titles, job.Text)
			}
			got := strings.Join(titles, ", ")
			if len(p.Parts) == 0 && len(p.Jobs) > 0 {
				got = "? " + got
			}
			if got != c.want {
				t.Errorf("parts %q, want %q", got, c.want)
			}
			checkParts(t, p)
			if len(mustRead(t, "x.md", p.Source, o).Parts) > 0 {
				t.Error("a text is split, too")
			}
			if o.Title = "Product Owner"; len(mustRead(t, "x.docx", src, o).Parts) > 0 {
				t.Error("split, though somebody says that it is one posting")
			}
		})
	}
}

func mustRead(t *testing.T, path string, src []byte, o Options) *posting.Posting {
	t.Helper()
	p, err := Read(path, src, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// checkParts holds the parts of a document against those laws: each has the lines that
// it has when it stands alone, at their places, and they come one behind the other.
func checkParts(t *testing.T, p *posting.Posting) {
	t.Helper()
	last := 0
	for _, part := range p.Parts {
		start, end := part.Extent()
		if start < last || end <= start || end > len(p.Source) {
			t.Fatalf("%q stands at %d:%d, behind %d", part.Title.Text, start, end, last)
		}
		last = end
		if s := part.Title.Span; string(p.Source[s.Start:s.End]) != part.Title.Text {
			t.Errorf("title %q stands for %q", part.Title.Text, p.Source[s.Start:s.End])
		}
		alone := mustRead(t, "x.md", p.Source[start:end], Options{IsTitle: namesJob, Headings: headings(t)})
		if diff := cmp.Diff(linesOf(alone), linesOf(part)); diff != "" {
			t.Errorf("%s: lines alone and as a part:\n%s", part.Title.Text, diff)
		}
		if !slices.ContainsFunc(part.Lines, func(l posting.Line) bool { return l.Zone == posting.Duties && l.Kind == posting.Bullet }) {
			t.Errorf("%s has no duties", part.Title.Text)
		}
	}
}

// TestTyped: a document without styles is read as the same text is, and its places
// count paragraphs.
func TestTyped(t *testing.T) {
	lines := []string{"## Product Owner", "", "**Responsibilities**", "* Own the backlog and keep", "  it in order", "* Write **stories**", "", "Benefits", "--------", "Lunch"}
	var body strings.Builder
	for _, line := range lines {
		body.WriteString(readtest.Para("", readtest.TextRun(line)))
	}
	o := Options{IsTitle: namesJob, Headings: headings(t)}
	p := mustRead(t, "-", readtest.Docx(t, body.String()), o)
	text := mustRead(t, "-", []byte(strings.Join(lines, "\n")), o)
	if diff := cmp.Diff(linesOf(text), linesOf(p)); diff != "" || p.Title.Text != "Product Owner" {
		t.Errorf("%q; as text and as a document:\n%s", p.Title.Text, diff)
	}
	last := &p.Lines[len(p.Lines)-1]
	if s := last.Span(); string(p.Source[s.Start:s.End]) != "Lunch" || p.Where(s.Start) != "paragraph 8" {
		t.Errorf("the last line is %q, %s", p.Source[s.Start:s.End], p.Where(s.Start))
	}
	styled := readtest.Para(`<w:pStyle w:val="Heading1"/>`, readtest.TextRun("Product Owner"))
	for _, line := range lines[2:6] {
		styled += readtest.Para("", readtest.TextRun(line))
	}
	p = mustRead(t, "-", readtest.Docx(t, styled), o)
	want := []string{"intro Product Owner", "duties Responsibilities", "duties Own the backlog and keep", "duties it in order", "duties Write stories"}
	if diff := cmp.Diff(want, linesOf(p)); diff != "" {
		t.Errorf("below a heading of Word:\n%s", diff)
	}
}

func linesOf(p *posting.Posting) (out []string) {
	for i := range p.Lines {
		l := &p.Lines[i]
		out = append(out, string(l.Zone)+" "+l.Text)
	}
	return out
}
