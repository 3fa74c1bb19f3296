package read

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/office"
)

// TestPlaces names places as people find them.
func TestPlaces(t *testing.T) {
	src := readtest.Docx(t, readtest.Para("", readtest.BoldRun("Product Owner"))+readtest.Para("", readtest.TextRun(" "))+readtest.Para("", readtest.TextRun("One."), `<w:r><w:br/></w:r>`, readtest.TextRun("Two."))+readtest.Para(readtest.ListItem, readtest.TextRun("Three")))
	p, err := Read("a.docx", src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "**Product Owner**\n\nOne.\n\nTwo.\n\n- Three\n"; string(p.Source) != want {
		t.Errorf("source %q, want %q", p.Source, want)
	}
	var got []string
	for i := range p.Lines {
		s := p.Lines[i].Span()
		if string(p.Source[s.Start:s.End]) != p.Lines[i].Text {
			t.Errorf("line %q stands for %q", p.Lines[i].Text, p.Source[s.Start:s.End])
		}
		got = append(got, p.Where(s.Start)+": "+p.Lines[i].Text)
	}
	want := []string{"paragraph 1: Product Owner", "paragraph 2: One.", "paragraph 2: Two.", "paragraph 3: Three"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !p.Extracted() || p.Format != posting.Docx || p.Place(-1) != 1 || p.Place(1000) != 3 {
		t.Errorf("%+v", p)
	}
	p, err = Read("a.md", []byte("# A\n\nb"), Options{})
	if err != nil || p.Extracted() || p.Where(3) != "" || p.Place(3) != 0 {
		t.Errorf("a text has lines: %q %d %v", p.Where(3), p.Place(3), err)
	}
}

// TestTitleOfOffice finds the titles that people give their files.
func TestTitleOfOffice(t *testing.T) {
	isTitle := func(s string) bool { return strings.Contains(s, "Owner") && len(s) < 40 }
	core := func(s string) []string {
		return []string{"docProps/core.xml", `<c><title>` + s + `</title></c>`}
	}
	for name, c := range map[string]struct {
		src  []byte
		want posting.Title
	}{
		"style":      {readtest.Docx(t, readtest.Para(`<w:pStyle w:val="Title"/>`, readtest.TextRun("Product Owner")), core("Template for Owner")...), posting.Title{Text: "Product Owner", Span: posting.Span{Start: 2, End: 15}, From: posting.FromHeading}},
		"bold":       {readtest.Docx(t, readtest.Para("", readtest.TextRun("Acme"))+readtest.Para("", readtest.BoldRun("Product Owner"))+readtest.Para("", readtest.TextRun("Text.")), core("")...), posting.Title{Text: "Product Owner", Span: posting.Span{Start: 8, End: 21}, From: posting.FromHeading}},
		"properties": {readtest.Docx(t, readtest.Para("", readtest.TextRun("We look for you.")), core("Product Owner")...), posting.Title{Text: "Product Owner", From: posting.FromMarkup}},
		"template":   {readtest.Docx(t, readtest.Para("", readtest.TextRun("Acme Owner"))+readtest.Para("", readtest.TextRun("x y z.")), core("Microsoft Word - Document1")...), posting.Title{Text: "Acme Owner", Span: posting.Span{Start: 0, End: 10}, From: posting.FromFirstLine}},
	} {
		p, err := Read("x.docx", c.src, Options{IsTitle: isTitle})
		if err != nil {
			t.Fatal(err)
		}
		if p.Title != c.want {
			t.Errorf("%s: %+v, want %+v", name, p.Title, c.want)
		}
	}
}

// TestBadFiles returns each bad file an error that tells what to do, soon.
func TestBadFiles(t *testing.T) {
	good := readtest.Docx(t, readtest.Para("", readtest.TextRun("a")))
	deep := strings.Repeat(`<w:sdt>`, 2000) + strings.Repeat(`</w:sdt>`, 2000)
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 100)
	odt := func(parts ...string) []byte {
		return readtest.Zip(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text"}, parts...)...)
	}
	for name, c := range map[string]struct {
		src  []byte
		want error
	}{
		"cut off":         {good[:len(good)*2/3], block.ErrDamaged},
		"cut off at once": {append([]byte("PK\x03\x04"), bytes.Repeat([]byte{0}, 26)...), block.ErrNotText},
		"other archive":   {readtest.Zip(t, "a.txt", "x"), block.ErrNotText},
		"spreadsheet":     {readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), block.ErrNotText},
		"empty docx":      {readtest.Docx(t, ""), ErrEmpty},
		"broken XML":      {readtest.Docx(t, "<w:p>"), block.ErrDamaged},
		"deep XML":        {readtest.Docx(t, deep), block.ErrDamaged},
		"entities":        {readtest.Zip(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`), block.ErrDamaged},
		"other encoding":  {readtest.Zip(t, "word/document.xml", `<?xml version="1.0" encoding="EBCDIC"?><x/>`), block.ErrDamaged},
		"bomb":            {readtest.Docx(t, strings.Repeat(readtest.Para("", readtest.TextRun("a")), (20<<20)/60)), block.ErrTooLarge},
		"bomb of styles":  {readtest.Docx(t, readtest.Para("", readtest.TextRun("a")), "word/styles.xml", strings.Repeat(" ", 20<<20+1)), block.ErrTooLarge},
		"many parts":      {readtest.Docx(t, readtest.Para("", readtest.TextRun("a")), manyParts()...), block.ErrTooLarge},
		"locked odt":      {odt("content.xml", "\x00\x01", "META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"), block.ErrEncrypted},
		"broken odt":      {odt("content.xml", "<a><b></a>"), block.ErrDamaged},
		"locked docx":     {[]byte(ole + wide("EncryptedPackage")), block.ErrEncrypted},
		"old Word":        {[]byte(ole + wide("WordDocument")), block.ErrOldWord},
		"Outlook":         {[]byte(ole + wide("__substg1.0_007D001F") + wide("WordDocument")), block.ErrOutlook},
		"old Excel":       {[]byte(ole + wide("Workbook")), block.ErrOldExcel},
		"Pages":           {readtest.Zip(t, "Index/Document.iwa", "x", "preview.jpg", "y"), block.ErrPages},
		"a picture":       {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), block.ErrPicture},
		"a photograph":    {[]byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), block.ErrPicture},
		"other compound":  {[]byte(ole), block.ErrNotText},
		"deep rtf":        {[]byte(`{\rtf1` + strings.Repeat("{", 1<<20)), block.ErrDamaged},
		"empty rtf":       {[]byte(`{\rtf1}`), ErrEmpty},
		"no pdf":          {[]byte("%PDF-1.4\nfoo"), block.ErrDamaged},
		"locked pdf":      {[]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <<>> endobj trailer <</Root 1 0 R/Encrypt 4 0 R>>"), block.ErrEncrypted},
		"scanned pdf":     {[]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <<>> endobj trailer <</Root 1 0 R>>"), block.ErrScanned},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := Read("dir/x.bin", c.src, Options{})
			if !errors.Is(err, c.want) {
				t.Fatalf("error %v, want %v", err, c.want)
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
			if s := err.Error(); !strings.Contains(s, "dir/x.bin") || strings.Contains(s, "runtime") {
				t.Errorf("message %q", s)
			}
		})
	}
}

// manyParts are more parts than any document has.
func manyParts() []string {
	var parts []string
	for i := range 10_001 {
		parts = append(parts, fmt.Sprintf("word/x%d.xml", i), "")
	}
	return parts
}

// TestTextStaysText reads what merely begins like another format.
func TestTextStaysText(t *testing.T) {
	for _, src := range []string{"PK is a brand.", "{\\rt} text here", "% of our staff", "%PDF is a format", "{\\rtf is how it begins} "} {
		p, err := Read("x.txt", []byte(src), Options{Format: posting.Plain})
		if err != nil && !errors.Is(err, block.ErrNotText) || err == nil && p.Extracted() {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// TestPDFPages names the pages.
func TestPDFPages(t *testing.T) {
	p, err := Read("x.pdf", readtest.PDF(readtest.DrawText(72, 700, 20, "F2", "Product Owner")+readtest.DrawText(72, 600, 10, "F1", "One."), "", readtest.DrawText(72, 700, 10, "F1", "Two.", "Three.")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range p.Lines {
		got = append(got, p.Where(p.Lines[i].Span().Start))
	}
	if s := strings.Join(got, ", "); s != "page 1, page 1, page 3, page 3" || p.Title.Text != "Product Owner" {
		t.Errorf("%s, title %q", s, p.Title.Text)
	}
}

// TestOfficeSamples reads the real Word files.
func TestOfficeSamples(t *testing.T) {
	root := testcorpus.Path(t, "samples/hr-repos")
	var paths []string
	for _, pattern := range []string{"RockitGirl__jobdescriptions/head/*.docx", "DFE-Digital__ddt-job-descriptions/head/app/downloads/*.docx"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	if len(paths) != 25 {
		t.Errorf("%d files", len(paths))
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(path, src, Options{IsTitle: func(s string) bool {
			return slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool { return !block.IsWordRune(r) }), func(word string) bool {
				return slices.Contains([]string{"Manager", "Management", "Director", "Planner", "Staff", "Assistant", "Designer"}, word)
			})
		}})
		if err != nil {
			t.Error(err)
			continue
		}
		// The files bear the names of their titles.
		name := strings.TrimSpace(strings.TrimSuffix(filepath.Base(path), ".docx"))
		switch name {
		case "senior-content-designer":
			name = "Senior Content Designer Job description"
		case "Staff Product Manager, Copilot":
			name = "Product " + name // a slip of its author
		}
		if fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "–", "-")) }; fold(p.Title.Text) != fold(name) {
			t.Errorf("%s: title %q", name, p.Title.Text)
		}
		bullets := 0
		for i := range p.Lines {
			if p.Lines[i].Kind == posting.Bullet {
				bullets++
			}
		}
		if len(p.Source) < 2000 || bullets < 5 {
			t.Errorf("%s: %d bytes, %d list items", name, len(p.Source), bullets)
		}
		x, err := office.ReadDocx(t.Context(), src)
		if err != nil {
			t.Fatal(err)
		}
		readtest.CheckExtract(t, &x)
	}
}
