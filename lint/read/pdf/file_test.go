package pdf

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/read/block"
)

// file makes a file of objects, which are numbered from 1; the first is the
// catalogue.
func made(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer <</Root 1 0 R/Info <</Title (\xfe\xff\x00O\x00w\x00n\x00e\x00r)>>>>\n%%EOF")
	return []byte(b.String())
}

func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// shown returns the text that a page shows, in a font.
func shown(t *testing.T, font, content string, more ...string) string {
	t.Helper()
	src := made(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Type/Page/MediaBox[0 0 500 700]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", streamOf("", content), font}, more...)...)
	doc, err := parse(t.Context(), src, usual)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "Owner" {
		t.Errorf("title %q", doc.Title)
	}
	var b strings.Builder
	for _, g := range doc.Pages[0].Glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

func TestFonts(t *testing.T) {
	show := func(s string) string { return "BT /F 10 Tf 50 600 Td " + s + " Tj ET" }
	cmap := streamOf("", "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar "+
		"2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<FB01> <00660066>] endbfrange endcmap")
	for name, c := range map[string]struct {
		font, content, want string
		more                []string
	}{
		"standard":        {"<</Subtype/Type1/BaseFont/Helvetica>>", show(`(a\222\055\(\)\\ 'b')`), "a’-()\\ ’b’", nil},
		"Windows":         {"<</Subtype/TrueType/Encoding/WinAnsiEncoding>>", show(`('\225\200\344')`), "'•€ä'", nil},
		"Macintosh":       {"<</Subtype/TrueType/Encoding/MacRomanEncoding>>", show(`(\212\245)`), "ä•", nil},
		"differences":     {"<</Subtype/Type1/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/bullet/uni20AC/f_f_l/u1F600/zcaron/a.alt/space/g17 65/Lslash]>>>>", show(`(\001\002\003\004\005\006\007\010\011AB)`), "fi•€ffl😀ža ŁB", nil},
		"signs":           {"<</Subtype/TrueType/BaseFont/ABCDEF+Wingdings-Regular>>", show(`(\247)`), "\uf0a7", nil},
		"TeX":             {"<</Subtype/Type1/BaseFont/ABCDEF+CMSY10>>", show(`(\017)`), "•", nil},
		"two bytes":       {"<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>", show("<0001 0002 0010 0011 0012 0020 0021 0099>"), "A😀abcfiff", []string{cmap, "<</W[1[500 600] 16 18 250]/DW 1000>>"}},
		"two, no table":   {"<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]>>", show("<00010002>"), "", []string{"<<>>"}},
		"Unicode codes":   {"<</Subtype/Type0/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>", show("<4E2D6587>"), "中文", []string{"<<>>"}},
		"table for bytes": {"<</Subtype/TrueType/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>", show(`(AB)`), "xB", []string{streamOf("", "1 beginbfchar <41> <0078> endbfchar")}},
		"drawn":           {"<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/Encoding<</Differences[11/a11 12/a12 65/a65/g17 136/a136]>>/CharProcs<<>>>>", show(`(\013\014AB\210)`), "fffiA•", nil},
		"drawn symbols":   {"<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/Encoding<</Differences[15/a15]>>/CharProcs<<>>>>", show(`(\017)`), "•", nil},
		"drawn, table":    {"<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/Encoding<</Differences[0/g0/g1]>>/CharProcs<<>>/ToUnicode 6 0 R>>", show(`(\000\001)`), "xy", []string{streamOf("", "1 beginbfrange <00> <01> <0078> endbfrange")}},
		"other text":      {"<</Subtype/Type1>>", "BT /F 10 Tf 50 600 Td (work) Tj /Span <</ActualText <FEFFFB02>>> BDC (\001\002) Tj EMC (ow) Tj /Span <</ActualText ()>> BDC (~) Tj EMC /P /None BDC (s) Tj EMC ET", "workflows", nil},
		"other, nested":   {"<</Subtype/Type1>>", "BT /F 10 Tf 50 600 Td /Span <</ActualText (a\nb)>> BDC (x) Tj /Span <</ActualText (c)>> BDC (y) Tj EMC (z) Tj EMC /Span <</ActualText (never drawn)>> BDC EMC ET", "a b", nil},
		"the same text":   {"<</Subtype/Type1>>", "/Artifact BMC /Span <</ActualText (no)>> BDC BT /F 10 Tf (x) Tj EMC EMC /Span <</ActualText (a b)>> BDC (a) Tj 0 -12 Td (b) Tj EMC ET", "ab", nil},
		"unknown font":    {"null", show("(a)"), "", nil},
		"operators":       {"<</Subtype/Type1>>", "BT /F 10 Tf 12 TL 50 600 Td (a) Tj T* (b) ' 1 2 (c) \" [(d) 5 (e) <66>] TJ ET", "abcdef", nil},
		"picture":         {"<</Subtype/Type1>>", "BI /W 1 ID (((EIEI xEI Q EI\nBT /F 10 Tf (a) Tj ET", "a", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shown(t, c.font, c.content, c.more...); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTextString(t *testing.T) {
	for s, want := range map[string]string{"\x85 \x93ve \xe9\xa0": "– five é€", "\xfe\xff\x00a\xfb\x02": "afl", "\xef\xbb\xbfé\xff": "é"} {
		if got := textString(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestPlacesOfGlyphs follows the matrices.
func TestPlacesOfGlyphs(t *testing.T) {
	page := func(entries, content string) page {
		doc, err := parse(t.Context(), made("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]/MediaBox[0 0 500 700]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>", "<</Contents[4 0 R]"+entries+">>", streamOf("", content),
			"<</Subtype/TrueType/BaseFont/X-Bold/FirstChar 97/Widths[500 250]>>", streamOf("/Subtype/Form/BBox[0 0 50 10]/Matrix[2 0 0 2 100 0]", "BT /F 10 Tf 1 2 Td (a) Tj ET")), usual)
		if err != nil {
			t.Fatal(err)
		}
		return doc.Pages[0]
	}
	for name, c := range map[string]struct {
		entries, content string
		want             []glyph
	}{
		"advance":     {"", "BT /F 10 Tf 50 600 Td (ab) Tj (a) Tj ET", []glyph{{50, 600, 5, 10, true, "a"}, {55, 600, 2.5, 10, true, "b"}, {57.5, 600, 5, 10, true, "a"}}},
		"spacing":     {"", "BT /F 10 Tf 1 Tc 200 Tz 50 600 Td (ab) Tj ET", []glyph{{50, 600, 10, 10, true, "a"}, {62, 600, 5, 10, true, "b"}}},
		"kerning":     {"", "BT /F 10 Tf 50 600 Td [(a) -1000 (b)] TJ ET", []glyph{{50, 600, 5, 10, true, "a"}, {65, 600, 2.5, 10, true, "b"}}},
		"matrix":      {"", "q 2 0 0 -2 10 700 cm BT /F 10 Tf 1 0 0 -1 5 50 Tm (a) Tj ET Q BT /F 5 Tf 1 1 Td (a) Tj ET", []glyph{{20, 600, 10, 20, true, "a"}, {1, 1, 2.5, 5, true, "a"}}},
		"rise":        {"", "BT /F 10 Tf 3 Ts 5 5 Td (a) Tj ET", []glyph{{5, 8, 5, 10, true, "a"}}},
		"form":        {"", "/X Do BT 9 9 Td /F 10 Tf (a) Tj ET", []glyph{{102, 4, 10, 20, true, "a"}, {9, 9, 5, 10, true, "a"}}},
		"rotated":     {"/Rotate 90", "BT /F 10 Tf 0 1 -1 0 100 50 Tm (a) Tj ET", []glyph{{50, 400, 5, 10, true, "a"}}},
		"box":         {"/CropBox[100 100 300 400]", "BT /F 10 Tf 150 150 Td (a) Tj ET", []glyph{{50, 50, 5, 10, true, "a"}}},
		"field":       {"/Annots[<</Subtype/Widget/Rect[100 100 200 120]/AP<</N 6 0 R>>>> <</Subtype/Link/Rect[0 0 9 9]/AP<</N 6 0 R>>>> 7 0 R]", "/Artifact BMC", []glyph{{102, 104, 20.0 / 2, 20, true, "a"}}},
		"no look":     {"/Annots[<</Subtype/Widget/F 2/AP<</N 6 0 R>>>> <</Subtype/Widget/AS/On/AP<</N<</Off 6 0 R>>>>>> 6 0 R]", "", nil},
		"no look yet": {"/Annots[<</Subtype/Widget/Rect[100 130 200 100]/Parent<</V(a\\r\\nb)>>>>]", "", []glyph{{100, 118, 5.56, 10, false, "a"}, {100, 106, 5.56, 10, false, "b"}}},
		"in states":   {"/Annots[<</Subtype/FreeText/AS/On/AP<</N<</On 6 0 R>>>>>>]", "", []glyph{{102, 4, 10, 20, true, "a"}}},
		"sideways":    {"", "BT /F 10 Tf 0 1 -1 0 100 50 Tm (a) Tj ET", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := page(c.entries, c.content).Glyphs
			if len(got) != len(c.want) {
				t.Fatalf("%+v", got)
			}
			for i, g := range got {
				w := c.want[i]
				if math.Abs(g.X-w.X) > 0.01 || math.Abs(g.Y-w.Y) > 0.01 || math.Abs(g.Width-w.Width) > 0.01 || math.Abs(g.Size-w.Size) > 0.01 || g.Text != w.Text || g.Bold != w.Bold {
					t.Errorf("%+v, want %+v", g, w)
				}
			}
		})
	}
}

func TestFilters(t *testing.T) {
	for name, c := range map[string]struct{ dict, data, want string }{
		"none":        {"", "abc", "abc"},
		"hex":         {"/Filter/ASCIIHexDecode", "61 62 6>", "ab`"},
		"85":          {"/Filter[/ASCII85Decode]", "<~87cURDZ~>", "Hello"},
		"runs":        {"/Filter/RunLengthDecode", "\x01ab\xfec\x80zz", "abccc"},
		"LZW":         {"/Filter/LZWDecode", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "-----A---B"},
		"two":         {"/Filter[/AHx/AHx]", "3631>", "a"},
		"predicted":   {"/Filter/AHx/DecodeParms<</Predictor 15/Columns 3>>", "00 61 62 63 01 61 01 01 02 01 01 01 03 00 00 00 04 00 00 00", "abcabcbcd1H[1H["},
		"of pictures": {"/Filter/DCTDecode", "abc", ""},
	} {
		t.Run(name, func(t *testing.T) {
			src := []byte(c.data)
			f := &file{src: src, left: usual}
			p := parser{src: []byte("<<" + c.dict + ">>")}
			v, _ := p.next()
			got := string(f.data(stream{dict: v.(dict), end: len(src)}))
			if name == "predicted" { // the last rows are averages; that they follow from those above is enough
				got, c.want = got[:9], c.want[:9]
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want error
	}{
		"nothing":    {"", errNoPages},
		"no pages":   {"%PDF-1.4 1 0 obj <</Type/Catalog>> endobj", errNoPages},
		"encrypted":  {"%PDF-1.4 1 0 obj <</Type/Catalog/Pages<</Kids[<<>>]>>>> endobj trailer <</Encrypt<<>>>>", block.ErrEncrypted},
		"many pages": {"%PDF-1.4 1 0 obj <</Type/Catalog/Pages<</Kids[" + strings.Repeat("<<>>", maxPages+1) + "]>>>> endobj", block.ErrTooLarge},
	} {
		if _, err := parse(t.Context(), []byte(c.src), usual); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
}

// TestEncrypted reads files that qpdf has encrypted, all with a password of the
// owner and one with a password that opens it.
func TestEncrypted(t *testing.T) {
	for _, path := range encrypted(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		x, err := Read(t.Context(), src)
		if filepath.Base(path) == "password.pdf" {
			if !errors.Is(err, block.ErrEncrypted) {
				t.Errorf("%s: error %v", path, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if titles := fmt.Sprint(x.Document.Titles); !strings.Contains(titles, "Product Owner") || !strings.Contains(string(x.Text), "Own the backlog.") {
			t.Errorf("%s: %q, titles %s", path, x.Text, titles)
		}
	}
}

// TestKeyInBytes reads a file that gives the length of its key in bytes.
func TestKeyInBytes(t *testing.T) {
	src, err := os.ReadFile("testdata/rc4-128.pdf")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(src), "/Length 128", "/Length 16 ", 1)
	if x, err := Read(t.Context(), []byte(changed)); err != nil || changed == string(src) || !strings.Contains(string(x.Text), "Own the backlog.") {
		t.Errorf("%q, %v", x.Text, err)
	}
}

func encrypted(t testing.TB) []string {
	paths, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(paths) < 8 {
		t.Fatal(paths, err)
	}
	return paths
}

// TestMetrics holds the widths of fonts without any against those that Adobe gives.
func TestMetrics(t *testing.T) {
	for name, c := range map[string]struct {
		base  string
		flags int
		text  string
		want  float64
	}{
		"Helvetica":      {"helvetica", 0, "Own the backlog", 778 + 722 + 556 + 278 + 278 + 556 + 556 + 278 + 556 + 556 + 500 + 500 + 222 + 556 + 556},
		"bold":           {"helvetica-bold", 0, "fi", 333 + 278},
		"other name":     {"arial,bolditalic", 0, "W", 944},
		"Times":          {"times-italic", 0, "Wi", 833 + 278},
		"bold and slant": {"timesnewromanps-bolditalicmt", 0, "W", 889},
		"by its flags":   {"abcdef+acme", 2, "W", 944},
		"sans serif":     {"opensans", 2, "i", 222},
		"Courier":        {"couriernew", 0, "iW", 1200},
		"accents":        {"helvetica", 0, "é\u00A0ḍ", 556 + 278 + 556},
		"signs":          {"symbol", 0, "\uF0B7", 460},
		"unknown signs":  {"helvetica", 0, "中", 600},
	} {
		if got := 1000 * widthIn(metricsOf(c.base, strings.Contains(c.base, "bold"), c.flags), c.text); math.Abs(got-c.want) > 0.1 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, path := range encrypted(f) {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add(made("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", streamOf("", "BT /F 9 Tf (a) Tj ET"), "<</Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</W[1[2]3 4 5]>>]>>", streamOf("", "1 beginbfrange <00> <FF> <0041> endbfrange")))
	f.Fuzz(func(t *testing.T, src []byte) {
		doc, err := parse(t.Context(), src, usual)
		if err != nil {
			if strings.Contains(err.Error(), "no sense") {
				t.Fatal(err) // a fault, caught
			}
			return
		}
		for _, p := range doc.Pages {
			for _, g := range p.Glyphs {
				if g.Text == "" || math.IsNaN(g.X+g.Y+g.Size) || math.IsInf(g.X+g.Y, 0) {
					t.Fatalf("glyph %+v", g)
				}
			}
		}
	})
}
