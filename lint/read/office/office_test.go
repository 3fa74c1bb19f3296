package office

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testtime"

	"github.com/jdlint/jdlint/lint/internal/readtest"
)

func TestDocx(t *testing.T) {
	styles := `<w:styles ` + readtest.WordSpace + `>
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
		"list items":           {readtest.Para(readtest.ListItem, readtest.TextRun("Own the backlog")) + readtest.Para(strings.Replace(readtest.ListItem, `ilvl w:val="0"`, `ilvl w:val="1"`, 1), readtest.TextRun("Sort it")), []string{"- Own the backlog", "-- Sort it"}},
		"no list after all":    {readtest.Para(`<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>`, readtest.TextRun("Text")), []string{"Text"}},
		"list by style":        {readtest.Para(`<w:pStyle w:val="Liste"/>`, readtest.TextRun("Item")), []string{"-- Item"}},
		"list by sign":         {readtest.Para("", readtest.TextRun("•"), `<w:r><w:tab/></w:r>`, readtest.TextRun("Item")) + readtest.Para("", `<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>`, readtest.TextRun("Other")), []string{"- Item", "- Other"}},
		"headings":             {readtest.Para(`<w:pStyle w:val="Titel"/>`, readtest.TextRun("A")) + readtest.Para(`<w:pStyle w:val="berschrift2"/>`, readtest.TextRun("B")) + readtest.Para(`<w:pStyle w:val="Abschnitt"/>`, readtest.TextRun("C")) + readtest.Para(`<w:pStyle w:val="Outline"/>`, readtest.TextRun("D")) + readtest.Para(`<w:outlineLvl w:val="0"/>`, readtest.TextRun("E")), []string{"# A", "## B", "## C", "### D", "# E"}},
		"heading turned text":  {readtest.Para(`<w:pStyle w:val="berschrift2"/><w:outlineLvl w:val="9"/>`, readtest.TextRun("A")), []string{"A"}},
		"styles in a circle":   {readtest.Para(`<w:pStyle w:val="Kreis"/>`, readtest.TextRun("A")), []string{"A"}},
		"unknown style":        {readtest.Para(`<w:pStyle w:val="Heading3"/>`, readtest.TextRun("A")), []string{"### A"}},
		"bold":                 {readtest.Para("", readtest.BoldRun("About"), readtest.TextRun(" ")) + readtest.Para("", readtest.BoldRun("a"), readtest.TextRun("b")) + readtest.Para(`<w:pStyle w:val="Fett"/>`, readtest.TextRun("c")), []string{"!About", "ab", "!c"}},
		"bold that is not":     {readtest.Para("", `<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>a</w:t></w:r>`) + readtest.Para(`<w:pStyle w:val="Fett"/>`, `<w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>b</w:t></w:r>`), []string{"a", "b"}},
		"bold by style of run": {readtest.Para("", `<w:r><w:rPr><w:rStyle w:val="Stark"/></w:rPr><w:t>a</w:t></w:r>`), []string{"!a"}},
		"bold before a change": {readtest.Para("", `<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>`), []string{"a"}},
		"bold sign only":       {`<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>` + readtest.TextRun("a") + `</w:p>`, []string{"a"}},
		"break":                {readtest.Para("", readtest.BoldRun("Duties"), `<w:r><w:br/></w:r>`, readtest.TextRun("Own it.")), []string{"!Duties", "Own it."}},
		"break in a title":     {readtest.Para(`<w:pStyle w:val="Titel"/>`, readtest.TextRun("Product"), `<w:r><w:br/></w:r>`, readtest.TextRun(" Owner")), []string{"# Product Owner"}},
		"text in a heading":    {readtest.Para(`<w:pStyle w:val="Titel"/>`, readtest.TextRun("Duties"), `<w:r><w:br/></w:r>`, readtest.TextRun(strings.Repeat("word ", 30))), []string{"# Duties", strings.TrimSpace(strings.Repeat("word ", 30))}},
		"text below a list":    {readtest.Para(readtest.ListItem, readtest.TextRun("a"), `<w:r><w:br/><w:br/></w:r>`, readtest.TextRun("b")), []string{"- a", "b"}},
		"tab, hyphen, blanks":  {readtest.Para(`<w:tabs><w:tab w:val="left"/></w:tabs>`, readtest.TextRun("a"), `<w:r><w:tab/><w:t>b </w:t><w:t xml:space="preserve">  c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>`, readtest.TextRun("\u00a0\u200bf")), []string{"a b c-de f"}},
		"inserted, deleted":    {readtest.Para("", readtest.TextRun("We "), `<w:del><w:r><w:delText>sell</w:delText></w:r></w:del><w:ins>`+readtest.TextRun("build")+`</w:ins>`, `<w:moveFrom>`+readtest.TextRun("x")+`</w:moveFrom><w:moveTo>`+readtest.TextRun(" it")+`</w:moveTo>`), []string{"We build it"}},
		"deleted mark":         {readtest.Para(`<w:rPr><w:del/></w:rPr>`, readtest.TextRun("one ")) + readtest.Para(readtest.ListItem, readtest.TextRun("line")) + readtest.Para("", readtest.TextRun("next")), []string{"- one line", "next"}},
		"deleted last mark":    {readtest.Para(`<w:rPr><w:del/></w:rPr>`, readtest.TextRun("one")), []string{"one"}},
		"deleted row":          {`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + readtest.Para("", readtest.TextRun("gone")) + `</w:tc></w:tr><w:tr><w:tc>` + readtest.Para("", readtest.TextRun("here")) + `</w:tc></w:tr></w:tbl>` + readtest.Para("", readtest.TextRun("after")), []string{"| here", "after"}},
		"deleted cell":         {`<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>` + readtest.Para("", readtest.TextRun("gone")) + `</w:tc><w:tc>` + readtest.Para(readtest.ListItem, readtest.TextRun("here")) + `</w:tc></w:tr></w:tbl>`, []string{"- here"}},
		"old properties":       {readtest.Para(`<w:pPrChange><w:pPr><w:pStyle w:val="Titel"/>`+readtest.ListItem+`</w:pPr></w:pPrChange>`, readtest.TextRun("a")), []string{"a"}},
		"white on white":       {readtest.Para("", `<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>no</w:t></w:r>`, readtest.TextRun("yes"), `<w:r><w:rPr><w:color w:val="ffffff"/><w:shd w:fill="000000"/></w:rPr><w:t>, yes</w:t></w:r>`), []string{"yes, yes"}},
		"hidden":               {readtest.Para("", `<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>`, readtest.TextRun("yes"), `<w:r><w:rPr><w:rStyle w:val="Weg"/></w:rPr><w:t>no</w:t></w:r>`), []string{"yes"}},
		"link":                 {readtest.Para("", readtest.TextRun("see "), `<w:hyperlink>`+readtest.TextRun("our page")+`</w:hyperlink>`), []string{"see our page"}},
		"field": {readtest.Para("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, readtest.TextRun("shown"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, readtest.TextRun(" after"),
			`<w:fldSimple w:instr="AUTHOR">`+readtest.TextRun(" me")+`</w:fldSimple>`), []string{"shown after me"}},
		"field that does not end": {readtest.Para("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`) + readtest.Para("", readtest.TextRun("lost")), nil},
		"contents":                {readtest.Para(`<w:pStyle w:val="Verzeichnis1"/>`, readtest.TextRun("Duties 3")) + readtest.Para("", readtest.TextRun("a")), []string{"a"}},
		"form not filled in":      {`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + readtest.Para("", readtest.TextRun("Click here")) + `</w:sdtContent></w:sdt><w:sdt><w:sdtContent>` + readtest.Para("", readtest.TextRun("filled")) + `</w:sdtContent></w:sdt>`, []string{"filled"}},
		"text box, once": {readtest.Para("", readtest.TextRun("out"), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>`+readtest.Para(readtest.ListItem, readtest.TextRun("in"))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+readtest.Para("", readtest.TextRun("in"))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, readtest.TextRun("side")),
			[]string{"- in", "outside"}},
		"text box with a deleted mark": {readtest.Para("", readtest.TextRun("out"), `<w:r><w:pict><w:txbxContent>`+readtest.Para(`<w:rPr><w:del/></w:rPr>`, readtest.TextRun("in"))+`</w:txbxContent></w:pict></w:r>`, readtest.TextRun("side")), []string{"in", "outside"}},
		"drawing":                      {readtest.Para("", `<w:r><w:drawing><a:t>picture</a:t></w:drawing></w:r>`, readtest.TextRun("a")), []string{"a"}},
		"ruby":                         {readtest.Para("", `<w:r><w:ruby><w:rt>`+readtest.TextRun("above")+`</w:rt><w:rubyBase>`+readtest.TextRun("base")+`</w:rubyBase></w:ruby></w:r>`), []string{"base"}},
		"note":                         {readtest.Para("", readtest.TextRun("a"), `<w:r><w:footnoteReference w:id="2"/></w:r>`), []string{"a"}},
		"nothing":                      {readtest.Para("", readtest.TextRun(" \u00a0")), nil},
	} {
		t.Run(name, func(t *testing.T) {
			readtest.CheckReader(t, ReadDocx, readtest.Docx(t, c.body, "word/styles.xml", styles, "word/footnotes.xml", "<x>note</x>", "word/header1.xml", "<x>head</x>"), c.want...)
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
	src := readtest.Zip(t, "_rels/.rels", rels("officeDocument", "/word/document2.xml", "core-properties", "docProps/c.xml"), "word/document2.xml", body,
		"word/_rels/document2.xml.rels", rels("styles", "styles7.xml"), "word/styles7.xml", styles, "docProps/c.xml", `<c><dc:title xmlns:dc="d">Head of <!-- --> Product</dc:title><title>no</title></c>`)
	x := readtest.CheckReader(t, ReadDocx, src, "# Product Owner")
	if len(x.Document.Titles) != 1 || x.Document.Titles[0].Text != "Head of Product" {
		t.Errorf("titles %+v", x.Document.Titles)
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
			src := readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "styles.xml", styles, "meta.xml", `<m><dc:title xmlns:dc="d">T</dc:title></m>`)
			x := readtest.CheckReader(t, ReadODT, src, c.want...)
			if len(x.Document.Titles) == 0 || x.Document.Titles[0].Text != "T" {
				t.Errorf("titles %+v", x.Document.Titles)
			}
		})
	}
}

// TestManyParagraphs reads what is large but no trouble.
func TestManyParagraphs(t *testing.T) {
	testtime.Linear(t, "empty paragraphs", testtime.Size(5_000, 125_000), func(n int) func() {
		src := readtest.Docx(t, strings.Repeat("<w:p/>", n)+readtest.Para("", readtest.TextRun("a")))
		return func() {
			if x := readtest.CheckReader(t, ReadDocx, src, "a"); x.Places[0].Number != 1 {
				t.Errorf("places %v", x.Places)
			}
		}
	})
}
