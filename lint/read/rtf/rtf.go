// Package rtf takes the text out of files in Rich Text Format.
package rtf

import (
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/text/encoding/charmap"
)

const anRTFFile = "a Rich Text file (.rtf)"

// Read takes the text out of a file in Rich Text Format, without hidden and
// deleted text, notes, headers and footers.
func Read(src []byte) (block.Extracted, error) {
	r := rtfReader{Transcript: block.Transcript{Unit: posting.ByParagraph}, src: src, ansi: charmap.Windows1252}
	if err := r.read(); err != nil {
		return block.Extracted{}, block.Damaged(anRTFFile, err)
	}
	r.finishParagraph()
	r.Titles = append(r.Titles, string(r.title))
	return r.Finish(), nil
}

// maxGroups is how deep groups may nest; word processors need about twenty.
const maxGroups = 2048

// A rtfReader reads RTF in one pass. Groups nest without recursion.
type rtfReader struct {
	block.Transcript
	src []byte
	at  int

	rtfState
	groups []rtfState // around the open one

	open  block.ParagraphBuilder
	ansi  *charmap.Charmap
	fonts map[int]rtfFont
	level map[int]int // of headings, by the number of their style
	title []byte      // in the properties
	bytes []byte      // read as \'hh, which wait for the next

	half  rune // of a surrogate pair
	skip  int  // characters that stand in for the one before, for old readers
	style int  // that is being defined
	font  int
	name  []byte
}

// rtfState is what ends with its group.
type rtfState struct {
	dest     rtfDest
	around   rtfDest // what becomes of that part of a group which is left out otherwise
	bold     bool
	hidden   bool
	deleted  bool
	fontNow  int
	fallback int // how many characters stand in for each \u
	star     bool

	// Of the paragraph; kept here since groups restore it, too.
	list     bool
	depth    int
	outline  int // level of a heading
	styleNow int
	cell     bool
}

// rtfDest says what becomes of the text of a group.
type rtfDest uint8

const (
	rtfBody rtfDest = iota
	rtfGone
	rtfTitle
	rtfMarker // the sign or number of a list item
	rtfStyles
	rtfFonts
)

type rtfFont struct {
	enc    *charmap.Charmap // nil: that of the file
	symbol bool
}

func (r *rtfReader) read() error {
	r.fallback = 1
	r.fontNow = -1
	r.outline = -1
	for r.at < len(r.src) {
		c := r.src[r.at]
		switch c {
		case '{':
			if len(r.groups) >= maxGroups {
				return errors.New("groups are nested too deeply")
			}
			r.flush()
			r.groups = append(r.groups, r.rtfState)
			r.star = false
			r.skip = 0
			r.at++
		case '}':
			r.flush()
			r.at++
			if r.dest == rtfStyles || r.dest == rtfFonts {
				r.entry()
			}
			n := len(r.groups)
			if n == 0 {
				return nil // what follows is not part of the text
			}
			r.rtfState = r.groups[n-1]
			r.groups = r.groups[:n-1]
			r.skip = 0
			if n == 1 {
				return nil
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
			r.at++
		default:
			start := r.at
			for r.at < len(r.src) && !isRTFSign(r.src[r.at]) {
				r.at++
			}
			text := r.src[start:r.at]
			for r.skip > 0 && len(text) > 0 {
				text = text[1:]
				r.skip--
			}
			r.raw(text)
		}
	}
	r.flush()
	return nil
}

func isRTFSign(c byte) bool {
	return c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n' || c == 0
}

// control reads a control word or a control sign.
func (r *rtfReader) control() {
	r.at++
	if r.at >= len(r.src) {
		return
	}
	c := r.src[r.at]
	if !block.IsAlpha(c) {
		r.at++
		r.sign(c)
		return
	}
	start := r.at
	for r.at < len(r.src) && block.IsAlpha(r.src[r.at]) && r.at-start < 40 {
		r.at++
	}
	word := string(r.src[start:r.at])
	n, has := r.number()
	if r.at < len(r.src) && r.src[r.at] == ' ' {
		r.at++
	}
	if word == "bin" {
		r.at += min(max(n, 0), len(r.src)-r.at)
		return
	}
	if r.skip > 0 && word != "u" {
		r.skip-- // a control word counts as one character
		return
	}
	if !has {
		n = 1 // most are switches
	}
	r.word(word, n, has)
}

// number reads the number behind a control word.
func (r *rtfReader) number() (n int, ok bool) {
	k, negative := r.at, false
	if k < len(r.src) && r.src[k] == '-' {
		negative = true
		k++
	}
	first := k
	for k < len(r.src) && block.IsDigit(r.src[k]) && k-first < 10 {
		n = 10*n + int(r.src[k]-'0')
		k++
	}
	if k == first {
		return 0, false
	}
	r.at = k
	if negative {
		n = -n
	}
	return n, true
}

// sign reads a control sign; r.at is behind it.
func (r *rtfReader) sign(c byte) {
	if c == '*' {
		r.star = true
		return
	}
	var b byte
	if c == '\'' {
		if r.at+1 >= len(r.src) {
			r.at = len(r.src)
			return
		}
		hi, lo := unhex(r.src[r.at]), unhex(r.src[r.at+1])
		if hi < 0 || lo < 0 {
			return
		}
		b = byte(hi<<4 | lo)
		r.at += 2
	}
	if r.skip > 0 {
		r.skip--
		return
	}
	switch c {
	case '\'':
		r.bytes = append(r.bytes, b)
	case '\\', '{', '}':
		r.raw([]byte{c})
	case '~':
		r.text("\u00A0")
	case '_':
		r.text("-")
	case '\r', '\n':
		r.word("par", 1, false)
	}
}

func unhex(c byte) int {
	switch {
	case block.IsDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// raw takes over bytes of text; those of ASCII need no table.
func (r *rtfReader) raw(s []byte) {
	for len(s) > 0 {
		n := 0
		for n < len(s) && s[n] < utf8.RuneSelf {
			n++
		}
		r.text(string(s[:n]))
		s = s[n:]
		if len(s) > 0 {
			// Not allowed, but it happens, mostly in UTF-8.
			if c, n := utf8.DecodeRune(s); c != utf8.RuneError {
				r.text(string(c))
				s = s[n:]
				continue
			}
			r.bytes = append(r.bytes, s[0])
			s = s[1:]
		}
	}
}

// flush decodes the bytes that wait.
func (r *rtfReader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	waiting := r.bytes
	r.bytes = r.bytes[:0]
	f := r.fonts[r.fontNow]
	enc := f.enc
	if enc == nil {
		enc = r.ansi
	}
	out := make([]byte, 0, 2*len(waiting))
	for _, b := range waiting {
		if f.symbol {
			out = utf8.AppendRune(out, 0xF000+rune(b)) // marks list items
			continue
		}
		out = utf8.AppendRune(out, enc.DecodeByte(b))
	}
	r.write(string(out))
}

// text writes text behind what waits.
func (r *rtfReader) text(s string) {
	r.flush()
	r.write(s)
}

func (r *rtfReader) write(s string) {
	if s == "" {
		return
	}
	switch r.dest {
	case rtfBody:
		if !r.hidden && !r.deleted {
			r.open.Add(s, r.bold)
		}
	case rtfTitle:
		if len(r.title) < 4*block.MaxTitle {
			r.title = append(r.title, s...)
		}
	case rtfStyles, rtfFonts:
		if len(r.name) < block.MaxTitle {
			r.name = append(r.name, s...)
		}
		if strings.Contains(s, ";") {
			r.entry()
		}
	}
}

// entry ends an entry of the table of styles or fonts.
func (r *rtfReader) entry() {
	if r.dest == rtfStyles {
		name := strings.TrimRight(string(r.name), "; ")
		if level := block.HeadingStyle(strings.TrimSpace(name)); level > 0 {
			r.setLevel(level)
		}
	}
	r.name = r.name[:0]
}

// setLevel makes the style that is being defined that of a heading.
func (r *rtfReader) setLevel(level int) {
	if r.level == nil {
		r.level = map[int]int{}
	}
	if len(r.level) < 1<<12 {
		r.level[r.style] = level
	}
}

// word obeys a control word. n is its number, 1 without one.
func (r *rtfReader) word(word string, n int, has bool) {
	if r.star {
		r.star = false
		if r.starred(word) {
			return
		}
	}
	if dest, ok := rtfDestination(word); ok {
		r.flush()
		switch {
		case word == "ud" || word == "shptxt":
			r.dest = r.around
		case dest == rtfGone:
			r.leaveOut(word == "upr")
		case r.dest != rtfGone:
			r.dest = dest
		}
		switch word {
		case "listtext", "pntext":
			if r.groupDest() == rtfBody {
				r.open.Kind = block.Bullet
			}
		}
		return
	}
	switch word {
	case "b":
		r.flush()
		r.bold = n != 0
	case "v":
		r.flush()
		r.hidden = n != 0
	case "deleted":
		r.flush()
		r.deleted = n != 0
	case "plain":
		r.flush()
		r.bold, r.hidden, r.deleted = false, false, false
	case "f":
		r.flush()
		r.fontNow = n
		if r.dest == rtfFonts {
			r.font = n
		}
	case "fcharset":
		if r.dest == rtfFonts {
			r.charset(n)
		}
	case "ansicpg":
		if enc := codePage(n); enc != nil {
			r.ansi = enc
		}
	case "mac":
		r.ansi = charmap.Macintosh
	case "pc":
		r.ansi = charmap.CodePage437
	case "pca":
		r.ansi = charmap.CodePage850
	case "uc":
		r.fallback = min(max(n, 0), 16)
	case "u":
		if has {
			r.unicode(n)
		}
	case "pard":
		r.list, r.depth, r.outline, r.styleNow, r.cell = false, 0, -1, 0, false
	case "s":
		r.styleNow = n
		if r.dest == rtfStyles {
			r.style = n
		}
	case "outlinelevel":
		r.outline = n
		if r.dest == rtfStyles && n >= 0 && n < 9 {
			r.setLevel(n + 1)
		}
	case "ls":
		r.list = n > 0
	case "ilvl":
		r.depth = n
	case "intbl":
		r.cell = true
	case "par", "sect", "page", "cell", "row", "nestcell", "nestrow", "column":
		r.flush()
		if r.dest == rtfBody {
			r.finishParagraph()
		}
	case "line", "softline":
		r.flush()
		if r.dest == rtfBody && !r.hidden && !r.deleted {
			r.open.BreakLine()
		}
	default:
		r.text(rtfCharacter(word))
	}
}

// starred reads the first word of a group that old readers leave out; true
// when this one does, too.
func (r *rtfReader) starred(word string) bool {
	switch word {
	case "shptxt", "ud", "listtext", "pntext":
		return false
	}
	r.flush()
	r.leaveOut(word == "shpinst")
	return true
}

// leaveOut drops the text of the open group, but for a part of it that may
// follow.
func (r *rtfReader) leaveOut(part bool) {
	if r.dest == rtfGone {
		return
	}
	if r.around = rtfGone; part {
		r.around = r.dest
	}
	r.dest = rtfGone
}

// rtfDestination says what becomes of the text of a group that begins with a
// word.
func rtfDestination(word string) (rtfDest, bool) {
	switch word {
	case "shptxt", "ud", "rtf":
		return rtfBody, word != "rtf"
	case "listtext", "pntext":
		return rtfMarker, true
	case "title":
		return rtfTitle, true
	case "stylesheet":
		return rtfStyles, true
	case "fonttbl":
		return rtfFonts, true
	case "colortbl", "author", "operator", "subject", "keywords", "doccomm", "company", "manager", "category", "hlinkbase", "comment",
		"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
		"pict", "objdata", "objclass", "objname", "nonshppict", "xe", "tc", "tcn", "rxe", "fldinst", "bkmkstart", "bkmkend", "listtable",
		"listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore", "latentstyles",
		"filetbl", "pnseclvl", "upr", "sp", "do", "shprslt", "creatim", "revtim", "printim", "buptim", "private", "template":
		return rtfGone, true
	}
	return 0, false
}

// groupDest is what becomes of the text around the open group.
func (r *rtfReader) groupDest() rtfDest {
	if n := len(r.groups); n > 0 {
		return r.groups[n-1].dest
	}
	return rtfBody
}

// unicode writes a character by its number, which is signed in old files.
func (r *rtfReader) unicode(n int) {
	if n < 0 {
		n += 1 << 16
	}
	r.flush()
	r.skip = r.fallback
	c := rune(n)
	if n < 0 || n > utf8.MaxRune {
		c = utf8.RuneError
	}
	half := r.half
	r.half = 0
	switch {
	case utf16.IsSurrogate(c) && half != 0:
		c = utf16.DecodeRune(half, c)
	case utf16.IsSurrogate(c):
		r.half = c
		return
	}
	r.write(string(c))
}

// charset gives the font that is being defined its code page.
func (r *rtfReader) charset(n int) {
	if r.fonts == nil {
		r.fonts = map[int]rtfFont{}
	}
	if len(r.fonts) > 1<<12 {
		return
	}
	page := map[int]int{77: 10000, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}
	r.fonts[r.font] = rtfFont{enc: codePage(page[n]), symbol: n == 2}
}

// codePage gives a code page of one byte a character; nil for others. Files
// in those give their characters by number, too.
func codePage(n int) *charmap.Charmap {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1252:
		return charmap.Windows1252
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	}
	return nil
}

// rtfCharacter gives the character that a control word stands for.
func rtfCharacter(word string) string {
	switch word {
	case "tab":
		return "\t"
	case "bullet":
		return "\u2022"
	case "endash":
		return "–"
	case "emdash":
		return "—"
	case "lquote":
		return "‘"
	case "rquote":
		return "’"
	case "ldblquote":
		return "“"
	case "rdblquote":
		return "”"
	case "emspace", "enspace", "qmspace":
		return " "
	}
	return ""
}

// finishParagraph ends the paragraph that is open.
func (r *rtfReader) finishParagraph() {
	p := &r.open
	level := 0
	if n := r.level[r.styleNow]; n > 0 {
		level = n
	}
	if r.outline >= 0 && r.outline < 9 {
		level = r.outline + 1
	}
	switch {
	case level > 0:
		p.Kind, p.Level = block.Heading, level
	case p.Kind == block.Bullet || r.list:
		p.Kind, p.Level = block.Bullet, min(max(r.depth, 0), block.MaxDepth)+1
	case r.cell:
		p.Kind = block.Cell
	}
	r.NextParagraph(p)
	*p = block.ParagraphBuilder{Raw: p.Raw[:0], Cuts: p.Cuts[:0], Faces: p.Faces[:0]}
}
