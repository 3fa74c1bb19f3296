package read

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testtime"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"pgregory.net/rapid"
)

// TestLists writes lists in all the ways that postings write them, and
// expects the items back, each with its exact place.
func TestLists(t *testing.T) {
	words := []string{"own", "the", "product", "backlog", "roadmap", "Ärger", "“vision”", "R&D", "P&L,", "go-to-market", "(weekly)", "customers’", "50", "sprint", "日本"}
	rapid.Check(t, func(t *rapid.T) {
		sign := rapid.SampledFrom([]string{"- ", "* ", "• ", "•", "· ", "▪\t", "● ", "– ", "1. ", "a) ", "\uf0b7 ", "-\u00a0"}).Draw(t, "sign")
		eol := rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\n\n", "\r\n\r\n"}).Draw(t, "line end")
		gap := rapid.SampledFrom([]string{" ", "  ", "\u00a0", " \u00a0", "\u2009"}).Draw(t, "gap")
		indent := rapid.SampledFrom([]string{"", " ", "  ", "\t", "\u00a0"}).Draw(t, "indent")
		bom := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "byte order mark")
		items := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 1, 8), func(s []string) string { return "Do " + strings.Join(s, " ") }), 1, 6).Draw(t, "items")

		var b strings.Builder
		b.WriteString(bom)
		for _, item := range items {
			b.WriteString(indent + sign + strings.ReplaceAll(item, " ", gap) + eol)
		}
		src := []byte(b.String())
		for _, path := range []string{"x.txt", "x.md"} {
			p, err := Read(path, src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Lines) != len(items) {
				t.Fatalf("%s: %d lines, want %d: %+v", path, len(p.Lines), len(items), p.Lines)
			}
			for i, line := range p.Lines {
				s := line.Span()
				if got := string(src[s.Start:s.End]); line.Kind != posting.Bullet || line.Text != items[i] || got != strings.ReplaceAll(items[i], " ", gap) {
					t.Fatalf("%s: line %q from %q, want %q", path, line.Text, got, items[i])
				}
				// Each word stands where it is said to.
				at := 0
				for _, word := range strings.Split(line.Text, " ") {
					s := line.Source(at, at+len(word))
					if got := string(src[s.Start:s.End]); got != word {
						t.Fatalf("%s: word %q of %q is at %q", path, word, line.Text, got)
					}
					at += len(word) + 1
				}
			}
		}
	})
}

func (r *corpusRow) file() []byte {
	title, _ := json.Marshal(r.Title)
	return fmt.Appendf(nil, "---\ntitle: %s\n---\n\n%s", title, r.Text)
}

// TestCorpus reads real postings as each of the formats.
func TestCorpus(t *testing.T) {
	o := Options{Headings: headings(t)}
	for i, row := range testcorpus.Rows[corpusRow](t, "corpus/postings.jsonl") {
		if i%testtime.Size(6, 1) != 0 {
			continue
		}
		src := row.file()
		for _, path := range []string{"x.md", "x.txt", "x.html"} {
			p, err := Read(path, src, o)
			if err != nil {
				t.Errorf("%s as %s: %v", row.ID, path, err)
				continue
			}
			if len(p.Lines) == 0 {
				t.Errorf("%s as %s: no lines", row.ID, path)
			}
			if want := strings.Join(strings.Fields(row.Title), " "); p.Title.Text != want {
				t.Errorf("%s: title %q, want %q", row.ID, p.Title.Text, want)
			}
			v, err := decode(src)
			if err != nil {
				t.Fatal(err)
			}
			_, d, _ := readDocument(new(block.Memory), path, v.Text, "")
			d.Trace(&v)
			readtest.CheckBlocks(t, src, d.Blocks)
		}
		// Plain text loses nothing but the signs and numbers of lists.
		d := markdown.ReadPlain(new(block.Memory), []byte(row.Text), 0)
		var all strings.Builder
		for _, b := range d.Blocks {
			all.WriteString(b.Text)
			if !readtest.SameLetters(row.Text, strings.Map(noEntity, b.Text)) {
				t.Errorf("%s: %q is not in the source", row.ID, b.Text)
			}
		}
		if have, want := letters(all.String()), letters(row.Text); row.Format == "text" && !strings.Contains(row.Text, "&") && want-have > 40 {
			t.Errorf("%s: %d letters of %d", row.ID, have, want)
		}
	}
}

// noEntity drops what entities stand for.
func noEntity(r rune) rune {
	if r < 0x80 {
		return r
	}
	return -1
}

// TestSamples reads all files of real repositories.
func TestSamples(t *testing.T) {
	root := testcorpus.Path(t, "samples")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		ext := filepath.Ext(path)
		p, err := Read(path, src, Options{})
		switch {
		case errors.Is(err, block.ErrScanned):
			if ext != ".pdf" {
				t.Errorf("%s: %v", path, err)
			}
			return nil
		case errors.Is(err, ErrEmpty):
			if letters(string(src)) > 0 {
				t.Errorf("%s: %v", path, err)
			}
			return nil
		case err != nil:
			t.Errorf("%s: %v", path, err)
			return nil
		}
		if len(p.Lines) == 0 || p.Title.Text == "" {
			t.Errorf("%s: %d lines, title %q", path, len(p.Lines), p.Title.Text)
		}
		if p.Extracted() {
			return nil // see TestOfficeSamples
		}
		v, err := decode(src)
		if err != nil {
			return err
		}
		_, d, _ := readDocument(new(block.Memory), path, v.Text, "")
		d.Trace(&v)
		readtest.CheckBlocks(t, src, d.Blocks)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSampleTitles measures the choice of the title on real files of all
// layouts.
func TestSampleTitles(t *testing.T) {
	root := testcorpus.Path(t, "samples/hr-repos")
	for path, want := range map[string]string{
		"pocketworks__pocketworks-web-2017/head/_jobs/product-owner.md":                                           "Product Owner",
		"cds-snc__digital-canada-ca/head/content/en/join-our-team/positions/senior-product-manager---platform.md": "Senior Product Manager - Platform",
		"ehealthafrica-ci__jobs/head/product-owner.md":                                                            "Product Owner",
		"welldigital__jobs/history/senior-product-manager.md":                                                     "Senior Product Manager",
		"sourcegraph__careers/history/job-descriptions/product-manager.md":                                        "Product Manager",
		"woowl__bold-jobs/head/product-manager.md":                                                                "Bold Product Manager",
		"itebac__jobs/head/product-manager.md":                                                                    "Product Manager - Edtech",
		"hackforla__civic-opportunity/head/roles-1/product-manager-lead":                                          "Lead Product Manager",
		"mayadata-io__culture/history/job-roles/product-owner":                                                    "Product Owner",
		"madetech__handbook/history/roles/product_manager":                                                        "Product Manager",
		"madetech__handbook/history/roles/associate_product_manager":                                              "Associate Product Manager (SFIA Level 2)",
		"forbole__careers/head/product_manager.md":                                                                "Product Manager",
		"Crunch-io__ta-da/head/content/jobs/product-manager.md":                                                   "Product Manager",
		"Crunch-io__ta-da/history/jobs/product-manager/index.html":                                                "Product Manager",
		"Flubit__jobs-at-flubit/head/product-manager.md":                                                          "BeFlubit Product Manager",
		"blogfoster__join-the-engineering-team/history/product-manager.md":                                        "Product Manager",
		"urbit__tlon.io/history/content/careers/product-manager.md":                                               "Product manager, Landscape",
		"urbit__tlon.io/head/content/careers/principal-product-designer.md":                                       "Principal Product Designer",
		"compilerla__compiler.la/history/jobs/product_manager.md":                                                 "Product Manager - Consultant",
		"red-ant__redant-home-staging/history/app/jobs/product-manager/index.textile":                             "Digital Product Manager / Business Analyst",
		"ma-residence__recrutement/head/product_manager.md":                                                       "Product Manager",
		"Zara-Tech__Offers/history/Product Owner":                                                                 "Product Owner",
		"mayadata-io__culture/history/job-roles/product-manager.html":                                             "Product Manager",
		"thisislawatts__example-jobs/head/Senior  or  Staff Product Manager - Product Led Growth.md":              "Senior / Staff Product Manager - Product Led Growth",
		"kartenmacherei__engineering-culture/history/roles/product-manager.html":                                  "Product Manager",
		"moloco__jobs/head/product-manager.md":                                                                    "Product Manager",
		"volpitech__vagas/head/product_manager.md":                                                                "Product Manager",
		"18F__joining-18f/history/_positions/product-lead.md":                                                     "Product Lead",
	} {
		path = filepath.Join(root, filepath.FromSlash(path))
		src, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		p, err := Read(path, src, Options{IsTitle: namesJob, Headings: headings(t)})
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.EqualFold(p.Title.Text, want) {
			t.Errorf("%s: title %q from %s, want %q", path, p.Title.Text, p.Title.From, want)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for _, c := range []struct {
		path, text string
		want       posting.Format
	}{
		{"a.md", "x", posting.Markdown}, {"a.html", "x", posting.HTML}, {"a.HTM", "x", posting.HTML}, {"a.txt", "x", posting.Plain}, {"a", "# Role\n", posting.Markdown}, {"-", "##Role\n", posting.Markdown},
		{"a.txt", "**A** and **b**\n\n**C**\n", posting.Markdown}, {"a.txt", "2 ** 3\n#1 company", posting.Plain}, {"-", " <!DOCTYPE html>\n<html>", posting.HTML}, {"a.md", "<html lang=en>", posting.HTML},
		{"a.txt", "About<br>us<ul><li>x</li></ul>", posting.HTML}, {"a.txt", "a <b>bold</b> word", posting.Plain}, {"a", "<p>x", posting.HTML}, {"a.txt", "[a](b) [c](d)\n[e](f)", posting.Markdown}, {"a.md", "<p>x</p>", posting.Markdown},
		{"a", "<team> is x", posting.Plain},
	} {
		if got := formatOf(c.path, []byte(c.text)); got.name != c.want {
			t.Errorf("formatOf(%q, %q) = %s, want %s", c.path, c.text, got.name, c.want)
		}
	}
}

// TestLinear reads texts made to be slow for a reader that looks at a text again
// and again.
func TestLinear(t *testing.T) {
	for _, piece := range []string{"[", "](", "[a](", "![", "((", "*a ", "_", "**", "<a ", "<b", "<!--", "<p>\n\n", "<nav>", "<script>\n\n", "`", "```x\n", "{{", "&", "&amp;", "&amp;amp;", "> ", "|", "| a\n", "- ", "-\n", "\t", "\tA", "\\", "a\v", "a\r", "\u2028x", "#", "# ", "---\n", "+++\n", "<a href='", "&lt;/", "\x80", "é", "•", "1. ", "o ", "o A\n", "\u00a0", "**a\n", "<br>", "<li>", "<pre>", "=\n", "x\n=\n", "{%", ": a\n", "a: b\n", "<title>", "<script type=application/ld+json>{"} {
		for _, path := range []string{"x.md", "x.html", "x.txt"} {
			testtime.Linear(t, fmt.Sprintf("%q as %s", piece, path), testtime.Size(2_500, 25_000), func(size int) func() {
				src := []byte(strings.Repeat(piece, size/len(piece)))
				return func() {
					p, err := Read(path, src, Options{})
					if err != nil && !errors.Is(err, ErrEmpty) {
						t.Fatal(err)
					}
					if p != nil && len(p.Lines) == 0 {
						t.Errorf("%q as %s: no lines", piece, path)
					}
				}
			})
		}
	}
}
