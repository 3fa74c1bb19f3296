package posting

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

// at draws lines of text one below the other, 14 points apart, from a place
// on.
func at(x, y, size int, font string, lines ...string) string {
	s := fmt.Sprintf("BT /%s %d Tf 14 TL %d %d Td ", font, size, x, y)
	for _, line := range lines {
		line = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line)
		s += "(" + line + ") Tj T* "
	}
	return s + "ET\n"
}

const wording = "We make software that people like to use and they"

func TestPDF(t *testing.T) {
	long := func(n int, first string) []string {
		out := []string{first}
		for range n {
			out = append(out, "many words that fill one line")
		}
		return out
	}
	for name, c := range map[string]struct {
		src  []byte
		want []string
	}{
		"headings by size":   {pdfFile(at(72, 760, 20, "F2", "Product Owner") + at(72, 720, 14, "F2", "Duties") + at(72, 690, 10, "F1", wording+".")), []string{"!# Product Owner", "!## Duties", wording + "."}},
		"a title of two":     {pdfFile(at(72, 760, 20, "F2", "Senior Product", "Owner") + at(72, 690, 10, "F1", wording+".")), []string{"!# Senior Product Owner", wording + "."}},
		"bold heading":       {pdfFile(at(72, 760, 10, "F2", "Duties") + at(72, 746, 10, "F1", wording+".")), []string{"!Duties", wording + "."}},
		"numbered heading":   {pdfFile(at(72, 760, 16, "F2", "1. Duties") + at(72, 720, 10, "F1", wording+".")), []string{"!# 1. Duties", wording + "."}},
		"lines of one":       {pdfFile(at(72, 760, 10, "F1", wording, wording, "end here.", "Another one.")), []string{wording + " " + wording + " end here.", "Another one."}},
		"paragraphs":         {pdfFile(at(72, 760, 10, "F1", wording, wording) + at(72, 714, 10, "F1", wording)), []string{wording + " " + wording, wording}},
		"hyphens":            {pdfFile(at(72, 760, 10, "F1", "Work in the develop-", "ment of a cross-", "functional team-", "OF teams. The words: cross, cross-functional.")), []string{"Work in the development of a cross-functional team-OF teams. The words: cross, cross-functional."}},
		"soft hyphen":        {pdfFile(at(72, 760, 10, "F1", "Work in the develop\xad", "ment of many teams.")), []string{"Work in the development of many teams."}},
		"items":              {pdfFile(at(72, 760, 10, "F1", "\x95", "\x95") + at(84, 760, 10, "F1", "Own the backlog", "Write stories")), []string{"- Own the backlog", "- Write stories"}},
		"items of two lines": {pdfFile(at(72, 760, 10, "F1", "\x95 Own", "") + at(81, 746, 10, "F1", "the backlog") + at(72, 732, 10, "F1", "\x95 Write") + at(72, 700, 10, "F1", wording+".")), []string{"- Own the backlog", "- Write", wording + "."}},
		"nested items":       {pdfFile(at(72, 760, 10, "F1", "\x95 Own") + at(90, 746, 10, "F1", "\x96 this", "\x96 that") + at(72, 718, 10, "F1", "\x95 Write")), []string{"- Own", "-- this", "-- that", "- Write"}},
		"drawn out of order": {pdfFile(at(72, 700, 10, "F1", "Second one.") + at(72, 760, 10, "F1", "First one.")), []string{"First one.", "Second one."}},
		"columns": {pdfFile(at(72, 800, 10, "F1", "A line above both of the columns that is as wide as the page is, nearly.") + at(72, 760, 10, "F1", long(5, "Left begins and has")...) + at(320, 757, 10, "F1", long(5, "Right begins and has")...) + at(72, 600, 10, "F1", "A line below both of the columns that is as wide as the page is, nearly.")),
			[]string{"A line above both of the columns that is as wide as the page is, nearly.", "Left begins and has" + strings.Repeat(" many words that fill one line", 5), "Right begins and has" + strings.Repeat(" many words that fill one line", 5), "A line below both of the columns that is as wide as the page is, nearly."}},
		"labels are no column": {pdfFile(at(72, 760, 10, "F1", "Title:", "Place:", "Pay:", "Team:", "Level:", "Start:") + at(200, 760, 10, "F1", "Owner", "Berlin", "Good", "Us", "High", "Soon")), []string{"Title: Owner", "Place: Berlin", "Pay: Good", "Team: Us", "Level: High", "Start: Soon"}},
		"heads and feet":       {pdfFile(at(72, 820, 8, "F1", "Acme")+at(72, 700, 10, "F1", "One.")+at(300, 20, 8, "F1", "Page 1 of 2"), at(72, 820, 8, "F1", "Acme")+at(72, 700, 10, "F1", "Two.")+at(300, 20, 8, "F1", "Page 2 of 2")), []string{"One.", "Two."}},
		"the same text twice":  {pdfFile(at(72, 500, 10, "F1", "One."), at(72, 500, 10, "F1", "One.")), []string{"One.", "One."}},
		"page number":          {pdfFile(at(72, 700, 10, "F1", "One.") + at(300, 20, 8, "F1", "- 1 -")), []string{"One."}},
		"over the page":        {pdfFile(at(72, 400, 10, "F1", wording, "make it"), at(72, 700, 10, "F1", "well.")), []string{wording + " make it well."}},
		"marked as no text":    {pdfFile("/Artifact <</Type/Pagination>> BDC " + at(72, 700, 10, "F1", "Head") + " EMC /P <</MCID 0>> BDC " + at(72, 600, 10, "F1", "Text.") + "EMC"), []string{"Text."}},
		"kerned":               {pdfFile("BT /F1 10 Tf 72 700 Td [(O) 20 (wn) -300 (the) -250 (b) 15 (acklog)] TJ ET"), []string{"Own the backlog"}},
		"sideways":             {pdfFile("BT /F1 10 Tf 0 1 -1 0 30 300 Tm (DRAFT) Tj ET " + at(72, 600, 10, "F1", "Text.")), []string{"Text."}},
		"drawn twice for bold": {pdfFile("BT /F1 10 Tf 1 0 0 1 72 700 Tm (Own) Tj 1 0 0 1 72.3 700 Tm (Own) Tj ET"), []string{"!Own"}},
		"packed":               {packedPDF(at(72, 700, 10, "F1", "Own the \"backlog\" (all)")), []string{`Own the "backlog" (all)`}},
		"without tables":       {[]byte(strings.ReplaceAll(string(pdfFile(at(72, 700, 10, "F1", "Text."))), "xref", "nope")), []string{"Text."}},
		"two versions":         {append(pdfFile(at(72, 700, 10, "F1", "Old.")), "6 0 obj <</Length 40>> stream\nBT /F1 10 Tf 72 700 Td (New.) Tj ET       \nendstream endobj trailer <</Root 1 0 R/Prev 9>>"...), []string{"New."}},
	} {
		t.Run(name, func(t *testing.T) {
			checkExtracted(t, readPDF, c.src, c.want...)
		})
	}
}

// TestPDFPages names the pages.
func TestPDFPages(t *testing.T) {
	p, err := Read("x.pdf", pdfFile(at(72, 700, 20, "F2", "Product Owner")+at(72, 600, 10, "F1", "One."), "", at(72, 700, 10, "F1", "Two.", "Three.")), Options{})
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

// TestHostilePDF gives readers of PDF what they choke on.
func TestHostilePDF(t *testing.T) {
	good := pdfObjects(at(72, 700, 10, "F1", "Text."))
	with := func(i int, object string) []byte {
		objects := append([]string(nil), good...)
		for len(objects) < i {
			objects = append(objects, "null")
		}
		objects[i-1] = object
		return pdfOf(objects)
	}
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	good[1] = strings.Replace(good[1], "/Resources<<", "/Resources<</XObject<</X 6 0 R>>", 1)
	form := "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>"
	for name, c := range map[string]struct {
		src  []byte
		want error
	}{
		"pages in a circle":      {with(2, "<</Type/Pages/Kids[2 0 R 5 0 R 5 0 R]/Resources<</Font<</F1 3 0 R>>>>>>"), nil},
		"page is its own parent": {with(5, "<</Type/Page/Parent 5 0 R/Contents 6 0 R>>"), nil},
		"length in a circle":     {with(6, "<</Length 6 0 R>>\nstream\nBT /F1 10 Tf 72 700 Td (Text.) Tj ET\nendstream"), nil},
		"reference in a circle":  {with(3, "3 0 R"), ErrScanned},
		"tables in a circle":     {append(pdfFile(at(72, 700, 10, "F1", "Text.")), "xref\n0 0\ntrailer <</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"...), nil},
		"huge table":             {append(pdfFile(at(72, 700, 10, "F1", "Text.")), "xref\n3000000000 1\n0 0 n\ntrailer <</Size 4000000000000/Root 1 0 R>>"...), nil},
		"deep nesting":           {with(7, strings.Repeat("[", 1<<20)), nil},
		"deep dictionaries":      {with(7, strings.Repeat("<</a", 1<<20)), nil},
		"deep page tree":         {with(2, strings.Repeat("<</Kids[", 1<<16)), ErrDamaged},
		"form in a circle":       {with(6, stream(form, "/X Do /X Do /X Do BT ET")), ErrScanned},
		"forms without end":      {with(6, stream(form, strings.Repeat("/X Do ", 5000))), ErrTooLarge},
		"states without end":     {with(6, stream("", strings.Repeat("q ", 1<<20))), ErrScanned},
		"bomb":                   {with(6, stream("/Filter/FlateDecode", deflated(strings.Repeat("0 ", 16<<20)))), ErrTooLarge},
		"bomb in a bomb":         {with(6, stream("/Filter[/FlateDecode/FlateDecode]", deflated(deflated(strings.Repeat("\x00", 64<<20))))), ErrTooLarge},
		"bomb of runs":           {with(6, stream("/Filter/RunLengthDecode", strings.Repeat("\x81a", 1<<20))), ErrTooLarge},
		"many filters":           {with(6, stream("/Filter["+strings.Repeat("/ASCIIHexDecode ", 1000)+"]", "00")), ErrScanned},
		"objects in themselves":  {with(6, stream("/Type/ObjStm/N 3/First 12", "6 0 5 0 1 0 (a)")), ErrDamaged},
		"many objects in one":    {with(7, stream("/Type/ObjStm/N 200000/First 1800000", strings.Repeat("9 0 10 0 ", 200000)+"["+strings.Repeat("1 ", 1<<20))), ErrTooLarge},
		"wide prediction":        {with(6, stream("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999/Colors 9999>>", deflated("abc"))), ErrScanned},
		"strange numbers":        {with(6, stream("", "BT /F1 1e999 Tf 99999999999999999999 --5 Td (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET")), ErrScanned},
		"no operands":            {with(6, stream("", "Tf Td TD Tm Tj ' \" TJ Tc cm q Q Q Q Do BDC EMC EMC BI BT ET TL T*")), ErrScanned},
		"wrong operands":         {with(6, stream("", "(a) (b) Tf [1] /x Td << >> Tj 5 TJ /a /b /c /d /e /f cm")), ErrScanned},
		"other kinds":            {with(3, "[1 2 3]"), ErrScanned},
		"odd font":               {with(3, "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts 3 0 R/W[1 [2] 3]/ToUnicode 6 0 R>>"), ErrScanned},
		"cut off":                {pdfFile(at(72, 700, 10, "F1", "Text."))[:600], nil},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			x, err := readPDF(c.src)
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if err == nil {
				checkExtract(t, &x)
				if !strings.Contains(string(x.text), "Text.") {
					t.Errorf("text %q", x.text)
				}
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
		})
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
			return slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool { return !isWordRune(r) }), func(word string) bool {
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
			if p.Lines[i].Kind == Bullet {
				bullets++
			}
		}
		if len(p.Source) < 2000 || bullets < 5 {
			t.Errorf("%s: %d bytes, %d list items", name, len(p.Source), bullets)
		}
		x, err := readDocx(src)
		if err != nil {
			t.Fatal(err)
		}
		checkExtract(t, &x)
	}
}
