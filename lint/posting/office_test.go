package posting

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// zipped makes an archive of names and contents.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// docx makes a Word file with a body; more parts may follow.
func docx(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`}, parts...)...)
}

// para makes a paragraph of Word with properties.
func para(properties string, runs ...string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + strings.Join(runs, "") + `</w:p>`
}

func textRun(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
func boldRun(s string) string { return `<w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r>` }

const listItem = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>`

// checkExtracted holds a reader against the laws and compares the text that
// it gives, and the blocks in the way of texts.
func checkExtracted(t *testing.T, read extractor, src []byte, want ...string) extracted {
	t.Helper()
	x, err := read(src)
	if err != nil {
		t.Fatal(err)
	}
	checkExtract(t, &x)
	if diff := cmp.Diff(want, texts(x.doc.blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	return x
}

// checkExtract holds what a reader extracts against the laws.
func checkExtract(t testing.TB, x *extracted) {
	t.Helper()
	checkBlocks(t, x.text, x.doc.blocks)
	for _, b := range x.doc.blocks {
		s := spanOf(b.runs, len(b.text), 0, len(b.text))
		if string(x.text[s.Start:s.End]) != b.text {
			t.Fatalf("block %q stands for %q", b.text, x.text[s.Start:s.End])
		}
		if strings.Contains(b.text, "\n") {
			t.Fatalf("block of several lines: %q", b.text)
		}
	}
	for i, p := range x.places {
		if p.start < 0 || p.start >= len(x.text) || p.number < 1 || i > 0 && (p.start <= x.places[i-1].start || p.number <= x.places[i-1].number && x.unit == ByParagraph) {
			t.Fatalf("place %d is %+v of %d bytes", i, p, len(x.text))
		}
	}
}

func TestDocx(t *testing.T) {
	styles := `<w:styles ` + wordSpace + `>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outline"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="x"/><w:basedOn w:val="Kreis"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Fett"><w:name w:val="Strong paragraph"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Weg"><w:name w:val="hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>`
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"list items":           {para(listItem, textRun("Own the backlog")) + para(strings.Replace(listItem, `ilvl w:val="0"`, `ilvl w:val="1"`, 1), textRun("Sort it")), []string{"- Own the backlog", "-- Sort it"}},
		"no list after all":    {para(`<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>`, textRun("Text")), []string{"Text"}},
		"list by style":        {para(`<w:pStyle w:val="Liste"/>`, textRun("Item")), []string{"-- Item"}},
		"list by sign":         {para("", textRun("•"), `<w:r><w:tab/></w:r>`, textRun("Item")) + para("", `<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>`, textRun("Other")), []string{"- Item", "- Other"}},
		"headings":             {para(`<w:pStyle w:val="Titel"/>`, textRun("A")) + para(`<w:pStyle w:val="berschrift2"/>`, textRun("B")) + para(`<w:pStyle w:val="Abschnitt"/>`, textRun("C")) + para(`<w:pStyle w:val="Outline"/>`, textRun("D")) + para(`<w:outlineLvl w:val="0"/>`, textRun("E")), []string{"# A", "## B", "## C", "### D", "# E"}},
		"heading turned text":  {para(`<w:pStyle w:val="berschrift2"/><w:outlineLvl w:val="9"/>`, textRun("A")), []string{"A"}},
		"styles in a circle":   {para(`<w:pStyle w:val="Kreis"/>`, textRun("A")), []string{"A"}},
		"unknown style":        {para(`<w:pStyle w:val="Heading3"/>`, textRun("A")), []string{"### A"}},
		"bold":                 {para("", boldRun("About"), textRun(" ")) + para("", boldRun("a"), textRun("b")) + para(`<w:pStyle w:val="Fett"/>`, textRun("c")), []string{"!About", "ab", "!c"}},
		"bold that is not":     {para("", `<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>a</w:t></w:r>`) + para(`<w:pStyle w:val="Fett"/>`, `<w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>b</w:t></w:r>`), []string{"a", "b"}},
		"bold by style of run": {para("", `<w:r><w:rPr><w:rStyle w:val="Stark"/></w:rPr><w:t>a</w:t></w:r>`), []string{"!a"}},
		"bold before a change": {para("", `<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>`), []string{"a"}},
		"bold sign only":       {`<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>` + textRun("a") + `</w:p>`, []string{"a"}},
		"break":                {para("", boldRun("Duties"), `<w:r><w:br/></w:r>`, textRun("Own it.")), []string{"!Duties", "Own it."}},
		"break in a title":     {para(`<w:pStyle w:val="Titel"/>`, textRun("Product"), `<w:r><w:br/></w:r>`, textRun(" Owner")), []string{"# Product Owner"}},
		"text in a heading":    {para(`<w:pStyle w:val="Titel"/>`, textRun("Duties"), `<w:r><w:br/></w:r>`, textRun(strings.Repeat("word ", 30))), []string{"# Duties", strings.TrimSpace(strings.Repeat("word ", 30))}},
		"text below a list":    {para(listItem, textRun("a"), `<w:r><w:br/><w:br/></w:r>`, textRun("b")), []string{"- a", "b"}},
		"tab, hyphen, blanks":  {para(`<w:tabs><w:tab w:val="left"/></w:tabs>`, textRun("a"), `<w:r><w:tab/><w:t>b </w:t><w:t xml:space="preserve">  c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>`, textRun("\u00a0\u200bf")), []string{"a b c-de f"}},
		"inserted, deleted":    {para("", textRun("We "), `<w:del><w:r><w:delText>sell</w:delText></w:r></w:del><w:ins>`+textRun("build")+`</w:ins>`, `<w:moveFrom>`+textRun("x")+`</w:moveFrom><w:moveTo>`+textRun(" it")+`</w:moveTo>`), []string{"We build it"}},
		"deleted mark":         {para(`<w:rPr><w:del/></w:rPr>`, textRun("one ")) + para(listItem, textRun("line")) + para("", textRun("next")), []string{"- one line", "next"}},
		"deleted last mark":    {para(`<w:rPr><w:del/></w:rPr>`, textRun("one")), []string{"one"}},
		"deleted row":          {`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + para("", textRun("gone")) + `</w:tc></w:tr><w:tr><w:tc>` + para("", textRun("here")) + `</w:tc></w:tr></w:tbl>` + para("", textRun("after")), []string{"| here", "after"}},
		"deleted cell":         {`<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>` + para("", textRun("gone")) + `</w:tc><w:tc>` + para(listItem, textRun("here")) + `</w:tc></w:tr></w:tbl>`, []string{"- here"}},
		"old properties":       {para(`<w:pPrChange><w:pPr><w:pStyle w:val="Titel"/>`+listItem+`</w:pPr></w:pPrChange>`, textRun("a")), []string{"a"}},
		"hidden":               {para("", `<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>`, textRun("yes"), `<w:r><w:rPr><w:rStyle w:val="Weg"/></w:rPr><w:t>no</w:t></w:r>`), []string{"yes"}},
		"link":                 {para("", textRun("see "), `<w:hyperlink>`+textRun("our page")+`</w:hyperlink>`), []string{"see our page"}},
		"field": {para("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, textRun("shown"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, textRun(" after"),
			`<w:fldSimple w:instr="AUTHOR">`+textRun(" me")+`</w:fldSimple>`), []string{"shown after me"}},
		"field that does not end": {para("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`) + para("", textRun("lost")), nil},
		"contents":                {para(`<w:pStyle w:val="Verzeichnis1"/>`, textRun("Duties 3")) + para("", textRun("a")), []string{"a"}},
		"form not filled in":      {`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + para("", textRun("Click here")) + `</w:sdtContent></w:sdt><w:sdt><w:sdtContent>` + para("", textRun("filled")) + `</w:sdtContent></w:sdt>`, []string{"filled"}},
		"text box, once": {para("", textRun("out"), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>`+para(listItem, textRun("in"))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+para("", textRun("in"))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, textRun("side")),
			[]string{"- in", "outside"}},
		"text box with a deleted mark": {para("", textRun("out"), `<w:r><w:pict><w:txbxContent>`+para(`<w:rPr><w:del/></w:rPr>`, textRun("in"))+`</w:txbxContent></w:pict></w:r>`, textRun("side")), []string{"in", "outside"}},
		"drawing":                      {para("", `<w:r><w:drawing><a:t>picture</a:t></w:drawing></w:r>`, textRun("a")), []string{"a"}},
		"ruby":                         {para("", `<w:r><w:ruby><w:rt>`+textRun("above")+`</w:rt><w:rubyBase>`+textRun("base")+`</w:rubyBase></w:ruby></w:r>`), []string{"base"}},
		"note":                         {para("", textRun("a"), `<w:r><w:footnoteReference w:id="2"/></w:r>`), []string{"a"}},
		"nothing":                      {para("", textRun(" \u00a0")), nil},
	} {
		t.Run(name, func(t *testing.T) {
			checkExtracted(t, readDocx, docx(t, c.body, "word/styles.xml", styles, "word/footnotes.xml", "<x>note</x>", "word/header1.xml", "<x>head</x>"), c.want...)
		})
	}
}

// TestDocxParts reads files whose parts have other names, as some programs
// write them.
func TestDocxParts(t *testing.T) {
	rels := func(pairs ...string) string {
		s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		for i := 0; i < len(pairs); i += 2 {
			s += fmt.Sprintf(`<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, i, pairs[i], pairs[i+1])
		}
		return s + `</Relationships>`
	}
	body := `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:pPr><x:pStyle x:val="T"/></x:pPr><x:r><x:t>Product Owner</x:t></x:r></x:p></x:body></x:document>`
	styles := `<x:styles xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:style x:styleId="T"><x:name x:val="Title"/></x:style></x:styles>`
	src := zipped(t, "_rels/.rels", rels("officeDocument", "/word/document2.xml", "core-properties", "docProps/c.xml"), "word/document2.xml", body,
		"word/_rels/document2.xml.rels", rels("styles", "styles7.xml"), "word/styles7.xml", styles, "docProps/c.xml", `<c><dc:title xmlns:dc="d">Head of <!-- --> Product</dc:title><title>no</title></c>`)
	x := checkExtracted(t, readDocx, src, "# Product Owner")
	if len(x.doc.titles) != 1 || x.doc.titles[0].text != "Head of Product" {
		t.Errorf("titles %+v", x.doc.titles)
	}
}

func TestODT(t *testing.T) {
	spaces := `xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:table="b" xmlns:svg="svg"`
	styles := `<office:document-styles ` + spaces + `><style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<office:master-styles><style:header><text:p>head</text:p></style:header></office:master-styles></office:document-styles>`
	auto := `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>`
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"headings":      {`<text:h text:outline-level="3">A</text:h><text:p text:style-name="P1">B</text:p><text:p text:style-name="Heading_20_2">C</text:p><text:h>D</text:h>`, []string{"### A", "# B", "## C", "# D"}},
		"lists":         {`<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list><text:p>c</text:p>`, []string{"- a", "-- b", "c"}},
		"bold":          {`<text:p text:style-name="P2">a <text:span>b</text:span></text:p><text:p text:style-name="P2">a<text:span text:style-name="T1">b</text:span></text:p><text:p><text:span text:style-name="Strong">c<text:a>d</text:a></text:span></text:p>`, []string{"!a b", "ab", "!cd"}},
		"white space":   {"<text:p>a\n  b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e</text:p>", []string{"a b c d", "e"}},
		"hidden":        {`<text:p>a<text:span text:style-name="T2">b</text:span></text:p>`, []string{"a"}},
		"notes":         {`<text:p>a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note><office:annotation><text:p>c</text:p></office:annotation>b</text:p>`, []string{"ab"}},
		"changes":       {`<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>n<text:change-start/>ew</text:p>`, []string{"new"}},
		"text box":      {`<text:list><text:list-item><text:p>a<draw:frame><svg:title>pic</svg:title><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame>b</text:p></text:list-item></text:list>`, []string{"in", "- ab"}},
		"field":         {`<text:p>See <text:title>Owner</text:title></text:p>`, []string{"See Owner"}},
		"table":         {`<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table><text:p>b</text:p>`, []string{"| a", "b"}},
		"contents":      {`<text:table-of-content><text:index-body><text:p>a 1</text:p></text:index-body></text:table-of-content><text:p>b</text:p>`, []string{"b"}},
		"unknown style": {`<text:p text:style-name="Nope">a</text:p>`, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			content := `<office:document-content ` + spaces + `><office:automatic-styles>` + auto + `</office:automatic-styles><office:body><office:text>` + c.body + `</office:text></office:body></office:document-content>`
			src := zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "styles.xml", styles, "meta.xml", `<m><dc:title xmlns:dc="d">T</dc:title></m>`)
			x := checkExtracted(t, readODT, src, c.want...)
			if len(x.doc.titles) == 0 || x.doc.titles[0].text != "T" {
				t.Errorf("titles %+v", x.doc.titles)
			}
		})
	}
}

func TestRTF(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"paragraphs": {`{\rtf1\ansi a\par b\line c\par}`, []string{"a", "b", "c"}},
		"line ends":  {"{\\rtf1 one\r\n two\\\nthree}", []string{"one two", "three"}},
		"bold":       {`{\rtf1 {\b About}\par a{\b b}\par\b c\b0\par d\plain\par}`, []string{"!About", "ab", "!c", "d"}},
		"bytes":      {`{\rtf1\ansi\ansicpg1252 \'80 caf\'e9 \'93x\'94\par}`, []string{"€ café “x”"}},
		"code page":  {`{\rtf1\ansi\ansicpg1251 \'cf\'f0\'ee\par}`, []string{"Про"}},
		"code page of font": {`{\rtf1\ansi{\fonttbl{\f0\fnil Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset2 Symbol;}}\f0 \'e9 \f1 \'b3 \f2\'b7\f0  x\par\f2 \'b7\tab\f0 Item\par}`,
			[]string{"é ł \uf0b7 x", "- Item"}},
		"unicode":          {`{\rtf1\uc1 a\u8211? \u-10179?\u-8704? \uc2\u233\'c3\'a9x\uc0\u8364 y\par}`, []string{"a– 😀 éx€y"}},
		"unicode, word":    {`{\rtf1\uc1\u8217\rquote s\par}`, []string{"’s"}},
		"raw UTF-8":        {"{\\rtf1 caf\u00e9 \u0141\\par}", []string{"café Ł"}},
		"characters":       {`{\rtf1 \lquote a\rquote  \ldblquote b\rdblquote \endash\emdash\~c\_d\-e \{x\}\\\par}`, []string{"‘a’ “b”–— c-de {x}\\"}},
		"list text":        {`{\rtf1{\listtext\pard\plain\f3\'b7\tab}\ilvl0\ls1 a\par{\pntext\f1\'b7\tab}\ilvl1 b\par\pard c\par}`, []string{"- a", "-- b", "c"}},
		"list, no text":    {`{\rtf1\pard\ls2\ilvl0 a\par\pard b\par}`, []string{"- a", "b"}},
		"list by sign":     {`{\rtf1\bullet\tab a\par}`, []string{"- a"}},
		"headings":         {`{\rtf1{\stylesheet{\s0 Normal;}{\s3 heading 2;}{\s5\outlinelevel0 Teil;}{\*\cs9 Char;}{\s7 Title;}}\pard\s3 A\par\pard B\par\pard\s5 C\par\pard\outlinelevel2 D\par\pard\s7 E\par}`, []string{"## A", "B", "# C", "### D", "# E"}},
		"left out":         {`{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\info{\author me}{\title T}}{\header head\par}{\footer foot}{\*\unknown x{y}}a{\footnote note}{\pict 00ff}{\*\bkmkstart m}b{\v hidden}{\deleted gone}\par}`, []string{"ab"}},
		"field":            {`{\rtf1 {\field{\*\fldinst HYPERLINK "x"}{\fldrslt {\ul our page}}}\par}`, []string{"our page"}},
		"text box":         {`{\rtf1 {\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt in\par}}{\shprslt {in\par}}}out\par}`, []string{"in", "out"}},
		"text box in head": {`{\rtf1 {\header{\shp{\*\shpinst{\shptxt in\par}}}}out\par}`, []string{"out"}},
		"two spellings":    {`{\rtf1{\upr{\'3f}{\*\ud{\u322 ?}}}x\par}`, []string{"łx"}},
		"table":            {`{\rtf1\trowd\intbl a\cell b\cell\row\pard c\par}`, []string{"| a", "| b", "c"}},
		"binary":           {"{\\rtf1 a{\\pict\\bin5 }}}}}}b\\par}", []string{"ab"}},
		"no end":           {`{\rtf1 {\b a`, []string{"!a"}},
		"behind the end":   {`{\rtf1 a}b{c}`, []string{"a"}},
		"broken":           {`{\rtf1 a\'g1 \'4`, []string{"ag1"}},
		"numbers":          {`{\rtf1\fs99999999999999999999\bin-4 a\u99999999 ?\uc-3\par}`, []string{"9999999999a\ufffd"}},
		"no text":          {`{\rtf1{\info{\title T}}}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			checkExtracted(t, readRTF, []byte(c.src), c.want...)
		})
	}
	x := checkExtracted(t, readRTF, []byte(`{\rtf1{\info{\title {\upr{?}{\*\ud{\u321 ?}}}X}}a}`), "a")
	if len(x.doc.titles) == 0 || x.doc.titles[0].text != "ŁX" {
		t.Errorf("titles %+v", x.doc.titles)
	}
}

// TestPlaces names places as people find them.
func TestPlaces(t *testing.T) {
	src := docx(t, para("", boldRun("Product Owner"))+para("", textRun(" "))+para("", textRun("One."), `<w:r><w:br/></w:r>`, textRun("Two."))+para(listItem, textRun("Three")))
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
	if !p.Extracted() || p.Format != Docx || p.Place(-1) != 1 || p.Place(1000) != 3 {
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
		want Title
	}{
		"style":      {docx(t, para(`<w:pStyle w:val="Title"/>`, textRun("Product Owner")), core("Template for Owner")...), Title{"Product Owner", Span{2, 15}, FromHeading}},
		"bold":       {docx(t, para("", textRun("Acme"))+para("", boldRun("Product Owner"))+para("", textRun("Text.")), core("")...), Title{"Product Owner", Span{8, 21}, FromHeading}},
		"properties": {docx(t, para("", textRun("We look for you.")), core("Product Owner")...), Title{Text: "Product Owner", From: FromMarkup}},
		"template":   {docx(t, para("", textRun("Acme Owner"))+para("", textRun("x y z.")), core("Microsoft Word - Document1")...), Title{"Acme Owner", Span{0, 10}, FromFirstLine}},
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

// TestBadFiles gives each bad file an error that tells what to do, soon.
func TestBadFiles(t *testing.T) {
	good := docx(t, para("", textRun("a")))
	deep := strings.Repeat(`<w:sdt>`, 2000) + strings.Repeat(`</w:sdt>`, 2000)
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 100)
	odt := func(parts ...string) []byte {
		return zipped(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text"}, parts...)...)
	}
	for name, c := range map[string]struct {
		src  []byte
		want error
	}{
		"cut off":         {good[:len(good)*2/3], ErrDamaged},
		"cut off at once": {append([]byte("PK\x03\x04"), bytes.Repeat([]byte{0}, 26)...), ErrNotText},
		"other archive":   {zipped(t, "a.txt", "x"), ErrNotText},
		"spreadsheet":     {zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), ErrNotText},
		"empty docx":      {docx(t, ""), ErrEmpty},
		"broken XML":      {docx(t, "<w:p>"), ErrDamaged},
		"deep XML":        {docx(t, deep), ErrDamaged},
		"entities":        {zipped(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`), ErrDamaged},
		"other encoding":  {zipped(t, "word/document.xml", `<?xml version="1.0" encoding="EBCDIC"?><x/>`), ErrDamaged},
		"bomb":            {docx(t, strings.Repeat(para("", textRun("a")), maxPart/60)), ErrTooLarge},
		"bomb of styles":  {docx(t, para("", textRun("a")), "word/styles.xml", strings.Repeat(" ", maxPart+1)), ErrTooLarge},
		"many parts":      {docx(t, para("", textRun("a")), manyParts()...), ErrTooLarge},
		"locked odt":      {odt("content.xml", "\x00\x01", "META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"), ErrEncrypted},
		"broken odt":      {odt("content.xml", "<a><b></a>"), ErrDamaged},
		"locked docx":     {[]byte(ole + wide("EncryptedPackage")), ErrEncrypted},
		"old Word":        {[]byte(ole + wide("WordDocument")), ErrOldWord},
		"other compound":  {[]byte(ole), ErrNotText},
		"deep rtf":        {[]byte(`{\rtf1` + strings.Repeat("{", 1<<20)), ErrDamaged},
		"empty rtf":       {[]byte(`{\rtf1}`), ErrEmpty},
		"no pdf":          {[]byte("%PDF-1.4\nfoo"), ErrDamaged},
		"locked pdf":      {[]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <<>> endobj trailer <</Root 1 0 R/Encrypt 4 0 R>>"), ErrEncrypted},
		"scanned pdf":     {[]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <<>> endobj trailer <</Root 1 0 R>>"), ErrScanned},
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
	for i := range maxParts + 1 {
		parts = append(parts, fmt.Sprintf("word/x%d.xml", i), "")
	}
	return parts
}

// TestManyParagraphs reads what is large but no trouble.
func TestManyParagraphs(t *testing.T) {
	src := docx(t, strings.Repeat("<w:p/>", 1e6)+para("", textRun("a")))
	start := time.Now()
	x := checkExtracted(t, readDocx, src, "a")
	if x.places[0].number != 1 {
		t.Errorf("places %v", x.places)
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %v", d)
	}
}

// TestTextStaysText reads what merely begins like another format.
func TestTextStaysText(t *testing.T) {
	for _, src := range []string{"PK is a brand.", "{\\rt} text here", "% of our staff", "%PDF is a format", "{\\rtf is how it begins} "} {
		p, err := Read("x.txt", []byte(src), Options{Format: Plain})
		if err != nil && !errors.Is(err, ErrNotText) || err == nil && p.Extracted() {
			t.Errorf("%q: %v", src, err)
		}
	}
}
