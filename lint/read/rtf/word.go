package rtf

import (
	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/text/encoding/charmap"
)

// word obeys a control word. n is its number, 1 without one.
func (r *reader) word(word string, n int, has bool) {
	if r.star {
		r.star = false
		if r.starred(word) {
			return
		}
	}
	if dest, ok := destinationOf(word); ok {
		r.flush()
		switch {
		case word == "ud" || word == "shptxt":
			r.dest = r.around
		case dest == gone:
			r.leaveOut(word == "upr")
		case r.dest != gone:
			r.dest = dest
		}
		switch word {
		case "listtext", "pntext":
			if r.groupDest() == body {
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
	case "deleted", "strike", "striked": // what is struck out is not said
		r.flush()
		r.deleted = n != 0
	case "plain":
		r.flush()
		r.bold, r.hidden, r.deleted = false, false, false
	case "f":
		r.flush()
		r.fontNow = n
		if r.dest == fontTable {
			r.font = n
		}
	case "fcharset":
		if r.dest == fontTable {
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
		if r.dest == styleTable {
			r.style = n
		}
	case "outlinelevel":
		r.outline = n
		if r.dest == styleTable && n >= 0 && n < 9 {
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
		if r.dest == body {
			r.finishParagraph()
			r.moveOn(word)
		}
	case "line", "softline":
		r.flush()
		if r.dest == body && !r.hidden && !r.deleted {
			r.open.BreakLine()
		}
	default:
		r.text(characters[word])
	}
}

// moveOn goes on to the next cell of a table behind the word that ends a paragraph.
func (r *reader) moveOn(word string) {
	switch {
	case word == "cell":
		r.place = r.place.Next()
	case word == "row":
		r.place = r.place.NextRow().Next()
	case !r.cell:
		r.place = block.At{Row: 1, Column: 1} // of the next table
	}
}

// starred reads the first word of a group that old readers leave out; true
// when this one does, too.
func (r *reader) starred(word string) bool {
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
func (r *reader) leaveOut(part bool) {
	if r.dest == gone {
		return
	}
	if r.around = gone; part {
		r.around = r.dest
	}
	r.dest = gone
}

// destinationOf returns what becomes of the text of a group that begins with a
// word; ok is false for words that do not tell.
func destinationOf(word string) (destination, bool) {
	switch word {
	case "shptxt", "ud", "rtf":
		return body, word != "rtf"
	case "listtext", "pntext":
		return listMarker, true
	case "title":
		return docTitle, true
	case "stylesheet":
		return styleTable, true
	case "fonttbl":
		return fontTable, true
	case "colortbl", "author", "operator", "subject", "keywords", "doccomm", "company", "manager", "category", "hlinkbase", "comment",
		"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
		"pict", "objdata", "objclass", "objname", "nonshppict", "xe", "tc", "tcn", "rxe", "fldinst", "bkmkstart", "bkmkend", "listtable",
		"listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "datastore", "latentstyles",
		"filetbl", "pnseclvl", "upr", "sp", "do", "shprslt", "creatim", "revtim", "printim", "buptim", "private", "template":
		return gone, true
	}
	return 0, false
}

// groupDest is what becomes of the text around the open group.
func (r *reader) groupDest() destination {
	if n := len(r.groups); n > 0 {
		return r.groups[n-1].dest
	}
	return body
}

// characters has the characters that control words stand for.
var characters = map[string]string{
	"tab": "\t", "bullet": "\u2022", "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// destination is what becomes of the text of a group.
type destination uint8
