package posting

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

type corpusRow struct{ ID, Title, Format, Text string }

func (r *corpusRow) file() []byte {
	title, _ := json.Marshal(r.Title)
	return fmt.Appendf(nil, "---\ntitle: %s\n---\n\n%s", title, r.Text)
}

// TestCorpus reads all real postings as each of the formats.
func TestCorpus(t *testing.T) {
	o := Options{Headings: headings(t)}
	for _, row := range testcorpus.Rows[corpusRow](t, "corpus/postings.jsonl") {
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
			_, d := readDocument(new(Memory), path, v.text, "")
			d.trace(&v)
			checkBlocks(t, src, d.blocks)
		}
		// Plain text loses nothing but the signs and numbers of lists.
		d := readPlain(new(Memory), []byte(row.Text), 0)
		var all strings.Builder
		for _, b := range d.blocks {
			all.WriteString(b.text)
			if !sameLetters(row.Text, strings.Map(noEntity, b.text)) {
				t.Errorf("%s: %q is not in the source", row.ID, b.text)
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

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
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
		case errors.Is(err, ErrScanned):
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
		_, d := readDocument(new(Memory), path, v.text, "")
		d.trace(&v)
		checkBlocks(t, src, d.blocks)
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
		want       Format
	}{
		{"a.md", "x", Markdown}, {"a.html", "x", HTML}, {"a.HTM", "x", HTML}, {"a.txt", "x", Plain}, {"a", "# Role\n", Markdown}, {"-", "##Role\n", Markdown},
		{"a.txt", "**A** and **b**\n\n**C**\n", Markdown}, {"a.txt", "2 ** 3\n#1 company", Plain}, {"-", " <!DOCTYPE html>\n<html>", HTML}, {"a.md", "<html lang=en>", HTML},
		{"a.txt", "About<br>us<ul><li>x</li></ul>", HTML}, {"a.txt", "a <b>bold</b> word", Plain}, {"a", "<p>x", HTML}, {"a.txt", "[a](b) [c](d)\n[e](f)", Markdown}, {"a.md", "<p>x</p>", Markdown},
		{"a", "<team> is x", Plain},
	} {
		if got, _ := formatOf(c.path, []byte(c.text)); got != c.want {
			t.Errorf("formatOf(%q, %q) = %s, want %s", c.path, c.text, got, c.want)
		}
	}
}

// TestLinear reads 200 kB of texts made to be slow, for which a reader that
// looks at a text again and again does not come to its end.
func TestLinear(t *testing.T) {
	for _, piece := range []string{"[", "](", "[a](", "![", "((", "*a ", "_", "**", "<a ", "<b", "<!--", "<p>\n\n", "<nav>", "<script>\n\n", "`", "```x\n", "{{", "&", "&amp;", "&amp;amp;", "> ", "|", "| a\n", "- ", "-\n", "\t", "\tA", "\\", "a\v", "a\r", "\u2028x", "#", "# ", "---\n", "+++\n", "<a href='", "&lt;/", "\x80", "é", "•", "1. ", "o ", "o A\n", "\u00a0", "**a\n", "<br>", "<li>", "<pre>", "=\n", "x\n=\n", "{%", ": a\n", "a: b\n", "<title>", "<script type=application/ld+json>{"} {
		src := []byte(strings.Repeat(piece, 200_000/len(piece)))
		for _, path := range []string{"x.md", "x.html", "x.txt"} {
			start := time.Now()
			p, err := Read(path, src, Options{})
			took := time.Since(start)
			if err != nil && !errors.Is(err, ErrEmpty) {
				t.Fatal(err)
			}
			if p != nil && len(p.Lines) == 0 {
				t.Errorf("%q as %s: no lines", piece, path)
			}
			if took > time.Minute {
				t.Errorf("%q as %s took %v", piece, path, took)
			}
		}
	}
}
