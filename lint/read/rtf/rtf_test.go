package rtf

import (
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
)

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
		"left out":         {`{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\info{\author me}{\title T}}{\header head\par}{\footer foot}{\*\unknown x{y}}a{\footnote note}{\pict 00ff}{\*\bkmkstart m}b{\v hidden}{\deleted gone}{\strike out}\strike x\strike0\par}`, []string{"ab"}},
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
			readtest.CheckReader(t, Read, []byte(c.src), c.want...)
		})
	}
	x := readtest.CheckReader(t, Read, []byte(`{\rtf1{\info{\title {\upr{?}{\*\ud{\u321 ?}}}X}}a}`), "a")
	if len(x.Document.Titles) == 0 || x.Document.Titles[0].Text != "ŁX" {
		t.Errorf("titles %+v", x.Document.Titles)
	}
}
