package title

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/internal/testtime"
	"github.com/jdlint/jdlint/rules"
	"pgregory.net/rapid"
)

// parts are pieces of which titles are drawn; pieces of one slice are
// alternatives.
var (
	levelWords = []string{"", "Senior ", "Junior ", "Lead ", "(Senior) ", "Principal ", "Associate ", "sr. "}
	kindWords  = []string{"", "Technical ", "Data ", "SAP Concur ", "Digital ", "AI-", "eTrading "}
	markers    = []string{"", " (m/w/d)", " (f/m/x)", " H/F", " (all genders)", " (gn)", " (m/f/d/-)"}
	suffixes   = []string{"", ", Payments", " - Growth", " | Acme", " (Berlin, Hybrid)", " – Discovery", " II", " - Remote", " 12345", ": Search & Ads"}
	singles    = []string{
		"Product Manager", "Product Owner", "PRODUCT OWNER", "product manager", "PM", "PO", "Produktmanager", "Produktmanagerin",
		"Produktmanager:in", "Product-Owner", "Productowner", "Chef de produit", "Cheffe de produit", "Dueño de producto",
		"Gerente de produto", "Product Line Manager", "Product Ownership", "Product Management", "Productmanager", "Produktejer",
	}
)

func draw(t *rapid.T, label string, from []string) string {
	return rapid.SampledFrom(from).Draw(t, label)
}

// sound checks what must hold for the reading of any title.
func sound(t interface{ Fatalf(string, ...any) }, p *Parser, s string) Title {
	got := p.Parse(s)
	if got.Text != strings.TrimSpace(s) {
		t.Fatalf("Parse(%q) changed the text to %q", s, got.Text)
	}
	if got.Span.Start < 0 || got.Span.End < got.Span.Start || got.Span.End > len(got.Text) {
		t.Fatalf("Parse(%q): span %v is outside the text", s, got.Span)
	}
	if got.Base != got.Text[got.Span.Start:got.Span.End] {
		t.Fatalf("Parse(%q): %q does not stand at %v", s, got.Base, got.Span)
	}
	if (got.Role != Other) && got.Base == "" {
		t.Fatalf("Parse(%q) = %s without words that say so", s, got.Role)
	}
	at := 0
	for _, rest := range got.Qualifiers {
		i := strings.Index(got.Text[at:], rest)
		if rest == "" || i < 0 {
			t.Fatalf("Parse(%q): %q is not left in order", s, rest)
		}
		at += i + len(rest)
	}
	switch got.Role {
	case ProductManager, ProductOwner, Both, Other:
	default:
		t.Fatalf("Parse(%q): unknown role %q", s, got.Role)
	}
	switch got.Level {
	case Junior, Mid, Senior, Lead:
	default:
		t.Fatalf("Parse(%q): unknown level %q", s, got.Level)
	}
	return got
}

// TestRetitleLaw: the new title names the new role at the same level, and
// what is left of it stays.
func TestRetitleLaw(t *testing.T) {
	p := parser(t)
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t, "level", levelWords) + draw(t, "kind", kindWords) + draw(t, "role", singles) +
			draw(t, "marker", markers) + draw(t, "suffix", suffixes)
		old := sound(t, p, s)
		to := ProductOwner
		if old.Role == ProductOwner {
			to = ProductManager
		} else if old.Role != ProductManager {
			t.Fatalf("Parse(%q) = %s", s, old.Role)
		}
		retitled := p.Retitle(old, to)
		now := sound(t, p, retitled)
		if now.Role != to || now.Level != old.Level || !reflect.DeepEqual(now.Qualifiers, old.Qualifiers) {
			t.Fatalf("Retitle(%q) = %q: %+v, before %+v", s, retitled, now, old)
		}
		hybrid := p.Retitle(old, Both)
		if got := sound(t, p, hybrid); got.Role != Both {
			t.Fatalf("Retitle(%q, Both) = %q, which is %s", s, hybrid, got.Role)
		}
	})
}

// TestAnyBytes: nothing breaks the reading, and mentions point at their words.
func TestAnyBytes(t *testing.T) {
	p := parser(t)
	piece := rapid.OneOf(
		rapid.SampledFrom(append([]string{"Product ", "Owner", "Manager", "/", " - ", "(", ")", "&", "-", ":in", "·e", "PM", "\xff", "é", ", ", "of ", "Head "}, singles...)),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
		title := sound(t, p, s)
		for _, to := range []Role{ProductManager, ProductOwner, Both, Other} {
			p.Retitle(title, to)
		}
		last := 0
		for _, m := range p.Find(s) {
			if m.Span.Start < last || m.Span.End <= m.Span.Start || m.Span.End > len(s) {
				t.Fatalf("Find(%q): %v", s, m.Span)
			}
			last = m.Span.End
		}
	})
}

// TestCorpus holds the laws on real titles.
func TestCorpus(t *testing.T) {
	p := parser(t)
	for _, row := range testcorpus.Rows[labelled](t, "corpus/postings.jsonl") {
		got := sound(t, p, row.Title)
		for _, to := range []Role{ProductManager, ProductOwner} {
			if got.Role == Other || got.Other != "" || got.Plural {
				continue
			}
			if now := p.Parse(p.Retitle(got, to)); now.Role != to || now.Level != got.Level {
				t.Errorf("Retitle(%q, %s) = %q: %s, %s", row.Title, to, p.Retitle(got, to), now.Role, now.Level)
			}
		}
	}
}

// TestGarbage checks that a title of any length is read in a time that does not
// grow with it, and that the time to search a text grows no faster than the text.
func TestGarbage(t *testing.T) {
	p := parser(t)
	for _, piece := range []string{"Product Owner ", "x", "(", "/", "- ", "Product/", "m/w/", "é", "\xff", "a:in", "Head of ", "Senior "} {
		size := testtime.Size(1<<14, 1<<20)
		long := func(size int) string { return strings.Repeat(piece, size/len(piece)) }
		testtime.Linear(t, "reading "+strconv.Quote(piece), size, func(size int) func() {
			s := long(size)
			return func() { sound(t, p, s) }
		})
		testtime.Linear(t, "searching "+strconv.Quote(piece), size, func(size int) func() {
			s := long(size)
			return func() { p.Find(s) }
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range append(singles, "(Senior) Product Owner (w/m/x/-)", "Produkt- und Projektmanager", "Product Owner (Product Manager) \xff") {
		f.Add(s)
	}
	p := parser(f)
	f.Fuzz(func(t *testing.T, s string) {
		title := sound(t, p, s)
		for _, to := range []Role{ProductManager, ProductOwner, Both} {
			if got := p.Retitle(title, to); utf8.ValidString(s) && !utf8.ValidString(got) {
				t.Fatalf("Retitle(%q) = %q", s, got)
			}
		}
		for _, m := range p.Find(s) {
			if m.Span.End > len(s) || m.Span.Start >= m.Span.End {
				t.Fatalf("Find(%q): %v", s, m.Span)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	p := parser(b)
	titles := []string{
		"Senior Product Owner (m/f/d), Payments", "Product Manager", "Head of Product, Growth",
		"Technical Program Manager III, Cloud", "Business Analyst / Product Owner (Corporate & Investment Banking)",
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range titles {
			p.Parse(s)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(titles)), "ns/title")
}

func BenchmarkFind(b *testing.B) {
	p := parser(b)
	text := strings.Repeat("As a Product Owner you will work with people of many teams and plan what comes next. ", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		p.Find(text)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		parser(b)
	}
}

func BenchmarkFindCorpus(b *testing.B) {
	p := parser(b)
	all := testcorpus.Rows[labelled](b, "corpus/postings.jsonl")
	size := 0
	for _, row := range all {
		size += len(row.Text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, row := range all {
			p.Find(row.Text)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := rules.LoadTitles(); err != nil {
			b.Fatal(err)
		}
	}
}
