package fix

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

func reading(t testing.TB) read.Options {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.New(set, set.Models[rules.DefaultModel])
	if err != nil {
		t.Fatal(err)
	}
	return l.ReadOptions()
}

const (
	titled   = `<w:pStyle w:val="Title"/>`
	drawing  = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`
	fallback = `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`
	drawn    = `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`
	core     = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>`
)

func run(s string) string { return `<w:r><w:rPr><w:i/></w:rPr><w:t>` + s + `</w:t></w:r>` }

func header(body string) string { return `<w:hdr ` + readtest.WordSpace + `>` + body + `</w:hdr>` }

// wordFiles are Word files by what is done to them.
var wordFiles = map[string]struct {
	body, to string
	parts    []string // name, content
	want     string   // of the body; "" where it stays
	wants    []string // of the parts
	places   int
	refused  string // part of the reason
}{
	"one run": {body: readtest.Para(titled, run("Senior Product Owner, Fares")), to: "Senior Product Manager, Fares",
		want: readtest.Para(titled, run("Senior Product Manager, Fares")), places: 1},
	"split into runs": {body: readtest.Para(titled, run("Senior Pro"), run("duct Ow"), `<w:proofErr w:type="spellStart"/>`, run("ner"), run(", Fares")), to: "Senior Product Manager, Fares",
		want: readtest.Para(titled, run("Senior Pro"), run("duct Manager"), `<w:proofErr w:type="spellStart"/>`, run(""), run(", Fares")), places: 1},
	"a blank that Word would drop": {body: readtest.Para(titled, run("Product Ow"), run("ner Fares")), to: "Product Manager Fares",
		want: readtest.Para(titled, run("Product Manager"), `<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> Fares</w:t></w:r>`), places: 1},
	"entities": {body: readtest.Para(titled, run("Product Owner &amp; <![CDATA[more]]>")), to: "Product Manager & more",
		want: readtest.Para(titled, run("Product Manager &amp; <![CDATA[more]]>")), places: 1},
	"a sign that XML escapes": {body: readtest.Para(titled, run("Product Owner")), to: "Product Manager <A&B>",
		want: readtest.Para(titled, run("Product Manager &lt;A&amp;B&gt;")), places: 1},
	"words are added": {body: readtest.Para(titled, run("Product"), run(" Owner")), to: "Senior Product Owner",
		want: readtest.Para(titled, run("Senior Product Owner"), run("")), places: 1},
	"blanks and invisible signs": {body: readtest.Para(titled, run("Product\u00a0\u200b Ow\u00adner")), to: "Product Manager",
		want: readtest.Para(titled, run("Product\u00a0\u200b Manager")), places: 1},
	"behind the sign of a list": {body: readtest.Para("", run("• Product Owner")), to: "Product Manager",
		want: readtest.Para("", run("• Product Manager")), places: 1},
	"behind a label": {body: readtest.Para("", run("Job title: "), run("Product Owner")) + readtest.Para("", run("We plan bus trips.")), to: "Product Manager",
		want: readtest.Para("", run("Job title: "), run("Product Manager")) + readtest.Para("", run("We plan bus trips.")), places: 1},
	"typed": {body: readtest.Para("", run("Product Owner (m/f/d)")) + readtest.Para("", run("- You keep the backlog.")), to: "Product Manager (m/f/d)",
		want: readtest.Para("", run("Product Manager (m/f/d)")) + readtest.Para("", run("- You keep the backlog.")), places: 1},
	"only the title": {body: readtest.Para(titled, run("Product Owner")) + readtest.Para("", run("As a Product Owner you keep the backlog.")), to: "Product Manager",
		want: readtest.Para(titled, run("Product Manager")) + readtest.Para("", run("As a Product Owner you keep the backlog.")), places: 1},
	"a link": {body: readtest.Para(titled, `<w:hyperlink>`+run("Product Owner")+`</w:hyperlink>`), to: "Product Manager",
		want: readtest.Para(titled, `<w:hyperlink>`+run("Product Manager")+`</w:hyperlink>`), places: 1},
	"a text box, written twice": {body: readtest.Para("", drawing+readtest.Para(titled, run("Product Owner"))+fallback+readtest.Para(titled, run("Product Owner"))+drawn) + readtest.Para("", run("We plan.")), to: "Product Manager",
		want: readtest.Para("", drawing+readtest.Para(titled, run("Product Manager"))+fallback+readtest.Para(titled, run("Product Manager"))+drawn) + readtest.Para("", run("We plan.")), places: 1},
	"in the header": {body: readtest.Para("", run("you keep the backlog.")), to: "Product Manager",
		parts: []string{"word/header1.xml", header(readtest.Para("", run("Acme | Product Ow"), run("ner"))), "word/header2.xml", header(readtest.Para("", drawing+readtest.Para("", run("Product Owner"))+fallback+readtest.Para("", run("Product Owner"))+drawn))},
		wants: []string{header(readtest.Para("", run("Acme | Product Manager"), run(""))), header(readtest.Para("", drawing+readtest.Para("", run("Product Manager"))+fallback+readtest.Para("", run("Product Manager"))+drawn))}, places: 2},
	"in text, header and properties": {body: readtest.Para(titled, run("Product Owner")), to: "Product Manager",
		parts:  []string{"word/header1.xml", header(readtest.Para("", run("Product Owner")) + readtest.Para("", run("Product Owner Guild"))), "docProps/core.xml", core + `Product Owner</dc:title></cp:coreProperties>`},
		want:   readtest.Para(titled, run("Product Manager")),
		wants:  []string{header(readtest.Para("", run("Product Manager")) + readtest.Para("", run("Product Owner Guild"))), core + `Product Manager</dc:title></cp:coreProperties>`},
		places: 3},
	"in the properties alone": {body: readtest.Para("", run("you keep the backlog.")), to: "Product Manager",
		parts: []string{"docProps/core.xml", core + `Product Owner</dc:title></cp:coreProperties>`}, wants: []string{core + `Product Manager</dc:title></cp:coreProperties>`}, places: 1},
	"filled in from the properties": {body: `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]"/></w:sdtPr><w:sdtContent>` + readtest.Para(titled, run("Product Owner")) + `</w:sdtContent></w:sdt>`, to: "Product Manager",
		want: `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]"/></w:sdtPr><w:sdtContent>` + readtest.Para(titled, run("Product Manager")) + `</w:sdtContent></w:sdt>`, places: 1},

	"filled in from elsewhere": {body: `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a:form[1]"/></w:sdtPr><w:sdtContent>` + readtest.Para(titled, run("Product Owner")) + `</w:sdtContent></w:sdt>`, to: "Product Manager", refused: "other data"},
	"inserted, not accepted":   {body: readtest.Para(titled, run("Product "), `<w:ins>`+run("Owner")+`</w:ins>`), to: "Product Manager", refused: "tracked change"},
	"deleted, not accepted":    {body: readtest.Para(titled, run("Product Owner"), `<w:del><w:r><w:delText> and more</w:delText></w:r></w:del>`), to: "Product Manager", refused: "tracked change"},
	"its end deleted":          {body: readtest.Para(titled+`<w:rPr><w:del/></w:rPr>`, run("Product ")) + readtest.Para(titled, run("Owner")), to: "Product Manager", refused: "tracked change"},
	"signed":                   {body: readtest.Para(titled, run("Product Owner")), to: "Product Manager", parts: []string{"_xmlsignatures/sig1.xml", "<a/>"}, refused: "signed"},
	"out of the file name":     {body: readtest.Para("", run("you keep the backlog.")), to: "Product Manager", refused: "file name"},
	"spaced out":               {body: readtest.Para(titled, run("P R O D U C T  O W N E R")), to: "PRODUCT MANAGER", refused: "safely"},
	"a hyphen of another kind": {body: readtest.Para(titled, run("Product Owner"), `<w:r><w:noBreakHyphen/></w:r>`, run("Lead")), to: "Chief", refused: "would not be read"},
	"two choices that differ":  {body: readtest.Para("", drawing+readtest.Para(titled, run("Product Owner"))+fallback+readtest.Para(titled, run("Product"))+drawn), to: "Product Manager", refused: "safely"},
	"in a file in the file": {body: `<w:altChunk w:id="a"/>`, to: "Product Manager", refused: "safely",
		parts: []string{"word/_rels/document.xml.rels", `<r><Relationship Id="a" Type="x/aFChunk" Target="a.htm"/></r>`, "word/a.htm", "<h1>Product Owner</h1>"}},
	"the same title": {body: readtest.Para(titled, run("Product Owner")), to: " Product  Owner ", refused: "the same"},
}

func TestWord(t *testing.T) {
	o := reading(t)
	for name, c := range wordFiles {
		t.Run(name, func(t *testing.T) {
			src := readtest.Docx(t, c.body, append(c.parts[:len(c.parts):len(c.parts)], "word/media/a.png", "\x89PNG")...)
			p, err := read.Read("product-owner.docx", src, o)
			if err != nil {
				t.Fatal(err)
			}
			out, places, err := Word(p, src, 0, c.to, o)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("not refused for %q: %v", c.refused, err)
				}
				return
			}
			if err != nil || places != c.places {
				t.Fatalf("%d places, want %d: %v", places, c.places, err)
			}
			if c.want == "" {
				c.want = c.body
			}
			want := readtest.Docx(t, c.want, "word/media/a.png", "\x89PNG")
			if got := partsOf(t, out)["word/document.xml"]; got != partsOf(t, want)["word/document.xml"] {
				t.Errorf("text:\n%s\nwant\n%s", got, partsOf(t, want)["word/document.xml"])
			}
			for i, part := range c.wants {
				if got := partsOf(t, out)[c.parts[2*i]]; got != part {
					t.Errorf("%s:\n%s\nwant\n%s", c.parts[2*i], got, part)
				}
			}
			onlyTexts(t, src, out)
		})
	}
}

// TestWordParts gives each of the postings of one file its title.
func TestWordParts(t *testing.T) {
	o := reading(t)
	duties := ""
	for _, d := range []string{"Own the product roadmap", "Set prices and packages", "Carry the profit and loss"} {
		duties += readtest.Para(readtest.ListItem, run(d))
	}
	src := readtest.Docx(t, readtest.Para(titled, run("Product Owner, Fares"))+duties+readtest.Para(titled, run("Product Ow"), run("ner, Maps"))+duties, "docProps/core.xml", core+`Product Owner, Maps</dc:title></cp:coreProperties>`)
	for part, to := range []string{"Product Manager, Fares", "Product Manager, Maps"} {
		p, err := read.Read("jobs.docx", src, o)
		if err != nil || len(p.Parts) != 2 {
			t.Fatalf("%+v, %v", p, err)
		}
		if src, _, err = Word(p, src, part+1, to, o); err != nil {
			t.Fatal(err)
		}
	}
	if text := partsOf(t, src)["word/document.xml"]; strings.Contains(text, "Owner") || !strings.Contains(text, "Product Manager, Fares") || !strings.Contains(text, run("Product Manager")+run(", Maps")) {
		t.Error(text)
	}
	if properties := partsOf(t, src)["docProps/core.xml"]; !strings.Contains(properties, "Owner, Maps") {
		t.Errorf("the title of the file is that of one of its postings: %s", properties)
	}
}

// TestWordRealFiles gives another title to all Word files at hand.
func TestWordRealFiles(t *testing.T) {
	o := reading(t)
	files, retitled := 0, 0
	err := filepath.WalkDir(testcorpus.Path(t, ".")+"/", func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".docx" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p, err := read.Read("x.docx", src, o)
		if err != nil {
			return nil
		}
		files++
		to := strings.NewReplacer("Manager", "Owner", "Owner", "Manager", "Chief", "Head", "Designer", "Writer", "Planner", "Owner", "Assistant", "Owner", "Director", "Head", "designer", "writer").Replace(p.Title.Text)
		out, _, err := Word(p, src, 0, to, o)
		if err != nil {
			t.Logf("%s: “%s”: %v", path, p.Title.Text, err)
			return nil
		}
		retitled++
		onlyTexts(t, src, out)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d Word files retitled", retitled, files)
	if files == 0 || retitled < files*8/10 {
		t.Errorf("only %d of %d Word files retitled", retitled, files)
	}
}

// FuzzWord: whatever is in a Word file, a new title leaves all else as it is.
func FuzzWord(f *testing.F) {
	for _, c := range wordFiles {
		part := ""
		if len(c.parts) > 1 {
			part = c.parts[1]
		}
		f.Add(c.body, part, c.to)
	}
	o := reading(f)
	f.Fuzz(func(t *testing.T, body, part, to string) {
		src := readtest.Docx(t, body, "word/header1.xml", part, "docProps/core.xml", part)
		p, err := read.Read("x.docx", src, o)
		if err != nil {
			return
		}
		if out, _, err := Word(p, src, 0, to, o); err == nil {
			onlyTexts(t, src, out)
		}
	})
}

// onlyTexts checks that two Word files differ in the texts of few elements, and in
// nothing else: the parts that have none of them are the same bytes, packed.
func onlyTexts(t testing.TB, before, after []byte) {
	t.Helper()
	old, now := archive(t, before), archive(t, after)
	if len(old.File) != len(now.File) || old.Comment != now.Comment {
		t.Fatalf("%d parts became %d", len(old.File), len(now.File))
	}
	changed := 0
	for i, f := range old.File {
		g := now.File[i]
		if f.Name != g.Name || f.Method != g.Method || !f.Modified.Equal(g.Modified) || f.ExternalAttrs != g.ExternalAttrs || f.Comment != g.Comment || !bytes.Equal(f.Extra, g.Extra) {
			t.Errorf("%+v became %+v", f.FileHeader, g.FileHeader)
		}
		a, b := raw(t, f), raw(t, g)
		if bytes.Equal(a, b) && f.CRC32 == g.CRC32 {
			continue
		}
		changed++
		x, y := tokens(t, unpacked(t, f)), tokens(t, unpacked(t, g))
		if x != y {
			t.Errorf("%s: the tags differ", f.Name)
		}
	}
	if changed == 0 {
		t.Error("nothing has changed")
	}
}

// tokens returns an XML part without its texts, and without what keeps their blanks.
func tokens(t testing.TB, part string) string {
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := d.RawToken()
		switch token := token.(type) {
		case xml.StartElement:
			b.WriteString("<" + token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Local != "space" {
					b.WriteString(" " + a.Name.Local + "=" + a.Value)
				}
			}
		case xml.EndElement:
			b.WriteString(">")
		case xml.Comment:
			b.WriteString("!" + string(token))
		}
		if err != nil {
			return b.String()
		}
	}
}

func archive(t testing.TB, src []byte) *zip.Reader {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func partsOf(t testing.TB, src []byte) map[string]string {
	all := map[string]string{}
	for _, f := range archive(t, src).File {
		all[f.Name] = unpacked(t, f)
	}
	return all
}

func unpacked(t testing.TB, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func raw(t testing.TB, f *zip.File) []byte {
	t.Helper()
	r, err := f.OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
