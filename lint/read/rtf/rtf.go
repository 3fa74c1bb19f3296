// Package rtf takes the text out of files in Rich Text Format.
package rtf

import (
	"context"
	"errors"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/text/encoding/charmap"
)

// Read takes the text out of a file in Rich Text Format, without hidden and
// deleted text, notes, headers and footers.
func Read(ctx context.Context, src []byte) (block.Extracted, error) {
	r := reader{Transcript: block.Transcript{Unit: posting.ByParagraph}, src: src, place: block.At{Row: 1, Column: 1}, ansi: charmap.Windows1252}
	if err := r.read(ctx); err != nil {
		return block.Extracted{}, block.Damaged("a Rich Text file (.rtf)", err)
	}
	r.finishParagraph()
	r.Titles = append(r.Titles, string(r.title))
	return r.Finish(), nil
}

// maxGroups is how deep groups may nest; word processors need about twenty.
const maxGroups = 2048

// A reader reads RTF in one pass. Groups nest without recursion.
type reader struct {
	block.Transcript
	src []byte
	at  int

	state
	groups []state // around the open one

	open  block.ParagraphBuilder
	place block.At // of the open cell
	ansi  *charmap.Charmap
	fonts map[int]font
	level map[int]int // of headings, by the number of their style
	title []byte      // in the properties
	bytes []byte      // read as \'hh, which wait for the next

	half  rune // of a surrogate pair
	skip  int  // characters that stand in for the one before, for old readers
	style int  // that is being defined
	font  int
	name  []byte
}

// state is what ends with its group.
type state struct {
	dest     destination
	around   destination // what becomes of that part of a group which is left out otherwise
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

const (
	body destination = iota
	gone
	docTitle
	listMarker // the sign or number of a list item
	styleTable
	fontTable
)

type font struct {
	enc    *charmap.Charmap // nil: that of the file
	symbol bool
}

func (r *reader) read(ctx context.Context) error {
	r.fallback = 1
	r.fontNow = -1
	r.outline = -1
	for n := 1; r.at < len(r.src); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		c := r.src[r.at]
		switch c {
		case '{':
			if len(r.groups) >= maxGroups {
				return errors.New("groups are nested too deeply")
			}
			r.flush()
			r.groups = append(r.groups, r.state)
			r.star = false
			r.skip = 0
			r.at++
		case '}':
			r.flush()
			r.at++
			if r.dest == styleTable || r.dest == fontTable {
				r.entry()
			}
			n := len(r.groups)
			if n == 0 {
				return nil // what follows is not part of the text
			}
			r.state = r.groups[n-1]
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
			for r.at < len(r.src) && !isSyntax(r.src[r.at]) {
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

func isSyntax(c byte) bool {
	return c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n' || c == 0
}

// control reads a control word or a control sign.
func (r *reader) control() {
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
func (r *reader) number() (n int, ok bool) {
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
func (r *reader) sign(c byte) {
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

// text writes text behind what waits.
func (r *reader) text(s string) {
	r.flush()
	r.write(s)
}

func (r *reader) write(s string) {
	if s == "" {
		return
	}
	switch r.dest {
	case body:
		if !r.hidden && !r.deleted {
			r.open.Add(s, r.bold)
		}
	case docTitle:
		if len(r.title) < 4*block.MaxTitle {
			r.title = append(r.title, s...)
		}
	case styleTable, fontTable:
		if len(r.name) < block.MaxTitle {
			r.name = append(r.name, s...)
		}
		if strings.Contains(s, ";") {
			r.entry()
		}
	}
}

// entry ends an entry of the table of styles or fonts.
func (r *reader) entry() {
	if r.dest == styleTable {
		name := strings.TrimRight(string(r.name), "; ")
		if level := block.HeadingStyle(strings.TrimSpace(name)); level > 0 {
			r.setLevel(level)
		}
	}
	r.name = r.name[:0]
}

// setLevel makes the style that is being defined that of a heading.
func (r *reader) setLevel(level int) {
	if r.level == nil {
		r.level = map[int]int{}
	}
	if len(r.level) < 1<<12 {
		r.level[r.style] = level
	}
}

// finishParagraph ends the paragraph that is open.
func (r *reader) finishParagraph() {
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
	if r.cell {
		p.Cell = r.place
	}
	r.NextParagraph(p)
	*p = block.ParagraphBuilder{Raw: p.Raw[:0], Cuts: p.Cuts[:0], Faces: p.Faces[:0]}
}
