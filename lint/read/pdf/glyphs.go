package pdf

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glyphText returns the text of a glyph by its name: "eacute", "uni00E9",
// "f_i", "a.alt".
func glyphText(glyph string) string {
	if k := strings.IndexByte(glyph, '.'); k > 0 {
		glyph = glyph[:k]
	}
	if s, ok := glyphNamed(glyph); ok {
		return s
	}
	if parts := strings.Split(glyph, "_"); len(parts) > 1 && len(parts) < 8 {
		out := ""
		for _, part := range parts {
			out += glyphText(part)
		}
		return out
	}
	for _, prefix := range []string{"uni", "u"} {
		code, ok := strings.CutPrefix(glyph, prefix)
		if !ok || len(code) < 4 || len(code) > 6 {
			continue
		}
		if n, err := strconv.ParseUint(code, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
			return spell(string(rune(n)))
		}
	}
	if len(glyph) == 1 {
		return glyph
	}
	return ""
}

// glyphNamed returns the text of a glyph that has a name of its own in the Adobe
// Glyph List, as far as languages of postings in Latin letters need them.
func glyphNamed(glyph string) (string, bool) {
	if text, ok := glyphNames()[glyph]; ok {
		return text, true
	}
	if len(glyph) < 2 {
		return "", false
	}
	// A letter with an accent: "eacute".
	accent, ok := accents[glyph[1:]]
	text := norm.NFC.String(glyph[:1] + accent)
	return text, ok && utf8.RuneCountInString(text) == 1
}

// accents has by their names the accents that combine with the letter before them.
var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304",
	"breve": "\u0306", "dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030A", "hungarumlaut": "\u030B",
	"caron": "\u030C", "commaaccent": "\u0326", "cedilla": "\u0327", "ogonek": "\u0328",
}

// glyphNames has the texts of the other glyphs by their names.
var glyphNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{"space": " ", "nbspace": "\u00A0", "nonbreakingspace": "\u00A0", "sfthyphen": "\u00AD", "softhyphen": "\u00AD", "grave": "`"}
	list := strings.Fields(glyphList)
	for i := 0; i+1 < len(list); i += 2 {
		names[list[i]] = list[i+1]
	}
	return names
})

// glyphList holds names and what they stand for, in turn.
const glyphList = `
exclam !  quotedbl "  numbersign #  dollar $  percent %  ampersand &  quotesingle '  parenleft (  parenright )
asterisk *  plus +  comma ,  hyphen -  period .  slash /  zero 0  one 1  two 2  three 3  four 4  five 5  six 6  seven 7
eight 8  nine 9  colon :  semicolon ;  less <  equal =  greater >  question ?  at @  bracketleft [  backslash \
bracketright ]  asciicircum ^  underscore _  braceleft {  bar |  braceright }  asciitilde ~  quoteleft ‘  quoteright ’
quotedblleft “  quotedblright ”  quotesinglbase ‚  quotedblbase „  guillemotleft «  guillemotright »  guilsinglleft ‹
guilsinglright ›  endash –  emdash —  bullet •  periodcentered ·  middot ·  ellipsis …  dagger †  daggerdbl ‡  section §
paragraph ¶  copyright ©  registered ®  trademark ™  degree °  plusminus ±  multiply ×  divide ÷  minus −  fraction ⁄
perthousand ‰  sterling £  yen ¥  euro €  Euro €  cent ¢  currency ¤  exclamdown ¡  questiondown ¿  ordfeminine ª
ordmasculine º  onesuperior ¹  twosuperior ²  threesuperior ³  onequarter ¼  onehalf ½  threequarters ¾  mu µ
germandbls ß  ae æ  AE Æ  oe œ  OE Œ  oslash ø  Oslash Ø  eth ð  Eth Ð  thorn þ  Thorn Þ  lslash ł  Lslash Ł  dcroat đ
Dcroat Đ  dotlessi ı  ff ff  fi fi  fl fl  ffi ffi  ffl ffl  arrowright →  arrowleft ←  filledbox ■  H18543 ▪  H22073 □
circle ○  H18533 ●  openbullet ◦  checkmark ✓  triagrt ►  lozenge ◊  brokenbar ¦  logicalnot ¬
`
