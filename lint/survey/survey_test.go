package survey_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/survey"
)

// TestAlikeIsAnEstimate holds the likeness of signatures against the part of the pairs of
// words that two texts really share.
func TestAlikeIsAnEstimate(t *testing.T) {
	off, runs := 0.0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		both := rapid.IntRange(0, 200).Draw(t, "both")
		ones := rapid.IntRange(12, 200).Draw(t, "ones")
		r := rand.New(rand.NewPCG(seed, 0))
		line := func() string { return fmt.Sprintf("w%x v%x", r.Uint64(), r.Uint64()) } // one pair of words
		var a, b []string
		for range both {
			l := line()
			a, b = append(a, l), append(b, l)
		}
		for range ones {
			a, b = append(a, line()), append(b, line())
		}
		r.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] }) // whatever the order
		want := float64(both) / float64(both+2*ones)
		got := survey.Sign(a).Alike(survey.Sign(b))
		if got < want-0.2 || got > want+0.2 { // more than four times the standard deviation
			t.Fatalf("%d of %d pairs are in both (%.2f), estimated %.2f", both, both+2*ones, want, got)
		}
		off += got - want
		runs++
		if same := survey.Sign(a).Alike(survey.Sign(a)); same != 1 {
			t.Fatalf("a text is like itself by %.2f", same)
		}
	})
	if mean := off / float64(runs); mean < -0.02 || mean > 0.02 {
		t.Errorf("estimates are off by %.3f in the mean", mean)
	}
}

func TestYears(t *testing.T) {
	for date, want := range map[string]string{
		"": "", "2026-02-27T05:35:01-05:00": "2026", "27.02.2021": "2021", "Mon, 02 Jan 2006 15:04:05": "2006", "1553186035299": "2019", "1553186035": "2019",
		"20240131": "2024", "Posted 1 hour ago": "", "12345": "", "0001-01-01": "", "1/2/23": "", strings.Repeat("9", 40): "", "in 3021": "",
	} {
		if got := survey.YearOf(date); got != want {
			t.Errorf("%q is of %q, want %q", date, got, want)
		}
	}
}

const tactical = "Your tasks\n- Own and prioritise the backlog of the team\n- Write user stories with acceptance criteria\n- Plan the sprints with the team\n- Accept finished stories before each release\n"

// TestHostile adds a million equal postings, and names made to do harm.
func TestHostile(t *testing.T) {
	o, l := options(t)
	s := survey.New(o)
	equal := digest(o, l, "equal", "Product Owner", tactical, "=cmd|' /C calc'!A0")
	for range 1_000_000 {
		p := *equal
		s.Add(&p)
	}
	evil := "\x1b[31m<script>alert(1)</script>\u202e##[error]\n::set-output name=x::y"
	s.Add(digest(o, l, evil, "Product Manager "+evil, tactical+"- Set the price\n", evil))
	s.Add(digest(o, l, "none", "Product Owner", tactical+"- Clarify requirements\n", ""))
	s.Add(digest(o, l, "empty", "Product Owner", "x", ""))
	r := s.Result()
	if r.Total.Postings != 4 || r.Total.Reposts != 999_999 {
		t.Errorf("%d postings and %d reposts", r.Total.Postings, r.Total.Reposts)
	}
	for _, format := range survey.Formats() {
		var b bytes.Buffer
		if err := r.Print(&b, format, survey.PrintOptions{Width: 100}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if strings.ContainsAny(text, "\x1b\u202e") || strings.Contains(text, "\n::set-output") || format != "html" && strings.Contains(text, "##[error]") {
			t.Errorf("%s prints what a terminal or a machine obeys:\n%s", format, text)
		}
		switch format {
		case "csv":
			rows, err := csv.NewReader(&b).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(rows, func(row []string) bool { return row[1] == "'=cmd|' /C calc'!A0" }) {
				t.Errorf("no row has the employer as text:\n%s", text)
			}
		case "json":
			validate(t, b.Bytes())
		case "html":
			if strings.Contains(text, "<script") {
				t.Errorf("the page has a script:\n%s", text)
			}
			if _, err := html.Parse(&b); err != nil {
				t.Error(err)
			}
		}
	}
}

func validate(t *testing.T, data []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(survey.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if err := schema.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, data)
	}
}

// TestNothing prints a survey of no postings in all formats.
func TestNothing(t *testing.T) {
	o, _ := options(t)
	for _, format := range survey.Formats() {
		var b bytes.Buffer
		if err := survey.New(o).Result().Print(&b, format, survey.PrintOptions{Width: 100}); err != nil {
			t.Fatal(err)
		}
		if format == "json" {
			validate(t, b.Bytes())
		}
	}
	if err := survey.New(o).Result().Print(io.Discard, "xml", survey.PrintOptions{}); err == nil {
		t.Error("an unknown format is printed")
	}
}

// TestEqualPostings surveys a company whose postings are all nearly equal: were each
// compared with each, it would take minutes.
func TestEqualPostings(t *testing.T) {
	o, l := options(t)
	s := survey.New(o)
	const n = 100_000
	var of [2]*survey.Posting
	for i, title := range []string{"Product Owner", "Product Manager"} {
		of[i] = digest(o, l, title, title, tactical+"- Clarify requirements\n", "Acme")
	}
	for i := range n {
		s.Add(of[i%2].WithText(uint64(i) + 1))
	}
	same := 0
	for _, f := range s.Result().Findings {
		if f.Rule == "same-job-two-titles" {
			same++
		}
	}
	if same != n/2 {
		t.Errorf("%d of %d postings are the same job under another title", same, n/2)
	}
}

// TestTally holds the counts of a survey against those of a plain loop.
func TestTally(t *testing.T) {
	o, l := options(t)
	rapid.Check(t, func(t *rapid.T) {
		s := survey.New(o)
		seen, reposts, titles := map[string]bool{}, 0, map[lint.Role]int{}
		for i := range rapid.IntRange(0, 30).Draw(t, "postings") {
			title := rapid.SampledFrom([]string{"Product Owner", "Product Manager", "Nurse", "Product Manager / Product Owner"}).Draw(t, "title")
			employer := rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "employer")
			text := tactical + strings.Repeat("- Plan the releases\n", rapid.IntRange(0, 2).Draw(t, "text"))
			p := digest(o, l, fmt.Sprint(i), title, text, employer)
			s.Add(p)
			if key := title + employer + text; seen[key] {
				reposts++
			} else {
				seen[key] = true
				titles[p.Role]++
			}
		}
		total := s.Result().Total
		if total.Reposts != reposts || total.Postings != len(seen) {
			t.Fatalf("%d postings and %d reposts, want %d and %d", total.Postings, total.Reposts, len(seen), reposts)
		}
		for _, role := range survey.Titles {
			if total.Title(role) != titles[role] {
				t.Fatalf("%d titles of %s, want %d", total.Title(role), role, titles[role])
			}
		}
	})
}
